"""A loop over a generator expression that is written out in its head.

Finds:
    ``for x in (f(a) for a in xs for ...)``, where the generator expression is made for this loop alone, or given a name
    that the loop alone reads.

Slow because:
    Every element passes through a frame of the generator: it is resumed, yields, and is suspended again. Loops of their
    own do the same work without it. The gain is a constant.

Unsafe when:
    The generator raises ``StopIteration``, which would come out as ``RuntimeError``.

Example:
    Before::

        for x, y in ((a + dx, b + dy) for dx in steps for dy in steps):
            seen.add((x, y))

    After::

        for dx in steps:
            for dy in steps:
                x, y = a + dx, b + dy
                seen.add((x, y))

Source:
    Deforestation: Wadler, Transforming programs to eliminate trees (1988).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own
from hasten.code.scopes import COMPREHENSIONS, target_names
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each such loop makes one finding."""
    for loop in code.all(ast.For):
        assign = _named(code, loop)
        generator = assign.value if assign is not None else loop.iter
        if not isinstance(generator, ast.GeneratorExp) or code.in_nested_function(loop) or loop.type_comment:
            continue
        if loop.orelse or any(part.is_async for part in generator.generators):
            continue
        if len(generator.generators) > 1 and has_own(loop, ast.Break):
            continue
        if any(isinstance(node, (ast.Lambda, ast.NamedExpr, *COMPREHENSIONS)) for node in _parts(generator)):
            continue
        text = "every element passes through a generator that is made for this loop alone"
        yield Finding(loop, text, partial(_change, code, loop, generator, assign))


def _parts(generator: ast.GeneratorExp) -> list[ast.AST]:
    """What the generator evaluates, without itself."""
    return descend(generator)[1:]


def _named(code: FunctionCode, loop: ast.For) -> ast.Assign | None:
    """``pairs = (... for ...)`` right in front of ``for x in pairs``, which nothing else reads."""
    if not isinstance(loop.iter, ast.Name):
        return None
    before = code.before(loop)
    for statement in reversed(before):
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id == loop.iter.id:
                return statement if _read_once(code, statement, loop) else None
        if not _harmless(statement):
            return None
    return None


def _harmless(statement: ast.stmt) -> bool:
    """Whether the generator may just as well start behind the statement: it makes new objects only."""
    if not isinstance(statement, ast.Assign):
        return False
    return not any(
        isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr) for node in descend(statement)
    )


def _read_once(code: FunctionCode, assign: ast.Assign, loop: ast.For) -> bool:
    assert isinstance(loop.iter, ast.Name)
    name = loop.iter.id
    if not isinstance(assign.value, ast.GeneratorExp) or code.live_after(name, loop):
        return False
    first = assign.value.generators[0].iter
    # The first source is read when the generator is made; what stands between must leave it alone.
    between = code.before(loop)[code.before(loop).index(assign) + 1 :]
    own_name = isinstance(first, ast.Name) and first.id == name
    return (isinstance(first, ast.Name | ast.Constant) or _of_names(first)) and (
        own_name or code.invariant(first, *between) if between else True
    )


def _of_names(node: ast.expr) -> bool:
    return not any(isinstance(inner, ast.Yield | ast.Await | ast.NamedExpr) for inner in descend(node))


def _change(
    code: FunctionCode, loop: ast.For, generator: ast.GeneratorExp, assign: ast.Assign | None, edits: Edits
) -> None:
    renamed = _renamed(code, loop, generator)
    texts: dict[ast.expr, str] = {
        node: renamed[node.id] for node in _parts(generator) if isinstance(node, ast.Name) and node.id in renamed
    }
    first = generator.generators[0]
    outside = {node for node in descend(first.iter) if node in texts}  # the first source is read outside of it
    texts = {node: text for node, text in texts.items() if node not in outside}
    lines: list[str] = []
    depth = 0
    for part in generator.generators:
        lines.append(
            "    " * depth + f"for {edits.text(part.target, texts, need=0)} in {edits.text(part.iter, texts)}:"
        )
        depth += 1
        for test in part.ifs:
            lines.append("    " * depth + f"if {edits.text(test, texts)}:")
            depth += 1
    put = _put(code, loop, generator, texts, edits)
    body = edits.block(loop.body, put)
    element = "" if put else _element(loop.target, generator.elt, texts, edits)
    text = "\n".join([*lines, indent_block(f"{element}\n{body}" if element else body, "    " * depth)])
    if assign is not None:
        edits.remove(assign)
    edits.replace_statement(loop, text)


def _renamed(code: FunctionCode, loop: ast.For, generator: ast.GeneratorExp) -> dict[str, str]:
    """New names for the generator's own variables where the function uses the old ones."""
    own = [name for part in generator.generators for name in target_names(part.target)]
    inside = set(descend(generator))
    others = {node.id for node in code.all(ast.Name) if node not in inside} | set(code.parameters)
    renamed: dict[str, str] = {}
    for name in dict.fromkeys(own):
        if name in others and not _same_element(loop.target, generator.elt, name):
            renamed[name] = code.fresh(f"{name}_2" if len(name) == 1 else f"{name}_here", *renamed.values())
    return renamed


def _same_element(target: ast.expr, element: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and isinstance(element, ast.Name) and target.id == element.id == name


def _put(
    code: FunctionCode, loop: ast.For, generator: ast.GeneratorExp, texts: dict[ast.expr, str], edits: Edits
) -> dict[ast.AST, str]:
    """The parts of an element in place of the names that stand for them, where a short body reads each at most once."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    element = generator.elt
    parts = element.elts if isinstance(loop.target, ast.Tuple) and isinstance(element, ast.Tuple) else [element]
    if len(loop.body) != 1 or not isinstance(loop.body[0], ast.Expr) or len(targets) != len(parts):
        return {}
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    if len(names) != len(targets) or any(code.live_after(name, loop) for name in names):
        return {}
    if any(isinstance(node, (ast.Lambda, *COMPREHENSIONS)) for node in descend(loop.body[0])):
        return {}
    found: dict[ast.AST, str] = {}
    for name, part in zip(names, parts, strict=True):
        uses = [node for node in descend(*loop.body) if isinstance(node, ast.Name) and node.id == name]
        if len(uses) != 1 or not code.pure(part):
            return {}
        found[uses[0]] = edits.text(part, texts)
    return found


def _element(target: ast.expr, element: ast.expr, texts: dict[ast.expr, str], edits: Edits) -> str:
    """The assignment of an element to the loop's target; "" where both are the same name."""
    text = edits.text(element, texts, need=0)
    if isinstance(element, ast.Tuple) and isinstance(target, ast.Tuple):
        text = ", ".join(edits.text(item, texts) for item in element.elts)
    place = edits.text(target, need=0)
    return "" if text == place else f"{place} = {text}"
