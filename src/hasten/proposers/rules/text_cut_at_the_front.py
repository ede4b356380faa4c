"""A text, or bytes, that loses its front in every turn.

Finds:
    ``rest = rest[n:]`` in a loop, or ``self.buffer = self.buffer[n:]`` in a method of a class of which only the
    target's own code makes objects, where what is read meanwhile is the front: ``rest[0]``, ``rest[:n]``,
    ``rest.startswith(x)``, ``PATTERN.match(rest)``, whether anything is left, and how much.

Slow because:
    Every turn copies all the rest: O(n^2). A position in the text that moves on copies nothing.

Unsafe when:
    A length by which it is cut, or up to which it is read, is negative; a pattern looks at what is in front of it
    (``^``, ``\\b``, look-behind). Patterns whose text shows that are left alone.

Example:
    Before::

        while rest:
            size = rest[0]
            parts.append(rest[1:1 + size])
            rest = rest[1 + size:]

    After::

        at = 0
        while at < len(rest):
            size = rest[at]
            parts.append(rest[at + 1:at + 1 + size])
            at += 1 + size

Source:
    The cost table of the Python wiki (TimeComplexity): a slice copies what it spans.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.match import equal, is_name
from hasten.code.private_containers import position_in
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._attributes import is_made_inside
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._objects import is_called_in_loop

GROWTH = ("O(n^2)", "O(n)")

#: In the text of a pattern, what looks at what stands in front of the place where it is asked for.
_LOOKS_BACK = ("^", "\\A", "\\b", "\\B", "(?<")


#: The expression around an occurrence, and how to write it by a function that gives the text of its parts.
_Front = tuple[ast.expr, Callable[[Callable[[ast.expr], str]], str]]


@dataclass
class _Held:
    """A text that is cut, and all that is done with it.

    Attributes:
        is_it: Whether a node is the name or the attribute.
        at: What stands for the position, for one occurrence.
        nodes: Its occurrences from the first loop on, in source order.
        loops: The nodes in which a copy would be made again and again.
    """

    code: FunctionCode
    is_it: Callable[[ast.AST], bool]
    at: Callable[[ast.expr], str]
    nodes: list[ast.expr]
    loops: set[ast.AST] = field(default_factory=set)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per name, and one per attribute at the method that cuts it."""
    if code.outer is not None:
        return
    done: set[str] = set()
    for assign in code.all(ast.Assign):
        target = assign.targets[0]
        if len(assign.targets) != 1 or _cut(assign) is None or ast.unparse(target) in done:
            continue
        done.add(ast.unparse(target))
        if isinstance(target, ast.Name):
            found = _local(code, target.id, assign)
        elif isinstance(target, ast.Attribute):
            found = _attribute(code, target, assign)
        else:
            found = None
        if found is not None:
            text = f"`{ast.unparse(assign)}` copies all the rest to drop its front; a position that moves on does not"
            if isinstance(target, ast.Attribute) and not target.attr.startswith("_"):
                text += f" ({target.attr} is a public name: code outside of this module meets all of the text there)"
            yield Finding(assign, text, partial(_change, *found), GROWTH)


