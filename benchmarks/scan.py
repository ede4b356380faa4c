"""How fast a cold scan of 100,000 lines is on one core, and again with the cache.

python benchmarks/scan.py [--lines 100000] [--write docs/results/scan.md] [FOLDER]...

Without folders the standard library is scanned, as far as it is needed for the lines (its tests left out).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import described

from hasten.scan.tree import files_of


def chosen(folders: list[Path], lines: int) -> list[Path]:
    """Files with at least so many lines in all, in order."""
    found, counted = [], 0
    for file in files_of(folders, ["*/test/*", "*/tests/*", "*/idlelib/idle_test/*"]):
        found.append(file)
        counted += file.read_bytes().count(b"\n")
        if counted >= lines:
            break
    return found


def timed(files: list[Path], folder: str) -> tuple[float, float, str]:
    """CPU and wall seconds of one ``hasten scan`` as a process of its own, and its summary."""
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "hasten", "scan", *map(str, files)],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    said = next((line for line in done.stdout.splitlines() if " files, " in line), "")
    return cpu, time.perf_counter() - started, said


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(os.__file__).parent])
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    files = chosen(given.folders, given.lines)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for what in ("cold", "again, from the cache"):
            cpu, wall, said = timed(files, folder)
            rows.append(f"| {what} | {cpu:.1f} s | {wall:.1f} s | {said} |")
            print(rows[-1])
    table = "\n".join(["| scan | CPU | wall | summary |", "|---|---|---|---|", *rows])
    if given.write:
        given.write.write_text(
            "# The speed of a scan\n\n"
            f"`python benchmarks/scan.py`: one process on one core, the start of Python included; the core was shared with "
            f"other work, so CPU time is the figure. {described()}\n\n"
            f"{table}\n"
        )


if __name__ == "__main__":
    main()
