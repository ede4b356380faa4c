"""The whole oracle on small pairs in real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hasten.code.globals_used import globals_named
from hasten.core import Artifact, Candidate, SourceEdit, Target, Verdict
from hasten.errors import InvalidArgument
from hasten.oracles import DifferentialOracle
from hasten.oracles.text import test_source as pytest_text
from hasten.run import Runner, Sandbox, find_interpreter


def artifact(source: str) -> Artifact:
    return Artifact(Candidate(SourceEdit(source), "given"), source)


class Checked:
    """An oracle on a folder of its own, and what it said."""

    def __init__(self, folder: Path, old: str, new: str, recorded: list[Any], **options: Any) -> None:
        (folder / "m.py").write_text(old)
        target = Target("f", folder / "m.py", "m", folder, old)
        watch = sorted({*globals_named(old, "f"), *globals_named(new, "f")})
        sandbox = Sandbox(find_interpreter(sys.executable, folder), folder, folder)
        hear = options.pop("hear", 0)
        with Runner(sandbox, target, watch=watch) as runner:
            self.oracle = DifferentialOracle(runner, "f", recorded=recorded, **options)
            if hear:
                self.verdict = self.oracle.hear(artifact(old), artifact(new), n_candidates=hear)
            else:
                self.verdict = self.oracle.check(artifact(old), artifact(new))


def check(folder: Path, old: str, new: str, *recorded: Any, **options: Any) -> Verdict:
    return Checked(folder, old, new, [{"args": list(args), "kwargs": {}} for args in recorded], **options).verdict


SUM = "def f(xs: list[int]) -> int:\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"


def kind(verdict: Verdict) -> str:
    assert "differs" == verdict.word, verdict
    assert verdict.counterexample is not None
    return verdict.counterexample.kind


def test_the_same_code_is_proved_the_same(tmp_path: Path) -> None:
    assert "proved" == check(tmp_path, SUM, SUM.replace("    total = 0", "    # start\n    total = 0"), [["l", [1]]]).word


def test_a_true_rewrite_is_searched_with_figures(tmp_path: Path) -> None:
    verdict = check(tmp_path, SUM, "def f(xs: list[int]) -> int:\n    return sum(xs)\n", [["l", [1, 2]]])
    assert ("searched", "same-identity", None) == (verdict.word, verdict.level, verdict.counterexample)
    assert verdict.inputs > 150
    assert verdict.scenarios > 5
    assert 1.0 == verdict.coverage
    assert "exception messages" in verdict.not_checked
    assert verdict.cpu_s > 0


def test_the_smallest_counterexample_is_shown(tmp_path: Path) -> None:
    new = "def f(xs: list[int]) -> int:\n    return sum(xs) if len(xs) < 5 else sum(xs[:-1])\n"
    verdict = check(tmp_path, SUM, new, [["l", [1, 2]]])
    assert "value" == kind(verdict)
    assert verdict.counterexample is not None
    assert 5 == verdict.counterexample.call.count(",") + 1
    assert ("returns 1", "returns 0") in [(verdict.counterexample.old, verdict.counterexample.new)] or verdict.counterexample.old


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("def f(xs: list[int], more) -> int:\n    return sum(xs)\n", "signature"),
        ("def f(xs: list[int]) -> int:\n    yield sum(xs)\n", "signature"),
        ("import nosuchpackage\ndef f(xs: list[int]) -> int:\n    return sum(xs)\n", "import"),
        ("import ctypes\ndef f(xs: list[int]) -> int:\n    return sum(xs)\n", "forbidden"),
        ("def f(xs: list[int]) -> int:\n    while len(xs) == 2:\n        pass\n    return sum(xs)\n", "timeout"),
        ("def f(xs: list[int]) -> int:\n    return sum(xs[1:], xs[0])\n", "exception"),
        ("def f(xs: list[int]) -> int:\n    return sum(map(float, xs))\n", "type"),
        ("def f(xs: list[int]) -> int:\n    xs.sort()\n    return sum(xs)\n", "arguments"),
        ("def f(xs: list[int]) -> int:\n    print(end='.')\n    return sum(xs)\n", "stdout"),
        ("_SEEN = []\ndef f(xs: list[int]) -> int:\n    _SEEN.append(1)\n    return sum(xs) + (len(_SEEN) > 40)\n", "sequence"),
    ],
)
def test_what_parted_has_a_kind(tmp_path: Path, new: str, expected: str) -> None:
    assert expected == kind(check(tmp_path, SUM, new, [["l", [2, 1]]]))


def test_a_private_cache_is_no_difference(tmp_path: Path) -> None:
    new = (
        "_CACHE = {}\ndef f(xs: list[int]) -> int:\n    key = tuple(xs)\n    if key not in _CACHE:\n"
        "        _CACHE[key] = sum(xs)\n    return _CACHE[key]\n"
    )
    assert "searched" == check(tmp_path, SUM, new, [["l", [1]]]).word


def test_a_shared_result_is_found_by_sequences(tmp_path: Path) -> None:
    old = "def f(n: int) -> list[int]:\n    return [n]\n"
    new = "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(n: int) -> list[int]:\n    return [n]\n"
    verdict = check(tmp_path, old, new, [3])
    assert "sequence" == kind(verdict)
    assert verdict.counterexample is not None
    assert "f(" in verdict.counterexample.call


def test_a_flag_is_turned_in_known_calls_that_take_long(tmp_path: Path) -> None:
    old = """
