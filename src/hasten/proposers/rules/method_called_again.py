"""A method that works out the same answer again and again while its object stays as it is.

Finds:
    A method without effects that goes through lists of its object (``sum(g.points for g in self.games if g.white ==
    name)``), called in loops with arguments that come again, where those lists only ever grow by ``append`` and
    ``extend`` and everything else that the method reads is set once or is a number or text.

Slow because:
    Every call goes through everything: O(n), for answers that were there already. They are remembered until a list has
    grown or a number has changed, and forgotten then.

Unsafe when:
    Elements of the lists are changed by code outside of the module; the method is replaced at run time.

Example:
    Before::

        class Ledger:
            def __init__(self):
                self.bookings = []

            def balance(self, account):
                return sum(b.amount for b in self.bookings if b.account == account)

    After::

        class Ledger:
            def __init__(self):
                self.bookings = []
                self._balance_known = None, {}

            def balance(self, account):
                # What was worked out holds until a booking is added.
                state = len(self.bookings)
                ...

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968); here with the state of the object in the key.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import PURE_BUILTINS, PURE_METHODS, words
from hasten.code.scopes import COMPREHENSIONS, local_names, parameters
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import head_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._objects import Reads, asked_often, is_looked_at, memory_place, remembering_class, state_of

GROWTH = ("O(n)", "O(1)")

_SCALAR = words("abs all any bool float hash int len max min next pow repr round str sum")
#: What the method is called that works the answer out.
_ANEW = "_anew"
_ATOMS = ("int", "bool", "float", "str", "bytes", "none", "complex")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per method, at its definition."""
    owner, _, method = code.name.rpartition(".")
    node = remembering_class(code)
    asked = f"{owner}.{method.removesuffix(_ANEW)[1:]}" if method.endswith(_ANEW) else ""
    if node is None or method.startswith("__") or asked in code.module.functions:
        return
    start = memory_place(code, node, owner)
    if start is None:
        return
    spec = code.node.args
    if spec.vararg or spec.kwarg or spec.kwonlyargs or spec.posonlyargs or not spec.args:
        return
    if not code.purity.is_alone(code.name) or not asked_often(code, method):
        return
    if not _gives_a_value(code) and not _only_gone_through(code, method):
        return
    reads = Reads()
    if not _look(code, code.name, reads, set()) or not reads.loops:
        return
    state = state_of(code, owner, reads)
    if not state or any(code.hashable(code.type_of_name(name)) is False for name in code.parameters[1:]):
        return
    text = f"{method} goes through all of {', '.join(reads.own)} in every call; what it found holds until they change"
    yield Finding(code.node, text, partial(_change, code, start, state), GROWTH, ahead=True)


def _gives_a_value(code: FunctionCode) -> bool:
    """Whether what it returns is a number, a text, or something that was there before, never a new container."""
    returns = [node for node in code.all(ast.Return) if not code.in_nested_function(node)]
    return bool(returns) and all(node.value is not None and _is_value(code, node.value, 3) for node in returns)


def _only_gone_through(code: FunctionCode, method: str) -> bool:
    """Whether every call of the method, which gives a container, is gone through at once and kept by nobody."""
    calls = [
        node for node in descend(code.module.tree)
        if isinstance(node, ast.Attribute) and node.attr == method and isinstance(node.ctx, ast.Load)
    ]  # fmt: skip
    for called in calls:
        call = code.module.parents[called]
        if not isinstance(call, ast.Call) or call.func is not called or not is_looked_at(code, call):
            return False
    returns = [node.value for node in code.all(ast.Return) if not code.in_nested_function(node)]
    return bool(calls) and all(isinstance(value, ast.ListComp | ast.DictComp | ast.SetComp) for value in returns)


def _is_value(code: FunctionCode, node: ast.expr, depth: int) -> bool:
    if isinstance(node, ast.Constant | ast.Compare | ast.JoinedStr) or only(code.type_of(node), *_ATOMS):
        return True
    if isinstance(node, ast.UnaryOp):
        return _is_value(code, node.operand, depth)
    if isinstance(node, ast.BinOp):
        # What goes together with a number or a text gives one, or raises.
        return any(_is_value(code, side, depth) for side in (node.left, node.right))
    if isinstance(node, ast.BoolOp):
        return all(_is_value(code, side, depth) for side in node.values)
    if isinstance(node, ast.IfExp):
        return _is_value(code, node.body, depth) and _is_value(code, node.orelse, depth)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id in _SCALAR and code.is_builtin(node.func.id)
        return isinstance(node.func, ast.Attribute) and node.func.attr in ("count", "index", "join", "format")
    if isinstance(node, ast.Name) and depth and node.id in code.local and node.id not in code.parameters:
        places = [code.parent(target) for target in code.uses(node.id).rebinds]
        # What is added to a number or a text is one, or raises.
        bound = [getattr(place, "value", None) for place in places if not isinstance(place, ast.AugAssign)]
        return bool(bound) and all(isinstance(value, ast.expr) and _is_value(code, value, depth - 1) for value in bound)
    return False


