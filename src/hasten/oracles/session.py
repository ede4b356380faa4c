"""One check of one variant: what was run, what was found, and how a finding is made sure of."""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.core.values import CallTree, Tree, canonical, size, to_source
from hasten.inputs.membership import contains
from hasten.inputs.nested import is_nested
from hasten.inputs.signature import Parameter, Signature, bind, expanded
from hasten.oracles.difference import Difference
from hasten.oracles.execution import BATCH, OLD_LIMIT_S, Execution, OldSide, new_limit_s
from hasten.oracles.feedback import Coverage
from hasten.oracles.held import Held, Observation
from hasten.oracles.observation import compare, describe, is_void
from hasten.oracles.waivers import Allowance

#: Hash seeds under which a finding must show, and the original must agree with itself.
SEEDS = (0, 1)
#: A variant that takes so many times as long on the recorded calls, and so many seconds more, has lost its race.
_HOPELESS, _HOPELESS_S = 4.0, 0.5


@dataclass(frozen=True)
class Finding:
    """A difference with the calls that show it: one, or a sequence of which the last shows it.

    Attributes:
        difference: What parted.
        calls: The calls, in order, in one fresh process.
        old: Observation of the original on the last call.
        new: Observation of the variant on it.
        spec: The scenario that showed it, instead of calls.
    """

    difference: Difference
    calls: tuple[CallTree, ...] = ()
    old: Observation = field(default_factory=dict)
    new: Observation = field(default_factory=dict)
    spec: Mapping[str, Any] | None = None


