"""Self-invoking pairs: pass@k by the pairs' own assertions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hasten.bench.adapters.selfinvoking import ORIGIN, selfinvoking_tasks
from hasten.bench.bed import Bed, Unusable, ending
from hasten.bench.scores.pass_at_k import pass_at_k
from hasten.bench.suite import Figure, Row, Settings, answerable, wrong
from hasten.bench.task import Task

_LIMIT_S = 20.0


class SelfInvoking:
    """HumanEval Pro and MBPP Pro (Yu et al., ACL 2025): pass@k on the new problem.

    Departures: the assertions run in the sample's own process, as upstream has it, but in the sandbox and within 20 CPU
    seconds; a pair whose own solution fails them is left out by name.
    """

    name = "selfinvoking"
    title = "self-invoking pairs"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """The pairs of the file."""
        return selfinvoking_tasks(folder)

    def prepared(self, bed: Bed, settings: Settings) -> None:
        """Run the pair's own solution."""
        reference = bed.task.references[0]
        why = _failure(bed, reference.text)
        if why:
            raise Unusable(f"{bed.task.name}: its own solution fails its assertions ({why})")

    def trial(self, bed: Bed, shared: None, code: str, settings: Settings) -> dict[str, Any]:
        """Run the assertions after the sample."""
        why = _failure(bed, code)
        return wrong(why) if why else {"right": True, "why": ""}

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """pass@k."""
        passed = {task: [bool(row["right"]) for row in found] for task, found in rows.items()}
        return [Figure(f"pass@{k}", pass_at_k(passed, k), percent=True) for k in answerable(rows, ks)]


def _failure(bed: Bed, code: str) -> str:
    """Why the assertions fail on a module, or an empty text."""
    tests = "\n".join("    " + line for line in str(bed.task.extra["test_code"]).splitlines())
    module = f"{code}\n\n\ndef _assertions_hold():\n{tests}\n    return True\n"
    answer = bed.answered(module, "_assertions_hold", {"args": [], "kwargs": {}}, limit_s=_LIMIT_S)
    return "" if answer["out"] == "returns" and answer["value"] is True else ending(answer)
