from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hasten.api.targets import target_of
from hasten.stores.recordings import read_recording

LIBRARY = '''
class Shop:
    def __init__(self, prices):
        self.prices = prices

    def total(self, names):
        return sum(self.prices[n] for n in names)


def scale(xs, factor=2):
    return [x * factor for x in xs]


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
'''
TESTS = '''
import pytest
from lib import Shop, depth, scale

@pytest.mark.hasten(target=scale)
def test_marked():
    assert scale([1, 2]) == [2, 4]
    assert scale([3], factor=3) == [9]
    depth(2)

@pytest.mark.hasten("lib.py::Shop.total")
def test_method():
    assert Shop({"a": 1}).total(["a", "a"]) == 2

def test_unmarked():
    scale([7, 7, 7])
'''
BENCHMARK = ("-p", "pytest_benchmark.plugin", "--benchmark-max-time=0.01", "--benchmark-min-rounds=2")


def pytest_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "--strict-markers", "-p", "hasten.testing.plugin", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "lib.py").write_text(LIBRARY)
    (tmp_path / "test_lib.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text("")
    return tmp_path


def calls(folder: Path, name: str) -> list[dict[str, object]]:
    found = read_recording(folder / ".hasten", target_of(f"{folder / 'lib.py'}::{name}"))
    return [] if found is None else [dict(call) for call in found.calls]


def test_marked_tests_record_their_functions_and_others_do_not(suite: Path) -> None:
    ran = pytest_in(suite, "--hasten-record")
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    assert [{"args": [["l", [1, 2]]], "kwargs": {}}, {"args": [["l", [3]], 3], "kwargs": {}}] == sorted(
        calls(suite, "scale"), key=str
    )
    (call,) = calls(suite, "Shop.total")
    assert '"$:Shop"' in json.dumps(call)
    assert "lib.py::scale  2 calls, 2 kept" in ran.stdout
    assert "hasten optimize lib.py::scale" in ran.stdout
    assert "*\n" == (suite / ".hasten" / ".gitignore").read_text()


def test_a_named_target_is_recorded_in_every_test_and_only_its_outermost_calls(suite: Path) -> None:
    ran = pytest_in(suite, "--hasten-target", "lib.py::depth", "--hasten-target", "lib.py::scale", "test_lib.py")
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    assert [{"args": [2], "kwargs": {}}] == calls(suite, "depth")
    assert 3 == len(calls(suite, "scale"))


def test_without_the_option_nothing_is_recorded_and_the_mark_is_known(suite: Path) -> None:
    assert 0 == pytest_in(suite).returncode
    assert not (suite / ".hasten").exists()


def test_a_target_that_is_not_there_is_named_and_fails_no_test(suite: Path) -> None:
    ran = pytest_in(suite, "--hasten-target", "lib.py::nosuch")
    assert 0 == ran.returncode
    assert "lib.py has no 'nosuch'" in ran.stdout


def test_a_new_session_replaces_the_old_one_and_other_parameters_void_it(suite: Path) -> None:
    pytest_in(suite, "--hasten-record")
    pytest_in(suite, "--hasten-target", "lib.py::scale", "-k", "unmarked")
    assert [{"args": [["l", [7, 7, 7]]], "kwargs": {}}] == calls(suite, "scale")
    (suite / "lib.py").write_text(LIBRARY.replace("factor=2", "factor=2, offset=0"))
    assert [] == calls(suite, "scale")


def test_the_benchmark_fixture_hands_over_what_it_measures(suite: Path) -> None:
    pytest.importorskip("pytest_benchmark")
    (suite / "test_bench.py").write_text(
        "from functools import partial\n"
        "from lib import depth, scale\n\n"
        "def test_plain(benchmark):\n    benchmark.extra_info['n'] = 3\n    assert benchmark(scale, [1], factor=5) == [5]\n\n"
        "def test_pedantic(benchmark):\n    benchmark.pedantic(partial(scale, [2]), rounds=3)\n\n"
        "def test_lambda(benchmark):\n    benchmark.pedantic(lambda: depth(1), rounds=1)\n"
    )
    ran = pytest_in(suite, "--hasten-record", *BENCHMARK, "test_bench.py")
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    assert [{"args": [["l", [1]], 5], "kwargs": {}}, {"args": [["l", [2]]], "kwargs": {}}] == sorted(
        calls(suite, "scale"), key=str
    )
    assert "2 calls, 2 kept" in ran.stdout
    assert "is defined inside a test" in ran.stdout


def test_workers_of_one_run_add_up(suite: Path) -> None:
    pytest.importorskip("xdist")
    ran = pytest_in(suite, "--hasten-target", "lib.py::scale", "-p", "xdist", "-n", "2")
    assert 0 == ran.returncode, ran.stdout + ran.stderr
    assert 3 == len(calls(suite, "scale"))


def test_the_plugin_costs_nothing_when_unused() -> None:
    code = "import sys, hasten.testing.plugin; print([m for m in sys.modules if m.startswith('hasten')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"hasten", "hasten.testing", "hasten.testing.plugin"} == set(json.loads(done.stdout.replace("'", '"')))
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert {"hasten": "hasten.testing.plugin"} == project["entry-points"]["pytest11"]
