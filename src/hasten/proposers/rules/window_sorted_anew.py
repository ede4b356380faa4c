"""A window of a sequence that is cut out and sorted anew for every position.

Finds:
    In a loop, a name bound to a slice of a sequence that stays the same, or to a list comprehension over one, whose
    beginning and end move with the loop, and which is only asked for what does not depend on its order: ``sorted``,
    ``min``, ``max``, ``len``, ``median``, ``sum``, whether it is empty, or a function of the module that does the same.
    The comprehension may pass over elements (``if row.value is not None``). The slice may as well be handed to
    ``sorted`` or ``median`` at once, in a statement of the loop or for each element of a list.

Slow because:
    Every turn copies and sorts (or walks) the whole window: O(n w log w). From one turn to the next few elements come
    and go; kept sorted with ``bisect``, each costs O(log w) and a short move.

Unsafe when:
    The ends of the window move backwards, or the elements have no total order (NaN). Sums are exact for integers.

Example:
    Before::

        for i in range(size, len(readings)):
            recent = readings[i - size:i]
            if readings[i] > 2 * sorted(recent)[size // 2]:
                spikes.append(i)

    After::

        # recent is kept sorted while its ends move on
        recent = []
        low = high = 0
        for i in range(size, len(readings)):
            while high < i:
                insort(recent, readings[high])
                high += 1
            while low < i - size:
                del recent[bisect_left(recent, readings[low])]
                low += 1
            if readings[i] > 2 * recent[size // 2]:
                spikes.append(i)

Source:
    The running median; the Python documentation of ``bisect``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import is_name, match, renamed
from hasten.code.scopes import loaded, parameters, stored, target_names
from hasten.code.source import descend
from hasten.code.types import Type, interchangeable, totally_ordered
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_ASKED = frozenset({"sorted", "min", "max", "len", "set", "bool"})
_ASKED_HERE = _ASKED | {"sum"}
_LATER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp)
_STATISTICS = frozenset({"median", "median_low", "median_high", "multimode"})


@dataclass
class _Window:
    """A window that moves with a loop.

    Attributes:
        assign: ``name = ...`` that cuts it out, or the statement in which it is cut out and sorted.
        name: Its name.
        loop: The loop that moves it.
        cut: The slice.
        whole: The comprehension over it, where there is one.
        asked: Calls that only ask the window, by name: ``sorted``, ``min``, ``max``.
        sorting: Calls of ``sorted`` in functions that get nothing but sorted windows, with the text that serves.
        call: The call that is given the slice itself, where it has no name; else None.
    """

    assign: ast.stmt
    name: str
    loop: ast.For | ast.While
    cut: ast.Subscript
    whole: ast.ListComp | None
    asked: list[tuple[ast.Call, str]] = field(default_factory=list)
    sorting: list[tuple[ast.Call, str]] = field(default_factory=list)
    call: ast.Call | None = None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Assignments in loops."""
    for assign in code.all(ast.Assign):
        window = _window(code, assign)
        if window is not None:
            text = f"every turn cuts out and orders {window.name} anew; kept sorted, few elements come and go"
            sums = any(name == "sum" for _, name in window.asked)
            yield Finding(assign, text, partial(_change, code, window), GROWTH, integers=sums)
    for call in code.all(ast.Call):
        window = _without_name(code, call)
        if window is not None:
            cut = ast.unparse(window.cut)
            text = f"every turn cuts out and orders {cut} anew; kept sorted, few elements come and go"
            yield Finding(call, text, partial(_change, code, window), GROWTH)
    for comprehension in code.all(ast.ListComp):
        call_ = _of_comprehension(code, comprehension)
        if call_ is not None:
            text = f"every turn orders {ast.unparse(call_.args[0])} anew; kept sorted, few elements come and go"
            yield Finding(call_, text, partial(_change_comprehension, code, comprehension, call_), GROWTH)


def _of_comprehension(code: FunctionCode, made: ast.ListComp) -> ast.Call | None:
    """The one window that is ordered for each element of a list that a statement makes."""
    statement, part = code.statement(made), made.generators[0]
    alone = isinstance(statement, ast.Assign | ast.Return) and statement.value is made
    if isinstance(statement, ast.Assign):
        alone = alone and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
    if not alone or len(made.generators) != 1 or part.is_async or code.in_nested_function(made):
        return None
    inside = set(descend(made))
    own = set(target_names(part.target))
    if any(node.id in own and node not in inside for node in code.all(ast.Name)) or own & set(code.parameters):
        return None  # in a loop the names of the elements would be the function's
    if isinstance(statement, ast.Assign) and stored(statement.targets[0]) & loaded(made):
        return None
    calls = [node for node in descend(made.elt) if isinstance(node, ast.Call) and _orders(code, node)]
    if len(calls) != 1 or any(isinstance(node, _LATER) for node in descend(made.elt)):
        return None
    call = calls[0]
    cut = call.args[0]
    if not isinstance(cut, ast.Subscript) or not _moves(code, cut, (part.target, made.elt)):
        return None
    return call if _has_order(code.type_of(cut).element) else None


