"""The smallest call, or the shortest sequence, that still shows a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.core.values import CallTree
from hasten.inputs.shrink import shrink
from hasten.inputs.shrink_sequence import shrink_sequence
from hasten.oracles.execution import NEW_LEAST_S, OLD_LIMIT_S
from hasten.oracles.held import Held
from hasten.oracles.observation import is_void
from hasten.oracles.sequences import confirmed
from hasten.oracles.session import Finding, Session

#: Questions asked while shrinking one call (in held processes), and one sequence (in fresh ones).
MOST_CALLS, MOST_SEQUENCES = 300, 40
#: A side that takes this long makes every question expensive.
_SLOW_S = 0.3


def shrunk(session: Session, finding: Finding) -> Finding:
    """The finding on the smallest input found; it is confirmed once more in fresh processes of both sides."""
    if finding.spec is not None:
        return _shorter_scenario(session, finding, finding.spec)
    if len(finding.calls) > 1:
        return _shorter_sequence(session, finding)
    if len(finding.calls) == 1:
        return _smaller_call(session, finding)
    return finding


def _smaller_call(session: Session, finding: Finding) -> Finding:
    slow = max(float(o.get("cpu_s", 0.0)) for o in (finding.old, finding.new)) > _SLOW_S
    most = 12 if slow or finding.difference.kind in ("timeout", "crash") else MOST_CALLS
    with (
        Held(session.execution, session.old.source, detail=True) as old,
        Held(session.execution, session.new_source, detail=True) as new,
    ):

        def shows(call: CallTree) -> bool:
            a = old.observe(call, 2 * OLD_LIMIT_S)
            if is_void(a):
                return False
            found = session.judged(call, a, new.observe(call, max(NEW_LEAST_S, 10 * float(a.get("cpu_s", 0.0)))))
            return any(d.kind == finding.difference.kind for d in found)

        smallest = shrink(finding.calls[0], shows, limit=most)
    if smallest == finding.calls[0]:
        return finding
    return session.shown([smallest]) or finding


def _shorter_sequence(session: Session, finding: Finding) -> Finding:
    best = finding

    def shows(calls: list[CallTree]) -> bool:
        nonlocal best
        found = session.shown([*calls, finding.calls[-1]])
        if found is not None:
            best = found
        return found is not None

    shrink_sequence(list(finding.calls[:-1]), shows, limit=MOST_SEQUENCES)
    return best


def _shorter_scenario(session: Session, finding: Finding, spec: Mapping[str, Any]) -> Finding:
    """Leave out steps as long as the last one that matters still shows the difference."""
    best = finding

    def shows(steps: list[Any]) -> bool:
        nonlocal best
        found = confirmed(session, str(spec["name"]), {**spec, "steps": steps}) if steps else None
        if found is not None and found.difference.kind == finding.difference.kind:
            best = found
            return True
        return False

    shrink_sequence(list(spec["steps"]), shows, limit=MOST_SEQUENCES)
    return best
