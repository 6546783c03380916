"""Runs programs in turn, each in a fresh process, and keeps the JSON lines that they print."""

import json
import subprocess
import sys
import time


def programs(arguments):
    """(name, command) of each program: behind a "::" stand its name and its command."""
    found = []
    for argument in arguments:
        if argument == "::":
            found.append([])
        else:
            found[-1].append(argument)
    return [(name, command) for name, *command in found]


def run(command, raw):
    """The lines of a program, and whether it ended well."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    except OSError as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return [], False
    raw.write(done.stdout)
    raw.flush()
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.returncode == 0


def take_turns(raw_file, rounds, arguments, facts):
    """All lines of every program, each started once in each round, and the names of those that failed.

    The facts and the lines go to the raw file too. No rounds: facts and lines are those of the raw file.
    """
    lines, failed = [facts], []
    if rounds == 0:
        with open(raw_file, encoding="utf-8") as raw:
            return [json.loads(line) for line in raw if line.startswith("{")], failed
    with open(raw_file, "w", encoding="utf-8") as raw:
        raw.write(json.dumps(facts) + "\n")
        for turn in range(rounds):
            for name, command in programs(arguments):
                start = time.monotonic()
                print(f"bench: round {turn + 1} of {rounds}, {name}", file=sys.stderr)
                some, well = run(command, raw)
                lines += some
                if not well:
                    failed.append(name)
                end = "ended" if well else "FAILED"
                print(f"bench: {name} {end} after {time.monotonic() - start:.0f} s", file=sys.stderr)
    return lines, failed
