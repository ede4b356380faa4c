"""Counting by hand the elements that equal a value.

Finds:
    ``sum(1 for c in text if c == v)``, ``len([c for c in text if c == v])``, ``sum(x == v for x in xs)`` and the loop
    that does the same over a text; and characters counted that lie in a constant text. Also ``sum(x % 2 == 1 for x in
    xs)``, where what is made of the elements is compared with a constant.

Slow because:
    The interpreter compares one element at a time; ``count`` does it in C. The gain is a constant, 5 to 30 for texts
    and about 2 for lists.

Unsafe when:
    An element is NaN: ``count`` finds the very same object equal to itself.

Example:
    Before::

        vowels = sum(1 for c in text if c in "aeiou")

    After::

        vowels = sum(map(text.count, "aeiou"))

Source:
    The Python documentation of the common sequence operations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import interchangeable, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import pipeline

_Inner = ast.GeneratorExp | ast.ListComp


def find(code: FunctionCode) -> Iterator[Finding]:
    """Expressions first, then loops."""
    for call in code.all(ast.Call):
        inner = _counting(code, call)
        if inner is None or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        test = generator.ifs[0] if generator.ifs else inner.elt
        if generator.ifs and not only(code.type_of(generator.iter), "str"):
            continue  # for lists the filter is as fast as ``count``
        template = _template(code, generator.target, generator.iter, test)
        if template is not None and len(generator.ifs) <= 1:
            text = f"`{ast.unparse(call)}` compares one element at a time; count does it in one call"
            yield Finding(call, text, partial(_change, call, *template))
    for call in code.all(ast.Call):
        made = _made_and_compared(code, call)
        if made is not None:
            text = f"`{ast.unparse(call)}` adds up one truth value at a time; count finds the equal ones in one call"
            yield Finding(call, text, partial(_change_made, call, *made))
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None or len(found.clauses) != 2 or len(found.body) != 1 or isinstance(found.clauses[1], ast.For):
            continue
        step = match("@n += 1", found.body[0]) or match("@n = @n + 1", found.body[0])
        template = _template(code, loop.target, loop.iter, found.clauses[1])
        if not only(code.type_of(loop.iter), "str"):
            continue
        if step is not None and template is not None and step.name("n") not in loaded(found.clauses[1]):
            text = f"the loop counts {step.name('n')} up one element at a time; count does it in one call"
            yield Finding(loop, text, partial(_change_loop, loop, step.name("n"), *template))


def _counting(code: FunctionCode, call: ast.Call) -> _Inner | None:
    total, length = code.builtin_call(call, "sum", 1), code.builtin_call(call, "len", 1)
    arguments = total or length
    inner = arguments[0] if arguments else None
    if not isinstance(inner, ast.GeneratorExp | ast.ListComp):
        return None
    ones = isinstance(inner.elt, ast.Constant) and inner.elt.value == 1
    if total:
        truths = not inner.generators[0].ifs and isinstance(inner.elt, ast.Compare)
        return inner if truths or (ones and inner.generators[0].ifs) else None
    return inner if inner.generators[0].ifs and code.pure(inner.elt) else None


def _made_and_compared(code: FunctionCode, call: ast.Call) -> tuple[_Inner, ast.expr, ast.expr] | None:
    """``sum(f(x) == 3 for x in xs)``: the comprehension, what is compared and the constant."""
    arguments = code.builtin_call(call, "sum", 1)
    inner = arguments[0] if arguments else None
    if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or any(part.is_async for part in inner.generators):
        return None
    holes = match("$x == $v", inner.elt)
    if holes is None or isinstance(holes["x"], ast.Name | ast.Constant):
        return None  # the elements as they are: see above
    value = holes["v"]
    if not isinstance(value, ast.Constant) or type(value.value) not in (int, str):
        return None
    # Other values may compare in their own way, and give no truth value.
    kind = code.type_of(holes["x"])
    return (inner, holes["x"], value) if only(kind, "int", "bool", "float", "str") else None


def _change_made(call: ast.Call, inner: _Inner, made: ast.expr, value: ast.expr, edits: Edits) -> None:
    clauses = edits.comprehension(inner, {})[1:-1].removeprefix(edits.text(inner.elt))
    edits.replace(call, f"[{edits.text(made)}{clauses}].count({edits.text(value)})")


def _template(
    code: FunctionCode, target: ast.expr, source: ast.expr, test: ast.expr
) -> tuple[str, ast.expr, ast.expr] | None:
    """How to count: ``{0}.count({1})`` or ``sum(map({0}.count, {1}))``, with the texts of source and value."""
    if not isinstance(target, ast.Name) or not only(code.type_of(source), "list", "tuple", "str"):
        return None
    element = code.type_of(source).element
    holes = match("@x == $v", test) or match("$v == @x", test)
    if holes is not None and holes.name("x") == target.id:
        value = holes["v"]
        if target.id in loaded(value) or not code.pure(value) or not interchangeable(element):
            return None
        if only(code.type_of(source), "str") and not _one_character(value):
            return None
        return "{0}.count({1})", source, value
    inside = match("@x in $v", test)
    if inside is None or inside.name("x") != target.id or not only(code.type_of(source), "str"):
        return None
    value = inside["v"]
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and len(set(value.value)) == len(value.value):
        return "sum(map({0}.count, {1}))", source, value
    if isinstance(value, ast.List | ast.Tuple | ast.Set) and all(_one_character(item) for item in value.elts):
        letters = [item.value for item in value.elts if isinstance(item, ast.Constant)]
        if len(set(letters)) == len(letters) == len(value.elts):
            return "sum(map({0}.count, {1}))", source, value
    return None


def _one_character(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str) and len(value.value) == 1


def _change(call: ast.Call, template: str, source: ast.expr, value: ast.expr, edits: Edits) -> None:
    edits.replace(call, template.format(edits.text(source, need=16), edits.text(value)))


def _change_loop(loop: ast.For, name: str, template: str, source: ast.expr, value: ast.expr, edits: Edits) -> None:
    edits.replace_statement(loop, f"{name} += {template.format(edits.text(source, need=16), edits.text(value))}")
