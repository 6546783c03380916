"""What the measurements of peers share: data, searches, memory and lines of JSON as io.elanus.bench prints them."""

import json
import statistics
import time

import numpy as np

K = 10
BATCHES = (1, 16, 100, 1000)
FEW = 100  # searches of everything one at a time answer so many queries only
ENOUGH_SECONDS = 2  # beyond this the rounds of a search end


class Bench:
    """One index of one tool, measured on the files of a folder."""

    def __init__(self, tool, index, folder, threads, rounds):
        self.names = {"tool": tool, "index": index}
        self.threads = threads
        self.rounds = rounds
        self.base = np.load(folder + "/base.npy")
        self.queries = np.load(folder + "/queries.npy")
        if self.base.dtype == np.uint8:
            self.limits = np.load(folder + "/limits.npy")
        else:
            self.neighbors = np.load(folder + "/neighbors.npy")[:, :K]

    def report(self, measure, **values):
        print(json.dumps({**self.names, "measure": measure, **values}), flush=True)

    def build(self, work, size):
        """Does the work; size says afterwards how many bytes the index has."""
        before = PeakMemory()
        cpu, start = time.process_time(), time.perf_counter()
        work()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        peak = before.megabytes()
        self.report("build", seconds=seconds, cpu_s=cpu, peak_mb=peak, bytes=size())

    def search(self, parameters, batch, answer, call=None, slow=False):
        """Measures searches of batches of queries.

        answer takes queries and a number of threads and returns rows, or distances of bits. call is how many
        queries it gets at a time, where that is not the batch. If searches are slow, FEW of them must do.
        """
        threads = 1 if batch == 1 else self.threads
        slow = slow or not parameters and batch == 1
        asked = min(FEW, len(self.queries)) if slow else len(self.queries)
        qps, found = timed(
            lambda some: answer(some, threads), self.queries[:asked], call or batch, self.rounds
        )
        right = self.right(found)
        self.report(
            "search",
            batch=min(batch, asked),
            threads=threads,
            parameters=parameters,
            qps=qps,
            recall_even=float(right[::2].mean() / K),
            recall_odd=float(right[1::2].mean() / K),
        )

    def right(self, found):
        """How many of the nearest were found for each query."""
        if self.base.dtype == np.uint8:
            return (found <= self.limits[: len(found)]).sum(axis=1)
        return np.array([len(set(a) & set(b)) for a, b in zip(found.tolist(), self.neighbors.tolist())])


def timed(search, queries, batch, rounds):
    """Queries per second, the median of the rounds behind one to warm up, and what was found."""
    seconds = []
    while True:
        start = time.perf_counter()
        parts = [search(queries[i : i + batch]) for i in range(0, len(queries), batch)]
        seconds.append(time.perf_counter() - start)
        if len(seconds) > rounds or sum(seconds) > ENOUGH_SECONDS:
            # A search of seconds gains nothing by warming up.
            return len(queries) / statistics.median(seconds[1:] or seconds), np.vstack(parts)


def pairs(arguments):
    """NAME=VALUE arguments as a dictionary of numbers."""
    return {name: int(value) for name, value in (some.split("=") for some in arguments)}


def settings(arguments):
    """Every combination of the values of NAME=VALUE,VALUE arguments."""
    found = [{}]
    for name, values in (some.split("=") for some in arguments):
        found = [{**some, name: int(value)} for some in found for value in values.split(",")]
    return found


class PeakMemory:
    """How much memory this process takes at most from now on beyond what it has, by Linux's count."""

    def __init__(self):
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
        self.before = self.kilobytes("VmRSS:")

    def megabytes(self):
        return (self.kilobytes("VmHWM:") - self.before) * 1024 / 1e6

    @staticmethod
    def kilobytes(name):
        with open("/proc/self/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(name))