def f(code, loud=False):
    if code != "zx-417":
        raise ValueError(code)
    for _ in range(12_000_000):
        pass
    return code.upper() if loud else code
"""
    assert "value" == kind(check(tmp_path, old, old.replace("code.upper() if loud else code", "code"), ["zx-417"]))


def test_order_that_depends_on_hashes_is_found(tmp_path: Path) -> None:
    old = "def f(ws: list[str]) -> list[str]:\n    return sorted(set(ws))\n"
    new = "def f(ws: list[str]) -> list[str]:\n    ws = set(ws)\n    return list(ws) if len(ws) > 2 else sorted(ws)\n"
    assert kind(check(tmp_path, old, new, [["l", ["b", "a"]]])) in ("value", "sequence")


def test_an_original_that_is_not_repeatable_voids_its_inputs(tmp_path: Path) -> None:
    old = "import time\ndef f(n: int) -> int:\n    return time.perf_counter_ns() if n > 50 else n\n"
    new = "import time\ndef f(n: int) -> int:\n    return n if n <= 50 else time.perf_counter_ns()\n"
    verdict = check(tmp_path, old, new, [3])
    assert "searched" == verdict.word
    assert any("not repeatable" in note for note in verdict.notes)


def test_fewer_accepted_inputs_are_a_note(tmp_path: Path) -> None:
    old = "def f(xs):\n    n = 0\n    for x in xs:\n        n += 1\n    return n\n"
    verdict = check(tmp_path, old, "def f(xs):\n    return len(xs)\n", [["l", [1]]])
    assert "searched" == verdict.word
    assert any("fewer inputs" in note for note in verdict.notes)


def test_levels_and_waivers(tmp_path: Path) -> None:
    old = "def f(xs: list[float]) -> float:\n    t = 0.0\n    for x in xs:\n        t += x * 0.1\n    return t\n"
    new = "def f(xs: list[float]) -> float:\n    return sum(x * 0.1 for x in reversed(xs)) if xs else 0.0\n"
    values = [[["l", [0.1, 0.7, 3.3, 9.1, 1e3]]], [["l", [1.0]]]]
    assert "value" == kind(check(tmp_path, old, new, *values))
    with pytest.raises(InvalidArgument, match="float-tol"):
        check(tmp_path, old, new, *values, waivers=["float-toll"])
    with pytest.raises(InvalidArgument, match="same-result"):
        check(tmp_path, old, new, *values, level="same")


def test_a_finite_domain_is_run_whole(tmp_path: Path) -> None:
    old = "def f(a: bool, b: bool) -> bool:\n    return not (a and b)\n"
    verdict = check(tmp_path, old, "def f(a: bool, b: bool) -> bool:\n    return not a or not b\n", [True, False])
    assert ("proved", True) == (verdict.word, any("finite" in note for note in verdict.notes))


def test_the_hearing_says_how_strong_the_search_was(tmp_path: Path) -> None:
    verdict = check(tmp_path, SUM, "def f(xs: list[int]) -> int:\n    return sum(xs)\n", [["l", [1, 2]]], hear=4)
    assert ("searched", "") == (verdict.word, verdict.weak)
    assert any("small wrong changes" in note for note in verdict.notes)


def test_a_search_that_sees_nothing_is_called_weak(tmp_path: Path) -> None:
    old = (
        "import hashlib\ndef f(s: str) -> int:\n    if hashlib.sha256(s.encode()).hexdigest().startswith('00000'):\n"
        + "".join(f"        x = {n} + len(s) * {n + 2} - 1\n        if x > {n}:\n            return x\n" for n in range(3, 9))
        + "    return 0\n"
    )
    verdict = check(tmp_path, old, old.replace("    return 0", "    return int(0)"), ["a"], hear=1)
    assert "searched" == verdict.word
    assert "weak search" in verdict.weak


def test_earlier_counterexamples_are_tried_first(tmp_path: Path) -> None:
    old = "def f(n: int) -> int:\n    return n\n"
    new = "def f(n: int) -> int:\n    return n if n != 98765432123 else 0\n"
    trap = {"args": [98765432123], "kwargs": {}}
    assert "value" == kind(check(tmp_path, old, new.replace("98765432123", "9876543" + "2123"), [1], corpus=[trap]))


@pytest.mark.parametrize(
    ("old", "new", "recorded"),
    [
        (SUM, "def f(xs: list[int]) -> int:\n    return sum(xs[:-1])\n", [["l", []]]),
        (SUM, "def f(xs: list[int]) -> int:\n    total = sum(xs)\n    xs.clear()\n    return total\n", [["l", []]]),
        (SUM, "def f(xs: list[int]) -> int:\n    return sum(xs[1:], xs[0])\n", [["l", [1]]]),
        ("def f(d: dict[str, int]) -> int:\n    return d['a']\n", "def f(d: dict[str, int]) -> int:\n    return d.get('a', 0)\n",
         [["d", [["a", 1]]]]),
        ("def f(n: int):\n    yield from range(n % 7)\n", "def f(n: int):\n    yield from range(min(n, 3))\n", [1]),
    ],
)  # fmt: skip
def test_a_saved_test_passes_on_old_and_fails_on_new(tmp_path: Path, old: str, new: str, recorded: list[Any]) -> None:
    found = Checked(tmp_path, old, new, [{"args": recorded, "kwargs": {}}])
    finding, shown = found.oracle.last_finding, found.verdict.counterexample
    assert finding is not None and shown is not None
    (tmp_path / "test_saved.py").write_text(pytest_text(finding, "f", "m", old=shown.old, new=shown.new))
    codes = []
    for source in (old, new):
        (tmp_path / "m.py").write_text(source)
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_saved.py"]
        codes.append(subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False).returncode)
    assert [0, 1] == codes


def test_members_of_results_are_read_and_changed(tmp_path: Path) -> None:
    box = (
        "class Box:\n    def __init__(self, xs): self._xs = list(xs)\n    @property\n    def xs(self): return {}\n"
        "def f(xs: list[int]) -> Box:\n    return Box(xs)\n"
    )
    verdict = check(tmp_path, box.format("list(self._xs)"), box.format("self._xs"), [["l", [1]]])
    assert "sequence" == kind(verdict)
    assert "members" in verdict.counterexample.call


def test_a_variant_that_counts_its_calls_meets_its_own_constant(tmp_path: Path) -> None:
    new = "_N = [0]\ndef f(x: int) -> int:\n    _N[0] += 1\n    return x if _N[0] < 700 else x + 1\n"
    verdict = check(tmp_path, "def f(x: int) -> int:\n    return x\n", new, [1], limit_s=120.0)
    assert "sequence" == kind(verdict)
    assert "for _ in range" in verdict.counterexample.call


ALIASES = """
def f(points: list[tuple[float, float]], weights: list[float]) -> float:
    total = 0.0
    for (x, y), w in zip(points, weights):
        total += (x + y) * w
    return total
