"""Keeps the last measurements of whole data sets in scripts/bench.d/results, and sums all of them up in the README beside it.

usage: publish.py, in the project's root

A measurement is kept as NAME-DATA_SET.md and .svg in a folder of its processor. Those that were not taken again
stay as they are. The README holds the ratios to the best peer of every kept table between "<!-- bench -->" and
"<!-- end of bench -->".
"""

import os
import re
import shutil

BUILD, RESULTS, README = "build/bench", "scripts/bench.d/results", "scripts/bench.d/README.md"
NAMES = ("ivf", "pq", "hnsw", "rnsg", "diskann", "binary", "milvus")
DATA_SETS = ("glove-100", "wordnet-384")
BEGIN, END = "<!-- bench -->\n", "<!-- end of bench -->"
# The columns of the summary, and how the rows of a table that belong to one begin.
COLUMNS = {
    "build": "build, s",
    "build, memory": "build, peak memory",
    "one query": "one query at a time",
    "batches of 16": "batches of 16,",
    "of 100": "batches of 100,",
    "of 1000": "batches of 1000,",
}


def processor(text):
    """The processor in the heading of a measurement, like "AMD EPYC (family 25, model 17, AVX-512)"."""
    return re.search(r"; ([^;]*\(family[^)]*\));", text)[1]


def keep(name, data_set):
    file = f"{name}-{data_set}"
    if not os.path.exists(f"{BUILD}/{file}.md"):
        return
    with open(f"{BUILD}/{file}.md", encoding="utf-8") as tables:
        title, text = tables.read().split("\n", 1)
    folder = f"{RESULTS}/{'-'.join(re.findall(r'[a-z0-9]+', processor(text).lower()))}"
    os.makedirs(folder, exist_ok=True)
    picture = ""
    if os.path.exists(f"{BUILD}/{file}.svg"):
        shutil.copy(f"{BUILD}/{file}.svg", folder)
        picture = f"\n\n![Recall against queries per second]({file}.svg)"
    with open(f"{folder}/{file}.md", "w", encoding="utf-8") as kept:
        kept.write(f"# {title.lstrip('# ')}{picture}\n{text}")


def span(ratios):
    """The ratios of one cell, all or the least and the most."""
    shown = [f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}" for ratio in sorted(ratios)]
    return "–".join(dict.fromkeys((shown[0], shown[-1]))) if shown else ""


def tables(text):
    """(index, {column: ratios}) of each table in a kept measurement that has a peer."""
    for table in re.findall(r"^\| (.*) \|\n\|[-|]+\n((?:\|.*\n?)+)", text, re.MULTILINE):
        index, *tools = table[0].split(" | ")
        if len(tools) == 1:
            continue
        found = {column: [] for column in COLUMNS}
        for line in table[1].splitlines():
            name, *_, ratio = line.strip("| ").split(" | ")
            for column, start in COLUMNS.items():
                if name.startswith(start) and ratio != "-":
                    found[column].append(float(ratio))
        yield index, found


def summary(folder, data_set):
    """A table of ratios and the curves, or nothing where none of the data set's measurements is kept."""
    lines, pictures, place = [], [], ""
    for name in NAMES:
        path = f"{folder}/{name}-{data_set}"
        if not os.path.exists(path + ".md"):
            continue
        with open(path + ".md", encoding="utf-8") as file:
            text = file.read()
        place = processor(text)
        link = os.path.relpath(path, os.path.dirname(README))
        for index, found in tables(text):
            cells = [span(ratios) for ratios in found.values()]
            beside = ", whole, beside Milvus 2.3.5" if name == "milvus" else ""
            lines.append(f"| [{index}{beside}]({link}.md) | {' | '.join(cells)} |")
        if os.path.exists(path + ".svg"):
            pictures.append(f"![{name} on {data_set}]({link}.svg)")
    if not lines:
        return ""
    head = f"| {data_set} | {' | '.join(COLUMNS)} |\n|---{'|---' * len(COLUMNS)}|"
    curves = f"<details><summary>Curves</summary>\n\n{chr(10).join(pictures)}\n\n</details>"
    return f"**{data_set}, {place}**\n\n{head}\n{chr(10).join(lines)}\n\n{curves}\n\n"


def main():
    for name in NAMES:
        for data_set in DATA_SETS:
            keep(name, data_set)
    with open(README, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    folders = sorted(os.path.join(RESULTS, name) for name in os.listdir(RESULTS))
    sums = "".join(summary(folder, data_set) for data_set in DATA_SETS for folder in folders)
    with open(README, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{sums}{END}{after}")


main()
