"""What the measurements of peers share: how searches are timed, counted and reported."""

import json
import statistics
import time

import numpy as np

K = 10


def report(tool, measure, **values):
    print(json.dumps({"tool": tool, "measure": measure, **values}), flush=True)


def recall(found, known):
    return sum(len(set(a) & set(b)) for a, b in zip(found, known)) / known.size


def timed(search, queries, batch, rounds):
    """Queries per second, the median of the rounds behind one to warm up, and what was found.

    search takes some queries and returns a row of results for each.
    """
    seconds = []
    for turn in range(rounds + 1):
        start = time.perf_counter()
        parts = [search(queries[i : i + batch]) for i in range(0, len(queries), batch)]
        if turn:
            seconds.append(time.perf_counter() - start)
    return len(queries) / statistics.median(seconds), np.vstack(parts)
