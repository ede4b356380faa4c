"""Containers that a function makes: ``[0] * n``, ``np.zeros(n)``, ``values[:]``, lists that are appended to."""

from __future__ import annotations

import ast
from dataclasses import replace

from hasten.proposers.compile.numpy.affine import Affine
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Array, Growing, Value
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import DTYPES, Kind, Term
from hasten.proposers.compile.refusal import Unsupported

_LIKE = frozenset({"np.zeros_like", "np.ones_like", "np.empty_like", "np.copy"})
_FULL = frozenset({"np.zeros", "np.ones", "np.empty", "np.full"})
_TYPES = {"int": "int", "float": "float", "bool": "bool", "np.int64": "int", "np.float64": "float", "np.bool_": "bool"}


def container(state: State, reader: Reader, name: str, node: ast.expr) -> Value | None:
    """Write the assignment of a new container to a variable; None where the expression makes none."""
    if isinstance(node, ast.List):
        return _list(state, reader, name, node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List):
        return _filled(state, reader, name, node.left, [node.right])
    if isinstance(node, ast.ListComp):
        return _rows(state, reader, name, node)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return _copy(state, reader, name, node)
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        if called in _FULL or called in _LIKE:
            return _array(state, reader, name, called, node)
        if called == "np.array" and len(node.args) == 1 and not node.keywords:
            return _from_list(state, reader, name, node.args[0])
        if called == "list" and len(node.args) == 1:
            return _copy(state, reader, name, node.args[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
            return _copy(state, reader, name, node.func.value)
    return None


def _list(state: State, reader: Reader, name: str, node: ast.List) -> Growing:
    first = tuple(reader.term(part) for part in node.elts)
    if any(not one.scalar for one in first):
        raise Unsupported("it makes a list in each round")
    target = state.text_of(name)
    state.writer.line(f"{target} = [{', '.join(one.text() for one in first)}]")
    return Growing(name, first, state.axes, state.kept)


def _filled(state: State, reader: Reader, name: str, fill: ast.List, sizes: list[ast.expr]) -> Array:
    if len(fill.elts) != 1 or state.axes:
        raise Unsupported("it repeats a list")
    value = reader.term(fill.elts[0])
    if not value.scalar or value.kind.numpy is not False:
        raise Unsupported("it repeats a list")
    dims = []
    for size in sizes:
        affine = reader.term(size).affine
        if affine is None:
            raise Unsupported("the length of a list is not known")
        state.writer.require(affine)
        dims.append(affine)
    shape = state.writer.shape(dims)
    zero = value.text() in ("0", "0.0", "False")
    dtype = "" if value.kind.base == "float" else f", dtype={DTYPES[value.kind.base]}"
    made = f"np.zeros({shape}{dtype})" if zero else f"np.full({shape}, {value.text()}{dtype})"
    target = state.text_of(name)
    if value.kind.base == "int":
        reader.ops.observed(value)
    state.writer.line(f"{target} = {made}")
    return Array(state.array_name(name), target, value.kind, tuple(dims), listed=True)


def _rows(state: State, reader: Reader, name: str, node: ast.ListComp) -> Value | None:
    """``[[0] * width for _ in range(height)]`` and ``[row[:] for row in grid]``."""
    if len(node.generators) != 1 or node.generators[0].ifs or not isinstance(node.generators[0].target, ast.Name):
        return None
    over, inner, variable = node.generators[0].iter, node.elt, node.generators[0].target.id
    alike = not any(isinstance(part, ast.Name) and part.id == variable for part in ast.walk(inner))
    if isinstance(inner, ast.BinOp) and isinstance(inner.left, ast.List) and isinstance(inner.op, ast.Mult) and alike:
        if not isinstance(over, ast.Call) or ast.unparse(over.func) != "range" or len(over.args) != 1:
            return None
        return _filled(state, reader, name, inner.left, [over.args[0], inner.right])
    copied = ast.unparse(inner) in (f"{variable}[:]", f"list({variable})", f"{variable}.copy()")
    found = reader.value(over) if copied else None
    if isinstance(found, Array) and found.listed and found.rank == 2:
        return _copied(state, name, found)
    return None


def _copy(state: State, reader: Reader, name: str, node: ast.expr) -> Value | None:
    found = reader.value(node)
    if not isinstance(found, Array) or (found.rank != 1 and found.listed):
        return None
    if isinstance(node, ast.Subscript) and not found.listed:
        raise Unsupported("a part of an array is no array of its own")
    return _copied(state, name, found)


def _from_list(state: State, reader: Reader, name: str, node: ast.expr) -> Value | None:
    """``np.array(values)``: what was a list, and stood as an array already, is one."""
    found = reader.value(node)
    if not isinstance(found, Array):
        return None
    made = _copied(state, name, found)
    return replace(made, kind=Kind(found.kind.base, True), listed=False)


def _copied(state: State, name: str, found: Array) -> Array:
    target = state.text_of(name)
    state.writer.line(f"{target} = {found.text}.copy()")
    return Array(state.array_name(name), target, found.kind, found.dims, listed=found.listed)


def _array(state: State, reader: Reader, name: str, called: str, node: ast.Call) -> Array:
    """``np.zeros((n, m))`` and the like, with a type of elements that is known."""
    keywords = {one.arg: one.value for one in node.keywords}
    typed = keywords.pop("dtype", None)
    if keywords or not node.args or state.axes:
        raise Unsupported(f"it calls {called}")
    args = list(node.args)
    if called in _LIKE:
        like = reader.value(args[0])
        if not isinstance(like, Array) or len(args) > 1 or like.listed:
            raise Unsupported(f"it calls {called}")
        kind, dims, text = like.kind, like.dims, f"{called}({like.text}"
    else:
        shape = args.pop(0)
        if isinstance(shape, ast.Attribute) and shape.attr == "shape":
            like = reader.value(shape.value)
            if not isinstance(like, Array):
                raise Unsupported(f"it calls {called}")
            found: list[Affine | None] = list(like.dims)
        else:
            sizes = shape.elts if isinstance(shape, ast.Tuple) else [shape]
            found = [reader.term(size).affine for size in sizes]
        if any(dim is None for dim in found):
            raise Unsupported("the shape of an array is not known")
        dims = tuple(dim for dim in found if dim is not None)
        for dim in dims:
            state.writer.require(dim)
        kind, text = Kind("float", True), f"{called}({state.writer.shape(dims)}"
        if called == "np.full":
            fill = reader.term(args.pop(0)) if args else None
            if not isinstance(fill, Term) or not fill.scalar:
                raise Unsupported("it fills an array")
            kind, text = Kind(fill.kind.base, True), f"{text}, {fill.text()}"
        if args:
            typed = args.pop(0)
    if typed is not None:
        base = _TYPES.get(ast.unparse(typed))
        if base is None:
            raise Unsupported(f"it has elements of the type {ast.unparse(typed)}")
        kind, text = Kind(base, True), f"{text}, dtype={ast.unparse(typed)}"
    target = state.text_of(name)
    state.writer.line(f"{target} = {text})")
    return Array(state.array_name(name), target, kind, dims)
