"""Turns WordNet's glosses and an ONNX file of all-MiniLM-L6-v2 into the files that scripts/fetch-data describes.

usage: wordnet.py DIRECTORY DICT_FOLDER MODEL.onnx TOKENIZER.json

Takes up embeddings that an earlier call left in DIRECTORY/parts.
"""

import hashlib
import os
import shutil
import sys

import numpy as np
import onnxruntime
import tokenizers

FILES = ("base.npy", "glosses.txt", "queries.npy", "query-glosses.txt", "neighbors.npy")
DIM = 384
QUERIES, STEP = 1000, 117  # every 117th gloss is held out
NEIGHBORS = 100
PART = 2048  # glosses of a part
BATCH = 32  # glosses that the model sees at once, of about the same length
MAX_TOKENS = 256
SUMS = "SHA256SUMS"
# What must come out on every machine: the texts exactly, the embeddings by the mean inner product of a query
# with its nearest row and with its hundredth.
GLOSSES_SHA256 = "3b01b31b6120212974ce001a6a231121d67725d7c61b8fcfefe1d253d823a4cc"
MEAN_PRODUCTS = (0.70296, 0.44501)
TOLERANCE = 0.001


def say(message):
    print(f"fetch-data: {message}", file=sys.stderr)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def save(directory, name, write):
    """A file appears under its name only when it is whole."""
    path = os.path.join(directory, name)
    with open(path + ".part", "wb") as file:
        write(file)
    os.replace(path + ".part", path)


def save_lines(directory, name, lines):
    save(directory, name, lambda file: file.write("".join(line + "\n" for line in lines).encode()))


def read_glosses(dictionary):
    """The glosses, examples included, of nouns, verbs, adjectives and adverbs, each text once."""
    glosses = {}
    for kind in ("noun", "verb", "adj", "adv"):
        with open(os.path.join(dictionary, "data." + kind), encoding="utf-8") as file:
            for line in file:
                if not line.startswith("  "):  # the licence
                    glosses[line.split(" | ", 1)[1].strip()] = None
    return list(glosses)


class Model:
    def __init__(self, model, tokenizer):
        self.tokenizer = tokenizers.Tokenizer.from_file(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = os.cpu_count()
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def embed(self, texts):
        """Means of the tokens' vectors, scaled to length 1."""
        encoded = self.tokenizer.encode_batch(texts)
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        rows = np.empty((len(texts), DIM), np.float32)
        for first in range(0, len(order), BATCH):
            some = order[first : first + BATCH]
            rows[some] = self.run([encoded[i].ids for i in some])
        return rows

    def run(self, tokens):
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
        mask = np.zeros_like(ids)
        for row, some in enumerate(tokens):
            ids[row, : len(some)] = some
            mask[row, : len(some)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self.session.run(None, given)[0].astype(np.float64)
        sums = (hidden * mask[:, :, None]).sum(axis=1)
        return sums / np.linalg.norm(sums, axis=1, keepdims=True)


def embed(glosses, parts, model, tokenizer):
    os.makedirs(parts, exist_ok=True)
    loaded = None
    rows = []
    for first in range(0, len(glosses), PART):
        name = f"{first}.npy"
        path = os.path.join(parts, name)
        if not os.path.exists(path):
            loaded = loaded or Model(model, tokenizer)
            part = loaded.embed(glosses[first : first + PART])
            save(parts, name, lambda file, part=part: np.save(file, part))
            say(f"embedded {first + len(part)} of {len(glosses)} glosses")
        rows.append(np.load(path))
    return np.vstack(rows)


def exact_neighbors(base, queries):
    """Rows by falling inner product in float64, equal products by row, and the products."""
    products = queries.astype(np.float64) @ base.astype(np.float64).T
    rows = np.argsort(-products, axis=1, kind="stable")[:, :NEIGHBORS]
    return rows.astype(np.int32), np.take_along_axis(products, rows, axis=1)


def main():
    directory, dictionary, model, tokenizer = sys.argv[1:5]
    glosses = read_glosses(dictionary)
    joined = hashlib.sha256("\n".join(glosses).encode()).hexdigest()
    if joined != GLOSSES_SHA256:
        raise SystemExit(f"fetch-data: unexpected glosses in {dictionary}: {joined}")
    parts = os.path.join(directory, "parts")
    rows = embed(glosses, parts, model, tokenizer)
    held_out = np.arange(QUERIES) * STEP
    kept = np.delete(np.arange(len(glosses)), held_out)
    base, queries = rows[kept], rows[held_out]
    say(f"finding the {NEIGHBORS} nearest of {len(base)} rows for {QUERIES} queries in float64")
    neighbors, products = exact_neighbors(base, queries)
    means = products[:, 0].mean(), products[:, -1].mean()
    if max(abs(a - b) for a, b in zip(means, MEAN_PRODUCTS)) > TOLERANCE:
        raise SystemExit(f"fetch-data: unexpected embeddings: mean products {means}, not {MEAN_PRODUCTS}")
    save(directory, "base.npy", lambda file: np.save(file, base))
    save_lines(directory, "glosses.txt", [glosses[i] for i in kept])
    save(directory, "queries.npy", lambda file: np.save(file, queries))
    save_lines(directory, "query-glosses.txt", [glosses[i] for i in held_out])
    save(directory, "neighbors.npy", lambda file: np.save(file, neighbors))
    save_lines(directory, SUMS, [f"{sha256(os.path.join(directory, name))}  {name}" for name in FILES])
    shutil.rmtree(parts)
    say(f"wrote {directory}")


main()
