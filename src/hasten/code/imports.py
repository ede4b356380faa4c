"""Imports a module has, and where one more goes."""

from __future__ import annotations

import ast

from hasten.code.source import ParsedModule, descend


class ImportPlan:
    """The imports that an edit needs, found among those present or added at the right place, none twice.

    Args:
        module: The module to add to.
    """

    def __init__(self, module: ParsedModule) -> None:
        self._module = module
        self._added: dict[tuple[str, str], str] = {}

    def need(self, module: str, name: str = "", *, usual: str = "") -> str:
        """Text under which ``module.name`` (or the module, without a name) can be used by the module's functions.

        Args:
            module: Dotted name.
            name: One of its names, or "" for the module.
            usual: What everyone calls the module where it is imported anew (``np``), or "".
        """
        if (module, name) in self._added:
            return self._added[module, name]
        present = self._present(module, name)
        if present:
            return present
        local = usual or name or module.split(".")[0]
        if local in self._taken():
            local = f"_{name or module.replace('.', '_')}"
        self._added[module, name] = local
        return local

    def spans(self) -> list[tuple[int, int, str]]:
        """The insertions to make."""
        spans: list[tuple[int, int, str]] = []
        new: dict[tuple[str, bool], list[tuple[str, str]]] = {}
        for (module, name), local in self._added.items():
            new.setdefault((module, bool(name)), []).append((name, local))
        lines: list[tuple[str, bool, str]] = []
        for (module, is_from), names in new.items():
            merged = self._merged(module, names) if is_from else None
            if merged is not None:
                spans.append(merged)
            else:
                lines.append((module, is_from, _statement(module, names)))
        lines.sort(key=lambda entry: (entry[1], entry[0].lower()))
        newline = self._module.text.newline
        group = self._first_group()
        if not group:
            if lines:
                offset, padding = self._top()
                spans.append((offset, offset, newline.join(line for _, _, line in lines) + newline * (1 + padding)))
            return spans
        for module, is_from, line in lines:
            after = [stmt for stmt in group if _key(stmt) > (is_from, module.lower())]
            if after:
                offset = self._module.text.line_start(after[0].lineno)
            else:
                offset = self._module.text.line_start((group[-1].end_lineno or group[-1].lineno) + 1)
            spans.append((offset, offset, line + newline))
        return spans

    def _present(self, module: str, name: str) -> str:
        for stmt in self._module.tree.body:
            if isinstance(stmt, ast.ImportFrom) and stmt.module == module and not stmt.level:
                for alias in stmt.names:
                    if name and alias.name == name:
                        return alias.asname or alias.name
            elif isinstance(stmt, ast.Import):
                for alias in stmt.names:
                    if alias.name == module and (alias.asname or "." not in module):
                        local = alias.asname or alias.name
                        return f"{local}.{name}" if name else local
        return ""

    def _taken(self) -> set[str]:
        names: set[str] = set()
        for node in descend(self._module.tree):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
        return names

    def _merged(self, module: str, names: list[tuple[str, str]]) -> tuple[int, int, str] | None:
        """More names in an existing one-line ``from module import ...``, if there is such a line."""
        text = self._module.text
        for stmt in self._module.tree.body:
            if not (isinstance(stmt, ast.ImportFrom) and stmt.module == module and not stmt.level):
                continue
            written = text.text(stmt)
            if stmt.lineno != stmt.end_lineno or written.endswith(")") or stmt.names[0].name == "*":
                continue
            parts = [_imported(alias.name, alias.asname or alias.name) for alias in stmt.names]
            parts += [_imported(name, local) for name, local in names]
            start, end = text.span(stmt)
            return start, end, f"from {module} import {', '.join(sorted(parts, key=str.lower))}"
        return None

    def _first_group(self) -> list[ast.Import | ast.ImportFrom]:
        """The first run of imports on neighbouring lines that are not from ``__future__`` and not relative."""
        group: list[ast.Import | ast.ImportFrom] = []
        for stmt in self._module.tree.body:
            usable = (
                isinstance(stmt, ast.Import | ast.ImportFrom)
                and getattr(stmt, "module", None) != "__future__"
                and not getattr(stmt, "level", 0)
            )
            if usable and isinstance(stmt, ast.Import | ast.ImportFrom):
                if group and stmt.lineno > (group[-1].end_lineno or 0) + 1:
                    break
                if self._alone(stmt):
                    group.append(stmt)
            elif group:
                break
        return group

    def _alone(self, stmt: ast.stmt) -> bool:
        text = self._module.text
        line = text.source[text.line_start(stmt.lineno) : text.line_start((stmt.end_lineno or stmt.lineno) + 1)]
        return ";" not in line and stmt.col_offset == 0

    def _top(self) -> tuple[int, int]:
        """Where the first import of a module goes, and how many empty lines follow it."""
        text = self._module.text
        body = self._module.tree.body
        index = 0
        if ast.get_docstring(self._module.tree, clean=False) is not None:
            index = 1
        while index < len(body) and isinstance(body[index], ast.ImportFrom):
            if getattr(body[index], "module", None) != "__future__":
                break
            index += 1
        if index >= len(body):
            return len(text.source), 0
        stmt = body[index]
        line = stmt.lineno
        if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and stmt.decorator_list:
            line = stmt.decorator_list[0].lineno
        first = line
        while first > 1 and text.line(first - 1).startswith("#"):
            first -= 1
        if first == 1:
            first = line  # comments at the very top belong to the file, not to its first statement
        padding = 2 if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else 1
        return text.line_start(first), padding


def _statement(module: str, names: list[tuple[str, str]]) -> str:
    if names[0][0]:
        parts = [_imported(name, local) for name, local in names]
        return f"from {module} import {', '.join(sorted(parts, key=str.lower))}"
    local = names[0][1]
    return f"import {module}" + (f" as {local}" if local != module else "")


def _imported(name: str, local: str) -> str:
    return name if local == name else f"{name} as {local}"


def _key(stmt: ast.Import | ast.ImportFrom) -> tuple[bool, str]:
    if isinstance(stmt, ast.ImportFrom):
        return True, (stmt.module or "").lower()
    return False, stmt.names[0].name.lower()
