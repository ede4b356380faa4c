"""The original function kept behind a test of its arguments, in front of which the rewritten one serves."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.locate import kind_of
from hasten.code.scopes import fresh_name, loaded, parameters, stored
from hasten.code.source import FunctionNode, ParsedModule, parse


def behind_test(old: str, new: str, target: str, test: str, comment: str) -> str | None:
    """The new file with the target as it was, led by ``if test: return <the rewritten one>``.

    Helpers that were rewritten too, or that call one that was, are there twice: the rewritten target calls the
    rewritten ones, the original target the originals.

    Args:
        old: The file before.
        new: The file after.
        target: Name of a function at module level, or of a plain method of a class there.
        test: An expression over the target's parameters; may span lines.
        comment: A line that says what the test is for, with its ``#``.

    Returns:
        The text, or None where more than the target and functions at module level was changed, or the target is a
        generator, is decorated, or takes its arguments in a form that cannot be handed on.
    """
    before, after = parse(old), parse(new)
    if isinstance(before, SyntaxError) or isinstance(after, SyntaxError):
        return None
    node = before.functions.get(target)
    if node is None or target not in after.functions or not can_be_handed_on(node):
        return None
    if target.count(".") > 1 or not _only_functions_changed(before, after, target):
        return None
    doubled = _doubled(before, after, target)
    taken = stored(after.tree) | set(after.functions)
    fast: dict[str, str] = {}
    for name in doubled:
        plain = name.rpartition(".")[2].lstrip("_")
        fast[name] = fresh_name(f"_{plain}_fast", taken | set(fast.values()))
    lead = f"{comment}\nif {test}:\n    return {call_of(node, fast[target], method='.' in target)}"
    edits = Edits(after)
    try:
        _refer_to(after, before, doubled, fast, edits)
        for name in doubled:
            put_behind(before, after, name, fast[name], lead if name == target else "", edits)
        for name in before.functions:
            if name not in after.functions and "." not in target:
                edits.insert_behind_definition(after.functions[target], _original(before, name, ""))
        return edits.apply()
    except EditConflict:
        return None


def put_behind(before: ParsedModule, after: ParsedModule, name: str, fast: str, lead: str, edits: Edits) -> None:
    """Rename a rewritten function, and put the one that it was made from behind it.

    Args:
        before: The file before.
        after: The file after, which ``edits`` are for.
        name: Name of the function in both.
        fast: The rewritten one's new name; calls are not renamed here.
        lead: Statements in front of the original's first one, with which its docstring stays; "" for none.
        edits: Gets the changes.
    """
    rewritten = after.functions[name]
    edits.rename_definition(rewritten, fast)
    if lead and _has_docstring(rewritten):
        edits.remove(rewritten.body[0])
    edits.insert_behind_definition(rewritten, _original(before, name, lead))


def can_be_handed_on(node: FunctionNode) -> bool:
    """Whether all arguments of a plain, undecorated function can be passed on by name."""
    plain = isinstance(node, ast.FunctionDef) and not node.decorator_list and kind_of(node) == "function"
    return plain and not node.args.vararg and not node.args.kwarg


def call_of(node: FunctionNode, name: str, *, method: bool = False) -> str:
    """The call of a function of another name with the arguments that this one got."""
    given = [f"{a.arg}={a.arg}" if a in node.args.kwonlyargs else a.arg for a in parameters(node)]
    if method:
        return f"{given[0]}.{name}({', '.join(given[1:])})"
    return f"{name}({', '.join(given)})"


def _has_docstring(node: FunctionNode) -> bool:
    return ast.get_docstring(node, clean=False) is not None and len(node.body) > 1


def _only_functions_changed(before: ParsedModule, after: ParsedModule, target: str) -> bool:
    """Whether all but the target and functions at module level is as it was; something may have come to it."""
    lost = _lost(before.tree.body, after.tree.body)
    owner = target.rpartition(".")[0]
    if owner and (owner not in before.classes or owner not in after.classes):
        return False
    if owner:
        inside = _lost(before.classes[owner].body, after.classes[owner].body)
        if any(part is not before.functions[target] for part in inside):
            return False
        lost = [statement for statement in lost if statement is not before.classes[owner]]
    return all(isinstance(statement, ast.FunctionDef | ast.Import | ast.ImportFrom) for statement in lost)


def _lost(old: Sequence[ast.stmt], new: Sequence[ast.stmt]) -> list[ast.stmt]:
    kept = {ast.dump(statement) for statement in new}
    return [statement for statement in old if ast.dump(statement) not in kept]


def _doubled(before: ParsedModule, after: ParsedModule, target: str) -> list[str]:
    """The target, and what it reaches that was rewritten or reaches what was, in the order of the file."""
    shared = [n for n in before.functions if n in after.functions and ("." not in n or n == target)]
    changed = {n for n in shared if ast.dump(before.functions[n]) != ast.dump(after.functions[n])} | {target}
    calls = {name: loaded(after.functions[name]) for name in after.functions if "." not in name or name == target}
    while True:
        reached = {name for name in shared if name not in changed and calls[name] & changed}
        if not reached:
            break
        changed |= reached
    reachable, stack = {target}, [target]
    while stack:
        for name in calls.get(stack.pop(), set()) & set(calls):
            if name not in reachable:
                reachable.add(name)
                stack.append(name)
    return [name for name in shared if name in changed and name in reachable]


def _refer_to(
    after: ParsedModule, before: ParsedModule, doubled: list[str], fast: dict[str, str], edits: Edits
) -> None:
    """Let the rewritten functions, and those that came with them, call the rewritten ones."""
    for name, node in after.functions.items():
        if name not in fast and ("." in name or name in before.functions):
            continue
        for inner in _names(node):
            if inner.id in fast:
                edits.replace(inner, fast[inner.id])


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _original(before: ParsedModule, name: str, lead: str) -> str:
    """The text of a function as it was, with ``lead`` in front of its first statement."""
    original = before.functions[name]
    lines = Edits(before).block([original], comments=False).split("\n")
    if not lead:
        return "\n".join(lines)
    first = original.body[1] if _has_docstring(original) else original.body[0]
    head = first.lineno - original.lineno
    while head > 0 and lines[head - 1].strip().startswith("#"):
        head -= 1  # comments belong to the statement behind them
    return "\n".join([*lines[:head], *indent_block(lead, "    ").split("\n"), *lines[head:]])
