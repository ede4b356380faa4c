"""A membership test on a list inside a dict, which grows by what was not in it.

Finds:
    ``if x not in groups[key]: groups[key].append(x)`` in a loop, for a local dict that starts empty and whose lists
    start empty or with one element and grow by one at a time. The list may go by a name of its own (``names =
    groups.setdefault(key, [])``), and the test may be ``in``, with the addition elsewhere.

Slow because:
    Each test walks the list of its group: O(n^2) where groups are large. A set of pairs answers in O(1).

Unsafe when:
    Key or element cannot be hashed.

Example:
    Before::

        for word, page in places:
            if page not in pages[word]:
                pages[word].append(page)

    After::

        pages_seen = set()
        for word, page in places:
            if (word, page) not in pages_seen:
                pages[word].append(page)
                pages_seen.add((word, page))

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")

_STARTS = ("dict()", "defaultdict(list)", "collections.defaultdict(list)")
_LOOKED_AT = ("len", "sorted", "sum", "min", "max", "set", "list", "tuple", "any", "all", "enumerate", "reversed")


@dataclass
class _Lists:
    """A dict of lists, with everything that is done to them.

    Attributes:
        name: Name of the dict.
        start: The statement that makes it.
        tests: Comparisons that search one of its lists, each with the key of the list.
        additions: Statements that add an element, each with the key and the element.
        reads: Where a list goes to code that could keep or change it.
    """

    name: str
    start: ast.Assign | ast.AnnAssign
    tests: list[tuple[ast.Compare, ast.expr]] = field(default_factory=list)
    additions: list[tuple[ast.stmt, ast.expr, ast.expr]] = field(default_factory=list)
    reads: list[ast.expr] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per dict."""
    for name in sorted(code.local - set(code.parameters)):
        lists = _lists(code, name)
        if lists is None:
            continue
        text = f"every turn walks a list in {name} for an element; a set of pairs answers at once"
        yield Finding(lists.tests[0][0], text, partial(_change, code, lists), GROWTH, ahead=True)


def _lists(code: FunctionCode, name: str) -> _Lists | None:
    """A dict whose lists do nothing but grow while they are searched."""
    rebinds = code.uses(name).rebinds
    start = code.parent(rebinds[0]) if len(rebinds) == 1 else None
    if not isinstance(start, ast.Assign | ast.AnnAssign) or start.value is None or not _starts_empty(start):
        return None
    lists = _Lists(name, start)
    nodes = [node for node in code.all(ast.Name) if node.id == name and node is not rebinds[0]]
    inner = [node for node in nodes if code.in_nested_function(node)]
    lists.reads += inner
    if not all(_of_dict(code, lists, node) for node in nodes if node not in inner) or not lists.additions:
        return None
    looped = [test for test, _ in lists.tests if repeats_around(code, test)]
    parts = [part for test, key in lists.tests for part in (test.left, key)]
    parts += [part for _, key, element in lists.additions for part in (key, element)]
    if not looped or not all(_plain(code, part) for part in parts):
        return None
    last = max(_end_of_loops(code, node) for node in [*looped, *(statement for statement, *_ in lists.additions)])
    return lists if all(read.lineno > last for read in lists.reads) else None


def _starts_empty(start: ast.Assign | ast.AnnAssign) -> bool:
    value = start.value
    if isinstance(value, ast.Dict):
        return None not in value.keys and all(isinstance(v, ast.List) and not v.elts for v in value.values)
    return value is not None and any(match(form, value) is not None for form in _STARTS)


def _end_of_loops(code: FunctionCode, node: ast.AST) -> int:
    """The last line of the outermost loop around a node, or its own."""
    around = code.loops_around(node)
    return getattr(around[-1] if around else code.statement(node), "end_lineno", 0) or 0


