"""How often the oracle is wrong: traps by category, rewrites of our own, true pairs, wrong answers of a model.

    python benchmarks/verdict.py traps --traps FILE [--half read|unread]
    python benchmarks/verdict.py true --data DIR [--pairs 100]
    python benchmarks/verdict.py own [--seed N]
    python benchmarks/verdict.py answers --data DIR [--only NAME] [--stored FILE]

``traps`` reads a file of pairs (one JSON object a line: ``original``, ``variant``, ``entry``, ``tests``, ``category``,
``is_equivalent``). The half that was not looked at while the oracle was built prints no text of any pair. ``true``
takes canonical solutions of HumanEval+ and MBPP+ and versions of them made by rewrites that keep the meaning.
``own`` takes the wrong and right rewrites of this project's tests. ``answers`` takes a model's answers that part from the
canonical solution on HumanEval+'s inputs; they go through ``hasten verify`` itself, which is given no inputs at all:
it has the signature, the docstring and what it makes of them.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from hasten.api.options import Options
from hasten.api.verify import verify_targets
from hasten.bench.adapters.evalplus import evalplus_tasks
from hasten.bench.perturb import PERTURBATIONS
from hasten.bench.task import Task
from hasten.bench.wrong import disagreements
from hasten.code.globals_used import globals_named
from hasten.core import Artifact, Candidate, SourceEdit, Target, Verdict
from hasten.oracles import DifferentialOracle
from hasten.run import Runner, Sandbox, find_interpreter
from hasten.stores.memory import MemoryStore

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.oracles import language_pairs, library_pairs, own_pairs  # noqa: E402

_NAMES = (
    "import math, itertools, collections, io, random, datetime\nfrom decimal import Decimal\n"
    "from fractions import Fraction\nfrom math import inf, nan\ntry:\n    import numpy as np\n    import pandas as pd\n"
    "except ImportError:\n    pass\n"
)
_RECORDED = "CALLS = {calls!r}\n\n\ndef recorded(module):\n    names = {{**globals(), **vars(module)}}\n    return [eval(call, names) for call in CALLS]\n"

#: Wall seconds of one check: so many that a crowded machine does not shorten the search.
_LIMIT_S = 120.0


@dataclass(frozen=True)
class Outcome:
    """What the oracle said of one pair.

    Attributes:
        name: Name of the pair.
        category: Its category.
        equivalent: Whether the two are the same.
        verdict: What the oracle said.
        wall_s: Wall seconds.
    """

    name: str
    category: str
    equivalent: bool
    verdict: Verdict
    wall_s: float

    @property
    def right(self) -> bool:
        """Whether the oracle was right."""
        return (self.verdict.word == "differs") != self.equivalent


def judged(
    name: str, category: str, equivalent: bool, old: str, new: str, entry: str, inputs: str, seed: int, *, hearing: bool = False
) -> Outcome | None:
    """The oracle's verdict on one pair, or the hearing's; None where its inputs cannot be made."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        for file, content in (("old.py", old), ("new.py", new), ("inputs.py", inputs)):
            (folder / file).write_text(content)
        a = Target(entry, folder / "old.py", "old", folder, old)
        b = Target(entry, folder / "new.py", "new", folder, new)
        watch = sorted(set(globals_named(old, entry)) | set(globals_named(new, entry)))
        remake = {"file": str(folder / "inputs.py"), "name": "recorded"}
        sandbox = Sandbox(find_interpreter(None, folder), folder, folder)
        with Runner(sandbox, a, watch=watch, places={new: b}, remake=remake) as runner:
            answer = runner.workload(old, remake)
            if "error" in answer:
                return None
            runner.zygote(0), runner.zygote(1)
            oracle = DifferentialOracle(runner, entry, recorded=answer["calls"], seed=seed, limit_s=_LIMIT_S)
            started = time.monotonic()
            sides = _artifact(old), _artifact(new)
            verdict = oracle.hear(*sides, n_candidates=8) if hearing else oracle.check(*sides)
            return Outcome(name, category, equivalent, verdict, time.monotonic() - started)


