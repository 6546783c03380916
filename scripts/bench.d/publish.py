"""Puts the last measurements of whole data sets into README.md, and their curves into scripts/bench.d/figures.

usage: publish.py, in the project's root

In the README a measurement stands behind a line "<!-- bench NAME DATA_SET -->"; "<!-- end of bench -->" is behind
the last. Measurements that were not taken again stay as they are.
"""

import os
import re
import shutil

BUILD, FIGURES, README = "build/bench", "scripts/bench.d/figures", "README.md"
NAMES = ("ivf", "pq", "hnsw", "rnsg", "diskann", "binary")
DATA_SETS = ("glove-100", "wordnet-384")
END = "<!-- end of bench -->"


def section(name, data_set):
    """The Markdown of a measurement, or None where it was not taken."""
    file = f"{name}-{data_set}"
    if not os.path.exists(f"{BUILD}/{file}.md"):
        return None
    with open(f"{BUILD}/{file}.md", encoding="utf-8") as tables:
        title, head, body = tables.read().strip().split("\n\n", 2)
    picture = ""
    if os.path.exists(f"{BUILD}/{file}.svg"):
        os.makedirs(FIGURES, exist_ok=True)
        shutil.copy(f"{BUILD}/{file}.svg", FIGURES)
        picture = f"![Recall against queries per second, {file}]({FIGURES}/{file}.svg)\n\n"
    return f"{title}\n\n{head}\n\n{picture}<details><summary>Tables</summary>\n\n{body}\n\n</details>\n\n"


def main():
    with open(README, encoding="utf-8") as file:
        before, *parts = re.split(r"<!-- bench (\S+ \S+) -->\n", file.read())
    parts[-1], after = parts[-1].split(END)
    present = dict(zip(parts[::2], parts[1::2]))
    with open(README, "w", encoding="utf-8") as file:
        file.write(before)
        for key in (f"{name} {data_set}" for name in NAMES for data_set in DATA_SETS):
            text = section(*key.split()) or present.get(key)
            if text:
                file.write(f"<!-- bench {key} -->\n{text}")
        file.write(END + after)


main()
