"""How many trials each sampler needs to come within 5 % of the best setting found, on a database.

Every sampler runs alone, several times; the best found is that of all runs together. Warm-started TPE has one earlier
run over the same knobs on another workload. The claim of each run is measured on a held-out workload.

    python benchmarks/tune_databases.py benchmarks/databases/sqlite.toml [--seeds 5] [--trials 16]
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from machine import described

from hasten.api.tuning.declaration import declared
from hasten.api.tuning.presets import warm_start
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.proposers.settings import gaussian
from hasten.proposers.settings.sampler import available
from hasten.report import figures
from hasten.report.context import Report
from hasten.stores.memory import MemoryStore

WITHIN = 1.05


def trials_until(report: Report, goal: float) -> int | None:
    """Trials until a raced gain of at least ``goal``, None where none reached it."""
    for number, fate in enumerate(report.context.fates, start=1):
        ratio = fate.race.ratio if fate.race is not None else None
        if ratio is not None and fate.outcome in ("faster", "not_faster") and ratio >= goal:
            return number
    return None


def main() -> None:
    """Run them and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("space", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--trials", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=600.0, help="no further seed is begun that would take longer")
    parser.add_argument("--before", default="other", help="workload of the earlier run of warm-started TPE")
    given = parser.parse_args()
    target, environ = declared(given.space), dict(os.environ)
    before = MemoryStore()
    options = TuneOptions(budget_s=1800, trials=given.trials, environ=environ, seed=99, baseline=False)
    tune_target(replace(target, workloads=(given.before,), claim_workloads=()), options, store=before)
    first, gains = warm_start(before, target.space)
    print(described(), flush=True)
    found: dict[str, list[Report]] = {}
    names = []
    for name in ("random", "tpe", "gp", "tpe, warm"):
        sampler = name.partition(",")[0]
        missing = gaussian.available() if sampler == "gp" else "" if sampler == "random" else available(sampler)
        if missing:
            print(f"\n{name} was not run: it needs {missing}.")
        else:
            names.append(name)
    started = time.monotonic()
    for seed in range(given.seeds):
        if seed and (time.monotonic() - started) * (seed + 1) / seed > given.minutes * 60:
            print(f"\nThe time is used up after {seed} seeds.")
            break
        for name in names:
            sampler = name.partition(",")[0]
            options = TuneOptions(
                budget_s=1800, trials=given.trials, seed=seed, sampler=sampler, baseline=sampler == "random",
                environ=environ, given={"warm": first} if "warm" in name and first else {},
                warm=gains if "warm" in name else (),
            )  # fmt: skip
            found.setdefault(name, []).append(tune_target(target, options, store=MemoryStore()))
            evidence = found[name][-1].evidence
            if evidence.outcome == "refused":
                raise SystemExit(f"{given.space} cannot be tuned here: {evidence.reason}")
            print(f"<!-- {name} {seed}: {evidence.outcome} -->", flush=True)
    raced = [
        fate.race.ratio
        for reports in found.values() for report in reports for fate in report.context.fates
        if fate.race is not None and fate.race.ratio is not None and fate.outcome == "faster"
    ]  # fmt: skip
    best = max(raced, default=1.0)
    print(f"\nBest raced gain of all runs: {figures.factor(best)}.\n")
    print("| sampler | trials to within 5 % of it, by seed | median | claimed on the held-out workload, by seed |")
    print("|---|---|---|---|")
    for name, reports in found.items():
        needed = [trials_until(r, best / WITHIN) for r in reports]
        middle = median([n if n is not None else given.trials + 1 for n in needed])
        shown = ", ".join(str(n) if n is not None else f"> {given.trials}" for n in needed)
        claims = ", ".join(
            figures.factor(r.evidence.speedup.estimate)
            if r.evidence.outcome == "faster" and r.evidence.speedup
            else "none"
            for r in reports
        )
        print(f"| {name} | {shown} | {'> ' if middle > given.trials else ''}{min(middle, given.trials):g} | {claims} |")


if __name__ == "__main__":
    main()
