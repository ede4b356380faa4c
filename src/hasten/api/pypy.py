"""What PyPy would give: measured where it is installed, reported, never applied."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.api.setup import Setup
from hasten.core import Censored
from hasten.errors import EnvironmentProblem, HastenError
from hasten.meters.interpreters import warm_times
from hasten.oracles.observation import compare, is_void
from hasten.run import find_interpreter
from hasten.run.interpreter import Interpreter
from hasten.run.runner import error_text

_NAMES = ("pypy3", "pypy")
#: Share of the budget that it may take, and seconds. It comes first: of what a search leaves nothing is sure.
_SHARE, _MOST_S, _LEAST_S = 0.08, 6.0, 1.5
#: Passes over the workload that a measurement takes at least.
_PASSES = 5
#: Differences between interpreters that are none of the function's making.
_OF_THE_INTERPRETER = ("globals", "state", "warnings", "random", "aliasing")


def pypy_of(setup: Setup, *, budget_s: float) -> dict[str, Any] | None:
    """What is kept as ``extra["pypy"]``: ``{"estimate", "old", "new", "interpreter", "reason"}``.

    ``estimate`` is the time of the original under its own interpreter over that under PyPy, both warm, or None with
    the ``reason``, which may also say that it is too low; ``old`` and ``new`` are CPU seconds of one pass over the
    workload.

    Args:
        budget_s: Wall seconds of the whole request; a small share of it is used.

    Returns:
        None where it is PyPy that runs the code, or there are no calls.
    """
    if setup.sandbox.interpreter.implementation == "PyPy" or not setup.workload.calls:
        return None
    return _found(setup, min(_MOST_S, _SHARE * budget_s))


def _found(setup: Setup, share_s: float) -> dict[str, Any]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        return _none("", "it is not installed (it would need pypy3 on the PATH)")
    try:
        interpreter = find_interpreter(path, setup.target.root)
    except EnvironmentProblem as problem:
        return _none("", str(problem))
    name = f"{interpreter.implementation} {'.'.join(map(str, interpreter.version))}"
    if max(_LEAST_S, _PASSES * sum(setup.call_s)) > share_s:
        return _none(name, f"it was not measured, for which {share_s:.1f} s of the budget are too little")
    try:
        return _measured(setup, interpreter, name, share_s)
    except HastenError as problem:
        return _none(name, f"it was not measured: {problem}")


def _measured(setup: Setup, interpreter: Interpreter, name: str, budget_s: float) -> dict[str, Any]:
    source, workload = setup.target.source, setup.workload
    with setup.runner.under(interpreter) as other:
        described = other.describe(source)
        if "error" in described:
            return _none(name, f"it does not import the module ({error_text(described['error'])})")
        trees = [call.tree for call in workload.calls]
        differ = _differing(setup.expected, other.observe(source, trees, cpu_limit_s=setup.call_limit_s))
        if differ:
            return _none(name, f"it does something else on {differ} of {len(trees)} calls of the workload")
        weights = {place: call.weight for place, call in enumerate(workload.calls)}
        found = warm_times(
            setup.runner, other, source, weights, trees, budget_s=budget_s, limit_s=max(2.0, setup.call_limit_s)
        )
    if isinstance(found, Censored):
        return _none(name, f"a call takes longer than {found.limit_s:g} s")
    return {
        "estimate": found.own_s / found.other_s, "old": found.own_s, "new": found.other_s, "interpreter": name,
        "reason": "" if found.settled else "it was still becoming faster when its share of the budget ended",
    }  # fmt: skip


def _none(interpreter: str, reason: str) -> dict[str, Any]:
    return {"estimate": None, "old": None, "new": None, "interpreter": interpreter, "reason": reason}


def _differing(expected: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> int:
    """On how many calls the other interpreter does something that a user of the function would see."""
    return sum(
        any(d.counts_at("same-effects") and d.kind not in _OF_THE_INTERPRETER for d in compare(old, new))
        for old, new in zip(expected, found, strict=True)
        if not is_void(old)
    )
