"""Walking the rows of a pandas frame with ``iterrows`` and reading fields of each.

Finds:
    ``for i, row in frame.iterrows()``, as a loop or in a comprehension, where the row is only read as ``row["name"]``;
    and ``frame.iloc[i]["name"]`` or ``frame["name"].iloc[i]`` in a loop that leaves the frame alone.

Slow because:
    ``iterrows`` makes a Series of every row, and ``iloc`` one or a look-up through several layers for every access: ten
    microseconds and more. The rows of ``frame.to_numpy()``, which is what ``iterrows`` itself walks, cost a hundredth
    of that, and hold the same values of the same types.

Unsafe when:
    A column name occurs twice, or all columns are dates, which a Series gives out as timestamps.

Example:
    Before::

        for i, row in frame.iterrows():
            total += row["price"] * row["amount"]

    After::

        price_at = frame.columns.get_loc("price")
        amount_at = frame.columns.get_loc("amount")
        for row in frame.to_numpy():
            total += row[price_at] * row[amount_at]

Source:
    The pandas documentation of ``DataFrame.iterrows``: a Series is made for each row, and types are not kept across it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant
from hasten.code.naming import noun
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

#: What one element costs does not grow; there is no other class of growth to tell.
_FOUND = "a Series is made for every row of {0}, only to read {1}; rows of the array underneath are read at once"


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per walk, and one per column that is read by position."""
    for loop in code.all(ast.For):
        yield from _walked(code, loop, loop.target, loop.iter, loop)
    for comprehension in code.comprehensions:
        first = comprehension.generators[0]
        yield from _walked(code, first, first.target, first.iter, comprehension)
    yield from _by_position(code)


def _walked(
    code: FunctionCode, node: ast.For | ast.comprehension, target: ast.expr, source: ast.expr, whole: ast.AST
) -> Iterator[Finding]:
    method = code.method_call(source, "iterrows", 0)
    if method is None or not isinstance(method[0], ast.Name | ast.Attribute):
        return
    if not (isinstance(target, ast.Tuple) and len(target.elts) == 2):
        return
    label, row = target.elts
    if not isinstance(label, ast.Name) or not isinstance(row, ast.Name) or label.id == row.id:
        return
    statement = code.statement(whole)
    reads = [n for n in code.all(ast.Name) if n.id == row.id and n is not row]
    inside = set(descend(whole))
    if any(n not in inside for n in reads) or isinstance(statement, ast.While):
        return
    fields: dict[str, list[ast.Subscript]] = {}
    for read in reads:
        field = code.parent(read)
        if not (isinstance(field, ast.Subscript) and field.value is read and isinstance(field.ctx, ast.Load)):
            return
        if not (isinstance(field.slice, ast.Constant) and isinstance(field.slice.value, str)):
            return
        fields.setdefault(field.slice.value, []).append(field)
    if not fields:
        return
    labelled = any(n.id == label.id and n is not label for n in code.all(ast.Name))
    names = " and ".join(sorted(fields)) if len(fields) < 3 else f"{len(fields)} fields"
    change = partial(_walk, code, node, method[0], row.id, label.id if labelled else "", fields, statement)
    yield Finding(source, _FOUND.format(ast.unparse(method[0]), names), change, ahead=True)


def _walk(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    frame: ast.expr,
    row: str,
    label: str,
    fields: dict[str, list[ast.Subscript]],
    statement: ast.stmt,
    edits: Edits,
) -> None:
    text = edits.text(frame)
    taken: list[str] = []
    for field, places in fields.items():
        at = code.fresh(f"{_word(field)}_at", *taken)
        taken.append(at)
        edits.insert_before(statement, f"{at} = {text}.columns.get_loc({edits.text(places[0].slice)})")
        for place in places:
            edits.replace(place.slice, at)
    edits.replace_target(node.target, f"{label}, {row}" if label else row)
    edits.replace(node.iter, f"zip({text}.index, {text}.to_numpy())" if label else f"{text}.to_numpy()")


def _by_position(code: FunctionCode) -> Iterator[Finding]:
    """``frame["name"].iloc[i]`` and ``frame.iloc[i]["name"]`` in loops."""
    groups: dict[tuple[str, str, bool, ast.AST], list[ast.Subscript]] = {}
    for place in code.all(ast.Subscript):
        parts = _cell(place)
        if parts is None or not isinstance(place.ctx, ast.Load):
            continue
        frame, field, by_row = parts
        repeat = outermost_invariant(code, frame, place)
        if repeat is not None and repeat.statement is not None:
            key = (ast.unparse(frame), ast.dump(field), by_row, repeat.statement)
            groups.setdefault(key, []).append(place)
    for (text, _, by_row, statement), places in groups.items():
        assert isinstance(statement, ast.stmt)
        change = partial(_index, code, statement, by_row, places)
        yield Finding(places[0], _FOUND.format(text, ast.unparse(places[0])), change, ahead=True)


def _cell(place: ast.Subscript) -> tuple[ast.expr, ast.expr, bool] | None:
    """Frame, field, and whether the row is taken first."""
    inner = place.value
    if isinstance(inner, ast.Attribute) and inner.attr == "iloc" and isinstance(inner.value, ast.Subscript):
        column = inner.value
        named = isinstance(column.slice, ast.Constant) and isinstance(column.slice.value, str)
        if named and isinstance(column.value, ast.Name) and _is_position(place.slice):
            return column.value, column.slice, False
    if isinstance(inner, ast.Subscript) and isinstance(inner.value, ast.Attribute) and inner.value.attr == "iloc":
        named = isinstance(place.slice, ast.Constant) and isinstance(place.slice.value, str)
        if named and isinstance(inner.value.value, ast.Name) and _is_position(inner.slice):
            return inner.value.value, place.slice, True
    return None


def _is_position(node: ast.expr) -> bool:
    return not isinstance(node, ast.Slice | ast.Tuple | ast.List | ast.Constant)


def _index(
    code: FunctionCode, statement: ast.stmt, by_row: bool, places: list[ast.Subscript], edits: Edits
) -> None:
    parts = _cell(places[0])
    assert parts is not None
    frame, field, _ = parts
    assert isinstance(field, ast.Constant)
    text, key = edits.text(frame), edits.text(field)
    name = code.fresh(f"{noun(frame)}_{_word(field.value)}")
    column = f"{text}.to_numpy()[:, {text}.columns.get_loc({key})]" if by_row else f"{text}[{key}].to_numpy()"
    edits.insert_before(statement, f"{name} = {column}")
    for place in places:
        inner = place.value
        position = place.slice if not by_row else inner.slice  # type: ignore[attr-defined]
        edits.replace(place, f"{name}[{edits.text(position, need=0)}]")


def _word(field: object) -> str:
    """A name for a column."""
    word = "".join(c if c.isalnum() else "_" for c in str(field).lower()).strip("_")
    return word if word.isidentifier() else f"column_{word}" if word.isascii() and word else "column"
