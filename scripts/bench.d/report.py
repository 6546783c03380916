"""Runs the programs of a measurement in turn, prints Markdown tables and draws recall against speed.

usage: report.py NAME NOTE DATA_SET ROWS DIM ROUNDS :: PROGRAM COMMAND... [:: PROGRAM COMMAND...]

Each round starts every command once, in a fresh process; a figure is the median over the rounds. All JSON lines
go to build/bench/NAME-DATA_SET.jsonl, the tables to the .md and the drawing to the .svg beside it. With 0 rounds
the lines of the .jsonl are shown again. A program that fails is named at the end, and the exit status is then 1.
"""

import datetime
import sys

from host import cpu, load_average
from plot import draw
from rounds import take_turns
from tables import Table, unique


def most_rounds(lines):
    """How often each program ran; one that failed may have run less often."""
    keys = [(line["tool"], line["index"]) for line in lines if line["measure"] == "host"]
    return max((keys.count(key) for key in keys), default=0)


def heading(name, size, note, lines):
    """Says what was measured where."""
    facts = lines[0]
    versions = unique(line["version"] for line in lines if "version" in line)
    return (
        f"`scripts/bench {name}`: {size}; {facts['cpu']}; {'; '.join(versions)}; {facts['date']}; "
        f"medians of {most_rounds(lines)} processes each; load {facts['load']} before. In brackets: recall@10. "
        f"{note}"
    )


def main():
    name, note, data_set, rows, dim, rounds = sys.argv[1:7]
    file = f"build/bench/{name}-{data_set}"
    facts = {"measure": "run", "cpu": cpu(), "date": str(datetime.date.today()), "load": load_average()}
    lines, failed = take_turns(file + ".jsonl", int(rounds), sys.argv[7:], facts)
    found = [Table(lines, index) for index in unique(line["index"] for line in lines if "index" in line)]
    title = f"### {', '.join(table.index for table in found)} on {data_set}"
    size = f"{int(rows):,} rows of {dim} values"
    text = "\n\n".join([title, heading(name, size, note, lines), *map(str, found)]) + "\n"
    with open(file + ".md", "w", encoding="utf-8") as copy:
        copy.write(text)
    print(text, flush=True)
    curves = {table.index: table.curves() for table in found if table.curves()}
    if curves:
        draw(curves, file + ".svg")
        print(f"bench: drew {file}.svg", file=sys.stderr)
    if failed:
        sys.exit(f"bench: {name}: failed: {', '.join(unique(failed))}")


main()
