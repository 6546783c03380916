"""Runs the IVF measurements of Elanus and faiss in turn and prints one Markdown table.

usage: ivf.py RAW_FILE FORKS -- COMMAND... [-- COMMAND...]

Each round starts every command once, in a fresh process; a figure is the median over the rounds. All JSON
lines go to RAW_FILE.
"""

import datetime
import statistics
import sys

from host import cpu, load_average
from rounds import take_turns

OURS = "elanus"
PEERS = ("faiss default", "faiss configured")


class Figures:
    def __init__(self, lines):
        self.lines = lines

    def all(self, tool, measure, field, **where):
        return [
            line[field]
            for line in self.lines
            if line["tool"] == tool
            and line["measure"] == measure
            and all(line[name] == value for name, value in where.items())
        ]

    def median(self, tool, measure, field, **where):
        return statistics.median(self.all(tool, measure, field, **where))


def row(name, values, recalls, faster_is_less):
    ours, peers = values[0], values[1:]
    best = min(peers) if faster_is_less else max(peers)
    ratio = best / ours if faster_is_less else ours / best
    digits = 2 if faster_is_less else 0
    cells = [f"{value:.{digits}f} ({recall})" for value, recall in zip(values, recalls)]
    return f"| {name} | {' | '.join(cells)} | {ratio:.2f} |"


def searches(figures, kind):
    """The batch sizes and nprobe values that were measured, in order."""
    batches = figures.all(OURS, "search " + kind, "batch")
    nprobes = figures.all(OURS, "search " + kind, "nprobe")
    return list(dict.fromkeys(zip(batches, nprobes)))


def table(figures):
    tools = (OURS,) + PEERS
    lines = [f"| | {' | '.join(tools)} | ratio to the faster faiss |", "|---|---|---|---|---|"]
    for kind in ("IVF_FLAT", "IVF_SQ8"):
        build = "build " + kind
        seconds = [
            figures.median(tool, build, "train_s") + figures.median(tool, build, "add_s")
            for tool in tools
        ]
        objectives = [
            f"objective {abs(figures.median(tool, build, 'objective')):.5f}" for tool in tools
        ]
        lines.append(row(f"build {kind}, 2 threads, s", seconds, objectives, True))
    for kind in ("IVF_FLAT", "IVF_SQ8", "FLAT"):
        for batch, nprobe in searches(figures, kind):
            how = (
                "one query at a time, 1 thread" if batch == 1 else f"batches of {batch}, 2 threads"
            )
            probed = f", nprobe {nprobe}" if nprobe else ""
            where = {"batch": batch, "nprobe": nprobe}
            measure = "search " + kind
            lines.append(
                row(
                    f"{kind}, {how}{probed}, queries/s",
                    [figures.median(tool, measure, "qps", **where) for tool in tools],
                    [f"{figures.median(tool, measure, 'recall', **where):.3f}" for tool in tools],
                    False,
                )
            )
    return lines


def main():
    raw_file, forks = sys.argv[1], int(sys.argv[2])
    before = load_average()
    lines = take_turns(raw_file, forks, sys.argv[3:])
    figures = Figures(lines)
    java = figures.all(OURS, "host", "java")[0]
    kernels = figures.all(OURS, "host", "kernels")[0]
    version = figures.all(PEERS[0], "host", "version")[0]
    print(f"{cpu()}; JDK {java}, {kernels} kernels; faiss-cpu {version}; "
          f"{datetime.date.today()}; medians of {forks} processes each; load {before} before. "
          "In brackets: objective (mean inner product with the own centroid) or recall@10.\n")
    print("\n".join(table(figures)))


main()
