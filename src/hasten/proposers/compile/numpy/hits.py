"""Loops that look for the first element of some kind, and end there."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.scopes import stored
from hasten.proposers.compile.numpy.folds import Folder
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.returning import given_back
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import Term
from hasten.proposers.compile.refusal import Unsupported


def ends_at_hit(body: Sequence[ast.stmt]) -> bool:
    """Whether the last statement of a loop is a test that ends it, and no other one does more than name values."""
    last = body[-1]
    if not isinstance(last, ast.If) or last.orelse or not isinstance(last.body[-1], ast.Break | ast.Return):
        return False
    return all(isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) for s in body[:-1])


def sets_flags(node: ast.If) -> bool:
    """Whether a branch does no more than set variables to constants, which is the same in whichever round."""
    return not node.orelse and all(
        isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) and isinstance(s.value, ast.Constant)
        for s in node.body
    )


class Hits:
    """Writes what happens in the first round in which a test is true."""

    def __init__(self, state: State, reader: Reader, folder: Folder) -> None:
        self.state, self.reader, self.folder = state, reader, folder

    def write(self, node: ast.If, test: Term) -> None:
        """The branch, where any round comes to it.

        Raises:
            Unsupported: It does more than bind variables, or a variable would be of one of two types.
        """
        state, writer = self.state, self.state.writer
        last = node.body[-1]
        if isinstance(last, ast.Break) and len(state.axes) > 1:
            raise Unsupported("it leaves an inner loop")
        body = node.body[:-1] if isinstance(last, ast.Break | ast.Return) else node.body
        if any(not isinstance(s, ast.Assign) or not isinstance(s.targets[0], ast.Name) for s in body):
            raise Unsupported("it does more than bind variables where it leaves a loop")
        hits, at = writer.fresh("hits"), writer.fresh("first")
        every = self.folder.chosen(self.reader.ops.test(test))
        writer.line(f"{hits} = {every}")
        bound: list[tuple[str, str, Term]] = []
        for statement in body:
            assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
            name = statement.targets[0].id
            bound.append((name, *self.folder.set_at(name, self.reader.term(statement.value), at)))
        value = last.value if isinstance(last, ast.Return) else None
        if isinstance(last, ast.Return) and (stored(*body) or isinstance(value, ast.Tuple)):
            raise Unsupported("it returns several values from a loop")
        returned, varies = ast.unparse(value) if value is not None else "", False
        if value is not None and not isinstance(value, ast.Constant):
            returned, varies = self.folder.element_at(self.reader.term(value), at), True
        writer.line(f"if {hits}.any():")
        writer.depth += 1
        if any(at in text for _, text, _ in bound) or varies:
            writer.line(f"{at} = {hits}.argmax()")
        for name, text, _ in bound:
            writer.line(f"{state.text_of(name)} = {text}")
        if isinstance(last, ast.Return):
            given_back(state, returned)
        writer.depth -= 1
        for name, _, after in bound:
            self.folder.note(name, after)
