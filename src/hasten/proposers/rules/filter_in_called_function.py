"""A helper that goes through a whole collection for the elements with one key, called again and again.

Finds:
    A function of the module that walks one of its parameters and uses only the elements where
    ``key(element) == wanted``; and calls of it in a loop in which that collection stays the same, or a recursion that
    hands the same collection down (the children of a node found by scanning all entries).

Slow because:
    Each call walks the collection: O(n * m). A dict from key to elements is built once and handed over instead.

Unsafe when:
    A key cannot be hashed, or the elements change between the calls.

Example:
    Before::

        def total(orders, customer):
            amount = 0
            for order in orders:
                if order.customer == customer:
                    amount += order.amount
            return amount

        def totals(orders, customers):
            return {customer: total(orders, customer) for customer in customers}

    After::

        def total(orders_by_customer, customer):
            amount = 0
            for order in orders_by_customer.get(customer, ()):
                amount += order.amount
            return amount

        def totals(orders, customers):
            orders_by_customer = {}
            for order in orders:
                orders_by_customer.setdefault(order.customer, []).append(order)
            return {customer: total(orders_by_customer, customer) for customer in customers}

Source:
    The hash join of relational databases; an adjacency list in place of an edge list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.code.match import argument_at
from hasten.code.naming import noun
from hasten.code.scopes import loaded, parameters, target_names
from hasten.code.source import after_docstring, parse
from hasten.proposers.rules._equalities import key_word
from hasten.proposers.rules._filters import Equality, Filter, filters, index_text, other_names, use_index
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Helper:
    """A function that filters one of its parameters.

    Attributes:
        code: Its analysis.
        items: The parameter.
        place: Its position.
        passes: Where it is filtered, always by the same key.
        equalities: What each pass looks for.
        recursive: Its calls of itself, which hand the parameter on.
    """

    code: FunctionCode
    items: str
    place: int
    passes: tuple[Filter, ...]
    equalities: tuple[tuple[Equality, ...], ...]
    recursive: tuple[ast.Call, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one helper with one collection make one finding; a function that calls itself makes one as well."""
    groups: dict[tuple[str, str, ast.stmt], tuple[_Helper, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in code.local or call.func.id == code.name:
            continue
        for helper in _helpers(code, call.func.id):
            given = _given(helper, call)
            front = _front(code, helper, call, given) if given is not None else None
            if given is not None and front is not None:
                key = f"{helper.code.name} {helper.items}", ast.dump(given), front
                groups.setdefault(key, (helper, []))[1].append(call)
    for (_, _, front), (helper, calls) in groups.items():
        test = " and ".join(equality.text for equality in helper.equalities[0])
        text = (
            f"`{ast.unparse(calls[0])}` goes through all of {helper.items} for the elements where `{test}` in every "
            "call; a dict by that key, built once, finds them at once"
        )
        yield Finding(calls[0], text, partial(_change, code, helper, calls, front), GROWTH, ahead=True)
    for helper in _helpers(code, code.name):
        if helper.recursive and "." not in code.name and not _groups_elsewhere(code):
            text = (
                f"{code.name} goes through all of {helper.items} in every call of itself; a dict by key, built once, "
                "finds the elements at once"
            )
            yield Finding(code.node, text, partial(_change_recursion, code, helper), GROWTH, ahead=True)


def _groups_elsewhere(code: FunctionCode) -> bool:
    """Whether the function is called from others, where the dict can be built before the first call."""
    return code.name != code.program.target and bool(code.program.target)


def _front(code: FunctionCode, helper: _Helper, call: ast.Call, given: ast.expr) -> ast.stmt | None:
    """The statement in whose front the dict is built; None where one call is all there is."""
    repeat = outermost_invariant(code, given, call) or _outermost(code, helper, given, call)
    if repeat is not None:
        return repeat.statement
    if helper.recursive and code.pure(given) and not code.in_nested_function(call):
        statement = code.statement(call)
        return statement if isinstance(statement, ast.Assign | ast.Return | ast.Expr | ast.AugAssign) else None
    return None


def _outermost(code: FunctionCode, helper: _Helper, given: ast.expr, call: ast.Call) -> Repeat | None:
    """The outermost loop in which a collection goes to the helper only, which looks at it whatever else it does."""
    best: Repeat | None = None
    if not isinstance(given, ast.Name) or given.id not in code.local:
        return None
    for repeat in repeats_around(code, call):
        uses = code.uses(given.id, *repeat.region)
        handed = [code.parent(node) for node in uses.escapes]
        if uses.rebinds or uses.changes or uses.aliases or not all(_calls(node, helper.code.name) for node in handed):
            break
        best = repeat
    return best if best is not None and best.statement is not None else None


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _given(helper: _Helper, call: ast.Call) -> ast.expr | None:
    return argument_at(call, helper.place, helper.items)


def _helpers(code: FunctionCode, name: str) -> Iterator[_Helper]:
    """The function seen as a filter of each of its parameters."""
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or kind_of(node) != "function":
        return
    other = code.program.function(name)
    positional = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    passes = [passed for passed in filters(other) if passed.equalities] if positional else []
    for place, items in enumerate(positional):
        mine = [passed for passed in passes if _source(other, passed.source) == items]
        if not mine:
            continue
        helper = _helper(other, items, place, mine)
        if helper is not None:
            yield helper


def _source(other: FunctionCode, source: ast.expr) -> str:
    """The parameter that is walked, also by ``enumerate``."""
    arguments = other.builtin_call(source, "enumerate", 1)
    inner = arguments[0] if arguments else source
    return inner.id if isinstance(inner, ast.Name) else ""


def _helper(other: FunctionCode, items: str, place: int, passes: list[Filter]) -> _Helper | None:
    chosen: list[tuple[Equality, ...]] = []
    for passed in passes:
        equalities = []
        for equality in passed.equalities:
            fixed = {read.id for read in passed.reads(equality) if isinstance(read, ast.Name)}
            # A key made from other parameters would differ from call to call.
            if not fixed & other.local and other.local & loaded(*equality.solved.wanted):
                equalities.append(equality)
        chosen.append(tuple(equalities))
    keys = {
        tuple(ast.unparse(equality.solved.key) for equality in part) + (ast.unparse(passed.target),)
        for part, passed in zip(chosen, passes, strict=True)
    }
    if not chosen[0] or len(keys) != 1:
        return None
    recursive = tuple(
        call for call in other.all(ast.Call) if isinstance(call.func, ast.Name) and call.func.id == other.name
    )
    walked = {inner for passed in passes for inner in ast.walk(passed.source)}
    for call in recursive:
        if place >= len(call.args):
            return None
        walked.add(call.args[place])
    uses = [node for node in other.all(ast.Name) if node.id == items]
    if any(use not in walked or not isinstance(use.ctx, ast.Load) for use in uses):
        return None
    return _Helper(other, items, place, tuple(passes), tuple(chosen), recursive)


def _index_name(helper: _Helper) -> str:
    passed = helper.passes[0]
    keys = [equality.solved for equality in helper.equalities[0]]
    word = noun(ast.Name(helper.items, ast.Load()))
    return f"{word}_by_{key_word(keys, word, set(target_names(passed.target)))}"


def _source_text(helper: _Helper, given: str) -> str:
    source = helper.passes[0].source
    return f"enumerate({given})" if isinstance(source, ast.Call) else given


def _change(code: FunctionCode, helper: _Helper, calls: list[ast.Call], front: ast.stmt, edits: Edits) -> None:
    inside = helper.code.fresh(_index_name(helper))
    given = _given(helper, calls[0])
    assert given is not None
    word, _, by = _index_name(helper).partition("_by_")
    outside = code.fresh(f"{noun(given, word)}_by_{by}")
    _refuse_hidden(code, helper)
    source = _source_text(helper, edits.text(given, need=0))
    renamed = other_names(code, helper.passes[0], front)
    text = index_text(helper.passes[0], helper.equalities[0], outside, source, edits, renamed=renamed)
    edits.insert_before(front, text)
    alone = _only_called_here(code, helper, calls)
    name = helper.code.name if alone else code.fresh(f"_{helper.code.name.lstrip('_')}_by_{by}")
    for call in calls:
        argument = _given(helper, call)
        assert argument is not None
        edits.replace(argument, outside)
        if not alone:
            edits.replace(call.func, name)
    changed = _rewritten(helper, inside, name)
    if alone:
        edits.replace_statement(helper.code.node, changed)
    else:
        edits.insert_behind_definition(helper.code.node, changed)


def _refuse_hidden(code: FunctionCode, helper: _Helper) -> None:
    """Names that a key reads must mean the same in both functions."""
    for passed, part in zip(helper.passes, helper.equalities, strict=True):
        for equality in part:
            if {read.id for read in passed.reads(equality) if isinstance(read, ast.Name)} & code.local:
                raise EditConflict("a name in the key means something else where the dict is built")


def _only_called_here(code: FunctionCode, helper: _Helper, calls: list[ast.Call]) -> bool:
    """Whether the helper is the module's own and nothing but these calls refers to it."""
    name = helper.code.name
    known = {call.func for call in [*calls, *helper.recursive]}
    others = [node for node in ast.walk(code.module.tree) if isinstance(node, ast.Name) and node.id == name]
    return name.startswith("_") and all(node in known for node in others)


def _rewritten(helper: _Helper, inside: str, name: str) -> str:
    """The text of the helper under a name, with the dict in place of the collection."""
    edits = helper.code.edits()
    arg = parameters(helper.code.node)[helper.place]
    edits.replace_target(arg, inside)  # type: ignore[arg-type]
    for passed, part in zip(helper.passes, helper.equalities, strict=True):
        use_index(helper.code, passed, part, inside, edits)
    if name != helper.code.name:
        edits.rename_definition(helper.code.node, name)
    module = parse(edits.apply())
    if isinstance(module, SyntaxError):
        raise EditConflict("the rewritten helper does not parse")
    # The calls of itself may lie inside of what was just rewritten.
    edits = Edits(module)
    for call in ast.walk(module.functions[name]):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == helper.code.name:
            edits.replace(call.args[helper.place], inside)
            if name != helper.code.name:
                edits.replace(call.func, name)
    module = parse(edits.apply())
    if isinstance(module, SyntaxError):
        raise EditConflict("the rewritten helper does not parse")
    return Edits(module).block([module.functions[name]], comments=False)


def _change_recursion(code: FunctionCode, helper: _Helper, edits: Edits) -> None:
    """The function builds the dict and hands it to a copy of itself."""
    node = code.node
    if node.args.kwonlyargs or node.args.vararg or node.args.kwarg:
        raise EditConflict("the arguments cannot be handed on")
    inside = code.fresh(_index_name(helper))
    name = code.fresh(f"_{code.name.lstrip('_')}_by_{inside.partition('_by_')[2]}")
    text = index_text(helper.passes[0], helper.equalities[0], inside, _source_text(helper, helper.items), edits)
    names = [inside if arg.arg == helper.items else arg.arg for arg in parameters(node)]
    body = after_docstring(node)
    edits.replace_statements(body[0], body[-1], f"{text}\nreturn {name}({', '.join(names)})")
    edits.insert_behind_definition(node, _rewritten(helper, inside, name))
