"""One builder for the search: the one that fits what an edit brings along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hasten.builders.python import PythonBuilder
from hasten.core import Artifact, Builder, BuildFailure, Candidate, SourceEdit, Target


class ChosenBuilder:
    """Hands a candidate to the builder for the kind of its files, and tells of what was built.

    Args:
        by_ending: How the name of a brought file ends (``.cpp``) to builder; the longest ending that fits is taken.
        built: Told of every artifact with compiled modules, before it runs.

    Attributes:
        failures: Name of a builder to why its first build that failed did.
    """

    name = "chosen"

    def __init__(self, by_ending: Mapping[str, Builder], built: Callable[[Artifact], None]) -> None:
        self.by_ending, self.built = dict(by_ending), built
        self.plain = PythonBuilder()
        self.failures: dict[str, str] = {}

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact of whichever builder fits."""
        if not isinstance(candidate.payload, SourceEdit) or not candidate.payload.files:
            plain = self.plain.build(target, candidate)
            if isinstance(plain, Artifact) and candidate.needs:
                # Importing them has effects of its own, which are not the candidate's.
                plain = replace(plain, imports=candidate.needs)
                self.built(plain)
            return plain
        name = next(iter(candidate.payload.files))
        fitting = [ending for ending in self.by_ending if name.endswith(ending)]
        if not fitting:
            return BuildFailure(candidate, "cannot-build", f"nothing here builds {name}")
        builder = self.by_ending[max(fitting, key=len)]
        found = builder.build(target, candidate)
        if isinstance(found, Artifact):
            self.built(found)
        else:
            self.failures.setdefault(builder.name, found.detail or found.reason)
        return found
