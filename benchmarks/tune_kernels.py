"""Flags for ten small kernels against -O3 -march=native; presets from five of them on the other five.

Each kernel is tuned by itself within a budget (one half of the trials is the random baseline). The claim is made with
seeds of its own, and the output must be the same bit for bit. Then presets are built from the runs of the first five
kernels and tried on the other five: at most five compilations each, no search.

    python benchmarks/tune_kernels.py [--compiler gcc] [--budget 60]
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
from pathlib import Path

from machine import described

from hasten.api.tuning.command_line import program_target
from hasten.api.tuning.preset_runs import build_presets
from hasten.api.tuning.presets import runs_named
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Evidence, Point
from hasten.core.command_target import CommandTarget
from hasten.report import figures
from hasten.stores.sql import SqlStore

KERNELS = Path(__file__).parent / "kernels"


def target_of(name: str, compiler: str) -> CommandTarget:
    """One kernel."""
    return program_target(
        KERNELS / f"{name}.c", compiler, run=f"./{name} {{seed}}", files=("common.h", f"{name}.c")
    )


def gain(evidence: Evidence) -> float:
    """The claimed gain; 1 where nothing was claimed."""
    return evidence.speedup.estimate if evidence.outcome == "faster" and evidence.speedup else 1.0


def row(name: str, evidence: Evidence, trials: int) -> str:
    """A line of the table."""
    interval, flags = "", ""
    if evidence.outcome == "faster" and evidence.speedup and evidence.candidate:
        s = evidence.speedup
        interval = f"[{figures.bare_factor(s.low)}, {figures.bare_factor(s.high)}]"
        assert isinstance(evidence.candidate.payload, Point)
        point = evidence.candidate.payload
        flags = " ".join(
            str(v) for n, v in point.values.items() if point.base.get(n) != v and v not in ("", True)
        ) + (" (pgo)" if point.values.get("pgo") else "")
    return f"| {name} | {evidence.outcome} | {figures.factor(gain(evidence))} {interval} | {trials} | `{flags.strip()}` |"


def mean(gains: list[float]) -> float:
    """Geometric mean."""
    return math.exp(sum(map(math.log, gains)) / len(gains))


def main() -> None:
    """Run both parts and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", default="gcc")
    parser.add_argument("--budget", type=float, default=60.0)
    parser.add_argument("--only", nargs="*")
    given = parser.parse_args()
    names = given.only or sorted(p.stem for p in KERNELS.glob("*.c"))
    train, rest = names[0::2], names[1::2]
    environ = dict(os.environ)
    print(described())
    with tempfile.TemporaryDirectory() as folder, SqlStore.in_folder(Path(folder)) as store:
        print(f"\n{given.compiler}, {given.budget:g} s a kernel, each tuned by itself:\n")
        print("| kernel | outcome | gain | trials | changed |\n|---|---|---|---|---|")
        runs, gains = {}, []
        for name in names:
            options = TuneOptions(budget_s=given.budget, environ=environ)
            report = tune_target(target_of(name, given.compiler), options, store=store)
            runs[name] = report.context.run
            gains.append(gain(report.evidence))
            print(row(name, report.evidence, report.context.cost.evaluations), flush=True)
        print(f"\nGeometric mean of the ten: {figures.factor(mean(gains))} (nothing claimed counts as 1x).")
        records = runs_named(store, [runs[name] for name in train])
        presets = build_presets(store, records, count=5, fill=True, environ=environ)
        print(f"\nPresets from {', '.join(train)}:\n")
        for number, preset in enumerate(presets, start=1):
            changed = " ".join(str(v) for v in preset.values.values() if v not in ("", False, True))
            print(f"{number}. `{changed}{' (pgo)' if preset.values.get('pgo') else ''}` ({figures.factor(preset.gain)})")
        print("\n| kernel | outcome | gain | compilations | changed |\n|---|---|---|---|---|")
        gains = []
        for name in rest:
            options = TuneOptions(
                budget_s=600.0, environ=environ, given={"presets": [p.values for p in presets]}, given_only=True
            )
            report = tune_target(target_of(name, given.compiler), options, store=store)
            gains.append(gain(report.evidence))
            print(row(name, report.evidence, report.context.cost.evaluations), flush=True)
        print(f"\nGeometric mean of the other five by presets: {figures.factor(mean(gains))}.")


if __name__ == "__main__":
    main()
