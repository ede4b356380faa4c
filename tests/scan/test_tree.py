from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasten.errors import InvalidArgument
from hasten.scan.baseline import baseline_of, read_baseline, without_known
from hasten.scan.cache import Cache
from hasten.scan.ranking import ranked, read_profile
from hasten.scan.tree import TreeScan, files_of, scan_tree

SLOW = "def {name}(xs, ys: list):\n    return [x for x in xs if x in ys]\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for place, name in (("a.py", "f"), ("pkg/b.py", "g"), (".venv/c.py", "h"), ("pkg/__pycache__/d.py", "h")):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SLOW.format(name=name))
    (tmp_path / "env39").mkdir()
    (tmp_path / "env39" / "pyvenv.cfg").write_text("")
    (tmp_path / "env39" / "e.py").write_text(SLOW.format(name="h"))
    (tmp_path / "broken.py").write_text("def f(:\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scanned(*paths: str, cache: Cache | None = None) -> TreeScan:
    return scan_tree([Path(path) for path in paths or (".",)], cache=cache or Cache(None))


@pytest.mark.usefixtures("tree")
def test_environments_and_caches_are_passed_over_and_broken_files_named() -> None:
    found = scanned()
    assert ["a.py", "pkg/b.py"] == [placed.file for placed in found.findings]
    assert (3, (("broken.py", "does not parse: invalid syntax (line 1)"),)) == (found.files, found.unread)


@pytest.mark.usefixtures("tree")
def test_files_come_once_and_patterns_leave_out() -> None:
    assert ["a.py"] == [str(file) for file in files_of([Path("a.py"), Path("a.py")])]
    assert ["a.py", "broken.py"] == [str(file) for file in files_of([Path()], ["pkg/*"])]
    with pytest.raises(InvalidArgument, match="nosuch"):
        list(files_of([Path("nosuch")]))


def test_the_second_scan_reads_the_cache_and_a_changed_file_is_looked_at_again(tree: Path) -> None:
    state = tree / ".hasten"
    state.mkdir()
    first = scanned(cache=Cache(state))
    second = scanned(cache=Cache(state))
    assert (0, 3) == (first.cached, second.cached)
    assert first.findings == second.findings
    (tree / "a.py").write_text("def f():\n    pass\n")
    third = scanned(cache=Cache(state))
    assert (2, ["pkg/b.py"]) == (third.cached, [placed.file for placed in third.findings])


@pytest.mark.parametrize("text", ["", "[]", '{"rules": 1}', "{"])
def test_a_damaged_cache_is_no_cache(tree: Path, text: str) -> None:
    (tree / "scan.json").write_text(text)
    assert 0 == scanned(cache=Cache(tree)).cached


def test_a_baseline_hides_known_findings_wherever_they_move_and_shows_a_second_copy(tree: Path) -> None:
    file = tree / "baseline.json"
    file.write_text(json.dumps(baseline_of(scanned().findings)))
    (tree / "a.py").write_text("# moved\n\n" + SLOW.format(name="f"))
    assert ([], 2) == without_known(scanned().findings, read_baseline(file))
    body = SLOW.format(name="f") + "    return [x for x in xs if x in ys]\n"
    (tree / "a.py").write_text(body)
    fresh, hidden = without_known(scanned().findings, read_baseline(file))
    assert (["a.py"], 2) == ([placed.file for placed in fresh], hidden)


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "other"}', '{"schema": "hasten.scan-baseline/1"}'])
def test_a_file_that_is_no_baseline_is_refused(tree: Path, text: str) -> None:
    (tree / "b.json").write_text(text)
    with pytest.raises(InvalidArgument, match=r"b\.json"):
        read_baseline(tree / "b.json")


def test_a_profile_ranks_and_cuts(tree: Path) -> None:
    rows = [
        {"file": "pkg/b.py", "line": 1, "name": "g", "share": 0.5},
        {"file": "elsewhere.py", "path": str(tree / "pkg" / "b.py"), "name": "g.<locals>.inner", "share": 0.1},
    ]
    (tree / "profile.json").write_text(json.dumps({"schema": "hasten.profile/1", "functions": rows}))
    profile = read_profile(tree / "profile.json")
    found = ranked(scanned().findings, profile)
    assert [("pkg/b.py", 0.5), ("a.py", None)] == [(placed.file, placed.share) for placed in found]
    assert ["pkg/b.py"] == [placed.file for placed in ranked(scanned().findings, profile, min_share=0.05)]
    (tree / "profile.json").write_text('{"functions": [{"file": "a.py"}]}')
    with pytest.raises(InvalidArgument, match="no row of a profile"):
        read_profile(tree / "profile.json")


def test_what_git_ignores_is_passed_over_unless_it_is_named(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("made/\n*_pb2.py\n!kept_pb2.py\n/a.py\n")
    for place in ("made/x.py", "pkg/one_pb2.py", "pkg/kept_pb2.py", "pkg/a.py", "pkg/deep/y.py"):
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        (tree / place).write_text(SLOW.format(name="f"))
    (tree / "pkg" / ".gitignore").write_text("b.py\ndeep/\n")
    assert ["broken.py", "pkg/a.py", "pkg/kept_pb2.py"] == [str(file) for file in files_of([Path()])]
    assert ["pkg/a.py", "pkg/kept_pb2.py"] == [str(file) for file in files_of([Path("pkg")])]
    assert ["a.py"] == [str(file) for file in files_of([Path("a.py")])]


def test_patterns_above_the_repository_do_not_count(tree: Path) -> None:
    (tree / ".gitignore").write_text("*.py\n")
    (tree / "pkg" / ".git").mkdir()
    assert ["pkg/b.py"] == [str(file) for file in files_of([Path("pkg")])]


def test_a_folder_that_is_ignored_itself_is_walked_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/versions\n")
    lib = tmp_path / "versions" / "lib"
    lib.mkdir(parents=True)
    (lib / "a.py").write_text("x = 1\n")
    (lib / "b.py").write_text("x = 1\n")
    (lib / ".gitignore").write_text("b.py\n")
    (tmp_path / "c.py").write_text("x = 1\n")
    assert [file.name for file in files_of([lib])] == ["a.py"]
    assert [file.name for file in files_of([tmp_path])] == ["c.py"]
