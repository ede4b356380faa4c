"""How a module calls numpy and math, and back: the work in between knows them as ``np`` and ``math`` only."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from hasten.code.edits import Edits
from hasten.code.match import with_values
from hasten.code.scopes import local_names, stored
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.compile.numpy.terms import expression
from hasten.proposers.compile.refusal import Unsupported

_MODULES = {"numpy": "np", "math": "math", "pandas": "pd"}
#: Functions of Python itself that the work rests on.
BUILTINS = frozenset("abs min max int float round len bool range enumerate zip sum any all list set map type".split())


class Spelling:
    """Names of one function.

    Args:
        module: The module.
        function: The function.

    Raises:
        Unsupported: A builtin has another meaning in the module.
    """

    def __init__(self, module: ParsedModule, function: FunctionNode) -> None:
        names: dict[str, str] = {}
        bound: set[str] = set()
        for statement in module.tree.body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    name = alias.asname or alias.name.split(".")[0]
                    if alias.name in _MODULES:
                        names[name] = _MODULES[alias.name]
                    else:
                        bound.add(name)
            elif isinstance(statement, ast.ImportFrom):
                for alias in statement.names:
                    name = alias.asname or alias.name
                    if statement.module in _MODULES and not statement.level:
                        names[name] = f"{_MODULES[statement.module]}.{alias.name}"
                    bound.add(name)
            else:
                bound |= stored(statement)
        local = local_names(function)
        names = {name: usual for name, usual in names.items() if name not in local}
        self._usual = {name: expression(usual) for name, usual in names.items()}
        used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        foreign = {usual for usual in _MODULES.values() if usual in used and names.get(usual) != usual}
        if foreign:
            raise Unsupported(f"{min(foreign)} has another meaning in the module")
        odd = (bound | local) & BUILTINS
        if odd or "*" in bound:
            raise Unsupported(f"{min(odd or {'*'})} has another meaning in the module")

    def usual(self, function: ast.FunctionDef) -> ast.FunctionDef:
        """A copy of the function with ``np`` and ``math`` in place of what the module calls them."""
        return ast.fix_missing_locations(with_values(function, self._usual))

    def own(self, lines: Sequence[str], edits: Edits) -> list[str]:
        """Lines with the module's own names in place of ``np`` and ``math``, imported where they are not yet."""
        text = "\n".join(lines)
        for module, usual in _MODULES.items():
            if re.search(rf"\b{usual}\.", text):
                local = edits.need(module, usual=usual)
                if local != usual:
                    text = re.sub(rf"\b{usual}\.", f"{local}.", text)
        return text.split("\n")
