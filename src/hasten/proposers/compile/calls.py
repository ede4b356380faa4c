"""Calls, loops and comprehensions of one function."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hasten.inputs.constants import fold
from hasten.proposers.compile.ir import Expr, Stmt
from hasten.proposers.compile.lattice import (
    BOOL,
    CHAR,
    FLOAT,
    INT,
    MOST_ITEMS,
    NONE,
    NUMBER,
    STR,
    UNKNOWN,
    Range,
    Type,
    is_key,
    join,
    list_of,
    shown,
)
from hasten.proposers.compile.refusal import Unsupported

if TYPE_CHECKING:
    from hasten.proposers.compile.translate import Translator

#: Functions of ``math`` on one float that a compiled call gives exactly as Python does: the C library's own.
MATH = frozenset({
    "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log2", "log10",
    "fabs", "floor", "ceil", "trunc", "isnan", "isinf", "isfinite", "radians", "degrees",
})  # fmt: skip
#: Runs a body for each item: its target, the body, and where the loop stands.
Walk = Callable[[ast.expr, Callable[[], list[Stmt]], ast.AST], None]
#: Methods that put something into a dict or set, and that take something out of one.
_PUTS = frozenset(("add", "setdefault", "update"))
_TAKES = frozenset(("pop", "discard", "remove", "clear", "popitem"))
_TO_INT = ("floor", "ceil", "trunc")
_TO_BOOL = ("isnan", "isinf", "isfinite")

_CHANGING = frozenset((
    "append", "extend", "sort", "reverse", "insert", "clear", "pop", "add", "discard", "remove", "setdefault",
    "update",
))  # fmt: skip


class CallTranslator:
    """What is called, and what loops."""

    if TYPE_CHECKING:
        whole: Translator
        node: ast.FunctionDef
        name: str
        pre: list[Stmt]
        set_names: set[str]
        unset: set[str]
        names: dict[str, str]
        types: dict[str, Type]
        own: set[str]
        bound_again: set[str]
        walked: set[ast.AST]
        methods: dict[str, tuple[str, str]]
        held_functions: Mapping[str, str]
        expr: Callable[[ast.expr], Expr]
        operands: Callable[[Sequence[ast.expr]], list[Expr]]
        condition: Callable[[ast.expr], Expr]
        truth: Callable[[Expr], Expr]
        kept: Callable[[Expr, ast.AST, str], Expr]
        fresh: Callable[[ast.AST, str], str]
        set: Callable[[str, Expr], None]
        variable: Callable[[str], Expr]
        integer: Callable[[int], Expr]
        boolean: Callable[[bool], Expr]
        number: Callable[[Expr], Expr]
        length: Callable[[Expr], Expr]
        item: Callable[[Expr, int], Expr]
        index: Callable[[Expr, Expr], Expr]
        arithmetic: Callable[[ast.operator, Expr, Expr], Expr]
        assign: Callable[[ast.expr, Expr, ast.AST], None]
        renamed: Callable[[str], str]
        compared: Callable[[str, Expr, Expr, ast.AST], Expr]

    def of_Call(self, node: ast.Call) -> Expr:  # noqa: N802, D102
        node = self._of_object(node)
        own = isinstance(node.func, ast.Name) and bool(self._function_of(node.func))
        if (node.keywords and not own) or any(isinstance(a, ast.Starred) for a in node.args):
            raise Unsupported(f"line {node.lineno} calls by keyword or with a star")
        what = self.whole.imported(node.func)
        if what:
            return self._library(what, node)
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, node)
        if not isinstance(node.func, ast.Name):
            raise Unsupported(f"line {node.lineno} calls something that is only known at run time")
        name = self._function_of(node.func) or node.func.id
        if name == node.func.id and (name in self.own or name in self.names):
            raise Unsupported(f"line {node.lineno} calls something that is only known at run time")
        if name in self.whole.module.functions:
            name, arguments = self._bound_arguments(name, node)
            type_ = self.whole.called(self.name, name, [a.type for a in arguments])
            return self.kept_call(Expr("call", type_, tuple(arguments), name), node)
        method = getattr(self, f"call_{name}", None)
        if method is None or not self.whole.is_builtin(name):
            raise Unsupported(f"it calls {name}")
        found: Expr = method(node)
        return found

    def _of_object(self, node: ast.Call) -> ast.Call:
        """The call of a bound method under a name of its own, as a call of the method."""
        if not isinstance(node.func, ast.Name) or node.func.id not in self.methods:
            return node
        holder, method = self.methods[node.func.id]
        func = ast.Attribute(ast.copy_location(ast.Name(holder, ast.Load()), node), method, ast.Load())
        return ast.copy_location(ast.Call(ast.copy_location(func, node), node.args, node.keywords), node)

    def _function_of(self, node: ast.expr) -> str:
        """The function of the module that a name stands for, here too where it was handed in; else an empty text."""
        if not isinstance(node, ast.Name):
            return ""
        if node.id in self.held_functions:
            return self.held_functions[node.id]
        local = node.id in self.own or node.id in self.names
        return node.id if node.id in self.whole.module.functions and not local else ""

    def _bound_arguments(self, name: str, node: ast.Call) -> tuple[str, list[Expr]]:
        """Name here of the module's own function that is called, and arguments by the place of its parameters."""
        spec = self.whole.module.functions[name].args
        names = [a.arg for a in spec.args]
        defaults = dict(zip(reversed(names), reversed(spec.defaults), strict=False))
        given = dict(zip(names, node.args, strict=False))
        for keyword in node.keywords:
            if keyword.arg is None or keyword.arg not in names or keyword.arg in given:
                raise Unsupported(f"line {node.lineno} calls {name} in another form")
            given[keyword.arg] = keyword.value
        bound = {n.id for n in ast.walk(self.whole.module.functions[name]) if isinstance(n, ast.Name)
                 and not isinstance(n.ctx, ast.Load)}  # fmt: skip
        held = {n: self._function_of(v) for n, v in given.items() if self._function_of(v) and n not in bound}
        values = dict(zip(
            [n for n in given if n not in held], self.operands([v for n, v in given.items() if n not in held]),
            strict=True,
        ))  # fmt: skip
        for missing in [n for n in names if n not in given]:
            default = defaults.get(missing)
            if not isinstance(default, ast.Constant) or len(node.args) > len(names):
                raise Unsupported(f"{name} is called without some of its arguments")
            values[missing] = self.expr(default)
        if len(node.args) > len(names):
            raise Unsupported(f"{name} is called with more arguments than it takes")
        return self.whole.called_with(name, held), [values[n] for n in names if n not in held]

    def kept_call(self, call: Expr, node: ast.AST) -> Expr:
        """A call with effects on its arguments is made at its place in the order; others may stay where they are."""
        if any(a.type.kind in ("list", "set", "dict") for a in call.args) and call.type not in (NONE, UNKNOWN):
            return self.kept(call, node, "called")
        return call

    # -- builtins -----------------------------------------------------------------------------------------------------

    def call_len(self, node: ast.Call) -> Expr:  # noqa: D102
        self.walked.update(node.args)
        return self.length(self._one(node))

    def call_abs(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self.number(self._one(node))
        if not value.type.numeric and value.type != UNKNOWN:
            raise Unsupported(f"it calls abs on {shown(value.type)}")
        range_ = value.after
        high = max(abs(range_.low), abs(range_.high))
        return Expr("abs", value.type, (value,), range=Range(0, high))

    def call_min(self, node: ast.Call) -> Expr:  # noqa: D102
        return self._extreme(node, "min")

    def call_max(self, node: ast.Call) -> Expr:  # noqa: D102
        return self._extreme(node, "max")

    def _extreme(self, node: ast.Call, name: str) -> Expr:
        if len(node.args) == 1:
            return self._extreme_of(node, name)
        values = [self.number(v) if v.type != BOOL else v for v in self.operands(node.args)]
        found = values[0]
        for place, other in enumerate(values[1:]):
            type_ = join(found.type, other.type, f"an argument of {name}")
            if not type_.numeric and type_ not in (UNKNOWN, CHAR):
                raise Unsupported(f"it calls {name} on {shown(type_)}")
            if found.op not in ("const", "var"):
                found = self.kept(found, node.args[place], name)
            if other.op not in ("const", "var"):
                other = self.kept(other, node.args[place + 1], name)
            low, high = (
                (min(found.after.low, other.after.low), min(found.after.high, other.after.high))
                if name == "min"
                else (max(found.after.low, other.after.low), max(found.after.high, other.after.high))
            )
            found = Expr(name, type_, (found, other), range=Range(low, high))
        return found

    def _extreme_of(self, node: ast.Call, name: str) -> Expr:
        """``min(items)``: the first extreme, as Python picks it."""
        best, seen = self.fresh(node, name), self.fresh(node, "seen")
        self.set(seen, self.boolean(False))

        def body(value: Expr) -> list[Stmt]:
            if not value.type.numeric and value.type not in (UNKNOWN, CHAR):
                raise Unsupported(f"it calls {name} on elements that are {shown(value.type)}")
            kept = value if value.op == "var" else self.kept(value, node, "item")
            outer, self.pre = self.pre, []
            self.set(best, kept)
            self.set(seen, self.boolean(True))
            inner, self.pre = self.pre, outer
            better = self.compared("<" if name == "min" else ">", kept, self._quiet(best), node)
            first = Expr("not", BOOL, (self.variable(seen),))
            return [Stmt("if", (Expr("or", BOOL, (first, better)),), body=inner)]

        self._each(node.args[0], body, node)
        self.pre.append(Stmt("if", (self.variable(seen),), orelse=[Stmt("decline")]))
        return self._quiet(best)

    def _quiet(self, name: str) -> Expr:
        """A variable that is certainly set where it is read, although the text does not show it."""
        return Expr("var", self.types.get(name, UNKNOWN), (), name, self.whole.ranges[self.name].get(name, Range()))

    def call_sum(self, node: ast.Call) -> Expr:  # noqa: D102
        if not 1 <= len(node.args) <= 2:
            raise Unsupported("it calls sum in another form")
        total = self.fresh(node, "total")
        self.set(total, self.expr(node.args[1]) if len(node.args) == 2 else self.integer(0))

        def body(value: Expr) -> list[Stmt]:
            if value.type not in (INT, FLOAT, BOOL, NUMBER, UNKNOWN):
                raise Unsupported(f"it adds up {shown(value.type)}")
            if value.type in (FLOAT, NUMBER) and self.whole.version >= (3, 12):
                raise Unsupported("sum of floats keeps the rounding errors from Python 3.12 on")
            outer, self.pre = self.pre, []
            self.set(total, self.arithmetic(ast.Add(), self.variable(total), value))
            inner, self.pre = self.pre, outer
            return inner

        self._each(node.args[0], body, node)
        return self.variable(total)

    def call_any(self, node: ast.Call) -> Expr:  # noqa: D102
        return self._search(node, found=True)

    def call_all(self, node: ast.Call) -> Expr:  # noqa: D102
        return self._search(node, found=False)

    def _search(self, node: ast.Call, *, found: bool) -> Expr:
        name = self.fresh(node, "any" if found else "all")
        self.set(name, self.boolean(not found))

        def body(value: Expr) -> list[Stmt]:
            test = self.truth(value)
            leave = [Stmt("set", (self.boolean(found),), name), Stmt("break")]
            return [Stmt("if", (test,), body=leave) if found else Stmt("if", (test,), orelse=leave)]

        self._each(node.args[0], body, node, leaves=True)
        return self.variable(name)

    def _each(
        self, items: ast.expr, body: Callable[[Expr], list[Stmt]], node: ast.AST, *, leaves: bool = False
    ) -> None:
        """Run a body for each item of an iterable or generator; ``leaves``: the body ends the search by a break."""
        if isinstance(items, ast.GeneratorExp) or (isinstance(items, ast.ListComp) and not leaves):
            if leaves and len(items.generators) > 1:
                raise Unsupported("it searches two loops at once")
            self._nest(items.generators, lambda: self._value(items.elt, body), items)
            return
        target = ast.copy_location(ast.Name(self.fresh(node, "each"), ast.Store()), items)
        read = ast.copy_location(ast.Name(target.id, ast.Load()), items)
        self.own.add(target.id)
        self.loop(target, items, lambda: self._value(read, body), node)

    def _value(self, node: ast.expr, body: Callable[[Expr], list[Stmt]]) -> list[Stmt]:
        outer, self.pre = self.pre, []
        value = self.expr(node)
        self.pre += body(value)
        inner, self.pre = self.pre, outer
        return inner

    def call_int(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self.number(self._one(node))
        if value.type in (INT, UNKNOWN):
            return value
        if value.type in (FLOAT, NUMBER):
            return Expr("trunc", INT, (value,))
        if value.type == CHAR:
            return Expr("digit", INT, (value,), range=Range(0, 9))
        raise Unsupported(f"it makes an integer of {shown(value.type)}")

    def call_float(self, node: ast.Call) -> Expr:  # noqa: D102
        if len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            if node.args[0].value.strip().lower() in ("inf", "-inf", "+inf", "infinity", "-infinity"):
                return Expr("const", FLOAT, (), float(node.args[0].value))
            raise Unsupported("it makes a float of a text")
        value = self.number(self._one(node))
        if value.type in (FLOAT, UNKNOWN):
            return value
        if value.type in (INT, NUMBER):
            return Expr("float", FLOAT, (value,))
        raise Unsupported(f"it makes a float of {shown(value.type)}")

    def call_round(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self.number(self._one(node))
        if value.type in (INT, UNKNOWN):
            return value
        if value.type != FLOAT:
            raise Unsupported(f"it rounds {shown(value.type)}")
        return Expr("rounded", INT, (value,))

    def call_str(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self._one(node)
        if value.type.is_text or value.type == UNKNOWN:
            return value
        if value.type != INT:
            raise Unsupported(f"it makes a text of {shown(value.type)}")
        return Expr("decimal", STR, (value,))

    def call_bool(self, node: ast.Call) -> Expr:  # noqa: D102
        return self.truth(self._one(node))

    def call_ord(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self._one(node)
        if value.type not in (CHAR, UNKNOWN):
            raise Unsupported("it calls ord on more than one character")
        return Expr("ord", INT, (value,), range=Range(0, 0x10FFFF))

    def call_chr(self, node: ast.Call) -> Expr:  # noqa: D102
        value = self.number(self._one(node))
        if value.type not in (INT, UNKNOWN):
            raise Unsupported(f"it calls chr on {shown(value.type)}")
        return Expr("chr", CHAR, (value,))

    def call_pow(self, node: ast.Call) -> Expr:  # noqa: D102
        if len(node.args) == 2:
            a, b = self.operands(node.args)
            return self.arithmetic(ast.Pow(), a, b)
        values = [self.number(v) for v in self.operands(node.args)]
        if any(v.type not in (INT, UNKNOWN) for v in values):
            raise Unsupported("it calls pow in another form")
        return Expr("powmod", INT, tuple(values))

    def call_divmod(self, node: ast.Call) -> Expr:  # noqa: D102
        a, b = (v if v.op in ("const", "var") else self.kept(v, n, "part")
                for v, n in zip(self.operands(node.args), node.args, strict=True))
        both = (self.arithmetic(ast.FloorDiv(), a, b), self.arithmetic(ast.Mod(), a, b))
        return Expr("tuple", Type("tuple", tuple(p.type for p in both)), both)

    def call_list(self, node: ast.Call) -> Expr:  # noqa: D102
        if not node.args:
            return Expr("list", list_of(UNKNOWN))
        return self._listed(node)

    def _listed(self, node: ast.Call) -> Expr:
        items = node.args[0]
        if len(node.args) != 1:
            raise Unsupported("it makes a list in another form")
        if isinstance(items, ast.GeneratorExp):
            return self.collected(node, items.generators, items.elt)
        target = ast.copy_location(ast.Name(self.fresh(node, "each"), ast.Store()), items)
        self.own.add(target.id)
        each = ast.copy_location(ast.comprehension(target, items, [], 0), items)
        return self.collected(node, [each], ast.copy_location(ast.Name(target.id, ast.Load()), items))

    def call_set(self, node: ast.Call) -> Expr:  # noqa: D102
        if not node.args:
            return Expr("table", Type("set", (UNKNOWN,)))
        if self.kind_of(node.args[0]) in ("dict", "set"):
            raise Unsupported("it makes a set of a dict or set, whose order is that of the room it takes at first")
        return self._as_set(self._listed(node), node)

    def kind_of(self, node: ast.expr) -> str:
        """The kind of an expression that is not evaluated here; empty for what only a loop may go over."""
        outer, self.pre = self.pre, []
        names = set(self.set_names)
        try:
            return self.expr(node).type.kind
        except Unsupported:
            return ""
        finally:
            self.pre, self.set_names = outer, names

    def _as_set(self, items: Expr, node: ast.AST, *, frozen: bool = False) -> Expr:
        """A set of what a list holds; ``frozen``: Python makes it from a constant."""
        name = self.fresh(node, "unique")
        self.set(name, Expr("table", Type("set", (UNKNOWN,))))
        kept = items if items.op == "var" else self.kept(items, node, "items")
        place = self.fresh(node, "place")
        self.whole.typed(self.name, place, INT)
        self.whole.widened(self.name, place, Range(0, MOST_ITEMS))
        element = kept.type.element if kept.type.of else UNKNOWN
        one = Expr("at", element, (kept, self._quiet(place)))
        container = self.same_key(self._quiet(name), one)
        self.pre.append(Stmt("for_each", (kept,), place, [Stmt("set_add", (container, one))]))
        if frozen:
            self.pre.append(Stmt("freeze", (container,)))
        return self.variable(name)

    def of_Set(self, node: ast.Set) -> Expr:  # noqa: N802, D102
        # Python's own compiler makes one constant of three and more, from which the set is filled at once.
        return self._display(node, frozen=len(node.elts) > 2 and all(map(_is_constant, node.elts)))

    def _display(self, node: ast.Set, *, frozen: bool) -> Expr:
        items = self.expr(ast.copy_location(ast.List(node.elts, ast.Load()), node))
        return self._as_set(items, node, frozen=frozen)

    def of_SetComp(self, node: ast.SetComp) -> Expr:  # noqa: N802, D102
        return self._as_set(self.collected(node, node.generators, node.elt), node)

    def call_dict(self, node: ast.Call) -> Expr:  # noqa: D102
        if len(node.args) == 1:
            found = self.expr(node.args[0])
            if found.type.kind == "dict":
                return Expr("copy", found.type, (found,))
        if node.args:
            raise Unsupported("it makes a dict of something")
        return Expr("table", Type("dict", (UNKNOWN, UNKNOWN)))

    def of_Dict(self, node: ast.Dict) -> Expr:  # noqa: N802, D102
        if not node.keys:
            return Expr("table", Type("dict", (UNKNOWN, UNKNOWN)))
        name = self.fresh(node, "made")
        self.set(name, Expr("table", Type("dict", (UNKNOWN, UNKNOWN))))
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                raise Unsupported("it makes a dict with stars")
            one, other = self.operands([key, value])
            self.store(self._quiet(name), one, other)
        return self.variable(name)

    def of_DictComp(self, node: ast.DictComp) -> Expr:  # noqa: N802, D102
        name = self.fresh(node, "made")
        self.set(name, Expr("table", Type("dict", (UNKNOWN, UNKNOWN))))

        def body() -> list[Stmt]:
            outer, self.pre = self.pre, []
            key, value = self.operands([node.key, node.value])
            self.store(self._quiet(name), key, value)
            inner, self.pre = self.pre, outer
            return inner

        self._nest(node.generators, body, node)
        return self.variable(name)

    def call_sorted(self, node: ast.Call) -> Expr:  # noqa: D102
        found = self._listed(node)
        self._require_sortable(found.type)
        self.pre.append(Stmt("sort", (found,)))
        return found

    def _require_sortable(self, type_: Type) -> None:
        element = type_.element
        plain = element.kind in ("int", "float", "str", "bool", "unknown")
        whole = ("int", "bool", "str", "char")
        if not plain and not (element.kind == "tuple" and all(p.kind in whole for p in element.of)):
            raise Unsupported(f"it sorts elements that are {shown(element)}")

    def _one(self, node: ast.Call) -> Expr:
        if len(node.args) != 1:
            raise Unsupported(f"line {node.lineno} calls a builtin in another form")
        return self.expr(node.args[0])

    # -- the library --------------------------------------------------------------------------------------------------

    def _library(self, what: str, node: ast.Call) -> Expr:
        module, _, name = what.rpartition(".")
        if module != "math":
            raise Unsupported(f"it calls {what}")
        values = [self.number(v) for v in self.operands(node.args)]
        if any(not v.type.numeric and v.type != UNKNOWN for v in values):
            raise Unsupported(f"it calls {what} on something that is no number")
        if name in MATH and len(values) == 1:
            value = values[0]
            if name in _TO_INT:
                if value.type == INT:
                    return value
                return Expr(name, INT, (value,))
            return Expr(name, BOOL if name in _TO_BOOL else FLOAT, (value,))
        if name in ("pow", "atan2", "hypot", "fmod") and len(values) == 2 and name != "hypot":
            return Expr(f"math_{name}", FLOAT, tuple(values))
        if name == "gcd" and len(values) == 2 and all(v.type in (INT, UNKNOWN) for v in values):
            return Expr("gcd", INT, tuple(values), range=Range(0, 2**63))
        if name == "isqrt" and len(values) == 1 and values[0].type in (INT, UNKNOWN):
            return Expr("isqrt", INT, tuple(values), range=Range(0, 2**32))
        raise Unsupported(f"it calls {what}")

    # -- methods ------------------------------------------------------------------------------------------------------

    def method_statement(self, node: ast.Call) -> bool:
        """A call of a method for its effect alone; False where it is none of those."""
        node = self._of_object(node)
        if not isinstance(node.func, ast.Attribute) or self.whole.imported(node.func):
            return False
        name = node.func.attr
        if node.keywords:
            raise Unsupported(f"it calls .{name} by keyword")
        if name not in _CHANGING:
            return False
        container, *values = self.operands([node.func.value, *node.args])
        if container.type == UNKNOWN:
            return True
        if container.type.kind == "set" and name in ("add", "discard", "remove") and len(values) == 1:
            # What is not in it may be of another type all the same.
            container = self.same_key(container, values[0])
            self.change(container, Stmt("remove" if name == "remove" else f"set_{name}", (container, values[0])))
            return True
        if container.type.kind == "dict" and name in ("pop", "setdefault"):
            self._dict_method(name, container, values, node)
            return True
        if container.type.kind == "dict" and name == "clear" and not values:
            self.change(container, Stmt("clear", (container,)))
            return True
        if container.type.kind == "dict" and name == "update" and [v.type.kind for v in values] == ["dict"]:
            container = self._retyped(container, join(container.type, values[0].type, "a dict"))
            self.change(container, Stmt("extend", (container, values[0])))
            return True
        if container.type.kind != "list":
            raise Unsupported(f"it calls .{name} of {shown(container.type)}")
        if name == "append" and len(values) == 1:
            container = self.same_element(container, values[0])
            self.change(container, Stmt("push", (container, values[0])))
        elif name == "extend" and len(values) == 1 and values[0].type.kind == "list":
            self.same_elements(container, values[0])
            self.change(container, Stmt("extend", (container, values[0])))
        elif name == "insert" and len(values) == 2 and self.number(values[0]).type == INT:
            container = self.same_element(container, values[1])
            self.change(container, Stmt("insert", (container, self.number(values[0]), values[1])))
        elif name == "sort" and not values:
            self._require_sortable(container.type)
            self.change(container, Stmt("sort", (container,)))
        elif name in ("reverse", "clear") and not values:
            self.change(container, Stmt(name, (container,)))
        elif name == "pop" and len(values) <= 1:
            self._popped(container, values, node)
        else:
            raise Unsupported(f"it calls .{name} in another form")
        return True

    def _method(self, func: ast.Attribute, node: ast.Call) -> Expr:
        name = func.attr
        container, *values = self.operands([func.value, *node.args])
        kind = container.type.kind
        if kind == "unknown":
            return Expr("method", UNKNOWN, (container, *values), name)
        if kind == "list" and name == "pop" and len(values) <= 1:
            return self._popped(container, values, node)
        if kind in ("list", "dict") and name == "copy" and not values:
            return Expr("copy", container.type, (container,))
        if kind == "list" and name in ("count", "index") and len(values) == 1:
            value = values[0]
            if container.type.element not in (value.type, UNKNOWN) or value.type not in (INT, BOOL, CHAR, STR):
                raise Unsupported(f"it calls .{name} on a list of {shown(container.type.element)}")
            # Its own word: "index" is what a subscript is.
            op = "position" if name == "index" else name
            return Expr(op, INT, (container, value), range=Range(0, MOST_ITEMS))
        if kind in ("char", "str"):
            return self._text_method(name, container, values)
        if kind == "dict" and name in ("keys", "values", "items") and not values:
            if node not in self.walked:
                raise Unsupported(f"it keeps what .{name} gives, which follows the dict")
            pair = container.type.of
            element = {"keys": pair[0], "values": pair[1], "items": Type("tuple", pair)}[name]
            return Expr("entries", Type("list", (element,)), (container,), name)
        if kind == "dict" and name in ("pop", "setdefault"):
            return self._dict_method(name, container, values, node)
        if kind == "dict" and name == "get" and len(values) == 2:
            container = self.same_key(container, values[0])
            container = self.same_value(container, values[1])
            return Expr("get_or", container.type.of[1], (container, values[0], values[1]))
        raise Unsupported(f"it calls .{name} of {shown(container.type)}")

    def _dict_method(self, name: str, container: Expr, values: list[Expr], node: ast.AST) -> Expr:
        """``pop`` and ``setdefault``: what they give, after what they do."""
        if not 1 <= len(values) <= 2 or (name == "setdefault" and len(values) == 1):
            raise Unsupported(f"it calls .{name} of a dict in another form")
        container = self.same_key(container, values[0])
        if len(values) == 2:
            container = self.same_value(container, values[1])
        element = container.type.of[1]
        if name == "pop":
            op = "pop_key" if len(values) == 1 else "pop_or"
            return self.kept(Expr(op, element, (container, *values)), node, "popped")
        kept = [v if v.op in ("const", "var") else self.kept(v, node, f"given{k}") for k, v in enumerate(values)]
        there = Expr("has", BOOL, (container, kept[0]))
        self.pre.append(Stmt("if", (there,), orelse=[Stmt("put", (container, *kept))]))
        return self.kept(Expr("get", element, (container, kept[0])), node, "held")

    def _text_method(self, name: str, text: Expr, values: list[Expr]) -> Expr:
        if not values and name in ("isdigit", "isalpha", "isalnum", "isupper", "islower", "isspace"):
            if text.type != CHAR:
                raise Unsupported(f"it calls .{name} on more than one character")
            return Expr("is_char", BOOL, (text,), name)
        if not values and name in ("upper", "lower") :
            return Expr("cased", text.type, (text,), name)
        if name == "count" and len(values) == 1 and values[0].type == CHAR:
            return Expr("count", INT, (text, values[0]), range=Range(0, MOST_ITEMS))
        if name == "join" and len(values) == 1 and values[0].type.kind == "list":
            if not values[0].type.element.is_text and values[0].type.element != UNKNOWN:
                raise Unsupported("it joins something that is no text")
            return Expr("joined", STR, (text, values[0]))
        raise Unsupported(f"it calls .{name} of a text")

    def _popped(self, container: Expr, values: list[Expr], node: ast.AST) -> Expr:
        place = self.number(values[0]) if values else self.integer(-1)
        if place.type not in (INT, UNKNOWN):
            raise Unsupported("it pops by something that is no integer")
        return self.kept(Expr("pop", container.type.element, (container, place)), node, "popped")

    # -- containers ---------------------------------------------------------------------------------------------------

    def change(self, container: Expr, stmt: Stmt) -> None:
        """A statement that changes a container."""
        self.pre.append(stmt)

    def _retyped(self, container: Expr, type_: Type) -> Expr:
        if type_ == container.type:
            return container
        self._widen(container, type_)
        return Expr(container.op, type_, container.args, container.value, container.range)

    def _widen(self, container: Expr, type_: Type) -> None:
        """Let the variable that a container is reached by hold the wider type."""
        if container.op == "var":
            self.whole.typed(self.name, container.value, type_)
        elif container.op == "index" and container.args[0].type.kind == "list":
            self._widen(container.args[0], list_of(type_))
        elif container.op in ("get", "get_or"):
            self._widen(container.args[0], Type("dict", (container.args[0].type.of[0], type_)))
        elif container.op == "index":
            pass
        else:
            raise Unsupported("it stores values of several types in one container")

    def same_element(self, container: Expr, value: Expr) -> Expr:
        """Let a list hold a value too."""
        if value.type == NONE:
            raise Unsupported("it stores None in a list")
        both = join(container.type.element, STR if value.type == CHAR else value.type, "an element of a list")
        return self._retyped(container, list_of(both))

    def same_elements(self, container: Expr, more: Expr) -> Expr:
        """Let a list hold the elements of another too."""
        if more.type.kind != "list":
            raise Unsupported(f"it adds {shown(more.type)} to a list")
        return self._retyped(container, join(container.type, more.type, "a list"))

    def same_key(self, container: Expr, key: Expr) -> Expr:
        """Let a set or dict hold a key too."""
        if not is_key(key.type):
            raise Unsupported(f"it uses {shown(key.type)} as a key")
        both = join(container.type.of[0], STR if key.type == CHAR else key.type, "a key")
        return self._retyped(container, Type(container.type.kind, (both, *container.type.of[1:])))

    def same_value(self, container: Expr, value: Expr) -> Expr:
        """Let a dict hold a value too."""
        both = join(container.type.of[1], value.type, "a value of a dict")
        return self._retyped(container, Type("dict", (container.type.of[0], both)))

    def store(self, container: Expr, index: Expr, value: Expr) -> None:
        """``container[index] = value``."""
        if container.type == UNKNOWN:
            return
        if value.type == NONE:
            raise Unsupported("it stores None")
        if container.type.kind == "dict":
            container = self.same_value(self.same_key(container, index), value)
            self.change(container, Stmt("put", (container, index, value)))
            return
        if container.type.kind != "list":
            raise Unsupported(f"it stores into {shown(container.type)}")
        index = self.number(index)
        if index.type not in (INT, UNKNOWN):
            raise Unsupported(f"it stores by {shown(index.type)}")
        container = self.same_element(container, value)
        self.change(container, Stmt("store", (container, index, value)))

    def _known(self, value: Expr, node: ast.AST, what: str) -> Expr:
        """A value that has been evaluated."""
        if value.op == "const" or (value.op == "var" and value.value not in self.unset):
            return value
        return self.kept(value, node, what)

    def contained(self, value: Expr, container: Expr, node: ast.AST) -> Expr:
        """``value in container``."""
        kind = container.type.kind
        if kind == "set" or kind == "dict":
            return Expr("has", BOOL, (container, value))
        if kind in ("str", "char"):
            if value.type not in (CHAR,):
                raise Unsupported("it searches a text for more than one character")
            return Expr("contains", BOOL, (container, value))
        if kind == "tuple" and container.op == "tuple":
            if any(_may_be_one_nan(value, part) for part in container.args):
                raise Unsupported("it searches floats for one, and NaN is equal to itself there")
            # Every part is evaluated, also where an earlier one is equal.
            value = self._known(value, node, "searched")
            parts = [self._known(part, node, f"part{place}") for place, part in enumerate(container.args)]
            found: Expr | None = None
            for part in parts:
                one = self.compared("==", value, part, node)
                found = one if found is None else Expr("or", BOOL, (found, one))
            assert found is not None
            return found
        if kind == "list" and container.type.element == value.type and value.type in (INT, BOOL, CHAR, STR):
            return Expr("contains", BOOL, (container, value))
        raise Unsupported(f"it searches {shown(container.type)} for {shown(value.type)}")

    # -- loops --------------------------------------------------------------------------------------------------------

    def collected(self, node: ast.AST, generators: Sequence[ast.comprehension], element: ast.expr) -> Expr:
        """A list of what a comprehension gives."""
        name = self.fresh(node, "made")
        self.set(name, Expr("list", list_of(UNKNOWN)))

        def body() -> list[Stmt]:
            outer, self.pre = self.pre, []
            value = self.expr(element)
            container = self.same_element(self._quiet(name), value)
            self.pre.append(Stmt("push", (container, value)))
            inner, self.pre = self.pre, outer
            return inner

        self._nest(generators, body, node)
        return self.variable(name)

    def _nest(self, generators: Sequence[ast.comprehension], body: Callable[[], list[Stmt]], node: ast.AST) -> None:
        """Nested loops of a comprehension, whose variables are its own."""
        if not generators:
            self.pre += body()
            return
        first, *rest = generators
        if first.is_async:
            raise Unsupported("it is asynchronous")
        own = {n.id for n in ast.walk(first.target) if isinstance(n, ast.Name)}

        def inner() -> list[Stmt]:
            before = set(self.set_names)
            outer, self.pre = self.pre, []
            for test in first.ifs:
                wrong = self.condition(test)
                self.pre.append(Stmt("if", (wrong,), orelse=[Stmt("continue")]))
            self._nest(rest, body, node)
            found, self.pre = self.pre, outer
            self.set_names = before
            return found

        iterated = self._source(first.iter)
        names = dict(self.names)
        self.names |= {name: f"{name}_{self.fresh(first.target, 'of')}" for name in own}
        # What the elements do is looked at too: they may change what is gone over.
        iterated(first.target, inner, node)
        self.names = names

    def loop(self, target: ast.expr, items: ast.expr, body: Callable[[], list[Stmt]], node: ast.AST) -> None:
        """``for target in items``; the body is translated with the target bound."""
        self._source(items)(target, body, node)

    def _source(self, items: ast.expr) -> Callable[[ast.expr, Callable[[], list[Stmt]], ast.AST], None]:
        """How to loop over an iterable, which is evaluated now."""
        if isinstance(items, ast.Call) and isinstance(items.func, ast.Name) and not items.keywords:
            name = items.func.id
            method = getattr(self, f"loop_{name}", None)
            if method is not None and self.whole.is_builtin(name) and name not in self.own:
                found: Any = method(items)
                return found  # type: ignore[no-any-return]
        self.walked.add(items)
        if isinstance(items, ast.Set):
            # Of constants Python goes over the constant itself, which was filled one by one.
            return self._over(self._display(items, frozen=False), items)
        return self._over(self.expr(items), items)

    def _over(
        self, value: Expr, node: ast.expr, counted: Expr | None = None
    ) -> Callable[[ast.expr, Callable[[], list[Stmt]], ast.AST], None]:
        if value.type.kind == "tuple" and value.op == "tuple":
            element = UNKNOWN
            for part in value.type.of:
                element = join(element, part, "an item of a tuple")
            value = Expr("list", list_of(element), value.args)
        if value.type.kind in ("dict", "set"):
            how = "keys" if value.type.kind == "dict" else "members"
            value = Expr("entries", Type("list", (value.type.of[0],)), (value,), how)
        if value.op == "entries":
            return self._over_entries(value, node, counted)
        if value.type.kind not in ("list", "str", "unknown"):
            raise Unsupported(f"it loops over {shown(value.type)}")
        sequence = self.held(value, node)
        return self._along(sequence, lambda place: Expr("at", _element(value), (sequence, place)), node, counted)

    def _over_entries(self, value: Expr, node: ast.expr, counted: Expr | None) -> Walk:
        """A loop over a set, or keys, values or items of a dict. It sees values that are stored meanwhile."""
        table = self.kept(value.args[0], node, "table")
        key = table.type.of[0] if table.type.of else UNKNOWN
        copied = self._along_copy(Expr("entries", value.type, (table,), value.value), node, counted)
        all_of = "members" if value.value == "members" else "keys"
        keys = Expr("entries", Type("list", (key,)), (table,), all_of)

        def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            if not self._may_store(where):
                copied(target, body, where)
                return
            if self._may_take_out(where):
                raise Unsupported("it may take something out of a dict or set that it goes over")
            names = self.kept(keys, node, "keys")
            grown = Expr("!=", BOOL, (self.length(table), self.length(names)))
            stop = Stmt("if", (grown,), body=[Stmt("decline")])

            def one(place: Expr) -> Expr:
                name = Expr("at", key, (names, place))
                if value.value in ("keys", "members"):
                    return name
                item = Expr("get", table.type.of[1], (table, name))
                if value.value == "values":
                    return item
                return Expr("tuple", Type("tuple", (key, item.type)), (name, item))

            self._along(names, one, node, counted)(target, lambda: [stop, *body()], where)
            self.pre.append(stop)

        return run

    def _along_copy(self, value: Expr, node: ast.expr, counted: Expr | None) -> Walk:
        def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            items = self.kept(value, node, "items")
            self._along(items, lambda place: Expr("at", _element(value), (items, place)), node, counted)(
                target, body, where
            )

        return run

    def _may_store(self, where: ast.AST) -> bool:
        """Whether a loop may change a dict or set."""
        return any(
            (isinstance(n, ast.Subscript) and not isinstance(n.ctx, ast.Load))
            or (isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in _PUTS | _TAKES)
            or (isinstance(n, ast.Name) and n.id in self.methods)
            or self._calls_own(n)
            for n in ast.walk(where)
        )

    def _calls_own(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and bool(self._function_of(node.func))

    def _may_take_out(self, where: ast.AST) -> bool:
        """Whether a loop, or a function that it may come to call, takes something out of a dict or set."""
        own = any(map(self._calls_own, ast.walk(where)))
        return any(
            isinstance(n, ast.Delete)
            or (isinstance(n, ast.Attribute) and n.attr in _TAKES)
            or (isinstance(n, ast.Name) and self.methods.get(n.id, ("", ""))[1] in _TAKES)
            for part in (where, *([self.whole.module.tree] if own else []))
            for n in ast.walk(part)
        )

    def _along(
        self, sequence: Expr, at: Callable[[Expr], Expr], node: ast.AST, counted: Expr | None
    ) -> Walk:
        """A loop over the places of a sequence; ``at`` says what stands at a place."""

        def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            place = self.fresh(node, "place")
            self.whole.typed(self.name, place, INT)
            self.whole.widened(self.name, place, Range(0, MOST_ITEMS))
            one = at(self._quiet(place))
            number = None
            if counted is not None:
                number = self.arithmetic(ast.Add(), self._quiet(place), counted)
                number = Expr(number.op, number.type, number.args, number.value, number.range)
            self._run(Stmt("for_each", (sequence,), place), target, one, number, body, where)

        return run

    def _run(
        self, head: Stmt, target: ast.expr, one: Expr, number: Expr | None, body: Callable[[], list[Stmt]],
        where: ast.AST,
    ) -> None:
        before = set(self.set_names)
        outer, self.pre = self.pre, []
        if number is not None:
            if not isinstance(target, ast.Tuple) or len(target.elts) != 2:
                raise Unsupported("it takes the pairs of enumerate as they are")
            self.assign(target.elts[0], number, target.elts[0])
            self.assign(target.elts[1], one, target.elts[1])
        else:
            self.assign(target, one, target)
        self.pre += body()
        head.body, self.pre = self.pre, outer
        self.set_names = before
        self.pre.append(head)

    def held(self, value: Expr, node: ast.AST) -> Expr:
        """A sequence to loop over: the one there was at the start, also where its name is bound anew in the loop."""
        if value.op == "var" and value.value not in self.bound_again:
            return value
        return self.kept(value, node, "items")

    def loop_enumerate(self, node: ast.Call) -> Any:  # noqa: D102
        if not 1 <= len(node.args) <= 2:
            raise Unsupported("it calls enumerate in another form")
        self.walked.add(node.args[0])
        items, *start = self.operands(node.args)
        if start and start[0].type not in (INT, UNKNOWN):
            raise Unsupported("it counts from something that is no integer")
        first = start[0] if start else self.integer(0)
        if first.op not in ("const", "var"):
            first = self.kept(first, node, "start")
        return self._over(items, node.args[0], counted=first)

    def loop_zip(self, node: ast.Call) -> Any:  # noqa: D102
        sequences = [
            self.held(v, n) for v, n in zip(self.operands(node.args), node.args, strict=True)
        ]
        if len(sequences) < 2:
            raise Unsupported("it zips fewer than two")
        for value in sequences:
            if value.type.kind not in ("list", "str", "unknown"):
                raise Unsupported(f"it loops over {shown(value.type)}")

        def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            if not isinstance(target, ast.Tuple) or len(target.elts) != len(sequences):
                raise Unsupported("it takes the tuples of zip as they are")
            place = self.fresh(node, "place")
            self.whole.typed(self.name, place, INT)
            self.whole.widened(self.name, place, Range(0, MOST_ITEMS))
            before = set(self.set_names)
            outer, self.pre = self.pre, []
            for part, value in zip(target.elts, sequences, strict=True):
                kind = value.type.kind
                element = UNKNOWN if kind == "unknown" else CHAR if kind == "str" else value.type.element
                self.assign(part, Expr("at", element, (value, self._quiet(place))), part)
            self.pre += body()
            inner, self.pre = self.pre, outer
            self.set_names = before
            self.pre.append(Stmt("for_each", tuple(sequences), place, inner))

        return run

    def loop_range(self, node: ast.Call) -> Any:  # noqa: D102
        values = [self.number(v) for v in self.operands(node.args)]
        if not 1 <= len(values) <= 3 or any(v.type not in (INT, UNKNOWN) for v in values):
            raise Unsupported("it counts by something that is no integer")
        start, stop = (self.integer(0), values[0]) if len(values) == 1 else (values[0], values[1])
        step = values[2] if len(values) == 3 else self.integer(1)
        # The bounds are taken once, before the first round.
        start, stop, step = (
            v if v.op == "const" else self.kept(v, node, what)
            for v, what in ((start, "start"), (stop, "stop"), (step, "step"))
        )

        def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            counter = self.fresh(node, "count")
            upward = step.after.low > 0
            downward = step.after.high < 0
            if upward:
                held = Range(start.after.low, max(start.after.low, stop.after.high - 1))
            elif downward:
                held = Range(min(stop.after.low + 1, start.after.high), start.after.high)
            else:
                held = Range(min(start.after.low, stop.after.low), max(start.after.high, stop.after.high))
            self.whole.typed(self.name, counter, INT)
            self.whole.widened(self.name, counter, held)
            one = Expr("var", INT, (), counter, held.clipped())
            self._run(Stmt("for_range", (start, stop, step), counter), target, one, None, body, where)

        return run

    def loop_reversed(self, node: ast.Call) -> Any:  # noqa: D102
        inner = node.args[0] if len(node.args) == 1 else None
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "range":
            values = [self.number(v) for v in self.operands(inner.args)]
            if len(values) == 1 and values[0].type == INT:
                values = [self.integer(0), values[0]]
            if len(values) == 2 and all(v.type in (INT, UNKNOWN) for v in values):
                first = self.kept(self.arithmetic(ast.Sub(), values[1], self.integer(1)), node, "start")
                last = self.kept(self.arithmetic(ast.Sub(), values[0], self.integer(1)), node, "stop")

                def run(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
                    counter = self.fresh(node, "count")
                    held = Range(min(last.after.low + 1, first.after.high), first.after.high)
                    self.whole.typed(self.name, counter, INT)
                    self.whole.widened(self.name, counter, held)
                    one = Expr("var", INT, (), counter, held.clipped())
                    head = Stmt("for_range", (first, last, self.integer(-1)), counter)
                    self._run(head, target, one, None, body, where)

                return run
        if inner is None:
            raise Unsupported("it calls reversed in another form")
        value = self.expr(inner)
        if value.type.kind not in ("list", "str", "unknown"):
            raise Unsupported(f"it reverses {shown(value.type)}")
        sequence = self.held(value, inner)
        size = Expr("len", INT, (sequence,), range=Range(0, MOST_ITEMS))
        first = self.kept(Expr("-", INT, (size, self.integer(1)), range=Range(-1, MOST_ITEMS)), node, "start")

        def back(target: ast.expr, body: Callable[[], list[Stmt]], where: ast.AST) -> None:
            counter = self.fresh(node, "count")
            self.whole.typed(self.name, counter, INT)
            self.whole.widened(self.name, counter, Range(0, MOST_ITEMS))
            place = Expr("var", INT, (), counter, Range(0, MOST_ITEMS))
            # It goes over the sequence as it is by then, and ends where that has become shorter.
            gone = Stmt("if", (Expr(">=", BOOL, (place, size)),), body=[Stmt("break")])
            head = Stmt("for_range", (first, self.integer(-1), self.integer(-1)), counter)
            self._run(head, target, Expr("at", _element(value), (sequence, place)), None, body, where)
            head.body.insert(0, gone)

        return back


def _element(sequence: Expr) -> Type:
    """Type of what a loop over a list or text gives."""
    if sequence.type == UNKNOWN:
        return UNKNOWN
    return CHAR if sequence.type.kind == "str" else sequence.type.element


def _is_constant(node: ast.expr) -> bool:
    """Whether Python's own compiler makes a constant of an expression."""
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    return isinstance(node, ast.Constant) or fold(node) is not None


def _may_be_one_nan(a: Expr, b: Expr) -> bool:
    """Whether two floats may be the same NaN, which ``in`` finds and ``==`` does not."""
    return all(e.type in (FLOAT, NUMBER) and (e.op != "const" or math.isnan(e.value)) for e in (a, b))
