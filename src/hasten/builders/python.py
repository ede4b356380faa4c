"""Plain Python: the artifact is the edited source."""

from __future__ import annotations

from hasten.code.source import parse
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target


class PythonBuilder:
    """Accepts an edit whose text parses and still defines the target under its qualified name."""

    name = "python"

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact, or a failure that names what is wrong with the text."""
        if not isinstance(candidate.payload, SourceEdit):
            return BuildFailure(candidate, "not-source", "a Python target takes edits of its source only")
        source = candidate.payload.source
        module = parse(source)
        if isinstance(module, SyntaxError):
            return BuildFailure(candidate, "does-not-parse", str(module))
        if target.name not in module.functions:
            return BuildFailure(candidate, "target-lost", f"{target.name} is no longer defined")
        return Artifact(candidate, source)
