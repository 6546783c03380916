"""Compares Elanus with faiss on the shipped words.

FLAT and BIN_FLAT must find faiss's distances, and FLAT its rows. Every other type must find no fewer of the exact
neighbours than faiss's index with the same parameters, but for half a point of recall.

The 200 query words alone would not tell half a point: their mean recall is uncertain by a whole one. So every
tenth word is held out as a query too, which makes 2,200, and both programs answer the same ones. What is left is
the chance of two trainings: the standard error of the mean difference is printed with each line and must stay
below a quarter of a point, so that half a point is at least two of them.
"""

import json
import os
import sys
import tempfile

import faiss
import numpy as np
from elanus import QUERIES, Checks, Elanus, parameters, words

K = 10
TOLERANCE = 0.005
LARGEST_ERROR = 0.0025
HELD_OUT = 10
BITS = 96
METRICS = {"L2": faiss.METRIC_L2, "IP": faiss.METRIC_INNER_PRODUCT, "COSINE": faiss.METRIC_INNER_PRODUCT}
RNSG = {"out_degree": 30, "candidate_pool_size": 300, "search_length": 60, "knng": 100}

# Elanus's type, its build and search parameters, how faiss names the same index, and the metrics.
TYPES = [
    ("IVF_FLAT", {"nlist": 128}, {"nprobe": 32}, "IVF128,Flat", METRICS),
    ("IVF_SQ8", {"nlist": 128}, {"nprobe": 32}, "IVF128,SQ8", METRICS),
    # For one metric: faiss trains these codebooks for longer than all else takes.
    ("IVF_PQ", {"nlist": 128, "m": 50, "nbits": 8}, {"nprobe": 32}, "IVF128,PQ50", ["L2"]),
    ("SCANN", {"nlist": 128}, {"nprobe": 32, "reorder_k": 100}, "IVF128,PQ50x4fs,RFlat", METRICS),
    ("HNSW", {"M": 16, "efConstruction": 100}, {"ef": 64}, "HNSW16,Flat", METRICS),
    # faiss's NSG knows L2 only, which ranks rows of length 1 as COSINE does.
    ("RNSG", RNSG, {"search_length": 60}, "NSG30,Flat", ["L2", "COSINE"]),
]