def _orders(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call is given a slice alone and puts it in order."""
    if len(call.args) != 1 or call.keywords or not isinstance(call.args[0], ast.Subscript):
        return False
    called = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    return (called == "sorted" and code.is_builtin("sorted")) or called in _STATISTICS


def _without_name(code: FunctionCode, call: ast.Call) -> _Window | None:
    """``sorted(xs[i:i + k])`` or ``median(xs[i:i + k])`` in a statement of a loop."""
    statement, loops = code.statement(call), code.loops_around(call)
    if not _orders(code, call) or not loops or statement not in loops[0].body or code.in_nested_function(call):
        return None
    above = code.parent(call)
    if isinstance(above, ast.Assign):
        return None if is_name(call.func, "sorted") else _moving(code, call, statement, loops[0], call.args[0])
    around = [node for node in code.ancestors(call) if isinstance(node, ast.expr | ast.comprehension)]
    once = (ast.Subscript, ast.Call, ast.BinOp, ast.Compare, ast.Tuple, ast.Attribute)
    if not isinstance(statement, ast.Assign | ast.Expr | ast.AugAssign) or not all(isinstance(n, once) for n in around):
        return None
    return _moving(code, call, statement, loops[0], call.args[0])


def _moving(
    code: FunctionCode, call: ast.Call, statement: ast.stmt, loop: ast.For | ast.While, cut: ast.expr
) -> _Window | None:
    region = (*([loop.target] if isinstance(loop, ast.For) else []), *loop.body)
    if not isinstance(cut, ast.Subscript) or not _moves(code, cut, region):
        return None
    if not _has_order(code.type_of(cut).element):
        return None
    return _Window(statement, code.fresh("window"), loop, cut, None, call=call)


def _moves(code: FunctionCode, cut: ast.Subscript, region: tuple[ast.AST, ...]) -> bool:
    """Whether both ends of a slice move in a region, and what is cut stays the same."""
    if not isinstance(cut.slice, ast.Slice) or cut.slice.step is not None:
        return False
    low, high = cut.slice.lower, cut.slice.upper
    moved = stored(*region)
    if low is None or high is None or not loaded(low) & moved or not loaded(high) & moved:
        return False
    return code.pure(low) and code.pure(high) and code.invariant(cut.value, *region)


def _window(code: FunctionCode, assign: ast.Assign) -> _Window | None:
    loops = code.loops_around(assign)
    if not loops or len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
        return None
    if assign not in loops[0].body or code.in_nested_function(assign):
        return None
    name, value, whole, ordered = assign.targets[0].id, assign.value, None, False
    if isinstance(value, ast.ListComp):
        if len(value.generators) != 1 or value.generators[0].is_async:
            return None
        whole, value = value, value.generators[0].iter
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("list", "sorted"):
        if len(value.args) != 1 or value.keywords or not code.is_builtin(value.func.id):
            return None
        ordered = is_name(value.func, "sorted")
        value = value.args[0]
    region = (*([loops[0].target] if isinstance(loops[0], ast.For) else []), *loops[0].body)
    if not isinstance(value, ast.Subscript) or not _moves(code, value, region):
        return None
    if whole is not None and not _same_for_all_turns(code, whole, region):
        return None
    tests = whole.generators[0].ifs if whole is not None else []
    picked = whole is not None and any(match(f"{ast.unparse(whole.elt)} is not None", test) for test in tests)
    if not picked and not _has_order(code.type_of_name(name).element):
        return None
    window = _Window(assign, name, loops[0], value, whole)
    uses = code.uses(name)
    if uses.changes or uses.returns or uses.aliases or len(uses.rebinds) != 1 or code.live_after(name, loops[0]):
        return None
    looked_at = uses.escapes if ordered else [*uses.reads, *uses.escapes]
    serves = all(_order_does_not_matter(code, node, window) for node in looked_at)
    return window if serves and (window.asked or window.sorting or ordered) else None


def _has_order(element: Type) -> bool:
    """Whether elements have one order, in which equal ones cannot be told apart, as far as is known."""
    return element.kind == "any" or (totally_ordered(element) and interchangeable(element))


def _same_for_all_turns(code: FunctionCode, whole: ast.ListComp, region: tuple[ast.AST, ...]) -> bool:
    own = set(target_names(whole.generators[0].target))
    parts = [whole.elt, *whole.generators[0].ifs]
    rest = [node for part in parts for node in ast.walk(part) if isinstance(node, ast.Name) and node.id not in own]
    return all(code.pure(part) for part in parts) and all(code.invariant(node, *region) for node in rest)


def _order_does_not_matter(code: FunctionCode, node: ast.Name, window: _Window) -> bool:
    """Whether only the order-free is asked of the window here; notes what a sorted one answers at once."""
    parent = code.parent(node)
    if isinstance(parent, ast.If | ast.While | ast.UnaryOp | ast.BoolOp | ast.IfExp):
        return True
    if not (isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords):
        return False
    called = parent.func
    if isinstance(called, ast.Attribute):
        serves = called.attr in _STATISTICS
    elif isinstance(called, ast.Name) and code.is_builtin(called.id):
        serves = called.id in _ASKED_HERE
    elif isinstance(called, ast.Name) and called.id in _STATISTICS:
        serves = True
    else:
        return isinstance(called, ast.Name) and _helper_serves(code, called.id, window)
    name = called.attr if isinstance(called, ast.Attribute) else called.id
    if name in ("sorted", "min", "max", "sum") or name in _STATISTICS:
        window.asked.append((parent, name))
    return serves


def _helper_serves(code: FunctionCode, name: str, window: _Window) -> bool:
    """Whether a function of the module with one parameter asks only the order-free of it."""
    if name not in code.module.functions or name in code.local:
        return False
    helper = code.program.function(name)
    names = [arg.arg for arg in parameters(helper.node)]
    if len(names) != 1 or not code.purity.pure_function(name):
        return False
    given = names[0]
    # Only what nobody else calls may rely on being given what is sorted.
    mentions = sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(code.module.tree))
    only_here = mentions == 1 and name.startswith("_")
    found = False
    for node in helper.all(ast.Name):
        if node.id != given:
            continue
        parent = helper.parent(node)
        if isinstance(parent, ast.If | ast.While | ast.UnaryOp | ast.BoolOp | ast.IfExp):
            continue
        if not (isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords):
            return False
        if not (isinstance(parent.func, ast.Name) and parent.func.id in _ASKED and helper.is_builtin(parent.func.id)):
            return False
        found = found or parent.func.id in ("sorted", "min", "max")
        if parent.func.id == "sorted" and only_here and _only_looked_at(helper, parent):
            window.sorting.append((parent, given))
    if found and not window.sorting:
        window.asked.append((ast.Call(ast.Name(name, ast.Load()), [], []), "helper"))
    return found


def _only_looked_at(code: FunctionCode, call: ast.Call) -> bool:
    """Whether the sorted list is not changed: then one that is sorted already serves."""
    parent = code.parent(call)
    if isinstance(parent, ast.Subscript):
        return parent.value is call and isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        uses = code.uses(parent.targets[0].id)
        return uses.only_looked_at and len(uses.rebinds) == 1
    return False


def _change(code: FunctionCode, window: _Window, edits: Edits) -> None:
    name, cut = window.name, window.cut
    bounds = cut.slice
    assert isinstance(bounds, ast.Slice) and bounds.lower is not None and bounds.upper is not None
    low, high = code.fresh("low"), code.fresh("high")
    sequence = edits.text(cut.value)
    setup = f"# {name} is kept sorted while its ends move on\n"
    picked = window.whole is not None and bool(window.whole.generators[0].ifs)
    if window.whole is not None and not picked:
        values = code.fresh(f"{name}_values")
        setup += f"{values} = {edits.comprehension(window.whole, {window.whole.generators[0]: sequence})}\n"
        sequence = values
    stop = edits.text(bounds.upper, need=8)
    if not _stays_inside(code, bounds.upper, window.loop):
        stop = f"min({edits.text(bounds.upper)}, len({sequence}))"
    total = code.fresh(f"{name}_sum") if any(asked == "sum" for _, asked in window.asked) else ""
    edits.insert_before(window.loop, f"{setup}{name} = []\n{low} = {high} = 0" + (f"\n{total} = 0" if total else ""))

    def moved(end: str, form: str, sign: str) -> str:
        """One element comes or goes."""
        if window.whole is None or not picked:
            value, head, indent = f"{sequence}[{end}]", "", "    "
        else:
            part = window.whole.generators[0]
            target = ast.unparse(renamed(part.target, names))
            tests = " and ".join(ast.unparse(renamed(test, names)) for test in part.ifs)
            value = ast.unparse(renamed(window.whole.elt, names))
            head, indent = f"    {target} = {sequence}[{end}]\n    if {tests}:\n", "        "
        added = f"{indent}{total} {sign} {value}\n" if total else ""
        return f"{head}{indent}{form.format(value)}\n{added}    {end} += 1"

    own = target_names(window.whole.generators[0].target) if window.whole is not None else []
    names = {word: code.fresh(word) for word in own if word in code.local}
    moves = _kept_sorted(name, (low, edits.text(bounds.lower, need=8)), (high, stop), moved, edits)
    if window.call is not None:
        edits.insert_before(window.assign, moves)
        for node, text in _served(code, window.call, name).items():
            edits.replace(node, text)
        return
    edits.replace_statement(window.assign, moves)
    for call, asked in window.asked:
        if asked == "sorted" and _only_looked_at(code, call):
            edits.replace(call, name)
        elif asked == "sum":
            edits.replace(call, total)
        elif asked in ("min", "max"):
            edits.replace(call, f"{name}[{0 if asked == 'min' else -1}]")
    for call, text in window.sorting:
        edits.replace(call, text)


def _kept_sorted(
    name: str, low: tuple[str, str], high: tuple[str, str], moved: Callable[[str, str, str], str], edits: Edits
) -> str:
    """The loops that let elements come to a window, each to its place, and go, as its ends move on.

    Args:
        name: The window.
        low: The name of its beginning, and where it moves to.
        high: The name of its end, and where that moves to.
        moved: Writes what is done with the element at an end, in a form, and with ``+=`` or ``-=`` for its sum.
        edits: Gets what is imported.
    """
    insort, left = edits.need("bisect", "insort"), edits.need("bisect", "bisect_left")
    return (
        f"while {' < '.join(high)}:\n{moved(high[0], f'{insort}({name}, {{}})', '+=')}\n"
        f"while {' < '.join(low)}:\n{moved(low[0], f'del {name}[{left}({name}, {{}})]', '-=')}"
    )


def _served(code: FunctionCode, call: ast.Call, name: str) -> dict[ast.expr, str]:
    """What to write for a call that is given the window, which is sorted now."""
    if is_name(call.func, "sorted"):
        return {call: name if _only_looked_at(code, call) else f"{name}[:]"}
    return {call.args[0]: name}


def _change_comprehension(code: FunctionCode, made: ast.ListComp, call: ast.Call, edits: Edits) -> None:
    statement, part, cut = code.statement(made), made.generators[0], call.args[0]
    assert isinstance(cut, ast.Subscript) and isinstance(cut.slice, ast.Slice)
    assert cut.slice.lower is not None and cut.slice.upper is not None
    window, low, high = code.fresh("window"), code.fresh("low"), code.fresh("high")
    result = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else code.fresh("result")
    sequence, element = edits.text(cut.value), edits.text(made.elt, _served(code, call, window), need=0)
    tests = "".join(f"    if not ({edits.text(test, need=0)}):\n        continue\n" for test in part.ifs)

    def moved(end: str, form: str, _sign: str) -> str:
        return f"    {form.format(f'{sequence}[{end}]')}\n    {end} += 1"

    stop = f"min({edits.text(cut.slice.upper, need=0)}, len({sequence}))"
    moves = _kept_sorted(window, (low, edits.text(cut.slice.lower, need=8)), (high, stop), moved, edits)
    lines = [
        f"# {window} is kept sorted while its ends move on",
        f"{result}, {window} = [], []\n{low} = {high} = 0",
        f"for {edits.text(part.target, need=0)} in {edits.text(part.iter, need=0)}:\n{tests}"
        f"{indent_block(moves, '    ')}\n    {result}.append({element})",
    ]
    if isinstance(statement, ast.Return):
        lines.append(f"return {result}")
    edits.replace_statement(statement, "\n".join(lines))


def _stays_inside(code: FunctionCode, upper: ast.expr, loop: ast.For | ast.While) -> bool:
    """Whether the end is the position of the loop itself, or the one behind it."""
    index = ""
    if isinstance(loop, ast.For):
        target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
        index = target.id if isinstance(target, ast.Name) else ""
    text = ast.unparse(upper)
    return bool(index) and text in (index, f"{index} + 1") and index not in stored(*_but_target(loop))


def _but_target(loop: ast.For | ast.While) -> list[ast.AST]:
    return [node for statement in loop.body for node in descend(statement)]
