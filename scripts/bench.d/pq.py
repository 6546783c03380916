"""Runs the IVF_PQ and SCANN measurements of Elanus and faiss in turn and prints one Markdown table.

usage: pq.py RAW_FILE FORKS -- COMMAND... [-- COMMAND...]

Each round starts every command once, in a fresh process; a figure is the median over the rounds. All JSON
lines go to RAW_FILE.
"""

import datetime
import statistics
import sys

from host import cpu, load_average
from rounds import take_turns

TOOLS = ("elanus", "faiss default", "faiss configured")
NPROBES = (8, 32, 64)


def select(lines, tool, measure, **fields):
    found = [line for line in lines if line["tool"] == tool and line["measure"] == measure]
    return [line for line in found if all(line[name] == value for name, value in fields.items())]


def median(lines, field):
    return statistics.median(line[field] for line in lines)


def build_row(lines, name):
    seconds = [
        statistics.median(
            line["train_s"] + line["add_s"] for line in select(lines, tool, "build " + name)
        )
        for tool in TOOLS
    ]
    cells = [f"{value:.2f}" for value in seconds]
    ratio = min(seconds[1:]) / seconds[0]
    return f"| {name}: build, 2 threads, s | {' | '.join(cells)} | {ratio:.2f} |"


def search_row(lines, name, kind, nprobe, reorder):
    cells, speeds = [], []
    for tool in TOOLS:
        found = select(lines, tool, f"{name} {kind}", nprobe=nprobe, reorder_k=reorder)
        speeds.append(median(found, "qps"))
        cells.append(f"{speeds[-1]:.0f} ({median(found, 'recall'):.3f})")
    work = "one query at a time, 1 thread" if kind == "single" else "batch of 1000, 2 threads"
    reordered = f", reorder_k {reorder}" if reorder else ""
    return (
        f"| {name}: {work}, nprobe {nprobe}{reordered}, queries/s | {' | '.join(cells)} "
        f"| {speeds[0] / max(speeds[1:]):.2f} |"
    )


def table(lines):
    rows = [f"| | {' | '.join(TOOLS)} | ratio to the faster faiss |", "|---|---|---|---|---|"]
    for name, reorders in (("IVF_PQ", (0,)), ("SCANN", (10, 100, 200))):
        rows.append(build_row(lines, name))
        for kind in ("single", "batch"):
            for reorder in reorders:
                rows += [search_row(lines, name, kind, nprobe, reorder) for nprobe in NPROBES]
    return rows


def main():
    raw_file, forks = sys.argv[1], int(sys.argv[2])
    before = load_average()
    lines = take_turns(raw_file, forks, sys.argv[3:])
    host = select(lines, TOOLS[0], "host")[0]
    version = select(lines, TOOLS[1], "host")[0]["version"]
    print(f"{cpu()}; JDK {host['java']}, {host['kernels']}; faiss-cpu {version}; "
          f"{datetime.date.today()}; medians of {forks} processes each; load {before} before. "
          "In brackets: recall@10. faiss runs IVF,PQ25 and IVF,PQ50x4fs,RFlat; its k_factor is "
          "reorder_k / 10.\n")
    print("\n".join(table(lines)))


main()
