"""Prints how many rows and values the base of a data set has, and cuts it first if told to.

usage: data_set.py DIRECTORY [FOLDER ROWS]

FOLDER gets the first ROWS of the base, all queries and their exact neighbours among those rows.
"""

import os
import sys

import numpy as np

NEIGHBORS = 100


def cut(source, folder, rows):
    if os.path.exists(folder + "/neighbors.npy"):
        return
    os.makedirs(folder, exist_ok=True)
    base = np.load(source + "/base.npy")[:rows]
    queries = np.load(source + "/queries.npy")
    products = queries.astype(np.float64) @ base.astype(np.float64).T
    nearest = np.argsort(-products, axis=1, kind="stable")[:, :NEIGHBORS]
    np.save(folder + "/base.npy", base)
    np.save(folder + "/queries.npy", queries)
    np.save(folder + "/neighbors.npy", nearest.astype(np.int32))


def main():
    folder = sys.argv[1]
    if len(sys.argv) > 2:
        folder = sys.argv[2]
        cut(sys.argv[1], folder, int(sys.argv[3]))
    print(*np.load(folder + "/base.npy", mmap_mode="r").shape)


main()
