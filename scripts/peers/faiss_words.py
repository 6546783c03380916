"""Compares Elanus with faiss on the shipped words.

FLAT must find faiss's rows at faiss's distances. Another type must find at least as many of the exact
neighbours as faiss's index with the same parameters, less two points: 200 queries tell no less apart.
"""

import sys
import tempfile

import faiss
import numpy as np
from elanus import QUERIES, WORDS, Checks, Elanus, parameters, words

K = 10
TOLERANCE = 0.02
METRICS = {"L2": faiss.METRIC_L2, "IP": faiss.METRIC_INNER_PRODUCT, "COSINE": faiss.METRIC_INNER_PRODUCT}

# Elanus's type, its build and search parameters, and how faiss names the same index.
TYPES = [("IVF_FLAT", {"nlist": 128}, {"nprobe": 8}, "IVF128,Flat")]


def normalised(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def search(elanus, metric, search_parameters, keys):
    answer = elanus.json(
        "search", "-c", "words", "--file", QUERIES, "-l", str(K), "-m", metric, *parameters(search_parameters)
    )
    rows = np.array([[keys[hit["id"]] for hit in hits] for hits in answer])
    distances = np.array([[hit["distance"] for hit in hits] for hits in answer])
    return rows, distances


def recall(found, exact):
    return sum(len(set(a) & set(b)) for a, b in zip(found, exact)) / exact.size


def set_search_parameters(index, values):
    """Sets nprobe, ef or reorder_k under faiss's own names for them."""
    space = faiss.ParameterSpace()
    for name, value in values.items():
        if name == "ef":
            index.hnsw.efSearch = value
        elif name == "reorder_k":
            index.k_factor = value / K
        else:
            space.set_index_parameter(index, name, value)


def main():
    keys, base = words()
    numbers = {key: number for number, key in enumerate(keys)}
    queries = np.load(QUERIES)
    checks = Checks()
    with tempfile.TemporaryDirectory() as directory:
        elanus = Elanus(directory)
        elanus.json("create", "collection", "-c", "words", "--from", WORDS)
        for metric, faiss_metric in METRICS.items():
            rows, asked = (normalised(base), normalised(queries)) if metric == "COSINE" else (base, queries)
            flat = faiss.IndexFlat(rows.shape[1], faiss_metric)
            flat.add(rows)
            distances, exact = flat.search(asked, K)
            elanus.json("create", "index", "-c", "words", "-f", "vector", "-t", "FLAT", "-m", metric)
            found, reported = search(elanus, metric, {}, numbers)
            checks.that(recall(found, exact) > 0.999, f"FLAT {metric}: faiss's rows")
            checks.that(np.allclose(reported, distances, rtol=1e-4, atol=1e-4), f"FLAT {metric}: faiss's distances")
            elanus.json("delete", "index", "-c", "words", "-f", "vector", "--yes")
            for name, build, look, factory in TYPES:
                peer = faiss.index_factory(rows.shape[1], factory, faiss_metric)
                if "efConstruction" in build:
                    peer.hnsw.efConstruction = build["efConstruction"]
                peer.train(rows)
                peer.add(rows)
                set_search_parameters(peer, look)
                theirs = recall(peer.search(asked, K)[1], exact)
                elanus.json(
                    "create", "index", "-c", "words", "-f", "vector", "-t", name, "-m", metric, *parameters(build)
                )
                ours = recall(search(elanus, metric, look, numbers)[0], exact)
                checks.that(
                    ours >= theirs - TOLERANCE,
                    f"{name} {metric} {build} {look}: recall@{K} {ours:.4f}, faiss {theirs:.4f}",
                )
                elanus.json("delete", "index", "-c", "words", "-f", "vector", "--yes")
    return checks.end()


sys.exit(main())
