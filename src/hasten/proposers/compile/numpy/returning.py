"""What the function gives back, as the types that it gave before, and what it has changed of its arguments."""

from __future__ import annotations

import ast

from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Array, Frame, Growing, Items, Table, Value, Whole
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import Term
from hasten.proposers.compile.refusal import Unsupported


def returned(state: State, reader: Reader, node: ast.expr | None) -> None:
    """Write a ``return``.

    Raises:
        Unsupported: The value is not known, or would be of another type.
    """
    text = _text(state, reader, node) if node is not None else "None"
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)] if node is not None else []
    lists = [value.name for value in map(state.env.get, names) if isinstance(value, Array) and not value.plain]
    if len(set(lists)) != len(lists):
        raise Unsupported("it gives one object back twice")
    given_back(state, text)


def given_back(state: State, text: str) -> None:
    """Write a ``return`` of a text, behind what the function has changed of its arguments."""
    written_back(state)
    state.writer.line(f"return {text}".rstrip())


def written_back(state: State) -> None:
    """Write what the function has changed of its arguments, now that nothing can be given up any more."""
    for line in state.columns:
        state.writer.line(line)
    for name, listed in state.changed.items():
        if listed == "frame":
            continue
        array = state.env[name]
        assert isinstance(array, Array)
        state.writer.line(f"{name}[:] = {array.text}.tolist()" if listed == "list" else f"{name}[...] = {array.text}")


def _text(state: State, reader: Reader, node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return ast.unparse(node)
    if isinstance(node, ast.Tuple | ast.List):
        parts = [_text(state, reader, part) for part in node.elts]
        if isinstance(node, ast.List):
            return f"[{', '.join(parts)}]"
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        pairs = zip(node.keys, node.values, strict=True)
        return "{" + ", ".join(f"{ast.unparse(k)}: {_text(state, reader, v)}" for k, v in pairs if k is not None) + "}"
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    if isinstance(node, ast.Call) and called == "np.array" and len(node.args) == 1 and not node.keywords:
        array = reader.value(node.args[0])
        if isinstance(array, Array):
            # What was a list, and stood as an array already, is one.
            return f"np.array({array.plain})" if array.plain or array.given else array.text
    if isinstance(node, ast.Call) and called == "pd.Series":
        return series(state, reader, node)
    return as_before(state, reader.value(node))


def series(state: State, reader: Reader, node: ast.Call) -> str:
    """``pd.Series(found, index=frame.index)`` of a list that stands as an array."""
    index = ast.unparse(node.keywords[0].value) if [k.arg for k in node.keywords] == ["index"] else ""
    owner, _, attribute = index.partition(".")
    array = reader.value(node.args[0]) if len(node.args) == 1 else None
    frame = state.env.get(owner)
    if not isinstance(array, Array) or attribute != "index" or not isinstance(frame, Frame):
        raise Unsupported("it makes a series")
    return f"pd.Series({array.text}, index={frame.name}.index)"


def as_before(state: State, value: Value) -> str:
    """Text of a value as the object that the function had."""
    if isinstance(value, Term):
        if not value.scalar:
            raise Unsupported("it gives back a variable of a loop")
        return value.text()
    if isinstance(value, Items):
        return f"({', '.join(as_before(state, part) for part in value.parts)})"
    if isinstance(value, Growing):
        if value.done is not None or value.axes:
            raise Unsupported("it gives back a list that is not complete")
        return state.text_of(value.name)
    if isinstance(value, Table | Frame):
        return value.name
    if isinstance(value, Whole):
        return value.text
    if not isinstance(value, Array):
        raise Unsupported("it gives back a part of an array")
    if value.plain:
        return value.plain
    for name in state.changed:
        if state.env.get(name) is value:
            return name
    if not value.listed:
        if not value.text.isidentifier():
            raise Unsupported("it gives back a part of an array")
        return value.text
    if value.kind.numpy is False:
        return f"{value.text}.tolist()"
    return f"list({value.text})" if value.rank == 1 else f"[list(row) for row in {value.text}]"
