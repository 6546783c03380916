"""Tables of DataBench and ContentionBench, and inserts of a row a line.

usage: data.py lines DIRECTORY   runs a script of 500 lines "insert row" and prints a JSON object
       data.py table ROUNDS      prints the JSON objects on standard input as a Markdown table of medians
"""

import datetime
import json
import statistics
import subprocess
import sys
import time

from host import cpu, load_average

LINES = 500


def lines(directory):
    launcher = ["scripts/elanus", "--data", directory, "--output", "json"]
    script = f"{directory}/rows.els"
    fields = "-f id:INT64 -f name:VARCHAR:64 -f vector:FLOAT_VECTOR:8 -p id"
    subprocess.run(launcher + ["-e", f"create collection -c rows {fields}"], check=True, stdout=subprocess.DEVNULL)
    with open(script, "w", encoding="utf-8") as file:
        for row in range(LINES):
            vector = [row, *range(7)]
            file.write(f'insert row -c rows \'{json.dumps({"id": row, "name": f"row {row}", "vector": vector})}\'\n')
    start = time.perf_counter()
    subprocess.run(launcher + [script], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    shown = subprocess.run(
        launcher + ["show", "collection", "-c", "rows"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    if json.loads(shown)["rows"] != LINES:
        raise AssertionError(f"{LINES} rows expected: {shown}")
    print(json.dumps({"measure": f'script of {LINES} lines "insert row"', "value": seconds, "unit": "s"}))


def table(rounds):
    values = {}
    for line in sys.stdin:
        if line.startswith("{"):
            found = json.loads(line)
            values.setdefault((found["measure"], found["unit"]), []).append(found["value"])
    print(f"{cpu()}; {datetime.date.today()}; medians of {rounds} rounds; load {load_average()}\n")
    print("| | median | least | most | |\n|---|---|---|---|---|")
    for (measure, unit), all_values in values.items():
        shown = [f"{value:,.4g}" for value in (statistics.median(all_values), min(all_values), max(all_values))]
        print(f"| {measure} | {' | '.join(shown)} | {unit} |")


def main():
    if sys.argv[1] == "lines":
        lines(sys.argv[2])
    else:
        table(sys.argv[2])


main()
