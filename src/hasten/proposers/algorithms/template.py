"""The source of an algorithm as text that can be put into another function: renamed, adapted, without docstring."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Mapping
from functools import cached_property
from types import ModuleType

from hasten.code.edits import dedent_block, indent_block, splice
from hasten.code.scopes import BUILTIN_NAMES, free_names, local_names
from hasten.code.source import SourceText
from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.prologue import body_without_docstring


class Template:
    """One algorithm as text.

    Args:
        entry: The algorithm; its function must be defined in a file.
    """

    def __init__(self, entry: Algorithm) -> None:
        self.entry = entry
        source = entry.text or textwrap.dedent(inspect.getsource(entry.fast))
        node = ast.parse(source).body[0]
        assert isinstance(node, ast.FunctionDef), entry.name
        self._text, self._node = SourceText(source), node

    @cached_property
    def locals(self) -> frozenset[str]:
        """Names bound in the function's own scope, parameters included."""
        return frozenset(local_names(self._node))

    @cached_property
    def all_names(self) -> frozenset[str]:
        """Names that occur anywhere in it, nested functions included."""
        names = {node.id for node in ast.walk(self._node) if isinstance(node, ast.Name)}
        names |= {node.arg for node in ast.walk(self._node) if isinstance(node, ast.arg)}
        return frozenset(names | {node.name for node in ast.walk(self._node) if isinstance(node, ast.FunctionDef)})

    @cached_property
    def bound_anywhere(self) -> frozenset[str]:
        """Names that the function or anything nested in it binds."""
        names = set(self.locals)
        for node in ast.walk(self._node):
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                names |= local_names(node)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
        return frozenset(names)

    @cached_property
    def builtins(self) -> frozenset[str]:
        """Builtins that it uses."""
        return frozenset(self._free & BUILTIN_NAMES)

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """Library names that it uses: ``(module, name)`` by the name in its text, name "" for a module."""
        found: dict[str, tuple[str, str]] = {}
        for name in sorted(self._free - BUILTIN_NAMES):
            value = self.entry.fast.__globals__[name]
            if isinstance(value, ModuleType):
                found[name] = (value.__name__, "")
            else:
                # C modules carry an underscore that no import statement shows (_heapq), and names an alias (insort).
                module = str(value.__module__).lstrip("_")
                same = getattr(sys.modules.get(module), name, None) is value
                found[name] = (module, name if same else value.__name__)
        return found

    @cached_property
    def _free(self) -> set[str]:
        """Names from outside, those of annotations left out, which are not proposed."""
        plain = ast.parse(ast.unparse(self._node)).body[0]
        assert isinstance(plain, ast.FunctionDef)
        for node in ast.walk(plain):
            if isinstance(node, ast.AnnAssign):
                node.annotation = ast.Constant(None)
        return free_names(plain)

    @cached_property
    def rebound(self) -> frozenset[str]:
        """Parameters that the body binds anew."""
        names = {
            node.id
            for node in ast.walk(self._node)
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
        }
        return frozenset(names & set(self.entry.parameters))

    def body(
        self,
        names: Mapping[str, str],
        *,
        returned: Callable[[str, int], str],
        nothing: str,
    ) -> str:
        """The statements of the body, without indentation of their own.

        Args:
            names: New name (or expression, where the place allows any) by old name.
            returned: The statement that takes the place of ``return``: given the expression and its indentation.
            nothing: The statement that takes the place of ``return None``.
        """
        statements = body_without_docstring(self._node)
        start = self._text.line_start(statements[0].lineno)
        # A comment above the first statement belongs to the body.
        while self._text.line(self._text.source.count("\n", 0, start)).lstrip().startswith("#"):
            start = self._text.line_start(self._text.source.count("\n", 0, start))
        end = len(self._text.source)
        spans = [*self._renames(names), *self._without_annotations()]
        for node in self._own_returns():
            low, high = self._text.span(node)
            value, pad = node.value, " " * node.col_offset
            if value is None or _is_none(value):
                spans.append((low, high, indented(nothing, pad)))
                continue
            spans, text = self._taken(spans, value)
            if nothing == "return None" or not (test := self._may_be_none(value)):
                spans.append((low, high, returned(text, node.col_offset)))
            elif isinstance(value, ast.IfExp):
                _, found = self._taken([*self._renames(names)], value.body)
                _, condition = self._taken([*self._renames(names)], value.test)
                inner = returned(found, node.col_offset + 4)
                spans.append((low, high, f"if {condition}:\n{pad}    {inner}\n{pad}{indented(nothing, pad)}"))
            else:
                test = names.get(test, test)
                last = returned(text, node.col_offset)
                spans.append(
                    (low, high, f"if {test} is None:\n{pad}    {indented(nothing, pad + '    ')}\n{pad}{last}")
                )
        return dedent_block(splice(self._text.source, start, end, spans), self._text.indent(statements[0]))

    def _taken(self, spans: list[tuple[int, int, str]], part: ast.expr) -> tuple[list[tuple[int, int, str]], str]:
        """The text of a part with the spans inside it applied, and the other spans."""
        low, high = self._text.span(part)
        inside = [span for span in spans if low <= span[0] < high]
        return [span for span in spans if span not in inside], splice(self._text.source, low, high, inside)

    def _may_be_none(self, value: ast.expr) -> str:
        """Something to test where what is returned may be None: a name, or any text for a conditional expression."""
        if isinstance(value, ast.IfExp) and _is_none(value.orelse):
            return "conditional"
        return value.id if isinstance(value, ast.Name) and value.id in self._set_to_none else ""

    @cached_property
    def _set_to_none(self) -> set[str]:
        """Names that are bound to None somewhere."""
        return {
            target.id
            for node in ast.walk(self._node)
            if isinstance(node, ast.Assign) and _is_none(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def renamed(self, expression: str, names: Mapping[str, str]) -> str:
        """An expression over the parameters with new names."""
        text = SourceText(expression)
        spans = [
            (*text.span(node), names[node.id])
            for node in ast.walk(ast.parse(expression, mode="eval"))
            if isinstance(node, ast.Name) and node.id in names
        ]
        return splice(expression, 0, len(expression), spans)

    def _renames(self, names: Mapping[str, str]) -> list[tuple[int, int, str]]:
        spans = []
        for statement in body_without_docstring(self._node):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node.id in names:
                    spans.append((*self._text.span(node), names[node.id]))
                elif isinstance(node, ast.arg) and node.arg in names:
                    low, _ = self._text.span(node)
                    spans.append((low, low + len(node.arg), names[node.arg]))
                elif isinstance(node, ast.FunctionDef) and node.name in names:
                    low = self._text.source.index("def ", self._text.span(node)[0]) + 4
                    spans.append((low, low + len(node.name), names[node.name]))
                elif isinstance(node, ast.Nonlocal) and set(node.names) & set(names):
                    renamed = ", ".join(names.get(name, name) for name in node.names)
                    spans.append((*self._text.span(node), f"nonlocal {renamed}"))
        return spans

    def _without_annotations(self) -> list[tuple[int, int, str]]:
        """Spans that take annotations away: they serve the index, and would look odd in code that has none."""
        spans = []
        for node in ast.walk(self._node):
            if isinstance(node, ast.AnnAssign) and node.value is not None:
                spans.append((self._text.span(node.target)[1], self._text.span(node.annotation)[1], ""))
            elif isinstance(node, ast.FunctionDef) and node is not self._node:
                for arg in node.args.args:
                    if arg.annotation is not None:
                        low = self._text.span(arg)[0] + len(arg.arg)
                        spans.append((low, self._text.span(arg.annotation)[1], ""))
                if node.returns is not None:
                    high = self._text.span(node.returns)[1]
                    low = self._text.source.rindex(")", 0, self._text.span(node.returns)[0]) + 1
                    spans.append((low, high, ""))
        return spans

    def _own_returns(self) -> list[ast.Return]:
        found: list[ast.Return] = []
        stack: list[ast.AST] = list(self._node.body)
        while stack:
            node = stack.pop()
            if isinstance(node, ast.Return):
                found.append(node)
            elif not isinstance(node, ast.FunctionDef | ast.Lambda):
                stack += ast.iter_child_nodes(node)
        return found


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def indented(text: str, pad: str) -> str:
    """Statements of which the first stands in its place already, the others indented to it."""
    first, *rest = indent_block(text, pad).split("\n")
    return "\n".join([first.removeprefix(pad), *rest])
