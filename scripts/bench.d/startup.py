"""Measures how fast Elanus and other programs start; prints a Markdown table of medians in milliseconds.

usage: startup.py RAW_FILE WORK_DIRECTORY JAVA MILVUS_CLI

Whole runs are timed by hyperfine, 20 of each after 3 to warm up. The first prompt is timed here: from the
start of the process at a pseudo-terminal of 80 columns to the moment when the prompt is on the screen.
"""

import datetime
import fcntl
import json
import os
import platform
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time

from host import cpu

RUNS = 20
PATIENCE_SECONDS = 60


def whole_runs(commands, raw_file):
    """Seconds of every run of each command, by hyperfine."""
    export = raw_file + ".hyperfine"
    subprocess.run(
        ["hyperfine", "--shell=none", "--warmup", "3", "--runs", str(RUNS), "--style", "none"]
        + ["--export-json", export]
        + commands,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    with open(export, encoding="utf-8") as file:
        results = json.load(file)["results"]
    os.unlink(export)
    return [result["times"] for result in results]


def first_prompt(command, prompt):
    """Seconds until the prompt is on a terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        shown = b""
        while prompt not in shown:
            if not select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
                raise RuntimeError(f"no prompt of {command} after {PATIENCE_SECONDS} s: {shown}")
            shown += os.read(terminal, 4096)
        return time.perf_counter() - start
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def main():
    raw_file, work, java, milvus_cli = sys.argv[1:5]
    data = work + "/data"
    whole = {
        "java Hello, the JDK's own start": f"{java} -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp {work} Hello",
        "elanus --version": "scripts/elanus --version",
        "elanus -e 'list collections'": f"scripts/elanus --data {data} -e 'list collections'",
        "python3 -c pass": "python3 -c pass",
        "sqlite3 :memory: .tables": "sqlite3 :memory: .tables",
        "milvus_cli --help": f"{milvus_cli} --help",
    }
    prompts = {
        "elanus, first prompt": (["scripts/elanus", "--data", data], b"elanus\x1b[0m> "),
        "python3, first prompt": (["python3"], b">>> "),
        "sqlite3, first prompt": (["sqlite3", ":memory:"], b"sqlite> "),
        "milvus_cli, first prompt": ([milvus_cli], b"milvus_cli > "),
    }
    times = dict(zip(whole, whole_runs(list(whole.values()), raw_file)))
    for name in prompts:
        times[name] = []
    for turn in range(RUNS + 1):
        for name, (command, prompt) in prompts.items():
            seconds = first_prompt(command, prompt)
            if turn:
                times[name].append(seconds)
    with open(raw_file, "w", encoding="utf-8") as raw:
        for name, seconds in times.items():
            raw.write(json.dumps({"measure": name, "seconds": seconds}) + "\n")
    print(
        f"{cpu()}; JDK {output([java, '--version']).split()[1]}; Python {platform.python_version()}; "
        f"{datetime.date.today()}; {RUNS} runs each, milliseconds\n"
    )
    print("| | median | least | most |\n|---|---|---|---|")
    for name, seconds in times.items():
        figures = (statistics.median(seconds), min(seconds), max(seconds))
        print(f"| `{name}` | {' | '.join(f'{1000 * figure:.0f}' for figure in figures)} |")


main()
