"""Sequences of calls: what one leaves behind for the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.run_child.child import call, run


def steps(tmp_path: Path, source: str, *operations: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(tmp_path, source, "f", scenarios=[list(operations)])[0]["steps"]
    return found


LIST = call(["l", [1, 2]])


def test_changing_a_result_that_is_the_argument(tmp_path: Path) -> None:
    shared = steps(tmp_path, "def f(xs): return xs\n", {"do": "call", "call": LIST}, {"do": "mutate_result"})
    apart = steps(tmp_path, "def f(xs): return xs[:]\n", {"do": "call", "call": LIST}, {"do": "mutate_result"})
    assert [["r", 0]] == shared[1]["args"]["args"]
    assert [["l", [1, 2]]] == apart[1]["args"]["args"]


def test_a_cache_hands_out_what_the_caller_has_changed(tmp_path: Path) -> None:
    source = "import functools\n@functools.cache\ndef f(n):\n    return [n]\n"
    once = {"do": "call", "call": call(3)}
    found = steps(tmp_path, source, once, {"do": "mutate_result"}, once)
    assert ["l", [3]] == found[0]["value"]
    assert ["l", []] == found[2]["value"]


def test_calling_again_with_the_same_objects(tmp_path: Path) -> None:
    found = steps(
        tmp_path, "def f(xs):\n    xs.append(0)\n    return len(xs)\n", {"do": "call", "call": LIST}, {"do": "again"}
    )
    assert [3, 4] == [step["value"] for step in found]


def test_globals_get_other_values(tmp_path: Path) -> None:
    source = "RATE = 2\nSET = {'a': {'b': 1}}\ndef f(x):\n    return x * RATE, SET['a']['b']\n"
    once = {"do": "call", "call": call(10)}
    found = steps(
        tmp_path,
        source,
        once,
        {"do": "change_global", "name": "RATE"},
        once,
        {"do": "change_global", "name": "SET"},
        once,
    )
    assert [["t", [20, 1]], ["t", [30, 1]], ["t", [30, 2]]] == [found[i]["value"] for i in (0, 2, 4)]


def test_steps_that_do_not_apply_are_skipped(tmp_path: Path) -> None:
    source = "def f(x):\n    raise ValueError\n"
    found = steps(
        tmp_path, source, {"do": "call", "call": call(1)}, {"do": "mutate_result"}, {"do": "change_global", "name": "Q"}
    )
    assert ["skipped", "skipped"] == [next(iter(step)) for step in found[1:]]


def test_lazy_results_can_be_interleaved_closed_and_thrown_into(tmp_path: Path) -> None:
    source = "def f(xs):\n    try:\n        for x in xs:\n            yield x\n    except ValueError:\n        yield 'caught'\n"
    start = {"do": "start", "call": LIST}
    found = steps(
        tmp_path, source, start, {**start, "slot": "b"}, {"do": "next"}, {"do": "mutate_args"}, {"do": "next", "slot": "b"},
        {"do": "next", "count": 5}, {"do": "throw", "slot": "b"}, {"do": "close", "slot": "b"},
    )  # fmt: skip
    assert ([1], [1], [2, 1], ["caught"]) == tuple(found[i]["yields"] for i in (2, 4, 5, 6))


def test_a_returned_function_is_called(tmp_path: Path) -> None:
    source = "def f(n):\n    c = [n]\n    def add(k):\n        c[0] += k\n        return c[0]\n    return add\n"
    add = {"do": "call_result", "args": [5]}
    found = steps(tmp_path, source, {"do": "call", "call": call(1)}, add, add)
    assert [6, 11] == [step["value"] for step in found[1:]]


def test_what_results_can_do(tmp_path: Path) -> None:
    plain = "class P:\n    def __init__(self, x): self.x = x\n"
    equal = plain + "    def __eq__(self, o): return self.x == o.x\n    def __hash__(self): return 1\n"
    body = "def f(x): return P(x)\n"
    once = {"do": "call", "call": call(1)}
    probes = [
        steps(tmp_path, head + body, once, {**once, "slot": "b"}, {"do": "probe"})[2]["probes"]
        for head in (plain, equal)
    ]
    assert [False, True] == [probe["equal"] for probe in probes]
    assert [False, True] == [probe["equal to a copy"] for probe in probes]


def test_objects_kept_alive_by_a_cache(tmp_path: Path) -> None:
    head = "KEPT = []\nclass P: pass\n"
    once = {"do": "call", "call": call(["o", "$:P", {}])}
    leaking = steps(tmp_path, head + "def f(p):\n    KEPT.append(p)\n", once, {"do": "release"})
    clean = steps(tmp_path, head + "def f(p):\n    pass\n", once, {"do": "release"})
    assert ([True], [False]) == (leaking[1]["alive"], clean[1]["alive"])


def test_global_locks_are_watched(tmp_path: Path) -> None:
    source = "import threading\nLOCK = threading.Lock()\nN = [0]\ndef f(x):\n    with LOCK:\n        N[0] += x\n    return N[0]\n"
    found = steps(tmp_path, source, {"do": "locks"}, {"do": "call", "call": call(2)})
    assert ["acquire", "release"] == [entry[1] for entry in found[1]["calls"]]


def test_threads_share_their_arguments(tmp_path: Path) -> None:
    found = steps(tmp_path, "def f(xs):\n    xs.append(0)\n", {"do": "threads", "call": LIST, "count": 3})[0]
    assert ["null"] * 3 == found["results"]
    assert ["l", [1, 2, 0, 0, 0]] == found["args"]["args"][0]


def test_surroundings_change_and_are_not_blamed_on_the_call(tmp_path: Path) -> None:
    source = "import time, decimal\ndef f(t):\n    return time.localtime(t).tm_hour, str(decimal.Decimal(1) / 3)\n"
    once = {"do": "call", "call": call(0)}
    found = steps(
        tmp_path, source, once, {"do": "time_zone", "name": "Asia/Kolkata"}, {"do": "decimal", "prec": 3}, once
    )
    assert ["t", [5, "0.333"]] == found[3]["value"]
    assert "state" not in found[3]


def test_the_stack_below_the_call_takes_several_shapes(tmp_path: Path) -> None:
    source = (
        "import sys\ndef f():\n    return sys._getframe(1).f_code.co_name, len(__import__('inspect').stack()) > 200\n"
    )
    found = steps(
        tmp_path, source, *({"do": "call", "call": call(), "shape": s} for s in ("plain", "test", "deep", "thread"))
    )
    assert ["call", "test_call", "_deep", "call"] == [step["value"][1][0] for step in found]
    assert [False, False, True, False] == [step["value"][1][1] for step in found]


def test_many_calls_are_digested(tmp_path: Path) -> None:
    source = "N = [0]\ndef f(x):\n    N[0] += 1\n    return N[0] > 5\n"
    repeat = {"do": "repeat", "calls": [call(1)], "times": 8}
    found = steps(tmp_path, source, {**repeat, "globals": ["N"]})[0]["digests"]
    assert len(set(found)) == 8  # the global differs each time
    unwatched = steps(tmp_path, source, repeat)[0]["digests"]
    assert 2 == len(set(unwatched))  # what is not watched is a private matter: only the result tells
    source = "def f(x):\n    return x\n"
    assert 2 == len(
        set(steps(tmp_path, source, {"do": "repeat", "calls": [call(1), call(2)], "times": 8})[0]["digests"])
    )
