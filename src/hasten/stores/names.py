"""Names by which runs and targets are found again."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from hasten.core.target import Target
from hasten.core.verdict import Counterexample
from hasten.stores import records

#: Longest part of a run's name that comes from its target: names stay short enough to type.
LONGEST_SLUG = 24


def run_name(target_name: str, *, started: datetime, token: str) -> str:
    """A short name that sorts by time and reads well: ``20261121-141502-dedupe-3f9a``.

    Args:
        target_name: Qualified name of the target; characters that need quoting in a shell are left out.
        started: When the run began; names sort by time as long as all of them are in one time zone (stores use UTC).
        token: A few hexadecimal digits that part runs begun in the same second.

    Example:
        >>> run_name("dedupe", started=datetime(2026, 11, 21, 14, 15, 2), token="3f9a")
        '20261121-141502-dedupe-3f9a'
    """
    slug = re.sub(r"[^A-Za-z0-9_]+", "_", target_name).strip("_")[:LONGEST_SLUG] or "run"
    return f"{started:%Y%m%d-%H%M%S}-{slug}-{token}"


def target_key(target: Target) -> str:
    """Digest under which counterexamples are kept: language, path inside its root, and name.

    The source is left out on purpose: an input on which an earlier variant failed is worth trying again after the
    file was edited, and one that no longer fits the signature is void, not wrong.
    """
    try:
        place = target.file.relative_to(target.root).as_posix()
    except ValueError:
        place = target.file.name
    text = "\0".join((target.language, place, target.name))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def replay_key(counterexample: Counterexample) -> str:
    """Digest of the calls alone: two variants that fail on the same calls are one counterexample to replay."""
    return hashlib.sha256(records.dump_settings({"trees": counterexample.trees}).encode()).hexdigest()