def _artifact(source: str) -> Artifact:
    return Artifact(Candidate(SourceEdit(source), "given"), source)


def traps(file: Path, half: str, seed: int) -> Iterator[Outcome | None]:
    """Pairs of a file of traps."""
    for line in file.read_text().splitlines():
        row = json.loads(line)
        even = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0
        if half in ("both", "read" if even else "unread"):
            inputs = _NAMES + _RECORDED.format(calls=row["tests"])
            yield judged(
                row["id"], row["category"], row["is_equivalent"], row["original"], row["variant"], row["entry"], inputs, seed
            )


#: Rewrites that keep the meaning, in the order applied.
_REWRITES = ("for-as-while", "comprehension-as-loop", "reorder", "docstring", "rename", "reformat")


def true_pairs(data: Path, count: int, seed: int, hearing: bool) -> Iterator[Outcome | None]:
    """Canonical solutions against versions that mean the same."""
    rng = random.Random(seed)
    tasks = [("humaneval", task) for task in evalplus_tasks(data / "evalplus", "humaneval")]
    # Every third task of MBPP+ is left to whoever measures this from outside.
    mbpp = [task for row, task in enumerate(evalplus_tasks(data / "evalplus", "mbpp")) if row % 3]
    tasks += [("mbpp", task) for task in mbpp]
    rng.shuffle(tasks)
    made = 0
    for subset, task in tasks:
        assert task.original is not None
        old = task.original.text
        new, applied = old, []
        for name in _REWRITES:
            changed = PERTURBATIONS[name](new, task.entry, rng)
            if changed is not None:
                new, applied = changed, [*applied, name]
        if not applied or ast.dump(ast.parse(old)) == ast.dump(ast.parse(new)):
            continue
        name = f"{task.name} {'+'.join(applied)}"
        outcome = judged(name, subset, True, old, new, task.entry, _first(task, 3), seed, hearing=hearing)
        if outcome is not None:
            made += 1
            yield outcome
        if made == count:
            return


def rewrites(seed: int) -> Iterator[Outcome | None]:
    """Wrong and right rewrites of this project's tests."""
    for module in (own_pairs, language_pairs, library_pairs):
        for number, pair in enumerate(module.PAIRS):
            inputs = _NAMES + _RECORDED.format(calls=pair.recorded)
            yield judged(f"{module.__name__.rpartition('.')[2]} {number}", pair.category, pair.category == "same", pair.old, pair.new, "f", inputs, seed)


@dataclass(frozen=True)
class Answer:
    """A model's answer that parts from the canonical solution on the benchmark's inputs.

    Attributes:
        task: Name of the task.
        entry: The function.
        old: The canonical solution.
        new: The answer.
        category: ``fails``: the values are unequal, the benchmark's own comparison; ``strict``: only stricter
            comparison tells them apart (types, arguments, printed text).
        example: The first difference in words.
    """

    task: str
    entry: str
    old: str
    new: str
    category: str
    example: str


def wrong_answers(data: Path) -> Iterator[Answer]:
    """Answers that differ from the canonical solution on HumanEval+'s own inputs."""
    tasks = {task.name: task for task in evalplus_tasks(data / "evalplus", "humaneval")}
    folder = data / "coffe-humaneval"
    answers = json.loads((folder / "answers-gpt-4o.json").read_text())
    for problem in json.loads((folder / "data.json").read_text()):
        task = tasks.get(problem["task_id"])
        given = answers.get(problem["final_prompt"])
        if task is None or task.original is None or not given:
            continue
        text = _code(given[0][0])
        if text is None or task.entry not in text:
            continue
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "solution.py"
            file.write_text(task.original.text)
            target = Target(task.entry, file, "solution", Path(place), task.original.text)
            found = disagreements(target, text, task)
        if found.differing:
            kind = "fails" if found.unequal else "strict"
            yield Answer(task.name, task.entry, task.original.text, text, kind, found.example)


