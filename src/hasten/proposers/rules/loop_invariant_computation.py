"""Work inside a loop that gives the same result on every turn.

Finds:
    A call or comprehension inside a loop or comprehension that depends on nothing the loop changes, has no effect, and
    costs more than a constant: ``sorted``, ``set``, ``sum`` and ``max`` of a collection, splitting and joining text,
    pure functions of the module, square roots in a loop's condition.

Slow because:
    The work is done once per turn instead of once: O(n * m) instead of O(n + m).

Unsafe when:
    The loop may not run at all and the work raises, or its result is changed later on. The guarded form does the work
    on the first turn that needs it, or only where there is a first turn.

Example:
    Before::

        for term in glossary:
            words = plain(paragraph).split()

    After::

        words = plain(paragraph).split()
        for term in glossary:

Source:
    Loop-invariant code motion, as compilers do it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.code.match import equal
from hasten.code.naming import noun
from hasten.code.purity import words
from hasten.code.scopes import COMPREHENSIONS, comprehension_names
from hasten.code.source import descend
from hasten.code.types import Type, includes, may_be, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_LINEAR = words("sorted set list tuple dict frozenset sum min max any all str repr bytes Counter deepcopy")
_LINEAR_METHODS = words(
    "split rsplit splitlines lower upper casefold strip replace join count index title capitalize translate encode "
    "decode copy union intersection difference findall sub most_common format"
)
_CONSTANT = words("sqrt isqrt pow abs floor ceil log log2 log10 exp sin cos tan hypot factorial comb gcd len int float")
#: Methods that make something of a text, or raise where it does not say what they expect.
_PARSING = words("strptime fromisoformat")
_IMMUTABLE = ("int", "bool", "float", "str", "bytes", "none", "frozenset", "complex", "range")


def find(code: FunctionCode) -> Iterator[Finding]:
    """The largest invariant expressions, each with the outermost loop that leaves it alone."""
    taken: set[ast.AST] = set()
    for node in _candidates(code):
        if node in taken:
            continue
        repeat = outermost_invariant(code, node)
        if repeat is None or code.in_nested_function(node):
            continue
        cost = _cost(code, node)
        if not cost or not _shareable(code, node) or _uses_up(code, node) or _reads_what_is_set(node, repeat):
            continue
        taken.update(ast.walk(node))
        growth = GROWTH if cost > 1 else None
        text = f"`{ast.unparse(node)}` gives the same result on every turn; once is enough"
        later = _only_with_turns if isinstance(repeat.node, COMPREHENSIONS) else _on_first_use
        if _unconditional(code, node, repeat):
            careful = later is _on_first_use and _may_fail(code, node) and not _comes_first(code, node, repeat)
            yield Finding(
                node, text, partial(later if careful else _hoist, code, node, repeat), growth, ahead=not careful
            )
            if careful:
                continue
        yield Finding(node, text, partial(later, code, node, repeat), growth, guarded=True)


def _may_fail(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a value is parsed from a text, or made by a function that refuses what it does not like."""
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Attribute) and call.func.attr in _PARSING:
            return True
        helper = code.module.functions.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if helper is not None and any(
            isinstance(inner, ast.Raise)
            or (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _PARSING)
            for inner in descend(*helper.body)
        ):
            return True
    return False


def _comes_first(code: FunctionCode, node: ast.expr, repeat: Repeat) -> bool:
    """Whether nothing in the loop comes before the statement with the value, so that every turn comes to it."""
    statement = code.statement(node)
    return isinstance(repeat.node, ast.For | ast.While) and repeat.node.body[0] is statement


def _candidates(code: FunctionCode) -> list[ast.expr]:
    """Calls and comprehensions from the outside in."""
    nodes: list[ast.expr] = [*code.all(ast.Call), *code.comprehensions, *code.all(ast.Subscript), *code.all(ast.BinOp)]
    return sorted(nodes, key=lambda node: -len(list(ast.walk(node))))


def _cost(code: FunctionCode, node: ast.expr) -> int:
    """0 for what is not worth a variable, 1 for constant work, 2 for work that grows with its input."""
    best = 0
    for inner in ast.walk(node):
        if isinstance(inner, ast.ListComp | ast.SetComp | ast.DictComp):
            best = 2
        elif (
            isinstance(inner, ast.Subscript) and isinstance(inner.slice, ast.Slice) and isinstance(inner.ctx, ast.Load)
        ):
            best = 2
        elif isinstance(inner, ast.Call):
            best = max(best, _cost_of_call(code, inner))
    if best == 1 and not _in_condition(code, node):
        return 0
    return best


