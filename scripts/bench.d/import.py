"""Measures how long an import takes until every row is on disk and counted; prints a Markdown table.

usage: import.py RAW_FILE ROUNDS BASE_NPY WORK_DIRECTORY PYTHON_WITH_MILVUS_LITE PYTHON_WITH_MILVUS

Elanus is timed as a whole process, start included; the peers from the first row to the end of flush, in a
process that has read the file already and, for Milvus, beside a server that is already up.
"""

import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import numpy as np
from host import cpu


def elanus(base, folder):
    launcher = ["scripts/elanus", "--data", folder, "--output", "json"]
    dim = np.load(base, mmap_mode="r").shape[1]
    collection = f"create collection -c glove -f id:INT64 -f vector:FLOAT_VECTOR:{dim} -p id -A"
    subprocess.run(launcher + ["-e", collection], check=True, stdout=subprocess.DEVNULL)
    start = time.perf_counter()
    subprocess.run(launcher + ["insert", "file", "-c", "glove", base], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    shown = subprocess.run(
        launcher + ["show", "collection", "-c", "glove"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return seconds, json.loads(shown)["rows"]


def peer(python, program, base, folder):
    done = subprocess.run(
        [python, "scripts/bench.d/" + program, base, folder], check=True, stdout=subprocess.PIPE, text=True
    )
    line = json.loads(done.stdout.splitlines()[-1])
    return line["seconds"], line["rows"]


def main():
    raw_file, rounds, base, work, lite, milvus = sys.argv[1:7]
    programs = {
        "Elanus, `insert file`": elanus,
        "milvus-lite 3.2": lambda path, folder: peer(lite, "import_lite.py", path, folder),
        "Milvus 2.3.5": lambda path, folder: peer(milvus, "import_milvus.py", path, folder),
    }
    expected = len(np.load(base, mmap_mode="r"))
    seconds = {name: [] for name in programs}
    with open(raw_file, "w", encoding="utf-8") as raw:
        for turn in range(int(rounds)):
            for name, program in programs.items():
                print(f"bench: round {turn + 1} of {rounds}, {name}", file=sys.stderr)
                folder = os.path.join(work, "data")
                taken, rows = program(base, folder)
                shutil.rmtree(folder, ignore_errors=True)
                raw.write(json.dumps({"tool": name, "seconds": taken, "rows": rows}) + "\n")
                raw.flush()
                if rows != expected:
                    raise AssertionError(f"{name} counts {rows} rows")
                seconds[name].append(taken)
    print(f"{expected:,} rows; {cpu()}; {datetime.date.today()}; medians of {rounds} runs\n")
    print("| | seconds | least | most | times Elanus |\n|---|---|---|---|---|")
    ours = statistics.median(next(iter(seconds.values())))
    for name, taken in seconds.items():
        median = statistics.median(taken)
        print(f"| {name} | {median:.2f} | {min(taken):.2f} | {max(taken):.2f} | {median / ours:.1f} |")


main()
