"""Measures faiss on the files of scripts/fetch-data; prints JSON lines as io.elanus.bench.IvfBench does.

usage: faiss_ivf.py default|configured DIRECTORY NLIST THREADS ROUNDS

"configured" sets what faiss 1.15 leaves off: GEMM for batches of 20 queries or more (its own default is
128,000) and its pruning k-means.
"""

import sys
import time

import faiss
import numpy as np
from peer import K, recall, report, timed

# FLAT searches one at a time so many queries only.
FEW = 100


def build(index, base, configured):
    if configured and hasattr(index.cp, "use_super_kmeans"):
        index.cp.use_super_kmeans = True
    start = time.perf_counter()
    index.train(base)
    trained = time.perf_counter()
    index.add(base)
    return trained - start, time.perf_counter() - trained


def objective(index, quantizer, base):
    centroids = quantizer.reconstruct_n(0, index.nlist)
    _, nearest = quantizer.search(base, 1)
    return float(np.einsum("ij,ij->i", base, centroids[nearest[:, 0]], dtype=np.float64).mean())


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

    kinds = {
        "IVF_FLAT": lambda quantizer, dim: faiss.IndexIVFFlat(
            quantizer, dim, nlist, faiss.METRIC_INNER_PRODUCT
        ),
        "IVF_SQ8": lambda quantizer, dim: faiss.IndexIVFScalarQuantizer(
            quantizer, dim, nlist, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        ),
    }
    for kind, make in kinds.items():
        faiss.omp_set_num_threads(threads)
        quantizer = faiss.IndexFlatIP(base.shape[1])
        index = make(quantizer, base.shape[1])
        train, add = build(index, base, configured)
        mean = objective(index, quantizer, base)
        report(tool, "build " + kind, train_s=train, add_s=add, objective=mean)
        for batch in (1, 16, 100, len(queries)):
            faiss.omp_set_num_threads(1 if batch == 1 else threads)
            for nprobe in (8, 32, 64):
                index.nprobe = nprobe
                # The scans of 8-bit codes are so slow that one turn is long enough.
                turns = rounds if kind == "IVF_FLAT" else 1
                qps, found = timed(lambda some: index.search(some, K)[1], queries, batch, turns)
                report(
                    tool,
                    "search " + kind,
                    batch=batch,
                    nprobe=nprobe,
                    qps=qps,
                    recall=recall(found, known),
                )
    flat = faiss.IndexFlatIP(base.shape[1])
    flat.add(base)
    for batch, asked in ((1, min(FEW, len(queries))), (len(queries), len(queries))):
        faiss.omp_set_num_threads(1 if batch == 1 else threads)
        qps, found = timed(lambda some: flat.search(some, K)[1], queries[:asked], batch, 1)
        report(
            tool,
            "search FLAT",
            batch=batch,
            nprobe=0,
            qps=qps,
            recall=recall(found, known[:asked]),
        )


main()
