"""Measures HNSW of milvus-lite through its client as io.elanus.bench.IndexBench measures ours.

usage: lite_bench.py DIRECTORY THREADS ROUNDS M EF_CONSTRUCTION ef=VALUE,VALUE...

The rows are inserted before the build is timed. milvus-lite works in another process, whose memory and processor
time are not counted.
"""

import os
import sys
import tempfile
import time
from importlib.metadata import version

import numpy as np
from peer import K, Bench, settings
from pymilvus import DataType, MilvusClient

INSERTED = 20_000  # rows at a time
NAME = "rows"


def insert(client, base):
    schema = MilvusClient.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=base.shape[1])
    client.create_collection(NAME, schema=schema)
    for first in range(0, len(base), INSERTED):
        some = base[first : first + INSERTED]
        client.insert(NAME, [{"id": first + i, "vector": row} for i, row in enumerate(some)])
    client.flush(NAME)


def main():
    folder = sys.argv[1]
    threads, rounds, degree, width = map(int, sys.argv[2:6])
    bench = Bench("milvus-lite", "HNSW", folder, threads, rounds)
    bench.report("host", version="milvus-lite " + version("milvus-lite"))
    os.environ["OMP_NUM_THREADS"] = str(threads)
    with tempfile.TemporaryDirectory() as work:
        client = MilvusClient(work + "/lite.db")
        insert(client, bench.base)
        start = time.perf_counter()
        index = client.prepare_index_params()
        index.add_index(
            "vector",
            index_type="HNSW",
            metric_type="IP",
            params={"M": degree, "efConstruction": width},
        )
        client.create_index(NAME, index)
        client.load_collection(NAME)
        bench.report("build", seconds=time.perf_counter() - start)

        def answer(queries, _, parameters):
            found = client.search(
                NAME,
                queries.tolist(),
                limit=K,
                search_params={"metric_type": "IP", "params": parameters},
            )
            return np.array([[hit["id"] for hit in hits] for hits in found])

        for batch in (1, 1000):
            for parameters in settings(sys.argv[6:]):
                bench.search(
                    parameters,
                    batch,
                    lambda some, used: answer(some, used, parameters),
                    slow=batch == 1,
                )
        client.close()


main()
