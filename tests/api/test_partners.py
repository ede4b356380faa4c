"""A change of several functions is checked on the recorded calls of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.run.projects import target, written

from hasten.api.judging import artifact_of
from hasten.api.options import Options
from hasten.api.partners import Partner, _outside_reader, difference_for_partners, partners_of
from hasten.core import RecordedCall, Workload
from hasten.stores.memory import MemoryStore

SOURCE = """
class Walk:
    def __init__(self):
        self._seen = []

    def visit(self, place):
        if place not in self._seen:
            self._seen.append(place)

    def restart(self, place):
        self._seen.clear()
        self._seen.append(place)

    def other(self):
        return 1
"""
SET = SOURCE.replace("_seen = []", "_seen = set()").replace("_seen.append", "_seen.add")


def recorded(folder: Path, name: str, *args: Any) -> Partner:
    call = RecordedCall({"args": list(args), "kwargs": {}}, 3, 1.0, "recorded")
    return Partner(target(folder / "walk.py", name), Workload((call,), "recorded"))


@pytest.fixture
def partners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Partner]:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"walk.py": SOURCE, "pyproject.toml": ""})
    seen = ["o", "$:Walk", {"_seen": ["l", [1, 2]]}]
    return [recorded(tmp_path, "Walk.__init__", ["o", "$:Walk", {}]), recorded(tmp_path, "Walk.restart", seen, 7)]


def said(folder: Path, new: str, partners: list[Partner]) -> str:
    old = target(folder / "walk.py", "Walk.visit")
    return difference_for_partners(
        old, artifact_of(old), artifact_of(old.on(new)), partners, Options(), store=MemoryStore()
    )


def test_functions_that_share_a_private_list_are_partners() -> None:
    assert ["Walk.__init__", "Walk.restart"] == partners_of(SOURCE, "Walk.visit")
    assert [] == partners_of(SOURCE, "Walk.other")
    assert [] == partners_of(SET, "Walk.visit")


def test_a_change_that_is_the_same_for_all_of_them_passes(tmp_path: Path, partners: list[Partner]) -> None:
    assert "" == said(tmp_path, SET, partners)
    assert "" == said(tmp_path, SOURCE.replace("return 1", "return 2"), partners)


def test_one_that_is_wrong_for_another_function_is_refused_and_named(tmp_path: Path, partners: list[Partner]) -> None:
    wrong = SET.replace("        self._seen.clear()\n", "")
    assert said(tmp_path, wrong, partners).startswith("Walk.restart, which it changes too, differs (arguments: ")


def test_one_whose_other_functions_were_not_called_is_refused(tmp_path: Path, partners: list[Partner]) -> None:
    assert "Walk.restart, which it changes too, was not called while calls were recorded" == said(
        tmp_path, SET, partners[:1]
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from walk import Walk\nprint(Walk()._seen)\n", True),
        ("import walk\nprint(getattr(walk.Walk(), '_seen'))\n", True),
        ("class Other:\n    def f(self):\n        return self._seen\n", False),
        ("from walk import Walk\n_seen = 1\n", False),
    ],
)
def test_an_attribute_that_another_file_reads_is_not_private(
    tmp_path: Path, partners: list[Partner], text: str, named: bool
) -> None:
    (tmp_path / "reader.py").write_text(text)
    reason = "reader.py names _seen too, so it is not private to walk.py"
    assert (reason if named else "") == _outside_reader(target(tmp_path / "walk.py", "Walk.visit"), ["Walk._seen"])


def test_files_that_git_ignores_are_asked_and_those_of_others_are_not(tmp_path: Path, partners: list[Partner]) -> None:
    asked = target(tmp_path / "walk.py", "Walk.visit")
    written(tmp_path, {".gitignore": "made/\n", ".venv/lib/reader.py": "from walk import Walk\nWalk()._seen\n"})
    assert "" == _outside_reader(asked, ["Walk._seen"])
    written(tmp_path, {"made/deep/maker.py": "from walk import Walk\nWalk()._seen\n"})
    assert "maker.py names _seen too, so it is not private to walk.py" == _outside_reader(asked, ["Walk._seen"])


def test_of_several_attributes_the_first_is_named_that_another_file_reads(
    tmp_path: Path, partners: list[Partner]
) -> None:
    asked = target(tmp_path / "walk.py", "Walk.visit")
    written(tmp_path, {"a.py": "from walk import Walk\nWalk()._todo\n", "b/c.py": "import walk\nwalk.Walk()._seen\n"})
    assert "c.py names _seen too, so it is not private to walk.py" == _outside_reader(
        asked, ["Walk._seen", "Walk._todo"]
    )
    assert "a.py names _todo too, so it is not private to walk.py" == _outside_reader(
        asked, ["Walk._gone", "Walk._todo"]
    )


OPEN = SOURCE.replace("_seen", "seen") + "\ndef visited(places):\n    walk = Walk()\n    for place in places:\n        walk.visit(place)\n"
CUT = """
class Reader:
    def __init__(self, text):
        self.text = text

    def word(self):
        word, self.text = self.text[:2], self.text
        self.text = self.text[2:]
        return word

def words(text):
    reader = Reader(text)
    return [reader.word() for _ in text]
"""
MOVED = CUT.replace("self.text = text\n", "self.text = text\n        self._text_at = 0\n")


@pytest.mark.parametrize(
    ("old", "new", "function", "attribute"),
    [
        (OPEN, OPEN.replace("seen = []", "seen = set()").replace("seen.append", "seen.add"), "visited", "seen"),
        (CUT, MOVED, "words", "text"),
    ],
)
def test_an_attribute_without_an_underscore_is_changed_only_where_no_other_file_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, function: str, attribute: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"walk.py": old, "pyproject.toml": ""})
    asked = target(tmp_path / "walk.py", function)

    def refused() -> str:
        changed = artifact_of(asked.on(new))
        return difference_for_partners(asked, artifact_of(asked), changed, [], Options(), store=MemoryStore())

    assert "" == refused()
    written(tmp_path, {"reader.py": f"import walk\nprint(walk.thing.{attribute})\n"})
    assert f"reader.py names {attribute} too, so it is not private to walk.py" == refused()
