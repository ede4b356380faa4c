"""What this machine resolves, measured once a day and kept in the store."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hasten.meters.calibration import calibrate
from hasten.report import machine
from hasten.run import Sandbox
from hasten.stores.runs import RunStore


def resolution_of(sandbox: Sandbox, store: RunStore, rng: random.Random) -> float:
    """The calibrated resolution of this machine and day; the self-test runs where there is none yet."""
    key, day = machine.key(machine.describe()), datetime.now(UTC).strftime("%Y-%m-%d")
    known = store.calibration_of(key, day)
    if known is not None and isinstance(known.get("resolution"), float):
        return float(known["resolution"])
    found, figures = calibrate(sandbox, rng=random.Random(rng.randrange(1 << 62)))
    store.calibration_add(key, day, {"resolution": found, **figures})
    return found
