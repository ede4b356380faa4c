"""Going through all groups for the one that holds an element.

Finds:
    A list of lists or sets that the function makes, its groups, in which it looks again and again for the group of an
    element (``for group in groups: if x in group: ...``, or by ``next``), while groups are joined, grow, and come new.

Slow because:
    Each search walks all groups, and lists element by element: O(n^2). A dict from element to group finds it at once;
    it is set for each element that comes to a group, and for those of a group that joins another one.

Unsafe when:
    An element lies in two groups, or cannot be hashed.

Example:
    Before::

        groups = [[name] for name in names]
        for a, b in links:
            one = other = None
            for group in groups:
                if a in group:
                    one = group
                if b in group:
                    other = group
            if one is not other:
                one.extend(other)
                groups.remove(other)

    After::

        groups = [[name] for name in names]
        group_of = {member: group for group in groups for member in group}
        for a, b in links:
            one = other = None
            one = group_of.get(a, one)
            other = group_of.get(b, other)
            if one is not other:
                one.extend(other)
                group_of.update(dict.fromkeys(other, one))
                groups.remove(other)

Source:
    Disjoint sets as lists with a way back from each element: Aho, Hopcroft, Ullman, The Design and Analysis of Computer
    Algorithms, 4.6.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own, repeats_around
from hasten.code.match import is_name, match
from hasten.code.scopes import loaded, stored, target_names
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_GROWS = ("append", "add")
_JOINS = ("extend", "update")


@dataclass
class _Groups:
    """A list of groups, and what a function does with it.

    Attributes:
        name: The list.
        made: The statement that makes it.
        walks: Loops that look for the group of an element, with what is done there.
        asked: Assignments of ``next(group for group in groups if x in group)``.
        names: Names that a group gets.
        added: Statements that add elements to a group or to the list.
    """

    name: str
    made: ast.Assign
    walks: list[ast.For] = field(default_factory=list)
    asked: list[ast.Assign] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    added: list[ast.stmt] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list of groups."""
    for made in code.all(ast.Assign):
        groups = _groups(code, made)
        if groups is not None:
            place = (groups.walks or groups.asked)[0]
            text = f"all of {groups.name} is gone through for the group that holds an element; a dict of elements knows"
            yield Finding(place, text, partial(_change, code, groups), GROWTH, ahead=True)


def _groups(code: FunctionCode, made: ast.Assign) -> _Groups | None:
    if len(made.targets) != 1 or not isinstance(made.targets[0], ast.Name) or not _is_list_of_groups(made.value):
        return None
    name = made.targets[0].id
    uses = code.uses(name)
    if len(uses.rebinds) != 1 or name in code.parameters or uses.aliases:
        return None
    found = _Groups(name, made)
    for loop in code.all(ast.For):
        if is_name(loop.iter, name) and repeats_around(code, loop) and _looks(code, loop):
            found.walks.append(loop)
            found.names |= {*target_names(loop.target)} | stored(*loop.body)
    for assign in code.all(ast.Assign):
        if _next_of(code, assign, name) is not None and repeats_around(code, assign):
            found.asked.append(assign)
            found.names |= stored(assign)
    if not found.walks and not found.asked:
        return None
    if any(code.in_nested_function(node) for node in code.all(ast.Name) if node.id in {name, *found.names}):
        return None
    return found if _changes_known(code, found) else None


def _is_list_of_groups(value: ast.expr) -> bool:
    """``[]``, or ``[[x] for x in xs]`` with lists or sets of one element."""
    if isinstance(value, ast.List):
        return not value.elts
    if not isinstance(value, ast.ListComp):
        return False
    return isinstance(value.elt, ast.List | ast.Set) or match("set([$x])", value.elt) is not None


