"""A state that helpers copy to change a part of it, whose callers throw the old one away.

Finds:
    Functions of the module that give back a changed copy of a parameter by a display (``return {**state, "items":
    {**state["items"], item: n}}``, ``[*stack, x]``, ``seen | {x}``, ``{k: v for k, v in d.items() if k != key}``,
    ``replace(state, items=...)``), also through each other, where a loop goes on with the new state only: ``state =
    step(state, event)``. The parts of a state that have fixed keys are looked at one by one.

Slow because:
    Every step copies all that the steps before have collected: O(n^2). A change in place copies nothing.

Unsafe when:
    Somebody still holds an old state or a part of one, or goes on after a step has failed half way. The order in which
    a set that was changed in place is gone through may be another than that of its copies.

Example:
    Before::

        def _with_item(state, item, amount):
            return {**state, "items": {**state["items"], item: amount}}

        def replay(changes):
            state = {"items": {}, "version": 1}
            for item, amount in changes:
                state = _with_item(state, item, amount)
            return state

    After::

        def _with_item(state, item, amount):
            # state is changed in place: every caller goes on with the result only
            state["items"][item] = amount
            return state

        def replay(changes):
            state = {"items": {}, "version": 1}
            for item, amount in changes:
                state = _with_item(state, item, amount)
            return state

Source:
    In-place update of what has one reference only (Hudak and Bloss, The aggregate update problem in functional
    programming systems, 1985).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import is_name
from hasten.code.source import after_docstring
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import head_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._state_names import Family, Line, Rewritten, is_new, kind_by, positional
from hasten.proposers.rules._states import family_of

GROWTH = ("O(n^2)", "O(n)")

_SLOT = re.compile(r"\{[c01]\}")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per state, at the first statement of a loop that changes it."""
    if code.outer is not None:
        return
    seen: set[str] = set()
    for assign in code.all(ast.Assign):
        target = assign.targets[0]
        if len(assign.targets) != 1 or not isinstance(target, ast.Name) or target.id in seen:
            continue
        value = assign.value
        goes_on = any(is_name(inner, target.id) for inner in ast.walk(value))
        if target.id not in code.local or not goes_on or not isinstance(value, ast.Call | ast.Dict):
            continue
        if not repeats_around(code, assign):
            continue
        seen.add(target.id)
        family = family_of(code, target.id)
        if family is None or not _pays(family) or not _starts_known(family, target.id):
            continue
        text = f"every change of {target.id} copies {_what(family)}, and only the new one is used from then on"
        yield Finding(assign, text, partial(_change, family, target.id), GROWTH)


def _pays(family: Family) -> bool:
    """Whether something that may be large is not copied any more, by functions that another rule does not know."""
    lines = [line for made in family.rewritten for line in made.made.lines]
    return bool(family.parts and family.in_place) or (family.whole and bool(lines) and bool(family.steps))


def _what(family: Family) -> str:
    return "all of it" if family.whole else ", ".join(f"all of {part}" for part in sorted(family.parts))


def _starts_known(family: Family, name: str) -> bool:
    """Whether there is a start; a set that is not made by the module might be one that cannot be changed."""
    code = family.code
    sets = kind_by(family.kinds) == "set" if family.whole else any("set" in kinds for kinds in family.parts.values())
    values = [start.value for start in family.starts if isinstance(start, ast.Assign | ast.AnnAssign)]
    if sets and name in code.parameters:
        return family.whole and only(code.type_of_name(name), "set") and not values
    if sets and not all(value is not None and _starts_with_sets(family, code, value) for value in values):
        return False
    return bool(values) or name in code.parameters


