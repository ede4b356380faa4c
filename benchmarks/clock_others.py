"""The same questions put to pyperf, timeit (best of) and pytest-benchmark: false claims, power, time spent.

    python benchmarks/clock_others.py [--runs 3] [--write docs/results/clock_others.md]

Needs `pip install pyperf pytest-benchmark`. Each tool is used as its documentation says. pyperf: ``pyperf timeit`` in its fast mode for each side, ``compare_to`` says
whether the difference is significant, and a claim needs 2 % more speed. timeit: the best of 5 repetitions of a calibrated
number of loops for each side, a claim needs 2 %. pytest-benchmark: one process for each side, medians, a claim needs 2 %.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clock_cases import CASES, Case, confirmed, runner_of, with_gain
from machine import described

from hasten.meters import calibrate

NAMES = ("numbers", "allocation", "text", "dictionaries")
LEAST = 1.02
TEST = "from {module} import f\n\n\ndef test_f(benchmark):\n    benchmark(f, {n})\n"


def run(words: list[str], cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout


def by_timeit(folder: Path, case: Case) -> bool:
    best = {}
    for side in ("old", "new"):
        code = (
            f"import timeit; from {side} import f; t = timeit.Timer(lambda: f({case.n})); k, _ = t.autorange();"
            "print(min(t.repeat(5, k)) / k)"
        )
        best[side] = float(run([sys.executable, "-c", code], folder))
    return best["old"] / best["new"] >= LEAST


def by_pyperf(folder: Path, case: Case) -> bool:
    for side in ("old", "new"):
        (folder / f"{side}.json").unlink(missing_ok=True)
        setup = f"from {side} import f"
        run([sys.executable, "-m", "pyperf", "timeit", "--fast", "-q", "-o", f"{side}.json", "-s", setup, f"f({case.n})"], folder)
    code = (
        "import pyperf; a, b = (pyperf.Benchmark.load(s + '.json') for s in ('old', 'new'));"
        "from pyperf._utils import is_significant;"
        "print(int(is_significant(a.get_values(), b.get_values())[0] and a.mean() / b.mean() >= 1.02))"
    )
    return run([sys.executable, "-c", code], folder).strip() == "1"


def by_pytest_benchmark(folder: Path, case: Case) -> bool:
    medians = {}
    for side in ("old", "new"):
        (folder / f"test_{side}.py").write_text(TEST.format(module=side, n=case.n))
        run([sys.executable, "-m", "pytest", "-q", f"test_{side}.py", f"--benchmark-json={side}_b.json"], folder)
        medians[side] = json.loads((folder / f"{side}_b.json").read_text())["benchmarks"][0]["stats"]["median"]
    return medians["old"] / medians["new"] >= LEAST


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--gain", type=float, default=1.05)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    cases = [c for c in CASES if c.name in NAMES]
    with runner_of(CASES[0].source) as runner:
        resolution, _ = calibrate(runner.sandbox, rng=random.Random(1))
    seeds = iter(range(10**6))
    tools: dict[str, Callable[[Path, Case, str, str], bool]] = {
        "hasten": lambda _, c, a, b: confirmed(c, a, b, seed=next(seeds), resolution=resolution)[1],
        "timeit, best of 5": lambda folder, c, *_: by_timeit(folder, c),
        "pyperf": lambda folder, c, *_: by_pyperf(folder, c),
        "pytest-benchmark": lambda folder, c, *_: by_pytest_benchmark(folder, c),
    }
    lines = ["# Beside other tools", "", described(), ""]
    lines += [f"| tool | identical code called 2 % faster | a true {given.gain:.2f}x called faster | seconds a comparison |", "|---|---|---|---|"]
    for name, says in tools.items():
        start_s, count = time.monotonic(), {"false": 0, "found": 0}
        for case in cases:
            for _ in range(given.runs):
                for what, new in (("false", with_gain(case, given.gain)[0]), ("found", with_gain(case, given.gain)[1])):
                    with tempfile.TemporaryDirectory() as folder:
                        place, old = Path(folder), with_gain(case, given.gain)[0]
                        (place / "old.py").write_text(old)
                        (place / "new.py").write_text(new)
                        count[what] += says(place, case, old, new)
        trials = len(cases) * given.runs
        spent_s = (time.monotonic() - start_s) / (2 * trials)
        lines.append(f"| {name} | {count['false']} of {trials} | {count['found']} of {trials} | {spent_s:.1f} |")
        print(lines[-1], flush=True)
    lines += ["", f"Functions: {', '.join(NAMES)}; {given.runs} runs each. How each tool is used: see the head of `benchmarks/clock_others.py`."]
    lines += ["", "Again: `python benchmarks/clock_others.py --write docs/results/clock_others.md`.", ""]
    print("\n".join(lines))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
