"""A fold whose function makes a changed copy of all that was collected.

Finds:
    ``xs = reduce(step, items, start)`` in a statement of its own, where ``step`` is a lambda, a function of the module
    or one inside. The fold is written as a loop, and the function in it. That is done only where another rule then
    finds a better way to do the work.

Slow because:
    A function that is called for every element cannot change what it is given, so that it copies all of it for one
    change: O(n^2). In a loop it can be seen that nobody holds the old one.

Unsafe when:
    Somebody replaces the function at run time (a test that patches it).

Example:
    Before::

        def press(lamps, k):
            return lamps[:k] + [not lamps[k]] + lamps[k + 1:]

        def lit(presses):
            lamps = reduce(press, presses, [False] * 100)
            return sum(lamps)

    After::

        def lit(presses):
            lamps = [False] * 100
            for k in presses:
                lamps = lamps[:k] + [not lamps[k]] + lamps[k + 1:]
            return sum(lamps)

Source:
    A fold over a list is a loop: Bird and Wadler, Introduction to functional programming, 1988.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.scopes import fresh_name, loaded
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import Callee, Writer
from hasten.proposers.rules._nested import inner_function

#: See ``Rule``.
OPENING = True


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per fold."""
    for call in code.all(ast.Call):
        if code.purity.module_member(call.func) != ("functools", "reduce") or len(call.args) != 3 or call.keywords:
            continue
        statement = code.parent(call)
        if code.in_nested_function(call) or not isinstance(statement, ast.Assign | ast.Return):
            continue
        step = _step(code, call.args[0])
        if step is None or not code.pure(call.args[2]):
            continue
        name = ""
        if isinstance(statement, ast.Assign):
            target = statement.targets[0]
            if len(statement.targets) != 1 or not isinstance(target, ast.Name) or target.id in loaded(*step.body, call):
                continue
            name = target.id
        text = f"`{ast.unparse(call)[:60]}` calls a function for every element; as a loop it shows what is copied"
        yield Finding(call, text, partial(_change, code, call, statement, name, step), minor=True)


def _step(code: FunctionCode, given: ast.expr) -> ast.FunctionDef | None:
    """The function of two parameters that a fold calls; a lambda as a function that returns."""
    node: ast.FunctionDef | None = None
    if isinstance(given, ast.Lambda):
        node = ast.FunctionDef("step", given.args, [ast.Return(given.body)], [], lineno=given.lineno)
    elif isinstance(given, ast.Name):
        known = code.module.functions.get(given.id)
        node = inner_function(code, given.id) if given.id in code.local else None
        if given.id not in code.local and isinstance(known, ast.FunctionDef) and not known.decorator_list:
            node = known if known in code.module.tree.body else None
    if node is None or (isinstance(given, ast.Name) and kind_of(node) != "function") or node.name in loaded(*node.body):
        return None
    spec = node.args
    others = spec.vararg or spec.kwarg or spec.kwonlyargs or spec.posonlyargs or spec.defaults
    return None if others or len(spec.args) != 2 else node


def _change(
    code: FunctionCode,
    call: ast.Call,
    statement: ast.Assign | ast.Return,
    name: str,
    step: ast.FunctionDef,
    edits: Edits,
) -> None:
    _, items, start = call.args
    made, element = (arg.arg for arg in step.args.args)
    inside = isinstance(call.args[0], ast.Lambda) or step in code.node.body
    writer = Writer(code, lambda node: None, in_place=True)
    if inside:
        writer.free_names_of(step)
    name = name or fresh_name(made, writer.taken)
    each = fresh_name(element, writer.taken | {name})
    writer.taken |= {name, each}
    given: dict[str, ast.expr] = {made: ast.Name(name, ast.Load()), element: ast.Name(each, ast.Load())}
    callee = Callee(step.name, step, given, inside)
    goes_on = ast.Call(ast.Name(step.name, ast.Load()), [], [])
    writer.resolve = lambda node: copy.deepcopy(callee) if node is goes_on else None
    body = writer.block([ast.Assign([ast.Name(name, ast.Store())], goes_on, lineno=0)], ())
    text = "\n".join(ast.unparse(ast.fix_missing_locations(part)) for part in body) or "pass"
    head = f"{name} = {edits.text(start, need=0)}\nfor {each} in {edits.text(items, need=0)}:"
    loop = f"{head}\n{indent_block(text, '    ')}"
    if isinstance(statement, ast.Return):
        loop += f"\nreturn {name}"
    edits.replace_statement(statement, loop)
    uses = [node for node in code.all(ast.Name) if node.id == step.name]
    if step in code.node.body and uses == [call.args[0]]:
        edits.remove(step, comments=True)
