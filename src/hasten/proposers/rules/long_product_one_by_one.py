"""Multiplying many integers one after the other.

Finds:
    A loop that does nothing but ``product *= x``, or ``math.prod(xs)``, for integers.

Slow because:
    The product grows longer with every factor, and each step goes through all of it: O(n^2). Short factors multiplied
    with each other first leave a few long ones, which are multiplied by a faster method; a factorial has its own
    function.

Unsafe when:
    The factors are no integers: products of floats depend on the order.

Example:
    Before::

        for x in xs:
            product *= x

    After::

        def product_of(factors):
            while len(factors) > 32:
                factors = [prod(factors[i:i + 32]) for i in range(0, len(factors), 32)]
            return prod(factors)

        product *= product_of(xs)

Source:
    Knuth, The Art of Computer Programming, volume 2, section 4.3.3; the product tree of Bernstein, Fast multiplication
    and its applications, 2008.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import match, match_block
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, listed, mentions, pipeline, plain_source

GROWTH = ("O(n^2)", "O(n log n)")
_HELPER = """def {{name}}(factors):
    while len(factors) > 32:
        factors = [{prod}(factors[i:i + 32]) for i in range(0, len(factors), 32)]
    return {prod}(factors)
"""


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then calls."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        holes = match("@p *= $x", found.body[0]) if found is not None and len(found.body) == 1 else None
        if found is not None and holes is None and len(found.body) == 1:
            holes = match("@p = @p * $x", found.body[0]) or match("@p = $x * @p", found.body[0])
        if found is None or holes is None:
            continue
        name, element = holes.name("p"), holes["x"]
        if name in found.names or name in loaded(element) or mentions(found, name) or name not in code.local:
            continue
        if code.uses(name).aliases and any(code.in_nested_function(node) for node in code.uses(name).aliases):
            continue  # a nested function could look at the product while it grows
        if only(code.type_of(element), "int") and only(code.type_of_name(name), "int"):
            text = f"the loop multiplies {name}, which grows longer, by one number at a time; short ones go first"
            yield Finding(loop, text, partial(_change_loop, code, found, name, element), GROWTH, integers=True)
    for call in code.all(ast.Call):
        source = _multiplied(code, call)
        if source is not None:
            text = f"`{ast.unparse(call)}` multiplies one number at a time; short ones go first"
            yield Finding(call, text, partial(_change_call, code, call, source), GROWTH, integers=True)


def _multiplied(code: FunctionCode, call: ast.Call) -> ast.expr | None:
    """The integers that a call of ``math.prod`` multiplies, where they are worth it."""
    if code.purity.module_member(call.func) != ("math", "prod") or len(call.args) != 1:
        return None
    if any(keyword.arg != "start" or not only(code.type_of(keyword.value), "int") for keyword in call.keywords):
        return None
    if match_block("while len(@f) > 32:\n    $$rest\nreturn $p", code.node.body) is not None:
        return None  # that is how the new form does it
    source = call.args[0]
    kind = code.type_of(source)
    few = isinstance(source, ast.List | ast.Tuple)
    if few or not only(kind, "list", "tuple", "range") or not only(kind.element, "int"):
        return None
    return source


def _helper(code: FunctionCode, edits: Edits) -> str:
    return helper(code, "product_of", _HELPER.format(prod=edits.need("math", "prod")), edits)


def _change_loop(code: FunctionCode, found: Pipeline, name: str, element: ast.expr, edits: Edits) -> None:
    bounds = range_bounds(code, found.loop.iter)
    whole = plain_source(found, element)
    if bounds is not None and whole is not None and bounds[2] == 1 and _from_the_front(bounds[0]):
        count = match("$n + 1", bounds[1]) or match("1 + $n", bounds[1])
        if count is not None and code.is_builtin("max"):
            factorial = edits.need("math", "factorial")
            edits.replace_statement(found.loop, f"{name} *= {factorial}(max({edits.text(count['n'])}, 0))")
            return
    factors = listed(found, element, edits)
    if whole is not None and not only(code.type_of(whole), "list", "tuple", "range"):
        factors = f"list({factors})"
    edits.replace_statement(found.loop, f"{name} *= {_helper(code, edits)}({factors})")


def _from_the_front(start: ast.expr | None) -> bool:
    return isinstance(start, ast.Constant) and start.value in (1, 2)


def _change_call(code: FunctionCode, call: ast.Call, source: ast.expr, edits: Edits) -> None:
    text = f"{_helper(code, edits)}({edits.text(source)})"
    if call.keywords:
        text = f"{edits.text(call.keywords[0].value, need=12)} * {text}"
    edits.replace(call, text)
