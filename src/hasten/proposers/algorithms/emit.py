"""Put an algorithm into the target's file: header, docstring and guards stay, the body is replaced."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from hasten.code.edits import dedent_block, indent_block, splice
from hasten.code.imports import ImportPlan
from hasten.code.locate import kind_of
from hasten.code.scopes import BUILTIN_NAMES, free_names, fresh_name
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.algorithms.prologue import body_without_docstring
from hasten.proposers.algorithms.recognise import ORIGINAL, Ending, Match
from hasten.proposers.algorithms.template import Template


def replaced(module: ParsedModule, function: FunctionNode, match: Match, kept: Sequence[ast.stmt]) -> str | None:
    """Text of the whole file with the function's body replaced, or None where it cannot be made.

    Args:
        module: The file.
        function: The function.
        match: What was recognised.
        kept: Guards at the top of the body that stay.
    """
    plan = ImportPlan(module)
    body = new_body(module, function, match, kept, plan)
    statements = body_without_docstring(function)
    text = module.text
    if body is None:
        return None
    if statements[0].lineno == function.lineno or not _ends_lines(module, statements[-1]):
        return None
    start = text.line_start(statements[0].lineno)
    end = text.line_start((statements[-1].end_lineno or statements[-1].lineno) + 1)
    indented = indent_block(body, text.indent(statements[0])).replace("\n", text.newline) + text.newline
    source = splice(
        text.source, 0, len(text.source), [(_above_comments(module, function, start), end, indented), *plan.spans()]
    )
    try:
        ast.parse(source.removeprefix("\ufeff"))
    except (SyntaxError, ValueError):
        return None
    return source


def new_body(
    module: ParsedModule, function: FunctionNode, match: Match, kept: Sequence[ast.stmt], plan: ImportPlan
) -> str | None:
    """The statements that replace the body, without indentation; None where the original's are needed too late."""
    template = Template(match.entry)
    names, prelude = _names(function, match, template, plan, kept)
    blocks = []
    if kept:
        blocks.append(_text_of(module, kept))
    for guard in match.guards:
        action = _ended(guard.ending, function) if guard.ending != ORIGINAL else _original(module, function, kept)
        blocks.append(f"if {guard.condition}:\n{indent_block(action, '    ')}")
    blocks += prelude
    if match.requires:
        condition = template.renamed(match.requires, names)
        blocks.append(f"if not ({condition}):\n{indent_block(_original(module, function, kept), '    ')}")
    if match.entry.comment:
        blocks.append(f"# {match.entry.comment}")
    if match.nothing == ORIGINAL and template.rebound:
        return None
    nothing = _ended(match.nothing, function) or _original(module, function, kept)
    blocks.append(template.body(names, returned=_returning(match, function), nothing=nothing))
    return "\n".join(blocks)


def _names(
    function: FunctionNode, match: Match, template: Template, plan: ImportPlan, kept: Sequence[ast.stmt]
) -> tuple[dict[str, str], list[str]]:
    """New names for those of the template, and assignments that go in front."""
    parameters = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    outside = free_names(function) - {function.name}
    taken = (
        set(parameters) | outside | {node.id for stmt in kept for node in ast.walk(stmt) if isinstance(node, ast.Name)}
    )
    taken |= {name for argument in match.arguments for name in _names_in(argument.text)}
    names: dict[str, str] = {}
    prelude = []
    for name, argument in zip(match.entry.parameters, match.arguments, strict=True):
        if argument.parameter:
            names[name] = argument.parameter
    for name, (source, wanted) in template.imports.items():
        names[name] = plan.need(source, wanted)
    for name in sorted(template.builtins & taken & set(parameters)):
        names[name] = f"{plan.need('builtins')}.{name}"
    free = {names.get(name, name) for name in template.imports} | template.builtins
    for name, argument in zip(match.entry.parameters, match.arguments, strict=True):
        if not argument.parameter:
            names[name] = _unused(name, taken | free | template.all_names - {name})
            prelude.append(f"{names[name]} = {argument.text}")
    for name in sorted(template.bound_anywhere - set(match.entry.parameters)):
        if name in taken or name in names.values():
            names[name] = _unused(name, taken | free | set(template.all_names) | set(names.values()))
    return {old: new for old, new in names.items() if old != new}, prelude


def _unused(wanted: str, taken: set[str]) -> str:
    return wanted if wanted not in taken and wanted not in BUILTIN_NAMES else fresh_name(wanted, taken)


def _names_in(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}


def _returning(match: Match, function: FunctionNode) -> Callable[[str, int], str]:
    """What makes a statement of the text of a result and its indentation."""
    parameters = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    adapter = match.adapter
    if kind_of(function) == "generator":
        return lambda text, column: f"yield from {adapter.expression(text)}\n{' ' * column}return"
    if adapter.in_place < 0:
        return lambda text, column: f"return {adapter.expression(text)}"
    name = parameters[adapter.in_place]
    last = f"return {name}" if adapter.returns_argument else "return None"
    return lambda text, column: f"{name}[:] = {adapter.expression(text)}\n{' ' * column}{last}"


def _ended(ending: Ending, function: FunctionNode) -> str:
    """The statements of an ending; a generator hands the items of a result out."""
    if kind_of(function) != "generator" or not ending.text.startswith("return "):
        return ending.text
    items = ending.text.removeprefix("return ")
    return "return" if items in ("[]", "None") else f"yield from {items}\nreturn"


def _original(module: ParsedModule, function: FunctionNode, kept: Sequence[ast.stmt]) -> str:
    """The body behind the kept guards as it is, but so that it always ends: falling off its end returns None."""
    statements = body_without_docstring(function)[len(kept) :]
    text = _text_of(module, statements)
    return text if _always_leaves(statements[-1]) else f"{text}\nreturn None"


def _always_leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return | ast.Raise):
        return True
    if isinstance(statement, ast.If):
        return bool(statement.orelse) and _always_leaves(statement.body[-1]) and _always_leaves(statement.orelse[-1])
    return False


def _text_of(module: ParsedModule, statements: Sequence[ast.stmt]) -> str:
    text = module.text
    start = text.line_start(statements[0].lineno)
    end = text.line_start((statements[-1].end_lineno or statements[-1].lineno) + 1)
    return dedent_block(text.source[start:end], text.indent(statements[0]))


def _above_comments(module: ParsedModule, function: FunctionNode, start: int) -> int:
    """Where the body starts, the comments above its first statement included: they speak of the code that goes."""
    text = module.text
    first = body_without_docstring(function)[0].lineno
    header_end = function.body[0].end_lineno or 0 if len(body_without_docstring(function)) < len(function.body) else 0
    while first - 1 > max(header_end, function.lineno) and text.line(first - 1).lstrip().startswith("#"):
        first -= 1
    return min(start, text.line_start(first))


def _ends_lines(module: ParsedModule, statement: ast.stmt) -> bool:
    """Whether nothing but a comment follows the statement on its line."""
    text = module.text
    _, end = text.span(statement)
    rest = text.source[end : text.line_start((statement.end_lineno or statement.lineno) + 1)].strip()
    return not rest or rest.startswith("#")