def _look(code: FunctionCode, name: str, reads: Reads, seen: set[str]) -> bool:
    """Gather what a method and those that it calls on its object look at; False where one has an effect."""
    seen.add(name)
    function = code.module.functions[name]
    named = parameters(function)
    if not isinstance(function, ast.FunctionDef) or not named:
        return False
    own, local, owner = named[0].arg, local_names(function), name.rpartition(".")[0]
    parents = code.module.parents
    for node in descend(*function.body):
        if isinstance(node, ast.Global | ast.Nonlocal | ast.Yield | ast.YieldFrom | ast.Await | ast.With | ast.Try):
            return False
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.FunctionDef | ast.Delete):
            return False
        reads.loops = reads.loops or isinstance(node, (ast.For, ast.While, *COMPREHENSIONS))
        if isinstance(node, ast.Name) and node.id == own and not isinstance(parents[node], ast.Attribute):
            return False
        if isinstance(node, ast.Attribute):
            if not isinstance(node.ctx, ast.Load):
                return False
            called = isinstance(parents[node], ast.Call) and parents[node].func is node  # type: ignore[attr-defined]
            if is_name(node.value, own):
                # One that is remembered already is looked at where it works its answer out.
                method = f"{owner}._{node.attr}{_ANEW}"
                method = method if method in code.module.functions else f"{owner}.{node.attr}"
                if method in code.module.functions:
                    decorated = bool(code.module.functions[method].decorator_list)
                    if decorated == called or (method not in seen and not _look(code, method, reads, seen)):
                        return False
                elif called:
                    return False
                else:
                    reads.own[node.attr] = None
            elif called:
                if node.attr not in PURE_METHODS and not _reads_its_own(code, node.attr, reads):
                    return False
            else:
                reads.fields.add(node.attr)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load):
                return False
            if not _is_own(node.value, own):
                if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice):
                    return False
                reads.keys.append(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            known = code.module.functions.get(node.func.id)
            if node.func.id in local:
                return False
            if known is not None:
                if not code.purity.pure_function(node.func.id):
                    return False
                reads.loops = True
            elif node.func.id not in PURE_BUILTINS - {"getattr"} or not code.is_builtin(node.func.id):
                return False
        elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute):
            return False
    return True


def _is_own(node: ast.expr, own: str) -> bool:
    return isinstance(node, ast.Attribute) and is_name(node.value, own)


def _reads_its_own(code: FunctionCode, method: str, reads: Reads) -> bool:
    """Whether every method of that name in the module only looks at fields of its object, which then count as read."""
    named = [name for name in code.module.functions if "." in name and name.rpartition(".")[2] == method]
    for name in named:
        inner = Reads()
        if not _look(code, name, inner, set()):
            return False
        reads.fields |= {*inner.own, *inner.fields}
        reads.keys += inner.keys
    return bool(named)


def _change(code: FunctionCode, start: ast.stmt, state: list[str], edits: Edits) -> None:
    node = code.node
    names = [arg.arg for arg in node.args.args]
    own, given = names[0], names[1:]
    owner, _, method = code.name.rpartition(".")
    known, anew = f"_{method.lstrip('_')}_known", f"_{method}{_ANEW}"
    if any(name in code.module.source for name in (known, anew)):
        raise EditConflict("the names for the memory are taken")
    if isinstance(start, ast.AnnAssign):
        made = edits.need("dataclasses", "field")
        text = f"{known}: tuple = {made}(default=(None, {{}}), init=False, repr=False, compare=False)"
        edits.insert_after(start, text)
    else:
        first = parameters(code.module.functions[f"{owner}.__init__"])[0].arg
        edits.insert_after(start, f"{first}.{known} = None, {{}}")
    now = ", ".join(part.format(own) for part in state)
    key = given[0] if len(given) == 1 else f"({', '.join(given)})" if given else "()"
    text = (
        f"{head_of(code)}\n"
        f"    # What was found holds until the object changes.\n"
        f"    state = {now}\n"
        f"    if {own}.{known}[0] != state:\n"
        f"        {own}.{known} = state, {{}}\n"
        f"    known = {own}.{known}[1]\n"
        f"    if {key} not in known:\n"
        f"        known[{key}] = {own}.{anew}({', '.join(given)})\n"
        f"    return known[{key}]\n"
    )
    if {"state", "known"} & set(names):
        raise EditConflict("the names of the memory are parameters")
    edits.rename_definition(node, anew)
    edits.insert_behind_definition(node, text)