def _change(family: Family, name: str, edits: Edits) -> None:
    code = family.code
    chosen = _twins(family)
    functions = {step: code.program.function(step) for step in family.steps}
    renamed: dict[ast.expr, str] = {}
    for call in family.calls:
        assert isinstance(call.func, ast.Name)
        if call.func.id in chosen:
            renamed[call.func] = chosen[call.func.id]
    touched: set[ast.AST] = set()
    for made in family.rewritten:
        edits_text = _text(family, made, renamed, edits)
        touched |= set(ast.walk(made.statement))
        if edits_text:
            edits.replace_statement(made.statement, edits_text)
        else:
            edits.remove(made.statement)
    for func, word in renamed.items():
        if func not in touched:
            edits.replace(func, word)
    for step, other in functions.items():
        parameter = positional(other)[family.steps[step]]
        if any(made.statement in set(ast.walk(other.node)) for made in family.rewritten):
            said = f"# {parameter} is changed in place: every caller goes on with the result only"
            edits.insert_before(after_docstring(other.node)[0], said)
        if step in chosen:
            # Others may call it by its name: for them it copies as it did.
            given = _handed_on(other, parameter, _copied(family, parameter, _changed_by(family, step)))
            edits.rename_definition(other.node, chosen[step])
            edits.insert_behind_definition(other.node, f"{head_of(other)}\n    return {chosen[step]}({given})\n")
    _start(family, name, edits)


def _handed_on(code: FunctionCode, parameter: str, copied: str) -> str:
    """The arguments by which a function calls another with the same parameters."""
    given = [copied if name == parameter else name for name in positional(code)]
    if code.node.args.vararg:
        given.append(f"*{code.node.args.vararg.arg}")
    given += [f"{arg.arg}={arg.arg}" for arg in code.node.args.kwonlyargs]
    if code.node.args.kwarg:
        given.append(f"**{code.node.args.kwarg.arg}")
    return ", ".join(given)


def _twins(family: Family) -> dict[str, str]:
    """New names for the functions of which others may count on what they do."""
    code = family.code
    calls = {id(call.func) for call in family.calls}
    others = {node.id for node in ast.walk(code.module.tree) if isinstance(node, ast.Name) and id(node) not in calls}
    return {
        step: code.fresh(f"_{step.lstrip('_')}_in_place")
        for step in family.steps
        if not step.startswith("_") or step in others
    }


def _text(family: Family, place: Rewritten, renamed: Mapping[ast.expr, str], edits: Edits) -> str:
    lines = _lines(place, renamed, edits)
    statement, root, made = place.statement, place.root, place.made
    if made.first is not None:
        lines.insert(0, f"{root} = {edits.text(made.first, renamed, need=0)}")
    tail = root
    if made.tail is not None:
        swapped = {made.swapped: root} if made.swapped is not None else {}
        tail = edits.text(made.tail, {**renamed, **swapped}, need=0)
        if made.dropped:
            kept = [edits.text(arg, renamed) for arg in made.tail.args]
            kept += [
                f"{keyword.arg}={edits.text(keyword.value, renamed)}"
                for keyword in made.tail.keywords
                if keyword.arg not in made.dropped
            ]
            tail = f"{edits.text(made.tail.func)}({', '.join(kept)})"
    if isinstance(statement, ast.Return):
        lines.append(f"return {tail}")
    elif place.target and place.target != tail:
        lines.append(f"{place.target} = {tail}")
    elif place.bound[0] and _is_needed(family, place):
        name, part = place.bound
        lines.insert(0, f"{name} = {root}{_quoted(part)}")
    return "\n".join(lines)


def _is_needed(family: Family, made: Rewritten) -> bool:
    """Whether the name of a part is asked for anything but to put the part back."""
    code = next(
        code for code in (family.code, *map(family.code.program.function, family.steps))
        if made.statement in set(ast.walk(code.node))
    )  # fmt: skip
    name = made.bound[0]
    for node in code.all(ast.Name):
        if node.id != name or not isinstance(node.ctx, ast.Load):
            continue
        above = code.parent(node)
        around = code.statement(node)
        rewritten = any(other.statement is around for other in family.rewritten)
        put_back = isinstance(above, ast.Dict | ast.keyword) or (isinstance(above, ast.Assign) and above.value is node)
        itself = any(other.statement is around and other.bound[0] == name for other in family.rewritten)
        if not rewritten or not (put_back or itself):
            return True
    return False


