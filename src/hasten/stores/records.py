"""Records to JSON text and back, without loss.

The declared type of each field leads: tuples are arrays, mappings with text keys are objects. Where a field may hold
anything (``Any``), what JSON cannot say is tagged: ``{"$tuple": [...]}``, ``{"$float": "inf"}``. The text is strict
JSON in ASCII, so that every database keeps it as it is. Unknown fields are skipped and missing ones take their default,
so a store written before a field was added stays readable.
"""

from __future__ import annotations

import json
import math
import numbers
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from hasten import core
from hasten.errors import InvalidArgument, StoreError

R = TypeVar("R")

_RECORDS: dict[str, type] = {
    record.__name__: record
    for record in (
        core.Budget, core.Candidate, core.Caveat, core.Censored, core.Counterexample, core.Evidence, core.MemoryUse,
        core.Objective, core.PairedSamples, core.Point, core.RaceResult, core.RecordedCall, core.ResidualRisk,
        core.SizeRow, core.SourceEdit, core.Speedup, core.Target, core.Verdict, core.Workload,
    )
}
# Integers beyond this are written in hexadecimal: not every reader of JSON has big integers, and Python refuses to
# print very long decimal ones.
_PLAIN_INT = 2**63
# Frames allowed while a record is read or written. Deeply nested arguments are legal inputs, and Python's 1,000 frames
# are too few for them; the C code under ``json`` needs about 300 bytes of stack a level, so this stays far below 8 MB.
_DEEPEST = 5_000


def dumps(record: object) -> str:
    """The record as one line of strict JSON in ASCII.

    Raises:
        InvalidArgument: A field holds something that has no JSON form (an open file, a function).
    """
    with _deep_recursion():
        return _text(_encoded(record, type(record)))


def loads(kind: type[R], text: str) -> R:
    """The record that ``dumps`` wrote.

    Raises:
        StoreError: The text is not a record of this kind.
    """
    with _deep_recursion():
        try:
            return cast(R, _decoded(json.loads(text), kind))
        except (ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
            raise StoreError(
                f"a stored {kind.__name__} cannot be read ({error}); the store is damaged or was written by another "
                "version of hasten: move it away and run again"
            ) from error


def dump_settings(settings: Mapping[str, object]) -> str:
    """Free-form settings as JSON text; records inside them are kept."""
    with _deep_recursion():
        return _text(_free(dict(settings)))


def load_settings(text: str) -> dict[str, Any]:
    """What ``dump_settings`` wrote."""
    with _deep_recursion():
        return cast(dict[str, Any], _unfree(json.loads(text)))


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Room for deeply nested arguments."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    except RecursionError as error:
        raise InvalidArgument("a record is nested too deeply to be stored; use arguments with fewer levels") from error
    finally:
        sys.setrecursionlimit(before)


def _text(data: Any) -> str:
    return json.dumps(data, allow_nan=False, separators=(",", ":"))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _encoded(value: Any, hint: Any) -> Any:
    """``value`` as JSON, led by its declared type."""
    if value is None:
        return None
    if is_dataclass(hint):
        _require(type(value) is hint, value, hint)
        hints = _hints(cast(type, hint))
        return {f.name: _encoded(getattr(value, f.name), hints[f.name]) for f in fields(hint) if f.init}
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _encoded_union(value, args)
    if origin is tuple:
        _require(isinstance(value, tuple), value, hint)
        return [_encoded(item, _item_hint(args, index)) for index, item in enumerate(value)]
    if origin is not None and issubclass(origin, Mapping) and _text_keys(value):
        return {key: _encoded(item, args[1]) for key, item in value.items()}
    encode = _SCALARS.get(hint)
    return encode(value) if encode else _free(value)


def _encoded_union(value: Any, args: tuple[Any, ...]) -> Any:
    members = [arg for arg in args if arg is not type(None)]
    if len(members) == 1:
        return _encoded(value, members[0])
    return _free(value)


def _decoded(data: Any, hint: Any) -> Any:
    """The inverse of ``_encoded``."""
    if data is None:
        return None
    if is_dataclass(hint):
        hints = _hints(cast(type, hint))
        known = {f.name: f for f in fields(hint) if f.init}
        lacking = [n for n, f in known.items() if n not in data and f.default is f.default_factory is MISSING]
        if lacking:
            raise KeyError(f"no {lacking[0]}")
        return cast(type, hint)(**{name: _decoded(data[name], hints[name]) for name in known if name in data})
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        members = [arg for arg in args if arg is not type(None)]
        return _decoded(data, members[0]) if len(members) == 1 else _unfree(data)
    if origin is tuple:
        return tuple(_decoded(item, _item_hint(args, index)) for index, item in enumerate(data))
    if origin is not None and issubclass(origin, Mapping) and not _tagged(data):
        return {key: _decoded(item, args[1]) for key, item in data.items()}
    decode = _UNSCALARS.get(hint)
    return decode(data) if decode else _unfree(data)


def _item_hint(args: tuple[Any, ...], index: int) -> Any:
    return args[0] if args[-1] is Ellipsis else args[index]


def _text_keys(value: Mapping[Any, Any]) -> bool:
    return all(type(key) is str and not key.startswith("$") for key in value)


def _tagged(data: Any) -> bool:
    return isinstance(data, dict) and len(data) == 1 and next(iter(data)).startswith("$")


def _require(fits: bool, value: object, hint: object) -> None:
    if not fits:
        found, wanted = type(value).__name__, getattr(hint, "__name__", hint)
        raise InvalidArgument(f"a record holds {found} where {wanted} is declared; build it with {wanted}")


def _encoded_int(value: Any) -> Any:
    return int(value) if -_PLAIN_INT < value < _PLAIN_INT else hex(int(value))


def _encoded_float(value: Any) -> Any:
    value = float(value)
    return value if math.isfinite(value) else str(value)


def _encoded_text(value: Any) -> str:
    _require(isinstance(value, str), value, str)
    return str(value)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    bool: bool, int: _encoded_int, float: _encoded_float, str: _encoded_text, Path: str,
}
_UNSCALARS: dict[Any, Callable[[Any], Any]] = {
    bool: bool, int: lambda d: int(d, 16) if isinstance(d, str) else int(d), float: float, str: str, Path: Path,
}


