"""One builder for the search: the one that fits what an edit brings along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from hasten.builders.python import PythonBuilder
from hasten.core import Artifact, Builder, BuildFailure, Candidate, SourceEdit, Target


class ChosenBuilder:
    """Hands a candidate to the builder for the kind of its files, and tells of what was built.

    Args:
        by_suffix: Suffix of a brought file (``.cpp``) to builder.
        built: Told of every artifact with compiled modules, before it runs.
    """

    name = "chosen"

    def __init__(self, by_suffix: Mapping[str, Builder], built: Callable[[Artifact], None]) -> None:
        self.by_suffix, self.built = dict(by_suffix), built
        self.plain = PythonBuilder()

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact of whichever builder fits."""
        if not isinstance(candidate.payload, SourceEdit) or not candidate.payload.files:
            return self.plain.build(target, candidate)
        suffix = PurePath(next(iter(candidate.payload.files))).suffix
        builder = self.by_suffix.get(suffix)
        if builder is None:
            return BuildFailure(candidate, "cannot-build", f"nothing here builds {suffix} files")
        found = builder.build(target, candidate)
        if isinstance(found, Artifact):
            self.built(found)
        return found
