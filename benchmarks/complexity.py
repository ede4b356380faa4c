"""How often `hasten complexity` names the right class: the functions of tests/quality/growth, as a confusion matrix.

python benchmarks/complexity.py [--only NAME ...] [--budget 2.5] [--write docs/results/complexity.md]
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections import Counter
from pathlib import Path

from machine import described

from hasten.core import Target
from hasten.core.values import from_plain
from hasten.meters.complexity import Fit, GrowthSeries, growth_along
from hasten.run import Runner, Sandbox, find_interpreter
from hasten.stats.growth import LABELS, GrowthFit

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "quality" / "growth"
UNSURE = "not sure"


def known_functions() -> list:
    spec = importlib.util.spec_from_file_location("known", FOLDER / "known.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["known"] = module
    spec.loader.exec_module(module)
    return list(module.KNOWN)


def said(fit: Fit) -> str:
    return fit.label if isinstance(fit, GrowthFit) else UNSURE


def measured(names: list[str], budget_s: float, seed: int) -> dict[str, tuple[GrowthSeries, float]]:
    source = (FOLDER / "growth_functions.py").read_text()
    found = {}
    for known in known_functions():
        if names and known.name not in names:
            continue
        target = Target(
            name=known.name, file=FOLDER / "growth_functions.py", module="growth_functions", root=FOLDER, source=source
        )
        call = {"args": [from_plain(a) for a in known.args], "kwargs": {}}
        with Runner(Sandbox(find_interpreter(None, FOLDER), FOLDER, FOLDER), target) as runner:
            start = time.monotonic()
            series = growth_along(runner, source, call, None, rng=random.Random(seed), budget_s=budget_s)
            found[known.name] = series, time.monotonic() - start
        flag = "" if (said(series.time), said(series.memory)) == (known.time, known.memory) else "   <--"
        print(f"{known.name:24} time {series.time} / {known.time}   memory {series.memory} / {known.memory}{flag}", flush=True)
    return found


def matrix(truth: dict[str, str], answers: dict[str, str]) -> str:
    columns = [*LABELS, UNSURE]
    cells = Counter((truth[name], answers[name]) for name in answers)
    lines = ["| truth | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for label in LABELS:
        if any(t == label for t in truth.values()):
            lines.append(f"| {label} | " + " | ".join(str(cells[label, c] or "") for c in columns) + " |")
    return "\n".join(lines)


def summary(truth: dict[str, str], answers: dict[str, str]) -> str:
    right = sum(answers[n] == truth[n] for n in answers)
    unsure = sum(answers[n] == UNSURE for n in answers)
    return f"{right} of {len(answers)} right ({right / len(answers):.0%}), {unsure} not sure, {len(answers) - right - unsure} wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--budget", type=float, default=2.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    found = measured(given.only, given.budget, given.seed)
    known = {k.name: k for k in known_functions() if k.name in found}
    text = ["# Growth classes: how often the answer is right", "", described(), ""]
    for what, truth, answers in (
        ("Time", {n: k.time for n, k in known.items()}, {n: said(s.time) for n, (s, _) in found.items()}),
        ("Memory", {n: k.memory for n, k in known.items()}, {n: said(s.memory) for n, (s, _) in found.items()}),
    ):
        text += [f"## {what}", "", f"{summary(truth, answers)}. Rows are the truth, columns the answer.", "", matrix(truth, answers), ""]
        wrong = [f"{n} ({truth[n]}): {answers[n]}" for n in answers if answers[n] not in (truth[n], UNSURE)]
        text += ["Wrong: " + ("; ".join(wrong) or "none") + ".", ""]
    seconds = sorted(s for _, s in found.values())
    text += [f"Budget {given.budget:g} s a function; it took {seconds[len(seconds) // 2]:.1f} s in the median, {seconds[-1]:.1f} s at most.", ""]
    text += ["The functions and their calls are in `tests/quality/growth`. Again: `python benchmarks/complexity.py --write docs/results/complexity.md`.", ""]
    print("\n".join(text))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text("\n".join(text))


if __name__ == "__main__":
    main()
