"""How often, and after how many trials, each sampler comes within 5 % of the best setting found, on a database.

Every sampler runs alone, several times. What a run found is its claim on a held-out workload; the best found is the
best claim of all runs together. Warm-started TPE has one earlier run over the same knobs on another workload.

    python benchmarks/tune_databases.py benchmarks/databases/sqlite.toml [--seeds 5] [--trials 16]
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

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


def claimed(report: Report) -> float:
    """The claimed gain of a run, 1 where nothing was claimed."""
    evidence = report.evidence
    return evidence.speedup.estimate if evidence.outcome == "faster" and evidence.speedup else 1.0


def trial_of_claim(report: Report) -> int:
    """The trial, from 1, that proposed the setting of the claim."""
    keys = [fate.candidate.key for fate in report.context.fates if fate.candidate is not None]
    assert report.evidence.candidate is not None
    return keys.index(report.evidence.candidate.key) + 1


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
    print("\n".join(table(found, given.trials)))


def table(found: dict[str, list[Report]], trials: int) -> list[str]:
    """How far each run came, by what was claimed on the held-out workload: raced gains are too rough to tell."""
    best = max((claimed(report) for reports in found.values() for report in reports), default=1.0)
    lines = [
        f"\nBest claim of all runs: {figures.factor(best)}.\n",
        "| sampler | claimed on the held-out workload, by seed | within 5 % of the best claim | after so many trials |",
        "|---|---|---|---|",
    ]
    for name, reports in found.items():
        near = [report for report in reports if claimed(report) >= max(best / WITHIN, 1.0 + 1e-9)]
        claims = ", ".join(figures.factor(claimed(r)) if claimed(r) > 1.0 else "none" for r in reports)
        when = ", ".join(str(trial_of_claim(report)) for report in near) or f"> {trials}"
        lines.append(f"| {name} | {claims} | {len(near)} of {len(reports)} | {when} |")
    return lines


if __name__ == "__main__":
    main()
