"""Whether one text is another one turned round, asked of every turn.

Finds:
    A loop over all places of a text, or a generator in ``any``, that does nothing but compare ``x[i:] + x[:i]`` with
    another text, and leaves at the first that is equal.

Slow because:
    Each of n turns makes a text of length n and compares it: O(n^2). All turns stand in ``x + x`` one behind the other,
    and a text is searched in another one in linear time.

Unsafe when:
    One of them is no text: lists are not searched by ``in``.

Example:
    Before::

        for cut in range(len(ring)):
            if ring[cut:] + ring[:cut] == other:
                return True

    After::

        # all turns of a text stand in it written twice
        if 0 < len(ring) == len(other) and other in ring + ring:
            return True

Source:
    Knuth, Morris and Pratt, Fast pattern matching in strings (1977), on rotations of a text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_TEXT = "every turn of a text is made to be compared; all of them stand in the text written twice"


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then generators in ``any``."""
    for loop in code.all(ast.For):
        test = loop.body[0]
        if len(loop.body) != 1 or not isinstance(test, ast.If) or test.orelse or loop.orelse:
            continue
        if not isinstance(test.body[-1], ast.Return | ast.Break) or isinstance(test.body[0], ast.Break):
            continue
        turned = _turned(code, loop.target, loop.iter, test.test)
        inside = descend(*test.body[:-1])
        if turned is None or any(isinstance(node, ast.Break | ast.Continue) for node in inside):
            continue
        index = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
        if not index & loaded(*test.body) and not any(code.live_after(name, loop) for name in index):
            yield Finding(loop, _TEXT, partial(_change_loop, code, loop, test, *turned), GROWTH)
    for whole in code.all(ast.GeneratorExp):
        call, generator = code.parent(whole), whole.generators[0]
        if code.builtin_call(call, "any", 1) is None or len(whole.generators) != 1 or generator.ifs:
            continue
        turned = _turned(code, generator.target, generator.iter, whole.elt)
        if turned is not None and isinstance(call, ast.Call):
            yield Finding(call, _TEXT, partial(_change_any, code, call, *turned), GROWTH)


def _turned(code: FunctionCode, target: ast.expr, source: ast.expr, test: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The text that is turned and the one that it is compared with."""
    ranged = code.builtin_call(source, "range", 1)
    length = code.builtin_call(ranged[0], "len", 1) if ranged else None
    if length is None or not isinstance(target, ast.Name) or not isinstance(length[0], ast.Name):
        return None
    for way in ("$x[@i:] + $x[:@i] == $y", "$y == $x[@i:] + $x[:@i]"):
        found = match(way, test)
        if found is None or found.name("i") != target.id or not match(length[0].id, found["x"]):
            continue
        kinds = [code.type_of(found["x"]), code.type_of(found["y"])]
        alike = any(all(only(kind, text, "any") for kind in kinds) for text in ("str", "bytes"))
        plain = isinstance(found["y"], ast.Name | ast.Attribute | ast.Subscript) and code.pure(found["y"])
        if alike and plain and target.id not in loaded(found["y"]):
            return found["x"], found["y"]
    return None


def _test(code: FunctionCode, turned: ast.expr, other: ast.expr, edits: Edits) -> str:
    one, two = edits.text(turned), edits.text(other)
    sure = not any(includes(code.type_of(side), "any") for side in (turned, other))
    # A list has no find: where nothing says that there are texts, it must not go unnoticed.
    found = f"{two} in {one} + {one}" if sure else f"({one} + {one}).find({two}) >= 0"
    return f"0 < len({one}) == len({two}) and {found}"


def _change_loop(
    code: FunctionCode, loop: ast.For, test: ast.If, turned: ast.expr, other: ast.expr, edits: Edits
) -> None:
    body = test.body[:-1] if isinstance(test.body[-1], ast.Break) else test.body
    head = f"# all turns of a text stand in it written twice\nif {_test(code, turned, other, edits)}:\n"
    edits.replace_statement(loop, head + indent_block(edits.block(body), "    "))


def _change_any(code: FunctionCode, call: ast.Call, turned: ast.expr, other: ast.expr, edits: Edits) -> None:
    edits.replace(call, _test(code, turned, other, edits))
