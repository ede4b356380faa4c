"""What a change of two commits does: benchmarks in turns, new slow patterns, claims. Fails only on what is sure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from hasten.api.answer import Answer, answered_alone
from hasten.api.check_claim import CHANGES_BEHAVIOUR, CheckedClaim, check_claim, sides_of
from hasten.api.commits import BenchmarkRow, CommitComparison, compare_commits, span_of, worktrees
from hasten.api.options import Options
from hasten.api.stated_claim import stated_claim
from hasten.core import Objective, Speedup
from hasten.errors import InvalidArgument
from hasten.report.change_comment import BenchmarkLine, ChangeComment
from hasten.scan.baseline import baseline_counts, without_known
from hasten.scan.cache import Cache
from hasten.scan.formats.wording import sentence
from hasten.scan.tree import Placed, TreeScan, scan_tree
from hasten.stores.runs import RunStore


@dataclass(frozen=True)
class ChangeCheck:
    """The answer.

    Attributes:
        comment: What a reader is told.
        slower: Benchmarks that two measurements apart from each other confirm to be slower.
        scan: The scan of the head, with all findings; None where it was not asked for.
        claims: The claims that were checked.
        report: The benchmarks as evidence, None where they were not asked for.
    """

    comment: ChangeComment
    slower: tuple[str, ...] = ()
    scan: TreeScan | None = None
    claims: tuple[CheckedClaim, ...] = ()
    report: Answer | None = None

    @property
    def failed(self) -> bool:
        """Whether something is surely wrong: a confirmed regression, or a claimed speed-up that changes behaviour."""
        return bool(self.slower) or any(claim.answer == CHANGES_BEHAVIOUR for claim in self.claims)


def check_change(
    span: str,
    options: Options,
    *,
    store: RunStore,
    bench: str | None = None,
    build: str = "",
    scan: Sequence[str] = (),
    claims: Sequence[str] = (),
    cache: Cache | None = None,
) -> ChangeCheck:
    """Measure, scan and check what two commits differ in.

    A benchmark that looks slower is measured once more by itself, and counts only when both say so: over many
    benchmarks some interval lies wrong by chance.

    Args:
        span: ``BASE..HEAD``.
        options: Budget of the benchmarks, seed and interpreter.
        store: For the claims.
        bench: A pytest command to measure with.
        build: Shell command that prepares a checkout.
        scan: Folders and files of the repository to scan; none when empty.
        claims: ``path.py::function 15 % faster``.
        cache: Known results of scans.

    Raises:
        HastenError: The commits, the command or a claim cannot be used.
    """
    base, head = span_of(span)
    parsed = [_claim(text) for text in claims]
    rows: tuple[BenchmarkRow, ...] | None = None
    slower: tuple[str, ...] = ()
    report = None
    if bench is not None:
        started = time.monotonic()
        found = compare_commits(span, bench, options, build=build)
        slower, found = _confirmed(found, span, bench, options, build)
        rows = found.rows
        clock = Objective(clock="pytest-benchmark's median, or CPU of the whole process")
        report = answered_alone(f"{base} → {head}", found.evidence, options, time.monotonic() - started, clock=clock)
    scanned, fresh = _scanned(base, head, scan, cache or Cache(None)) if scan else (None, None)
    checked = []
    for target, text in parsed:
        with sides_of(span, target, options) as (old, new, fitted):
            checked.append(check_claim(old, new, stated_claim(text), fitted, store=store))
    comment = ChangeComment(
        base,
        head,
        None if rows is None else [_line(row) for row in rows],
        None if fresh is None else [_finding(placed) for placed in fresh],
        [f"`{target}` {found.answer.replace('_', ' ')}: {found.claim.text!r}: {found.reason}"
         for (target, _), found in zip(parsed, checked, strict=True)],
    )  # fmt: skip
    return ChangeCheck(comment, slower, scanned, tuple(checked), report)


def _claim(text: str) -> tuple[str, str]:
    """Target and claim.

    Raises:
        InvalidArgument: One of them is missing, or the claim cannot be read.
    """
    target, _, said = text.strip().partition(" ")
    if "::" not in target or not said.strip():
        raise InvalidArgument(f'--claim {text!r} must be written as "path.py::function 15 % faster"')
    stated_claim(said.strip())
    return target, said.strip()


def _confirmed(
    found: CommitComparison, span: str, bench: str, options: Options, build: str
) -> tuple[tuple[str, ...], CommitComparison]:
    """The benchmarks that are slower twice, and the comparison in which the others are called undecided."""
    suspects = [row.name for row in found.rows if row.verdict == "slower"]
    if not suspects:
        return (), found
    again = compare_commits(span, bench, replace(options, seed=options.seed + 1), only=suspects, build=build)
    sure = tuple(row.name for row in again.rows if row.verdict == "slower")
    rows = tuple(
        replace(row, verdict="inconclusive") if row.name in suspects and row.name not in sure else row
        for row in found.rows
    )
    outcome = "slower" if sure else "inconclusive"
    reason = f"slower in two measurements: {', '.join(sure)}" if sure else "slower once, and not when measured again"
    return sure, replace(found, rows=rows, evidence=replace(found.evidence, outcome=outcome, reason=reason))


def _scanned(base: str, head: str, scan: Sequence[str], cache: Cache) -> tuple[TreeScan, list[Placed]]:
    """The scan of the head, and the findings that the base does not have."""
    with ExitStack() as stack:
        old, new = stack.enter_context(worktrees(Path.cwd(), base, head))
        before, after = (
            _relative(scan_tree([p for p in (place / name for name in scan) if p.exists()], cache=cache), place)
            for place in (old, new)
        )
    fresh, _ = without_known(after.findings, baseline_counts(before.findings))
    return after, fresh


def _relative(found: TreeScan, folder: Path) -> TreeScan:
    """Paths relative to the checkout."""
    placed = tuple(replace(p, file=_inside(p.file, folder)) for p in found.findings)
    return replace(found, findings=placed, unread=tuple((_inside(file, folder), why) for file, why in found.unread))


def _inside(file: str, folder: Path) -> str:
    path = Path(file).absolute()
    return path.relative_to(folder).as_posix() if folder in path.parents else file


def _line(row: BenchmarkRow) -> BenchmarkLine:
    speedup = row.speedup if isinstance(row.speedup, Speedup) else None
    return BenchmarkLine(row.name, row.base_s, speedup, row.verdict)


def _finding(placed: Placed) -> str:
    return f"`{placed.file}:{placed.finding.line}` {placed.finding.code} {sentence(placed.finding)}"
