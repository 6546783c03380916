"""Runs the measurements of graph indexes in turn and prints Markdown tables.

usage: hnsw.py RAW_FILE ROUNDS -- COMMAND... [-- COMMAND...]

Each round starts every command once, in a fresh process; a figure is the median over the rounds. Speeds at
a recall lie on the line between the two nearest measurements, speed as its logarithm. All JSON lines go to
RAW_FILE.
"""

import datetime
import math
import statistics
import sys

from host import cpu, load_average
from rounds import take_turns

HNSW = ("elanus HNSW", "hnswlib", "faiss HNSW")
NSG = ("elanus RNSG", "faiss NSG")
RECALLS = (0.86, 0.91, 0.95)


def medians(lines, tool, measure, field):
    """Medians over the rounds, by ef."""
    values = {}
    for line in lines:
        if line["tool"] == tool and line["measure"] == measure:
            values.setdefault(line.get("ef"), []).append(line[field])
    return {ef: statistics.median(all_of_ef) for ef, all_of_ef in values.items()}


def speed_at(recall, recalls, speeds):
    """Queries per second at a recall; None where no measurement reaches it."""
    points = sorted((recalls[ef], speeds[ef]) for ef in speeds)
    for (low, fast), (high, slow) in zip(points, points[1:]):
        if low <= recall <= high and low < high:
            part = (recall - low) / (high - low)
            return math.exp(math.log(fast) + part * (math.log(slow) - math.log(fast)))
    return None


def table(lines, tools):
    print(f"| | {' | '.join(tools)} | ratio to the best peer |")
    print("|" + "---|" * (len(tools) + 2))
    seconds = [medians(lines, tool, "build", "seconds")[None] for tool in tools]
    cells = " | ".join(f"{value:.1f}" for value in seconds)
    print(f"| build, 2 threads, s | {cells} | {min(seconds[1:]) / seconds[0]:.2f} |")
    for measure, name in (("single", "1 thread"), ("batch", "2 threads")):
        speeds = [medians(lines, tool, measure, "qps") for tool in tools]
        recalls = [medians(lines, tool, measure, "recall") for tool in tools]
        for ef in speeds[0]:
            cells = [f"{s[ef]:.0f} ({r[ef]:.3f})" for s, r in zip(speeds, recalls)]
            print(f"| {name}, ef {ef}, queries/s | {' | '.join(cells)} | |")
        for recall in RECALLS:
            at = [speed_at(recall, r, s) for r, s in zip(recalls, speeds)]
            cells = ["-" if value is None else f"{value:.0f}" for value in at]
            peers = [value for value in at[1:] if value is not None]
            ratio = f"{at[0] / max(peers):.2f}" if at[0] and peers else "-"
            print(f"| {name}, at recall {recall}, queries/s | {' | '.join(cells)} | {ratio} |")
    print()


def main():
    raw_file, rounds = sys.argv[1], int(sys.argv[2])
    load = load_average()
    lines = take_turns(raw_file, rounds, sys.argv[3:])
    java = next(line["java"] for line in lines if "java" in line)
    kernels = next(line["kernels"] for line in lines if "kernels" in line)
    versions = sorted({f"{line['tool']} {line['version']}" for line in lines if "version" in line})
    print(f"{cpu()}; JDK {java}, {kernels} kernels; {', '.join(versions)}; {datetime.date.today()}; "
          f"medians of {rounds} processes each; load {load} before. In brackets: recall@10.\n")
    table(lines, HNSW)
    table(lines, NSG)


main()
