"""The user's module with a compiled function in front of the plain one, which stays as it is under a private name."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.edits import EditConflict, Edits
from hasten.code.scopes import fresh_name, stored, walk_all
from hasten.code.source import FunctionNode, ParsedModule


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
    above = _importing(module, kernel, held)
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


def with_world(
    module: ParsedModule, node: ast.FunctionDef, kernel: str, names: Sequence[str], changed: Sequence[str]
) -> Front | None:
    """The module with a compiled closed world in front of a function or method.

    A method keeps its body, below the call of the compiled form: nothing is added to its class.

    Args:
        names: Names of the module that the compiled form works on.
        changed: Those of them that it may bind anew.
    """
    taken = stored(module.tree) | {n.id for n in walk_all(module.tree) if isinstance(n, ast.Name)}
    arguments = [a.arg for a in node.args.args]
    held, found = fresh_name(kernel, taken), fresh_name("found", set(arguments) | {node.name} | stored(node))
    above = _importing(module, kernel, held)
    reach = fresh_name(f"_{node.name.lstrip('_')}_names", taken)
    above += "\n\n\n" + _names_function(reach, names, changed)
    given = ", ".join(arguments) + ("," if len(arguments) == 1 else "")
    lines = [
        f"if {held} is not None:",
        f"    {found} = {held}.call({reach}, ({given}))",
        f"    if {found} is not NotImplemented:",
        f"        return {found}",
    ]
    if module.parents.get(node) is module.tree:
        plain = fresh_name(f"_{node.name.lstrip('_')}_plain", taken)
        return _fronted(module, node, plain, above, [*lines, f"return {plain}({', '.join(arguments)})"])
    documented = ast.get_docstring(node, clean=False) is not None
    edits = Edits(module)
    try:
        edits.insert_above_definition(node, above)
        if documented:
            edits.insert_after(node.body[0], "\n".join(lines))
        else:
            edits.insert_before(node.body[0], "\n".join(lines))
        return Front(edits.apply())
    except EditConflict:
        return None


def _names_function(name: str, names: Sequence[str], changed: Sequence[str]) -> str:
    """A function that hands out names of the module by name, and binds some of them."""
    shown = [f'"{one}": {one}' for one in names]
    lines = [f"def {name}({'new=None' if changed else ''}):"]
    end = "; given new values, what it has changed." if changed else "."
    lines.append(f'    """What the compiled form works on{end}"""')
    if changed:
        lines += [f"    global {', '.join(changed)}", "    if new is not None:", f"        {', '.join(changed)}, = new"]
    rows: list[str] = []
    for text in shown:
        if rows and len(rows[-1]) + len(text) < 100:
            rows[-1] += f", {text}"
        else:
            rows.append(text)
    if len(rows) < 2:
        return "\n".join([*lines, f"    return {{{''.join(rows)}}}"])
    return "\n".join([*lines, "    return {", *(f"        {row}," for row in rows), "    }"])


def with_lazy(module: ParsedModule, node: ast.FunctionDef, kernel: str, constants: Sequence[str]) -> Front | None:
    """The same for a kernel that takes long to import: it is imported at the first call."""
    taken = stored(module.tree) | {n.id for n in walk_all(module.tree) if isinstance(n, ast.Name)}
    name, plain = node.name, fresh_name(f"_{node.name.lstrip('_')}_plain", taken)
    locals_ = {a.arg for a in node.args.args} | {node.name}
    held, found = fresh_name(f"{kernel}_loaded", taken), fresh_name("found", locals_)
    load = fresh_name(f"_load_{kernel.lstrip('_')}", taken)
    above = _loading(module, kernel, held, load)
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


@dataclass(frozen=True)
class Call:
    """A run of statements and the call of the kernel that does the same.

    Attributes:
        statements: The run, neighbours of one block.
        entry: Name of the kernel's function.
        given: Texts of its arguments, names of the module behind the others.
        leaves: Texts of the places that its result is written to, in order; none: it says only that it was done.
        guards: Texts of what must hold before it is called.
        returns: Whether the run may return: the result is None or a tuple of one item then, else a longer tuple.
    """

    statements: Sequence[ast.stmt]
    entry: str
    given: Sequence[str]
    leaves: Sequence[str]
    guards: Sequence[str] = ()
    returns: bool = False

    def lines(self, found: str, plain: str) -> list[str]:
        """What comes behind the call: the plain statements, a return, or the result in its places."""
        lines = [f"if {found} is NotImplemented:"]
        lines += [f"    {line}" if line.strip() else line for line in plain.split("\n")]
        if self.returns:
            lines += [f"elif {found} is None:", "    return None", f"elif len({found}) == 1:", f"    return {found}[0]"]
        if self.leaves:
            item = "[0]" if self.returns and len(self.leaves) == 1 else ""
            lines += ["else:", f"    {', '.join(self.leaves)} = {found}{item}"]
        return lines


def with_calls(
    module: ParsedModule, node: FunctionNode, kernel: str, calls: Sequence[Call], *, lazy: bool = False
) -> Front | None:
    """The module with runs of statements of a function done by a kernel, and by themselves where it declines.

    Args:
        module: The module as it is.
        node: Its function or method.
        kernel: Name of the module beside it.
        calls: What is done by it.
        lazy: Whether the kernel takes long to import, so that it is imported at the first call.
    """
    taken = stored(module.tree) | {n.id for n in walk_all(module.tree) if isinstance(n, ast.Name)}
    found = fresh_name("found", taken | {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)})
    if lazy:
        held, load = fresh_name(f"{kernel}_loaded", taken), fresh_name(f"_load_{kernel.lstrip('_')}", taken)
        above, there = _loading(module, kernel, held, load), held
        head = [f"if {held} is None:", f"    {load}()"]
    else:
        held, load = fresh_name(kernel, taken), ""
        above, there, head = _importing(module, kernel, held), f"{held} is not None", []
    edits = Edits(module)
    try:
        edits.insert_above_definition(node, above)
        for call in calls:
            plain = edits.block(list(call.statements))
            holds = " and ".join([there, *call.guards])
            lines = [*head, f"if {holds}:", *_called(f"{found} = {held}.{call.entry}", call.given)]
            lines += ["else:", f"    {found} = NotImplemented"]
            edits.replace_block(list(call.statements), "\n".join([*lines, *call.lines(found, plain)]))
        return Front(edits.apply(), load)
    except EditConflict:
        return None


def _called(function: str, given: Sequence[str]) -> list[str]:
    """A call in a block, on one line where it fits."""
    line = f"    {function}({', '.join(given)})"
    return [line] if len(line) < 100 else [f"    {function}(", *[f"        {one}," for one in given], "    )"]


def _importing(module: ParsedModule, kernel: str, held: str) -> str:
    """The import of an extension module that need not be there."""
    return (
        f"try:\n    {import_statement(module, kernel, held)}\n"
        f"except ImportError:  # it is not built here, so the plain function serves\n    {held} = None"
    )


def _loading(module: ParsedModule, kernel: str, held: str, load: str) -> str:
    """A function that imports a kernel that takes long to import."""
    statement = import_statement(module, kernel, f"{kernel}_found", always=True)
    return (
        f"{held} = None\n\n\n"
        f"def {load}():\n"
        f'    """Import the compiled form, which takes a second; call it at the start to have it ready."""\n'
        f"    global {held}\n"
        f"    try:\n        {statement}\n"
        f"    except ImportError:  # what it needs is not installed, so the plain function serves\n"
        f"        {held} = False\n"
        f"    else:\n        {held} = {kernel}_found"
    )


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
    try:
        edits.insert_above_definition(node, above)
        put_in_front(edits, node, plain, lines)
        source = edits.apply()
    except EditConflict:
        return None
    return Front(source)


def put_in_front(edits: Edits, node: ast.FunctionDef, plain: str, lines: Sequence[str]) -> None:
    """Give a function another name, under which it calls itself too, and its own to one with another body behind it.

    Args:
        edits: Of its module.
        node: The function.
        plain: Its new name.
        lines: The other body; the docstring is put in front of it.

    Raises:
        EditConflict: The edit cannot be made as text.
    """
    text = edits.module.text
    start, _ = text.span(node)
    first = node.body[0]
    head = edits.module.source[start : text.span(first)[0]].rstrip()
    documented = ast.get_docstring(node, clean=False) is not None
    body = [text.text(first)] if documented else []
    indented = "\n".join(f"    {line}" for line in [*body, *lines])
    # Only a head on lines of its own can be taken over as it is written.
    if first.lineno == node.lineno or "#" in head:
        returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
        head = f"def {node.name}({ast.unparse(node.args)}){returns}:"
    edits.rename_definition(node, plain)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id == node.name:
            edits.replace(inner, plain)
    edits.insert_behind_definition(node, f"{head}\n{indented}")
