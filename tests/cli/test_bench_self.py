"""``hasten bench self`` and what is made of it, on a benchmark of one function in COFFE's layout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROMPT = 'def unseen(names, known):\n    """Names that are not known yet, each once."""'
BODY = """    out = []
    for name in names:
        if name not in known and name not in out:
            out.append(name)
    return out
"""
BEST = "def solution(names, known):\n    return [n for n in dict.fromkeys(names) if n not in set(known)]\n"
#: An answer that is faster and forgets the order, and one that is right.
WRONG = "```python\ndef unseen(names, known):\n    return list(set(names) - set(known))\n```"
RIGHT = "```python\ndef unseen(names, known):\n    seen = set(known)\n" + (
    "    return [n for n in dict.fromkeys(names) if n not in seen]\n```"
)


def hasten(*words: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "hasten", *words], cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_originals_are_searched_scored_pooled_and_shown(tmp_path: Path) -> None:
    stress = "[[f'n{i * 7 % 900}' for i in range(700)], [f'n{i}' for i in range(0, 900, 3)]]"
    files = {
        "data": [{
            "task_id": "T/1", "final_prompt": PROMPT, "prompt": PROMPT + "\n", "entry_point": "unseen",
            "canonical_solution": BODY, "dataset": "x", "test": "",
        }],
        "best_solutions": {PROMPT: [BEST, False]},
        "stressful_testcases": {PROMPT: [{"input": stress, "output": None}]},
        "testcases": {PROMPT: [{"input": [["b", "a", "b", "c"], ["c"]], "output": [["b", "a"]]}]},
        "answers": {PROMPT: [[WRONG, RIGHT], True]},
    }
    for name, content in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    said = hasten(
        "bench", "self", "coffe", "--data", ".", "--budget", "12s", "--no-baseline", "--replay", "answers.json",
        "--pool", "pool.jsonl", "--out", "self.jsonl", folder=tmp_path,
    )
    assert "hasten: 1 faster" in said
    replayed = next(line for line in said.splitlines() if line.startswith("answers: "))
    assert "1 faster" in replayed
    assert " differs: value" in replayed  # how many depends on what a mender made of the wrong answer in time
    (row,) = [json.loads(line) for line in (tmp_path / "pool.jsonl").read_text().splitlines()]
    assert row["task_id"] == "T/1"
    assert any("set(" in text for text in row["solution"])
    page = hasten("bench", "page", "self.jsonl", folder=tmp_path)
    assert "| originals-again | 100.0 %" in page
    assert "hasten bench self coffe --data ." in page
    assert "answers: 1 faster" in page
