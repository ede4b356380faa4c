"""Adapters on small files of the upstream layouts, and what they say of other layouts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from hasten.bench.adapters.bigobench import bigobench_tasks
from hasten.bench.adapters.coffe import coffe_tasks
from hasten.bench.adapters.enamel import enamel_tasks
from hasten.bench.adapters.evalperf import evalperf_tasks
from hasten.bench.adapters.evalplus import evalplus_tasks, written_arguments
from hasten.bench.adapters.pie import pie_tasks
from hasten.bench.adapters.selfinvoking import selfinvoking_tasks
from hasten.bench.suites.evalplus import order_is_free
from hasten.bench.task import Task
from hasten.errors import InputsError


def calls(task: Task, which: str = "tests") -> list[tuple[Any, ...]]:
    names: dict[str, Any] = {}
    exec((task.tests if which == "tests" else task.timed).text, names)
    return list(names["calls"]())


def coffe_files(folder: Path, **changes: Any) -> None:
    prompt = 'def f(xs):\n    """Adds."""'
    files = {
        "data": [{"task_id": "T/1", "final_prompt": prompt, "prompt": prompt + "\n", "entry_point": "f",
                  "canonical_solution": "    return sum(xs)\n", "dataset": "x", "test": ""}],
        "best_solutions": {prompt: ["def solution(xs):\n    return sum(xs)", False]},
        "stressful_testcases": {prompt: [{"input": "[list(range(1000))]", "output": None}]},
        "testcases": {prompt: [{"input": [[1, 2]], "output": [3]}]},
    }
    files.update(changes)
    for name, content in files.items():
        if content is not None:
            (folder / f"{name}.json").write_text(json.dumps(content))


def test_coffe(tmp_path: Path) -> None:
    coffe_files(tmp_path)
    (task,) = coffe_tasks(tmp_path)
    assert ("T/1", "f", False) == (task.name, task.entry, task.program)
    assert [([1, 2],)] == calls(task)
    assert (3,) == task.tests.expected
    assert [(list(range(1000)),)] == calls(task, "timed")
    assert task.original is not None
    assert "return sum(xs)" in task.original.text
    assert "solution" == task.references[0].entry


def test_coffe_programs_take_their_standard_input(tmp_path: Path) -> None:
    prompt = "Read a number."
    coffe_files(
        tmp_path, data=[{"task_id": "T/2", "final_prompt": prompt, "solutions": ["print(int(input()) + 1)"]}],
        best_solutions={prompt: ["print(int(input())+1)", True]},
        stressful_testcases={prompt: [{"input": "5\n", "output": None}]},
        testcases={prompt: [{"input": "1\n", "output": "2\n"}]},
    )
    (task,) = coffe_tasks(tmp_path)
    assert task.program
    assert ([("1\n",)], ("2\n",), [("5\n",)]) == (calls(task), task.tests.expected, calls(task, "timed"))


@pytest.mark.parametrize(("changes", "said"), [
    ({"testcases": None}, "testcases.json"), ({"testcases": {}}, "no entry for T/1"),
    ({"data": {"a": 1}}, "must be a list"), ({"data": [{"final_prompt": "x"}]}, "no key 'task_id'"),
])
def test_coffe_files_of_another_layout(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    coffe_files(tmp_path, **changes)
    with pytest.raises(InputsError, match=said):
        coffe_tasks(tmp_path)


def test_a_missing_folder_says_where_the_data_comes_from(tmp_path: Path) -> None:
    for load in (coffe_tasks, enamel_tasks, pie_tasks, selfinvoking_tasks):
        with pytest.raises(InputsError, match=r"the data comes from (github|huggingface)"):
            load(tmp_path / "nowhere")
    with pytest.raises(InputsError, match="dpe build"):
        evalperf_tasks(tmp_path / "nowhere")
    with pytest.raises(InputsError, match="evalplus"):
        evalplus_tasks(tmp_path, "mbpp")


ENAMEL_HEAD = "task_id,prompt,input_generator,input_levels,reference_solution,checker,entry_point\n"


def enamel_row(levels: str = "1 2 3 4") -> str:
    prompt = '"def f(n):\n    ""The n.""\n"'.replace('""The n.""', '""""""The n.""""""')
    generator = '"def generate_input(size, lid, cid):\n    return random.randint(0, 9) + 100 * size,\n"'
    checker = '"def __check(input, answer, output):\n    return output == answer\n"'
    return f"HumanEval/7,{prompt},{generator},{levels},    return n,{checker},f\n"


def test_enamel(tmp_path: Path) -> None:
    (tmp_path / "enamel.csv").write_text(ENAMEL_HEAD + enamel_row())
    (task,) = enamel_tasks(tmp_path)
    found = calls(task)
    assert [0] * 8 + [1] * 4 + [2] * 4 + [3] * 4 == list(task.tests.levels or ())
    assert [1] * 8 + [2] * 4 + [3] * 4 + [4] * 4 == [n // 100 for (n,) in found]
    assert found == calls(task), "inputs are the same each time"
    assert len(set(found)) > 4, "cases draw anew"
    names: dict[str, Any] = {}
    exec(task.references[0].text, names)
    assert 5 == names["f"](5)
    exec(task.checker, names)
    assert [True, False] == [names["check"]([1], 2, 2), names["check"]([1], 2, 3)]


@pytest.mark.parametrize("text", [ENAMEL_HEAD + enamel_row("1 2"), ENAMEL_HEAD + enamel_row("a b c d"), "task_id\nx\n"])
def test_enamel_of_another_layout(tmp_path: Path, text: str) -> None:
    (tmp_path / "enamel.csv").write_text(text)
    with pytest.raises(InputsError, match=r"enamel\.csv"):
        enamel_tasks(tmp_path)


def evalplus_row(**changes: Any) -> dict[str, Any]:
    return {
        "task_id": "Mbpp/1", "entry_point": "f", "atol": 0,
        "prompt": '"""\nShare.\nassert set(f((3, 4), (4,))) == set((4,))\n"""\n',
        "canonical_solution": "\ndef f(a, b):\n    return tuple(set(a) & set(b))\n", "base_input": [[[3, 4], [4]]],
        "plus_input": [[[], [1]], [[1], [1]]], "contract": "\n  assert isinstance(a, tuple)\n  assert len(a) > 0\n",
        "assertion": "import math\nassert f((3, 4), (4,)) == (4,)\n", **changes,
    }


def test_evalplus(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "MbppPlus.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(evalplus_row()) + "\n\n")
    (task,) = evalplus_tasks(tmp_path, "mbpp")
    assert [((3, 4), (4,)), ((), (1,)), ((1,), (1,))] == calls(task)
    assert 1 == task.extra["n_base"]
    names: dict[str, Any] = {}
    exec(task.extra["contract"], names)
    assert names["contract"]((1,), (2,))
    with pytest.raises(AssertionError):
        names["contract"]((), (1,))
    assert order_is_free(task)
    (tmp_path / "HumanEvalPlus.jsonl").write_text(json.dumps(evalplus_row(prompt="assert f((1,), (1,)) == (1,)")))
    assert not order_is_free(evalplus_tasks(tmp_path, "humaneval")[0])


def test_evalplus_of_another_layout(tmp_path: Path) -> None:
    row = evalplus_row()
    del row["contract"]
    (tmp_path / "MbppPlus.jsonl").write_text(json.dumps(row))
    with pytest.raises(InputsError, match="line 1 has no key 'contract'"):
        evalplus_tasks(tmp_path, "mbpp")
    (tmp_path / "MbppPlus.jsonl").write_text('{"a": 1}\nnot json\n')
    with pytest.raises(InputsError, match="line 2 is not JSON"):
        evalplus_tasks(tmp_path, "mbpp")
    (tmp_path / "MbppPlus.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(InputsError, match="cannot be read"):
        evalplus_tasks(tmp_path, "mbpp")


def test_arguments_written_in_assertions() -> None:
    text = "assert f(1, [2]) == 3\nassert math.isclose(f((1,), 2j), 0.5)\nassert f(n) == 1\nassert other(1)\nx = f(9)"
    assert [[1, [2]], [(1,), 2j], None, None] == written_arguments(text, "f")
    assert [] == written_arguments("assert f(", "f")


def test_pie(tmp_path: Path) -> None:
    rows = [
        {"problem_id": "p1", "submission_id_v0": "s1", "language": "Python", "input": "print(input())", "target": "x"},
        {"problem_id": "p1", "submission_id_v0": "s2", "language": "C++", "input": "int main;", "target": "x"},
        {"problem_id": "p2", "submission_id_v0": "s3", "input": "x", "target": "x"},
    ]
    (tmp_path / "test.jsonl").write_text("\n".join(map(json.dumps, rows)))
    cases = tmp_path / "public_test_cases" / "p1"
    cases.mkdir(parents=True)
    for number in (10, 2):
        (cases / f"input.{number}.txt").write_text(f"in{number}\n")
        (cases / f"output.{number}.txt").write_text(f"out{number}\n")
    (cases / "input.3.txt").write_text("without an output")
    found, left_out = pie_tasks(tmp_path)
    assert ["p1/s1"] == [task.name for task in found]
    assert [("in2\n",), ("in10\n",)] == calls(found[0])
    assert "c++" in left_out["p1/s2"]
    assert "no test cases" in left_out["p2/s3"]
    (tmp_path / "test.jsonl").write_text(json.dumps({"problem_id": "p1"}))
    with pytest.raises(InputsError, match="no key 'input'"):
        pie_tasks(tmp_path)


def test_bigobench(tmp_path: Path) -> None:
    row = {
        "problem_id": "q", "solution_id": "s", "description": "Add.", "solution_code": "print(1)", "dataclass_code": "",
        "inputs_example": "1", "time_complexity_inferred": "O(n)",
        "tests": {"public_tests": [{"input": "1", "output": "2"}], "private_tests": [], "generated_tests": None},
    }
    (tmp_path / "time_complexity_test_set.jsonl").write_text(json.dumps(row))
    (task,) = bigobench_tasks(tmp_path, prediction=False)
    assert ([("1",)], ("2",), "O(n)") == (calls(task), task.tests.expected, task.extra["label"])
    (asked,) = bigobench_tasks(tmp_path, prediction=True)
    assert "print(1)" in asked.prompt
    assert asked.extra["text"]


def test_selfinvoking(tmp_path: Path) -> None:
    row = {
        "id": 3, "raw_problem": "# Add one.\ndef one(x):\n", "raw_solution": "    return x + 1\n",
        "new_problem": "# Add two.\ndef two(x):\n", "new_solution": "    return one(one(x))\n",
        "test_code": "assert two(1) == 3",
    }
    (tmp_path / "humaneval_pro.json").write_text(json.dumps([row]))
    (task,) = selfinvoking_tasks(tmp_path)
    names: dict[str, Any] = {}
    exec(task.references[0].text, names)
    assert ("two", 3) == (task.entry, names["two"](1))
    (tmp_path / "humaneval_pro.json").write_text(json.dumps([{**row, "new_problem": "nothing"}]))
    with pytest.raises(InputsError, match="defines no function"):
        selfinvoking_tasks(tmp_path)


def test_evalperf(tmp_path: Path) -> None:
    level = {"code": "def f(n): return n", "entry": "f", "cost": 1.0, "share": 1.0}
    row = {"task": "T/1", "prompt": "", "entry": "f", "cases": "def calls():\n    return [(1,)]\n", "levels": [level]}
    (tmp_path / "levels.jsonl").write_text(json.dumps(row))
    (task,) = evalperf_tasks(tmp_path)
    assert ([(1,)], [1.0]) == (calls(task), task.extra["shares"])
    (tmp_path / "levels.jsonl").write_text(json.dumps({**row, "levels": []}))
    with pytest.raises(InputsError, match="no levels"):
        evalperf_tasks(tmp_path)
