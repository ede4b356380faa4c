"""Tables of compiled patterns in a module, and whether they can be tried as one pattern."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.match import is_name, match, with_values
from hasten.code.scopes import target_names
from hasten.code.source import descend

#: Flags that mean the same for one alternative as for a whole pattern.
_FLAGS = {
    name: getattr(re, name)
    for name in ("I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "A", "ASCII", "U", "UNICODE")
}
#: How the alternatives of rows are called whose own texts are no names.
_ROW = re.compile(r"row\d+")
#: References to groups by number, which another alternative would shift.
_BY_NUMBER = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?\(")


@dataclass(frozen=True)
class PatternTable:
    """Patterns that a loop goes through.

    Attributes:
        source: What gives the rows, as code: ``TABLE`` or ``TABLE.items()``.
        columns: The names of the loop for the columns.
        column: The place of the pattern among them.
        rows: The cells of each row.
        pattern: The text of a row's pattern, as code over the names.
        flags: The flags of every pattern, as code; empty without.
        method: How a row is tried.
        names: Names of groups inside the patterns.
    """

    source: str
    columns: tuple[str, ...]
    column: int
    rows: tuple[tuple[ast.expr, ...], ...]
    pattern: str
    flags: str
    method: str
    names: frozenset[str]

    def names_groups(self, name: str) -> bool:
        """Whether the texts of a column can name the groups of one pattern, one each."""
        place = self.columns.index(name)
        cells = [row[place] for row in self.rows]
        values = [cell.value for cell in cells if isinstance(cell, ast.Constant)]
        texts = {text for text in values if isinstance(text, str) and text.isascii() and text.isidentifier()}
        return place != self.column and len(texts) == len(self.rows) and not self.names & texts


def pattern_table(code: FunctionCode, target: ast.expr, source: ast.expr, call: ast.Call) -> PatternTable | None:
    """The table that a loop goes through to try its patterns, if these can be one.

    Args:
        code: The function.
        target: What the loop binds.
        source: What it goes through.
        call: How it tries a row.
    """
    columns = tuple(target_names(target))
    parts = [target] if isinstance(target, ast.Name) else getattr(target, "elts", [])
    if len(set(columns)) != len(parts) or not all(isinstance(part, ast.Name) for part in parts):
        return None
    tried = _tried(code, call)
    rows = _rows(code, source)
    if tried is None or tried[0] not in columns or not rows or len(rows) < 2 or call.keywords:
        return None
    if any(len(row) != len(columns) for row in rows):
        return None
    name, form, method = tried
    column = columns.index(name)
    found = [compiled_pattern(code, row[column], form) for row in rows]
    patterns = [one for one in found if one is not None]
    if len(patterns) < len(rows) or len({flags for _, flags, _ in patterns}) > 1:
        return None
    if form == "bound":
        methods = {of for _, _, of in patterns}
        if len(methods) > 1:
            return None
        method = methods.pop()
    names = group_names([text for text, _, _ in patterns], patterns[0][1])
    if names is None or method not in ("match", "fullmatch", "search"):
        return None
    accessor = {"method": f"{name}.pattern", "text": name, "bound": f"{name}.__self__.pattern"}[form]
    return PatternTable(
        ast.unparse(source), columns, column, tuple(map(tuple, rows)), accessor, patterns[0][1], method, names
    )


def _tried(code: FunctionCode, call: ast.Call) -> tuple[str, str, str] | None:
    """The name that holds the pattern of a row, in which form, and the method that is asked."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id, "bound", ""
    member = code.purity.module_member(function)
    if member is not None:
        given = call.args[0] if len(call.args) == 2 else None
        text = member[0] == "re" and isinstance(given, ast.Name)
        return (given.id, "text", member[1]) if text else None  # type: ignore[union-attr]
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id, "method", function.attr
    return None


def _rows(code: FunctionCode, source: ast.expr) -> list[list[ast.expr]] | None:
    """The cells of a table that the module fills once, above the function."""
    items = match("@t.items()", source)
    table = items["t"] if items is not None else source
    if not isinstance(table, ast.Name) or table.id in code.local | code.around:
        return None
    value = _bound_above(code, table.id)
    if value is None or not _only_read(code, table.id, value):
        return None
    if items is not None:
        if not isinstance(value, ast.Dict) or None in value.keys:
            return None
        return [[key, cell] for key, cell in zip(value.keys, value.values, strict=True) if key is not None]
    return _listed(code, value)


