"""Whether what a worker sent is an observation: it comes from a process that the code under test shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.core.tree.check import MAX_DEPTH

_OUTCOMES = frozenset({"returns", "raises", "exit", "undecodable"})
_TEXTS = ("stdout", "stderr", "random", "sum")
_LISTS = ("reach", "patched", "warnings", "calls", "hits")
_TABLES = ("state", "globals", "files")


def malformed(observation: Mapping[str, Any]) -> str:
    """What is wrong with the outer form of an observation, as a phrase, or "" where nothing is.

    This is cheap and looks at no value; ``malformed_values`` does.
    """
    out = observation.get("out")
    if not isinstance(out, str) or out not in _OUTCOMES:
        return "has no outcome"
    if out == "returns":
        if "value" not in observation:
            return "returns no value"
    elif not _is_exception(observation.get("exc")):
        return "raises no exception"
    for keys, kind in ((_TEXTS, str), (_LISTS, list), (_TABLES, dict)):
        for key in keys:
            if not isinstance(observation.get(key, _EMPTY[kind]), kind):
                return f"has {key!r} of the wrong kind"
    args = observation.get("args", _NO_ARGUMENTS)
    if not isinstance(args, dict) or not isinstance(args.get("args"), list) or not isinstance(args.get("kwargs"), dict):
        return "has arguments of the wrong kind"
    return ""


def malformed_values(observation: Mapping[str, Any]) -> str:
    """What is wrong with the values in an observation of the right outer form, as a phrase, or "".

    Quicker than the whole grammar (``core/tree/check.py``), and enough for those who walk the trees: every list has a
    tag that exists and the parts that go with it, and nothing is nested deeper than they can follow.
    """
    try:
        value = observation.get("value")
        if isinstance(value, dict):
            _lazy(value)
        else:
            _tree(value, MAX_DEPTH)
        args = observation.get("args", _NO_ARGUMENTS)
        _items(args["args"], MAX_DEPTH)
        _fields(args["kwargs"], MAX_DEPTH)
        _fields(observation.get("globals") or {}, MAX_DEPTH)
        for key in ("state", "files"):
            if not _TEXT_OR_NONE.issuperset(map(type, (observation.get(key) or {}).values())):
                raise _Malformed(f"{key!r} of the wrong kind")
        for key in ("reach", "patched"):
            if not _TEXT.issuperset(map(type, observation.get(key) or ())):
                raise _Malformed(f"{key!r} of the wrong kind")
    except _Malformed as error:
        return f"holds {error}"
    return ""


def malformed_observation(observation: Mapping[str, Any]) -> str:
    """What is wrong with an observation, as a phrase, or ""."""
    return malformed(observation) or malformed_values(observation)


def malformed_steps(answer: Mapping[str, Any]) -> str:
    """What is wrong with the result of a scenario, as a phrase, or "".

    A step is an observation, or holds values (``look``) or items (``next``), or something that is only ever compared.
    """
    steps = answer.get("steps")
    if not isinstance(steps, list):
        return "has no steps"
    for step in steps:
        if not isinstance(step, dict):
            return "has a step that is none"
        if "out" in step:
            wrong = malformed(step)
        elif step.get("exc") is not None and not _is_exception(step["exc"]):
            wrong = "raises no exception"
        else:
            args = step.get("args", _NO_ARGUMENTS)
            whole = isinstance(args, dict) and {"args", "kwargs"} <= args.keys()
            wrong = "" if whole else "has arguments of the wrong kind"
        wrong = wrong or malformed_values(step) or malformed_values({"value": {"kind": "", **_items_of(step)}})
        if wrong:
            return wrong
    return ""


def _items_of(step: Mapping[str, Any]) -> dict[str, Any]:
    return {key: step[key] for key in ("yields", "return") if key in step}


class _Malformed(Exception):
    """A part that breaks the grammar."""


def _lazy(value: Mapping[str, Any]) -> None:
    if not isinstance(value.get("kind"), str):
        raise _Malformed("a lazy result without a kind")
    if value.get("exc") is not None and not _is_exception(value["exc"]):
        raise _Malformed("a lazy result with an exception of the wrong kind")
    _items(value.get("yields", []), MAX_DEPTH)
    _tree(value.get("return"), MAX_DEPTH)
    _tree(value.get("held"), MAX_DEPTH)


def _tree(tree: Any, left: int) -> None:
    kind = type(tree)
    if kind is list:
        _tagged(tree, left)
    elif kind not in _SCALARS:
        raise _Malformed(f"a {kind.__name__} where a value should be")


def _tagged(tree: list[Any], left: int) -> None:
    if not tree or type(tree[0]) is not str:
        raise _Malformed("a value without a tag")
    if left <= 0:
        raise _Malformed(f"values nested deeper than {MAX_DEPTH}")
    tag, parts = tree[0], len(tree)
    if tag in _SEQUENCES and parts == 2:
        _items(tree[1], left - 1)
    elif tag == "d" and parts == 2 and type(tree[1]) is list:
        for pair in tree[1]:
            if type(pair) is not list or not pair or (len(pair) != 2 and pair[0] != "cut"):
                raise _Malformed("a pair of a dictionary that is none")
            _items(pair, left - 1) if len(pair) == 2 else _tagged(pair, left - 1)
    elif tag in ("o", "u") and parts == (3 if tag == "o" else 4) and type(tree[1]) is str:
        if not tree[1].isprintable():
            raise _Malformed("a class whose name cannot be printed")
        if tag == "u":
            _tree(tree[2], left - 1)
        _fields(tree[-1], left - 1)
    elif tag == "it" and parts == 3 and type(tree[1]) is str:
        _items(tree[2], left - 1)
    elif tag == "a" and parts in (4, 5) and type(tree[1]) is str and type(tree[2]) is list:
        _array(tree, left)
    elif not (tag in _PLAIN and (_TEXT_OR_NUMBER.issuperset(map(type, tree)) or _is_octets(tree))):
        raise _Malformed(f"a value tagged {tag[:10]!r} without the parts that go with it")
    elif parts not in _PLAIN[tag] or (tag == "r" and (type(tree[1]) is not int or tree[1] < 0)):
        raise _Malformed(f"a value tagged {tag[:10]!r} without the parts that go with it")


def _array(tree: list[Any], left: int) -> None:
    if not {int}.issuperset(map(type, tree[2])) or (len(tree) == 5 and type(tree[4]) is not dict):
        raise _Malformed("an array without a shape")
    if type(tree[3]) is list:
        _tagged(tree[3], left - 1) if tree[3][:1] == ["cut"] else _items(tree[3], left - 1)
    elif type(tree[3]) is not str:
        raise _Malformed("an array without items")


def _is_octets(tree: list[Any]) -> bool:
    """Whether bytes that were cut: ``["b", ["cut", count, digest, head]]``."""
    if tree[0] not in ("b", "B") or len(tree) != 2 or type(tree[1]) is not list:
        return False
    return tree[1][:1] == ["cut"] and len(tree[1]) in (3, 4) and _TEXT_OR_NUMBER.issuperset(map(type, tree[1]))


def _items(items: Any, left: int) -> None:
    if type(items) is not list:
        raise _Malformed("items that are no list")
    if _SCALARS.issuperset(map(type, items)):
        return
    for item in items:
        _tree(item, left)


def _fields(fields: Any, left: int) -> None:
    if type(fields) is not dict:
        raise _Malformed("attributes that are no table")
    for value in fields.values():
        _tree(value, left)


def _is_exception(found: Any) -> bool:
    return isinstance(found, dict) and isinstance(found.get("type"), str) and isinstance(found.get("msg", ""), str)


_SEQUENCES = frozenset("ltsf")
_TEXT = frozenset({str})
_TEXT_OR_NONE = frozenset({str, type(None)})
_TEXT_OR_NUMBER = frozenset({str, int, float})
_SCALARS = frozenset({int, float, str, bool, type(None)})
#: Tags of values without inner values, and how many parts they may have.
_PLAIN: dict[str, tuple[int, ...]] = {
    "i": (2,), "c": (3,), "b": (2,), "B": (2,), "r": (2,), "e": (3,), "n": (2,), "x": (2,), "?": (3,), "cut": (3, 4),
}
_EMPTY: dict[type, Any] = {str: "", list: [], dict: {}}
_NO_ARGUMENTS: dict[str, Any] = {"args": [], "kwargs": {}}
