"""Groups merged two at a time, the search for the next two begun anew after each merge.

Finds:
    A loop that looks through all pairs of a list of groups for two that touch (share a key, hold two members that are
    near each other), puts the one into the other, and starts from the first pair again until nothing touches.

Slow because:
    Each of up to n merges is followed by a search of all n^2 pairs: O(n^3) tests. A group that touches nothing never
    will, so the first group takes in all it can reach and is done: O(n^2) tests, or O(n) look-ups where groups touch by
    sharing a key.

Unsafe when:
    Two groups together touch a third that neither touched alone.

Example:
    Before::

        changed = True
        while changed:
            changed = False
            for i in range(len(groups)):
                for j in range(i + 1, len(groups)):
                    if groups[i] & groups[j]:
                        groups[i] |= groups[j]
                        del groups[j]
                        changed = True
                        break
                if changed:
                    break

    After::

        # a group takes in all that it reaches, nearest in the list first, and is done
        holders = {}
        for number, one in enumerate(groups):
            for key in one:
                holders.setdefault(key, []).append(number)
        joined, waiting = [], dict(enumerate(groups))
        while waiting:
            ...

Source:
    Connected components by search; Hopcroft and Tarjan, Algorithm 447, CACM 16 (1973).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import match, match_block, with_names
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^3)", "O(n^2)")
_COMMENT = "# a group takes in all that it reaches, nearest in the list first, and is done"
_IN_TURN = "# a group that touches none of those that wait is done; one that does waits again, together with it"
#: What a test of two groups may not ask: it would be another once a group has grown.
_OF_THE_WHOLE = frozenset({"all", "len", "max", "sum", "mean", "sorted"})


_Names = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class _Merging:
    """A loop that merges groups.

    Attributes:
        loop: The loop.
        flag: The statement in front of it that sets its flag, which goes with it; None for ``while True``.
        groups: Name of the list.
        asked: Names of the two groups' positions and elements in the test, "" where there is none.
        test: What two groups have that touch.
        merge: The statements that put them together.
        names: The names in those.
    """

    loop: ast.While
    flag: ast.stmt | None
    groups: str
    asked: _Names
    test: ast.expr
    merge: list[ast.stmt]
    names: _Names


@dataclass(frozen=True)
class _Merge:
    """What a merge does, in words of ``one`` and ``other``.

    Attributes:
        texts: New text by node.
        last: Whether the merged group goes to the end of the list.
    """

    texts: Mapping[ast.AST, str]
    last: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop and way to find the next group."""
    for loop in code.all(ast.While):
        merging = _merging(code, loop)
        if merging is None or not _by_members(code, merging.test) or not _pure(code, merging.test):
            continue
        merge = _merge(code, merging)
        if merge is None:
            continue
        text = f"after each merge all pairs of {merging.groups} are looked at again; a group that touches none stays so"
        keys = _keys(code, merging)
        if keys is not None:
            change = partial(_change, code, merging, merge, keys)
            yield Finding(loop, text, change, ("O(n^3)", "O(n)"), ahead=True)
        change = partial(_in_turn, code, merging, merge) if merge.last else partial(_change, code, merging, merge, None)
        yield Finding(loop, text, change, GROWTH)


# -- the loop ------------------------------------------------------------------------------------------------------


def _merging(code: FunctionCode, loop: ast.While) -> _Merging | None:
    if loop.orelse or code.in_nested_function(loop):
        return None
    if isinstance(loop.test, ast.Name):
        found = _by_flag(code, loop, loop.test.id)
    elif isinstance(loop.test, ast.Constant) and loop.test.value:
        found = _by_pair(code, loop) or _by_end(code, loop)
    else:
        found = None
    if found is None or found.groups not in code.local:
        return None
    gone = {name for pair in (*found.names, *found.asked) for name in pair if name}
    if found.flag is not None:
        gone.add(found.loop.test.id)  # type: ignore[attr-defined]
    return None if any(code.live_after(name, loop) for name in gone) else found


def _by_flag(code: FunctionCode, loop: ast.While, flag: str) -> _Merging | None:
    """A merge inside the search, a flag, and two breaks; the flag is lowered in front of it or at its end."""
    before = code.before(loop)[-1:]
    if not before or match(f"{flag} = True", before[0]) is None:
        return None
    search = _search(code, loop.body, flag, "False")
    if search is None:
        return None
    groups, names, test, merge = search
    done = [statement for statement in merge if match(f"{flag} = True", statement) is None]
    if not done or not isinstance(done[-1], ast.Break) or flag in loaded(*done) or flag in stored(*done):
        return None
    if done == merge and len(loop.body) > 1:
        return None  # nobody raises what was lowered in front
    return _Merging(loop, before[0], groups, names, test, done[:-1], names)


