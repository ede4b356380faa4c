"""Counting characters of a text one by one.

Finds:
    ``sum(c in "aeiou" for c in text)``, ``len([c for c in text if c == "x"])``, ``sum(1 for c in text if c.isupper())``
    and a loop that does nothing but count such characters.

Slow because:
    The interpreter looks at every character. ``str.count`` goes through the text in C, once for every character that is
    asked for; a test that is no list of characters is asked once for each different one. The gain is a constant, 2 to
    10.

Unsafe when:
    ``text`` is no text, or is very short.

Example:
    Before::

        vowels = sum(c in "aeiou" for c in text)

    After::

        vowels = sum(map(text.count, "aeiou"))

Source:
    The Python documentation of ``str.count``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.purity import words
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._constants import constant_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import is_short
from hasten.proposers.rules._pipelines import pipeline

#: One pass per character that is asked for; more passes than this cost more than looking at each character.
_MOST_PASSES = 24
#: Texts made of a number or the like are too short for counting each different character.
_NUMBER_TEXTS = words("ascii bin chr hex oct repr str")
#: Questions to one character that cannot fail.
_SURE_METHODS = words(
    "endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle "
    "isupper lower startswith swapcase upper"
)


@dataclass(frozen=True)
class _Wanted:
    """Different characters, whether a test holds for them or for all others, and the text that holds them."""

    characters: str
    holds: bool
    text: str


def find(code: FunctionCode) -> Iterator[Finding]:
    """Sums and lengths, then loops."""
    for call in code.all(ast.Call):
        counted = _counted(code, call)
        if counted is not None:
            yield from _found(code, call, *counted)
    for loop in code.all(ast.For):
        steps = pipeline(code, loop)
        if steps is None or len(steps.clauses) != 2 or len(steps.body) != 1 or isinstance(steps.clauses[1], ast.For):
            continue
        step = match("@n += 1", steps.body[0]) or match("@n = @n + 1", steps.body[0])
        if step is None or step.name("n") not in code.local or not isinstance(loop.target, ast.Name):
            continue
        # A nested function could look at the number while it grows; a bool would become a number by adding 0.
        uses = code.uses(step.name("n"))
        if step.name("n") in loaded(loop.iter, steps.clauses[1]) or uses.aliases or step.name("n") == loop.target.id:
            continue
        if only(code.type_of_name(step.name("n")), "int"):
            yield from _found(code, loop, loop.target.id, loop.iter, steps.clauses[1], step.name("n"))


def _counted(code: FunctionCode, call: ast.Call) -> tuple[str, ast.expr, ast.expr] | None:
    """Name of the character, text and test of ``sum(test for c in text)`` and its other forms."""
    for name in ("sum", "len"):
        arguments = code.builtin_call(call, name, 1)
        inner = arguments[0] if arguments else None
        if not isinstance(inner, ast.ListComp | ast.GeneratorExp) or len(inner.generators) != 1:
            continue
        part = inner.generators[0]
        if not isinstance(part.target, ast.Name) or part.is_async or len(part.ifs) > 1:
            continue
        if name == "len" and isinstance(inner, ast.ListComp) and part.ifs:
            if isinstance(inner.elt, ast.Constant) or ast.unparse(inner.elt) == part.target.id:
                return part.target.id, part.iter, part.ifs[0]
        elif name == "sum" and part.ifs and isinstance(inner.elt, ast.Constant) and inner.elt.value in (1, True):
            return part.target.id, part.iter, part.ifs[0]
        elif name == "sum" and not part.ifs:
            choice = match("1 if $test else 0", inner.elt)
            test = choice["test"] if choice is not None else inner.elt
            if choice is not None or only(code.type_of(test), "bool"):
                return part.target.id, part.iter, test
    return None


def _found(
    code: FunctionCode, node: ast.Call | ast.For, name: str, source: ast.expr, test: ast.expr, total: str = ""
) -> Iterator[Finding]:
    if not only(code.type_of(source), "str"):
        return
    wanted = _wanted(code, test, name)
    if wanted is not None and (wanted.holds or is_short(source)):
        text = f"`{ast.unparse(test)}` is asked of every character of {ast.unparse(source)}; count does it in C"
        yield Finding(node, text, partial(_by_count, node, source, wanted, total))
    elif wanted is None and is_short(source) and not _is_made_of_number(code, source) and _sure(code, test, name):
        held = f"`{ast.unparse(test)}` is asked of every character of {ast.unparse(source)}"
        text = f"{held}, and not once for each different one"
        yield Finding(node, text, partial(_by_different, code, node, name, source, test, total))


def _wanted(code: FunctionCode, test: ast.expr, name: str) -> _Wanted | None:
    """What a test asks a character for, where it is one of a few."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, right, op = test.left, test.comparators[0], test.ops[0]
    if not (isinstance(left, ast.Name) and left.id == name):
        left, right = (right, left) if isinstance(op, ast.Eq | ast.NotEq) else (left, right)
    if not (isinstance(left, ast.Name) and left.id == name):
        return None
    value = constant_of(code, right)
    characters: str | None = None
    if isinstance(op, ast.Eq | ast.NotEq) and isinstance(value, str) and len(value) == 1:
        characters = value
    elif isinstance(op, ast.In | ast.NotIn) and isinstance(value, str | tuple | frozenset):
        # In a text any part is found; the parts of one character are its characters.
        parts = [part for part in value if isinstance(part, str) and len(part) == 1]
        characters = "".join(dict.fromkeys(sorted(parts) if isinstance(value, frozenset) else parts))
    if not characters or len(characters) > _MOST_PASSES:
        return None
    as_written = right.id if isinstance(right, ast.Name) and value == characters else _quoted(characters)
    return _Wanted(characters, isinstance(op, ast.Eq | ast.In), as_written)


