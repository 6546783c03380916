"""Measures faiss on the files of scripts/fetch-data; prints JSON lines as io.elanus.bench.PqBench does.

usage: faiss_pq.py default|configured DIRECTORY NLIST THREADS ROUNDS

"configured" sets what faiss 1.15 leaves off: GEMM for batches of 20 queries or more (its own default is
128,000) and its pruning k-means.
"""

import sys
import time

import faiss
import numpy as np
from peer import K, recall, report, timed

NPROBES = (8, 32, 64)


def build(tool, name, description, base, configured):
    index = faiss.index_factory(base.shape[1], description, faiss.METRIC_INNER_PRODUCT)
    lists = faiss.extract_index_ivf(index)
    if configured and hasattr(lists.cp, "use_super_kmeans"):
        lists.cp.use_super_kmeans = True
    start = time.perf_counter()
    index.train(base)
    trained = time.perf_counter()
    index.add(base)
    report(tool, "build " + name, train_s=trained - start, add_s=time.perf_counter() - trained)
    return index, lists


def measure(tool, name, index, lists, queries, known, threads, rounds, reorders):
    for reorder in reorders:
        if reorder:
            index.k_factor = reorder / K
        for kind, batch, used in (("single", 1, 1), ("batch", len(queries), threads)):
            faiss.omp_set_num_threads(used)
            for nprobe in NPROBES:
                lists.nprobe = nprobe
                qps, found = timed(lambda some: index.search(some, K)[1], queries, batch, rounds)
                report(
                    tool,
                    f"{name} {kind}",
                    nprobe=nprobe,
                    reorder_k=reorder,
                    qps=qps,
                    recall=recall(found, known),
                )


def main():
    variant, directory = sys.argv[1:3]
    nlist, threads, rounds = map(int, sys.argv[3:6])
    configured = variant == "configured"
    tool = "faiss " + variant
    if configured:
        faiss.cvar.distance_compute_blas_threshold = 20
    base = np.load(directory + "/base.npy")
    queries = np.load(directory + "/queries.npy")
    known = np.load(directory + "/neighbors.npy")[:, :K]
    report(tool, "host", version=faiss.__version__, compiled=faiss.get_compile_options().strip())
    dim = base.shape[1]
    for name, description, reorders in (
        ("IVF_PQ", f"IVF{nlist},PQ{dim // 4}", (0,)),
        ("SCANN", f"IVF{nlist},PQ{dim // 2}x4fs,RFlat", (10, 100, 200)),
    ):
        faiss.omp_set_num_threads(threads)
        index, lists = build(tool, name, description, base, configured)
        measure(tool, name, index, lists, queries, known, threads, rounds, reorders)


main()
