"""HumanEval+ and MBPP+ (EvalPlus): pass@k on base and additional inputs, each with a contract.

Files: ``HumanEvalPlus*.jsonl[.gz]`` and ``MbppPlus*.jsonl[.gz]`` as EvalPlus releases them.

Inputs are stored as JSON, which has neither tuples nor sets nor complex numbers. What they were is read off the task's
own assertions: the arguments written there are compared with the stored base inputs, and the same conversion is
applied to all inputs of the task. EvalPlus has a hand-written list of task numbers for the same purpose.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from hasten.bench.adapters.conversion import Conversion, learned
from hasten.bench.adapters.files import existing, read_json_lines, require
from hasten.bench.task import Solution, Task, literal_cases

ORIGIN = "github.com/evalplus/evalplus (Apache-2.0), the release files HumanEvalPlus*.jsonl.gz and MbppPlus*.jsonl.gz"
_KEYS = ("task_id", "prompt", "entry_point", "canonical_solution", "base_input", "plus_input", "atol", "contract")
_FILES = {
    "humaneval": tuple(f"HumanEvalPlus{mark}.jsonl{packed}" for packed in (".gz", "") for mark in ("-NoExtreme", "")),
    "mbpp": tuple(f"MbppPlus{mark}.jsonl{packed}" for packed in (".gz", "") for mark in ("", "-NoExtreme")),
}


def evalplus_tasks(folder: Path, subset: str) -> list[Task]:
    """The tasks of ``humaneval`` or ``mbpp`` in file order.

    Raises:
        InputsError: The file is missing or of another layout.
    """
    file = existing(folder, _FILES[subset], origin=ORIGIN)
    found = []
    for number, row in enumerate(read_json_lines(file), start=1):
        require(row, _KEYS, where=f"{file} line {number}")
        found.append(_task(row))
    return found


def _task(row: dict[str, Any]) -> Task:
    entry = str(row["entry_point"])
    original = Solution(str(row["prompt"]) + str(row["canonical_solution"]), entry)
    conversion = conversion_of(row)
    base, plus = list(row["base_input"]), list(row["plus_input"] or [])
    inputs = [conversion.applied(arguments) for arguments in base + plus]
    return Task(
        name=str(row["task_id"]), prompt=str(row["prompt"]), entry=entry, original=original, references=(original,),
        tests=literal_cases(inputs), tolerance=float(row["atol"] or 0.0),
        extra={"n_base": len(base), "contract": contract_text(original.text, entry, str(row["contract"]))},
    )


def conversion_of(row: dict[str, Any]) -> Conversion:
    """What JSON made of the arguments, learned from the task's assertions."""
    written = written_arguments(str(row.get("assertion", "")), str(row["entry_point"]))
    pairs = [(stored, shown) for stored, shown in zip(row["base_input"], written, strict=False) if shown is not None]
    return learned(pairs)


def written_arguments(assertions: str, entry: str) -> list[list[Any] | None]:
    """Arguments of the call of ``entry`` in each assertion, None where they are no literals."""
    try:
        tree = ast.parse(assertions)
    except SyntaxError:
        return []
    found: list[list[Any] | None] = []
    for statement in tree.body:
        if not isinstance(statement, ast.Assert):
            continue
        every = [n for n in ast.walk(statement) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        calls = [n for n in every if isinstance(n.func, ast.Name) and n.func.id == entry]
        try:
            found.append([ast.literal_eval(argument) for argument in calls[0].args] if calls else None)
        except (ValueError, TypeError):
            found.append(None)
    return found


def contract_text(source: str, entry: str, contract: str) -> str:
    """The task's module with ``contract(...)`` added: it takes the entry's arguments and raises where they break it.

    Empty where the task states no contract or its text does not parse.
    """
    if not contract.strip():
        return ""
    try:
        functions = [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == entry]
        asserts = ast.parse("if True:\n" + contract if contract.lstrip("\n")[:1].isspace() else contract).body
    except SyntaxError:
        return ""
    if not functions:
        return ""
    body = "\n".join("    " + line for node in asserts for line in ast.unparse(node).splitlines())
    return f"{source}\n\ndef contract({ast.unparse(functions[-1].args)}):\n{body}\n    return True\n"
