"""How often is identical code, given as both sides, called faster (A/A).

python benchmarks/clock_aa.py [--runs 10] [--loaded] [--write docs/results/clock_aa.md]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from clock_cases import CASES, confirmed, runner_of
from machine import described

from hasten.meters import calibrate
from hasten.stats.proportions import clopper_pearson

BUSY = "while True: pass"


def rows(runs: int, resolution: float) -> list[tuple[str, int, int, float, float]]:
    """Case, false claims, runs without a figure, largest estimate, seconds a run."""
    found = []
    for number, case in enumerate(CASES):
        false = nothing = 0
        largest, start = 1.0, time.monotonic()
        for run in range(runs):
            result, accepted = confirmed(case, case.source, case.source, seed=1000 * number + run, resolution=resolution)
            false += accepted
            if result.speedup is None:
                nothing += 1
            else:
                largest = max(largest, result.speedup.estimate, 1 / result.speedup.estimate)
        found.append((case.name, false, nothing, largest, (time.monotonic() - start) / runs))
        print(found[-1], flush=True)
    return found


def table(title: str, resolution: float, runs: int, found: list[tuple[str, int, int, float, float]]) -> str:
    trials, false = runs * len(found), sum(row[1] for row in found)
    rate = clopper_pearson(false, trials)
    lines = [f"## {title}", "", f"Resolved here: {resolution:.1%}. Called faster: **{false} of {trials}** (95 % interval of the rate: {rate.low:.1%} to {rate.high:.1%}).", ""]
    lines += ["| function | called faster | no figure | largest estimate, either way | seconds a run |", "|---|---|---|---|---|"]
    lines += [f"| {n} | {f} of {runs} | {e} | {m:.3f}x | {s:.1f} |" for n, f, e, m, s in found]
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--loaded", action="store_true", help="also with one core kept busy")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    text = ["# Identical code as both sides", "", described(), ""]
    for loaded in (False, True)[: 1 + given.loaded]:
        busy = subprocess.Popen([sys.executable, "-c", BUSY]) if loaded else None
        try:
            with runner_of(CASES[0].source) as runner:
                resolution, _ = calibrate(runner.sandbox, rng=random.Random(1))
            load = os.getloadavg()[0]
            title = f"{'One core kept busy' if loaded else 'As it is'} (load average {load:.1f} at the start)"
            text.append(table(title, resolution, given.runs, rows(given.runs, resolution)))
        finally:
            if busy is not None:
                busy.kill()
                busy.wait()
    text += ["Again: `python benchmarks/clock_aa.py --loaded --write docs/results/clock_aa.md`.", ""]
    print("\n".join(text))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text("\n".join(text))


if __name__ == "__main__":
    main()
