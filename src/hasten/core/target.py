"""What is to become faster."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """A function or method of a real file.

    Attributes:
        name: Qualified name inside the module (``dedupe``, ``Shop.total``; the setter of a property ``Shop.vat.fset``).
        file: Absolute path of the file.
        module: Dotted name under which the child imports it (``pkg.mod``; a lone script: its stem).
        root: Absolute folder that goes on ``sys.path`` so that ``module`` can be imported.
        source: Text of the whole file, exactly as on disk.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
        language: ``python``.
    """

    name: str
    file: Path
    module: str
    root: Path
    source: str
    kind: str = "function"
    language: str = "python"
    source_hash: str = field(default="")

    def __post_init__(self) -> None:
        if not self.source_hash:
            digest = hashlib.sha256(self.source.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "source_hash", digest)

    def on(self, source: str) -> Target:
        """The same target on another text of its file."""
        return replace(self, source=source, source_hash="")