def _lines(made: Rewritten, renamed: Mapping[ast.expr, str], edits: Edits) -> list[str]:
    def said(node: ast.expr) -> str:
        known = getattr(node, "lineno", None) is not None and node in edits.module.parents
        return edits.text(node, renamed, need=1) if known else ast.unparse(node).replace("'", '"')

    def filled(line: Line) -> str:
        container = f"{made.root}{_quoted(line.place)}"
        texts = {"{c}": container, **{f"{{{at}}}": said(part) for at, part in enumerate(line.change.parts)}}
        return _SLOT.sub(lambda slot: texts[slot.group()], line.change.form)

    texts = [filled(line) for line in made.made.lines]
    if made.at_once:
        pairs = [text.partition(" = ") for text in texts]
        return [f"{', '.join(pair[0] for pair in pairs)} = {', '.join(pair[2] for pair in pairs)}"]
    return texts


def _quoted(place: str) -> str:
    return place.replace("'", '"') if '"' not in place and "\\" not in place else place


def _changed_by(family: Family, name: str) -> set[str]:
    """The parts that a step changes, itself or by other steps."""
    found: set[str] = set()
    steps = [name]
    for step in steps:
        inside = set(ast.walk(family.code.program.function(step).node))
        for made in family.rewritten:
            if made.statement in inside:
                found |= {line.place for line in made.made.lines} | {made.bound[1]}
        for call in family.calls:
            if call in inside and isinstance(call.func, ast.Name) and call.func.id not in steps:
                steps.append(call.func.id)
    return found


def _copied(family: Family, name: str, parts: Collection[str]) -> str:
    """A copy of a state of which some parts are new as well."""
    if family.whole:
        kind = kind_by(family.kinds)
        return f"{kind}({name})" if kind else f"{name}.copy()"
    copies = []
    for place in sorted(set(parts) & set(family.parts)):
        maker, part = kind_by(family.parts[place]), f"{name}{_quoted(place)}"
        copied = f"{maker}({part})" if maker else f"{part}.copy()"
        copies.append(f"{place[1:]}={copied}" if place.startswith(".") else f"{_quoted(place[1:-1])}: {copied}")
    if not family.copier:
        return "{" + ", ".join([f"**{name}", *copies]) + "}"
    if not copies:
        return name
    head = family.copier.replace("{s}", name)
    return f"{head}{'(' if head.endswith('_replace') else ''}{', '.join(copies)})"


def _start(family: Family, name: str, edits: Edits) -> None:
    code = family.code
    text = f"{name} = {_copied(family, name, family.parts)}"
    for start in family.starts:
        value = start.value if isinstance(start, ast.Assign | ast.AnnAssign) else None
        if value is None or not _is_own(family, code, value):
            edits.insert_after(start, text)
    if name in code.parameters:
        changes = {*family.calls, *(made.statement for made in family.rewritten)}
        first = next(part for part in code.node.body if changes & set(ast.walk(part)))
        edits.insert_before(first, text)


def _is_own(family: Family, code: FunctionCode, value: ast.expr) -> bool:
    """Whether a start, and all its parts that are changed in place, is made there and nobody else holds it."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in code.module.functions:
        other = code.program.function(value.func.id)
        if other is code or other.node.decorator_list or value.func.id in code.local:
            return False
        values = [node.value for node in other.all(ast.Return) if not other.in_nested_function(node)]
        return bool(values) and all(v is not None and _is_own_display(family, other, v) for v in values)
    return _is_own_display(family, code, value)


def _starts_with_sets(family: Family, code: FunctionCode, value: ast.expr) -> bool:
    """Whether all sets of a start are surely sets, also where something else is to be copied once."""
    if family.whole:
        return _is_own(family, code, value)
    parts = {part: kinds for part, kinds in family.parts.items() if "set" in kinds}
    return _is_own(replace(family, parts=parts), code, value)


def _is_own_display(family: Family, code: FunctionCode, value: ast.expr) -> bool:
    if family.whole:
        return is_new(value, kind_by(family.kinds) or "")
    given: dict[str, ast.expr] = {}
    if isinstance(value, ast.Dict):
        if any(key is None for key in value.keys):
            return False
        given = {f"[{ast.unparse(key)}]": part for key, part in zip(value.keys, value.values, strict=True) if key}
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in code.module.classes:
        given = {f".{keyword.arg}": keyword.value for keyword in value.keywords}
        fields = [
            node.target.id
            for node in code.module.classes[value.func.id].body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]
        given |= {f".{field}": part for field, part in zip(fields, value.args, strict=False)}
    return all(part in given and is_new(given[part], kind_by(kinds) or "") for part, kinds in family.parts.items())
