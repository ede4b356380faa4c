"""Run scenarios on both sides and compare them step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hasten.oracles.difference import Difference
from hasten.oracles.held import Observation
from hasten.oracles.material import Scenario
from hasten.oracles.observation import is_void
from hasten.oracles.session import Finding, Session, moved, outside_of
from hasten.oracles.trees import Message, TreeComparer, aliasing

_LIMIT_S = 8.0
#: Calls of a repeated sequence that are written out one by one; a longer one is told as a loop.
_MOST_WRITTEN_OUT = 240
#: Steps that only prepare; a variant may lack the global that the original has.
_SILENT = frozenset({"change_global", "reset", "time_zone", "decimal", "environment", "directory", "locale", "locks"})


def run_scenarios(session: Session, scenarios: Sequence[Scenario]) -> Finding | None:
    """Compare both sides on all scenarios that count at the session's level; the first confirmed difference."""
    counting = _counting(session, scenarios)
    together = [s for s in counting if not s.alone]
    if together:
        found = _group(session, together)
        if found is not None:
            return found
    return _one_by_one(session, [s for s in counting if s.alone])


def _one_by_one(session: Session, scenarios: Sequence[Scenario]) -> Finding | None:
    """The first difference of scenarios in processes of their own, as long as there is time."""
    for scenario in scenarios:
        if session.late:
            return None
        found = _alone(session, scenario)
        if found is not None:
            return found
    return None


def _group(session: Session, scenarios: Sequence[Scenario]) -> Finding | None:
    """Scenarios that leave the surroundings alone share one process: most of the cost is in starting it."""
    joined = _joined(scenarios)
    old = session.old.scenarios([joined])[0]
    if "steps" not in old:
        return _one_by_one(session, scenarios)
    new = session.execution.scenario(session.new_source, [joined], cpu_limit_s=_LIMIT_S)[0]
    if "steps" not in new:
        found = _one_by_one(session, scenarios)
        return found or confirmed(session, "all scenarios in one process", joined)
    place = 0
    session.scenarios += len(scenarios)
    for scenario in scenarios:
        count = len(scenario.steps) + 1
        steps = slice(place, place + count)
        place += count
        if step_difference(session, scenario.spec["steps"], old["steps"][steps], new["steps"][steps]) is None:
            continue
        found = _alone(session, scenario, counted=True)
        if found is None:
            found = confirmed(session, scenario.name, _joined(scenarios[: scenarios.index(scenario) + 1]))
        if found is not None:
            return found
    return None


def parts_on(session: Session, scenarios: Sequence[Scenario], source: str) -> bool:
    """Whether another version parts from the original on the scenarios that leave the surroundings alone."""
    together = [s for s in _counting(session, scenarios) if not s.alone]
    if not together:
        return False
    joined = _joined(together)
    old = session.old.scenarios([joined])[0]
    new = session.execution.scenario(source, [joined], cpu_limit_s=_LIMIT_S)[0]
    return "steps" in old and _difference(session, joined, old, new) is not None


