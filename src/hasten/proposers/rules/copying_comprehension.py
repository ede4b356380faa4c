"""A comprehension that hands its elements on as they are.

Finds:
    ``[x for x in xs]`` and ``{x for x in xs}``, alone or as the argument of a builtin that goes through it.

Slow because:
    The interpreter runs several instructions per element; ``list`` and ``set`` copy in C, and a builtin needs no copy.
    The gain is a constant, 3 to 10.

Unsafe when:
    Never known; the elements and their order are the same.

Example:
    Before::

        total = sum([x for x in xs])

    After::

        total = sum(xs)

Source:
    Refactoring advice of many linters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.proposers.rules._finding import Finding

_READERS = words("sum max min sorted any all tuple set list frozenset enumerate")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension."""
    kinds: list[ast.ListComp | ast.SetComp | ast.GeneratorExp] = [
        *code.all(ast.ListComp),
        *code.all(ast.SetComp),
        *code.all(ast.GeneratorExp),
    ]
    for comprehension in kinds:
        if len(comprehension.generators) != 1:
            continue
        generator = comprehension.generators[0]
        plain = isinstance(comprehension.elt, ast.Name) and isinstance(generator.target, ast.Name)
        if not plain or generator.ifs or generator.is_async or ast.dump(comprehension.elt) != _loaded(generator.target):
            continue
        parent = code.parent(comprehension)
        consumed = (
            isinstance(parent, ast.Call)
            and isinstance(parent.func, ast.Name)
            and parent.func.id in _READERS
            and code.is_builtin(parent.func.id)
            and parent.args[:1] == [comprehension]
        )
        text = f"`{ast.unparse(comprehension)}` copies element by element"
        if consumed and not isinstance(comprehension, ast.SetComp):
            yield Finding(comprehension, text, partial(_source, comprehension, generator.iter))
        elif not isinstance(comprehension, ast.GeneratorExp):
            name = "list" if isinstance(comprehension, ast.ListComp) else "set"
            if code.is_builtin(name):
                yield Finding(comprehension, text, partial(_copy, comprehension, generator.iter, name))


def _loaded(target: ast.expr) -> str:
    assert isinstance(target, ast.Name)
    return ast.dump(ast.Name(target.id, ast.Load()))


def _source(comprehension: ast.expr, source: ast.expr, edits: Edits) -> None:
    edits.replace(comprehension, edits.text(source))


def _copy(comprehension: ast.expr, source: ast.expr, name: str, edits: Edits) -> None:
    edits.replace(comprehension, f"{name}({edits.text(source)})")
