"""The cheapest oracle: what can be told without running either side on anything."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.code.definitions import without
from hasten.core.values import canonical
from hasten.oracles.difference import Difference
from hasten.oracles.reach import reached, unresolved

Description = Mapping[str, Any]


@dataclass(frozen=True)
class Screened:
    """What the screen found: a difference, or None and perhaps notes."""

    difference: Difference | None = None
    notes: tuple[str, ...] = ()


def screen_sources(old: str, new: str, entries: tuple[str, str] = ("", "")) -> Screened:
    """Whether NEW parses, resolves its names, and reaches for nothing that OLD does not reach for.

    Args:
        old: Text of the module of OLD.
        new: The same of NEW.
        entries: Names of the two functions, where they are not the same. Either module may hold the other function
            too; what that one reaches for is not the reach of this one.
    """
    if old == new:
        return Screened()
    try:
        ast.parse(new)
    except (SyntaxError, ValueError) as error:
        return Screened(Difference("import", "source", "parses", f"does not parse: {error}", "same-value"))
    before = reached(without(old, entries[1], entry=entries[0]))
    now = reached(without(new, entries[0], entry=entries[1]))
    more = {what: line for what, line in now.items() if what not in before}
    if more:
        what, line = min(more.items(), key=lambda item: item[1])
        return Screened(Difference("forbidden", f"line {line}", "does not", what, "same-value"))
    missing = {name: where for name, where in unresolved(new).items() if name not in unresolved(old)}
    if missing:
        name, where = next(iter(sorted(missing.items())))
        return Screened(Difference("import", where, "defined", f"the name {name!r} is not defined", "same-value"))
    return Screened()


def screen_descriptions(old: Description, new: Description) -> Screened:
    """Whether NEW can be called as OLD is, and is a function of the same kind."""
    if old.get("kind") != new.get("kind"):
        return Screened(Difference("signature", "kind", old.get("kind"), new.get("kind"), "same-value"))
    a, b = old["parameters"], new["parameters"]
    notes = []
    for place, row in enumerate(a):
        if place >= len(b):
            return _changed(a, b, f"parameter {row['name']!r} is missing")
        other = b[place]
        if row["kind"] != other["kind"] or (row["name"] != other["name"] and row["kind"] not in _NAMELESS):
            return _changed(a, b, f"parameter {place + 1} is {_shown(other)!r}")
        if "default" in row and "default" not in other:
            return _changed(a, b, f"parameter {row['name']!r} has lost its default")
        if "default" in row and canonical(row["default"]) != canonical(other["default"]):
            return _changed(a, b, f"parameter {row['name']!r} has another default")
        if "default" not in row and "default" in other:
            notes.append(f"parameter {row['name']!r} has become optional")
    for row in b[len(a) :]:
        if row["kind"] in ("var_positional", "var_keyword") or "default" in row:
            notes.append(f"takes one more optional parameter, {row['name']!r}")
        else:
            return _changed(a, b, f"parameter {row['name']!r} is new and required")
    return Screened(None, tuple(notes))


_NAMELESS = frozenset({"positional_only", "var_positional", "var_keyword"})


def _changed(old: Sequence[Description], new: Sequence[Description], _why: str) -> Screened:
    difference = Difference("signature", "signature", _signature(old), f"{_signature(new)}: {_why}", "same-value")
    return Screened(difference)


def _signature(rows: Sequence[Description]) -> str:
    return f"({', '.join(map(_shown, rows))})"


def _shown(row: Description) -> str:
    star = {"var_positional": "*", "var_keyword": "**"}.get(row["kind"], "")
    return f"{star}{row['name']}" + (f"={canonical(row['default'])}" if "default" in row else "")
