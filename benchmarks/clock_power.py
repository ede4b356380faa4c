"""How often a true gain of 3, 5 and 10 % is found, whether the interval covers it, and how long that takes (power).

python benchmarks/clock_power.py [--runs 3] [--write docs/results/clock_power.md]
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from clock_cases import CASES, confirmed, runner_of, with_gain
from machine import described

from hasten.meters import calibrate

GAINS = (1.03, 1.05, 1.10)
#: Work that is not in proportion to n, or too coarse to be cut by three per cent.
LEFT_OUT = ("short call", "sorting")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    cases = [c for c in CASES if c.name not in LEFT_OUT]
    with runner_of(CASES[0].source) as runner:
        resolution, _ = calibrate(runner.sandbox, rng=random.Random(1))
    lines = ["# A true gain: found, covered, and at what price", "", described(), "", f"Resolved here: {resolution:.1%}.", ""]
    lines += ["| true gain | found | interval covers it | estimates | seconds a run |", "|---|---|---|---|---|"]
    for gain in GAINS:
        found = covered = runs = 0
        estimates, start_s = [], time.monotonic()
        for number, case in enumerate(cases):
            for run in range(given.runs):
                sides = with_gain(case, gain)
                result, accepted = confirmed(case, *sides, seed=100 * number + run, resolution=resolution)
                runs += 1
                found += accepted
                if result.speedup is not None:
                    covered += result.speedup.low <= gain <= result.speedup.high
                    estimates.append(result.speedup.estimate)
                    print(gain, case.name, accepted, result.speedup, flush=True)
        spent_s = (time.monotonic() - start_s) / runs
        reach = f"{min(estimates):.3f}x to {max(estimates):.3f}x"
        lines.append(f"| {gain:.2f}x | {found} of {runs} ({found / runs:.0%}) | {covered / runs:.0%} | {reach} | {spent_s:.1f} |")
    lines += ["", f"Functions: {', '.join(c.name for c in cases)}; {given.runs} runs each."]
    lines += ["", "Again: `python benchmarks/clock_power.py --write docs/results/clock_power.md`.", ""]
    print("\n".join(lines))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
