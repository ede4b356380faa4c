"""A task set up to be answered: its inputs made, its reference run, its versions ready to be loaded in the sandbox."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hasten.bench.program import as_function
from hasten.bench.task import Cases, Solution, Task
from hasten.bench.workspace import written
from hasten.core import Target
from hasten.core.values import CallTree, from_plain
from hasten.errors import HastenError
from hasten.run import Runner, Sandbox, find_interpreter

#: CPU seconds that making all inputs of a task may take.
_MAKING_S = 120.0


class Unusable(HastenError):
    """A task cannot be judged here: its inputs cannot be made, or its reference fails. It is left out, by name."""


class Bed:
    """One task in a sandbox of its own.

    Versions are given as texts of modules; programs are wrapped, so that every version is a function.

    Args:
        task: The task.
        codes: Texts of the samples that will be run, so that what they import is imported before anything is timed.
        below: Folder in which the task's files are written; it is all that the sandbox sees of ours.
        python: Interpreter that runs the code, None for ours.

    Raises:
        Unusable: The inputs cannot be made.
    """

    def __init__(self, task: Task, codes: Sequence[str], *, below: Path, python: str | None = None) -> None:
        self.task = task
        place = written(task, None, task.tests, below=below)
        self.folder = place.folder
        sandbox = Sandbox(find_interpreter(python, self.folder), self.folder, self.folder)
        texts = [*(s.text for s in task.references), *codes]
        module = Target(task.entry, self.folder / "solution.py", "solution", self.folder, imports_of(texts))
        places = {self.text(s): self._target(s, module) for s in (*task.references, *_one(task.original))}
        self.runner = Runner(sandbox, module, places=places)

    def text(self, solution: Solution) -> str:
        """The module that is loaded for a solution."""
        return as_function(solution.text) if self.task.program else solution.text

    def _target(self, solution: Solution, module: Target) -> Target:
        return Target(solution.entry, module.file, module.module, module.root, self.text(solution))

    def calls(self, cases: Cases) -> list[CallTree]:
        """The cases as encoded calls, made in the sandbox.

        Raises:
            Unusable: Their text fails.
        """
        file = self.folder / "cases.py"
        file.write_text(cases.text, encoding="utf-8", newline="")
        maker = "def calls():\n    return []\n"
        made = {"file": str(file), "name": "calls"}
        answer = self._other(maker, "calls").workload(maker, made, cpu_limit_s=_MAKING_S)
        if "error" in answer:
            error = f"{answer['error']['type']}: {answer['error']['msg']}"
            raise Unusable(f"{self.task.name}: its inputs cannot be made ({error})")
        if not answer["calls"]:
            raise Unusable(f"{self.task.name}: it has no inputs")
        return list(answer["calls"])

    def _other(self, text: str, entry: str) -> Runner:
        """The runner, with one more module that it may load beside the versions of the task."""
        module = self.runner.target
        self.runner.places.setdefault(text, Target(entry, module.file, module.module, module.root, text))
        return self.runner

    def judged(self, checker: str, trios: Sequence[tuple[CallTree, Any, Any]], *, limit_s: float) -> list[bool]:
        """What the task's own checker says of (call, right answer, given answer), in a process of its own."""
        calls = [{"args": [["l", call["args"]], right, given], "kwargs": {}} for call, right, given in trios]
        said = self._other(checker, "check").observe(checker, calls, cpu_limit_s=limit_s)
        return [answer["out"] == "returns" and answer["value"] is True for answer in said]

    def admitted(self, contract: str, calls: Sequence[CallTree], *, limit_s: float = 10.0) -> list[bool]:
        """For each call, whether a module's ``contract(...)`` admits it; all are admitted where there is none."""
        if not contract:
            return [True] * len(calls)
        said = self._other(contract, "contract").observe(contract, calls, cpu_limit_s=limit_s)
        return [answer["out"] == "returns" for answer in said]

    def observed(
        self, source: str, calls: Sequence[CallTree], *, limit_s: float, limits_s: Sequence[float] | None = None
    ) -> list[dict[str, Any]]:
        """Observations of a version; for large values written out as far as they go."""
        return self.runner.observe(source, calls, cpu_limit_s=limit_s, limits_s=limits_s, detail=True)

    def answered(self, module: str, entry: str, call: CallTree, *, limit_s: float) -> dict[str, Any]:
        """The observation of one call of a function of another module."""
        return self._other(module, entry).observe(module, [call], cpu_limit_s=limit_s)[0]

    def right_answers(self, cases: Cases, calls: Sequence[CallTree], *, limit_s: float) -> list[Any]:
        """The right answer of each case as a tree: as given, else what the best reference returns.

        Raises:
            Unusable: The reference does not return on one of them.
        """
        if cases.expected is not None:
            return [from_plain(value) for value in cases.expected]
        source = self.text(self.task.references[0])
        found = []
        for number, observation in enumerate(self.observed(source, calls, limit_s=limit_s)):
            if observation["out"] != "returns":
                raise Unusable(f"{self.task.name}: its reference {ending(observation)} on input {number + 1}")
            found.append(observation["value"])
        return found

    def close(self) -> None:
        """End the sandbox."""
        self.runner.close()

    def __enter__(self) -> Bed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ending(observation: Mapping[str, Any]) -> str:
    """How a call ended, as a short phrase without any value of it."""
    out = observation["out"]
    if out in ("raises", "exit"):
        return f"raises {observation['exc']['type'].rpartition(':')[2]}"
    if out == "load":
        return f"does not load ({observation['error']['type']}: {observation['error']['msg'][:120]})"
    if out == "timeout":
        return f"does not end within {observation.get('limit_s', 0):.3g} s"
    return {"returns": "returns", "undecodable": "cannot take its arguments"}.get(out, "crashes")


def imports_of(texts: Sequence[str]) -> str:
    """All absolute imports of the texts as one module, so that they are made once, before anything is timed."""
    found: dict[str, None] = {}
    for text in texts:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update({f"import {alias.name}": None for alias in node.names})
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found[f"import {node.module}"] = None
    return "\n".join(found)


def _one(solution: Solution | None) -> tuple[Solution, ...]:
    return () if solution is None else (solution,)
