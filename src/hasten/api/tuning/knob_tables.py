"""Knobs from plain data: a TOML table, or a few words on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hasten.core.space import Choice, Flag, Float, Int, Knob, Names, Space, Value
from hasten.errors import InvalidArgument

_SHARED = {"type", "when", "group", "text"}
#: Keys of each type beside the shared ones; those that must be given come first, up to ``|``.
_KEYS = {
    "choice": "options | default", "flag": "| on off default", "int": "low high | step log default",
    "float": "low high | log default", "log": "low high | default",
    "sequence": "names | least most repeats join default",
}  # fmt: skip
_INLINE = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(\w+)\s*\((.*)\)\s*\Z", re.DOTALL)


def space_of(tables: Any, *, where: str) -> Space:
    """A space from tables by name.

    Args:
        tables: ``{"level": {"type": "choice", "options": ["-O2", "-O3"]}}``.
        where: The file, for messages.

    Raises:
        InvalidArgument: A type or key is unknown, or a value does not fit.
    """
    if not isinstance(tables, Mapping) or not tables:
        raise InvalidArgument(f"{where} declares no knobs; write [knobs.NAME] with a type")
    return Space(tuple(knob_of(name, table, where=where) for name, table in tables.items()))


def knob_of(name: str, table: Any, *, where: str) -> Knob:
    """One knob.

    Raises:
        InvalidArgument: The table is not a knob.
    """
    place = f"{where}: knob {name!r}"
    if not isinstance(table, Mapping):
        raise InvalidArgument(f"{place} is no table; write [knobs.{name}] with type = \"choice\" or another type")
    kind = table.get("type")
    if kind not in _KEYS:
        raise InvalidArgument(f"{place} has the type {kind!r}, which is unknown; choose from {', '.join(_KEYS)}")
    needed, _, optional = (part.split() for part in _KEYS[kind].partition("|"))
    for key in table:
        if key not in {*_SHARED, *needed, *optional}:
            raise InvalidArgument(
                f"{place} has the key {key!r}, which {kind} does not know; it knows {', '.join([*needed, *optional])}"
            )
    for key in needed:
        if key not in table:
            raise InvalidArgument(f"{place} of type {kind} needs {key!r}")
    shared: dict[str, Any] = {
        "name": name, "when": condition_of(table.get("when", {}), place=place),
        "group": _text(table, "group", place), "text": _text(table, "text", place),
    }  # fmt: skip
    own = {key: table[key] for key in (*needed, *optional) if key in table}
    try:
        return _made(kind, shared, own, place)
    except (TypeError, ValueError) as error:
        raise InvalidArgument(f"{place}: {error}; check the types of its values") from error


def _made(kind: str, shared: dict[str, Any], own: dict[str, Any], place: str) -> Knob:
    if kind == "choice":
        options = own.pop("options")
        if not isinstance(options, list):
            raise InvalidArgument(f"{place}: options must be a list but is {options!r}")
        return Choice(**shared, options=tuple(_value(o, place) for o in options), **own)
    if kind == "flag":
        for key in ("on", "off"):
            if not isinstance(own.get(key, ""), str):
                raise InvalidArgument(f"{place}: {key} must be text but is {own[key]!r}")
        return Flag(**shared, **own)
    if kind == "int":
        for key in ("low", "high", "step", "default"):
            if key in own and (not isinstance(own[key], int) or isinstance(own[key], bool)):
                raise InvalidArgument(f"{place}: {key} must be a whole number but is {own[key]!r}")
        return Int(**shared, **own)
    if kind in ("float", "log"):
        for key in ("low", "high", "default"):
            if key in own and (not isinstance(own[key], (int, float)) or isinstance(own[key], bool)):
                raise InvalidArgument(f"{place}: {key} must be a number but is {own[key]!r}")
            if key in own:
                own[key] = float(own[key])
        return Float(**shared, **{**own, **({"log": True} if kind == "log" else {})})
    names = own.pop("names")
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise InvalidArgument(f"{place}: names must be a list of texts but is {names!r}")
    default = tuple(own.pop("default", ()))
    return Names(**shared, names=tuple(names), default=default, **own)


def condition_of(table: Any, *, place: str) -> dict[str, tuple[Value, ...]]:
    """A condition: knob name to the values under which it holds.

    Raises:
        InvalidArgument: It is no table of values.
    """
    if not isinstance(table, Mapping):
        raise InvalidArgument(f"{place}: when must be a table as {{ level = [\"-O3\"] }} but is {table!r}")
    return {
        str(name): tuple(_value(v, place) for v in (values if isinstance(values, list) else [values]))
        for name, values in table.items()
    }


def inline_knob(text: str) -> tuple[str, dict[str, Any]]:
    """Name and table of a knob on the command line: ``threads=int(1,8)``, ``level=choice(-O2,-O3)``.

    Types: ``choice(a,b,...)``, ``int(low,high)``, ``float(low,high)``, ``log(low,high)`` (real, logarithmic),
    ``flag(on,off)``. The first option, the low end and off are the defaults; ``[value]`` after it says another.

    Raises:
        InvalidArgument: The text is no knob.
    """
    body, default = text.strip(), None
    if body.endswith("]") and ")[" in body:
        body, _, rest = body.rpartition("[")
        default = rest[:-1]
    found = _INLINE.match(body)
    if found is None:
        raise InvalidArgument(f"--knob {text!r} is no knob; write NAME=choice(A,B), NAME=int(1,8) or NAME=flag(-ON,)")
    name, kind, inside = found.groups()
    parts = [part.strip() for part in inside.split(",")]
    table: dict[str, Any] = {"type": kind}
    if kind in ("int", "float", "log"):
        number = int if kind == "int" else float
        if len(parts) != 2:
            raise InvalidArgument(f"--knob {text!r}: {kind} takes low and high")
        try:
            table |= {"low": number(parts[0]), "high": number(parts[1])}
            if default is not None:
                table["default"] = number(default)
        except ValueError:
            raise InvalidArgument(f"--knob {text!r}: low, high and default must be numbers") from None
    elif kind == "flag":
        table |= {"on": parts[0], "off": parts[1] if len(parts) > 1 else "", "default": default in ("on", "true")}
    elif kind in ("choice", "sequence"):
        key = "options" if kind == "choice" else "names"
        table[key] = parts
        if default is not None:
            table["default"] = default if kind == "choice" else default.split(",")
    return name, table


def _value(value: Any, place: str) -> Value:
    if isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise InvalidArgument(f"{place}: {value!r} is no text, number or truth value")


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise InvalidArgument(f"{place}: {key} must be text but is {value!r}")
    return value