def _cut(statement: ast.AST) -> ast.expr | None:
    """``n`` of ``x = x[n:]``, where it is no negative number."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    value = statement.value
    if not isinstance(value, ast.Subscript) or not isinstance(value.slice, ast.Slice):
        return None
    part = value.slice
    if part.lower is None or part.upper is not None or part.step is not None or not _is_ahead(part.lower):
        return None
    return part.lower if equal(value.value, statement.targets[0]) else None


def _is_ahead(node: ast.expr) -> bool:
    """Whether a length may be taken for one that is not negative: no minus in it."""
    signs = [inner.op for inner in descend(node) if isinstance(inner, ast.UnaryOp | ast.BinOp)]
    return not any(isinstance(sign, ast.USub | ast.Sub) for sign in signs)


def _local(code: FunctionCode, name: str, assign: ast.Assign) -> tuple[_Held, ast.stmt | None, str] | None:
    around = code.loops_around(assign)
    if name not in code.local or not around or code.in_nested_function(assign):
        return None
    loop = around[-1]
    if not only(code.type_of_name(name), "str", "bytes", "any"):
        return None
    everywhere = [node for node in code.all(ast.Name) if node.id == name]
    nodes: list[ast.expr] = [node for node in everywhere if node.lineno >= loop.lineno]
    if any(code.in_nested_function(node) for node in everywhere) or loop.orelse:
        return None
    bound_before = name in code.parameters or any(
        isinstance(node.ctx, ast.Store) and node.lineno < loop.lineno for node in everywhere
    )
    if not bound_before or (isinstance(loop, ast.For) and any(node in set(descend(loop.iter)) for node in nodes)):
        return None
    at = code.fresh("at")
    held = _Held(code, lambda node: is_name(node, name), lambda node: at, nodes, set(descend(loop)))
    return (held, loop, at) if _understood(held) else None


def _attribute(
    code: FunctionCode, target: ast.Attribute, assign: ast.Assign
) -> tuple[_Held, ast.stmt | None, str] | None:
    owner = code.name.rpartition(".")[0]
    node = code.module.classes.get(owner)
    start = code.module.functions.get(f"{owner}.__init__")
    own = code.parameters[:1]
    if node is None or node.decorator_list or node.bases:
        return None
    if start is None or not own or not is_name(target.value, own[0]):
        return None
    if not code.program.target or not is_made_inside(code, owner):
        return None
    name, at = target.attr, position_in(target.attr)
    everything = descend(code.module.tree)
    if any(isinstance(other, ast.Constant) and other.value == name for other in everything):
        return None
    if at in code.module.source or "__slots__" in code.module.source or "__dict__" in code.module.source:
        return None
    nodes: list[ast.expr] = [other for other in everything if isinstance(other, ast.Attribute) and other.attr == name]
    known = {other for function in code.module.functions.values() for other in descend(function)}
    first = [other for other in nodes if isinstance(other.ctx, ast.Store) and other in set(descend(start))]  # type: ignore[attr-defined]
    if len(first) != 1 or any(other not in known or not isinstance(other.value, ast.Name) for other in nodes):  # type: ignore[attr-defined]
        return None
    inside = set(descend(node))
    if any(not isinstance(other.ctx, ast.Load) and other not in inside for other in nodes):  # type: ignore[attr-defined]
        return None
    made = code.module.parents[first[0]]
    if not isinstance(made, ast.Assign) or not (repeats_around(code, assign) or is_called_in_loop(code)):
        return None
    rest = [other for other in nodes if other is not first[0]]
    loops = {other for method in node.body if method is not start for other in descend(method)}
    held = _Held(
        code,
        lambda other: isinstance(other, ast.Attribute) and other.attr == name,
        lambda other: f"{ast.unparse(other.value)}.{at}",  # type: ignore[attr-defined]
        rest,
        loops,
    )
    return (held, made, at) if _understood(held) else None


def _understood(held: _Held) -> bool:
    """Whether every place can be written with a position, and none in the loops copies the rest all the same."""
    code = held.code
    cuts = 0
    for node in held.nodes:
        statement = code.module.parents[node]
        if not isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
            if isinstance(statement, ast.Assign) and statement.targets == [node]:
                cuts += _cut(statement) is not None
                continue
            if isinstance(statement, ast.AugAssign) and statement.target is node and isinstance(statement.op, ast.Add):
                continue
            return False
        if node in held.loops and _front(held, node) is None and not _leaves(code, node) and not _grows(held, node):
            return False
    return cuts > 0


def _leaves(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a place is reached once: the function is left there, or an error is made."""
    return isinstance(code.statement(node), ast.Raise | ast.Return)


