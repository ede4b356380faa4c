"""Equalities solved for the side that depends on certain names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import renamed
from hasten.code.naming import noun
from hasten.code.scopes import loaded, target_names
from hasten.code.types import Type, only


@dataclass(frozen=True)
class Solved:
    """``key == wanted``, where the key depends on the names and the wanted value does not.

    Attributes:
        key: The side with the names.
        wanted: Everything else that the comparison reads.
        text: How to compute the wanted value, with ``{0}``, ``{1}`` for the texts of ``wanted``.
        exact: Whether equal keys are surely equal values that can be looked up by hash: no floats, no unknown types.
        always: Whether that holds whatever the next call brings, and not only for calls like those seen.
        form: What makes a key that can be hashed of a value, with ``{}`` for it: ``tuple({})`` for lists.
        each: Name for one of many keys where the comparison is ``wanted in keys``; "" where there is one key.
    """

    key: ast.expr
    wanted: tuple[ast.expr, ...]
    text: str
    exact: bool
    always: bool
    form: str = "{}"
    each: str = ""


def solved(
    code: FunctionCode, test: ast.expr, names: set[str], operator: type[ast.cmpop] = ast.Eq, *, unhashable: bool = False
) -> Iterator[Solved]:
    """The ways to read a comparison as an equation for something that depends on ``names``.

    Sums and differences are taken apart where all numbers are integers: ``a[i] + a[j] == t`` reads
    ``a[j] == t - a[i]``. Lists, sets and dicts are compared by what can be hashed, if ``unhashable`` asks for it.
    """
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], operator)):
        return
    for side, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        if not names & loaded(side) or names & loaded(other) or not code.pure(test):
            continue
        form = _form(code, [code.type_of(side), code.type_of(other)]) if unhashable else ""
        if form:
            yield Solved(side, (other,), "{0}", True, True, form)
        else:
            yield from _isolate(code, side, (other,), "{0}", names)
        return


def held(code: FunctionCode, test: ast.expr, names: set[str], operator: type[ast.cmpop]) -> Solved | None:
    """``wanted in keys``, where the keys are a collection that depends on ``names`` and the wanted value does not."""
    asked = ast.In if operator is ast.Eq else ast.NotIn
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], asked)):
        return None
    wanted, keys = test.left, test.comparators[0]
    kind = code.type_of(keys)
    if not names & loaded(keys) or names & loaded(wanted) or not code.pure(test) or not only(kind, *_COLLECTIONS):
        return None
    if code.hashable(kind.element) is False or code.hashable(code.type_of(wanted)) is False:
        return None
    form = "{}" if only(kind, "set", "frozenset", "dict") else "set({})"
    return Solved(keys, (wanted,), "{0}", True, True, form, code.fresh(_one_of(noun(keys, "keys"))))


def _one_of(many: str) -> str:
    """What to call one of what a name holds many of."""
    return many[:-1] if many.endswith("s") and len(many) > 2 else f"each_{many}"


_COLLECTIONS = ("list", "tuple", "set", "frozenset", "dict", "deque")


#: What of a collection is equal exactly when the collections are, and can be hashed.
_FORMS = {"list": "tuple({})", "set": "frozenset({})", "dict": "frozenset(dict({}).items())"}


_TEXTS = ("str", "bytes", "none")
_EXACT = ("int", "bool", *_TEXTS)


def _form(code: FunctionCode, kinds: list[Type]) -> str:
    """How to hash two collections of one kind; "" where they are none, or hold what cannot be hashed."""
    known = [kind for kind in kinds if kind.kind != "any"]
    for name, form in _FORMS.items():
        if known and all(kind.kind == name for kind in known):
            parts = [kind.value if name == "dict" else kind.element for kind in known]
            return form if all(code.hashable(part) is not False for part in parts) else ""
    return ""


def _isolate(
    code: FunctionCode, side: ast.expr, wanted: tuple[ast.expr, ...], text: str, names: set[str]
) -> Iterator[Solved]:
    kinds = [code.type_of(side), *(code.type_of(part) for part in wanted)]
    if isinstance(side, ast.BinOp) and isinstance(side.op, ast.Add | ast.Sub):
        if not all(only(kind, "int", "bool", "any") for kind in kinds):
            return
        place = "{" + str(len(wanted)) + "}"
        inside = names & loaded(side.left), names & loaded(side.right)
        if inside[0] and inside[1]:
            yield _as_is(code, side, wanted, text)
        elif inside[0]:
            sign = "-" if isinstance(side.op, ast.Add) else "+"
            yield from _isolate(code, side.left, (*wanted, side.right), f"{text} {sign} {place}", names)
        elif isinstance(side.op, ast.Add):
            yield from _isolate(code, side.right, (*wanted, side.left), f"{text} - {place}", names)
        else:
            opened = text if text == "{0}" else f"({text})"
            yield from _isolate(code, side.right, (*wanted, side.left), f"{place} - {opened}", names)
        return
    if all(code.hashable(kind) is not False for kind in kinds):
        yield _as_is(code, side, wanted, text)


def _as_is(code: FunctionCode, side: ast.expr, wanted: tuple[ast.expr, ...], text: str) -> Solved:
    parts = (side, *wanted)
    exact = all(only(code.type_of(part), *_EXACT) for part in parts)
    # Where calls so far had whole numbers, NaN may come next, which is found by its hash and equal to nothing.
    said = code.as_declared
    always = all(only(code.type_of(part), *_TEXTS) or only(said.type_of(part), *_EXACT) for part in parts)
    return Solved(side, wanted, text, exact, always)


def wanted_text(equation: Solved, edits: Edits) -> str:
    """The value that the keys are compared with."""
    need = 1 if len(equation.wanted) == 1 else 12
    said = equation.text
    if constant_int(equation.wanted[0]) == 0 and said.startswith("{0} + "):
        said = said.removeprefix("{0} + ")
    text = said.format(*(edits.text(part, need=need) for part in equation.wanted))
    return text if equation.each else formed(equation, text)


def formed(equation: Solved, text: str) -> str:
    """A value in the form in which it is hashed."""
    return equation.form.format(text)


def wanted_key(equations: Sequence[Solved], edits: Edits) -> str:
    """The value to look up: a tuple where several equalities make one key."""
    texts = [wanted_text(equation, edits) for equation in equations]
    return tuple_of(texts)


def key_text(equations: Sequence[Solved], edits: Edits) -> str:
    """The key of an element, in terms of the names of the loop."""
    texts = [formed(equation, edits.text(equation.key)) for equation in equations]
    return tuple_of(texts)


def said_of_element(equations: Sequence[Solved], target: ast.expr) -> str:
    """A key in words that do not depend on what a pass calls its elements."""
    places = {name: f"_{place}" for place, name in enumerate(target_names(target))}
    return " ".join(f"{ast.unparse(renamed(equation.key, places))} {equation.form}" for equation in equations)


def key_word(equations: Sequence[Solved], collection: str, element: set[str]) -> str:
    """What to call a dict by these keys: the words of the keys, where they have some of their own.

    Args:
        equations: What makes the key.
        collection: The word for the collection.
        element: Names of the loop's target.
    """
    words: list[str] = []
    for equation in equations:
        word = noun(equation.key, "key")
        if equation.each:
            word = _one_of(word)
        if word == collection:
            word = "value"
        elif word in element and not isinstance(equation.key, ast.Name):
            word = "key"
        words.append(word)
    return "_and_".join(words) if len(set(words)) == len(words) < 3 else "key"