def _free(value: Any) -> Any:
    """Any value as JSON, tagged where JSON has no word for it."""
    if value is None or type(value) is bool:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, numbers.Integral):  # numpy's too
        whole = int(value)
        return whole if -_PLAIN_INT < whole < _PLAIN_INT else {"$int": hex(whole)}
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        return float(value) if math.isfinite(value) else {"$float": str(float(value))}
    if type(value) is list:
        return [_free(item) for item in value]
    if isinstance(value, Mapping):
        if _text_keys(value):
            return {key: _free(item) for key, item in value.items()}
        return {"$dict": [[_free(key), _free(item)] for key, item in value.items()]}
    if type(value) is tuple:
        return {"$tuple": [_free(item) for item in value]}
    if isinstance(value, Path):
        return {"$path": str(value)}
    if type(value) is bytes:
        return {"$bytes": value.decode("latin-1")}
    if type(value).__name__ in _RECORDS and is_dataclass(value):
        return {"$record": [type(value).__name__, _encoded(value, type(value))]}
    raise InvalidArgument(
        f"a value of type {type(value).__name__} cannot be stored; give numbers, text, lists, mappings or records"
    )


def _unfree(data: Any) -> Any:
    """The inverse of ``_free``."""
    if isinstance(data, list):
        return [_unfree(item) for item in data]
    if not isinstance(data, dict):
        return data
    if not _tagged(data):
        return {key: _unfree(item) for key, item in data.items()}
    (tag, inside), = data.items()
    return _TAGS[tag](inside)


def _record(inside: list[Any]) -> Any:
    name, data = inside
    return _decoded(data, _RECORDS[name])


_TAGS: dict[str, Callable[[Any], Any]] = {
    "$int": lambda inside: int(inside, 16),
    "$float": float,
    "$dict": lambda inside: {_unfree(key): _unfree(item) for key, item in inside},
    "$tuple": lambda inside: tuple(_unfree(item) for item in inside),
    "$path": Path,
    "$bytes": lambda inside: inside.encode("latin-1"),
    "$record": _record,
}
