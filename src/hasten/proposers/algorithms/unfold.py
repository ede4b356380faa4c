"""One statement a line: ``if x: return y`` and ``a = 1; b = 2`` written out, so that statements can be edited."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from hasten.code.edits import splice
from hasten.code.source import FunctionNode, ParsedModule, blocks, parse


def unfolded(module: ParsedModule, function: FunctionNode) -> ParsedModule | None:
    """The module with every statement of a function on a line of its own, None where it is so already."""
    text = module.text
    spans = []
    for owner, before, statement in _sharing(function):
        indent = text.indent(owner) + ("" if before is not None else "    ")
        low = text.span(before)[1] if before is not None else text.source.rindex(":", 0, text.span(statement)[0]) + 1
        spans.append((low, text.span(statement)[0], text.newline + indent))
    if not spans:
        return None
    made = parse(splice(text.source, 0, len(text.source), spans))
    return None if isinstance(made, SyntaxError) else made


def _sharing(function: FunctionNode) -> Iterator[tuple[ast.stmt, ast.stmt | None, ast.stmt]]:
    """Statements that share a line with the header of their block or with the one before, which comes along."""
    stack: list[ast.stmt] = [function]
    while stack:
        owner = stack.pop()
        for block in blocks(owner):
            stack += block
            first = block[0]
            if _shares_with_header(owner, first):
                yield owner, None, first
                if len(block) > 1 and block[1].lineno == first.lineno:
                    return  # several statements behind a header: their indentation would have to follow
            else:
                for before, statement in pairwise(block):
                    if statement.lineno == before.end_lineno:
                        yield before, before, statement


def _shares_with_header(owner: ast.stmt, first: ast.stmt) -> bool:
    if isinstance(owner, ast.If) and owner.orelse and first is owner.orelse[0]:
        # An elif is the else of the if above; a plain else may have its statement on its line.
        last = owner.body[-1].end_lineno or owner.lineno
        return not isinstance(first, ast.If) and first.lineno == last + 1 and first.col_offset > owner.col_offset + 4
    return first.lineno == owner.lineno
