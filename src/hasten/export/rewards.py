"""Rewards for what was tried: bounded, growing with speed for correct code, and lower for all wrong code."""

from __future__ import annotations

import math

from hasten.core.evidence import Evidence
from hasten.errors import InvalidArgument

#: Wrong code gets at most this, ...
MOST_WRONG = 0.4
#: ... and correct code at least this, however slow it is.
LEAST_CORRECT = 0.5
#: What each step on the way is worth: it parses and builds, it runs, it agrees on some inputs.
_BUILT, _RAN = 0.1, 0.2
#: Inputs on which a wrong candidate agreed count up to so many, on a logarithmic scale.
_MOST_INPUTS = 1000


def reward_of_correct(speedup: float | None) -> float:
    """Reward of code for which no difference was found: 0.5 to 1, 0.75 where it is as fast as the original.

    Args:
        speedup: Old time over new time, > 0; None where it was not measured, which counts as arbitrarily slow.

    Raises:
        InvalidArgument: The speed-up is not positive.
    """
    if speedup is None:
        return LEAST_CORRECT
    if not speedup > 0.0:
        raise InvalidArgument(f"a speed-up must be above 0 but is {speedup}")
    share = 1.0 if math.isinf(speedup) else speedup / (1.0 + speedup)
    return LEAST_CORRECT + (1.0 - LEAST_CORRECT) * share


def reward_of_wrong(*, built: bool, ran: bool, agreed: int = 0) -> float:
    """Reward of code that is wrong or could not be judged: 0 to 0.4, more the further it came.

    Args:
        built: Whether it parses and could be loaded.
        ran: Whether it answered at least one input.
        agreed: Inputs on which it agreed with the original before the first difference, >= 0.
    """
    if not built:
        return 0.0
    if not ran:
        return _BUILT
    share = math.log1p(min(max(agreed, 0), _MOST_INPUTS)) / math.log1p(_MOST_INPUTS)
    return _RAN + (MOST_WRONG - _RAN) * share


def reward(evidence: Evidence) -> float:
    """Reward of one candidate's fate.

    A verdict that rests on tests alone (``tests_only``) shows no sameness: the candidate counts as not correct.
    """
    verdict = evidence.verdict
    if verdict is not None and verdict.same:
        return reward_of_correct(speedup_of(evidence))
    if verdict is None:
        return reward_of_wrong(built=False, ran=False)
    kind = verdict.counterexample.kind if verdict.counterexample is not None else ""
    built = kind not in ("forbidden", "import", "signature")
    return reward_of_wrong(built=built, ran=built and kind not in ("timeout", "crash"), agreed=verdict.inputs)


def speedup_of(evidence: Evidence) -> float | None:
    """The confirmed speed-up, else the raced ratio, else None."""
    if evidence.speedup is not None:
        return evidence.speedup.estimate
    return evidence.race.ratio if evidence.race is not None else None
