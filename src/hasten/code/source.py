"""A module's text and its syntax tree, with exact positions between the two."""

from __future__ import annotations

import ast
import re
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\r|\n")

#: Kinds of nodes that open a scope of their own.
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class SourceText:
    """Character offsets of a source text for the (line, UTF-8 column) pairs of ``ast``.

    Args:
        source: The whole text of a file, exactly as on disk; any of the three line ends.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        starts = [1 if source.startswith("\ufeff") else 0]
        starts += [end.end() for end in _LINE_END.finditer(source)]
        self._starts = starts
        found = _LINE_END.search(source)
        #: The line end that the file uses, ``\n`` where it has none.
        self.newline = found.group() if found else "\n"

    def is_elif(self, statement: ast.stmt) -> bool:
        """Whether a statement is written as the ``elif`` of another, so that nothing can stand in front of it."""
        return isinstance(statement, ast.If) and self.source.startswith("elif", self.span(statement)[0])

    @property
    def line_count(self) -> int:
        """Number of lines; a final line end opens one more, empty line."""
        return len(self._starts)

    def line_start(self, line: int) -> int:
        """Offset of the first character of ``line`` (from 1); the end of the text for lines beyond it."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.source)

    def line(self, line: int) -> str:
        """Text of ``line`` (from 1) without its line end."""
        return self.source[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Offset of a position given as ``ast`` gives it: line from 1, column in UTF-8 bytes from 0."""
        start = self.line_start(line)
        head = self.source[start : start + column]
        if head.isascii():
            return start + column
        text = self.source[start : self.line_start(line + 1)]
        return start + len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Start and end offset of a node; decorators belong to what they decorate."""
        first: ast.AST = node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.decorator_list:
            first = node.decorator_list[0]
            start = self.offset(first.lineno, first.col_offset)
            start = self.source.rindex("@", 0, start)
        else:
            start = self.offset(first.lineno, first.col_offset)  # type: ignore[attr-defined]
        return start, self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def text(self, node: ast.AST) -> str:
        """The characters of a node, exactly as written."""
        start, end = self.span(node)
        return self.source[start:end]

    def indent(self, node: ast.stmt) -> str:
        """The white space before the first character on the line where a statement starts."""
        text = self.line(node.lineno)
        return text[: len(text) - len(text.lstrip(" \t\f"))]


class ParsedModule:
    """One module: text, tree, and the parent of every node.

    Args:
        source: The whole text of the file.

    Raises:
        SyntaxError, ValueError, RecursionError: The text does not parse; see ``parse`` for the failure as a value.
    """

    def __init__(self, source: str) -> None:
        self.text = SourceText(source)
        self.tree = ast.parse(source.removeprefix("\ufeff"))

    @property
    def source(self) -> str:
        """The whole text of the file."""
        return self.text.source

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The parent of every node but the module; context and operator nodes, which are shared, are left out."""
        return {child: node for node in descend(self.tree) for child in children(node)}

    @cached_property
    def global_names(self) -> set[str]:
        """Names that some function declares ``global``."""
        return {name for node in descend(self.tree) if isinstance(node, ast.Global) for name in node.names}

    @cached_property
    def functions(self) -> dict[str, FunctionNode]:
        """Functions and methods by qualified name; nested functions are left out. The last definition wins.

        Setter and deleter of a property are ``Class.name.fset`` and ``Class.name.fdel``, as at run time.
        """
        found: dict[str, FunctionNode] = {}

        def visit(body: list[ast.stmt], prefix: str) -> None:
            for stmt in body:
                if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef):
                    found[prefix + stmt.name + accessor(stmt)] = stmt
                elif isinstance(stmt, ast.ClassDef):
                    visit(stmt.body, f"{prefix}{stmt.name}.")
                elif isinstance(stmt, ast.If | ast.Try | ast.With | ast.For | ast.While):
                    for block in blocks(stmt):
                        visit(block, prefix)

        visit(self.tree.body, "")
        return found

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """Classes at module level by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}

    @cached_property
    def unhashable_classes(self) -> frozenset[str]:
        """Classes at module level that say when their instances are equal, and so take away how they are hashed."""
        return frozenset(name for name, node in self.classes.items() if _takes_hash_away(node))


def _takes_hash_away(node: ast.ClassDef) -> bool:
    own = {stmt.name for stmt in node.body if isinstance(stmt, ast.FunctionDef)}
    own |= {target.id for stmt in node.body if isinstance(stmt, ast.Assign) for target in stmt.targets
            if isinstance(target, ast.Name)}  # fmt: skip
    if "__hash__" in own:
        return False
    if "__eq__" in own:
        return True
    for decorator in node.decorator_list:
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(call) in ("dataclass", "dataclasses.dataclass"):
            keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in keywords}
            plain = all(given.get(name, "False") == "False" for name in ("frozen", "unsafe_hash"))
            return plain and given.get("eq", "True") == "True"
    return False


_ACCESSORS = {"setter": ".fset", "deleter": ".fdel"}


def accessor(node: FunctionNode) -> str:
    """``.fset`` or ``.fdel`` where a definition adds to the property of its own name, else nothing."""
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Attribute) or ast.unparse(decorator.value) != node.name:
            continue
        if decorator.attr in _ACCESSORS:
            return _ACCESSORS[decorator.attr]
    return ""


def parse(source: str) -> ParsedModule | SyntaxError:
    """The module, or why it does not parse, as a value."""
    try:
        return ParsedModule(source)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxError(str(error) or type(error).__name__)


#: Fields that never hold a child: names, contexts, operators, and the lists of operators.
_WITHOUT_CHILDREN = frozenset(
    {"ctx", "op", "ops", "id", "attr", "arg", "kind", "type_comment", "level", "module", "simple", "conversion",
     "is_async", "tag", "lineno"}
)  # fmt: skip


class _FieldsWithChildren(dict[type[ast.AST], tuple[str, ...]]):
    """The fields that may hold children, by kind of node; most nodes are names and constants and have none."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        without = issubclass(kind, ast.Constant | ast.Global | ast.Nonlocal)
        fields = () if without else tuple(name for name in kind._fields if name not in _WITHOUT_CHILDREN)
        self[kind] = fields
        return fields


_FIELDS = _FieldsWithChildren()


def children(node: ast.AST) -> list[ast.AST]:
    """The child nodes in source order, as ``ast.iter_child_nodes`` gives them, without contexts and operators."""
    found: list[ast.AST] = []
    for name in _FIELDS[node.__class__]:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def descend(*nodes: ast.AST) -> list[ast.AST]:
    """The nodes and all below them, each before its children; several times as fast as ``ast.walk``."""
    found: list[ast.AST] = []
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        found.append(node)
        if _FIELDS[node.__class__]:
            below = children(node)
            below.reverse()
            stack += below
    return found


def after_docstring(node: ast.Module | ast.ClassDef | FunctionNode) -> list[ast.stmt]:
    """The statements of a body that do something: all but the docstring."""
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def blocks(node: ast.AST) -> list[list[ast.stmt]]:
    """The statement lists directly inside a node: body, else, handlers, finally, cases, in source order."""
    found: list[list[ast.stmt]] = []
    for field in ("body", "handlers", "orelse", "finalbody", "cases"):
        value = getattr(node, field, None)
        if not isinstance(value, list) or not value:
            continue
        if field in ("handlers", "cases"):
            found += [item.body for item in value]
        else:
            found.append(value)
    return found
