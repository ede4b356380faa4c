"""Loops that do one thing per element, as the parts of a comprehension."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.scopes import loaded, stored, target_names


@dataclass(frozen=True)
class Pipeline:
    """``for``s and ``if``s around one innermost piece of work.

    Attributes:
        loop: The outermost loop.
        clauses: Loops and conditions in order.
        body: What is done for every element that gets through.
        names: Names that the loops bind.
    """

    loop: ast.For
    clauses: tuple[ast.For | ast.expr, ...]
    body: tuple[ast.stmt, ...]
    names: frozenset[str]


def pipeline(code: FunctionCode, loop: ast.For) -> Pipeline | None:
    """The loop as a pipeline, or None where it has branches, else clauses, or names that are read afterwards."""
    clauses: list[ast.For | ast.expr] = []
    names: set[str] = set()
    body: list[ast.stmt] = [loop]
    while len(body) == 1:
        first = body[0]
        if isinstance(first, ast.For) and not first.orelse:
            bound = target_names(first.target)
            if not bound or len(bound) != sum(isinstance(n, ast.Name) for n in ast.walk(first.target)):
                return None
            names.update(bound)
            clauses.append(first)
            body = first.body
        elif isinstance(first, ast.If) and not first.orelse:
            clauses.append(first.test)
            body = first.body
        else:
            break
    if isinstance(body[0], ast.For | ast.While) or any(code.live_after(name, loop) for name in names):
        return None
    if any(isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Await) for node in ast.walk(loop)):
        return None
    return Pipeline(loop, tuple(clauses), tuple(body), frozenset(names))


def clauses_text(found: Pipeline, edits: Edits) -> str:
    """``for x in xs if x > 0`` on one line."""
    parts = []
    for clause in found.clauses:
        if isinstance(clause, ast.For):
            parts.append(f"for {edits.text(clause.target, need=0)} in {edits.text(clause.iter, need=3)}")
        else:
            parts.append(f"if {edits.text(clause, need=3)}")
    return " ".join(parts)


def mentions(found: Pipeline, name: str) -> bool:
    """Whether a source or a condition of the pipeline reads or binds the name."""
    for clause in found.clauses:
        parts = [clause.iter, clause.target] if isinstance(clause, ast.For) else [clause]
        if any(name in loaded(part) | stored(part) for part in parts):
            return True
    return False


def listed(found: Pipeline, element: ast.expr, edits: Edits) -> str:
    """The elements as a list: the source itself where nothing is done to it, else a comprehension."""
    whole = plain_source(found, element)
    if whole is not None:
        return edits.text(whole)
    return f"[{edits.text(element)} {clauses_text(found, edits)}]"


def plain_source(found: Pipeline, element: ast.expr) -> ast.expr | None:
    """The iterable, when the pipeline hands its elements on as they are."""
    if len(found.clauses) == 1 and isinstance(found.clauses[0], ast.For):
        target = found.clauses[0].target
        if isinstance(element, ast.Name) and isinstance(target, ast.Name) and element.id == target.id:
            return found.clauses[0].iter
    return None
