"""Measures graph indexes of hnswlib and faiss; prints JSON lines as io.elanus.bench.GraphBench does.

usage: hnsw_peers.py hnswlib|faiss-hnsw|faiss-nsg DIRECTORY THREADS ROUNDS

All queries go to the library in one call, also where they are searched on one thread. faiss builds NSG for
L2 only; on vectors of length 1 the neighbours are the same.
"""

import functools
import sys
import time

import numpy as np
from peer import K, recall, report, timed

EFS = (16, 32, 64, 128, 256, 512)
M, EF_CONSTRUCTION = 16, 100
OUT_DEGREE, POOL, SEARCH_LENGTH, KNNG = 50, 300, 45, 100


class Hnswlib:
    tool = "hnswlib"

    def __init__(self, dim, threads):
        import hnswlib

        self.version = "0.8.0"
        self.threads = threads
        self.index = hnswlib.Index(space="ip", dim=dim)

    def build(self, base):
        self.index.init_index(len(base), M=M, ef_construction=EF_CONSTRUCTION, random_seed=1)
        self.index.add_items(base, num_threads=self.threads)

    def search(self, queries, ef, threads):
        self.index.set_ef(ef)
        return self.index.knn_query(queries, k=K, num_threads=threads)[0]


class Faiss:
    def __init__(self, threads):
        import faiss

        self.faiss = faiss
        self.version = faiss.__version__
        faiss.omp_set_num_threads(threads)

    def build(self, base):
        self.index.add(base)

    def search(self, queries, ef, threads):
        self.faiss.omp_set_num_threads(threads)
        self.effort(ef)
        return self.index.search(queries, K)[1]


class FaissHnsw(Faiss):
    tool = "faiss HNSW"

    def __init__(self, dim, threads):
        super().__init__(threads)
        self.index = self.faiss.IndexHNSWFlat(dim, M, self.faiss.METRIC_INNER_PRODUCT)
        self.index.hnsw.efConstruction = EF_CONSTRUCTION

    def effort(self, ef):
        self.index.hnsw.efSearch = ef


class FaissNsg(Faiss):
    tool = "faiss NSG"

    def __init__(self, dim, threads):
        super().__init__(threads)
        self.index = self.faiss.IndexNSGFlat(dim, OUT_DEGREE)
        self.index.GK = KNNG
        self.index.nsg.L = SEARCH_LENGTH
        self.index.nsg.C = POOL

    def effort(self, ef):
        self.index.nsg.search_L = ef


PEERS = {"hnswlib": Hnswlib, "faiss-hnsw": FaissHnsw, "faiss-nsg": FaissNsg}


def main():
    name, directory = sys.argv[1:3]
    threads, rounds = map(int, sys.argv[3:5])
    base = np.load(directory + "/base.npy")
    queries = np.load(directory + "/queries.npy")
    known = np.load(directory + "/neighbors.npy")[:, :K]
    peer = PEERS[name](base.shape[1], threads)
    report(peer.tool, "host", version=peer.version)
    start = time.perf_counter()
    peer.build(base)
    report(peer.tool, "build", seconds=time.perf_counter() - start)
    for measure, used in (("single", 1), ("batch", threads)):
        for ef in EFS:
            search = functools.partial(peer.search, ef=ef, threads=used)
            qps, found = timed(search, queries, len(queries), rounds)
            report(peer.tool, measure, ef=ef, qps=qps, recall=recall(found, known))


main()
