"""HumanEval+ and MBPP+: pass@k on base inputs and on all inputs."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.evalplus import ORIGIN, evalplus_tasks
from hasten.bench.answers import same_answer
from hasten.bench.bed import Bed, Unusable, ending
from hasten.bench.scores.pass_at_k import pass_at_k
from hasten.bench.suite import Figure, Row, Settings, answerable
from hasten.bench.task import Task
from hasten.core.values import CallTree

#: A sample may take so many times what the canonical solution takes on an input, and at least so long, CPU seconds.
_FACTOR, _LEAST_S = 4.0, 1.0
_REFERENCE_LIMIT_S = 30.0
#: Floats agree within this where the task names no bound of its own.
_FLOATS = 1e-6


@dataclass(frozen=True)
class Shared:
    """Admitted inputs with the canonical solution's answers and limits.

    Attributes:
        base: How many of them, from the first on, are base inputs.
        refused: Inputs that break the task's own contract.
    """

    calls: list[CallTree]
    answers: list[Any]
    limits_s: list[float]
    base: int
    refused: int


class EvalPlus:
    """HumanEval+ or MBPP+ (Liu et al., NeurIPS 2023): pass@k, on base inputs ("base") and on all ("plus").

    Departures:
        * Inputs that break the task's contract are left out; upstream ships a few.
        * What JSON made of tuples, sets and complex numbers is read off the task's assertions (see the adapter).
        * Where a task's own example wraps the answer in ``set(...)``, order does not matter; upstream has a list.
        * A root of a polynomial is right when the polynomial is near 0 there, as upstream has it, where the task
          defines the polynomial and tests for that.
        * Limits are CPU seconds: four times the canonical solution's, at least 1 s an input.
    """

    origin = ORIGIN

    def __init__(self, subset: str) -> None:
        self.name = subset
        self.title = {"humaneval": "HumanEval+", "mbpp": "MBPP+"}[subset]

    def tasks(self, folder: Path) -> list[Task]:
        """The tasks of the release file."""
        return evalplus_tasks(folder, self.name)

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Inputs that the contract admits, and what the canonical solution answers."""
        task = bed.task
        calls = bed.calls(task.tests)
        admitted = bed.admitted(str(task.extra.get("contract", "")), calls)
        kept = [call for call, good in zip(calls, admitted, strict=True) if good]
        if not kept:
            raise Unusable(f"{task.name}: none of its inputs keeps its own contract")
        base = sum(admitted[: int(task.extra["n_base"])])
        seen = bed.observed(bed.text(task.references[0]), kept, limit_s=_REFERENCE_LIMIT_S)
        for number, observation in enumerate(seen):
            if observation["out"] != "returns":
                raise Unusable(f"{task.name}: its canonical solution {ending(observation)} on input {number + 1}")
        limits_s = [max(_LEAST_S, _FACTOR * float(o.get("cpu_s", 0.0))) for o in seen]
        return Shared(kept, [o["value"] for o in seen], limits_s, base, len(calls) - len(kept))

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Run all inputs; the first that fails is named."""
        task = bed.task
        seen = bed.observed(code, shared.calls, limit_s=_LEAST_S, limits_s=shared.limits_s)
        failed = []
        why = ""
        for number, (right, observation) in enumerate(zip(shared.answers, seen, strict=True)):
            said = _difference(bed, task, shared.calls[number], right, observation)
            if said:
                failed.append(number)
                why = why or f"input {number + 1}: {said}"
        base = not any(number < shared.base for number in failed)
        return {"right": not failed, "base": base, "why": why, "inputs": len(seen), "refused": shared.refused}

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """pass@k on base inputs and on all."""
        figures = []
        for k in answerable(rows, ks):
            for name, key in (("base", "base"), ("plus", "right")):
                passed = {task: [bool(row.get(key, False)) for row in found] for task, found in rows.items()}
                figures.append(Figure(f"{name} pass@{k}", pass_at_k(passed, k), percent=True))
        return figures


def _difference(bed: Bed, task: Task, call: CallTree, right: Any, seen: Mapping[str, Any]) -> str:
    if seen["out"] != "returns":
        return ending(seen)
    tolerance = task.tolerance or _FLOATS
    if same_answer(right, seen["value"], tolerance=tolerance, as_set=order_is_free(task)):
        return ""
    if task.checker and bed.judged(task.checker, [(call, right, seen["value"])], limit_s=10.0) == [True]:
        return ""
    return "wrong output"


def order_is_free(task: Task) -> bool:
    """Whether the task's own example compares ``set(f(...))``."""
    lines = task.prompt.strip().strip('"').strip().splitlines()
    try:
        tree = ast.parse(lines[-1] if lines else "")
    except SyntaxError:
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "set" and node.args:
            inner = node.args[0]
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == task.entry:
                return True
    return False