class Session:
    """State of one check.

    Args:
        execution: Runs both sides.
        old: The original.
        new_source: Text of the variant.
        signature: Parameters with their domains, as hints and recordings give them.
        allowance: Level and waivers.
        globals_of_old: Globals that are compared.
        deadline_s: Monotonic time after which searching stops; what was found by then counts.
        glance: Leave to the race what does not end in time, in place of making sure of it.
    """

    def __init__(
        self,
        execution: Execution,
        old: OldSide,
        new_source: str,
        signature: Signature,
        allowance: Allowance,
        globals_of_old: Sequence[str],
        *,
        swallows: bool = False,
        deadline_s: float = float("inf"),
        glance: bool = False,
    ) -> None:
        self.execution = execution
        self.old = old
        self.new_source = new_source
        self.signature = signature
        self.allowance = allowance
        self.globals_of_old = tuple(globals_of_old)
        self.swallows = swallows
        self.deadline_s = deadline_s
        self.coverage = Coverage()
        self.inputs: dict[str, CallTree] = {}
        self.scenarios = 0
        self.whole = False
        self.n_voids = 0
        self.n_refused = 0
        #: Whether the original parted from itself when the last difference was looked at again.
        self.unsteady = False
        self.notes: dict[str, None] = {}
        self.glance = glance
        #: CPU seconds of the variant, and what the original took on the same calls.
        self.new_cpu_s = self.old_cpu_s = 0.0
        #: Whether the variant did not end in time on a call of a glance.
        self.outrun = False

    @property
    def kept(self) -> list[tuple[CallTree, Observation]]:
        """Calls that showed something new, with the original's observation."""
        return self.coverage.kept

    def short(self, most_size: int, most: int = 24) -> list[tuple[CallTree, Observation]]:
        """Calls tried so far that are no larger, inside the declared domain, with the original's observation."""
        found = [c for c in self.inputs.values() if size(c) <= most_size and not outside_of(self.signature, c)][:most]
        return list(zip(found, self.old.observe(found), strict=True)) if found else []

    @property
    def hopeless(self) -> bool:
        """Whether the variant took so much longer than the original that a glance at it need not go on."""
        return self.outrun or self.new_cpu_s > _HOPELESS * self.old_cpu_s + _HOPELESS_S

    @property
    def late(self) -> bool:
        """Whether the time for this check is used up."""
        return time.monotonic() > self.deadline_s

    # -- comparing ----------------------------------------------------------------------------------------------

    def differences(self, old: Observation, new: Observation) -> list[Difference]:
        """The differences that count between two observations."""
        if "sum" in old and old["sum"] == new.get("sum"):
            return []
        found = compare(old, new, globals_of_old=self.globals_of_old, most=self.allowance.most)
        return self.allowance.counting(found)

    def judged(self, call: CallTree, old: Observation, new: Observation, *, sequence: bool = False) -> list[Difference]:
        """The differences that count, given where the call lies with respect to the domain.

        Outside of it a variant may refuse. Where nothing was declared it may not answer otherwise; where hints were
        given, only what earlier calls did to the answer counts, and errors that it swallows.
        """
        found = self.differences(old, new)
        if not found:
            return []
        outside = outside_of(self.signature, call)
        if not outside:
            return found
        if old["out"] == "returns" and new["out"] == "raises":
            self.notes.setdefault("accepts fewer inputs outside of the declared domain")
            return []
        if old["out"] == "returns" and new["out"] == "returns":
            passes = sequence and not outside_of(self.signature, call, numbers=True)
            if passes or not any(parameter.hinted for parameter in outside):
                return found
            self.notes.setdefault("answers otherwise on inputs outside of the declared domain")
            return []
        if old["out"] == "raises" and new["out"] == "returns" and self.swallows:
            return found
        return [d for d in found if d.kind in ("timeout", "crash", "forbidden")]

    # -- running ------------------------------------------------------------------------------------------------

    def try_calls(self, calls: Iterable[CallTree], *, old_limit_s: float = OLD_LIMIT_S) -> Finding | None:
        """Run both sides on calls, in batches; the first difference that is confirmed ends it."""
        batch: list[CallTree] = []
        for call in calls:
            if self.late:
                self.notes.setdefault("the search was cut short by its limit of time")
                break
            if old_limit_s == OLD_LIMIT_S and not self.old.too_slow.admits(call):
                continue
            batch.append(call)
            if len(batch) == BATCH:
                found = self._batch(batch, old_limit_s)
                batch = []
                if found is not None:
                    return found
        return self._batch(batch, old_limit_s) if batch else None

    def _batch(self, calls: Sequence[CallTree], old_limit_s: float) -> Finding | None:
        old = self.old.observe(calls, limit_s=old_limit_s)
        pairs = [(call, a) for call, a in zip(calls, old, strict=True) if not is_void(a) or self.old.stateful]
        self.n_voids += len(calls) - len(pairs)
        if not pairs:
            return None
        self.old_cpu_s += math.fsum(float(a.get("cpu_s", 0.0)) for _, a in pairs)
        process = Held(self.execution, self.new_source, instrument=True)
        try:
            return self._compared(process, pairs)
        finally:
            process.close()
            self.new_cpu_s += process.cpu_s

    def _compared(self, process: Held, pairs: Sequence[tuple[CallTree, Observation]]) -> Finding | None:
        """Run the variant on calls whose observations of the original are at hand."""
        limited = [(call, new_limit_s(a)) for call, a in pairs]
        for place, ((call, a), b) in enumerate(zip(pairs, process.observe_each(limited), strict=True)):
            if is_void(a):
                continue
            self.inputs.setdefault(canonical(call), call)
            if a["out"] != "returns":
                self.n_refused += 1
            if self.glance and b["out"] == "timeout":
                self.outrun = True
                return None
            if self.judged(call, a, b, sequence=True):
                found = self.confirm([earlier for earlier, _ in pairs[: place + 1]])
                if found is not None:
                    return found
            else:
                self.coverage.add(call, a, b)
        return None

    # -- making sure --------------------------------------------------------------------------------------------

    def confirm(self, calls: Sequence[CallTree]) -> Finding | None:
        """A difference seen on the last of ``calls``, shown again in fresh processes; None where it is not.

        It is tried on the call alone first. What shows only after earlier calls is a difference of sequences.
        """
        self.unsteady = False
        alone = self.shown([calls[-1]])
        if alone is not None or len(calls) == 1 or self.unsteady:
            return alone
        if outside_of(self.signature, calls[-1]) and not self.agree_alone(calls[-1]):
            return None
        return self.shown(calls)

    def agree_alone(self, call: CallTree) -> bool:
        """Whether both sides say the same to a call in fresh processes."""
        a = self.execution.observe(self.old.source, [call])[0]
        b = self.execution.observe(self.new_source, [call])[0]
        return not is_void(a) and not self.differences(a, b)

    def shown(self, calls: Sequence[CallTree]) -> Finding | None:
        """The difference on the last of ``calls``, if it is there and the original agrees with itself."""
        a = self.execution.observe(
            self.old.source, calls, detail=True, cpu_limit_s=4 * OLD_LIMIT_S + self._slowest(calls)
        )
        if is_void(a[-1]):
            return None
        limits_s = [2 * new_limit_s(x) for x in a]
        b = self.execution.observe(self.new_source, calls, detail=True, limits_s=limits_s)
        found = self.judged(calls[-1], a[-1], b[-1], sequence=len(calls) > 1)
        if not found or not self._repeats(calls, a[-1]):
            return None
        difference = found[0]
        if len(calls) > 1:
            difference = Difference(
                "sequence",
                f"call {len(calls)}, {difference.where}",
                difference.old,
                difference.new,
                difference.level,
            )
        return Finding(difference, tuple(calls), a[-1], b[-1])

    def _slowest(self, calls: Sequence[CallTree]) -> float:
        known = self.old.observe(calls[-1:]) if not self.old.stateful else []
        return 4 * max((float(o.get("cpu_s", 0.0)) for o in known), default=1.0)

    def _repeats(self, calls: Sequence[CallTree], first: Observation) -> bool:
        """Whether the original says the same again, also under another hash seed and at other places in memory."""
        for seed, text in moved(self.old.source):
            again = self.execution.observe(
                text,
                calls,
                detail=True,
                cpu_limit_s=2 * new_limit_s(first),
                hash_seed=seed,
            )[-1]
            if is_void(again) or self.differences(first, again):
                self.notes.setdefault("the original is not repeatable on some inputs; they were left out")
                self.unsteady = True
                return False
        return True


