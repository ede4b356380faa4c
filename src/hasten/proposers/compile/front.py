"""The user's module with a compiled function in front of the plain one, which stays as it is under a private name."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.edits import EditConflict, Edits
from hasten.code.scopes import fresh_name, stored, walk_all
from hasten.code.source import ParsedModule


@dataclass(frozen=True)
class Front:
    """A module with a compiled function in front.

    Attributes:
        source: New text of the module.
        prepare: Name of its function that imports the kernel, where that is put off until the first call; or "".
    """

    source: str
    prepare: str = ""


def with_native(module: ParsedModule, node: ast.FunctionDef, kernel: str, constants: Sequence[str]) -> Front | None:
    """The module with an extension module in front of a function; None where the edit cannot be made as text.

    Args:
        module: The module as it is.
        node: Its function.
        kernel: Name of the extension module beside it.
        constants: Names of the module that are handed in behind the arguments.
    """
    taken = stored(module.tree) | {n.id for n in walk_all(module.tree) if isinstance(n, ast.Name)}
    name, plain = node.name, fresh_name(f"_{node.name.lstrip('_')}_plain", taken)
    held, found = fresh_name(kernel, taken), fresh_name("found", {a.arg for a in node.args.args} | {node.name})
    statement = import_statement(module, kernel, held)
    above = (
        f"try:\n    {statement}\nexcept ImportError:  # it is not built here, so the plain function serves\n"
        f"    {held} = None"
    )
    arguments = ", ".join(a.arg for a in node.args.args)
    given = ", ".join([*[a.arg for a in node.args.args], *constants])
    lines = [
        f"if {held} is not None:",
        f"    {found} = {held}.{name}({given})",
        f"    if {found} is not NotImplemented:",
        f"        return {found}",
        f"return {plain}({arguments})",
    ]
    return _fronted(module, node, plain, above, lines)


def with_lazy(module: ParsedModule, node: ast.FunctionDef, kernel: str, constants: Sequence[str]) -> Front | None:
    """The same for a kernel that takes long to import: it is imported at the first call."""
    taken = stored(module.tree) | {n.id for n in walk_all(module.tree) if isinstance(n, ast.Name)}
    name, plain = node.name, fresh_name(f"_{node.name.lstrip('_')}_plain", taken)
    locals_ = {a.arg for a in node.args.args} | {node.name}
    held, found = fresh_name(f"{kernel}_loaded", taken), fresh_name("found", locals_)
    load = fresh_name(f"_load_{kernel.lstrip('_')}", taken)
    statement = import_statement(module, kernel, f"{kernel}_found", always=True)
    above = (
        f"{held} = None\n\n\n"
        f"def {load}():\n"
        f'    """Import the compiled form, which takes a second; call it at the start to have it ready."""\n'
        f"    global {held}\n"
        f"    try:\n        {statement}\n"
        f"    except ImportError:  # what it needs is not installed, so the plain function serves\n"
        f"        {held} = False\n"
        f"    else:\n        {held} = {kernel}_found"
    )
    arguments = ", ".join(a.arg for a in node.args.args)
    given = ", ".join([*[a.arg for a in node.args.args], *constants])
    lines = [
        f"if {held} is None:",
        f"    {load}()",
        f"if {held}:",
        f"    {found} = {held}.{name}({given})",
        f"    if {found} is not NotImplemented:",
        f"        return {found}",
        f"return {plain}({arguments})",
    ]
    front = _fronted(module, node, plain, above, lines)
    return Front(front.source, load) if front is not None else None


def import_statement(module: ParsedModule, kernel: str, held: str, *, always: bool = False) -> str:
    """``import kernel``; the name of the package is put in when the place of the module is known."""
    as_ = f" as {held}" if held != kernel or always else ""
    return f"{IMPORT}{kernel}{as_}"


#: Stands for ``import `` or ``from . import `` until it is known whether the module lies in a package.
IMPORT = "import "


def in_package(source: str, kernel: str) -> str:
    """The text with the kernel imported from the module's own package."""
    return source.replace(f"import {kernel}", f"from . import {kernel}", 1)


def _fronted(
    module: ParsedModule, node: ast.FunctionDef, plain: str, above: str, lines: Sequence[str]
) -> Front | None:
    edits = Edits(module)
    text = module.text
    start, _ = text.span(node)
    first = node.body[0]
    head = module.source[start : text.span(first)[0]].rstrip()
    documented = ast.get_docstring(node, clean=False) is not None
    body = [text.text(first)] if documented else []
    indented = "\n".join(f"    {line}" for line in [*body, *lines])
    # Only a head on lines of its own can be taken over as it is written.
    if first.lineno == node.lineno or "#" in head:
        head = f"def {node.name}({ast.unparse(node.args)}):"
        if node.returns is not None:
            head = f"{head[:-1]} -> {ast.unparse(node.returns)}:"
    try:
        edits.insert_above_definition(node, above)
        edits.rename_definition(node, plain)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and inner.id == node.name:
                edits.replace(inner, plain)
        edits.insert_behind_definition(node, f"{head}\n{indented}")
        source = edits.apply()
    except EditConflict:
        return None
    return Front(source)
