"""Makes 256-bit codes of the GloVe vectors: the signs of a fixed random projection.

usage: binary_codes.py GLOVE_DIRECTORY FOLDER

Writes base.npy and queries.npy (uint8, 32 bytes a row) and limits.npy (int32, the exact Hamming distance of
each query's tenth neighbour).
"""

import os
import sys

import faiss
import numpy as np

BITS = 256
K = 10


def codes(vectors, directions):
    return np.packbits(vectors @ directions > 0, axis=1)


def main():
    source, folder = sys.argv[1:3]
    if os.path.exists(folder + "/limits.npy"):
        return
    os.makedirs(folder, exist_ok=True)
    base = np.load(source + "/base.npy")
    random = np.random.default_rng(2023)
    # The rows of Q^T are orthonormal: the columns of a random tall matrix made so.
    tall = random.standard_normal((BITS, base.shape[1]))
    directions = np.linalg.qr(tall)[0].T.astype(np.float32)
    rows = codes(base, directions)
    queries = codes(np.load(source + "/queries.npy"), directions)
    index = faiss.IndexBinaryFlat(BITS)
    index.add(rows)
    distances, _ = index.search(queries, K)
    np.save(folder + "/base.npy", rows)
    np.save(folder + "/queries.npy", queries)
    np.save(folder + "/limits.npy", distances[:, K - 1 :].astype(np.int32))


main()
