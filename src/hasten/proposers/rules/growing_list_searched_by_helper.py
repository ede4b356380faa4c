"""A helper that searches a list which its caller fills.

Finds:
    A function of the module that walks one of its parameters, returns something of the first element that passes a
    test and a constant when there is none; and calls of it in a loop with a list that the same loop fills by
    ``append``.

Slow because:
    Each call walks all that was collected so far: O(n^2). Written out as ``any(...)`` or ``next(...)``, the search can
    be answered by a dict that grows beside the list; alone it saves the call.

Unsafe when:
    The names that the helper takes from the module mean something else where it is called; such calls are left alone.

Example:
    Before::

        def known(kept, row):
            for other in kept:
                if other.mail == row.mail:
                    return True
            return False

        def distinct(rows):
            kept = []
            for row in rows:
                if not known(kept, row):
                    kept.append(row)
            return kept

    After::

        def distinct(rows):
            kept = []
            for row in rows:
                if not any(other.mail == row.mail for other in kept):
                    kept.append(row)
            return kept

Source:
    Inlining, as in optimising compilers: Allen and Cocke, A catalogue of optimizing transformations, 1971.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import repeats_around
from hasten.code.match import match
from hasten.code.scopes import loaded, target_names
from hasten.code.source import after_docstring
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import grown_list
from hasten.proposers.rules._guards import conjuncts

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _SearchHelper:
    """A helper that is one search.

    Attributes:
        parameters: Its parameters.
        items: The one that is walked.
        loop: Its loop.
        test: What the element must pass.
        answer: What is returned for it.
        default: The constant that is returned without one.
    """

    parameters: tuple[str, ...]
    items: str
    loop: ast.For
    test: ast.expr
    answer: ast.expr
    default: ast.expr


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each call makes one finding."""
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in code.local or call.keywords or not call.args:
            continue
        if not repeats_around(code, call) or code.in_nested_function(call):
            continue
        helper = _search_helper(code, call.func.id)
        if helper is None or len(call.args) != len(helper.parameters):
            continue
        given = dict(zip(helper.parameters, call.args, strict=True))
        walked = given[helper.items]
        if not isinstance(walked, ast.Name) or walked.id not in code.local or walked.id in code.parameters:
            continue
        own = set(target_names(helper.loop.target)) | set(helper.parameters)
        if (loaded(helper.test, helper.answer) - own) & code.local:
            continue
        grown = grown_list(code, walked.id)
        if grown is None or not grown.holds_at(call):
            continue
        if all(isinstance(value, ast.Name | ast.Constant) or code.pure(value) for value in given.values()):
            text = f"`{ast.unparse(call)}` searches a list that grows; written out, the search can be looked up"
            # The dict comes with the next step, where the test is an equality.
            growth = GROWTH if any(_is_equality(part) for part in conjuncts(helper.test)) else None
            yield Finding(call, text, partial(_change, code, call, helper, given), growth, enabling=True)


def _is_equality(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)


def _search_helper(code: FunctionCode, name: str) -> _SearchHelper | None:
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or kind_of(node) != "function":
        return None
    if node.args.vararg or node.args.kwarg or node.args.kwonlyargs or node.args.defaults:
        return None
    body = after_docstring(node)
    if len(body) not in (1, 2) or not isinstance(body[0], ast.For) or body[0].orelse or len(body[0].body) != 1:
        return None
    loop, hit = body[0], match("if $test:\n    return $answer", body[0].body[0])
    last = body[1] if len(body) == 2 else ast.Return(ast.Constant(None))
    if hit is None or not isinstance(last, ast.Return) or not isinstance(loop.iter, ast.Name):
        return None
    default = last.value or ast.Constant(None)
    if not isinstance(default, ast.Constant):
        return None
    parameters = tuple(arg.arg for arg in [*node.args.posonlyargs, *node.args.args])
    other = code.program.function(name)
    if loop.iter.id not in parameters or not other.pure(hit["test"]) or not other.pure(hit["answer"]):
        return None
    if loop.iter.id in loaded(hit["test"], hit["answer"]):
        return None
    return _SearchHelper(parameters, loop.iter.id, loop, hit["test"], hit["answer"], default)


def _change(
    code: FunctionCode, call: ast.Call, helper: _SearchHelper, given: Mapping[str, ast.expr], edits: Edits
) -> None:
    names = {name: edits.text(value) for name, value in given.items() if name != helper.items}
    for own in target_names(helper.loop.target):
        taken = own in code.local or own in loaded(*given.values())
        names[own] = code.fresh(_word(given[helper.items], own)) if taken else own

    def said(node: ast.expr, need: int = 1) -> str:
        changes: dict[ast.expr, str] = {
            inner: names[inner.id]
            for inner in ast.walk(node)
            if isinstance(inner, ast.Name) and names.get(inner.id, inner.id) != inner.id
        }
        return edits.text(node, changes, need=need)

    target = said(helper.loop.target, 0)
    walked = edits.text(given[helper.items])
    answer, default = helper.answer, helper.default
    values = [part.value for part in (answer, default) if isinstance(part, ast.Constant)]
    if len(values) == 2 and values[0] is True and values[1] is False:
        edits.replace(call, f"any({said(helper.test)} for {target} in {walked})")
        return
    search = f"{said(answer)} for {target} in {walked} if {said(helper.test, 3)}"
    edits.replace(call, f"next(({search}), {ast.unparse(default)})")


def _word(items: ast.expr, own: str) -> str:
    """A name for one element: the singular of the list, where it has one."""
    if isinstance(items, ast.Name) and items.id.endswith("s") and len(items.id) > 2:
        return items.id[:-1]
    return own
