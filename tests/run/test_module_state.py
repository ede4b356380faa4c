"""What recorded calls found in modules, and how it is put back before they are made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.run.projects import runner, written
from tests.run.test_taking import recorded

from hasten.api.module_state import settled
from hasten.core import Workload
from hasten.errors import InputsError
from hasten.profile.calls import Recorded, workload_from
from hasten.run import Runner

FILES = {
    "pyproject.toml": "",
    "neighbour.py": """
        LIMITS = {"low": 1}
        def low():
            return LIMITS["low"]
    """,
    "lib.py": """
        import neighbour
        TABLE = [0] * 8
        FIXED = list(range(50))
        UNREAD = []
        made = None
        mode = "plain"
        held = TABLE
        class Shop:
            rate = 1
            sold = []
            def price(self, n):
                return n * self.rate * len(self.sold)
        def fill():
            global made
            for n in range(8):
                TABLE[n] = n * n
            made = {"of": [1, 2]}
            UNREAD.append(1)
        def look(n):
            made["of"].append(n)
            return [TABLE[n], held[n], made, FIXED[n], neighbour.low(), mode, Shop().price(n)]
    """,
    "report.py": """
        import lib, neighbour
        lib.fill()
        neighbour.LIMITS["low"] = 7
        lib.Shop.rate = 3
        lib.Shop.sold.append("tea")
        for n in range(6):
            lib.mode = "even" if n % 2 == 0 else "odd"
            print(lib.look(n))
        print(lib.Shop().price(5))
    """,
}


@pytest.fixture
def found(tmp_path: Path) -> tuple[str, Recorded, Recorded]:
    ended, said, (look, price) = recorded(written(tmp_path, FILES), ("lib.py", "look"), ("lib.py", "Shop.price"))
    assert 0 == ended.code, ended.said
    return said, look, price


def replay(folder: Path, name: str, seen: Recorded) -> tuple[Workload, list[dict[str, Any]], Runner]:
    run = runner(folder / "lib.py", name)
    workload = settled(run, run.target, workload_from(seen, "recorded from report.py"))
    return workload, run.observe(run.target.source, [call.tree for call in workload.calls], cpu_limit_s=5.0), run


def test_calls_are_made_again_on_what_the_program_had_put_into_its_modules(
    tmp_path: Path, found: tuple[str, Recorded, Recorded]
) -> None:
    said, look, _ = found
    workload, observations, run = replay(tmp_path, "look", look)
    run.close()
    printed = {line.replace("'", '"') for line in said.splitlines()}
    values = {json.dumps(_plain(one["value"])) for one in observations}
    assert 6 == len(values) and values <= printed
    assert {"made", "mode", "TABLE", "held", "LIMITS", "rate", "sold"} == {
        place.rpartition(":")[2].rpartition(".")[2] for place in workload.state.places
    }
    assert workload.origin.startswith("recorded from report.py, with Shop.rate, Shop.sold, TABLE, held and 3 more as")


def test_the_change_of_a_global_by_the_call_is_an_effect(
    tmp_path: Path, found: tuple[str, Recorded, Recorded]
) -> None:
    _, observations, run = replay(tmp_path, "look", found[1])
    quiet = run.target.source.replace('made["of"].append(n)', "pass")
    other = run.observe(quiet, [{"args": [1], "kwargs": {}}], cpu_limit_s=5.0)[0]
    run.close()
    assert all("made" in one["globals"] for one in observations)
    assert "globals" not in other


def test_the_attributes_of_a_class_are_part_of_what_its_methods_find(
    tmp_path: Path, found: tuple[str, Recorded, Recorded]
) -> None:
    said, _, price = found
    _, observations, run = replay(tmp_path, "Shop.price", price)
    run.close()
    assert said.splitlines()[-1] in [str(one["value"]) for one in observations]


def test_what_was_changed_and_cannot_be_copied_is_refused_by_name(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "lib.py": """
            out = None
            log = open(__file__)
            def tell(n):
                return (out is None, log is None, n)
        """,
        "report.py": """
            import lib
            lib.tell(1)
            lib.out = open(__file__)
            lib.tell(2)
        """,
    }
    ended, _, (tell,) = recorded(written(tmp_path, files), ("lib.py", "tell"))
    assert 0 == ended.code, ended.said
    _, observations, run = replay(tmp_path, "tell", tell)
    run.close()
    # The file that the import itself opens is there in a replay too.
    assert [["t", [True, False, 1]]] == [one["value"] for one in observations]
    tell.calls = [(tree, weight) for tree, weight in tell.calls if "state" in tree]
    with pytest.raises(InputsError, match=r"it reads out, which the program had changed and which holds an open file"):
        replay(tmp_path, "tell", tell)


def test_what_a_script_defines_only_when_it_runs_is_there_in_a_replay(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "report.py": """
            class Box:
                def __init__(self, n):
                    self.n = n
            def scaled(xs):
                return [x * factor * box.n for x in xs]
            if __name__ == "__main__":
                factor = 3
                box = Box(2)
                print(scaled([1, 2]))
        """,
    }
    ended, said, (scaled,) = recorded(written(tmp_path, files), ("report.py", "scaled"))
    assert 0 == ended.code, ended.said
    run = runner(tmp_path / "report.py", "scaled")
    workload = settled(run, run.target, workload_from(scaled, "x"))
    (observation,) = run.observe(run.target.source, [call.tree for call in workload.calls])
    run.close()
    assert (said.strip(), ["l", [6, 12]]) == ("[6, 12]", observation["value"])


def test_a_named_tuple_may_have_another_name_than_its_module_calls_it_by(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "lib.py": """
            import collections
            Pair = collections.namedtuple("_Pair", "a b")
            def total(xs):
                return Pair(sum(xs), len(xs)).a
        """,
        "report.py": """
            import lib
            print(lib.total([1, 2]))
        """,
    }
    ended, _, (total,) = recorded(written(tmp_path, files), ("lib.py", "total"))
    assert 0 == ended.code, ended.said
    run = runner(tmp_path / "lib.py", "total")
    workload = settled(run, run.target, workload_from(total, "x"))
    (observation,) = run.observe(run.target.source, [call.tree for call in workload.calls])
    run.close()
    assert 3 == observation["value"]


def test_a_state_too_large_to_copy_is_refused_only_where_it_was_changed(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "lib.py": """
            BIG = list(range(300_000))
            def first():
                return BIG[0]
            def second():
                return BIG[0]
        """,
        "report.py": """
            import lib
            lib.first()
            lib.BIG[5] = -1
            lib.second()
        """,
    }
    ended, _, (first, second) = recorded(written(tmp_path, files), ("lib.py", "first"), ("lib.py", "second"))
    assert 0 == ended.code, ended.said
    workload, (observation,), run = replay(tmp_path, "first", first)
    run.close()
    assert (0, ()) == (observation["value"], workload.state.values)
    with pytest.raises(InputsError, match="it reads BIG, which the program had changed and which has more than"):
        replay(tmp_path, "second", second)


def test_globals_are_read_without_their_code(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "lib.py": """
            import functools, types
            asked = []
            class Answers:
                def __getattribute__(self, name):
                    if name != "__dict__":
                        asked.append(name)
                    return object.__getattribute__(self, "__dict__")[name]
                def __call__(self):
                    return 1
            class Lazy(types.ModuleType):
                def __getattr__(self, name):
                    asked.append(name)
                    raise AttributeError(name)
            thing, lazy = Answers(), Lazy("lazy")
            class Holder:
                part = thing
                @property
                def level(self):
                    return LEVEL
                @classmethod
                def of(cls):
                    return LEVEL
            LEVEL = 1
            @functools.lru_cache(None)
            def deeper():
                return LEVELS
            LEVELS = [1]
            def look(n):
                return (thing is None, lazy is None, Holder, deeper, n)
        """,
        "report.py": """
            import lib
            lib.LEVEL = 2
            lib.look(1)
            print(lib.asked)
        """,
    }
    ended, said, (look,) = recorded(written(tmp_path, files), ("lib.py", "look"))
    assert (0, "[]") == (ended.code, said.strip()), ended.said
    assert 1 == len(look.calls)
    assert {"$:LEVEL", "$:LEVELS", "$:thing"} <= set(look.state.places)


def _plain(tree: Any) -> Any:
    if not isinstance(tree, list):
        return tree
    if tree[0] == "d":
        return {key: _plain(value) for key, value in tree[1]}
    return [_plain(part) for part in tree[1]]
