"""A power that is computed one factor at a time.

Finds:
    A counted loop that does nothing but ``product = multiply(product, factor)``, with a function of the module without
    effects that multiplies inside a loop, as a product of matrices or polynomials does; the factor, and whatever else
    is passed, stays the same.

Slow because:
    There is one product per turn. The factor squared again and again gives every power of two, and the binary digits
    of the number of turns say which of them to take: O(log n) products.

Unsafe when:
    The function is not associative, or its numbers are floats, which are rounded otherwise.

Example:
    Before::

        for _ in range(steps):
            power = times(power, matrix)

    After::

        # the binary digits of the number of turns say which of the squared factors to take
        factor = matrix
        left = steps
        while left > 0:
            if left % 2:
                power = times(power, factor)
            left //= 2
            if left:
                factor = times(factor, factor)

Source:
    Knuth, The Art of Computer Programming, volume 2, section 4.6.3.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Counted, constant_int, counted
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(log n)")
_COMMENT = "# the binary digits of the number of turns say which of the squared factors to take"
_LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)


@dataclass(frozen=True)
class _Power:
    shape: Counted
    call: ast.Call
    product: ast.expr
    factor: ast.expr


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops of one statement."""
    for loop in code.loops:
        shape = counted(code, loop)
        power = _power(code, shape) if shape is not None else None
        if power is not None:
            text = "one product per turn; the squares of the factor give the power in O(log n) products"
            yield Finding(loop, text, partial(_change, code, power), GROWTH)


def _power(code: FunctionCode, shape: Counted) -> _Power | None:
    if len(shape.body) != 1 or shape.step != 1 or code.live_after(shape.index, shape.loop):
        return None
    assign = shape.body[0]
    if not (isinstance(assign, ast.Assign) and len(assign.targets) == 1 and isinstance(assign.targets[0], ast.Name)):
        return None
    call = assign.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or len(call.args) < 2 or call.keywords:
        return None
    if shape.index in loaded(call) or not _multiplies(code, call.func.id) or not code.pure(call):
        return None
    name = assign.targets[0].id
    first, second = call.args[:2]
    product, factor = (first, second) if isinstance(first, ast.Name) and first.id == name else (second, first)
    if not isinstance(product, ast.Name) or product.id != name or name in loaded(factor, *call.args[2:]):
        return None
    if not all(code.invariant(part, assign) for part in (factor, *call.args[2:])):
        return None
    return _Power(shape, call, product, factor)


def _multiplies(code: FunctionCode, name: str) -> bool:
    """Whether a function of the module has a product inside of a loop."""
    function = code.module.functions.get(name)
    if function is None or name in code.local:
        return False
    loops = [node for node in descend(*function.body) if isinstance(node, _LOOPS)]
    return any(isinstance(node, ast.Mult) for loop in loops for node in ast.walk(loop))


def _change(code: FunctionCode, power: _Power, edits: Edits) -> None:
    shape, call = power.shape, power.call
    assert isinstance(power.product, ast.Name)
    factor, left = code.fresh("factor"), code.fresh("left")
    turns = edits.text(shape.stop)
    if shape.start is not None:
        start = constant_int(shape.start)
        turns = edits.text(shape.stop, need=11)
        turns = f"{turns} - {start}" if start is not None and start >= 0 else f"{turns} - ({edits.text(shape.start)})"
    product = edits.text(call, {power.factor: factor})
    square = edits.text(call, {power.factor: factor, power.product: factor})
    body = (
        f"if {left} % 2:\n    {power.product.id} = {product}\n{left} //= 2\n"
        f"if {left}:\n    {factor} = {square}\n"
    )
    setup = f"{_COMMENT}\n{factor} = {edits.text(power.factor)}\n{left} = {turns}\n"
    edits.replace_statement(shape.loop, f"{setup}while {left} > 0:\n{indent_block(body, '    ')}")