def _is_made_of_number(code: FunctionCode, source: ast.expr) -> bool:
    """Whether the text is made from a number or the like."""
    if not isinstance(source, ast.Name) or source.id not in code.local:
        return False
    made = [code.parent(bound) for bound in code.uses(source.id).rebinds]
    calls = [
        assign.value.func for assign in made if isinstance(assign, ast.Assign) and isinstance(assign.value, ast.Call)
    ]
    return any(isinstance(function, ast.Name) and function.id in _NUMBER_TEXTS for function in calls)


def _sure(code: FunctionCode, test: ast.expr, name: str) -> bool:
    """Whether a test asks only of the character, and cannot fail for any."""
    if not only(code.type_of(test), "bool"):
        return False
    for node in descend(test):
        if isinstance(node, ast.Call):
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if not code.builtin_call(node, "ord", 1) and not (method in _SURE_METHODS and not node.keywords):
                return False
        elif isinstance(node, ast.Compare):
            if not _comparable(code, [node.left, *node.comparators]):
                return False
        elif isinstance(node, ast.Name):
            builtin = node.id == "ord" and code.is_builtin("ord")
            if not builtin and node.id != name and constant_of(code, node) is None:
                return False
        elif not isinstance(node, ast.BoolOp | ast.UnaryOp | ast.Constant | ast.Attribute | ast.expr_context | _OPS):
            return False
    return name in loaded(test)


_OPS = ast.boolop | ast.unaryop | ast.cmpop


def _comparable(code: FunctionCode, sides: list[ast.expr]) -> bool:
    """Whether texts are compared with texts, or numbers with numbers."""
    kinds = [code.type_of(side) for side in sides]
    return all(only(kind, "str") for kind in kinds) or all(only(kind, "int", "bool") for kind in kinds)


def _by_count(node: ast.Call | ast.For, source: ast.expr, wanted: _Wanted, total: str, edits: Edits) -> None:
    text = edits.text(source, need=16)
    if len(wanted.characters) == 1:
        count = f"{text}.count({wanted.text})"
    else:
        count = f"sum(map({text}.count, {wanted.text}))"
    _put(node, count if wanted.holds else f"len({text}) - {count}", total, edits)


def _quoted(text: str) -> str:
    return repr(text) if '"' in text or "\\" in text or not text.isprintable() else f'"{text}"'


def _by_different(
    code: FunctionCode,
    node: ast.Call | ast.For,
    name: str,
    source: ast.expr,
    test: ast.expr,
    total: str,
    edits: Edits,
) -> None:
    text = edits.text(source, need=16)
    inner = f"{text}.count({name}) for {name} in set({text}) if {edits.text(test, need=3)}"
    _put(node, f"sum([{inner}])", total, edits)


def _put(node: ast.Call | ast.For, number: str, total: str, edits: Edits) -> None:
    if isinstance(node, ast.For):
        edits.replace_statement(node, f"{total} += {number}")
    else:
        edits.replace(node, number)
