"""Measures hnswlib as io.elanus.bench.IndexBench measures HNSW.

usage: hnswlib_bench.py DIRECTORY THREADS ROUNDS M EF_CONSTRUCTION ef=VALUE,VALUE...

All queries go to the library in one call, also where they are searched on one thread.
"""

import os
import sys
import tempfile
from importlib.metadata import version

import hnswlib
from peer import K, Bench, settings


def main():
    folder = sys.argv[1]
    threads, rounds, degree, width = map(int, sys.argv[2:6])
    bench = Bench("hnswlib", "HNSW", folder, threads, rounds)
    bench.report("host", version="hnswlib " + version("hnswlib"))
    index = hnswlib.Index(space="ip", dim=bench.base.shape[1])

    def build():
        index.init_index(len(bench.base), M=degree, ef_construction=width, random_seed=1)
        index.add_items(bench.base, num_threads=threads)

    def size():
        with tempfile.TemporaryDirectory() as work:
            index.save_index(work + "/index")
            return os.path.getsize(work + "/index")

    bench.build(build, size)
    for batch in (1, 1000):
        for parameters in settings(sys.argv[6:]):
            index.set_ef(parameters["ef"])
            bench.search(
                parameters,
                batch,
                lambda queries, used: index.knn_query(queries, k=K, num_threads=used)[0],
                call=len(bench.queries),
            )


main()
