"""Write an accepted variant into the user's file; all or nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress

from hasten.api.targets import read_source
from hasten.core import SourceEdit
from hasten.errors import InvalidArgument, TargetError
from hasten.report.context import Report


def why_not(report: Report) -> str:
    """Why a variant may not be applied by itself, or an empty text."""
    evidence = report.evidence
    if evidence.outcome != "faster" or evidence.candidate is None:
        return "nothing faster was found"
    if evidence.verdict is None or not evidence.verdict.same:
        return "sameness was not shown"
    if evidence.verdict.weak:
        return f"it rests on a weak search ({evidence.verdict.weak}); read the diff and apply it by hand"
    return ""


def apply_variant(report: Report) -> None:
    """Replace the target's file by the variant.

    Raises:
        TargetError: The file changed since the run, or cannot be written; it is left as it is.
        InvalidArgument: The report holds no variant.
    """
    target, candidate = report.context.target, report.evidence.candidate
    if target is None or candidate is None or not isinstance(candidate.payload, SourceEdit):
        raise InvalidArgument("this run holds no variant to apply; run `hasten optimize` again")
    now = read_source(target.file)
    if hashlib.sha256(now.encode("utf-8", "surrogatepass")).hexdigest() != target.source_hash:
        raise TargetError(
            f"{target.file} has changed since the run, so nothing was applied; run `hasten optimize` again"
        )
    try:
        descriptor, name = tempfile.mkstemp(dir=target.file.parent, prefix=f".{target.file.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
                stream.write(candidate.payload.source)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, target.file.stat().st_mode & 0o7777)
            os.replace(name, target.file)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise TargetError(f"{target.file} cannot be written ({error.strerror}), so nothing was applied") from error
