"""From the answer on a whole command to its report."""

from __future__ import annotations

from pathlib import Path

from hasten.api.answer import cpu_s
from hasten.api.options import Options
from hasten.api.program import ProgramAnswer
from hasten.code.diffs import unified_diff
from hasten.report import machine
from hasten.report.context import Cost, RunContext
from hasten.report.profile import label, shown_file
from hasten.report.program import ProgramReport, ProgramRow


def report_of(answer: ProgramAnswer, options: Options, *, applied: str = "") -> ProgramReport:
    """The report; paths are relative to the project."""
    folder = answer.project
    kept = set(map(id, answer.kept))
    rows = [
        ProgramRow(
            label(c.chosen.hot, folder), c.chosen.hot.self_share, c.chosen.hot.share, c.recorded.seen,
            len(c.recorded.calls), c.answer, c.expected, id(c) in kept,
            c.reason or ("" if id(c) in kept else "the whole command did not become faster"),
        )
        for c in answer.changes
    ]  # fmt: skip
    left = [
        ProgramRow(label(one.hot, folder), one.hot.self_share, one.hot.share, reason=one.reason)
        for one in answer.left_alone
    ]
    evaluations = sum(c.answer.context.cost.evaluations for c in answer.changes if c.answer is not None)
    context = RunContext(
        command="optimize", cost=Cost(answer.seconds, cpu_s(), evaluations, 0), seed=options.seed,
        machine=machine.describe(), reproduce=options.command, folder=folder,
    )  # fmt: skip
    return ProgramReport(
        answer.request.typed, answer.evidence, answer.profile, rows, left, diff_of(answer), context, applied
    )


def diff_of(answer: ProgramAnswer) -> str:
    """The composed patch, as ``git apply`` takes it in the project's folder."""
    return "".join(
        unified_diff(answer.originals[file], text, file=shown_path(file, answer.project))
        for file, text in sorted(answer.sources.items())
    )


def shown_path(file: Path, folder: Path) -> str:
    """The path of a file in a patch."""
    return Path(shown_file(str(file), folder)).as_posix()