def _cost_of_call(code: FunctionCode, call: ast.Call) -> int:
    if isinstance(call.func, ast.Name):
        name = call.func.id
        if name in code.module.functions and name not in code.local:
            return 2 if name != code.name else 0
        if name in ("max", "min") and len(call.args) > 1 and not any(isinstance(a, ast.Starred) for a in call.args):
            return 1  # of a few values
        return 2 if name in _LINEAR else 1 if name in _CONSTANT else 0
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        return 2 if name in _LINEAR_METHODS or name in _LINEAR else 1 if name in _CONSTANT else 0
    return 0


def _in_condition(code: FunctionCode, node: ast.expr) -> bool:
    """Whether constant work stands where it pays: in the condition of a ``while``, or two loops deep."""
    around = repeats_around(code, node)
    if around and isinstance(around[0].node, ast.While):
        return any(inner is node for inner in ast.walk(around[0].node.test)) and not code.builtin_call(node, "len")
    return False


def _uses_up(code: FunctionCode, node: ast.expr) -> bool:
    """Whether the expression reads an iterator: the first turn uses it up, and the others find nothing."""
    return any(
        isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and includes(code.type_of(inner), "iterator")
        for inner in ast.walk(node)
    )


def _reads_what_is_set(node: ast.expr, repeat: Repeat) -> bool:
    """Whether it reads a field of elements (``x["open"]``) that the loop sets of some object, maybe of one of them."""
    own = comprehension_names(node)
    read = {
        ast.dump(inner.slice)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Subscript) and isinstance(inner.slice, ast.Constant)
        and isinstance(inner.value, ast.Name) and inner.value.id in own
    }  # fmt: skip
    return bool(read) and any(
        isinstance(inner, ast.Subscript) and not isinstance(inner.ctx, ast.Load) and ast.dump(inner.slice) in read
        for inner in descend(*repeat.region)
    )


def _shareable(code: FunctionCode, node: ast.expr) -> bool:
    """Whether one object may serve all turns: it cannot be changed, or is only looked at."""
    kind = code.type_of(node)
    if only(kind, *_IMMUTABLE):
        return True
    if kind.kind == "iterator" or isinstance(node, ast.GeneratorExp):
        return False
    parent = code.parent(node)
    held = code.held_to_look_at(node)
    if held is not None:
        assert isinstance(parent, ast.Assign)
        assert isinstance(parent.targets[0], ast.Name)
        return held and not code.part_changes(parent.targets[0].id)
    if isinstance(parent, ast.For | ast.comprehension | ast.Compare | ast.Starred | ast.BinOp | ast.UnaryOp):
        return True
    if isinstance(parent, ast.Subscript | ast.Attribute):
        return _reads_only(code, parent)
    if isinstance(parent, ast.Call):
        return (
            code.purity.pure_call(parent, code.local) and node is not parent.func and not _returned(code, parent, kind)
        )
    return isinstance(parent, ast.If | ast.While | ast.IfExp | ast.BoolOp | ast.FormattedValue)


def _reads_only(code: FunctionCode, parent: ast.Subscript | ast.Attribute) -> bool:
    if not isinstance(parent.ctx, ast.Load):
        return False
    if isinstance(parent, ast.Subscript):
        return True
    call = code.parent(parent)
    return isinstance(call, ast.Call) and call.func is parent and code.purity.pure_call(call, code.local)


def _returned(code: FunctionCode, call: ast.Call, kind: Type) -> bool:
    """Whether a call may hand its mutable argument on as its result: functions of the module may."""
    return isinstance(call.func, ast.Name) and call.func.id in code.module.functions and not only(kind, *_IMMUTABLE)


def _unconditional(code: FunctionCode, node: ast.expr, repeat: Repeat) -> bool:
    """Whether every turn of the loop surely evaluates the expression."""
    child: ast.AST = node
    for parent in code.ancestors(node):
        if parent is repeat.node:
            if isinstance(parent, COMPREHENSIONS):
                return _first_in_comprehension(parent, child)
            return True
        if isinstance(parent, ast.If | ast.IfExp | ast.While) and child is not parent.test:
            return False
        if isinstance(parent, ast.For) and child is not parent.iter:
            pass  # an inner loop may be empty; what it holds is cheap to do once all the same
        if isinstance(parent, ast.BoolOp) and child is not parent.values[0]:
            return False
        if isinstance(parent, ast.Try | ast.ExceptHandler | ast.Lambda | ast.Match):
            return False
        child = parent
    return False


def _first_in_comprehension(node: ast.expr, child: ast.AST) -> bool:
    """Whether every element has this part evaluated: the first filter, or the element where there is no filter."""
    generators = node.generators  # type: ignore[attr-defined]
    filters = [test for generator in generators for test in generator.ifs]
    return child in filters[:1] or not filters or child in generators


