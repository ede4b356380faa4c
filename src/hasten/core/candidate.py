"""What a proposer yields and what a builder makes of it."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SourceEdit:
    """The target's file after the edit, as full text (formatting and comments kept outside the change).

    Attributes:
        source: Text of the target's file.
        files: New files beside it that the edit brings along, name to text: kernels that are built before they run.
        prepare: Name of a function of the new text that makes those ready ahead of the first call, or "".
        threads: Whether it computes in several threads: it is timed by wall clock then, on every processor there is.
    """

    source: str
    files: Mapping[str, str] = field(default_factory=dict)
    prepare: str = ""
    threads: bool = False


@dataclass(frozen=True)
class Point:
    """A point of a Space: a setting, flags, a pass order.

    Attributes:
        values: The active knobs with their values.
        base: The values that it is compared with, so that a report can show what changed.
    """

    values: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """One proposed replacement.

    Attributes:
        payload: The edited source, or a point of a space.
        proposer: Who proposed it, as a path: ``rules/membership_test_on_list``.
        rationale: One sentence: what was recognised and why the new form is faster.
        growth: Growth the proposer expects, ``("O(n^2)", "O(n)")``, or None.
        needs: Packages beyond the standard library that the variant imports.
        parents: Keys of the candidates it was built on (a combination), oldest first.
        predictions: Figures the proposer foretold, by name; the meter checks them.
    """

    payload: SourceEdit | Point
    proposer: str
    rationale: str = ""
    growth: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    predictions: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Digest of the normalised payload: equal for sources that differ in formatting and comments only."""
        if isinstance(self.payload, Point):
            text = repr(sorted(self.payload.values.items()))
        else:
            text = normalised(self.payload.source)
            text += "".join(f"\0{name}\0{inside}" for name, inside in sorted(self.payload.files.items()))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def normalised(source: str) -> str:
    """The source without formatting and comments; text that does not parse stands for itself."""
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return source


@dataclass(frozen=True)
class Artifact:
    """Something that runs: the module source to load in the child, and files built for it.

    Attributes:
        candidate: What was built.
        source: Text of the module.
        builder: Name of the builder.
        build_s: Wall seconds that building took, 0 where nothing was built.
        files: Modules built for it, dotted name to file.
        prepare: Name of a function of the module that makes compiled parts ready, called right after loading; or "".
        first: Those of ``files`` that are imported before the module.
        imports: Modules that the sandbox imports ahead, since every version would import them.
        identity: Equal for artifacts that cannot differ in anything that runs; empty where that is not known.
    """

    candidate: Candidate
    source: str
    builder: str = "python"
    build_s: float = 0.0
    files: Mapping[str, Path] = field(default_factory=dict)
    prepare: str = ""
    first: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    identity: str = ""

    @property
    def threads(self) -> bool:
        """Whether it computes in several threads (``SourceEdit.threads``)."""
        return isinstance(self.candidate.payload, SourceEdit) and self.candidate.payload.threads


@dataclass(frozen=True)
class BuildFailure:
    """A candidate that could not be turned into something that runs."""

    candidate: Candidate
    reason: str
    detail: str = ""