def _by_pair(code: FunctionCode, loop: ast.While) -> _Merging | None:
    """A search that notes the pair, an end where there is none, and a merge behind it."""
    ends = [place for place, statement in enumerate(loop.body) if isinstance(statement, ast.If)][:1]
    last = ends[0] if ends else 0
    found = match("if @p is None:\n    break", loop.body[last]) or match("if not @p:\n    break", loop.body[last])
    if found is None or last + 2 >= len(loop.body):
        return None
    pair = found.name("p")
    search = _search(code, loop.body[:last], pair, "None")
    if search is None:
        return None
    groups, names, test, noted = search
    (i, _), (j, _) = names
    taken = match("@a, @b = @p", loop.body[last + 1])
    if match_block(f"{pair} = ({i}, {j})\nbreak", noted) is None or taken is None or taken.name("p") != pair:
        return None
    merge = loop.body[last + 2 :]
    named = (taken.name("a"), names[0][1]), (taken.name("b"), names[1][1])
    renamed = {i, j} - {named[0][0], named[1][0]}
    if pair in loaded(*merge) or renamed & loaded(*merge):
        return None
    return _Merging(loop, None, groups, names, test, merge, named)


def _by_end(code: FunctionCode, loop: ast.While) -> _Merging | None:
    """A search that merges, in a loop that ends where it finds nothing."""
    search = _search(code, loop.body, "", "")
    if search is None or not isinstance(search[3][-1], ast.Break):
        return None
    groups, names, test, merge = search
    return _Merging(loop, None, groups, names, test, merge[:-1], names)


_Search = tuple[str, _Names, ast.expr, list[ast.stmt]]


def _search(code: FunctionCode, body: list[ast.stmt], found: str, nothing: str) -> _Search | None:
    """Groups, names, test, and what is done where it holds, of a loop over all pairs that ends where one is found.

    Args:
        body: The loop, perhaps behind the statement that sets ``found`` to ``nothing``.
        found: The name that says whether there is a pair; "": the loop around is left where there is none.
        nothing: Its value where there is none.
    """
    reset = f"{found} = {nothing}" if found else "break"
    outer = body[-1] if body else None
    if not isinstance(outer, ast.For) or len(body) > 2 or (len(body) == 2) is bool(outer.orelse):
        return None
    said = outer.orelse if outer.orelse else body[:1]
    if len(said) != 1 or match(reset, said[0]) is None:
        return None
    pairs = match("for @a, @b in combinations(@xs, 2):\n    $$body", outer) if not outer.orelse else None
    if pairs is not None and len(outer.body) == 1:
        names = ("", pairs.name("a")), ("", pairs.name("b"))
        return _tested(pairs.name("xs"), names, outer.body[0])
    if len(outer.body) != 2 or not isinstance(outer.body[0], ast.For):
        return None
    inner, end = outer.body
    assert isinstance(inner, ast.For)
    if inner.orelse:
        ended = match_block("continue", inner.orelse) is not None and isinstance(end, ast.Break)
    else:
        ends = (f"if {found}:\n    break", f"if {found} is not None:\n    break")
        ended = bool(found) and any(match(text, end) for text in ends)
    first = _first(outer)
    if first is None or not ended:
        return None
    groups, i, a = first
    second = _second(inner, groups, i)
    if second is None:
        return None
    named = [match("@a = @xs[@i]", statement) for statement in inner.body[:-1]]
    elements = {found.name("i"): found.name("a") for found in named if found is not None and found.name("xs") == groups}
    (j, b) = second
    if len(elements) != len(named) or not {*elements} <= {i, j} or (a and i in elements) or (b and j in elements):
        return None
    return _tested(groups, ((i, elements.get(i, a)), (j, elements.get(j, b))), inner.body[-1])


def _tested(groups: str, names: tuple[tuple[str, str], tuple[str, str]], body: ast.stmt) -> _Search | None:
    if isinstance(body, ast.If) and not body.orelse:
        return groups, names, body.test, body.body
    return None


