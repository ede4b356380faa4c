"""Functions for those who call hasten from Python; the front door of the package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hasten.api.compare import compare_targets
from hasten.api.optimize import optimize_target
from hasten.api.options import Inputs, Options
from hasten.api.targets import target_of
from hasten.api.tuning.from_python import tune
from hasten.api.verify import verify_targets
from hasten.core import Evidence
from hasten.stores.memory import MemoryStore

__all__ = ["compare", "optimize", "tune", "verify"]

Function = str | Callable[..., Any]


def optimize(
    function: Function,
    *,
    inputs: Inputs = None,
    tests: str | None = None,
    allow: Sequence[str] = ("python",),
    budget_s: float = 60.0,
    seed: int = 0,
    python: str | None = None,
) -> Evidence:
    """A faster version of ``function`` with its evidence; nothing is written.

    Args:
        function: A module-level function, or ``path.py::name``.
        inputs: Argument tuples, a callable that gives them, or ``FILE::NAME``; None: recorded or generated.
        tests: A pytest command whose calls are recorded.
        allow: What a variant may use: ``python``, ``numpy``, ``numba``, ``native``.
        budget_s: Wall seconds, > 0.
        seed: Seed of everything random.
        python: Interpreter that runs the code.

    Raises:
        HastenError: The function or the inputs cannot be used.
    """
    options = Options(inputs=inputs, tests=tests, allow=tuple(allow), budget_s=budget_s, seed=seed, python=python)
    return optimize_target(target_of(function), options, store=MemoryStore()).evidence


def verify(
    old: Function,
    new: Function,
    *,
    inputs: Inputs = None,
    tests: str | None = None,
    level: str | None = None,
    waivers: Sequence[str] = (),
    budget_s: float = 60.0,
    seed: int = 0,
    trust: bool = False,
) -> Evidence:
    """Whether ``new`` is the same as ``old``, searched for hard; see ``Evidence.verdict``.

    Raises:
        HastenError: A side or the inputs cannot be used.
    """
    options = Options(
        inputs=inputs, tests=tests, level=level, waivers=tuple(waivers), budget_s=budget_s, seed=seed, trust=trust
    )
    return verify_targets(target_of(old), target_of(new), options, store=MemoryStore()).evidence


def compare(
    old: Function,
    new: Function,
    *,
    inputs: Inputs,
    check_sameness: bool = True,
    budget_s: float = 60.0,
    seed: int = 0,
    trust: bool = False,
) -> Evidence:
    """Whether ``new`` is faster than ``old``, by how much and how sure; see ``Evidence.speedup``.

    Raises:
        HastenError: A side or the inputs cannot be used.
    """
    options = Options(inputs=inputs, budget_s=budget_s, seed=seed, check_sameness=check_sameness, trust=trust)
    return compare_targets(target_of(old), target_of(new), options, store=MemoryStore()).evidence