def _grows(held: _Held, node: ast.AST) -> bool:
    """Whether the whole is part of what it becomes: ``buffer = buffer + data``, and the cut itself."""
    statement = held.code.statement(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not held.is_it(statement.targets[0]):
        return False
    return _cut(statement) is not None or isinstance(statement.value, ast.BinOp)


def _front(held: _Held, node: ast.expr) -> _Front | None:
    """The expression around an occurrence that reads the front only, and how to write it; None for anything else."""
    code = held.code
    parents = code.module.parents
    parent, it, at = parents[node], ast.unparse(node), held.at(node)
    if isinstance(parent, ast.Subscript) and parent.value is node:
        return _subscript(parent, it, at)
    if isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords and is_name(parent.func, "len"):
        above = parents[parent]
        ordered = isinstance(above, ast.Compare) and all(
            isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in above.ops
        )
        return (parent, lambda text: f"len({it}) - {at}") if ordered and code.is_builtin("len") else None
    if isinstance(parent, ast.Compare) and len(parent.ops) == 1 and isinstance(parent.ops[0], ast.Eq | ast.NotEq):
        other = parent.comparators[0]
        if parent.left is node and isinstance(other, ast.Constant) and other.value in ("", b""):
            sign = ">=" if isinstance(parent.ops[0], ast.Eq) else "<"
            return parent, lambda text: f"{at} {sign} len({it})"
    if _is_tested(code, node):
        return node, lambda text: f"{at} < len({it})"
    if isinstance(parent, ast.Attribute) and parent.attr == "startswith":
        call = parents[parent]
        if isinstance(call, ast.Call) and call.func is parent and len(call.args) == 1 and not call.keywords:
            return call, lambda text: f"{it}.startswith({text(call.args[0])}, {at})"
    return _matched(held, node)


def _subscript(parent: ast.Subscript, it: str, at: str) -> _Front | None:
    part = parent.slice
    if isinstance(part, ast.Slice):
        if part.step is not None or not all(_is_ahead(bound) for bound in (part.lower, part.upper) if bound):
            return None
        if part.upper is None:
            return None  # the rest itself: a copy of it
        low, high = part.lower, part.upper
        return parent, lambda text: f"{it}[{_moved(at, low, text)}:{_moved(at, high, text)}]"
    if not _is_ahead(part) or isinstance(part, ast.Tuple):
        return None
    return parent, lambda text: f"{it}[{_moved(at, part, text)}]"


def _moved(at: str, bound: ast.expr | None, text: Callable[[ast.expr], str]) -> str:
    if bound is None or constant_int(bound) == 0:
        return at
    written = text(bound)
    return f"{at} + ({written})" if isinstance(bound, ast.IfExp | ast.Compare | ast.BoolOp) else f"{at} + {written}"


def _is_tested(code: FunctionCode, node: ast.expr) -> bool:
    parent = code.module.parents[node]
    if isinstance(parent, ast.If | ast.While | ast.IfExp):
        return parent.test is node
    if isinstance(parent, ast.UnaryOp):
        return isinstance(parent.op, ast.Not)
    return isinstance(parent, ast.BoolOp) and _is_tested(code, parent)


def _matched(held: _Held, node: ast.expr) -> _Front | None:
    """``found = PATTERN.match(rest)`` whose end is asked for only where the text is cut."""
    code = held.code
    call = code.module.parents[node]
    if not isinstance(call, ast.Call) or call.args != [node] or call.keywords:
        return None
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "match" or held.is_it(call.func.value):
        return None
    above = code.module.parents[call]
    target = above.targets[0] if isinstance(above, ast.Assign) else getattr(above, "target", None)
    if not isinstance(target, ast.Name) or _looks_back(code):
        return None
    function = code.node
    for other in descend(function):
        if not is_name(other, target.id) or not isinstance(other.ctx, ast.Load):  # type: ignore[attr-defined]
            continue
        user = code.module.parents[other]
        if isinstance(user, ast.Attribute) and user.attr in ("start", "span", "pos", "string", "regs"):
            return None
        if isinstance(user, ast.Attribute) and user.attr == "end" and not _is_cut_by(held, user):
            return None
        if isinstance(user, ast.Call | ast.Return | ast.Assign | ast.Tuple | ast.List):
            return None
    return call, lambda text: f"{text(call.func)}({ast.unparse(node)}, {held.at(node)})"


def _is_cut_by(held: _Held, end: ast.Attribute) -> bool:
    statement = held.code.statement(end)
    length = _cut(statement)
    return length is not None and isinstance(length, ast.Call) and length.func is end and not length.args


def _looks_back(code: FunctionCode) -> bool:
    """Whether any pattern of the module may care for what is in front of where it starts."""
    texts = [
        argument.value
        for call in descend(code.module.tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    constants = [node.value for node in descend(code.module.tree) if isinstance(node, ast.Constant)]
    others = [value for value in constants if isinstance(value, str)]
    # Tables of pattern texts are not under a call; what starts with an anchor is one, whatever it is for.
    return any(sign in text for text in texts for sign in _LOOKS_BACK) or any(text.startswith("^") for text in others)


def _change(held: _Held, start: ast.stmt | None, at: str, edits: Edits) -> None:
    code = held.code
    written: dict[ast.expr, str] = {}

    def text(node: ast.expr) -> str:
        return edits.text(node, _within(node, written))

    def is_negation(node: ast.expr) -> bool:
        parent = code.module.parents[node]
        return isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)

    # What lies inside of other occurrences is written first.
    for node in sorted(held.nodes, key=lambda node: -_depth(code, node)):
        if not isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
            continue
        front = _front(held, node)
        if front is None:
            written[node] = f"{ast.unparse(node)}[{held.at(node)}:]"
            continue
        place, write = front
        if place is node and is_negation(node):
            outer = code.module.parents[node]
            assert isinstance(outer, ast.expr)
            written[outer] = f"{held.at(node)} >= len({ast.unparse(node)})"
        else:
            written[place] = write(text)
    whole: set[ast.AST] = set()
    for node in held.nodes:
        if isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
            continue
        statement = code.module.parents[node]
        assert isinstance(statement, ast.Assign | ast.AugAssign)
        edits.replace_statement(statement, _statement_text(held, node, statement, text))
        whole |= set(descend(statement))
    for place, new in written.items():
        if place not in whole and not any(above in written for above in code.ancestors(place)):
            edits.replace(place, new)
    if start is None:
        return
    if isinstance(start, ast.Assign):
        target = start.targets[0]
        assert isinstance(target, ast.Attribute)
        edits.insert_after(start, f"{held.at(target)} = 0")
    else:
        edits.insert_before(start, f"{at} = 0")


def _statement_text(
    held: _Held, node: ast.expr, statement: ast.Assign | ast.AugAssign, text: Callable[[ast.expr], str]
) -> str:
    at, it = held.at(node), ast.unparse(node)
    if isinstance(statement, ast.AugAssign):
        return f"{it} = {it}[{at}:] + {text(statement.value)}\n{at} = 0"
    length = _cut(statement)
    if length is None:
        return f"{it} = {text(statement.value)}\n{at} = 0"
    ends = isinstance(length, ast.Call) and isinstance(length.func, ast.Attribute) and length.func.attr == "end"
    if ends and _is_match(held, length.func.value):  # type: ignore[attr-defined]
        return f"{at} = {text(length)}"
    return f"{at} += {text(length)}"


def _is_match(held: _Held, found: ast.expr) -> bool:
    """Whether a name holds a match of the text from its position on."""
    if not isinstance(found, ast.Name):
        raise EditConflict("the end of something else than a match")
    for node in held.nodes:
        parent = held.code.module.parents[node]
        above = held.code.module.parents[parent]
        target = above.targets[0] if isinstance(above, ast.Assign) else getattr(above, "target", None)
        if target is not None and is_name(target, found.id) and _matched(held, node) is not None:
            return True
    return False


def _within(node: ast.expr, written: Mapping[ast.expr, str]) -> dict[ast.expr, str]:
    inside = set(descend(node))
    return {place: text for place, text in written.items() if place in inside}


def _depth(code: FunctionCode, node: ast.AST) -> int:
    return sum(1 for _ in code.ancestors(node))
