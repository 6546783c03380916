"""Compares Elanus with a Milvus server that this program starts and stops.

Both get the first 5,000 of the shipped words. Exact searches must return the same rows at the same
distances, indexes the same rows where they look at every list, progress the same figures, and what Milvus
refuses Elanus must refuse too.
"""

import gzip
import logging
import sys
import tempfile

import numpy as np
from elanus import QUERIES, WORDS, Checks, Elanus, parameters, words
from milvus import MilvusServer
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, MilvusException, connections, utility

K = 10
logging.disable(logging.CRITICAL)
ROWS = 5000

# Type, build and search parameters under which it looks at every row.
EXACT = [("FLAT", {}, {}), ("IVF_FLAT", {"nlist": 64}, {"nprobe": 64})]
METRICS = ("L2", "IP", "COSINE")

# Definitions that must be refused: type, metric, parameters.
REFUSED = [
    ("IVF_FLAT", "L2", {"nlist": 0}),
    ("IVF_FLAT", "L2", {"nlist": 65537}),
    ("IVF_FLAT", "HAMMING", {"nlist": 64}),
    ("IVF_FLOT", "L2", {"nlist": 64}),
    ("IVF_PQ", "L2", {"nlist": 64, "m": 7, "nbits": 8}),
    ("HNSW", "L2", {"M": 4096, "efConstruction": 100}),
    ("BIN_FLAT", "HAMMING", {}),
]


def fill_milvus(keys, base):
    fields = [
        FieldSchema("word", DataType.VARCHAR, max_length=64, is_primary=True),
        FieldSchema("vector", DataType.FLOAT_VECTOR, dim=base.shape[1]),
    ]
    collection = Collection("words", CollectionSchema(fields))
    collection.insert([keys, base])
    collection.flush()
    return collection


def first_lines(directory):
    path = directory + "/words.jsonl"
    with gzip.open(WORDS, "rt", encoding="utf-8") as rows, open(path, "w", encoding="utf-8") as file:
        for _ in range(ROWS):
            file.write(rows.readline())
    return path


def milvus_hits(collection, metric, search_parameters, queries):
    answer = collection.search(queries, "vector", {"metric_type": metric, "params": search_parameters}, K)
    return [[(hit.id, hit.distance) for hit in hits] for hits in answer]


def elanus_hits(elanus, metric, search_parameters):
    answer = elanus.json(
        "search", "-c", "words", "--file", QUERIES, "-l", str(K), "-m", metric, *parameters(search_parameters)
    )
    return [[(hit["id"], hit["distance"]) for hit in hits] for hits in answer]


def same(ours, theirs):
    """Whether distances agree, and rows do wherever distances are not equal within rounding."""
    for mine, other in zip(ours, theirs):
        a = np.array([distance for _, distance in mine])
        b = np.array([distance for _, distance in other])
        if a.shape != b.shape or not np.allclose(a, b, rtol=1e-4, atol=1e-4):
            return False
        known = dict(other)
        if any(key not in known and abs(distance - b[-1]) > 1e-3 for key, distance in mine):
            return False
    return True


def compare_searches(checks, elanus, collection, queries):
    for name, build, look in EXACT:
        for metric in METRICS:
            what = f"{name} {metric} {build}"
            collection.create_index("vector", {"index_type": name, "metric_type": metric, "params": build})
            utility.wait_for_index_building_complete("words")
            elanus.json("create", "index", "-c", "words", "-f", "vector", "-t", name, "-m", metric, *parameters(build))
            collection.load()
            ours = elanus_hits(elanus, metric, look)
            theirs = milvus_hits(collection, metric, look, queries)
            checks.that(same(ours, theirs), f"{what} {look}: Milvus's rows and distances")
            theirs = utility.index_building_progress("words")
            ours = elanus.json("show", "index_progress", "-c", "words")
            names = ("total_rows", "indexed_rows", "pending_index_rows")
            checks.that(
                all(ours[name] == theirs[name] for name in names) and ours["state"] == "finished",
                f"{what}: progress {[ours[name] for name in names]}",
            )
            collection.release()
            collection.drop_index()
            elanus.json("delete", "index", "-c", "words", "-f", "vector", "--yes")


def compare_refusals(checks, elanus, collection):
    for name, metric, build in REFUSED:
        try:
            collection.create_index("vector", {"index_type": name, "metric_type": metric, "params": build})
            collection.drop_index()
            theirs = "accepts"
        except MilvusException:
            theirs = "refuses"
        code, _, message = elanus.run(
            "create", "index", "-c", "words", "-f", "vector", "-t", name, "-m", metric, *parameters(build)
        )
        checks.that(
            theirs == "refuses" and code == 1 and message.startswith("error: "),
            f"{name} {metric} {build}: Milvus {theirs}; Elanus: {message.splitlines()[0]}",
        )


def compare(checks, elanus, port, directory):
    keys, base = words(ROWS)
    connections.connect("default", host="127.0.0.1", port=port)
    collection = fill_milvus(keys, base)
    elanus.json(
        "create", "collection", "-c", "words", "-f", "word:VARCHAR:64", "-f", "rank:INT64",
        "-f", f"vector:FLOAT_VECTOR:{base.shape[1]}", "-p", "word",
    )
    elanus.json("insert", "file", "-c", "words", first_lines(directory))
    compare_searches(checks, elanus, collection, np.load(QUERIES))
    compare_refusals(checks, elanus, collection)
    connections.disconnect("default")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as directory:
        server = MilvusServer()
        server.set_base_dir(directory + "/milvus")
        server.start()
        try:
            compare(checks, Elanus(directory + "/elanus"), server.listen_port, directory)
        finally:
            server.stop()
    return checks.end()


sys.exit(main())