def normalised(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def bits(rows):
    """The signs of the first values, the first in the highest bit."""
    return np.packbits(rows[:, :BITS] > 0, axis=1)


def peer(factory, dim, metric, build, look):
    """A faiss index with the parameters of Elanus under faiss's own names for them."""
    if factory.startswith("NSG"):
        index = faiss.IndexNSGFlat(dim, build["out_degree"])
        index.GK = build["knng"]
        index.nsg.L = build["search_length"]
        index.nsg.C = build["candidate_pool_size"]
        index.nsg.search_L = look["search_length"]
        index.build_type = 0  # exact neighbours, which take half as long as NNDescent's here
        return index
    index = faiss.index_factory(dim, factory, metric)
    if "ef" in look:
        index.hnsw.efConstruction = build["efConstruction"]
        index.hnsw.efSearch = look["ef"]
    if "nprobe" in look:
        faiss.extract_index_ivf(index).nprobe = look["nprobe"]
    if "reorder_k" in look:
        index.k_factor = look["reorder_k"] / K
    return index


class Comparison:
    """What both programs find of the same words."""

    def __init__(self, directory):
        keys, rows = words()
        queried = np.arange(len(keys)) % HELD_OUT == HELD_OUT - 1
        self.keys = [key for key, out in zip(keys, queried) if not out]
        self.numbers = {key: number for number, key in enumerate(self.keys)}
        self.base = rows[~queried]
        self.queries = np.concatenate([rows[queried], np.load(QUERIES)])
        self.checks = Checks()
        self.directory = directory
        self.lines = []
        self.judges = []

    def path(self, name):
        return os.path.join(self.directory, name)

    def ask(self, *line):
        """A command of Elanus whose answer nobody looks at."""
        self.lines.append(" ".join(line))
        self.judges.append(None)

    def search(self, collection, file, look, judge):
        """A search of Elanus whose rows and distances are judged at the end."""
        self.lines.append(" ".join(["search", "-c", collection, "--file", file, "-l", str(K), *parameters(look)]))
        self.judges.append(judge)

    def run(self):
        """Lets one Elanus run all commands, then judges."""
        answers = Elanus(self.path("data")).script(self.lines)
        for answer, judge in zip(answers, self.judges, strict=True):
            if judge is not None:
                rows = np.array([[self.numbers[hit["id"]] for hit in hits] for hits in answer])
                distances = np.array([[hit["distance"] for hit in hits] for hits in answer])
                judge(rows, distances)
        return self.checks.end()

    def load(self, collection, name, field, rows):
        file = self.path(collection + ".jsonl")
        with open(file, "w", encoding="utf-8") as out:
            for key, row in zip(self.keys, rows):
                out.write(json.dumps({"word": key, name: row.tolist()}) + "\n")
        self.ask("create", "collection", "-c", collection, "-f", "word:VARCHAR:64", "-f", field, "-p", "word")
        self.ask("insert", "file", "-c", collection, file)

    def compare(self, name, ours, theirs):
        """Checks recall query by query."""
        error = np.std(ours - theirs) / np.sqrt(len(ours))
        what = f"{name}: recall@{K} {ours.mean():.4f}, faiss {theirs.mean():.4f}, error {error:.4f}"
        self.checks.that(ours.mean() >= theirs.mean() - TOLERANCE and error < LARGEST_ERROR, what)

    def floats(self):
        self.load("words", "vector", "vector:FLOAT_VECTOR:100", self.base)
        asked = self.path("queries.npy")
        np.save(asked, self.queries)
        for metric, faiss_metric in METRICS.items():
            rows, queries = self.base, self.queries
            if metric == "COSINE":
                rows, queries = normalised(rows), normalised(queries)
            flat = faiss.IndexFlat(rows.shape[1], faiss_metric)
            flat.add(rows)
            distances, exact = flat.search(queries, K)

            def found(some, exact=exact):
                return np.array([len(set(a) & set(b)) / K for a, b in zip(some, exact)])

            def judge_flat(some, reported, metric=metric, distances=distances, found=found):
                self.checks.that(found(some).mean() > 0.999, f"FLAT {metric}: faiss's rows")
                near = np.allclose(reported, distances, rtol=1e-4, atol=1e-4)
                self.checks.that(near, f"FLAT {metric}: faiss's distances")

            self.index("words", "vector", "FLAT", metric, {}, asked, {}, judge_flat)
            for name, build, look, factory, metrics in TYPES:
                if metric in metrics:
                    index = peer(factory, rows.shape[1], faiss_metric, build, look)
                    index.train(rows)
                    index.add(rows)
                    theirs = found(index.search(queries, K)[1])
                    title = f"{name} {metric} {build} {look}"
                    self.index(
                        "words",
                        "vector",
                        name,
                        metric,
                        build,
                        asked,
                        look,
                        lambda some, _, title=title, theirs=theirs, found=found: self.compare(
                            title, found(some), theirs
                        ),
                    )

    def index(self, collection, field, name, metric, build, asked, look, judge):
        self.ask("create", "index", "-c", collection, "-f", field, "-t", name, "-m", metric, *parameters(build))
        self.search(collection, asked, look, judge)
        self.ask("delete", "index", "-c", collection, "-f", field, "--yes")

    def binary(self):
        rows, queries = bits(self.base), bits(self.queries)
        self.load("codes", "code", f"code:BINARY_VECTOR:{BITS}", rows)
        asked = self.path("codes.npy")
        np.save(asked, queries)
        flat = faiss.IndexBinaryFlat(BITS)
        flat.add(rows)
        exact = flat.search(queries, K)[0]

        def judge_flat(_, reported):
            self.checks.that(np.array_equal(reported, exact), "BIN_FLAT HAMMING: faiss's distances")

        self.index("codes", "code", "BIN_FLAT", "HAMMING", {}, asked, {}, judge_flat)
        build, look = {"nlist": 128}, {"nprobe": 32}
        lists = faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(BITS), BITS, build["nlist"])
        lists.train(rows)
        lists.add(rows)
        lists.nprobe = look["nprobe"]

        # Many rows are equally near: a row no further than the last of the exact neighbours is one of them.
        def found(distances):
            return (distances <= exact[:, -1:]).mean(axis=1)

        theirs = found(lists.search(queries, K)[0])
        self.index(
            "codes",
            "code",
            "BIN_IVF_FLAT",
            "HAMMING",
            build,
            asked,
            look,
            lambda _, reported: self.compare(f"BIN_IVF_FLAT HAMMING {build} {look}", found(reported), theirs),
        )


def main():
    with tempfile.TemporaryDirectory() as directory:
        comparison = Comparison(directory)
        comparison.floats()
        comparison.binary()
        return comparison.run()


sys.exit(main())
