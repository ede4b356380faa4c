from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from hasten.api.bench import change_table, comparison, page, summary
from hasten.api.bench_page import markdown_page
from hasten.api.bench_robust import AGAIN, PLAIN, effect_table, effects
from hasten.api.bench_self import Made, searches_file
from hasten.bench.page import render_comparison
from hasten.bench.results import ResultFile, Results, read_results
from hasten.bench.suites import suite_of
from hasten.bench.table import Cell, cells_of, text_table
from hasten.errors import InvalidArgument

HEAD = {
    "bench": "pie", "settings": {"seed": 0}, "systems": ["slow", "fast"], "tasks_hash": "x", "ks": [1], "date": "today",
    "version": "0", "machine": {"cpu": "<a & b>"},
}


def row(task: str, system: str, right: bool, speedup: float) -> dict[str, Any]:
    why = "" if right else "<wrong>"
    return {"task": task, "system": system, "sample": 0, "right": right, "why": why, "speedup": speedup}


@pytest.fixture
def results(tmp_path: Path) -> Results:
    rng = random.Random(2)
    with ResultFile(tmp_path / "r.jsonl", HEAD) as file:
        for i in range(30):
            name = f"p/{i}"
            slow, fast = rng.uniform(0.97, 1.03), rng.uniform(1.5, 4.0)
            file.add(name, [row(name, "slow", True, slow), row(name, "fast", i % 3 > 0, fast)])
        file.add("p/none", [])
        file.add("p/left", [], "p/left: no test cases & more")
    return read_results(tmp_path / "r.jsonl")


def test_the_table_holds_every_system_and_what_was_left_out(results: Results) -> None:
    text = summary(results)
    lines = text.splitlines()
    assert lines[1].startswith("slow")
    assert lines[2].startswith("fast")
    assert "31 tasks judged; answered: slow 30, fast 30" in text
    assert "p/left: no test cases" in text


def test_a_task_without_an_answer_counts_against_the_system(results: Results) -> None:
    figures = {f.name: f.value for f in suite_of("pie").figures(results.by_task("slow"), [1])}
    assert 30 / 31 == pytest.approx(figures["%correct"])


def test_intervals_hold_the_figure_and_the_same_seed_repeats_them(results: Results) -> None:
    suite, rows = suite_of("pie"), results.by_task("fast")
    cells = cells_of(suite, rows, [1], rng=random.Random(1))
    assert cells == cells_of(suite, rows, [1], rng=random.Random(1))
    for cell in cells:
        assert cell.interval is not None
        assert cell.interval.low <= (cell.figure.value or 0.0) <= cell.interval.high


def test_a_comparison_says_what_differs_and_what_does_not(results: Results) -> None:
    changes = comparison(results, results, ("slow", "fast"))
    by_name = {change.name: change for change in changes}
    assert by_name["SP"].difference.low > 0.5
    assert by_name["%correct"].difference.high < 0.0
    text = change_table(changes, ("slow", "fast"))
    assert "differs" in text
    same = comparison(results, results, ("slow", "slow"))
    assert all(change.difference.low == change.difference.high == 0.0 for change in same)
    assert "not told apart" in change_table(same, ("slow", "slow"))
    html = render_comparison(suite_of("pie"), results, results, ("slow", "fast"), changes)
    assert "SP" in html


def test_comparisons_that_make_no_sense_are_refused(results: Results) -> None:
    with pytest.raises(InvalidArgument, match="no system 'x'"):
        comparison(results, results, ("slow", "x"))
    other = Results({**results.head, "bench": "coffe"})
    with pytest.raises(InvalidArgument, match="different benchmarks"):
        comparison(results, other, ("slow", "fast"))


def test_the_page_stands_alone_and_shows_text_as_text(results: Results) -> None:
    html = page(results)
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org", "")
    assert "&lt;wrong&gt;" in html
    assert "&lt;a &amp; b&gt;" in html
    assert "<svg" in html
    assert "Departures" in html


