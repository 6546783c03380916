"""Runs Elanus from a checkout and reads its JSON."""

import gzip
import json
import os
import subprocess
import tempfile

import numpy as np

WORDS = "scripts/data/words.jsonl.gz"
QUERIES = "scripts/data/queries.npy"


class Elanus:
    """One data directory."""

    def __init__(self, directory):
        self.directory = directory

    def run(self, *words):
        """Returns exit code, standard output and standard error of one command."""
        done = subprocess.run(
            ["scripts/elanus", "--data", self.directory, "--output", "json", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    def json(self, *words):
        """The JSON document that a command answers with; fails where the command does."""
        code, out, err = self.run(*words)
        if code != 0:
            raise AssertionError(f"{' '.join(words)} ended with {code}: {err}")
        return json.loads(out)


    def script(self, lines):
        """The JSON documents that some commands answer with, all in one process."""
        file = os.path.join(tempfile.mkdtemp(dir=os.path.dirname(self.directory)), "lines")
        with open(file, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
        code, out, err = self.run(file)
        if code != 0:
            raise AssertionError(f"the script ended with {code}: {err}")
        decoder = json.JSONDecoder()
        documents, at = [], 0
        while at < len(out):
            document, at = decoder.raw_decode(out, at)
            documents.append(document)
            while at < len(out) and out[at].isspace():
                at += 1
        return documents


def words(count=None):
    """The shipped words and their vectors, float32."""
    with gzip.open(WORDS, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = rows[:count]
    return [row["word"] for row in rows], np.array([row["vector"] for row in rows], dtype=np.float32)


def parameters(values):
    """The flags for some parameters by name."""
    return [word for name, value in values.items() for word in ("-p", f"{name}:{value}")]


class Checks:
    """Counts what held and what did not, and ends with a line that says so."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, held, what):
        if held:
            self.passed += 1
            print(f"ok   {what}")
        else:
            self.failed += 1
            print(f"FAIL {what}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
