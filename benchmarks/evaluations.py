"""Evaluations per second in the sandbox, one core, beside a bare fork in the same run.

    python benchmarks/evaluations.py [--seconds 3] [--write docs/results/evaluations.md]

An evaluation is a fork of the zygote, loading a version of a module, one observed call, and the end of the process. The bare
fork is what it is compared with: a lean interpreter forks, compiles and runs the same source with ``exec``, makes the call,
answers over a pipe and exits.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from machine import described

from hasten.core import Target
from hasten.run import Runner, Sandbox, find_interpreter

SOURCE = '''
def dedupe(names):
    """Each name once, in order."""
    out = []
    for name in names:
        if name not in out:
            out.append(name)
    return out
'''
CALL = {"args": [["l", [f"n{i % 17}" for i in range(50)]]], "kwargs": {}}
BARE = """
import json, os, sys, time
source, seconds = sys.argv[1], float(sys.argv[2])
names = [f"n{i % 17}" for i in range(50)]
done, end = 0, time.monotonic() + seconds
while time.monotonic() < end:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        space = {}
        exec(compile(source, "m.py", "exec"), space)
        os.write(writer, json.dumps(space["dedupe"](names)).encode())
        os._exit(0)
    os.close(writer)
    json.loads(os.read(reader, 1 << 16))
    os.close(reader)
    os.waitpid(pid, 0)
    done += 1
print(done / seconds)
"""


def bare(seconds: float) -> float:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, SOURCE, str(seconds)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def sandboxed(runner: Runner, seconds: float) -> float:
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        found = runner.observe(SOURCE, [CALL])
        assert found[0]["out"] == "returns", found
        done += 1
    return done / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "m.py").write_text(SOURCE)
        target = Target(name="dedupe", file=place / "m.py", module="m", root=place, source=SOURCE)
        with Runner(Sandbox(find_interpreter(None, place), place, place), target) as runner:
            runner.observe(SOURCE, [CALL])
            rounds = [(bare(given.seconds), sandboxed(runner, given.seconds)) for _ in range(5)]
            layers = ", ".join(runner.layers)
    forks, evaluations = median(r[0] for r in rounds), median(r[1] for r in rounds)
    text = f"""# Evaluations per second on one core

{described()}

| what | per second (median of 5 rounds, in turn) |
|---|---|
| bare fork, exec, answer over a pipe | {forks:.0f} |
| evaluation in the sandbox ({layers}) | {evaluations:.0f} |

That is {evaluations / forks:.0%} of the bare fork. Rounds: {json.dumps([[round(a), round(b)] for a, b in rounds])}.

Again: `python benchmarks/evaluations.py --write docs/results/evaluations.md`.
"""
    print(text)
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text(text)


if __name__ == "__main__":
    main()
