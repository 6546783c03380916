"""Prints the lines of JobBench on standard input as one Markdown table."""

import datetime
import json
import sys

from host import cpu

HEAD = "| type | build, s | bar and clock differ by at most | cancelled, ms, median of {} | worst | in phase |"


def main():
    lines = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    print(f"{cpu()}; {datetime.date.today()}; builds in a JVM that has built the type before.\n")
    print(HEAD.format(lines[0]["cancels"]))
    print("|---|---|---|---|---|---|")
    for line in lines:
        print(
            f"| {line['type']} | {line['seconds']:.1f} | {100 * line['bar_off']:.0f} % "
            f"| {line['median_ms']:.0f} | {line['worst_ms']:.0f} | {line['worst_phase']} |"
        )


main()
