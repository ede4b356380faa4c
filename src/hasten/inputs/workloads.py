"""Build workloads: equal calls become one with a weight, small calls grow until they cost enough to be measured."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hasten.core.values import CallTree, canonical, has_refs, size
from hasten.core.workload import RecordedCall, Workload
from hasten.inputs.grow import grow
from hasten.inputs.signature import Signature
from hasten.inputs.typical import typical_call

#: CPU seconds of one call, or None where the call is of no use (it raised, ran out of time, crashed).
Cost = Callable[[CallTree], float | None]

#: Calls are not grown beyond this size: sending and copying them would cost more than running them.
LARGEST = 300_000
#: Numbers are grown by no more than this: what costs too little even then never costs enough.
_MOST_FACTOR = 2.0**40
#: Typical calls that are tried for each one that is wanted.
_TRIES = 8


def build(
    calls: Iterable[CallTree], origin: str, *, kind: str = "given", remake: tuple[str, str] | None = None
) -> Workload:
    """A workload of distinct calls in the order of their first occurrence; the weight counts how often each came.

    Args:
        calls: The calls, equal ones repeated.
        origin: Where they come from, for the report.
        kind: ``given``, ``recorded``, ``generated`` or ``stress``.
        remake: File and name of the callable that makes arguments again which cannot be copied.
    """
    weights: dict[str, float] = {}
    first: dict[str, CallTree] = {}
    for call in calls:
        text = canonical(call)
        weights[text] = weights.get(text, 0.0) + 1.0
        first.setdefault(text, call)
    recorded = [
        RecordedCall(tree=call, size=size(call), weight=weights[text], origin=kind) for text, call in first.items()
    ]
    return Workload(tuple(recorded), origin, remake)


@dataclass(frozen=True)
class Enlarged:
    """A call grown until it cost enough, or as far as it would go.

    Attributes:
        call: The grown call.
        factor: How many times its size was multiplied, >= 1.
        cost_s: CPU seconds that it cost.
        enough: Whether that is what was asked for.
    """

    call: CallTree
    factor: float
    cost_s: float
    enough: bool


def enlarged(
    call: CallTree,
    cost: Cost,
    *,
    enough_s: float,
    rng: random.Random,
    signature: Signature | None = None,
    argument: int | str | None = None,
    largest: int = LARGEST,
) -> Enlarged | None:
    """Grow a call until one run costs ``enough_s``; None where the call itself is of no use.

    The factor doubles or more each time, is halved (in the exponent) after a call that is of no use, and ends where
    the call stops growing, gets larger than ``largest`` or after two such calls.

    Args:
        call: The call to start from.
        cost: Runs a call.
        enough_s: CPU seconds wanted, > 0.
        rng: Source of randomness.
        signature: Domains for empty containers.
        argument: The argument to grow, see ``grow``; None: all.
        largest: Size that is not exceeded, in leaves and characters.
    """
    seconds = cost(call)
    if seconds is None:
        return None
    best = Enlarged(call, 1.0, seconds, seconds >= enough_s)
    seed, useless, factor, known = rng.random(), 0, 1.0, {canonical(call)}
    bound = math.inf
    while not best.enough and useless < 3:
        factor = min(_next_factor(best, enough_s), bound, _MOST_FACTOR)
        if factor <= best.factor * 1.05:
            break
        made = grow(call, argument, factor, random.Random(f"{seed}"), signature=signature)
        text = canonical(made)
        if text in known or size(made) > largest:
            break
        known.add(text)
        seconds = cost(made)
        if seconds is None:
            useless += 1
            bound = math.sqrt(best.factor * factor)
        else:
            best = Enlarged(made, factor, seconds, seconds >= enough_s)
    return best


def _next_factor(best: Enlarged, enough_s: float) -> float:
    """Large steps while far from the goal; near it small ones, since the growth may be steep."""
    missing = enough_s / max(best.cost_s, 1e-7)
    return best.factor * (8.0 if missing > 200 else 4.0 if missing > 12 else 2.0)


def generated_calls(
    signature: Signature,
    cost: Cost,
    rng: random.Random,
    *,
    known: Sequence[CallTree] = (),
    wanted: int = 6,
    enough_s: float = 0.002,
) -> list[Enlarged]:
    """Calls for a target without a workload: known examples and typical calls, grown to different costs.

    The first are the largest. Calls that the original refuses or cannot finish are left out; fewer than wanted, even
    none, may remain.

    Args:
        signature: The parameters.
        cost: Runs a call.
        rng: Source of randomness.
        known: Calls of doctests and the like, tried first.
        wanted: Number of calls.
        enough_s: CPU seconds that the costliest should take; the others go down to a sixteenth of it.
    """
    found: dict[str, Enlarged] = {}
    goals = [enough_s / 4 ** (place % 3) for place in range(wanted)]
    for call in _starts(signature, rng, known, wanted * _TRIES):
        if len(found) == wanted:
            break
        grown = enlarged(call, cost, enough_s=goals[len(found)], rng=rng, signature=signature)
        if grown is not None:
            found.setdefault(canonical(grown.call), grown)
    return sorted(found.values(), key=lambda one: -one.cost_s)


def _starts(
    signature: Signature, rng: random.Random, known: Sequence[CallTree], tries: int
) -> Iterator[CallTree]:
    yield from (call for call in known if not has_refs(call))
    for place in range(tries):
        yield typical_call(signature, rng, length=(12, 5, 30)[place % 3])
