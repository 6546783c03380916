"""Runs the measurements of binary indexes of Elanus and faiss in turn and prints one Markdown table.

usage: binary.py RAW_FILE FORKS -- COMMAND -- COMMAND

Each round starts every command once, in a fresh process; a figure is the median over the rounds. All JSON
lines go to RAW_FILE.
"""

import datetime
import statistics
import sys

from host import cpu
from rounds import take_turns

TOOLS = ("elanus", "faiss")


def median(lines, tool, measure, field, nprobe=None):
    return statistics.median(
        line[field]
        for line in lines
        if line["tool"] == tool and line["measure"] == measure and nprobe in (None, line.get("nprobe"))
    )


def build_row(lines):
    measure = "build BIN_IVF_FLAT"
    seconds = [
        median(lines, tool, measure, "train_s") + median(lines, tool, measure, "add_s") for tool in TOOLS
    ]
    bits = [median(lines, tool, measure, "objective") for tool in TOOLS]
    cells = [f"{taken:.2f} ({mean:.2f} bits)" for taken, mean in zip(seconds, bits)]
    return f"| {measure}, 2 threads, s | {' | '.join(cells)} | {seconds[1] / seconds[0]:.2f} |"


def search_row(lines, name, measure, nprobe, peer=None):
    rates, cells = [], []
    for tool, own in zip(TOOLS, (measure, peer or measure)):
        rates.append(median(lines, tool, own, "qps", nprobe))
        cells.append(f"{rates[-1]:.0f} ({median(lines, tool, own, 'recall', nprobe):.3f})")
    return f"| {name}, queries/s | {' | '.join(cells)} | {rates[0] / rates[1]:.2f} |"


def main():
    raw_file, forks = sys.argv[1], int(sys.argv[2])
    lines = take_turns(raw_file, forks, sys.argv[3:])
    hosts = [line for line in lines if line["measure"] == "host"]
    print(
        f"{cpu()}; JDK {hosts[0]['java']}; faiss-cpu {hosts[1]['version']}; {datetime.date.today()}; "
        f"medians of {forks} processes each. In brackets: mean bits to the own centroid, or recall@10.\n"
    )
    print("| | elanus | faiss | ratio |\n|---|---|---|---|")
    print(build_row(lines))
    for measure, name in (("single", "one query, 1 thread"), ("batch", "batch of 1000, 2 threads")):
        for nprobe in (8, 32, 64):
            title = f"BIN_IVF_FLAT, {name}, nprobe {nprobe}"
            print(search_row(lines, title, "ivf " + measure, nprobe))
        print(search_row(lines, f"BIN_FLAT, {name}", "flat " + measure, 0))
        title = f"no index, {name}, beside faiss BIN_FLAT"
        print(search_row(lines, title, "unindexed " + measure, 0, "flat " + measure))


main()
