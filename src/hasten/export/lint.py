"""The least that a program keeps at every step of an edit sequence: it parses, and its names have a source."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator

_IMPLIED = frozenset({*dir(builtins), "__file__", "__name__", "__doc__", "__annotations__", "__spec__", "__path__"})


def parses(text: str) -> bool:
    """Whether the text compiles."""
    try:
        compile(text, "program.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def undefined_names(text: str) -> set[str]:
    """Global names that are read somewhere and bound nowhere; everything is defined where a module is starred in.

    Raises:
        SyntaxError: The text does not parse.
    """
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(ast.parse(text))):
        return set()
    top = symtable.symtable(text, "program.py", "exec")
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    used: set[str] = set()
    for table in _tables(top):
        for symbol in table.get_symbols():
            if symbol.is_declared_global() and symbol.is_assigned():
                bound.add(symbol.get_name())
            if symbol.is_referenced() and (symbol.is_global() or table is top):
                used.add(symbol.get_name())
    return used - bound - _IMPLIED


def unbound_locals(text: str) -> set[tuple[str, str]]:
    """``(function, name)`` of local names that are read and never bound in their function."""
    found = set()
    for table in _tables(symtable.symtable(text, "program.py", "exec")):
        if table.get_type() == "function":
            for symbol in table.get_symbols():
                bound = symbol.is_assigned() or symbol.is_parameter() or symbol.is_imported() or symbol.is_namespace()
                if symbol.is_local() and symbol.is_referenced() and not bound:
                    found.add((table.get_name(), symbol.get_name()))
    return found


def is_clean(text: str) -> bool:
    """Whether a program parses and uses no name without a source."""
    return parses(text) and not undefined_names(text) and not unbound_locals(text)


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