def _looks(code: FunctionCode, loop: ast.For) -> bool:
    """Whether a loop looks for the group of one element, or sets names to the groups of several."""
    if not isinstance(loop.target, ast.Name):
        return False
    group = loop.target.id
    for step in loop.body:
        if not isinstance(step, ast.If) or step.orelse or _element(code, step.test, group) is None:
            return False
    if len(loop.body) == 1 and isinstance(loop.body[0], ast.If) and isinstance(loop.body[0].body[-1], ast.Break):
        inside = loop.body[0].body[:-1]
        jumps = [n for step in inside for n in ast.walk(step) if isinstance(n, ast.Break | ast.Continue)]
        return bool(inside) and group not in stored(*inside) and not jumps and not code.live_after(group, loop)
    if loop.orelse or has_own(loop, ast.Break) or code.live_after(group, loop):
        return False
    elements = [_element(code, step.test, group) for step in loop.body if isinstance(step, ast.If)]
    sets = [match("@one = @group", step.body[0]) for step in loop.body if isinstance(step, ast.If)]
    plain = all(isinstance(step, ast.If) and len(step.body) == 1 for step in loop.body)
    named = {found.name("one") for found in sets if found is not None and found.name("group") == group}
    return plain and len(named) == len(sets) and not named & loaded(*[e for e in elements if e is not None])


def _element(code: FunctionCode, test: ast.expr, group: str) -> ast.expr | None:
    """``x`` of ``x in group``."""
    found = match("$x in @group", test)
    if found is None or found.name("group") != group or group in loaded(found["x"]) or not code.pure(found["x"]):
        return None
    return found["x"]


def _next_of(code: FunctionCode, assign: ast.Assign, name: str) -> tuple[ast.expr, str] | None:
    """The element of ``one = next(group for group in groups if x in group)``, and what stands for no group."""
    for pattern in (
        f"@one = next(@group for @group in {name} if $x in @group)",
        f"@one = next((@group for @group in {name} if $x in @group), None)",
        f"@one = [@group for @group in {name} if $x in @group][0]",
    ):
        found = match(pattern, assign)
        if found is not None and found.name("group") not in loaded(found["x"]) and code.pure(found["x"]):
            return found["x"], "None" if "None" in pattern else ""
    return None


def _changes_known(code: FunctionCode, groups: _Groups) -> bool:
    """Whether groups get their elements in ways that can be followed; nothing is taken out of them."""
    uses = code.uses(groups.name)
    for node in uses.changes:
        call = code.parent(code.parent(node))
        method = getattr(code.parent(node), "attr", "")
        if not isinstance(call, ast.Call) or not isinstance(code.parent(call), ast.Expr):
            return False
        if method == "append" and len(call.args) == 1 and isinstance(call.args[0], ast.List | ast.Set):
            if any(isinstance(element, ast.Starred) or not code.pure(element) for element in call.args[0].elts):
                return False
            groups.added.append(code.statement(call))
        elif method != "remove":
            return False
    for name in groups.names:
        own = code.uses(name)
        for node in own.changes:
            above = code.parent(node)
            call = code.parent(above)
            method = getattr(above, "attr", "")
            if isinstance(call, ast.Call) and isinstance(code.parent(call), ast.Expr) and len(call.args) == 1:
                if method not in _GROWS and not (method in _JOINS and isinstance(call.args[0], ast.Name)):
                    return False
                groups.added.append(code.statement(call))
            else:
                return False
        if name in code.parameters or name == groups.name or not _named_after_search(code, groups, name):
            return False
    return True


def _named_after_search(code: FunctionCode, groups: _Groups, name: str) -> bool:
    """Whether a name gets nothing but groups that were looked for; ``|=`` and ``+=`` let others join them."""
    uses = code.uses(name)
    for target in uses.rebinds:
        above = code.parent(target)
        if isinstance(above, ast.AugAssign) and isinstance(above.value, ast.Name):
            groups.added.append(above)
        elif isinstance(above, ast.For):
            if above not in groups.walks:
                return False
        else:
            statement = code.statement(target)
            value = statement.value if isinstance(statement, ast.Assign) else None
            none = isinstance(value, ast.Constant) and value.value is None
            if not (none or statement in groups.asked or (isinstance(value, ast.Name) and value.id in groups.names)):
                return False
    given = [code.statement(node) for node in uses.aliases]
    return all(isinstance(statement, ast.Assign) and stored(statement) <= groups.names for statement in given)