def stored(file: Path | None, answers: Iterator[Answer]) -> Iterator[Answer]:
    """The answers of a file where there is one; else they are found, which takes longer than judging, and kept."""
    if file is not None and file.exists():
        yield from (Answer(**row) for row in json.loads(file.read_text()))
        return
    found = list(answers)
    if file is not None:
        file.write_text(json.dumps([vars(answer) for answer in found], indent=1))
    yield from found


def verified(answer: Answer, seed: int) -> Outcome:
    """What ``hasten verify`` says where it is given nothing but the two files."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        sides = []
        for name, source in (("old", answer.old), ("new", answer.new)):
            (folder / f"{name}.py").write_text(source)
            sides.append(Target(answer.entry, folder / f"{name}.py", name, folder, source))
        started = time.monotonic()
        found = verify_targets(*sides, Options(seed=seed, budget_s=2.5 * _LIMIT_S), store=MemoryStore()).evidence
        verdict = found.verdict or Verdict("tests_only", "", notes=(found.reason,))
        return Outcome(answer.task, answer.category, False, verdict, time.monotonic() - started)


def _code(answer: str) -> str | None:
    blocks = re.findall(r"```(?:python)?\n(.*?)```", answer, re.DOTALL)
    for text in [*blocks, answer]:
        try:
            ast.parse(text)
        except SyntaxError:
            continue
        return str(text)
    return None


def _first(task: Task, count: int) -> str:
    """The first few of the task's inputs, as the user's tests would be."""
    return f"{task.tests.text}\n\ndef recorded():\n    return calls()[:{count}]\n"


def table(outcomes: list[Outcome]) -> str:
    """Caught and false alarms by category, and what it cost."""
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        rows[outcome.category].append(outcome)
    lines = ["| category | wrong pairs caught | false alarms |", "|---|---|---|"]
    for category in sorted(rows):
        wrong = [o for o in rows[category] if not o.equivalent]
        true = [o for o in rows[category] if o.equivalent]
        lines.append(f"| {category} | {_share(wrong)} | {len(true) - sum(o.right for o in true)} of {len(true)} |")
    wrong, true = [o for o in outcomes if not o.equivalent], [o for o in outcomes if o.equivalent]
    lines.append(f"| all | {_share(wrong)} | {len(true) - sum(o.right for o in true)} of {len(true)} |")
    cpu = [o.verdict.cpu_s for o in outcomes]
    lines.append(f"\nCPU seconds a pair after start-up: median {median(cpu):.2f}, mean {mean(cpu):.2f}, most {max(cpu):.2f}.")
    return "\n".join(lines)


def _share(outcomes: list[Outcome]) -> str:
    return f"{sum(o.right for o in outcomes)} of {len(outcomes)}" if outcomes else "-"


def main() -> None:
    """Run one of the four."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["traps", "true", "own", "answers"])
    parser.add_argument("--traps", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=["read", "unread", "both"], default="both")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hear", action="store_true", help="true pairs are put before the winner's hearing")
    parser.add_argument("--only", default="", help="answers whose task's name holds this text")
    parser.add_argument("--stored", type=Path, help="file that keeps the answers found, for the next run")
    given: Any = parser.parse_args()
    if given.what == "own":
        found = rewrites(given.seed)
    elif given.what == "traps":
        found = traps(given.traps, given.half, given.seed)
    elif given.what == "true":
        found = true_pairs(given.data, given.pairs, given.seed, given.hear)
    else:
        answers = stored(given.stored, wrong_answers(given.data))
        found = (verified(answer, given.seed) for answer in answers if given.only in answer.task)
    outcomes = []
    for outcome in found:
        if outcome is None:
            continue
        outcomes.append(outcome)
        if not outcome.right and given.half != "unread":
            shown = outcome.verdict.counterexample
            print(f"wrong: {outcome.name} ({outcome.category}): {outcome.verdict.word} {outcome.verdict.notes}", flush=True)
            if shown is not None:
                print(f"    {shown.kind}: {shown.call}\n    OLD {shown.old[:300]}\n    NEW {shown.new[:300]}", flush=True)
    print(table(outcomes))


if __name__ == "__main__":
    main()