def _first(loop: ast.For) -> tuple[str, str, str] | None:
    """The list, the position and the element of a loop over all groups."""
    for pattern in ("range(len(@xs))", "range(len(@xs) - 1)"):
        found = match(pattern, loop.iter)
        if found is not None and isinstance(loop.target, ast.Name):
            return found.name("xs"), loop.target.id, ""
    found, target = match("enumerate(@xs)", loop.iter), match("@i, @a", loop.target)
    if found is not None and target is not None:
        return found.name("xs"), target.name("i"), target.name("a")
    return None


def _second(loop: ast.For, groups: str, i: str) -> tuple[str, str] | None:
    """The position and the element of a loop over the groups behind the first."""
    if match(f"range({i} + 1, len({groups}))", loop.iter) is not None:
        return (loop.target.id, "") if isinstance(loop.target, ast.Name) else None
    target = match("@j, @b", loop.target)
    for pattern in (f"enumerate({groups}[{i} + 1:], {i} + 1)", f"enumerate({groups}[{i} + 1:], start={i} + 1)"):
        if match(pattern, loop.iter) is not None and target is not None:
            return target.name("j"), target.name("b")
    whole = match(f"{groups}[{i} + 1:]", loop.iter) is not None
    return ("", loop.target.id) if whole and isinstance(loop.target, ast.Name) else None


# -- the test ------------------------------------------------------------------------------------------------------


