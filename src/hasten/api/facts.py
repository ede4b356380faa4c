"""What proposers may know: the signature, what the workload and its results show, and a way to ask the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hasten.api.setup import Setup
from hasten.core import Facts
from hasten.inputs.infer import from_trees
from hasten.inputs.learn import learned_signature
from hasten.inputs.signature import facts

#: Calls that a proposer asks the original get this much CPU each; they are small by intention.
_PROBE_LIMIT_S = 0.5
#: Whole calls of the workload with another text of the module get this much.
_RERUN_LIMIT_S = 10.0
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
    )


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
