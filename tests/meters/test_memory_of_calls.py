
"""What is gained by remembering earlier calls is no speed-up, wherever the memory is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hasten.core import Artifact, Candidate, SourceEdit, Speedup
from hasten.core.evidence import claim
from hasten.meters import TwinForkMeter
from hasten.meters.settle import settled

#: Real clocks over real processes take minutes together: `make test-all`.
pytestmark = pytest.mark.slow

SLOW = """
def f(xs):
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out
"""
SLOWLY = SLOW.replace("def f(", "def slowly(")
CALL = {"args": [["l", [i * 7 % 211 for i in range(400)]]], "kwargs": {}}

REMEMBERS = {
    "by value in a global": SLOWLY + "memo = {}\ndef f(xs):\n    k = tuple(xs)\n    if k not in memo:\n        memo[k] = slowly(xs)\n    return list(memo[k])\n",
    "by identity of an item": SLOWLY + "memo = {}\ndef f(xs):\n    k = id(xs[0]), len(xs)\n    if k not in memo:\n        memo[k] = slowly(xs)\n    return list(memo[k])\n",
    "in a default": SLOWLY + "def f(xs, memo={}):\n    k = tuple(xs)\n    if k not in memo:\n        memo[k] = slowly(xs)\n    return list(memo[k])\n",
    "in a file": SLOWLY + "import json, os\ndef f(xs):\n    p = '/tmp/kept%d' % sum(xs)\n    if not os.path.exists(p):\n        json.dump(slowly(xs), open(p, 'w'))\n    return json.load(open(p))\n",
    "in a closure": SLOWLY + "def make():\n    memo = {}\n    def f(xs):\n        k = tuple(xs)\n        if k not in memo:\n            memo[k] = slowly(xs)\n        return list(memo[k])\n    return f\nf = make()\n",
    "in a decorator": SLOWLY.replace("\ndef", "\nimport functools\ndef kept(g):\n    memo = {}\n    @functools.wraps(g)\n    def w(xs):\n        k = tuple(xs)\n        if k not in memo:\n            memo[k] = g(xs)\n        return list(memo[k])\n    return w\n\n@kept\ndef", 1).replace("slowly", "f"),
    "in an attribute": SLOWLY + "def f(xs):\n    k = repr(xs)\n    if k not in f.__dict__:\n        setattr(f, k, slowly(xs))\n    return list(getattr(f, k))\n",
    "in lru_cache": SLOWLY + "import functools\ng = functools.lru_cache(None)(lambda xs: slowly(xs))\ndef f(xs):\n    return list(g(tuple(xs)))\n",
    "of the last result only": SLOWLY + "last = (None, None)\ndef f(xs):\n    global last\n    if last[0] != xs:\n        last = (list(xs), slowly(xs))\n    return list(last[1])\n",
    "in a suspended generator": SLOWLY + "def serve():\n    memo, r = {}, None\n    while True:\n        xs = yield r\n        k = tuple(xs)\n        if k not in memo:\n            memo[k] = slowly(xs)\n        r = list(memo[k])\ng = serve()\nnext(g)\ndef f(xs):\n    return g.send(xs)\n",
    "in another module": SLOWLY + "import sys\nsys.memo = {}\ndef f(xs):\n    k = len(xs)\n    if k not in sys.memo:\n        sys.memo[k] = slowly(xs)\n    return list(sys.memo[k])\n",
    "deep inside a library's class": SLOWLY + "import json\njson.JSONEncoder.kept = [[{}]]\ndef f(xs):\n    memo = json.JSONEncoder.kept[0][0]\n    k = len(xs)\n    if k not in memo:\n        memo[k] = slowly(xs)\n    return list(memo[k])\n",
    "in the environment": SLOWLY + "import json, os\ndef f(xs):\n    k = 'KEPT%d' % sum(xs)\n    if k not in os.environ:\n        os.environ[k] = json.dumps(slowly(xs))\n    return json.loads(os.environ[k])\n",
}


def artifact(source: str) -> Artifact:
    return Artifact(Candidate(SourceEdit(source), "test"), source)


@pytest.mark.parametrize("where", REMEMBERS)
def test_a_memo_is_not_called_faster_for_remembering(where: str, meter_of: Callable[..., TwinForkMeter]) -> None:
    meter = meter_of(SLOW, CALL)
    samples = meter.measure(artifact(SLOW), artifact(REMEMBERS[where]))
    found = settled(samples, {u.index: u.weight for u in meter.units}, waits=meter.waits).speedup
    assert all(s.fresh for s in samples)
    assert "hit-rate-dependent" in meter.findings
    assert not isinstance(found, Speedup) or not claim(found, 0.02).accepted


def test_the_race_does_not_fall_for_a_memo_either(meter_of: Callable[..., TwinForkMeter]) -> None:
    race = meter_of(SLOW, CALL).race(artifact(SLOW), artifact(REMEMBERS["by value in a global"]))
    assert race.winner != "new" or (race.ratio or 0.0) < 1.5


def test_what_a_first_call_makes_for_all_later_ones_is_no_memory_of_calls(meter_of: Callable[..., TwinForkMeter]) -> None:
    # A compiled pattern stays in the library's cache; it belongs to no argument.
    old = "def f(s):\n    out = ''\n    for c in s:\n        if c.isdigit():\n            out = out + c\n    return out\n"
    new = "import re\ndef f(s):\n    return re.sub('[^0-9]+', '', s)\n"
    meter = meter_of(old, {"args": ["a1b22" * 2000], "kwargs": {}})
    samples = meter.measure(artifact(old), artifact(new))
    assert not any(s.fresh for s in samples)
