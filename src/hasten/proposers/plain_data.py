"""Candidates that are right for plain data alone, mended with a test of the arguments.

A rewriting may be right for lists of records with integers and texts in them and differ on NaN, on a missing key, on an
iterator that is used up, on an object that compares in its own way. Such a candidate comes back with a test in front of
it, that all arguments are of exactly the kinds that were seen; everything else goes the way it went before. The test
visits each part of the arguments once, so it costs little where the original was worse than linear; the race decides.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hasten.code.scopes import fresh_name, local_names
from hasten.code.source import parse
from hasten.core import Candidate, Evidence, Facts, SourceEdit, Target
from hasten.core.facts import ParameterFacts
from hasten.core.values import to_plain
from hasten.errors import HastenError
from hasten.inputs.domains import Domain
from hasten.proposers.original_behind import behind_test

COMMENT = "# plain data of the usual kinds; anything else takes the original way below"
_WIDTH = 88
#: Names of parts, by depth.
_NAMES = ("item", "part", "piece", "bit")
_SCALARS = {"int": "int", "str": "str", "bool": "bool", "bytes": "bytes", "none": "type(None)", "float": "float"}


#: Values of the standard library that stay what they are and compare by what they hold. They pass as they are: what
#: else may stand in their place the oracle tries anyhow.
_VALUES = frozenset({"date", "datetime", "timedelta", "time", "decimal", "fraction", "path", "enum", "range"})


class NoTest(Exception):
    """There is no plain test for a domain."""


class PlainDataMender:
    """Puts a test for plain data in front of a candidate that differs."""

    name = "plain_data"

    def mend(self, target: Target, facts: Facts, evidence: Evidence) -> Iterator[Candidate]:
        """At most one candidate; none where a test cannot be written, was there already, or would not help."""
        test = plain_test(target, facts)
        if evidence.candidate is None or test is None:
            return
        found = evidence.verdict.counterexample if evidence.verdict is not None else None
        if found is None or not _passes(test, facts, found.trees):
            yield from guarded(target, evidence.candidate, test)


def _passes(test: str, facts: Facts, trees: Sequence[Any]) -> bool:
    """Whether a counterexample is one call whose arguments surely pass the test: then the test changes nothing."""
    if len(trees) != 1 or not isinstance(trees[0], Mapping) or "args" not in trees[0]:
        return False
    names = [parameter.name for parameter in facts.parameters]
    try:
        values = dict(zip(names, map(to_plain, trees[0]["args"]), strict=False))
        values |= {name: to_plain(tree) for name, tree in trees[0].get("kwargs", {}).items()}
        # The test is text of our own making over values of builtin types; it calls what it is given here.
        return bool(eval(test, {"__builtins__": {}, **_NAMES_OF_TESTS, **values}))
    except (HastenError, LookupError, NameError, TypeError, ValueError):
        return False


_NAMES_OF_TESTS = {
    f.__name__: f for f in (all, bool, bytes, dict, float, frozenset, getattr, int, len, list, set, str, tuple, type)
}


def guarded(target: Target, candidate: Candidate, test: str) -> Iterator[Candidate]:
    """The candidate with the original behind a test; none where the original cannot be kept, or is already."""
    if not isinstance(candidate.payload, SourceEdit) or candidate.payload.files or COMMENT in candidate.payload.source:
        return
    text = behind_test(target.source, candidate.payload.source, target.name, test, COMMENT)
    if text is not None:
        rationale = f"{candidate.rationale}; for plain data of the kinds seen, the original for anything else"
        yield replace(candidate, payload=SourceEdit(text), rationale=rationale)


def plain_test(target: Target, facts: Facts) -> str | None:
    """An expression that is true when every argument is of exactly the kinds seen; None where there is none."""
    module = parse(target.source)
    if isinstance(module, SyntaxError) or target.name not in module.functions:
        return None
    node = module.functions[target.name]
    words = _words(module.tree)
    names: list[str] = []
    for name in _NAMES:
        names.append(fresh_name(name, local_names(node) | set(names)))
    try:
        tests = [part for p in facts.parameters for part in _of_parameter(p, words, names)]
    except NoTest:
        return None
    if not tests:
        return None
    whole = " and ".join(tests)
    if len(whole) <= _WIDTH:
        return whole[1:-1] if len(tests) == 1 and whole.startswith("(") else whole
    return "(\n    " + "\n    and ".join(tests) + "\n)"


def _words(tree: ast.Module) -> set[str]:
    """Texts, attributes and classes that the module names: fields that it never names cannot matter to it."""
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found |= {statement.name for statement in tree.body if isinstance(statement, ast.ClassDef)}
    return found | _namedtuples(tree)


def _namedtuples(tree: ast.Module) -> set[str]:
    """``Point = namedtuple(...)`` at the level of the module."""
    calls = [s for s in tree.body if isinstance(s, ast.Assign) and isinstance(s.value, ast.Call)]
    return {target.id for s in calls for target in s.targets if isinstance(target, ast.Name)}


def _of_parameter(parameter: ParameterFacts, words: set[str], names: Sequence[str]) -> list[str]:
    domain = parameter.domain
    if not parameter.name.isidentifier():
        raise NoTest("a name that is none")
    unknown = domain["k"] in ("list", "set", "frozenset", "tuple") and (domain.get("of") or {"k": "any"})["k"] == "any"
    if unknown and domain.get("items") is None and any(parameter.lengths):
        raise NoTest("parts of unknown kinds")
    return _tests(domain, parameter.name, words, names)


def _tests(domain: Domain, text: str, words: set[str], names: Sequence[str]) -> list[str]:
    """Expressions that are all true of a value of exactly this domain; each binds tighter than ``and``.

    None for a value that passes as it is.

    Raises:
        NoTest: The domain holds what is no plain data.
    """
    kind = domain["k"]
    if kind in _VALUES:
        return []
    if kind in _SCALARS or kind in ("union", "literal"):
        return _scalar(domain, text, words, names)
    if kind == "object":
        return _object(domain, text, words, names)
    if "cls" in domain:
        raise NoTest("a class of its own")
    if kind in ("list", "set", "frozenset"):
        return [f"type({text}) is {kind}", *_all(domain.get("of"), text, "{0}", words, names)]
    if kind == "tuple" and domain.get("items") is not None:
        parts = [t for i, part in enumerate(domain["items"]) for t in _tests(part, f"{text}[{i}]", words, names)]
        return [f"type({text}) is tuple", f"len({text}) == {len(domain['items'])}", *parts]
    if kind == "tuple":
        return [f"type({text}) is tuple", *_all(domain.get("of"), text, "{0}", words, names)]
    if kind == "dict":
        keys = _all(domain.get("key"), text, "{0}", words, names)
        values = _all(domain.get("value"), text, "{0}.values()", words, names)
        return [f"type({text}) is dict", *dict.fromkeys([*keys, *values])]
    if kind == "typeddict":
        return [f"type({text}) is dict", *_fields(domain, text, words, names)]
    raise NoTest(kind)


def _scalar(domain: Domain, text: str, words: set[str], names: Sequence[str]) -> list[str]:
    if domain["k"] == "literal":
        raise NoTest("literal")
    members = domain["of"] if domain["k"] == "union" else [domain]
    kinds = list(dict.fromkeys(member["k"] for member in members if member["k"] in _SCALARS))
    others = [member for member in members if member["k"] not in _SCALARS]
    if any(member["k"] in _VALUES for member in others):
        return []
    if others:
        return [_either(kinds, others, text, words, names)]
    if kinds == ["none"]:
        return [f"{text} is None"]
    types = ", ".join(_SCALARS[kind] for kind in kinds)
    found = [f"type({text}) is {types}" if len(kinds) == 1 else f"type({text}) in ({types})"]
    if "float" in kinds:
        # NaN and the infinities are no usual numbers: their difference from themselves is NaN.
        numbers = all(kind in ("float", "int", "bool") for kind in kinds)
        found.append(f"{text} - {text} == 0" if numbers else f"(type({text}) is not float or {text} - {text} == 0)")
    return found


def _either(
    kinds: Sequence[str], others: Sequence[Domain], text: str, words: set[str], names: Sequence[str]
) -> str:
    """A test of a value that is one of some scalars or one of several containers, in parentheses.

    Raises:
        NoTest: Two of the containers cannot be told apart by their type, or one of them is no plain data.
    """
    if len({member["k"] for member in others}) < len(others):
        raise NoTest("containers of one type")
    scalars = {"k": "union", "of": [{"k": kind} for kind in kinds if kind != "none"]}
    options = [[f"{text} is None"]] if "none" in kinds else []
    options += [_scalar(scalars, text, words, names)] if scalars["of"] else []
    options += [_tests(member, text, words, names) for member in others]
    line = " or ".join(" and ".join(option) for option in options)
    if len(line) <= _WIDTH or len(names) < len(_NAMES):
        return f"({line})"
    return "(\n        " + "\n        or ".join(" and ".join(option) for option in options) + "\n    )"


def _all(of: Domain | None, text: str, form: str, words: set[str], names: Sequence[str]) -> list[str]:
    """A test of all parts; a collection that was only seen empty must be empty."""
    if of is None or of["k"] == "any":
        return [f"not {text}"]
    if not names:
        raise NoTest("deep")
    inner = _tests(of, names[0], words, names[1:])
    if not inner:
        return []
    line = f"all({' and '.join(inner)} for {names[0]} in {form.format(text)})"
    if len(line) <= _WIDTH or len(names) < len(_NAMES):
        return [line]
    # As a formatter would break it, inside the parentheses of the whole test.
    return ["all(\n        " + "\n        and ".join(inner) + f"\n        for {names[0]} in {form.format(text)}\n    )"]


def _fields(domain: Domain, text: str, words: set[str], names: Sequence[str]) -> Iterator[str]:
    fields = domain["fields"]
    used = {name: part for name, part in fields.items() if name in words} or fields
    required = set(domain.get("required", ()))
    for name, part in used.items():
        key = _quoted(name)
        if name in required:
            yield from _tests(part, f"{text}.get({key})", words, names)
        elif tests := _tests(part, f"{text}[{key}]", words, names):
            yield f"({key} not in {text} or {' and '.join(tests)})"


def _object(domain: Domain, text: str, words: set[str], names: Sequence[str]) -> list[str]:
    """A test of an instance of a class of the target's own module, by the fields that are read somewhere in it."""
    module, _, name = domain["cls"].partition(":")
    fields = domain.get("fields")
    if module != "$" or not name.isidentifier() or name not in words or fields is None:
        raise NoTest(domain["cls"])
    found = [f"type({text}) is {name}"]
    for field, part in fields.items():
        if domain.get("how") == "namedtuple" and field.isdecimal():
            found += _tests(part, f"{text}[{field}]", words, names)
        elif field in words:
            # The field may be missing where somebody took it away.
            found += _tests(part, f"getattr({text}, {_quoted(field)}, None)", words, names)
    return found


def _quoted(name: str) -> str:
    """A key as code, in double quotes where that needs no escape. It may hold anything: the target made it."""
    return f'"{name}"' if repr(name) == f"'{name}'" and '"' not in name else repr(name)
