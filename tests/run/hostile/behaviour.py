"""One hostile behaviour: a candidate's source and how long it may take."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True)
class Behaviour:
    """A candidate for ``def f(x): return x``.

    A candidate says ``ESCAPED`` in its result where it alone can know that it got out.

    Attributes:
        kind: Group in the table of the docs.
        name: What it does, as a phrase.
        template: Its source; ``@NAME@`` stands for something of the arena.
        cpu_limit_s: CPU limit of the call.
        seen: Whether it is told from the original; what is not is a known miss, listed in the docs.
        slow: Whether it takes seconds whatever is done.
    """

    kind: str
    name: str
    template: str
    cpu_limit_s: float = 0.15
    seen: bool = True
    slow: bool = False

    def source(self, names: Mapping[str, object]) -> str:
        """The candidate's source with the arena's paths, numbers and ports in it."""
        text = textwrap.dedent(self.template).strip("\n") + "\n"
        return _PLACE.sub(lambda found: repr(names[found.group(1)]), text)

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
