"""Measures the binary indexes of faiss; prints JSON lines as io.elanus.bench.BinaryBench does.

usage: faiss_binary.py FOLDER NLIST THREADS ROUNDS
"""

import sys
import time

import faiss
import numpy as np
from peer import K, report, timed


def main():
    folder = sys.argv[1]
    nlist, threads, rounds = map(int, sys.argv[2:5])
    base = np.load(folder + "/base.npy")
    queries = np.load(folder + "/queries.npy")
    limits = np.load(folder + "/limits.npy")
    bits = base.shape[1] * 8
    report("faiss", "host", version=faiss.__version__, compiled=faiss.get_compile_options().strip())

    def measure(name, index, nprobe):
        batch, used = (1, 1) if name.endswith("single") else (len(queries), threads)
        faiss.omp_set_num_threads(used)
        qps, distances = timed(lambda some: index.search(some, K)[0], queries, batch, rounds)
        report("faiss", name, nprobe=nprobe, qps=qps, recall=float((distances <= limits).mean()))

    faiss.omp_set_num_threads(threads)
    quantizer = faiss.IndexBinaryFlat(bits)
    ivf = faiss.IndexBinaryIVF(quantizer, bits, nlist)
    start = time.perf_counter()
    ivf.train(base)
    trained = time.perf_counter()
    ivf.add(base)
    added = time.perf_counter()
    objective = quantizer.search(base, 1)[0].mean()
    report(
        "faiss", "build BIN_IVF_FLAT", train_s=trained - start, add_s=added - trained, objective=float(objective)
    )
    for name in ("ivf single", "ivf batch"):
        for nprobe in (8, 32, 64):
            ivf.nprobe = nprobe
            measure(name, ivf, nprobe)
    start = time.perf_counter()
    flat = faiss.IndexBinaryFlat(bits)
    flat.add(base)
    report("faiss", "build BIN_FLAT", train_s=0, add_s=time.perf_counter() - start, objective=None)
    for name in ("flat single", "flat batch"):
        measure(name, flat, 0)


main()
