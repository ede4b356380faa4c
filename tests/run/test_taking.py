"""Calls kept while real commands run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.run.projects import runner, written

from hasten.profile.calls import Recorded, WatchedFunction, read_calls
from hasten.profile.hot import spans_of
from hasten.run.attach import Ended, Program, attached, run_program

FILES = {
    "shop.py": """
        import functools
        class Shop:
            def __init__(self, items):
                self.items = items
            @property
            def size(self):
                return len(self.items)
            def add(self, item, *more, twice=False, **rest):
                self.items.append(item)
        def held(xs):
            return held
        keep_another_name = held
        @functools.lru_cache(None)
        def down(n):
            return n and down(n - 1)
        def unread(lines):
            return list(lines)
    """,
    "report.py": """
        import os, sys
        import shop
        def total(xs, start=0):
            xs.append(start)
            return sum(xs)
        def outer():
            def inner():
                return 1
            return inner()
        if __name__ == "__main__":
            for n in range(300):
                total([n])
            total([1], start=5)
            one = shop.Shop([1])
            one.add(2, 3, twice=True, other=4)
            one.size
            shop.keep_another_name([7])
            shop.down(3)
            shop.unread(c for c in "abc")
            outer()
            if os.fork() == 0:
                shop.held([8])
                sys.exit(0)
            os.wait()
            print(type(total).__name__, total.__defaults__, sys.getprofile())
    """,
}


def recorded(folder: Path, *names: tuple[str, str]) -> tuple[Ended, str, list[Recorded]]:
    left = folder / "left"
    left.mkdir()
    watched = []
    for file, name in names:
        lines = {found: first for first, _, found in spans_of(str(folder / file))}
        watched.append(WatchedFunction(folder / file, name, lines[name]))
    asked = {f"target{n:03}": one.request for n, one in enumerate(watched)}
    env = attached(os.environ, left, "taking", asked)
    with (folder / "out").open("w+b") as out:
        ended = run_program(Program((sys.executable, "report.py"), folder, env), limit_s=60, folder=left, out=out)
        out.seek(0)
        said = out.read().decode()
    return ended, said, read_calls(left, len(watched))[0]


def test_calls_of_a_script_and_of_modules_are_kept_as_they_were_before(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    ended, said, found = recorded(
        folder, ("report.py", "total"), ("shop.py", "Shop.add"), ("shop.py", "Shop.size"), ("shop.py", "held"),
        ("shop.py", "down"), ("shop.py", "unread"),
    )  # fmt: skip
    assert 0 == ended.code, ended.said
    assert "function (0,) None" == said.strip()
    total, add, size, held, down, unread = found
    assert 301 == total.seen
    assert "__main__" == total.module
    assert {"args": [["l", [1]]], "kwargs": {}} in [tree for tree, _ in total.calls]
    assert {"args": [["l", [1]], 5], "kwargs": {}} in [tree for tree, _ in total.calls]
    assert len(total.calls) < 100
    assert 301 == round(sum(weight for _, weight in total.calls))
    shop = ["o", "$:Shop", {"items": ["l", [1]]}]
    assert [{"args": [shop, 2, 3], "kwargs": {"twice": True, "other": 4}}] == [tree for tree, _ in add.calls]
    assert [{"args": [["o", "$:Shop", {"items": ["l", [1, 2]]}]], "kwargs": {}}] == [t for t, _ in size.calls]
    assert [[7], [8]] == sorted(tree["args"][0][1] for tree, _ in held.calls)
    assert [{"args": [3], "kwargs": {}}] == [tree for tree, _ in down.calls]
    assert [{"args": [["it", "gen", ["a", "b", "c"]]], "kwargs": {}}] == [tree for tree, _ in unread.calls]


def test_iterators_over_built_in_containers_are_kept_and_stay_where_they_are(tmp_path: Path) -> None:
    files = {
        "report.py": """
            def first(rest, more=()):
                return next(rest)
            words = iter(["a", "b", "c"])
            print(first(words), first(words), list(words))
            print(first(iter({1: 2, 3: 4}.items())), first(reversed([1, 2])), first(iter(range(2, 9, 3))))
            print(first(iter({5})), first(iter("é!")), first(zip([1], [2])), first(enumerate("ab", 3)))
            print(first(iter(lambda: 1, 2)))
        """
    }
    ended, said, (found,) = recorded(written(tmp_path, files), ("report.py", "first"))
    assert 0 == ended.code, ended.said
    assert ["a b ['c']", "(1, 2) 2 2", "5 é (1, 2) (3, 'a')", "1"] == said.splitlines()
    kept = [tree["args"][0] for tree, _ in found.calls]
    assert ["it", "iter", ["a", "b", "c"]] in kept
    assert ["it", "iter", ["b", "c"]] in kept
    assert ["it", "iter", [["t", [1, 2]], ["t", [3, 4]]]] in kept
    assert ["it", "iter", [2, 5, 8]] in kept
    assert ["it", "iter", [["t", [1, 2]]]] in kept
    assert ["it", "iter", [["t", [3, "a"]], ["t", [4, "b"]]]] in kept
    assert 9 == len(kept)
    assert {"holds an iterator (builtins:callable_iterator) that is used up by reading it": 1} == dict(found.skipped)


def test_items_of_generators_are_kept_as_they_are_drawn_and_no_further(tmp_path: Path) -> None:
    files = {
        "report.py": """
            import itertools
            def first(rest, stop=None):
                for x in rest:
                    x.append("drawn")
                    return x
            def numbers(log):
                try:
                    for n in range(3):
                        log.append(n)
                        yield [n]
                finally:
                    log.append("closed")
            log = []
            print(first([[0]]))
            print(first(numbers(log)), log)
            kept = numbers(log)
            first(kept)
            print(log, list(kept))
            print(first(iter(())), first(map(list, [])), first(rest=map(list, ["ab", "c"])))
            one = []
            print(first(itertools.chain([one], [one])), first(x for x in [[open(__file__)]]) is None)
        """
    }
    ended, said, (found,) = recorded(written(tmp_path, files), ("report.py", "first"))
    assert 0 == ended.code, ended.said
    assert [
        "[0, 'drawn']", "[0, 'drawn'] [0, 'closed']", "[0, 'closed', 0, 1, 2, 'closed'] [[1], [2]]", "None None ['a', 'b', 'drawn']",
        "['drawn'] False",
    ] == said.splitlines()  # fmt: skip
    kept = [tree["args"][0] for tree, _ in found.calls]
    # The last item is there twice where more was left, so that a version that draws on is seen.
    assert [["it", "gen", [["l", [0]], ["l", [0]]]]] == [tree for tree in kept if tree[1] == "gen"]
    assert ["it", "map", []] in kept
    assert ["it", "map", [["l", ["a", "b"]], ["l", ["a", "b"]]]] in kept
    assert ["it", "iter", [["l", []], ["l", []]]] in kept
    assert {"holds an open file (_io:TextIOWrapper)": 1} == dict(found.skipped)


def test_an_argument_beyond_the_bound_is_named_and_not_kept(tmp_path: Path) -> None:
    files = {
        "report.py": """
            def total(xs):
                return len(xs)
            total(list(range(3_000_000)))
            total([1])
        """
    }
    ended, _, (found,) = recorded(written(tmp_path, files), ("report.py", "total"))
    assert 0 == ended.code, ended.said
    assert [{"args": [["l", [1]]], "kwargs": {}}] == [tree for tree, _ in found.calls]
    assert (2, 1) == (found.seen, sum(found.skipped.values()))
    assert "more than" in next(iter(found.skipped))


def test_objects_that_answer_every_name_are_read_without_their_code(tmp_path: Path) -> None:
    files = {
        "report.py": """
            class Kind:
                asked = []
                def __init__(self):
                    self.deep = 1
                def __getattr__(self, name):
                    self.asked.append(name)
                    made = self.__dict__[name] = Kind()
                    return made
            def look(kind):
                return 1
            look(Kind())
            print(Kind.asked)
        """
    }
    ended, said, (found,) = recorded(written(tmp_path, files), ("report.py", "look"))
    assert (0, "[]") == (ended.code, said.strip()), ended.said
    assert [{"args": [["o", "$:Kind", {"deep": 1}]], "kwargs": {}}] == [tree for tree, _ in found.calls]


def test_call_backs_with_a_state_of_their_own_are_kept_with_it_and_their_changes_are_effects(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "lib.py": """
            class Page:
                def __init__(self):
                    self.lines = []
                def add(self, line):
                    self.lines.append(line)
            def each(xs, tell, also):
                for x in xs:
                    tell(x)
                    also(x)
            def gathering():
                got = []
                return got, lambda x: got.append(x)
        """,
        "report.py": """
            import lib
            got, tell = lib.gathering()
            lib.each([1, 2], tell, lib.Page().add)
        """,
    }
    ended, _, (each,) = recorded(written(tmp_path, files), ("lib.py", "each"))
    assert 0 == ended.code, ended.said
    ((tree, _),) = each.calls
    run = runner(tmp_path / "lib.py", "each")
    quiet = run.target.source.replace("tell(x)", "pass")
    (old,), (new,) = (run.observe(source, [tree]) for source in (run.target.source, quiet))
    run.close()
    assert ("returns", "returns") == (old["out"], new["out"])
    assert json.dumps(["l", [1, 2]]) in json.dumps(old["args"])
    assert old["args"] != new["args"]


def test_markers_counters_and_private_methods_are_kept_as_what_they_are(tmp_path: Path) -> None:
    files = {
        "machine.py": """
            import itertools
            class Action:
                def __init__(self, name):
                    self.name = name
            SHIFT, REDUCE = Action("shift"), Action("reduce")
            class Machine:
                def __init__(self):
                    self.numbers = itertools.count(4, 2)
                    self.last = SHIFT
                def __next(self, action, other):
                    return (next(self.numbers), action is self.last, other is SHIFT)
                def step(self, action):
                    return self.__next(action, Action("shift"))
        """,
        "report.py": """
            import machine
            one = machine.Machine()
            print(one.step(machine.SHIFT), one.step(machine.REDUCE))
        """,
    }
    ended, said, (found,) = recorded(written(tmp_path, files), ("machine.py", "Machine.__next"))
    assert (0, "(4, True, False) (6, False, False)") == (ended.code, said.strip()), ended.said
    other = ["o", "$:Action", {"name": "shift"}]
    for count, action in ((4, "SHIFT"), (6, "REDUCE")):
        counter = ["u", "itertools:count", ["t", [count, 2]], {}]
        one = ["o", "$:Machine", {"last": ["n", "$:SHIFT"], "numbers": counter}]
        assert {"args": [one, ["n", f"$:{action}"], other], "kwargs": {}} in [tree for tree, _ in found.calls]
    with runner(tmp_path / "machine.py", "Machine.__next") as run:
        seen = [answer["value"] for answer in run.observe(run.target.source, [tree for tree, _ in found.calls])]
    assert {(4, True, False), (6, False, False)} == {tuple(value[1]) for value in seen}


def test_calls_in_the_processes_of_a_pool_are_kept(tmp_path: Path) -> None:
    files = {
        "report.py": """
            import multiprocessing, time
            def work(n):
                time.sleep(0.03)
                return n
            if __name__ == "__main__":
                with multiprocessing.get_context("fork").Pool(2) as pool:
                    print(sum(pool.map(work, range(16), 1)))
        """
    }
    ended, said, (found,) = recorded(written(tmp_path, files), ("report.py", "work"))
    assert (0, "120") == (ended.code, said.strip()), ended.said
    assert found.seen >= 4
    assert {type(tree["args"][0]) for tree, _ in found.calls} == {int}