def _plain(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a key or an element can be written once more, and be hashed as far as that is known."""
    return code.pure(node) and code.hashable(code.type_of(node)) is not False


def _of_dict(code: FunctionCode, lists: _Lists, node: ast.Name) -> bool:
    """Whether a use of the dict is understood; what it does to the lists is put down."""
    parent = code.parent(node)
    if isinstance(parent, ast.Subscript) and parent.value is node:
        if isinstance(parent.ctx, ast.Load):
            return _of_list(code, lists, parent, parent.slice)
        if isinstance(parent.ctx, ast.Del):
            return False
        return _of_stored(code, lists, parent)
    if isinstance(parent, ast.Attribute) and isinstance(call := code.parent(parent), ast.Call) and call.func is parent:
        if parent.attr in ("setdefault", "get") and len(call.args) == 2 and not call.keywords:
            empty = isinstance(call.args[1], ast.List | ast.Tuple) and not call.args[1].elts
            # What is added to a list that was made for the question alone is in no list of the dict.
            kept = parent.attr == "setdefault" or isinstance(code.parent(call), ast.Compare | ast.For | ast.Call)
            return empty and kept and _of_list(code, lists, call, call.args[0])
        if parent.attr in ("keys", "values", "items") and not call.args:
            lists.reads += [call] if parent.attr != "keys" else []
            return True
        return False
    if isinstance(parent, ast.Compare):
        return isinstance(parent.ops[0], ast.In | ast.NotIn) and parent.left is not node
    if code.builtin_call(parent, "len", 1) or (isinstance(parent, ast.For | ast.comprehension) and parent.iter is node):
        return True
    lists.reads.append(node)
    return True


def _of_stored(code: FunctionCode, lists: _Lists, place: ast.Subscript) -> bool:
    """``d[k] = []``, ``d[k] = [x]`` or ``d[k] += [x]``."""
    statement = code.parent(place)
    if not isinstance(statement, ast.Assign | ast.AugAssign) or not isinstance(statement.value, ast.List):
        return False
    elements = statement.value.elts
    if isinstance(statement, ast.Assign) and (len(statement.targets) != 1 or len(elements) > 1):
        return False
    if isinstance(statement, ast.AugAssign) and not (isinstance(statement.op, ast.Add) and len(elements) == 1):
        return False
    if isinstance(statement, ast.Assign) and not _was_missing(code, lists.name, place, statement):
        return False
    lists.additions += [(statement, place.slice, element) for element in elements]
    return not any(isinstance(element, ast.Starred) for element in elements)


def _was_missing(code: FunctionCode, name: str, place: ast.Subscript, statement: ast.Assign) -> bool:
    """Whether a list is put into the dict only where there was none: what a list held before is never forgotten."""
    key = ast.unparse(place.slice)
    child: ast.AST = statement
    for parent in code.ancestors(statement):
        if isinstance(parent, ast.If):
            asked = match(f"{key} not in {name}", parent.test) is not None and child in parent.body
            if asked or (match(f"{key} in {name}", parent.test) is not None and child in parent.orelse):
                return True
        if isinstance(parent, ast.ExceptHandler) and ast.unparse(parent.type or ast.Constant(0)) == "KeyError":
            return True
        child = parent
    return False


def _of_list(code: FunctionCode, lists: _Lists, node: ast.expr, key: ast.expr) -> bool:
    """Whether a use of one of the lists is understood; what it does is put down."""
    parent = code.parent(node)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        return _of_alias(code, lists, parent, key)
    if isinstance(parent, ast.Compare):
        if len(parent.ops) == 1 and isinstance(parent.ops[0], ast.In | ast.NotIn) and parent.comparators[0] is node:
            lists.tests.append((parent, key))
        return True
    if isinstance(parent, ast.Attribute) and isinstance(call := code.parent(parent), ast.Call) and call.func is parent:
        if parent.attr in ("index", "count"):
            return True
        statement = code.parent(call)
        if parent.attr != "append" or len(call.args) != 1 or not isinstance(statement, ast.Expr):
            return False
        lists.additions.append((statement, key, call.args[0]))
        return True
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.AugAssign) and parent.target is node:
        single = isinstance(parent.value, ast.List) and len(parent.value.elts) == 1
        if not (single and isinstance(parent.op, ast.Add)) or isinstance(parent.value.elts[0], ast.Starred):  # type: ignore[attr-defined]
            return False
        lists.additions.append((parent, key, parent.value.elts[0]))  # type: ignore[attr-defined]
        return True
    looked_at = isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load)
    looked_at = looked_at or (isinstance(parent, ast.For | ast.comprehension) and parent.iter is node)
    if looked_at or any(code.builtin_call(parent, name) for name in _LOOKED_AT):
        return True
    lists.reads.append(node)
    return True


def _of_alias(code: FunctionCode, lists: _Lists, made: ast.Assign, key: ast.expr) -> bool:
    """Whether all that is done to a list under a name of its own is understood, and done behind this statement."""
    target = made.targets[0]
    assert isinstance(target, ast.Name)
    if target.id in code.parameters or not isinstance(made.value, ast.Call | ast.Subscript):
        return False
    behind = code.after(made)
    if loaded(key) & stored(*behind):
        return False
    inside = {node for statement in behind for node in ast.walk(statement)}
    for node in code.all(ast.Name):
        if node.id != target.id or node is target:
            continue
        if node not in inside:
            # Another binding of the same name is looked at when its own list is.
            if isinstance(node.ctx, ast.Load) and not _bound_alike(code, lists, node):
                return False
            continue
        if isinstance(node.ctx, ast.Store) and not isinstance(code.parent(node), ast.AugAssign):
            return False
        if not _of_list(code, lists, node, key) or isinstance(code.parent(node), ast.Assign):
            return False
    return True


def _bound_alike(code: FunctionCode, lists: _Lists, node: ast.Name) -> bool:
    """Whether a name stands for a list of the same dict wherever it is bound."""
    for other in code.all(ast.Name):
        if other.id == node.id and isinstance(other.ctx, ast.Store):
            statement = code.parent(other)
            if not isinstance(statement, ast.Assign) or lists.name not in loaded(statement.value):
                return False
    return True


def _may_be_missing(code: FunctionCode, test: ast.Compare, key: ast.expr) -> bool:
    """Whether the test itself asks the dict for a list that may not be there, and nobody does so right behind it."""
    held = test.comparators[0]
    if isinstance(held, ast.Name) or match("@d.get($k, $e)", held):
        return False
    branch = code.parent(test)
    if not (isinstance(branch, ast.If) and branch.test is test and isinstance(test.ops[0], ast.NotIn)):
        return True
    first = branch.body[0]
    added = first.value if isinstance(first, ast.Expr) else None
    return not (isinstance(added, ast.Call) and match(f"{ast.unparse(held)}.append($x)", added))


def _change(code: FunctionCode, lists: _Lists, edits: Edits) -> None:
    name = code.fresh(f"{lists.name}_seen")
    edits.insert_after(lists.start, f"{name} = set()")
    for test, key in lists.tests:
        pair = tuple_of([edits.text(key, need=1), edits.text(test.left, need=1)])
        found = isinstance(test.ops[0], ast.In)
        asked = f"{pair} {'in' if found else 'not in'} {name}"
        if _may_be_missing(code, test, key):
            # Asking for the list raises, or makes it, where there is none.
            held = edits.text(test.comparators[0])
            asked = f"{held} and {asked}" if found else f"not {held} or {asked}"
            alone = isinstance(branch := code.parent(test), ast.If) and branch.test is test
            asked = asked if alone else f"({asked})"
        edits.replace(test, asked)
    for statement, key, element in lists.additions:
        pair = tuple_of([edits.text(key, need=1), edits.text(element, need=1)])
        edits.insert_after(statement, f"{name}.add({pair})")
