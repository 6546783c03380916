"""Measures an index of faiss as io.elanus.bench.IndexBench measures ours.

usage: faiss_bench.py default|configured DIRECTORY THREADS ROUNDS TITLE DESCRIPTION [NAME=VALUE...]
                      [-- [NAME=VALUE,VALUE...] [batch=COUNT,COUNT...]]

DESCRIPTION is for faiss's index factory, or the binary one if the vectors are bits; the first NAME=VALUE set
efConstruction of HNSW or GK, L and C of NSG. "configured" sets what faiss 1.15 leaves off: GEMM for batches of
20 queries or more (its own default is 128,000) and its pruning k-means. faiss builds NSG for L2 only; on vectors
of length 1 the neighbours are the same.
"""

import sys

import faiss
import numpy as np
from peer import BATCHES, K, Bench, pairs, settings


class Index:
    def __init__(self, bench, description, options):
        self.bench = bench
        dim = bench.base.shape[1]
        self.bits = bench.base.dtype == np.uint8
        if self.bits:
            self.index = faiss.index_binary_factory(8 * dim, description)
        else:
            metric = faiss.METRIC_L2 if description.startswith("NSG") else faiss.METRIC_INNER_PRODUCT
            self.index = faiss.index_factory(dim, description, metric)
        for name, value in options.items():
            graph = self.index.nsg if name in ("L", "C") else getattr(self.index, "hnsw", self.index)
            setattr(graph, name, value)

    def lists(self):
        """The index itself or the part of it that has lists."""
        return self.index if self.bits else faiss.extract_index_ivf(self.index)

    def prune(self):
        if hasattr(self.index, "nprobe") or hasattr(self.index, "base_index"):
            self.lists().cp.use_super_kmeans = True

    def build(self):
        self.index.train(self.bench.base)
        self.index.add(self.bench.base)

    def size(self):
        write = faiss.serialize_index_binary if self.bits else faiss.serialize_index
        return len(write(self.index))

    def tune(self, parameters):
        for name, value in parameters.items():
            match name:
                case "nprobe":
                    self.lists().nprobe = value
                case "reorder_k":
                    self.index.k_factor = value / K
                case "ef":
                    self.index.hnsw.efSearch = value
                case "search_length":
                    self.index.nsg.search_L = value

    def answer(self, queries, threads):
        faiss.omp_set_num_threads(threads)
        distances, rows = self.index.search(queries, K)
        return distances if self.bits else rows


def main():
    variant, folder, threads, rounds, title, description = sys.argv[1:7]
    rest = sys.argv[7:]
    dashes = rest.index("--") if "--" in rest else len(rest)
    tool = "faiss" if variant == "default" else "faiss " + variant
    bench = Bench(tool, title, folder, int(threads), int(rounds))
    bench.report("host", version="faiss-cpu " + faiss.__version__)
    faiss.omp_set_num_threads(bench.threads)
    index = Index(bench, description, pairs(rest[:dashes]))
    if variant == "configured":
        faiss.cvar.distance_compute_blas_threshold = 20
        index.prune()
    bench.build(index.build, index.size)
    tried = rest[dashes + 1 :]
    batches = [int(size) for some in tried if some.startswith("batch=") for size in some[6:].split(",")]
    for batch in batches or BATCHES:
        for parameters in settings(some for some in tried if not some.startswith("batch=")):
            index.tune(parameters)
            bench.search(parameters, batch, index.answer)


main()
