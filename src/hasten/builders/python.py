"""Plain Python: the artifact is the edited source."""

from __future__ import annotations

import ast

from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target


class PythonBuilder:
    """Accepts an edit whose text parses and still defines the target's function at module level."""

    name = "python"

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact, or a failure that names what is wrong with the text."""
        if not isinstance(candidate.payload, SourceEdit):
            return BuildFailure(candidate, "not-source", "a Python target takes edits of its source only")
        source = candidate.payload.source
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError) as error:
            return BuildFailure(candidate, "does-not-parse", str(error))
        names = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
        if target.name not in names:
            return BuildFailure(candidate, "target-lost", f"{target.name} is no longer defined at module level")
        return Artifact(candidate, source)
