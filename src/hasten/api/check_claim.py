"""Does a change do what is claimed of it? One verification, one measurement, one of three answers."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hasten.api.answer import Answer
from hasten.api.commits import changed_python_files, span_of, top_folder, worktrees
from hasten.api.compare import measured_pair
from hasten.api.options import Options
from hasten.api.stated_claim import StatedClaim
from hasten.api.targets import target_of
from hasten.api.verify import verify_targets
from hasten.core import Evidence, Target
from hasten.errors import InvalidArgument, TargetError
from hasten.report import figures
from hasten.stores.runs import RunStore

CONFIRMED, NOT_CONFIRMED, CHANGES_BEHAVIOUR, REFUSED = "confirmed", "not_confirmed", "changes_behaviour", "refused"
#: Figures are never measured twice alike: a claim may be missed by this share of its gain (of its logarithm), but
#: large factors by no more than the second figure.
_MISSED, _MOST_MISSED = 0.1, 1.15


@dataclass(frozen=True)
class CheckedClaim:
    """The answer.

    Attributes:
        answer: ``confirmed``, ``not_confirmed``, ``changes_behaviour``; ``refused`` where nothing can be judged.
        reason: One sentence.
        claim: What was claimed.
        needed: What the low end of the measured interval had to reach; None where no figure was claimed.
        report: The evidence of the comparison, with its run.
    """

    answer: str
    reason: str
    claim: StatedClaim
    needed: float | None
    report: Answer

    def json(self) -> dict[str, Any]:
        """Schema ``hasten.claim/1``."""
        from hasten.report.evidence_json import to_json

        return {
            "schema": "hasten.claim/1",
            "answer": self.answer,
            "reason": self.reason,
            "claim": {
                "text": self.claim.text, "factor": self.claim.factor, "needed": self.needed,
                "faster": self.claim.faster,
            },
            "evidence": to_json(self.report.evidence, self.report.context),
        }  # fmt: skip


def check_claim(old: Target, new: Target, claim: StatedClaim, options: Options, *, store: RunStore) -> CheckedClaim:
    """Verify, measure, and hold the figures against the claim.

    Raises:
        HastenError: A side or the inputs cannot be used.
    """
    if not claim.faster:
        report = verify_targets(old, new, options, store=store)
    else:
        report = measured_pair(old, new, options, store=store, command="check-claim")
    if old.file != new.file and old.name == new.name and old.module == new.module:
        # The same file of two trees: shown below the folder that both lie in.
        folder = Path(os.path.commonpath([old.file, new.file]))
        report = replace(report, context=replace(report.context, folder=folder))
    answer, reason, needed = judged_claim(claim, report.evidence)
    return CheckedClaim(answer, reason, claim, needed, report)


def judged_claim(claim: StatedClaim, evidence: Evidence) -> tuple[str, str, float | None]:
    """The answer, why, and the factor that was needed; compares stored numbers only.

    A figure is confirmed when the low end of the measured interval reaches it, less a tenth of its gain (large factors:
    less 13 %) or what the machine resolves, whichever is more. Doubt counts against the claim.
    """
    needed = None
    if claim.factor is not None:
        least = max(claim.factor ** (1.0 - _MISSED), claim.factor / _MOST_MISSED)
        needed = max(1.0, min(least, claim.factor / (1.0 + evidence.resolution)))
    if evidence.outcome == "refused":
        return REFUSED, evidence.reason, needed
    if evidence.outcome == "differs":
        found = evidence.verdict.counterexample if evidence.verdict else None
        return CHANGES_BEHAVIOUR, f"the two differ ({found.kind if found else 'see the report'})", needed
    verdict = evidence.verdict
    if verdict is None or not verdict.same:
        return NOT_CONFIRMED, f"sameness is not shown ({verdict.weak if verdict else 'not checked'})", needed
    if not claim.faster:
        return CONFIRMED, "no difference was found, and no gain was claimed", needed
    speedup = evidence.speedup
    if speedup is None:
        return NOT_CONFIRMED, evidence.reason or "the two could not be measured", needed
    if evidence.outcome != "faster":
        return NOT_CONFIRMED, f"no gain is shown ({evidence.reason or evidence.outcome})", needed
    if needed is None or claim.factor is None or speedup.low >= needed:
        return CONFIRMED, "no difference was found, and the measured gain reaches the claim", needed
    claimed = figures.factor(claim.factor)
    if speedup.high < needed:
        return NOT_CONFIRMED, f"it is faster, but by less than the {claimed} that is claimed", needed
    return NOT_CONFIRMED, f"it is faster, but the interval is too wide to confirm {claimed}; raise --budget", needed


def is_span(text: str) -> bool:
    """Whether the first argument is ``BASE..HEAD`` rather than ``path.py::name``."""
    return ".." in text and "::" not in text


@contextmanager
def sides_of(first: str, second: str, options: Options) -> Iterator[tuple[Target, Target, Options]]:
    """OLD and NEW from two targets, or one target at the two commits of a span, with the options that fit.

    Raises:
        HastenError: There is no such commit or function, or nothing to judge between the commits.
    """
    if not is_span(first):
        yield target_of(first), target_of(second), options
        return
    path, mark, name = second.rpartition("::")
    if not mark or Path(path).is_absolute():
        raise TargetError(f"{second!r} must be written as path.py::function, relative to this folder")
    base, head = span_of(first)
    here = Path.cwd()
    with worktrees(here, base, head) as (old_folder, new_folder):
        sides = []
        for commit, folder in ((base, old_folder), (head, new_folder)):
            if not (folder / path).is_file():
                raise TargetError(f"{path} is not in commit {commit}; name a file that both commits have")
            sides.append(target_of(f"{folder / path}::{name}"))
        old, new = sides
        if _same_code(old.source, new.source) and changed_python_files(here, base, head):
            raise InvalidArgument(
                f"{path} is the same code in {base} and {head}, although other files changed; "
                "name a function in a file that changed"
            )
        yield old, new, replace(options, python=options.python or _venv_of(top_folder(here)))


def _same_code(old: str, new: str) -> bool:
    return ast.dump(ast.parse(old)) == ast.dump(ast.parse(new))


def _venv_of(folder: Path) -> str | None:
    """The repository's own environment, which its worktrees do not have."""
    found = (folder / name / "bin" / "python" for name in (".venv", "venv"))
    return next((str(python) for python in found if python.exists()), None)
