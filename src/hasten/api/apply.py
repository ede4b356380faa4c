"""Write an accepted variant into the user's file; all or nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hasten.api.delivery import brought_files
from hasten.api.targets import read_source
from hasten.core import SourceEdit
from hasten.errors import InvalidArgument, TargetError
from hasten.report.context import Report
from hasten.stores.whole_file import replace_whole


def why_not(report: Report) -> str:
    """Why a variant may not be applied by itself, or an empty text."""
    evidence = report.evidence
    if evidence.outcome != "faster" or evidence.candidate is None:
        return "nothing faster was found"
    if evidence.verdict is None or not evidence.verdict.same:
        return "sameness was not shown"
    if evidence.verdict.weak:
        return f"it rests on a weak search ({evidence.verdict.weakness}); read the diff and apply it by hand"
    return ""


def apply_variant(report: Report) -> list[Path]:
    """Replace the target's file by the variant, and write what it brings along; the paths of those further files.

    Raises:
        TargetError: The file changed since the run, or cannot be written; it is left as it is.
        InvalidArgument: The report holds no variant.
    """
    target, candidate = report.context.target, report.evidence.candidate
    if target is None or candidate is None or not isinstance(candidate.payload, SourceEdit):
        raise InvalidArgument("this run holds no variant to apply; run `hasten optimize` again")
    now = read_source(target.file)
    if target.on(now).source_hash != target.source_hash:
        raise TargetError(
            f"{target.file} has changed since the run, so nothing was applied; run `hasten optimize` again"
        )
    brought = brought_files(report)
    written: list[Path] = []
    try:
        for path, inside in brought.items():
            written += [] if path.exists() else [path]
            replace_whole(path, inside, mode=0o644, durable=True)
        mode = target.file.stat().st_mode & 0o7777
        replace_whole(target.file, candidate.payload.source.encode("utf-8"), mode=mode, durable=True)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise TargetError(f"{target.file} cannot be written ({error.strerror}), so nothing was applied") from error
    return [*brought]
