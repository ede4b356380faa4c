"""What proposers may know: the signature, what the workload and its results show, and a way to ask the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hasten.api.setup import Setup
from hasten.code.globals_used import reachable_functions
from hasten.code.source import parse
from hasten.core import Facts
from hasten.inputs.infer import from_trees
from hasten.inputs.learn import learned_signature
from hasten.inputs.signature import facts
from hasten.run import Died, TimedOut
from hasten.run.hasten_child.instrument import instrument

#: Calls that a proposer asks the original get this much CPU each; they are small by intention.
_PROBE_LIMIT_S = 0.5
#: Whole calls of the workload with another text of the module get this much.
_RERUN_LIMIT_S = 10.0
#: Time is looked for in calls that take no longer than this, in so many of them, until so much of the workload's time
#: is covered; with less than the last part nothing is told.
_PROFILED_S, _MOST_PROFILED, _COVERED, _LEAST_COVERED = 1.5, 3, 0.8, 0.4
#: What a call takes at least, seconds for one of its size.
_NO_TIME_S = 1e-9
#: Blocks are counted in a call that takes no longer than this.
_COUNTED_S = 0.5
#: Looks are taken for so long in all, so often; fewer than the last number tell nothing.
_LOOK_FOR_S, _LOOK_EVERY_S, _LEAST_LOOKS = 0.15, 0.0005, 40
#: Packages that a compiled or vectorised variant may want.
_PACKAGES = ("numpy", "numba", "Cython", "mypy", "pandas")


def facts_of(setup: Setup, allow: Sequence[str]) -> Facts:
    """Facts on the target, from its signature and from the given workload."""
    calls = [c.tree for c in setup.workload.calls]
    signature = learned_signature(setup.description, setup.target.source, setup.target.name, calls)
    results = [o["value"] for o in setup.expected if o.get("out") == "returns"]
    returns = setup.description.get("returns", {"k": "any"})
    if returns.get("k") == "any" and results and setup.target.kind == "function":
        returns = from_trees(results)
    return Facts(
        parameters=facts(signature, calls),
        returns=returns,
        allow=tuple(allow),
        installed=_installed(setup, allow),
        probe=lambda asked: probe(setup, asked),
        rerun=lambda source: rerun(setup, source),
        line_share=line_shares(setup),
        entered=entered(setup),
        profiled=setup.target.source,
    )


def line_shares(setup: Setup) -> dict[int, float]:
    """Share of the time by line of the module, callers included, on the calls that take most of the workload's time.

    Empty where none of them is short enough to be looked at, or too few looks were taken to tell.
    """
    # Calls too short for the clock weigh by their size.
    calls_s = [max(s, _NO_TIME_S * call.size) for s, call in zip(setup.call_s, setup.workload.calls, strict=False)]
    whole_s, covered_s = sum(calls_s), 0.0
    chosen: list[int] = []
    for k in sorted(range(len(calls_s)), key=lambda k: -calls_s[k]):
        if calls_s[k] <= _PROFILED_S and len(chosen) < _MOST_PROFILED and covered_s < _COVERED * whole_s:
            chosen.append(k)
            covered_s += calls_s[k]
    if covered_s < _LEAST_COVERED * whole_s:
        return {}
    spent: dict[int, float] = {}
    seconds, looks = 0.0, 0.0
    with setup.runner.loaded(setup.target.source) as (worker, answer):
        held = [setup.workload.calls[k].tree for k in chosen]
        if "error" in answer or isinstance(worker.ask("hold", calls=held), Died | TimedOut):
            return {}
        for place, k in enumerate(chosen):
            limit_s = 4.0 * (calls_s[k] + _LOOK_FOR_S) + 1.0
            asked = {"call": place, "most_s": _LOOK_FOR_S / len(chosen), "interval_s": _LOOK_EVERY_S}
            found = worker.ask("lines", **asked, cpu_limit_s=limit_s)
            try:
                # Long calls and short ones weigh by what they take of the workload, not by how often they were made.
                weight = calls_s[k] / float(found["seconds"])
                for line, line_s in found["lines"]:
                    spent[int(line)] = spent.get(int(line), 0.0) + weight * float(line_s)
            except (KeyError, TypeError, ValueError, ZeroDivisionError):
                return {}
            seconds += calls_s[k]
            looks += float(found["seconds"]) / _LOOK_EVERY_S
    if looks < _LEAST_LOOKS:
        return {}
    return {line: min(1.0, line_s / seconds) for line, line_s in spent.items()}


def entered(setup: Setup) -> dict[int, int]:
    """How often each block of the module is entered in the longest call that is short enough, by its first line.

    Empty where no call is short enough, and where nothing but the target runs.
    """
    calls_s = zip(setup.call_s, setup.workload.calls, strict=False)
    short = [(call_s, call) for call_s, call in calls_s if call_s <= _COUNTED_S]
    if not short or not _has_helpers(setup):
        return {}
    _, call = max(short, key=lambda pair: pair[0])
    try:
        _, lines = instrument(setup.target.source)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    observed = setup.runner.observe(setup.target.source, [call.tree], instrument=True, cpu_limit_s=10.0 * _COUNTED_S)
    if not any(observation.get("hits") for observation in observed):
        return {}
    found = dict.fromkeys(lines, 0)
    for observation in observed:
        for k, count in observation.get("hits", ()):
            # What starts on the same line as an outer block is entered no more often.
            found[lines[k]] = max(found[lines[k]], count)
    return found


def _has_helpers(setup: Setup) -> bool:
    """Whether other functions of the module run with the target: only of those the turns are asked for."""
    module = parse(setup.target.source)
    if isinstance(module, SyntaxError) or setup.target.name not in module.functions:
        return False
    return len(reachable_functions(module, setup.target.name)) > 1


def probe(setup: Setup, calls: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Observations of the original on calls of a proposer's own making."""
    return setup.runner.observe(setup.target.source, calls, cpu_limit_s=_PROBE_LIMIT_S)


def rerun(setup: Setup, source: str) -> list[dict[str, Any]]:
    """Observations of another text of the module on the smallest, the middle and the largest call of the workload."""
    calls = sorted(setup.workload.calls, key=lambda call: call.size)
    chosen = {place: calls[place] for place in (0, len(calls) // 2, len(calls) - 1) if 0 <= place < len(calls)}
    trees = [call.tree for call in chosen.values()]
    return setup.runner.observe(source, trees, cpu_limit_s=_RERUN_LIMIT_S)


def _installed(setup: Setup, allow: Sequence[str]) -> tuple[str, ...]:
    if tuple(allow) == ("python",):
        return ()
    with setup.runner.loaded(setup.target.source) as (worker, answer):
        if "error" in answer:
            return ()
        found = worker.ask("installed", names=list(_PACKAGES))
        return tuple(found["installed"]) if isinstance(found, dict) else ()
