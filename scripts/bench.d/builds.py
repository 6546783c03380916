"""Builds indexes over the rows of a .npy as a user of the shell or of a Milvus server does.

usage: builds.py elanus|milvus BASE_NPY "TYPE [NAME=VALUE...]"...

Prints JSON lines as io.elanus.bench.IndexBench does. The rows are inserted before the first build is timed.
"""

import json
import subprocess
import sys
import tempfile
import time

import numpy as np
from peer import pairs

BATCH = 20_000
COLLECTION, FIELD = "rows", "vector"


class Elanus:
    version = "Elanus"

    def __init__(self, base, folder):
        self.launcher = ["scripts/elanus", "--data", folder, "--progress", "none"]
        self.run("create", "collection", "-c", COLLECTION, "--from", base)

    def run(self, *words):
        subprocess.run([*self.launcher, *words], check=True, stdout=subprocess.DEVNULL)

    def build(self, index, parameters):
        given = [word for name, value in parameters.items() for word in ("-p", f"{name}:{value}")]
        self.run("create", "index", "-c", COLLECTION, "-f", FIELD, "-t", index, "-m", "IP", *given)

    def drop(self):
        self.run("delete", "index", "-c", COLLECTION, "-f", FIELD, "--yes")

    def close(self):
        pass


class Milvus:
    version = "Milvus 2.3.5"

    def __init__(self, base, folder):
        from milvus import MilvusServer
        from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections, utility

        rows = np.load(base)
        self.wait = utility.wait_for_index_building_complete
        self.server = MilvusServer()
        self.server.set_base_dir(folder)
        self.server.start()
        connections.connect("default", host="127.0.0.1", port=self.server.listen_port)
        fields = [
            FieldSchema("id", DataType.INT64, is_primary=True, auto_id=True),
            FieldSchema(FIELD, DataType.FLOAT_VECTOR, dim=rows.shape[1]),
        ]
        self.collection = Collection(COLLECTION, CollectionSchema(fields))
        for first in range(0, len(rows), BATCH):
            self.collection.insert([rows[first : first + BATCH]])
        self.collection.flush()

    def build(self, index, parameters):
        self.collection.create_index(
            FIELD, {"index_type": index, "metric_type": "IP", "params": parameters}
        )
        self.wait(COLLECTION)

    def drop(self):
        self.collection.drop_index()

    def close(self):
        self.server.stop()


def main():
    tool, base, *types = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        built = {"elanus": Elanus, "milvus": Milvus}[tool](base, folder + "/data")
        try:
            for some in types:
                index, *parameters = some.split()
                names = {"tool": tool, "index": index}
                print(json.dumps({**names, "measure": "host", "version": built.version}), flush=True)
                start = time.perf_counter()
                built.build(index, pairs(parameters))
                seconds = time.perf_counter() - start
                print(json.dumps({**names, "measure": "build", "seconds": seconds}), flush=True)
                built.drop()
        finally:
            built.close()


main()