def _by_members(code: FunctionCode, test: ast.expr) -> bool:
    """Whether two groups touch because some member of the one and some member of the other do, as far as names show."""
    parts = [*descend(test)]
    for name in {_asked_function(code, node) for node in parts}:
        if name:
            parts += descend(*code.module.functions[name].body)
    called = {node.func.id for node in parts if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return not called & _OF_THE_WHOLE


def _asked_function(code: FunctionCode, node: ast.AST) -> str:
    """The function of the module, or the one method of that name, that a node calls."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id if node.func.id in code.module.functions else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return code.purity.only_method(node.func.attr)
    return ""


def _pure(code: FunctionCode, test: ast.expr) -> bool:
    """Whether the test changes nothing; it may ask a method of one of the two groups."""
    asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    method = _asked_function(code, asked) if isinstance(asked, ast.Call) else ""
    if "." not in method:
        return code.pure(test)
    assert isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute)
    parts = [asked.func.value, *asked.args]
    return not asked.keywords and all(map(code.pure, parts)) and code.purity.pure_function(method)


def _keys(code: FunctionCode, merging: _Merging) -> tuple[ast.expr, set[ast.AST]] | None:
    """What a group is found by, where groups touch that share one: the expression of the first group, and its parts."""
    test = merging.test
    for pattern in ("$a & $b", "not $a.isdisjoint($b)", "$a.intersection($b)", "len($a & $b) > 0", "bool($a & $b)"):
        found = match(pattern, test)
        if found is not None:
            return _alike(code, merging, found["a"], found["b"])
    found = match("any(@k in $a for @k in $b)", test)
    return _alike(code, merging, found["a"], found["b"]) if found is not None else None


def _alike(
    code: FunctionCode, merging: _Merging, first: ast.expr, second: ast.expr
) -> tuple[ast.expr, set[ast.AST]] | None:
    sides = []
    for side in (first, second):
        inner = code.builtin_call(side, "set", 1)
        sides.append(inner[0] if inner else side)
    group = [_groups_in(merging.groups, merging.asked, side) for side in sides]
    if any(len(set(found.values())) != 1 for found in group) or set(group[0].values()) == set(group[1].values()):
        return None
    texts = {ast.unparse(with_names(side, dict.fromkeys(group[n], "group").get)) for n, side in enumerate(sides)}
    return (sides[0], set(group[0])) if len(texts) == 1 else None


# -- the merge -----------------------------------------------------------------------------------------------------


def _groups_in(groups: str, names: _Names, *nodes: ast.AST) -> dict[ast.AST, str]:
    """The expressions that stand for one of the two groups, "one" or "other"."""
    found: dict[ast.AST, str] = {}
    for (position, element), which in zip(names, ("one", "other"), strict=True):
        for node in descend(*nodes):
            at = f"{groups}[{position}]"
            popped = f"{groups}.pop({position})"
            if (element and isinstance(node, ast.Name) and node.id == element) or (
                position and isinstance(node, ast.expr) and (match(at, node) or match(popped, node))
            ):
                found[node] = which
    return found


def _merge(code: FunctionCode, merging: _Merging) -> _Merge | None:
    """What the merge is in words of the two groups; None where it does more with the list than to put them together."""
    groups = merging.groups
    found = _groups_in(groups, merging.names, *merging.merge)
    texts: dict[ast.AST, str] = {}
    gone: set[str] = set()
    added: ast.stmt | None = None
    for statement in merging.merge:
        dropped = _dropped(code, merging, statement, found)
        if dropped:
            gone |= dropped
            texts[statement] = ""
            continue
        inside = set(descend(statement))
        gone |= {which for node, which in found.items() if isinstance(node, ast.Call) and node in inside}
        push = match(f"{groups}.append($x)", statement)
        if push is not None and added is None:
            added = statement
            value = with_names(push["x"], found.get)
            texts[statement] = f"one = {ast.unparse(value)}\n"
    if gone != ({"one", "other"} if added is not None else {"other"}):
        return None
    left = [statement for statement in merging.merge if statement not in texts]
    replaced = {node: which for node, which in found.items() if node in set(descend(*left))}
    rest = _names_outside(left, replaced)
    own = {groups, *(name for pair in (*merging.names, *merging.asked) for name in pair if name)}
    if rest & own:
        return None
    asked = _names_outside([merging.test], _groups_in(merging.groups, merging.asked, merging.test))
    if asked & (own | stored(*merging.merge)):
        return None
    # Only the first group may be given anew or changed.
    if any(which == "other" and _is_changed(code, node) for node, which in replaced.items()):
        return None
    return _Merge({**texts, **replaced}, added is not None)


def _dropped(code: FunctionCode, merging: _Merging, statement: ast.stmt, found: Mapping[ast.AST, str]) -> set[str]:
    """The groups that a statement does nothing with but take them out of the list."""
    if isinstance(statement, ast.Delete):
        return {found[target] for target in statement.targets if target in found}
    if isinstance(statement, ast.Expr) and statement.value in found:
        return {found[statement.value]}
    removed = match(f"{merging.groups}.remove($x)", statement)
    if removed is not None and removed["x"] in found:
        return {found[removed["x"]]}
    kept = match(f"{merging.groups} = $x", statement) or match(f"{merging.groups}[:] = $x", statement)
    if kept is not None and isinstance(kept["x"], ast.ListComp):
        return _filtered(merging, kept["x"])
    return set()


def _filtered(merging: _Merging, kept: ast.ListComp) -> set[str]:
    """The groups that ``[g for k, g in enumerate(groups) if k not in (i, j)]`` leaves out."""
    (i, _), (j, _) = merging.names
    groups = merging.groups
    for test, gone in ((f"@k not in ({i}, {j})", {"one", "other"}), (f"@k not in ({j}, {i})", {"one", "other"}),
                       (f"@k != {i} and @k != {j}", {"one", "other"}), (f"@k not in {{{i}, {j}}}", {"one", "other"}),
                       (f"@k != {j}", {"other"})):  # fmt: skip
        if match(f"[@g for @k, @g in enumerate({groups}) if {test}]", kept) or match(
            f"[{groups}[@k] for @k in range(len({groups})) if {test}]", kept
        ):
            return gone
    return set()


def _names_outside(nodes: list[ast.stmt] | list[ast.expr], replaced: Mapping[ast.AST, str]) -> set[str]:
    """Names read or bound in the nodes, without what stands for a group."""
    inside = {inner for node in replaced for inner in descend(node)}
    return {node.id for node in descend(*nodes) if isinstance(node, ast.Name) and node not in inside}


def _is_changed(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a group, or a part of it, is stored to or has a method called that changes it."""
    parent = code.parent(node)
    while isinstance(parent, ast.Subscript | ast.Attribute) and parent.value is node:
        if not isinstance(parent.ctx, ast.Load):
            return True
        call = code.parent(parent)
        if isinstance(call, ast.Call) and call.func is parent:
            return not code.pure(call)
        node, parent = parent, code.parent(parent)
    return isinstance(parent, ast.AugAssign) and parent.target is node


# -- the change ----------------------------------------------------------------------------------------------------


def _change(
    code: FunctionCode,
    merging: _Merging,
    merge: _Merge,
    keys: tuple[ast.expr, set[ast.AST]] | None,
    edits: Edits,
) -> None:
    groups = merging.groups
    joined, waiting = code.fresh("joined"), code.fresh("waiting")
    near, newest, number = code.fresh("near"), code.fresh("newest"), code.fresh("number")
    key, holders = code.fresh("key"), code.fresh("holders")
    one, other = _names(code, merging)
    push, pop = edits.need("heapq", "heappush"), edits.need("heapq", "heappop")
    lines = [_COMMENT]
    if keys is not None:
        held, parts = keys
        of_one = ast.unparse(with_names(held, dict.fromkeys(parts, one).get))
        of_newest = ast.unparse(with_names(held, dict.fromkeys(parts, newest).get))
        lines += [
            f"{holders} = {{}}",
            f"for {number}, {one} in enumerate({groups}):",
            f"    for {key} in {of_one}:",
            f"        {holders}.setdefault({key}, []).append({number})",
        ]
        reached = f"{{n for {key} in {of_newest} for n in {holders}.pop({key}, ()) if n in {waiting}}}"
    else:
        test = _test(code, merging, newest, other)
        reached = f"[n for n, {other} in {waiting}.items() if {test}]"
    lines += [
        f"{joined}, {waiting} = [], dict(enumerate({groups}))",
        f"while {waiting}:",
        f"    {one} = {newest} = {waiting}.pop(next(iter({waiting})))",
        f"    {near} = []",
        "    while True:",
        f"        for {number} in {reached}:",
        f"            {push}({near}, ({number}, {waiting}.pop({number})))",
        f"        if not {near}:",
        "            break",
        f"        {newest} = {other} = {pop}({near})[1]",
        indent_block(_merge_text(edits, merging, merge, one, other), " " * 8),
        f"    {joined}.append({one})",
        f"{groups}[:] = {joined}" if not _is_rebound(merging) else f"{groups} = {joined}",
    ]
    _put(edits, merging, lines)


def _in_turn(code: FunctionCode, merging: _Merging, merge: _Merge, edits: Edits) -> None:
    groups = merging.groups
    joined, waiting, place = code.fresh("joined"), code.fresh("waiting"), code.fresh("place")
    one, other = _names(code, merging)
    test = _test(code, merging, one, other)
    lines = [
        _IN_TURN,
        f"{joined}, {waiting} = [], {edits.need('collections', 'deque')}({groups})",
        f"while {waiting}:",
        f"    {one} = {waiting}.popleft()",
        f"    for {place}, {other} in enumerate({waiting}):",
        f"        if {test}:",
        f"            del {waiting}[{place}]",
        indent_block(_merge_text(edits, merging, merge, one, other), " " * 12),
        f"            {waiting}.append({one})",
        "            break",
        "    else:",
        f"        {joined}.append({one})",
        f"{groups}[:] = {joined}" if not _is_rebound(merging) else f"{groups} = {joined}",
    ]
    _put(edits, merging, lines)


def _test(code: FunctionCode, merging: _Merging, one: str, other: str) -> str:
    """The test of two groups that are called so."""
    names = {"one": one, "other": other}
    found = _groups_in(merging.groups, merging.asked, merging.test)
    return ast.unparse(with_names(merging.test, {node: names[which] for node, which in found.items()}.get))


def _names(code: FunctionCode, merging: _Merging) -> tuple[str, str]:
    """What the two groups are called: as before, where they had names."""
    (_, first), (_, second) = merging.names
    return first or code.fresh("one"), second or code.fresh("other")


def _merge_text(edits: Edits, merging: _Merging, merge: _Merge, one: str, other: str) -> str:
    names = {"one": one, "other": other}
    texts = {node: names.get(text, text) for node, text in merge.texts.items()}
    if one != "one" or other != "other":
        texts = {node: _renamed(text, names) if isinstance(node, ast.stmt) else text for node, text in texts.items()}
    return edits.block(merging.merge, texts)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return ast.unparse(tree) + "\n" if text else ""


def _is_rebound(merging: _Merging) -> bool:
    """Whether the loop gives the name a new list."""
    return any(
        isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == merging.groups for t in node.targets)
        for node in descend(*merging.merge)
    )


def _put(edits: Edits, merging: _Merging, lines: list[str]) -> None:
    if merging.flag is not None:
        edits.replace_statements(merging.flag, merging.loop, "\n".join(lines))
    else:
        edits.replace_statement(merging.loop, "\n".join(lines))