def _listed(code: FunctionCode, value: ast.expr) -> list[list[ast.expr]] | None:
    if isinstance(value, ast.List | ast.Tuple):
        if any(isinstance(row, ast.Starred) for row in value.elts):
            return None
        return [row.elts if isinstance(row, ast.Tuple | ast.List) else [row] for row in value.elts]
    made = value.args[0] if isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords else value
    if made is not value and not any(code.builtin_call(value, name, 1) for name in ("list", "tuple")):
        return None
    if not isinstance(made, ast.ListComp | ast.GeneratorExp) or len(made.generators) != 1 or made.generators[0].ifs:
        return None
    # ``[(kind, re.compile(text)) for kind, text in SPECIFICATION]``
    generator = made.generators[0]
    source = generator.iter
    if isinstance(source, ast.Name):
        named = _bound_above(code, source.id)
        if named is None or not _only_read(code, source.id, named):
            return None
        source = named
    inner = _listed(code, source) if isinstance(source, ast.List | ast.Tuple) else None
    names = target_names(generator.target)
    if inner is None or any(len(row) != len(names) for row in inner):
        return None
    rows = [with_values(made.elt, dict(zip(names, row, strict=True))) for row in inner]
    return [row.elts if isinstance(row, ast.Tuple) else [row] for row in rows]


def _bound_above(code: FunctionCode, name: str) -> ast.expr | None:
    """The value that the module gives a name, once and above the function."""
    binders = code.program.binders(name)
    if len(binders) != 1 or name in code.module.global_names:
        return None
    statement = binders[0]
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return None
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if len(targets) > 1 or not isinstance(targets[0], ast.Name):
        return None
    return statement.value if statement.lineno < code.node.lineno else None


def _only_read(code: FunctionCode, name: str, value: ast.expr) -> bool:
    """Whether nothing in the module can change a table: it is only gone through and looked into."""
    if isinstance(value, ast.Tuple):
        return True
    for node in descend(code.module.tree):
        if not isinstance(node, ast.Name) or node.id != name or isinstance(node.ctx, ast.Store):
            continue
        parent = code.module.parents[node]
        if isinstance(parent, ast.Attribute) and parent.attr in ("items", "keys", "values", "get", "index"):
            continue
        looks = isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load)
        asks = isinstance(parent, ast.Call) and any(is_name(parent.func, name) for name in ("len", "enumerate"))
        goes = isinstance(parent, ast.For | ast.comprehension) and parent.iter is node
        if not (looks or asks or goes or isinstance(parent, ast.Compare)):
            return False
    return True


def compiled_pattern(code: FunctionCode, cell: ast.expr, form: str) -> tuple[str, str, str] | None:
    """The text of a pattern, its flags as code, and for a bound method its name."""
    method = ""
    if form == "text":
        return (cell.value, "", "") if isinstance(cell, ast.Constant) and isinstance(cell.value, str) else None
    if form == "bound":
        if not isinstance(cell, ast.Attribute):
            return None
        method, cell = cell.attr, cell.value
    if isinstance(cell, ast.Name):
        bound = _bound_above(code, cell.id)
        if bound is None:
            return None
        cell = bound
    if not isinstance(cell, ast.Call) or code.purity.module_member(cell.func) != ("re", "compile") or not cell.args:
        return None
    text = cell.args[0]
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return None
    given = [*cell.args[1:], *(word.value for word in cell.keywords)]
    if len(given) > 1 or any(word.arg != "flags" for word in cell.keywords):
        return None
    return text.value, ast.unparse(given[0]) if given else "", method


def group_names(texts: Sequence[str], flags: str) -> frozenset[str] | None:
    """The names of the groups in patterns that can be alternatives of one; None where they cannot."""
    value = re.RegexFlag(0)
    for flag in flags.split("|") if flags else ():
        name = flag.strip().rpartition(".")[2]
        if name not in _FLAGS:
            return None
        value |= _FLAGS[name]
    names: list[str] = []
    for text in texts:
        try:
            compiled = re.compile(text, value)
        except (re.error, OverflowError, RecursionError, ValueError):
            return None
        # Flags inside of a pattern would hold for all of them.
        if compiled.flags != re.compile("", value).flags or _BY_NUMBER.search(text):
            return None
        names += compiled.groupindex
    return frozenset(names) if len(set(names)) == len(names) and not any(map(_ROW.fullmatch, names)) else None
