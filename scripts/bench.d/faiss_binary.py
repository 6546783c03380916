"""Measures the binary indexes of faiss; prints JSON lines as io.elanus.bench.BinaryBench does.

usage: faiss_binary.py FOLDER NLIST THREADS ROUNDS
"""

import json
import statistics
import sys
import time

import faiss
import numpy as np

K = 10


def report(measure, **values):
    print(json.dumps({"tool": "faiss", "measure": measure, **values}), flush=True)


def search(index, queries, batch, rounds):
    seconds = []
    for turn in range(rounds + 1):
        start = time.perf_counter()
        parts = [index.search(queries[i : i + batch], K)[0] for i in range(0, len(queries), batch)]
        if turn:
            seconds.append(time.perf_counter() - start)
    return len(queries) / statistics.median(seconds), np.vstack(parts)


def main():
    folder = sys.argv[1]
    nlist, threads, rounds = map(int, sys.argv[2:5])
    base = np.load(folder + "/base.npy")
    queries = np.load(folder + "/queries.npy")
    limits = np.load(folder + "/limits.npy")
    bits = base.shape[1] * 8
    report("host", version=faiss.__version__, compiled=faiss.get_compile_options().strip())

    def measure(name, index, nprobe):
        batch, used = (1, 1) if name.endswith("single") else (len(queries), threads)
        faiss.omp_set_num_threads(used)
        qps, distances = search(index, queries, batch, rounds)
        report(name, nprobe=nprobe, qps=qps, recall=float((distances <= limits).mean()))

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
        "build BIN_IVF_FLAT", train_s=trained - start, add_s=added - trained, objective=float(objective)
    )
    for name in ("ivf single", "ivf batch"):
        for nprobe in (8, 32, 64):
            ivf.nprobe = nprobe
            measure(name, ivf, nprobe)
    start = time.perf_counter()
    flat = faiss.IndexBinaryFlat(bits)
    flat.add(base)
    report("build BIN_FLAT", train_s=0, add_s=time.perf_counter() - start, objective=None)
    for name in ("flat single", "flat batch"):
        measure(name, flat, 0)


main()
