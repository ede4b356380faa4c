"""Removing or replacing single characters of a text one at a time.

Finds:
    ``"".join(c for c in text if c not in "aeiou")``, and a loop of ``replace`` calls for single characters.

Slow because:
    The interpreter handles every character; ``str.translate`` does it in C with a table. The gain is a constant, 3 to
    10.

Unsafe when:
    ``text`` is no text, or the table is made anew for a very short one.

Example:
    Before::

        plain = "".join(c for c in text if c not in ",.;")

    After::

        plain = text.translate(str.maketrans("", "", ",.;"))

Source:
    The Python documentation of ``str.translate``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """Joined filters, then loops of replacements."""
    for call in code.all(ast.Call):
        holes = match("''.join($parts)", call)
        inner = holes["parts"] if holes is not None else None
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        if len(generator.ifs) != 1 or not only(code.type_of(generator.iter), "str"):
            continue
        kept = match("@c not in $gone", generator.ifs[0])
        single = match("@c != $gone", generator.ifs[0])
        test = kept or single
        if test is None or not isinstance(generator.target, ast.Name) or test.name("c") != generator.target.id:
            continue
        if ast.unparse(inner.elt) != generator.target.id:
            continue
        gone = test["gone"]
        text = f"`{ast.unparse(call)}` looks at one character at a time; translate removes them in one call"
        if isinstance(gone, ast.Constant) and isinstance(gone.value, str) and (kept or len(gone.value) == 1):
            yield Finding(call, text, partial(_remove, call, generator.iter, gone))
        elif kept and only(code.type_of(gone), "str") and code.pure(gone):
            yield Finding(call, text, partial(_remove, call, generator.iter, gone))
    for loop in code.all(ast.For):
        yield from _replacements(code, loop)


def _remove(call: ast.Call, source: ast.expr, gone: ast.expr, edits: Edits) -> None:
    if isinstance(gone, ast.Constant) and isinstance(gone.value, str) and len(gone.value) == 1:
        edits.replace(call, f'{edits.text(source, need=16)}.replace({edits.text(gone)}, "")')
    else:
        edits.replace(call, f'{edits.text(source, need=16)}.translate(str.maketrans("", "", {edits.text(gone)}))')


def _replacements(code: FunctionCode, loop: ast.For) -> Iterator[Finding]:
    """``for c in ",.;": text = text.replace(c, "")``."""
    if len(loop.body) != 1 or loop.orelse or not isinstance(loop.target, ast.Name):
        return
    holes = match("@s = @s.replace(@c, $new)", loop.body[0])
    if holes is None or holes.name("c") != loop.target.id or code.live_after(loop.target.id, loop):
        return
    new = holes["new"]
    if not isinstance(new, ast.Constant) or not isinstance(new.value, str):
        return
    if only(code.type_of_name(holes.name("s")), "str", "any") and only(code.type_of(loop.iter), "str"):
        if new.value and not (isinstance(loop.iter, ast.Constant) and new.value not in str(loop.iter.value)):
            return  # a replaced character could be replaced again
        text = f"{holes.name('s')} is copied once for every character that is replaced; translate needs one pass"
        yield Finding(loop, text, partial(_translate, loop, holes.name("s"), new))


def _translate(loop: ast.For, name: str, new: ast.Constant, edits: Edits) -> None:
    gone = edits.text(loop.iter)
    if new.value:
        table = f"dict.fromkeys(map(ord, {gone}), {edits.text(new)})"
    else:
        table = f'str.maketrans("", "", {gone})'
    edits.replace_statement(loop, f"{name} = {name}.translate({table})")
