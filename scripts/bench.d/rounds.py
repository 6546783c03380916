"""Runs programs in turn, each in a fresh process, and keeps the JSON lines that they print."""

import json
import subprocess
import sys


def commands(arguments):
    """The commands behind each "--" of the arguments."""
    found = []
    for argument in arguments:
        if argument == "--":
            found.append([])
        else:
            found[-1].append(argument)
    return found


def run(command, raw):
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    raw.write(output)
    raw.flush()
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def take_turns(raw_file, rounds, arguments):
    """All lines of every program, each started once in each round; they go to the raw file too."""
    programs = commands(arguments)
    lines = []
    with open(raw_file, "w", encoding="utf-8") as raw:
        for turn in range(rounds):
            for number, program in enumerate(programs):
                print(f"bench: round {turn + 1} of {rounds}, program {number + 1}", file=sys.stderr)
                lines += run(program, raw)
    return lines