def _hoist(code: FunctionCode, node: ast.expr, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    parent = code.parent(node)
    if _whole_assignment(code, parent, repeat):
        assert isinstance(parent, ast.Assign)
        edits.insert_before(repeat.statement, edits.block([parent]))
        edits.remove(parent, comments=True)
        return
    name = code.fresh(_name(node))
    edits.insert_before(repeat.statement, f"{name} = {_defaulted(code, node, repeat, edits)}")
    for same in _occurrences(code, node, repeat):
        edits.replace(same, name)


def _occurrences(code: FunctionCode, node: ast.expr, repeat: Repeat) -> list[ast.expr]:
    """The expression and its equals inside the loop."""
    found: list[ast.expr] = [node]
    for region in repeat.region:
        for inner in ast.walk(region):
            if inner is not node and isinstance(inner, type(node)) and equal(inner, node):
                found.append(inner)
    return found


def _whole_assignment(code: FunctionCode, parent: ast.AST, repeat: Repeat) -> bool:
    """Whether ``x = <expression>`` can move as a whole: ``x`` is bound nowhere else, and not read before."""
    if not (isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name)):
        return False
    name = parent.targets[0].id
    return (
        name not in code.parameters
        and len(code.uses(name).rebinds) == 1
        and isinstance(repeat.node, ast.For | ast.While)
    )


def _name(node: ast.expr) -> str:
    """``sum_prices`` for ``sum(prices)``, ``lower_term`` for ``term.lower()``."""
    if isinstance(node, ast.Call):
        head = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "value")
        inner = node.args[0] if node.args and not isinstance(node.func, ast.Attribute) else node.func
        if isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if isinstance(inner, ast.Name) and node.args and inner.id in ("math", "re", "copy", "json"):
                inner = node.args[0]
        base = noun(inner, "")
        return f"{head}_{base}" if base and base != head else f"{head}_value"
    if isinstance(node, ast.Subscript):
        return f"part_of_{noun(node, 'value')}"
    if isinstance(node, COMPREHENSIONS):
        return f"{noun(node.generators[0].iter)}_kept"
    return "fixed_value"


def _defaulted(code: FunctionCode, node: ast.expr, repeat: Repeat, edits: Edits) -> str:
    """``max(xs, default=None)`` in front of a loop over ``xs`` itself, which an empty ``xs`` never enters."""
    text = edits.text(node)
    extreme = code.builtin_call(node, "max", 1) or code.builtin_call(node, "min", 1)
    if extreme is None:
        return text
    inner = repeat.node
    sources = [part.iter for part in inner.generators] if isinstance(inner, COMPREHENSIONS) else []
    if isinstance(inner, ast.For):
        sources = [inner.iter]
    over = any(equal(part, extreme[0]) for source in sources for part in ast.walk(source) if isinstance(part, ast.expr))
    return f"{text[:-1].rstrip().rstrip(',')}, default=None)" if over else text


def _only_with_turns(code: FunctionCode, node: ast.expr, repeat: Repeat, edits: Edits) -> None:
    """The work is done in front of a comprehension, but only where its source is not empty."""
    assert repeat.statement is not None
    assert isinstance(repeat.node, COMPREHENSIONS)
    source = repeat.node.generators[0].iter
    if not isinstance(source, ast.Name) or may_be(code.type_of(source), "iterator", "ndarray"):
        raise EditConflict("it cannot be seen whether the source is empty")
    name = code.fresh(_name(node))
    edits.insert_before(repeat.statement, f"{name} = {edits.text(node, need=3)} if {source.id} else None")
    for same in _occurrences(code, node, repeat):
        edits.replace(same, name)


def _on_first_use(code: FunctionCode, node: ast.expr, repeat: Repeat, edits: Edits) -> None:
    """The work is done on the first turn that needs it, and not at all when none does."""
    assert repeat.statement is not None
    statement = code.statement(node)
    if not isinstance(repeat.node, ast.For | ast.While) or isinstance(statement, ast.While):
        raise EditConflict("there is no statement inside the loop to put the work in")
    if any(isinstance(part, (ast.BoolOp, ast.IfExp, *COMPREHENSIONS)) for part in _up_to(code, node, statement)):
        raise EditConflict("the expression may not be evaluated")
    name = code.fresh(_name(node))
    edits.insert_before(repeat.statement, f"{name} = None")
    edits.insert_before(statement, f"if {name} is None:\n    {name} = {edits.text(node)}")
    edits.replace(node, name)


def _up_to(code: FunctionCode, node: ast.AST, statement: ast.stmt) -> Iterator[ast.AST]:
    for parent in code.ancestors(node):
        if parent is statement:
            return
        yield parent