def _counting(session: Session, scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios that count at the session's level."""
    return [s for s in scenarios if Difference("", "", 0, 0, s.level).counts_at(session.allowance.level)]


def _joined(scenarios: Sequence[Scenario]) -> dict[str, Any]:
    steps: list[Mapping[str, Any]] = []
    for scenario in scenarios:
        steps += [*scenario.spec["steps"], {"do": "reset"}]
    return {"name": "; ".join(dict.fromkeys(s.name for s in scenarios)), "steps": steps}


def _alone(session: Session, scenario: Scenario, *, counted: bool = False) -> Finding | None:
    if not counted:
        session.scenarios += 1
    return confirmed(session, scenario.name, scenario.spec)


def confirmed(session: Session, name: str, spec: Mapping[str, Any]) -> Finding | None:
    """The difference in one scenario, if it shows again and the original repeats itself."""
    first = session.old.scenarios([spec])[0]
    new = session.execution.scenario(session.new_source, [spec], cpu_limit_s=_LIMIT_S)[0]
    if "steps" not in first:
        return None
    difference = _difference(session, spec, first, new)
    if difference is None:
        return None
    written_out = _written_out(session, spec, first, new)
    if written_out is not None:
        return written_out
    for seed, text in moved(session.old.source):
        again = session.execution.scenario(text, [spec], cpu_limit_s=_LIMIT_S, hash_seed=seed)[0]
        if _difference(session, spec, first, again) is not None:
            session.notes.setdefault("the original is not repeatable in some sequences of calls; they were left out")
            return None
    repeated = session.execution.scenario(session.new_source, [spec], cpu_limit_s=_LIMIT_S)[0]
    if _difference(session, spec, first, repeated) is None:
        return None
    kind = difference.kind if difference.kind in ("timeout", "crash", "forbidden", "import") else "sequence"
    shown = Difference(
        kind, f"{name}: {difference.where}", difference.old, difference.new, difference.level, difference.within
    )
    return Finding(shown, (), first, new, spec)


def _written_out(session: Session, spec: Mapping[str, Any], old: Observation, new: Observation) -> Finding | None:
    """The calls of a ``repeat`` up to the first that differs, one by one: they show what the answers are."""
    for step, a, b in zip(spec["steps"], old["steps"], new.get("steps", ()), strict=False):
        if step["do"] == "repeat" and a.get("digests") != b.get("digests"):
            pairs = zip(a["digests"], b["digests"], strict=True)
            place = next((i for i, (x, y) in enumerate(pairs) if x != y), None)
            if place is not None and place < _MOST_WRITTEN_OUT:
                return session.shown([step["calls"][i % len(step["calls"])] for i in range(place + 1)])
    return None


def _difference(session: Session, spec: Mapping[str, Any], old: Observation, new: Observation) -> Difference | None:
    if "steps" not in new:
        kind = {"timeout": "timeout", "crash": "crash"}.get(new["out"], "import")
        return Difference(kind, "call", "ends", str(new.get("reason") or new["out"]), "same-value")
    return step_difference(session, spec["steps"], old["steps"], new["steps"])


def step_difference(
    session: Session, steps: Sequence[Mapping[str, Any]], old: Sequence[Observation], new: Sequence[Observation]
) -> Difference | None:
    """The first step on which two results part, or None."""
    for place, (step, a, b) in enumerate(zip(steps, old, new, strict=False)):
        if step["do"] in _SILENT:
            continue
        found = _one_step(session, step, a, b)
        if found is not None:
            return Difference(
                found.kind,
                f"step {place + 1} ({step['do']}), {found.where}",
                found.old,
                found.new,
                found.level,
                found.within,
            )
    return None


def _one_step(session: Session, step: Mapping[str, Any], old: Observation, new: Observation) -> Difference | None:
    if "out" in old:
        if is_void(old) or "out" not in new:
            return None
        found = session.differences(old, new)
        if found and step["do"] == "call" and outside_of(session.signature, step["call"]):
            # An argument outside of the domain counts only for what earlier calls did to it, and only if it is a
            # number that passes for the declared one.
            passes = not outside_of(session.signature, step["call"], numbers=True)
            return found[0] if passes and session.agree_alone(step["call"]) else None
        return found[0] if found else None
    if "skipped" in old or "skipped" in new:
        return None
    if "value" in old and "args" in old:
        return _looks(session, old, new)
    for key in ("digests", "results", "alive", "stuck", "probes", "seen", "yields", "return", "exc"):
        if key == "seen" and session.allowance.level != "same-protocol":
            continue
        if key == "exc":
            a, b = ((o.get("exc") or {}).get("type") for o in (old, new))
        else:
            a, b = old.get(key), new.get(key)
        if key in ("yields", "return") and a is not None and b is not None:
            differences: list[Difference] = []
            old_tree, new_tree = (["l", items if key == "yields" else [items]] for items in (a, b))
            TreeComparer(Message([old_tree]), Message([new_tree]), differences.append).compare(old_tree, new_tree, key)
            counting = session.allowance.counting(differences)
            if counting:
                return counting[0]
        elif key == "probes" and a and b:
            for name in a:
                if a[name] != b.get(name):
                    return Difference("value", f"{name} of the result", a[name], b.get(name))
        elif key == "digests" and a and b and a != b:
            place = next(i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)
            return Difference("value", f"call {place + 1} of {len(a)}", "answers one way", "answers another way")
        elif a != b:
            return Difference("value", key, a, b)
    return None


def _looks(session: Session, old: Observation, new: Observation) -> Difference | None:
    """Compare what results, arguments and globals look like between two calls."""
    found: list[Difference] = []
    a = [old["value"], *old["args"]["args"], *old["args"]["kwargs"].values()]
    b = [new["value"], *new["args"]["args"], *new["args"]["kwargs"].values()]
    if len(a) != len(b):
        return None
    comparer = TreeComparer(Message(a), Message(b), found.append, session.allowance.most)
    comparer.compare(a[0], b[0], "result afterwards")
    for i, (x, y) in enumerate(zip(a[1:], b[1:], strict=True)):
        comparer.compare(x, y, f"argument {i} afterwards", "arguments", "same-effects")
    if not found and not aliasing(a, b):
        found.append(
            Difference("aliasing", "result and arguments afterwards", "one way", "another way", "same-identity")
        )
    for name in session.globals_of_old:
        x, y = old.get("globals", {}).get(name), new.get("globals", {}).get(name)
        if x is not None and y is not None:
            TreeComparer(Message([x]), Message([y]), found.append).compare(
                x, y, f"global {name}", "globals", "same-effects"
            )
    counting = session.allowance.counting(found)
    return counting[0] if counting else None
