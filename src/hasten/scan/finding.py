"""A finding as it is shown, kept and compared: plain data, without syntax trees."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class ScanFinding:
    """One slow pattern in one file.

    Attributes:
        code: Stable code of the rule (``HS101``).
        rule: Name of the rule.
        line: First line, from 1.
        column: First column in characters, from 1.
        end_line: Last line.
        end_column: Column behind the last character.
        function: Qualified name of the function that it lies in.
        message: What is there, and what to write instead.
        before: Growth as it is (``O(n^2)``), or empty where only the constant changes.
        after: Growth of the other form.
        text: The code it is about, without formatting; tells findings apart when lines move.
    """

    code: str
    rule: str
    line: int
    column: int
    end_line: int
    end_column: int
    function: str
    message: str
    before: str = ""
    after: str = ""
    text: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same code in the same function, wherever in the file it stands."""
        return hashlib.sha256(f"{self.code}\0{self.function}\0{self.text}".encode()).hexdigest()[:20]

    def json(self) -> dict[str, Any]:
        """Its fields."""
        return asdict(self)


@dataclass(frozen=True)
class FileScan:
    """What a scan says of one file.

    Attributes:
        findings: In source order.
        lines: Lines of the file.
        error: Why it does not parse, or empty.
        suppressed: How many findings ``# hasten: ignore`` hid.
    """

    findings: tuple[ScanFinding, ...]
    lines: int
    error: str = ""
    suppressed: int = 0

    def json(self) -> dict[str, Any]:
        """Its fields, for the cache."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> FileScan:
        """Read back.

        Raises:
            TypeError, KeyError: It is something else.
        """
        findings = tuple(ScanFinding(**found) for found in kept["findings"])
        return cls(findings, int(kept["lines"]), str(kept["error"]), int(kept["suppressed"]))
