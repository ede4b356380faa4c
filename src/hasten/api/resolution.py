"""What this machine resolves, measured once a day and kept in the store."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hasten.meters.calibration import POOR, calibrate
from hasten.report import machine
from hasten.run import Sandbox
from hasten.stores.runs import RunStore

#: Self-tests of one machine and day, at most.
_MOST_TRIES = 3


def resolution_of(sandbox: Sandbox, store: RunStore, rng: random.Random) -> float:
    """The calibrated resolution of this machine and day; the self-test runs where there is none yet."""
    key, day = machine.key(machine.describe()), datetime.now(UTC).strftime("%Y-%m-%d")
    known = store.calibration_of(key, day) or {}
    before, tries = known.get("resolution"), known.get("tries", 1)
    tries = tries if isinstance(tries, int) else 1
    if isinstance(before, float) and (before <= POOR or tries >= _MOST_TRIES):
        return before
    found, figures = calibrate(sandbox, rng=random.Random(rng.randrange(1 << 62)))
    if isinstance(before, float):
        # A noisy moment must not decide for the whole day: a later one may say better what the machine can do.
        found, tries = min(found, before), tries + 1
    store.calibration_add(key, day, {"resolution": found, "tries": tries, **figures})
    return found