def _change(code: FunctionCode, groups: _Groups, edits: Edits) -> None:
    known = code.fresh("group_of")
    edits.insert_after(groups.made, _start(code, groups, known))
    inside = {node for loop in groups.walks for node in ast.walk(loop)}
    for statement in dict.fromkeys(groups.added):
        if statement in inside:
            continue  # written with the loop
        edits.insert_after(statement, _noted(code, groups, statement, known, edits))
    for assign in groups.asked:
        found = _next_of(code, assign, groups.name)
        assert found is not None
        element = edits.text(found[0], need=0)
        edits.replace(assign.value, f"{known}.get({element})" if found[1] else f"{known}[{element}]")
    for loop in groups.walks:
        _replace_walk(code, groups, loop, known, edits)


def _start(code: FunctionCode, groups: _Groups, known: str) -> str:
    if isinstance(groups.made.value, ast.List):
        return f"{known} = {{}}"
    member, group = code.fresh("member"), code.fresh("group")
    return f"{known} = {{{member}: {group} for {group} in {groups.name} for {member} in {group}}}"


def _noted(code: FunctionCode, groups: _Groups, statement: ast.stmt, known: str, edits: Edits) -> str:
    """The statement that notes the group of what was added."""
    if isinstance(statement, ast.AugAssign):
        return f"{known}.update(dict.fromkeys({edits.text(statement.value)}, {edits.text(statement.target)}))"
    call = statement.value if isinstance(statement, ast.Expr) else None
    assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    owner, added = edits.text(call.func.value), call.args[0]
    if is_name(call.func.value, groups.name):
        assert isinstance(added, ast.List | ast.Set)
        group = f"{groups.name}[-1]"
        each = " = ".join(f"{known}[{edits.text(element, need=0)}]" for element in added.elts)
        return f"{each} = {group}" if each else "pass"
    if call.func.attr in _GROWS:
        return f"{known}[{edits.text(added, need=0)}] = {owner}"
    return f"{known}.update(dict.fromkeys({edits.text(added)}, {owner}))"


def _replace_walk(code: FunctionCode, groups: _Groups, loop: ast.For, known: str, edits: Edits) -> None:
    assert isinstance(loop.target, ast.Name)
    group = loop.target.id
    first = loop.body[0]
    assert isinstance(first, ast.If)
    if not isinstance(first.body[-1], ast.Break):
        lines = []
        for step in loop.body:
            assert isinstance(step, ast.If) and isinstance(step.body[0], ast.Assign)
            element, name = _element(code, step.test, group), edits.text(step.body[0].targets[0])
            assert element is not None
            lines.append(f"{name} = {known}.get({edits.text(element, need=0)}, {name})")
        edits.replace_statement(loop, "\n".join(lines))
        return
    element = _element(code, first.test, group)
    assert element is not None
    one = match("@one = @group", first.body[0]) if len(first.body) == 2 else None
    none = match("@one = None", loop.orelse[0]) if len(loop.orelse) == 1 else None
    either = one is not None and none is not None and one.name("one") == none.name("one")
    if one is not None and either and one.name("group") == group:
        edits.replace_statement(loop, f"{one.name('one')} = {known}.get({edits.text(element, need=0)})")
        return
    lines = [f"{group} = {known}.get({edits.text(element, need=0)})", f"if {group} is not None:"]
    lines.append(indent_block(_with_notes(code, groups, first.body[:-1], known, edits), "    "))
    if loop.orelse:
        lines += ["else:", indent_block(_with_notes(code, groups, loop.orelse, known, edits), "    ")]
    edits.replace_statement(loop, "\n".join(lines))


def _with_notes(code: FunctionCode, groups: _Groups, body: list[ast.stmt], known: str, edits: Edits) -> str:
    """Statements with what notes the groups of the elements that they add."""
    lines = []
    for statement in body:
        lines.append(edits.block([statement]))
        if statement in groups.added:
            lines.append(_noted(code, groups, statement, known, edits))
        elif any(node in groups.added for node in ast.walk(statement)):
            raise EditConflict("an element is added deep in what is done with its group")
    return "\n".join(lines)
