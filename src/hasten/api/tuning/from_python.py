"""Tuning from Python."""

from __future__ import annotations

import os
from pathlib import Path

from hasten.api.tuning.declaration import declared
from hasten.api.tuning.request import UNBOUNDED, TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Evidence
from hasten.core.command_target import CommandTarget
from hasten.stores.memory import MemoryStore


def tune(
    target: CommandTarget | str | Path,
    *,
    budget_s: float = 60.0,
    trials: int | None = None,
    seed: int = 0,
    sampler: str = "auto",
    proposer: str = "",
    jobs: int = 1,
) -> Evidence:
    """A better setting of a command with its evidence; nothing is written.

    Args:
        target: What is tuned, or a space file in TOML.
        budget_s: Wall seconds, > 0.
        trials: Most settings that are tried, None for as many as the time allows.
        seed: Seed of everything random.
        sampler: ``auto``, ``tpe``, ``gp``, ``cma-es``, ``nsga2``, ``evolution`` or ``random``.
        proposer: Command of an outside proposer of points, or empty.
        jobs: Settings that are built at once; more than 1 only where every objective is a size.

    Returns:
        The evidence; the setting is ``evidence.candidate.payload.values`` where the outcome is ``faster``.

    Raises:
        HastenError: The target cannot be used.

    Example:
        >>> from hasten.core.space import Int, Space
        >>> space = Space((Int(name="n", low=1, high=9),))
        >>> CommandTarget(name="sleeper", space=space, run="sleep 0.{n}").space.default()
        {'n': 1}
    """
    found = target if isinstance(target, CommandTarget) else declared(Path(target))
    options = TuneOptions(
        budget_s=budget_s, trials=UNBOUNDED if trials is None else trials, seed=seed, sampler=sampler,
        proposer=proposer, jobs=jobs, environ=dict(os.environ),
    )  # fmt: skip
    return tune_target(found, options, store=MemoryStore()).evidence
