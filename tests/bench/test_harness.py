"""Whole runs in the sandbox on small benchmarks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hasten.bench.harness import Done, Progress, Work, judged, run, works_of
from hasten.bench.results import ResultFile, read_results
from hasten.bench.samples import Sample, matched, sample_code
from hasten.bench.suite import Settings
from hasten.bench.suites import suite_of
from hasten.bench.task import Cases, Solution, Task, literal_cases
from hasten.errors import InputsError

QUADRATIC = "def f(xs):\n    return [x for i, x in enumerate(xs) if x not in xs[:i]]\n"
LINEAR = "def f(xs):\n    return list(dict.fromkeys(xs))\n"
STRESS = "def calls():\n    return [([i * 7 % 400 for i in range(800)],), (list(range(500)),)]\n"
HEAD: dict[str, Any] = {"bench": "coffe", "settings": {}, "systems": ["a"], "tasks_hash": "x"}


def dedupe_task(name: str = "T/1", best: str = QUADRATIC, **changes: Any) -> Task:
    return Task(**{  # type: ignore[arg-type]
        "name": name, "prompt": "def f(xs):\n    pass\n", "entry": "f", "original": Solution(QUADRATIC, "f"),
        "references": (Solution(best, "f"),), "tests": literal_cases([[[1, 2, 1]], [[]]], [[1, 2], []]),
        "stress": Cases(STRESS), **changes,
    })


def rows_of(suite: str, task: Task, codes: Sequence[str], settings: Settings | None = None) -> Done:
    samples = tuple(("s", Sample(task.name, i, sample_code(code, task))) for i, code in enumerate(codes))
    return judged(Work(suite, task, samples, settings or Settings()))


def test_coffe_tells_fast_slow_wrong_endless_and_no_code_apart() -> None:
    done = rows_of("coffe", dedupe_task(), [
        LINEAR, QUADRATIC.replace("xs[:i]]", "list(xs)[:i]]"), "def f(xs):\n    return sorted(set(xs))\n",
        "def f(xs):\n    return xs\n", "def f(xs):\n    import os\n    os._exit(0)\n", "I do not know.",
        "def f(xs):\n    return [1, 2] if len(xs) == 3 else []\n",
    ])
    assert done.excluded is None
    fast, slow, unordered, wrong, killer, no_code, cheat = done.rows
    assert [True, True, True, False, False, False, True] == [row["right"] for row in done.rows]
    assert fast["agrees"] and slow["agrees"]
    assert not cheat["agrees"], "right on the tests, but not on the stressful inputs"
    assert "test 1" in wrong["why"]
    assert "crash" in killer["why"]
    assert "parses" in no_code["why"]
    assert not unordered["agrees"]
    figures = {f.name: f.value for f in suite_of("coffe").figures({"T/1": [fast]}, [1])}
    assert (1.0, 1.0, 1.0) == (figures["correct"], figures["efficient@1"], figures["robust@1"])
    assert figures["speed-up"] is not None
    assert figures["speed-up"] > 3
    # All rows together, those without times too; and times never stand where the ordinal of the sample is.
    assert list(range(7)) == [row["sample"] for row in done.rows]
    assert suite_of("coffe").figures({"T/1": done.rows}, [1])
    cheating = {f.name: f.value for f in suite_of("coffe").figures({"T/1": [cheat]}, [1])}
    assert (1.0, 0.0, None) == (cheating["correct"], cheating["efficient@1"], cheating["speed-up"])


def test_a_table_made_at_module_level_is_charged() -> None:
    busy = "TABLE = [i * i % 7 for i in range(400_000)]\n" + LINEAR
    (row,) = rows_of("coffe", dedupe_task(), [busy]).rows
    (published,) = rows_of("coffe", dedupe_task(), [busy], Settings(as_published=True)).rows
    assert row["charge_s"] > 0.005
    assert 0.0 == published["charge_s"]


def test_what_is_remembered_from_call_to_call_gains_nothing() -> None:
    memo = "SEEN = {}\n\n\ndef f(xs):\n    key = tuple(xs)\n    if key not in SEEN:\n"
    memo += "        SEEN[key] = [x for i, x in enumerate(xs) if x not in xs[:i]]\n    return list(SEEN[key])\n"
    (row,) = rows_of("coffe", dedupe_task(), [memo]).rows
    assert row["remembers"]
    figures = {f.name: f.value for f in suite_of("coffe").figures({"T/1": [row]}, [1])}
    assert figures["speed-up"] is not None
    assert figures["speed-up"] < 1.5


def test_a_task_whose_reference_fails_is_left_out_by_name() -> None:
    for best in ("def f(xs):\n    raise ValueError\n", "def g(xs):\n    return xs\n", "def f(:\n"):
        done = rows_of("coffe", dedupe_task(best=best), [LINEAR])
        assert done.excluded is not None
        assert "T/1" in done.excluded
    done = rows_of("coffe", dedupe_task(stress=Cases("def calls():\n    return 1 / 0\n")), [LINEAR])
    assert "ZeroDivisionError" in str(done.excluded)


def test_programs_are_judged_by_their_output() -> None:
    slow = "n = int(input())\nprint(sum(1 for i in range(n) for j in range(3)) // 3)"
    task = Task(
        "P/1", "Echo.", "main", Solution(slow, "main"), (Solution(slow, "main"),),
        literal_cases([["20000\n"], ["3\n"]], ["20000\n", "3\n"]), program=True,
    )
    reader = "import sys\nprint(sys.stdin.read().strip() + '  ')\nsys.exit(0)"
    answers = ["print(input())", reader, "print(1)", "input("]
    done = rows_of("pie", task, answers)
    assert done.excluded is None
    assert [True, True, False, False] == [row["right"] for row in done.rows]
    assert done.rows[0]["speedup"] > 2
    figures = {f.name: f.value for f in suite_of("pie").figures({"P/1": [done.rows[2]]}, [1])}
    assert (0.0, 1.0, 0.0) == (figures["%OPT 1.1x"], figures["SP"], figures["%correct"])


def test_selfinvoking_runs_the_assertions_of_the_pair() -> None:
    text = "def one(x):\n    return x + 1\n\n\ndef two(x):\n    return one(one(x))\n"
    task = Task(
        "S/1", "", "two", None, (Solution(text, "two"),), literal_cases([[]]),
        extra={"test_code": "assert two(1) == 3\nassert two(-2) == 0"},
    )
    done = rows_of("selfinvoking", task, [text, text.replace("x + 1", "x + 2"), "def two(x):\n    return x + 2\n"])
    assert [True, False, True] == [row["right"] for row in done.rows]
    broken = rows_of("selfinvoking", Task(**{**task.__dict__, "extra": {"test_code": "assert False"}}), [text])
    assert "its own solution fails" in str(broken.excluded)


def test_evalplus_judges_base_and_plus_inputs_within_the_contract() -> None:
    task = Task(
        "M/1", "assert f(1) == 1\n", "f", None, (Solution("def f(n):\n    return n * 1.0\n", "f"),),
        literal_cases([[1], [2], [30], [-5]]),
        extra={"n_base": 2, "contract": "def contract(n):\n    assert n > 0\n    return True\n"},
    )
    done = rows_of("humaneval", task, [
        "def f(n):\n    return n\n", "def f(n):\n    return n if n < 3 else 0\n", "def f(n):\n    return 0 / 0\n",
        "def f(n):\n    return n + 1e-9\n",
    ])
    assert [(True, True), (True, False), (False, False), (True, True)] == [(r["base"], r["right"]) for r in done.rows]
    assert [3, 3, 3, 3] == [row["inputs"] for row in done.rows]
    assert 1 == done.rows[0]["refused"]


@pytest.mark.slow  # rests on real times, which a crowded machine bends
def test_enamel_scores_the_reference_near_one_and_stops_the_slow() -> None:
    cases = "def calls():\n    return [([i * 7 % 60 for i in range(n)],) for n in (3, 5, 300, 600, 1200)]\n"
    task = Task(
        "E/1", "def f(xs):\n    pass\n", "f", None, (Solution(LINEAR, "f"),), Cases(cases, levels=(0, 0, 1, 2, 3)),
        checker="def check(arguments, right, given):\n    return sorted(given) == sorted(right)\n",
    )
    endless = "def f(xs):\n    while len(xs) > 500:\n        pass\n    return list(dict.fromkeys(xs))\n"
    wrong = "def f(xs):\n    return []\n"
    done = rows_of("enamel", task, [LINEAR, "def f(xs):\n    return set(xs)\n", wrong, endless])
    assert done.excluded is None
    scores = [suite_of("enamel").figures({"E/1": [row]}, [1])[0].value for row in done.rows]
    assert [True, True, False, True] == [row["right"] for row in done.rows]
    assert scores[0] is not None and 0.6 < scores[0] < 1.4
    assert scores[1] is not None and scores[1] > 0.5
    assert 0.0 == scores[2]
    assert scores[3] is not None and 0.1 < scores[3] < 0.6, "one level of three was reached"


@pytest.mark.slow  # rests on real times, which a crowded machine bends
def test_evalperf_finds_the_level_that_a_sample_matches() -> None:
    slowest = QUADRATIC.replace("return", "for _ in range(5):\n        result =") + "    return result\n"
    solutions = tuple(Solution(text, "f") for text in (LINEAR, QUADRATIC, slowest))
    task = Task(
        "D/1", "", "f", solutions[-1], solutions,
        Cases("def calls():\n    return [(list(range(400)),)]\n"), extra={"shares": [0.5, 0.25, 0.25]},
    )
    done = rows_of("evalperf", task, [LINEAR, slowest, "def f(xs):\n    return xs[:1]\n"])
    assert [(3, 100.0), (1, 50.0)] == [(row["level"], row["dps"]) for row in done.rows[:2]]
    assert not done.rows[2]["right"]
    figures = {f.name: f.value for f in suite_of("evalperf").figures({"D/1": done.rows}, [1])}
    assert (75.0, 50.0) == (figures["DPS"], figures["DPS of all"])


# -- results on disk ---------------------------------------------------------------------------------------------------


def test_a_run_goes_on_where_it_was_cut(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    tasks = [dedupe_task(f"T/{i}") for i in range(3)]
    systems = {"a": {t.name: (Sample(t.name, 0, LINEAR),) for t in tasks}}
    works = works_of("coffe", tasks, systems, Settings())
    with ResultFile(file, HEAD) as results:
        run(works[:1], results, jobs=1)
    with file.open("a") as stream:
        stream.write('{"task": "T/1", "system": "a", "sample": 0, "right": tr')
    told: list[Progress] = []
    with ResultFile(file, HEAD) as results:
        assert {"T/0"} == results.done
        run(works, results, jobs=1, tell=told.append)
    assert [1, 2, 3] == [p.done for p in told]
    assert "T/0" not in [p.task for p in told]
    found = read_results(file)
    assert ("T/0", "T/1", "T/2") == found.answered
    assert 3 == len(found.rows)


def test_rows_of_a_task_that_was_not_finished_are_dropped(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    with ResultFile(file, HEAD) as results:
        results.add("T/0", [{"task": "T/0", "system": "a", "sample": 0, "right": True}])
    with file.open("a") as stream:
        stream.write(json.dumps({"task": "T/1", "system": "a", "sample": 0, "right": True}) + "\n")
    with ResultFile(file, HEAD) as results:
        assert {"T/0"} == results.done
    assert ["T/0"] == [row["task"] for row in read_results(file).rows]


def test_results_of_another_run_are_not_mixed_in(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    ResultFile(file, HEAD).close()
    with pytest.raises(InputsError, match="systems differs"):
        ResultFile(file, {**HEAD, "systems": ["b"]})
    (tmp_path / "other.jsonl").write_text("{}\n")
    with pytest.raises(InputsError, match="no benchmark results"):
        read_results(tmp_path / "other.jsonl")
    with pytest.raises(InputsError, match="no such file"):
        read_results(tmp_path / "nothing.jsonl")


def test_a_task_that_was_left_out_is_kept_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    with ResultFile(file, HEAD) as results:
        results.add("T/0", [], "T/0: its reference fails")
    found = read_results(file)
    assert {"T/0": "T/0: its reference fails"} == found.excluded
    assert () == found.answered
    with ResultFile(file, HEAD) as results:
        assert {"T/0"} == results.done


@pytest.mark.slow
def test_a_killed_run_in_two_processes_loses_one_task_each_at_most(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    script = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from test_harness import HEAD, LINEAR, dedupe_task
        from hasten.bench.harness import run, works_of
        from hasten.bench.results import ResultFile
        from hasten.bench.samples import Sample
        from hasten.bench.suite import Settings
        if __name__ == "__main__":
            tasks = [dedupe_task(f"T/{{i}}") for i in range(12)]
            systems = {{"a": {{t.name: (Sample(t.name, 0, LINEAR),) for t in tasks}}}}
            with ResultFile(Path({str(file)!r}), HEAD) as results:
                run(works_of("coffe", tasks, systems, Settings()), results, jobs=2)
    """)
    (tmp_path / "script.py").write_text(script)
    process = subprocess.Popen([sys.executable, str(tmp_path / "script.py")], cwd=tmp_path, start_new_session=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not file.exists() or file.read_text().count("done") < 2):
        time.sleep(0.2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = read_results(file)
    assert 2 <= len(before.answered) < 12
    time.sleep(1.0)
    # The kernel ends the workers with their parent: nothing of them is left in the session.
    listed = subprocess.run(["ps", "-o", "stat=", "-g", str(process.pid)], capture_output=True, text=True)
    assert [] == [state for state in listed.stdout.split() if not state.startswith("Z")]
    subprocess.run([sys.executable, str(tmp_path / "script.py")], cwd=tmp_path, check=True, timeout=300)
    after = read_results(file)
    assert 12 == len(after.answered)
    assert {json.dumps(row) for row in before.rows} <= {json.dumps(row) for row in after.rows}


def test_samples_for_unknown_tasks_are_counted() -> None:
    found = matched([("T/1", LINEAR), ("T/9", LINEAR), ("T/9", LINEAR), ("1", LINEAR)], [dedupe_task()])
    assert {"T/9": 2} == found.unknown
    assert [0, 1] == [sample.number for sample in found.samples["T/1"]]
