"""How often a setting is claimed to be better in twenty tuning runs over knobs that do nothing.

Each run searches a space of four knobs that go into an environment variable which the command never reads.

    python benchmarks/tune_null.py [--runs 20] [--trials 12]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from machine import described

from hasten.api.tuning.declaration import declared_in
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.stores.memory import MemoryStore

SPACE = """
run = "./work {seed}"
build = "gcc -O1 work.c -o work"
[env]
UNREAD = "{a} {b} {c} {d}"
[knobs.a]
type = "int"
low = 1
high = 64
[knobs.b]
type = "log"
low = 0.01
high = 100.0
[knobs.c]
type = "flag"
[knobs.d]
type = "choice"
options = ["one", "two", "three"]
"""
WORK = """
#include <stdio.h>
#include <stdlib.h>
int main(int n, char **a) {
    unsigned long x = strtoul(a[1], 0, 10) | 1, s = 0;
    static unsigned char t[1 << 16];
    for (long i = 0; i < 12000000; i++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; s += t[x & 65535]++; }
    printf("%lu\\n", s);
    return 0;
}
"""


def main() -> None:
    """Run them and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--trials", type=int, default=12)
    given = parser.parse_args()
    print(described())
    print("| run | outcome | best raced | why |\n|---|---|---|---|")
    claimed = 0
    for seed in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "work.c").write_text(WORK)
            target = declared_in(SPACE, file=Path(folder, "null.toml"))
            options = TuneOptions(budget_s=120, trials=given.trials, seed=seed, environ=dict(os.environ))
            evidence = tune_target(target, options, store=MemoryStore()).evidence
        claimed += evidence.outcome == "faster"
        curves = evidence.extra["tuning"]["curves"] if "tuning" in evidence.extra else {}
        best = max((c["steps"][-1][1] for c in curves.values()), default=1.0)
        print(f"| {seed} | {evidence.outcome} | {best:.3f}x | {evidence.reason} |", flush=True)
    print(f"\n{claimed} of {given.runs} runs claimed a better setting.")


if __name__ == "__main__":
    main()
