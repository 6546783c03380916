"""Makes 256-bit codes of vectors: the signs of a fixed random projection.

usage: binary_codes.py DIRECTORY FOLDER

Writes base.npy and queries.npy (uint8, 32 bytes a row) and limits.npy (int32, the exact Hamming distance of
each query's tenth neighbour).
"""

import os
import sys

import faiss
import numpy as np
from peer import K

BITS = 256


def orthonormal(dim):
    """A random matrix of dim rows and BITS columns; the vectors along its shorter side are orthonormal."""
    random = np.random.default_rng(2023)
    if dim <= BITS:
        return np.linalg.qr(random.standard_normal((BITS, dim)))[0].T.astype(np.float32)
    return np.linalg.qr(random.standard_normal((dim, BITS)))[0].astype(np.float32)


def main():
    source, folder = sys.argv[1:3]
    if os.path.exists(folder + "/limits.npy"):
        return
    os.makedirs(folder, exist_ok=True)
    base, queries = (np.load(f"{source}/{name}.npy") for name in ("base", "queries"))
    directions = orthonormal(base.shape[1])
    rows, asked = (np.packbits(vectors @ directions > 0, axis=1) for vectors in (base, queries))
    index = faiss.IndexBinaryFlat(BITS)
    index.add(rows)
    distances, _ = index.search(asked, K)
    np.save(folder + "/base.npy", rows)
    np.save(folder + "/queries.npy", asked)
    np.save(folder + "/limits.npy", distances[:, K - 1 :].astype(np.int32))


main()
