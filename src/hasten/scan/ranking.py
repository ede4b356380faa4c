"""Findings in the order of what they cost, where a profile says so.

A profile is what ``hasten profile --json`` writes; of its schema ``hasten.profile/1`` only this much is needed:
``{"functions": [{"file", "name", "share"}, ...]}``, with ``share`` between 0 and 1 of the whole time, what is called
counted in, and ``name`` a qualified name. ``path``, if there, is the absolute path; ``file`` may be relative to
the working folder or to the profile's own folder. The work of a nested function lies in the share of the one around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hasten.errors import InvalidArgument
from hasten.scan.given_json import read_json
from hasten.scan.tree import Placed

SCHEMA = "hasten.profile/1"


@dataclass(frozen=True)
class Profile:
    """Shares of the time by file (absolute) and function."""

    shares: dict[tuple[str, str], float]

    def share(self, file: str, function: str) -> float | None:
        """Share of a function; a nested function counts for the one around it."""
        return self.shares.get((str(Path(file).absolute()), function))


def read_profile(file: Path) -> Profile:
    """The profile in a file.

    Raises:
        InvalidArgument: The file cannot be read or holds something else.
    """
    advice = 'it needs {"functions": [{"file", "name", "share"}]}, as hasten profile --json writes it'
    found = read_json("--profile", file, advice)
    rows = found.get("functions") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise InvalidArgument(f"--profile {file} is no profile; {advice}")
    shares: dict[tuple[str, str], float] = {}
    for row in rows:
        try:
            place, share = _place(row, file), float(row["share"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidArgument(f"--profile {file}: {row!r} is no row of a profile; {advice}") from error
        shares[place] = max(shares.get(place, 0.0), share)
    return Profile(shares)


def _place(row: dict[str, Any], profile: Path) -> tuple[str, str]:
    given = Path(row.get("path") or row["file"])
    name = str(row["name"]).replace(".<locals>.", "\0").partition("\0")[0]
    if not given.is_absolute() and not given.exists() and (profile.parent / given).exists():
        given = profile.parent / given
    return str(given.absolute()), name


def ranked(findings: Sequence[Placed], profile: Profile, *, min_share: float = 0.0) -> list[Placed]:
    """The findings with their shares, the dearest first; those of functions that the profile does not know come last.

    Args:
        findings: In source order.
        profile: Shares by function.
        min_share: Findings of less than this are left out, and so are unknown ones when it is above 0.
    """
    placed = [replace(found, share=profile.share(found.file, found.finding.function)) for found in findings]
    kept = [found for found in placed if min_share <= 0 or (found.share or 0.0) >= min_share]
    return sorted(kept, key=lambda found: -(found.share if found.share is not None else -1.0))