def moved(source: str) -> list[tuple[int, str]]:
    """Hash seeds, and texts of the original in which objects come before all that it makes, in different numbers.

    What depends on addresses (the hash of a NaN or of a plain object, and so the order of a set of them) repeats itself
    as long as the memory is laid out alike, and differs from one version to the next for no reason.
    """
    every = "[float(i), str(i), [i], {i: i}, (i, i), object()]"
    texts = [f"{source}\n\n_hasten_pad = [{every} for i in range({pad})]\n" for pad in _PADS]
    return list(zip(itertools.cycle(SEEDS), texts))


#: Objects of each kind that come first; some change the places in a page, some the page.
_PADS = (5, 37, 150, 700)
#: Numbers that pass for others by inheritance or by the numeric tower.
_PASSES_FOR = {"int": ("bool",), "float": ("int", "bool"), "complex": ("float", "int", "bool")}


def outside_of(signature: Signature, call: CallTree, *, numbers: bool = False) -> list[Parameter]:
    """Parameters whose argument lies outside of what was declared or seen; an untyped one is what it was seen to be.

    Args:
        numbers: Also admit numbers that pass for the declared ones: a bool for an int, an int for a float.
    """
    bound = bind(signature, expanded(call))
    if bound is None:
        return list(signature.parameters)
    found = []
    for parameter, _, tree in bound:
        domain = parameter.domain
        if domain["k"] == "any" and domain.get("like"):
            domain = domain["like"]
        if is_nested(tree) or (domain["k"] == "ndarray" and isinstance(tree, list) and tree[0] == "x"):
            continue
        if _is_view(tree) or not contains(_with_numbers(domain) if numbers else domain, _as_declared(parameter, tree)):
            found.append(parameter)
    return found


def _is_view(tree: Tree) -> bool:
    """A view of a dict holds items like a list and is none."""
    return isinstance(tree, list) and tree[0] == "u" and str(tree[1]).startswith("builtins:")


#: Hints that admit any sequence, or anything that can be iterated over; the domain speaks of lists.
_SEQUENCE = re.compile(r"(typing\.|collections\.abc\.|t\.)?(Sequence|Collection|Reversible|Iterable)\b")


def _as_declared(parameter: Parameter, tree: Tree) -> Tree:
    """A tuple, or for an iterable a one-shot iterator, as the list that the domain speaks of."""
    found = _SEQUENCE.match(parameter.hint)
    if found is None or not isinstance(tree, list):
        return tree
    if tree[0] == "t" or (tree[0] in "sf" and found[2] in ("Collection", "Iterable")):
        return ["l", tree[1]]
    return ["l", tree[2]] if tree[0] == "it" and found[2] == "Iterable" else tree


def _with_numbers(domain: Mapping[str, Any]) -> Mapping[str, Any]:
    if domain["k"] in _PASSES_FOR:
        return {"k": "union", "of": [{"k": kind} for kind in (domain["k"], *_PASSES_FOR[domain["k"]])]}
    result = dict(domain)
    for key in ("of", "key", "value"):
        inner = domain.get(key)
        if isinstance(inner, Mapping):
            result[key] = _with_numbers(inner)
        elif isinstance(inner, list):
            result[key] = [_with_numbers(part) for part in inner]
    if domain.get("items"):
        result["items"] = [_with_numbers(part) for part in domain["items"]]
    return result


def outcome_text(observation: Observation) -> str:
    """How a call ended, with its value."""
    if observation.get("out") != "returns":
        return describe(observation)
    value = observation.get("value")
    if isinstance(value, dict):
        items = ", ".join(to_source(item) for item in value.get("yields", ())[:20])
        return f"yields {items}" if items else "yields nothing"
    return f"returns {to_source(value)}"