"""


@pytest.mark.parametrize("seed", range(3))
def test_each_argument_stays_what_its_parameter_takes(tmp_path: Path, seed: int) -> None:
    new = (
        "def f(points: list[tuple[float, float]], weights: list[float]) -> float:\n    total = 0.0\n"
        "    n = min(len(points), len(weights))\n    for i in range(n):\n"
        "        total += (points[i][0] + points[i][1]) * weights[i]\n    return total\n"
    )
    points = ["l", [["t", [1.0, 2.0]], ["t", [0.5, 1.5]]]]
    assert "searched" == check(tmp_path, ALIASES, new, [points, ["l", [1.0, 2.0]]], seed=seed).word


def test_what_hangs_on_places_in_memory_is_no_difference(tmp_path: Path) -> None:
    old = "def f(x: int) -> int:\n    return id([x]) // 16 % 4096\n"
    new = "_TABLE = [[n] for n in range(500)]\ndef f(x: int) -> int:\n    return id([x]) // 16 % 4096\n"
    verdict = check(tmp_path, old, new, [1], limit_s=120.0)
    assert "differs" != verdict.word
    assert any("not repeatable" in note for note in verdict.notes)


@pytest.mark.parametrize(
    "old, new, recorded",
    [
        ("return xs + ys", "return [*xs, *ys]", [["l", [1]], ["l", [2]]]),
        ("return None if len(xs) == 0 else xs[0]", "return None if not xs else xs[0]", [["l", [3]], ["l", [4]]]),
    ],
)
def test_undeclared_lists_may_be_other_sequences_all_at_once(
    tmp_path: Path, old: str, new: str, recorded: list[Any]
) -> None:
    pytest.importorskip("numpy")
    header = "def f(xs, ys):\n    "
    imports = "import numpy\n"
    sides = imports + header + old, imports + header + new
    assert kind(check(tmp_path, *sides, recorded, limit_s=120.0)) in ("value", "type")


def test_a_glance_leaves_what_is_hopelessly_slow_to_the_race(tmp_path: Path) -> None:
    slow = SUM.replace("total = 0", "total = sum(i % 3 for i in range(80_000_000)) * 0")
    (tmp_path / "m.py").write_text(SUM)
    target = Target("f", tmp_path / "m.py", "m", tmp_path, SUM)
    with Runner(Sandbox(find_interpreter(sys.executable, tmp_path), tmp_path, tmp_path), target) as runner:
        calls = [{"args": [["l", list(range(n))]], "kwargs": {}} for n in range(4)]
        oracle = DifferentialOracle(runner, "f", recorded=calls)
        verdict = oracle.glance(artifact(SUM), artifact(slow))
    assert verdict.word != "differs"
    assert verdict.inputs <= 1


def test_scenarios_repeat_short_calls_where_all_recorded_ones_are_long(tmp_path: Path) -> None:
    kept = "seen = []\ndef f(xs: list[int]) -> int:\n    seen.append(1)\n    return len(xs) + (len(seen) > 3)\n"
    new = "seen = []\ndef f(xs: list[int]) -> int:\n    seen.append(1)\n    return len(xs) + (len(seen) > 4)\n"
    assert "differs" == check(tmp_path, kept, new, [["l", list(range(400))]]).word