def test_a_figure_that_cannot_be_computed_is_a_dash() -> None:
    cells = cells_of(suite_of("coffe"), {"a": [{"right": False, "why": "x"}]}, [1], rng=random.Random(0))
    assert "-" == next(c for c in cells if c.figure.name == "speed-up").text()
    assert [] == cells_of(suite_of("coffe"), {}, [1], rng=random.Random(0))
    assert isinstance(cells[0], Cell)


def test_columns_line_up() -> None:
    assert "a      b\nlong   1\nx     22" == text_table(["a", "b"], [["long", "1"], ["x", "22"]])


def made(task: str, source: str, gain: float | None) -> Made:
    speedup = {"estimate": gain, "low": gain, "high": gain} if gain else None
    return Made(task, source, "faster" if gain else "not_faster", 1.0, variant="x" if gain else None, speedup=speedup)


def test_effects_of_perturbations_by_hand() -> None:
    found = effects([
        made("a", PLAIN, 4.0), made("b", PLAIN, None), made("c", PLAIN, 2.0), made("a", AGAIN, 4.0),
        made("a", "rename", 1.0e-9 + 1.0), made("b", "rename", 3.0), made("c", "rename", None),
        made("z", "rename", 9.0),
    ])
    control, rename = found
    assert (AGAIN, 1, 1.0) == (control.kind, control.functions, control.mean)
    assert (3, ("c",), ("b",)) == (rename.functions, rename.lost, rename.won)
    assert (0.25 * 3.0 * 0.5) ** (1 / 3) == pytest.approx(rename.mean)
    assert (pytest.approx(0.25), "a") == rename.worst
    assert "0.250 (a)" in effect_table(found)


def test_a_page_is_made_from_the_files_alone(results: Results, tmp_path: Path) -> None:
    made = [
        Made(f"p/{i}", "hasten", outcome, 1.0, variant="f = 1", speedup={"estimate": 2.0})
        for i, outcome in enumerate(("error", "faster"))
    ]
    searches_file(tmp_path / "r.jsonl").write_text("".join(json.dumps(m.__dict__) + "\n" for m in made))
    text = markdown_page([tmp_path / "r.jsonl"], title="Results")
    assert "## " + suite_of("pie").title in text
    assert "| fast | " in text
    assert "p/left: no test cases & more" in text
    assert "hasten: 1 error, 1 faster" in text
    assert str(tmp_path) not in text
    with pytest.raises(InvalidArgument, match="result files"):
        markdown_page([], title="Results")


def test_a_second_run_of_levels_says_how_many_came_again(tmp_path: Path) -> None:
    head = {**HEAD, "bench": "evalperf", "systems": ["own"]}
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file, levels in zip(files, ([1, 2, 3], [1, 2, 2]), strict=True):
        with ResultFile(file, head) as out:
            for i, level in enumerate(levels):
                score = {"cost": 1.0, "level": level, "dps": 50.0, "normalised": 50.0, "levels": [3.0, 2.0, 1.0]}
                out.add(f"p/{i}", [{"task": f"p/{i}", "system": "own", "sample": 0, "right": True, "why": "", **score}])
    text = markdown_page(files, title="Results")
    assert "The same level as in the run before for 2 of 3 solutions (66.7%)." in text
    assert "* p/2 (own): 3 and 2" in text
    assert text.count("Definition, source and departures") == 1


def test_a_run_that_was_cut_adds_to_the_seconds_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    with ResultFile(file, HEAD) as out:
        out.add("p/1", [row("p/1", "slow", True, 1.0)])
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    lines[-1]["seconds"] = 40.0
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with ResultFile(file, HEAD) as out:
        assert out.done == {"p/1"}
    assert read_results(file).seconds == pytest.approx(40.0, abs=5.0)
    assert read_results(file).answered == ("p/1",)
