"""Calls recorded while the user's own tests run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.run.projects import runner, written

from hasten.run import Runner

FILES = {
    "m.py": """
        def f(items, *, deep=False):
            items.append(0)
            if deep:
                f([1], deep=False)
            return len(items)
    """,
    "test_m.py": """
        import subprocess, sys
        import m
        from m import f
        def test_calls(tmp_path):
            (tmp_path / "x").write_text("written")
            held = [1, 2]
            assert m.f(held) == 3
            assert m.f([1, 2]) == 3
            assert f([5], deep=True) == 2
        def test_lambda():
            m.f([lambda: 1])
        def test_process():
            assert subprocess.run([sys.executable, "-c", "pass"]).returncode == 0
    """,
    "shop.py": """
        DEFAULT = object()
        class Shop:
            def __init__(self, items):
                self.items = items
            def missing(self, names, mark=DEFAULT, *rest, limit=3):
                self.items.append(names)
                return mark is DEFAULT
            @classmethod
            def unique(cls, items):
                return sorted(set(items))
            @staticmethod
            def common(a, b=2):
                return [a, b]
            @property
            def size(self):
                return len(self.items)
            @size.setter
            def size(self, value):
                del self.items[value:]
        class Corner(Shop):
            pass
    """,
    "test_shop.py": """
        from shop import Corner, Shop
        def test_all():
            shop = Corner([1])
            assert shop.missing("ab")
            assert not shop.missing("cd", 5, 6, limit=4)
            assert Shop.unique([2, 1]) == [1, 2]
            assert Corner.unique([3]) == [3]
            assert Shop.common(7) == [7, 2]
            assert shop.size == 3
            shop.size = 1
    """,
    "test_fails.py": "def test_it():\n    assert False, 'as it must'\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    folder = written(tmp_path_factory.mktemp("project"), FILES)
    with runner(folder / "m.py", "f") as made:
        yield made


def test_arguments_are_kept_as_they_were_before_the_call(run: Runner) -> None:
    before = sorted(run.target.root.rglob("*"))
    answer = run.record(run.target.source, ["test_m.py"])
    assert before == sorted(run.target.root.rglob("*"))
    assert 0 == answer["code"], answer["said"]
    assert [{"args": [["l", [1, 2]]], "kwargs": {}}, {"args": [["l", [5]]], "kwargs": {"deep": True}}] == answer[
        "calls"
    ]
    assert [2, 1] == answer["counts"]
    assert (4, 1) == (answer["seen"], answer["skipped"])


def test_tests_that_fail_are_reported(run: Runner) -> None:
    answer = run.record(run.target.source, ["test_fails.py"])
    assert 1 == answer["code"]
    assert "as it must" in answer["said"]
    assert [] == answer["calls"]


def corner(*items: object) -> list[object]:
    return ["o", "$:Corner", {"items": ["l", list(items)]}]


@pytest.mark.parametrize(
    ("name", "calls", "skipped"),
    [
        (
            "Shop.missing",
            [
                {"args": [corner(1), "ab"], "kwargs": {}},
                {"args": [corner(1, "ab"), "cd", 5, 6], "kwargs": {"limit": 4}},
            ],
            0,
        ),
        ("Shop.unique", [{"args": [["l", [2, 1]]], "kwargs": {}}], 1),
        ("Shop.common", [{"args": [7], "kwargs": {}}], 0),
        ("Shop.size", [{"args": [corner(1, "ab", "cd")], "kwargs": {}}], 0),
        ("Shop.size.fset", [{"args": [corner(1, "ab", "cd"), 1], "kwargs": {}}], 0),
    ],
)
def test_methods_are_recorded_with_their_instance(
    tmp_path: Path, name: str, calls: list[object], skipped: int
) -> None:
    folder = written(tmp_path, {k: v for k, v in FILES.items() if "shop" in k})
    with runner(folder / "shop.py", name) as run:
        answer = run.record(run.target.source, ["test_shop.py"])
    assert 0 == answer["code"], answer["said"]
    assert calls == answer["calls"]
    assert skipped == answer["skipped"]
