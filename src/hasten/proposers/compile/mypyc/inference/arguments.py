"""What a call hands over."""

from __future__ import annotations

from hasten.proposers.compile.mypyc.atoms import Ty


class Given:
    """Types that a call hands over; ``rest`` are those behind ``*`` and ``**``."""

    def __init__(self, positional: list[Ty], named: dict[str, Ty], rest: Ty) -> None:
        self.positional, self.named, self.rest, self.starred = positional, named, rest, False

    def everything(self) -> list[Ty]:
        return [*self.positional, *self.named.values(), *([self.rest] if self.starred else [])]
