"""Functions of different kinds for the clock's benchmarks; ``f(n)`` does work in proportion to n, except where it says so."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hasten.api.claims import Claim, measured_claim
from hasten.core import Artifact, Candidate, RecordedCall, SourceEdit, Target, Workload
from hasten.core.evidence import claim
from hasten.meters import ClockSettings, TwinForkMeter
from hasten.run import Runner, Sandbox, find_interpreter


class Case(NamedTuple):
    """A function with a size at which a call takes about a millisecond, if not said otherwise."""

    name: str
    source: str
    n: int


CASES = (
    Case("numbers", "def f(n):\n    s = 0\n    for i in range(n):\n        s += i * i % 7\n    return s\n", 12000),
    Case("allocation", "def f(n):\n    out = []\n    for i in range(n):\n        out.append((i, [i], {'k': i}))\n    return len(out)\n", 3000),
    Case("text", "def f(n):\n    out = []\n    for i in range(n):\n        out.append(str(i).zfill(8).upper())\n    return ','.join(out)\n", 4000),
    Case("dictionaries", "def f(n):\n    d = {}\n    for i in range(n):\n        k = i * 7919 % 1009\n        d[k] = d.get(k, 0) + 1\n    return d\n", 8000),
    Case("numpy", "import numpy as np\ndef f(n):\n    a = np.arange(n, dtype=float)\n    return float(np.sqrt(a * a + 1.0).sum())\n", 200000),
    Case("recursion", "def g(k):\n    return 1 if k < 2 else g(k - 1) + g(k - 2)\ndef f(n):\n    s = 0\n    for _ in range(n):\n        s += g(8)\n    return s\n", 250),
    Case("generator", "def f(n):\n    for i in range(n):\n        yield i * 3 % 7\n", 15000),
    Case("objects", "class P:\n    def __init__(self, x):\n        self.x = x\n    def moved(self, d):\n        return P(self.x + d)\ndef f(n):\n    p = P(0)\n    for i in range(n):\n        p = p.moved(i)\n    return p.x\n", 6000),
    Case("sorting", "def f(n):\n    return sorted(((i * 7919) % 10007 for i in range(n)), key=lambda x: -x)\n", 6000),
    Case("exceptions", "def f(n):\n    k = 0\n    for i in range(n):\n        try:\n            {}[i]\n        except KeyError:\n            k += 1\n    return k\n", 4000),
    Case("short call", "def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\n", 40),
    Case("long call", "def f(n):\n    s = 0\n    for i in range(n):\n        s += i ^ (i >> 3)\n    return s\n", 500000),
)  # fmt: skip


def with_gain(case: Case, gain: float) -> tuple[str, str]:
    """Two versions, of which the first does exactly ``gain`` times the work: the same body on the same size, more often.

    (To give one of them a smaller size will not do: the time of allocations and of arrays is not in proportion to it.)
    """
    return _repeated(case, round(100 * gain)), _repeated(case, 100)


def _repeated(case: Case, times: int) -> str:
    body = re.sub(r"\bf\b", "once", case.source)
    if "yield" in case.source:
        loop = "    for _ in range({times}):\n        yield from once(n // 100)\n"
    else:
        loop = "    for _ in range({times}):\n        found = once(n // 100)\n    return found\n"
    return f"{body}def f(n):\n{loop.format(times=times)}"


def artifact(source: str) -> Artifact:
    """A version."""
    return Artifact(Candidate(SourceEdit(source), "benchmark"), source)


@contextmanager
def runner_of(source: str) -> Iterator[Runner]:
    """A runner in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "m.py").write_text(source)
        target = Target(name="f", file=place / "m.py", module="m", root=place, source=source)
        with Runner(Sandbox(find_interpreter(None, place), place, place), target) as runner:
            yield runner


def confirmed(case: Case, old: str, new: str, *, seed: int, resolution: float) -> tuple[Claim, bool]:
    """One confirmation, and whether it says "faster"."""
    workload = Workload((RecordedCall({"args": [case.n], "kwargs": {}}, 1),), "benchmark")
    with runner_of(old) as runner:
        meter = TwinForkMeter(runner, workload, rng=random.Random(seed), settings=ClockSettings())
        found = measured_claim(meter, artifact(old), artifact(new), resolution=resolution)
    return found, claim(found.speedup, resolution).accepted
