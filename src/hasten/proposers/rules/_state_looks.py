"""Whether code only looks at a state and its parts: nobody keeps what is seen, and nothing is seen later."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.match import match
from hasten.code.purity import MUTATING_METHODS, PURE_METHODS
from hasten.proposers.rules._state_names import ALL, Family, Held, Names, place_of, positional

#: Builtins that keep nothing of the containers that they look at.
_LOOKERS = frozenset(
    {"all", "any", "bool", "dict", "frozenset", "len", "list", "max", "min", "print", "repr", "set", "sorted", "str",
     "sum", "tuple"}
)  # fmt: skip
_LOOKS = frozenset(
    {"copy", "count", "difference", "get", "index", "intersection", "isdisjoint", "issubset", "issuperset", "union"}
)
_VIEWS = frozenset({"items", "keys", "values"})


@dataclass
class Looks:
    """What one function looks at."""

    family: Family
    code: FunctionCode

    def look(self, node: ast.AST, names: Names) -> None:
        """See that an expression only looks at the state.

        Raises:
            Held: It does more.
        """
        known = names.known()
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and inner.id in known:
                self.one_look(inner, names)

    def one_look(self, node: ast.Name, names: Names) -> None:
        if node.id in names.stale:
            raise Held("what a part was is looked at")
        if self.code.in_nested_function(node) or self.is_later(node):
            raise Held("a look at another time")
        above = self.code.parent(node)
        alias = dict(names.alias).get(node.id)
        if alias is not None:
            self.part_look(node, alias)
            return
        if isinstance(above, ast.Subscript | ast.Attribute) and above.value is node:
            called = isinstance(above, ast.Attribute) and self.is_called(above)
            place = place_of(above) if not called else None
            if not isinstance(above.ctx, ast.Load):
                raise Held("the state is changed by hand")
            if place is not None:
                if node.id in names.old and ({place, ALL} & names.changed):
                    raise Held("what was is looked at")
                if place in dict(names.pending):
                    raise Held("what a part was is looked at")
                self.part_look(above, place)
                return
        if node.id in names.old or names.pending:
            raise Held("what was is looked at")
        if isinstance(above, ast.Subscript) and above.value is node:
            self.family.taken_whole = True
            return
        if isinstance(above, ast.Attribute) and above.attr == "get":
            self.family.taken_whole = True
        if isinstance(above, ast.Attribute) and above.attr in ("items", "values"):
            self.family.taken_whole = True
        if isinstance(above, ast.Attribute) and above.attr not in (*_VIEWS, "get"):
            raise Held("a method that is not known")
        if isinstance(above, ast.Call) and not self.is_builtin_look(above):
            if not self.looks(above, node):
                raise Held("a function that is not known")
            return
        if not self.consumed(node) or isinstance(above, ast.Dict | ast.keyword):
            raise Held("the state is kept")
        if isinstance(above, ast.Call) and self.is_builtin_look(above) and ast.unparse(above.func) in ("dict",):
            self.family.taken_whole = True

    def part_look(self, node: ast.expr, place: str) -> None:
        above = self.code.parent(node)
        if isinstance(above, ast.Subscript | ast.Attribute) and not isinstance(above.ctx, ast.Load):
            raise Held("a part is changed by hand")
        if isinstance(above, ast.Attribute) and self.is_called(above) and above.attr not in (*_LOOKS, *_VIEWS):
            if place in self.family.in_place:
                raise Held("a method that is not known")
            self.family.escaped.add(place)
            return
        if isinstance(above, ast.Call) and not self.is_builtin_look(above) and node in above.args:
            if not self.looks(above, node):
                self.family.escaped.add(place)
            return
        if not self.consumed(node):
            self.family.escaped.add(place)

    def is_called(self, node: ast.Attribute) -> bool:
        above = self.code.parent(node)
        return isinstance(above, ast.Call) and above.func is node

    def is_builtin_look(self, call: ast.Call) -> bool:
        return isinstance(call.func, ast.Name) and call.func.id in _LOOKERS and self.code.is_builtin(call.func.id)

    def is_later(self, node: ast.expr) -> bool:
        """Whether a generator expression looks at it when somebody asks for its elements."""
        for above in self.code.ancestors(node):
            if isinstance(above, ast.GeneratorExp):
                call = self.code.parent(above)
                joins = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "join"
                if not isinstance(call, ast.Call) or not (joins or self.is_builtin_look(call)):
                    return True
            if isinstance(above, ast.stmt):
                break
        return False

    def consumed(self, node: ast.expr) -> bool:
        """Whether an expression is looked at and nobody keeps it."""
        above = self.code.parent(node)
        if isinstance(above, ast.Subscript):
            return True  # an element, a slice of its own, or a key
        if isinstance(above, ast.Attribute):
            call = self.code.parent(above)
            if not isinstance(call, ast.Call) or call.func is not above:
                return above.attr not in PURE_METHODS and above.attr not in MUTATING_METHODS  # a field of a field
            return self.consumed(call) if above.attr in _VIEWS else above.attr in _LOOKS
        if isinstance(above, ast.Compare | ast.FormattedValue | ast.BinOp | ast.Expr | ast.UnaryOp):
            asked = isinstance(above, ast.Compare) and any(isinstance(op, ast.Is | ast.IsNot) for op in above.ops)
            return not asked or match("$x is None", above) is not None or match("$x is not None", above) is not None
        if isinstance(above, ast.If | ast.While | ast.For):
            return True
        if isinstance(above, ast.comprehension):
            return True  # see is_later
        if isinstance(above, ast.Starred):
            return True
        if isinstance(above, ast.Dict):
            return any(key is None and value is node for key, value in zip(above.keys, above.values, strict=True))
        if isinstance(above, ast.BoolOp):
            return self.consumed(above)
        if isinstance(above, ast.IfExp):
            return above.test is node
        if isinstance(above, ast.Call):
            if isinstance(above.func, ast.Name) and above.func.id in ("enumerate", "reversed", "zip"):
                return self.code.is_builtin(above.func.id) and self.consumed(above)
            several = len(above.args) > 1 and ast.unparse(above.func) in ("max", "min")  # gives one of them back
            return self.is_builtin_look(above) and not several
        return isinstance(above, ast.AugAssign) and above.value is node

    def looks(self, call: ast.Call, node: ast.expr) -> bool:
        """Whether a function of the module does nothing but look at what it is given."""
        if not isinstance(call.func, ast.Name) or not isinstance(
            self.code.module.functions.get(call.func.id), ast.FunctionDef
        ):
            return False
        other = self.code.program.function(call.func.id)
        parameters = positional(other)
        place = call.args.index(node) if node in call.args else -1
        if place < 0 or place >= len(parameters) or any(isinstance(a, ast.Starred) for a in call.args):
            return False
        key = other.name, place
        if key not in self.family.looked:
            self.family.looked[key] = False
            uses = other.uses(parameters[place])
            walk = Looks(self.family, other)
            plain = kind_of(other.node) == "function" and not other.node.decorator_list
            if plain and not (uses.rebinds or uses.changes or uses.returns):
                before = len(self.family.rewritten), len(self.family.calls)
                try:
                    for each in other.all(ast.Name):
                        if each.id == parameters[place]:
                            if other.in_nested_function(each):
                                raise Held("a function inside takes hold of the state")
                            walk.one_look(each, Names(parameters[place]))
                    self.family.looked[key] = before == (len(self.family.rewritten), len(self.family.calls))
                except Held:
                    pass
        return self.family.looked[key]
