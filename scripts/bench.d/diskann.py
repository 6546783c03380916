"""Runs the DISKANN measurements of Elanus and JVector in turn and prints one Markdown table.

usage: diskann.py RAW_FILE FORKS -- COMMAND... -- COMMAND...

Each round starts every command once, in a fresh process; a figure is the median over the rounds. Searches are
compared at equal recall: queries per second between two measured lists by linear interpolation. All JSON lines
go to RAW_FILE.
"""

import datetime
import statistics
import sys

from host import cpu
from rounds import take_turns

TOOLS = ("elanus", "jvector")
RECALLS = (0.90, 0.95, 0.97)


def figures(lines, tool, measure, field):
    return [line[field] for line in lines if line["tool"] == tool and line["measure"] == measure]


def curve(lines, tool, measure):
    """Median (recall, queries per second) of each list."""
    of_tool = [line for line in lines if line["tool"] == tool and line["measure"] == measure]
    points = []
    for size in sorted({line["list"] for line in of_tool}):
        some = [line for line in of_tool if line["list"] == size]
        points.append(
            (
                statistics.median(line["recall"] for line in some),
                statistics.median(line["qps"] for line in some),
            )
        )
    return points


def at(points, recall):
    """Queries per second at a recall; None outside of what was measured."""
    for (low, fast), (high, slow) in zip(points, points[1:]):
        if low <= recall <= high:
            return fast + (slow - fast) * (recall - low) / (high - low)
    return None


def row(name, values, digits, less_is_better):
    if None in values:
        return f"| {name} | " + " | ".join("-" if v is None else f"{v:.{digits}f}" for v in values) + " | - |"
    ours, peer = values
    ratio = peer / ours if less_is_better else ours / peer
    return f"| {name} | {ours:.{digits}f} | {peer:.{digits}f} | {ratio:.2f} |"


def table(lines):
    rows = ["| | elanus | jvector | ratio |", "|---|---|---|---|"]
    for field, name in (("seconds", "build, 2 threads, s"), ("cpu_s", "build, processor time, s")):
        seconds = [statistics.median(figures(lines, tool, "build", field)) for tool in TOOLS]
        rows.append(row(name, seconds, 1, True))
    sizes = [statistics.median(figures(lines, tool, "build", "bytes")) / 1e6 for tool in TOOLS]
    rows.append(row("file beside the vectors, MB", sizes, 1, True))
    for measure, name in (
        ("single", "one query at a time, 1 thread"),
        ("batch", "batch of 1000, 2 threads"),
    ):
        curves = [curve(lines, tool, measure) for tool in TOOLS]
        for recall in RECALLS:
            speeds = [at(points, recall) for points in curves]
            rows.append(row(f"{name}, recall@10 {recall:.2f}, queries/s", speeds, 0, False))
    return rows


def main():
    raw_file, forks = sys.argv[1], int(sys.argv[2])
    lines = take_turns(raw_file, forks, sys.argv[3:])
    java, kernels = (figures(lines, TOOLS[0], "host", field)[0] for field in ("java", "kernels"))
    provider = figures(lines, TOOLS[1], "host", "provider")[0]
    print(
        f"{cpu()}; JDK {java}, {kernels} kernels; JVector 4 with {provider}; "
        f"{datetime.date.today()}; medians of {forks} processes each. JVector's file holds the vectors too.\n"
    )
    print("\n".join(table(lines)))


main()
