"""Whether a variant answers as its original does on a benchmark's own inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.bench.task import Task
from hasten.bench.workspace import written
from hasten.core import Target
from hasten.errors import HastenError
from hasten.oracles.observation import compare, is_void
from hasten.oracles.waivers import Allowance
from hasten.run import Runner, Sandbox, find_interpreter

_LIMIT_S = 10.0
#: Least CPU limit of one call of the variant; its limit is twenty times what the original took.
_LEAST_LIMIT_S = 2.0
#: Calls sent at once, and timeouts after which no more are sent.
_BATCH, _MOST_ENDLESS = 50, 3


@dataclass(frozen=True)
class Disagreement:
    """Inputs on which two versions part.

    Attributes:
        inputs: Inputs compared; those that break the task's contract or say nothing of the original are left out.
        differing: Places of the inputs on which they part.
        example: The first difference in words, or empty.
        unequal: Those of ``differing`` where the values are unequal, numbers compared with a tolerance: what the
            benchmark itself calls wrong. The others differ in types, order, arguments or output.
    """

    inputs: int
    differing: tuple[int, ...]
    example: str = ""
    unequal: tuple[int, ...] = ()


def disagreements(old: Target, new_source: str, task: Task) -> Disagreement:
    """Run both versions on the task's tests in the sandbox and compare result, exception and arguments.

    Raises:
        HastenError: The inputs cannot be made.
    """
    place = written(task, None, task.tests, below=old.file.parent)
    sandbox = Sandbox(find_interpreter(None, old.root), old.root, old.root)
    file, _, name = place.inputs.rpartition("::")
    with Runner(sandbox, old) as runner:
        answer = runner.workload(old.source, {"file": file, "name": name})
        if "error" in answer:
            raise HastenError(f"inputs of {task.name} cannot be made: {answer['error']['msg']}")
        calls = kept_by_contract(sandbox, old, task, answer["calls"])
        before = runner.observe(old.source, calls, cpu_limit_s=_LIMIT_S)
        after = _until_endless(runner, new_source, calls, before)
    return compared(before[: len(after)], after)


def _until_endless(
    runner: Runner, source: str, calls: Sequence[dict[str, Any]], before: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Observations of a variant, up to the batch in which it runs on where the original ended a few times."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(calls), _BATCH):
        batch = slice(start, start + _BATCH)
        limits_s = [min(5 * _LIMIT_S, max(_LEAST_LIMIT_S, 20 * float(o.get("cpu_s", 0.0)))) for o in before[batch]]
        found += runner.observe(source, calls[batch], limits_s=limits_s)
        if sum(o["out"] == "timeout" for o in found) >= _MOST_ENDLESS:
            break
    return found


def compared(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Disagreement:
    """Two series of observations of the same calls."""
    differing, unequal, count, example = [], [], 0, ""
    by_value = Allowance("same-value")
    for number, (a, b) in enumerate(zip(before, after, strict=True)):
        if is_void(a):
            continue
        count += 1
        every = compare(a, b, most=by_value.most)
        found = [d for d in every if d.level in ("same-value", "same-result", "same-effects")]
        if found:
            differing.append(number)
            if by_value.counting(every):
                unequal.append(number)
            example = example or f"{found[0].kind} at {found[0].where}: {found[0].old!s:.80} and {found[0].new!s:.80}"
    return Disagreement(count, tuple(differing), example, tuple(unequal))


def kept_by_contract(sandbox: Sandbox, old: Target, task: Task, calls: Sequence[Any]) -> list[dict[str, Any]]:
    """The calls that the task's contract admits; all of them where there is none."""
    text = str(task.extra.get("contract", ""))
    if not text:
        return list(calls)
    contract = Target("contract", old.file, old.module, old.root, text)
    with Runner(sandbox, contract) as runner:
        said = runner.observe(text, calls, cpu_limit_s=_LIMIT_S)
    return [call for call, answer in zip(calls, said, strict=True) if answer["out"] == "returns"]
