"""Expressions as mypyc shall see them: with their types where those are sure."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hasten.proposers.compile.mypyc.atoms import NONE, Ty, kinds
from hasten.proposers.compile.mypyc.emit_names import ANY, cast_to, class_value, global_name, state
from hasten.proposers.compile.mypyc.inference.operators import OPERATORS
from hasten.proposers.compile.mypyc.world import Code, literal
from hasten.proposers.compile.refusal import Unsupported

if TYPE_CHECKING:
    from hasten.proposers.compile.mypyc.emit import ModuleWriter

#: Classes without a common one that are told apart where an attribute or method of one is used.
_MOST_CLASSES = 3
#: Values that are asked at most whether they are floats, before one expression.
_MOST_ASKED = 8
_ORDERS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
#: Beyond it an integer is not exactly a float.
_EXACT = 2**53


class ExpressionWriter:
    """Writes expressions of one function."""

    def __init__(self, module: ModuleWriter, code: Code) -> None:
        self.m, self.i, self.world, self.code = module, module.i, module.world, code
        self.declared: dict[str, str] = {}
        self.inner = 0
        #: Whether arithmetic has one form only: the one for any objects.
        self.plainly = False

    def cell(self, name: str) -> Ty:
        return self.i.cell("var", self.code.name, name)

    def fresh(self, type_text: str) -> str:
        self.m.fresh += 1
        name = f"h__{self.m.fresh}"
        if not self.inner:
            self.declared[name] = type_text
        return name

    def iterable(self, node: ast.expr) -> ast.expr:
        found = self.display(node)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and NONE <= self.i.nodes[node]:
            return self.narrowed(found, self.i.nodes[node])
        return found

    def expr(self, node: ast.expr) -> ast.expr:
        if node in self.i.declined:
            return ast.Call(ast.Name("h__decline"), [], [])
        if node in self.i.replaced:
            found = self.i.replaced[node]
            if isinstance(found, ast.Name):
                cls, _, name = found.id.partition(".")
                return self.cast(state(class_value(cls, name)), self.i.nodes[node])
            if not isinstance(found, ast.Call):
                return found
        method = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(f"the expression {type(node).__name__}")
        made: ast.expr = method(node)
        return made

    def cast(self, made: ast.expr, type_: Ty) -> ast.expr:
        """The value with the type that is sure of it, for where the compiler would not see it."""
        text = self.m.type_text(type_)
        return made if text == ANY else cast_to(text, made)

    def narrowed(self, made: ast.expr, type_: Ty) -> ast.expr:
        """The value as what it is when it is not None; None raises, as it would in Python."""
        rest = type_ - NONE
        text = self.m.kind_text(rest) if rest else ANY
        return made if text == ANY else cast_to(text, made)

    def receiver(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Name) and node not in self.i.weak and node.id in self.i.local_names(self.code):
            # A parameter or local is declared as what it is, unless that may be None.
            own = self.code.parameters[:1] == [node.id] and self.code.kind == "method"
            if own or not NONE <= self.cell(node.id):
                return ast.Name(node.id)
        return self.narrowed(self.expr(node), self.i.nodes[node])

    def boxed(self, node: ast.expr) -> ast.expr:
        """A value for a place where mixed numbers must stay what they are."""
        found = self.expr(node)
        if isinstance(node, ast.Slice) or self.m.type_text(self.i.nodes[node]) in ("int", "str"):
            return found
        return cast_to(ANY, found)

    def of_constant(self, node: ast.Constant) -> ast.expr:
        return node

    def of_name(self, node: ast.Name) -> ast.expr:
        name = node.id
        if node in self.i.weak:
            return self.cast(ast.Name(name), self.i.nodes[node])
        local = name in self.i.local_names(self.code)
        if not local and name in self.i.reads:
            return self.cast(state(global_name(name)), self.i.nodes[node])
        return ast.Name(name)

    def unrelated(self, node: ast.expr) -> list[str]:
        """The few classes without a common one of which a local is an instance; empty for anything else."""
        type_ = self.i.nodes.get(node, frozenset())
        if not isinstance(node, ast.Name) or kinds(type_) != {"cls"} or node.id not in self.i.local_names(self.code):
            return []
        names = sorted(str(atom[1]) for atom in type_)
        lineages = {name: self.world.lineage(name) for name in names}
        if self.m.common(names) != ANY or any(c.plain_base for line in lineages.values() for c in line):
            return []
        tops = [name for name in names if not {c.name for c in lineages[name][1:]} & set(names)]
        return tops if 2 <= len(tops) <= _MOST_CLASSES else []

    def by_class(
        self, node: ast.expr, classes: Sequence[str], type_: Ty, made: Callable[[ast.expr], ast.expr]
    ) -> ast.expr:
        """What ``made`` makes of a local, with a branch for each of its classes: each has a type that is sure."""
        text = self.m.type_text(type_)
        found = cast_to(text, made(cast_to(classes[-1], self.expr(node))))
        for name in reversed(classes[:-1]):
            value = self.expr(node)
            test = ast.Call(ast.Name("isinstance"), [cast_to(ANY, value), ast.Name(name)], [])
            found = ast.IfExp(test, cast_to(text, made(cast_to(name, value))), found)
        return found

    def of_attribute(self, node: ast.Attribute) -> ast.expr:
        classes = self.unrelated(node.value)
        if classes:
            type_ = self.i.nodes[node]
            return self.by_class(node.value, classes, type_, lambda value: ast.Attribute(value, node.attr))
        return self.cast(ast.Attribute(self.receiver(node.value), node.attr), self.i.nodes[node])

    def of_call(self, node: ast.Call) -> ast.expr:
        func = node.func
        name = func.id if isinstance(func, ast.Name) and func.id not in self.i.local_names(self.code) else ""
        builtin = hasattr(builtins, name) and name not in (*self.world.functions, *self.world.classes)
        types = [self.i.nodes.get(a, frozenset()) for a in node.args]
        texts = {self.m.type_text(t) for t in types}
        # The compiler fails at a loop over a list in reverse whose elements it does not know.
        sure = len(texts) == 1 and ANY not in texts and name != "reversed"
        known = self._known(node)
        args: list[ast.expr] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                args.append(ast.Starred(self.expr(argument.value)))
            elif known or (builtin and (sure or name in ("range", "isinstance", "len"))) or self._math(node, types):
                args.append(self.expr(argument))
            elif isinstance(argument, ast.GeneratorExp):
                args.append(self.expr(argument))
            else:
                args.append(cast_to(ANY, self.expr(argument)))
        keywords = [
            ast.keyword(k.arg, self.expr(k.value) if known else cast_to(ANY, self.expr(k.value))) for k in node.keywords
        ]
        if name == "print" and builtin and not any(k.arg == "file" for k in node.keywords):
            keywords.append(ast.keyword("file", state("out")))
        if name == "super":
            return ast.Call(ast.Name("super"), [], [])
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call) and func.value in self.i.replaced:
            target: ast.expr = ast.Attribute(ast.Call(ast.Name("super"), [], []), func.attr)
        elif isinstance(func, ast.Attribute) and self._base_init(node, func):
            target, args = ast.Attribute(ast.Call(ast.Name("super"), [], []), func.attr), args[1:]
        elif isinstance(func, ast.Attribute) and func not in self.i.declined and self.unrelated(func.value):
            return self.by_class(
                func.value, self.unrelated(func.value), self.i.nodes[node],
                lambda value: ast.Call(ast.Attribute(value, func.attr), args, keywords),
            )  # fmt: skip
        elif isinstance(func, ast.Attribute):
            target = ast.Attribute(self.receiver(func.value), func.attr)
        elif name and (builtin or name in self.world.functions or name in self.world.classes):
            target = ast.Name(name)
        else:
            target = self.expr(func)
        if func in self.i.declined:
            target = ast.Name("h__decline")
            return ast.Call(target, [], [])
        return self.cast(ast.Call(target, args, keywords), self.i.nodes[node])

    def _known(self, node: ast.Call) -> bool:
        """Whether the callee is code of the world, so that its parameters say what they take."""
        atoms = self.i.nodes.get(node.func, frozenset())
        if self._is_super_call(node):
            return True
        return bool(atoms) and all(a[0] in ("func", "class") for a in atoms)

    def _is_super_call(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Attribute) and node.func.value in self.i.replaced

    def _math(self, node: ast.Call, types: Sequence[Ty]) -> bool:
        """Whether it is a function of ``math`` on floats, which the compiler knows."""
        atoms = self.i.nodes.get(node.func, frozenset())
        return all(a[0] == "ext" and str(a[-1]).startswith("math.") for a in atoms) and all(
            kinds(t) == {"float"} for t in types
        )

    def _base_init(self, node: ast.Call, func: ast.Attribute) -> bool:
        """``Base.__init__(self, ...)`` of the direct base, which is ``super().__init__(...)``."""
        cls = self.world.classes.get(self.code.owner)
        first = node.args[0] if node.args else None
        return (
            cls is not None and not self.inner and self.code.node.name == "__init__" == func.attr
            and isinstance(func.value, ast.Name) and func.value.id == cls.base
            and isinstance(first, ast.Name) and first.id == self.code.parameters[0]
            and not any(isinstance(n, ast.Name) and n.id == first.id and isinstance(n.ctx, ast.Store)
                        for n in ast.walk(self.code.node))
        )  # fmt: skip

    def of_binop(self, node: ast.BinOp) -> ast.expr:
        if not self.plainly:
            asked = self.asked_floats([node])
            if asked is not None:
                test, (unboxed,) = asked
                text = self.m.type_text(self.i.nodes[node])
                return ast.IfExp(test, cast_to(text, unboxed), cast_to(text, self.as_it_is(node)))
        left, right = self.i.nodes[node.left], self.i.nodes[node.right]
        return self.operation_of(
            node.op, self.expr(node.left), self.expr(node.right), left, right, self.i.nodes[node],
            small=isinstance(node.right, ast.Constant),
        )  # fmt: skip

    def operation_of(
        self,
        op: ast.operator,
        a: ast.expr,
        b: ast.expr,
        left: Ty,
        right: Ty,
        result: Ty,
        *,
        small: bool = False,
    ) -> ast.expr:
        """An operation, in the compiler's own form only where that is Python's to the last bit."""
        x, y = kinds(left), kinds(right)
        numbers = {"int", "float"}
        if isinstance(op, ast.Pow) and x == y == {"float"}:
            return ast.Call(ast.Name("h__pow"), [a, b], [])
        if isinstance(op, ast.Div) and x == y == {"int"}:
            return ast.Call(ast.Name("h__truediv"), [a, b], [])
        plain = len(x) == len(y) == 1 and x <= numbers and y <= numbers
        exact = isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.Div) or (
            isinstance(op, ast.FloorDiv | ast.Mod | ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift)
            and x == y == {"int"}
        )
        texts = x == y == {"str"} and isinstance(op, ast.Add)
        if (plain and exact) or texts:
            return ast.BinOp(a, op, b)
        if self._own_operator(op, left, right):
            method = ast.Attribute(cast_to(self.m.kind_text(left), a), f"__{OPERATORS[type(op)]}__")
            return self.cast(ast.Call(method, [b], []), result)
        return self.cast(ast.BinOp(cast_to(ANY, a), op, cast_to(ANY, b)), result)

    def as_it_is(self, node: ast.expr) -> ast.expr:
        """An expression without a second form for floats."""
        outer, self.plainly = self.plainly, True
        made = self.expr(node)
        self.plainly = outer
        return made

    def asked_floats(self, nodes: Sequence[ast.expr]) -> tuple[ast.expr, list[ast.expr]] | None:
        """Arithmetic on values that may be integers or floats: a test whether all are floats, and the forms for then.

        Floats are computed with unboxed there, which is the same to the last bit; what is mixed goes on as objects.
        None where there is nothing to ask, or a value is not simply read.
        """
        leaves: dict[str, ast.expr] = {}
        forms: list[ast.expr] = []
        for node in nodes:
            form = self._unboxed(node, leaves)
            if form is None:
                return None
            forms.append(form)
        if not 1 <= len(leaves) <= _MOST_ASKED:
            return None
        tests: list[ast.expr] = [
            ast.Call(ast.Name("isinstance"), [leaf, ast.Name("float")], []) for leaf in leaves.values()
        ]
        return (ast.BoolOp(ast.And(), tests) if len(tests) > 1 else tests[0]), forms

    def _unboxed(self, node: ast.expr, leaves: dict[str, ast.expr]) -> ast.expr | None:
        """The form of a value as a float, and the values that must be floats for it; None where it has none."""
        if isinstance(node, ast.Constant):
            number = node.value
            exact = type(number) is float or (type(number) is int and abs(number) <= _EXACT)
            return ast.Constant(float(number)) if exact and isinstance(number, int | float) else None
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            if isinstance(node.operand, ast.Constant):
                return None
            inner = self._unboxed(node.operand, leaves)
            return inner and ast.UnaryOp(node.op, inner)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            # Two constants would be computed with as integers.
            if isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant):
                return None
            left, right = self._unboxed(node.left, leaves), self._unboxed(node.right, leaves)
            return ast.BinOp(left, node.op, right) if left is not None and right is not None else None
        if node in self.i.replaced or node in self.i.declined or not self._simply_read(node):
            return None
        have = kinds(self.i.nodes[node])
        made = self.expr(node)
        if have != {"float"}:
            if not {"float", "any"} & have or not have <= {"int", "float", "bool", "none", "any"}:
                return None
            leaves.setdefault(ast.dump(made), cast_to(ANY, made))
        return cast_to("float", made)

    def _simply_read(self, node: ast.expr) -> bool:
        """Whether reading a value again gives the same and does nothing else: a local, or an attribute of one."""
        if isinstance(node, ast.Name):
            return node.id in self.i.local_names(self.code)
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return False
        type_ = self.i.nodes.get(node.value, frozenset())
        if node.value.id not in self.i.local_names(self.code) or kinds(type_) != {"cls"}:
            return False
        names = [str(atom[1]) for atom in type_]
        return all(
            node.attr in self.i.attributes(name) and not any(c.plain_base for c in self.world.lineage(name))
            for name in names
        )

    def _own_operator(self, op: ast.operator, left: Ty, right: Ty) -> bool:
        """Whether an operator is surely the method of one class of the world, so that it can be called as such."""
        if kinds(left) != {"cls"} or self.m.kind_text(left) == ANY or not right or kinds(right) & {"any", "ext"}:
            return False
        name = OPERATORS[type(op)]
        methods = [self.world.method(str(atom[1]), f"__{name}__") for atom in left]
        reflected = any(self.world.method(str(atom[1]), f"__r{name}__") for atom in right if atom[0] == "cls")
        return not reflected and all(
            code is not None and code.kind == "method" and len(code.parameters) == 2
            and not any(isinstance(n, ast.Name) and n.id == "NotImplemented" for n in ast.walk(code.node))
            for code in methods
        )  # fmt: skip

    def of_unaryop(self, node: ast.UnaryOp) -> ast.expr:
        operand = self.expr(node.operand)
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, operand)
        if kinds(self.i.nodes[node.operand]) in ({"int"}, {"float"}):
            return ast.UnaryOp(node.op, operand)
        return self.cast(ast.UnaryOp(node.op, cast_to(ANY, operand)), self.i.nodes[node])

    def of_compare(self, node: ast.Compare) -> ast.expr:
        nodes = [node.left, *node.comparators]
        if len(nodes) == 2 and not self.plainly and isinstance(node.ops[0], _ORDERS):
            asked = self.asked_floats(nodes)
            if asked is not None:
                test, forms = asked
                other = cast_to("bool", self.as_it_is(node))
                return ast.IfExp(test, ast.Compare(forms[0], node.ops, forms[1:]), other)
        types = [kinds(self.i.nodes[n]) for n in nodes]
        mixed = len({frozenset(t) for t in types}) > 1 and any("float" in t or "bool" in t for t in types)
        loose = any(len(t - {"none"}) > 1 for t in types)
        parts: list[ast.expr] = []
        for part, type_ in zip(nodes, types, strict=True):
            made = self.display(part)
            exact = isinstance(part, ast.Constant) and type(part.value) is int and abs(part.value) <= _EXACT
            if (mixed and not (exact and all(t <= {"int", "float"} and len(t) == 1 for t in types))) or loose:
                identity = all(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
                parts.append(made if identity else cast_to(ANY, made))
            else:
                parts.append(made)
            del type_
        made = ast.Compare(parts[0], node.ops, parts[1:])
        sure = all(t <= {"int", "float", "str", "none", "bool"} for t in types)
        named = all(isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in node.ops)
        return made if sure or named else self.cast(made, self.i.nodes[node])

    def of_boolop(self, node: ast.BoolOp) -> ast.expr:
        types = [self.m.type_text(self.i.nodes[v]) for v in node.values]
        same = len(set(types)) == 1 and types[0] != ANY
        parts = [self.expr(v) if same else cast_to(ANY, self.expr(v)) for v in node.values]
        return self.cast(ast.BoolOp(node.op, parts), self.i.nodes[node])

    def of_ifexp(self, node: ast.IfExp) -> ast.expr:
        types = {self.m.type_text(self.i.nodes[n]) for n in (node.body, node.orelse)}
        same = len(types) == 1 and ANY not in types
        body, orelse = self.expr(node.body), self.expr(node.orelse)
        if not same:
            body, orelse = cast_to(ANY, body), cast_to(ANY, orelse)
        return self.cast(ast.IfExp(self.expr(node.test), body, orelse), self.i.nodes[node])

    def of_namedexpr(self, node: ast.NamedExpr) -> ast.expr:
        if node.target.id in self.code.globals:
            raise Unsupported("a global is set inside an expression")
        return ast.NamedExpr(ast.Name(node.target.id), self.expr(node.value))

    def of_subscript(self, node: ast.Subscript) -> ast.expr:
        made = ast.Subscript(self.receiver(node.value), self.boxed(node.slice))
        return self.cast(made, self.i.nodes[node])

    def of_slice(self, node: ast.Slice) -> ast.expr:
        return ast.Slice(*(self.expr(p) if p is not None else None for p in (node.lower, node.upper, node.step)))

    def of_joinedstr(self, node: ast.JoinedStr) -> ast.expr:
        parts: list[ast.expr] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                spec = self.expr(part.format_spec) if part.format_spec is not None else None
                parts.append(ast.FormattedValue(cast_to(ANY, self.expr(part.value)), part.conversion, spec))
            else:
                parts.append(part)
        return ast.JoinedStr(parts)

    def _elements(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        return [
            ast.Starred(self.expr(n.value)) if isinstance(n, ast.Starred) else cast_to(ANY, self.expr(n)) for n in nodes
        ]

    def of_list(self, node: ast.List) -> ast.expr:
        return ast.List(self._elements(node.elts))

    def of_set(self, node: ast.Set) -> ast.expr:
        if len(node.elts) < 3 or not all(literal(part) for part in node.elts):
            return ast.Set(self._elements(node.elts))
        # Python fills it from a constant at once, and its order is another one then.
        constant = ast.Call(ast.Name("frozenset"), [cast_to(ANY, ast.Tuple(self._elements(node.elts)))], [])
        return ast.Call(ast.Name("set"), [cast_to(ANY, constant)], [])

    def display(self, node: ast.expr) -> ast.expr:
        """What is gone over or looked into where it stands: of a set of constants that is the constant itself."""
        return ast.Set(self._elements(node.elts)) if isinstance(node, ast.Set) else self.expr(node)

    def of_tuple(self, node: ast.Tuple) -> ast.expr:
        if not self.i.orders_floats:
            return ast.Tuple(self._elements(node.elts))
        floats = [not isinstance(n, ast.Starred) and "float" in kinds(self.i.nodes[n]) for n in node.elts]
        return ast.Tuple([
            ast.Call(ast.Name("h__settled"), [made], []) if may else made
            for may, made in zip(floats, self._elements(node.elts), strict=True)
        ])  # fmt: skip

    def of_dict(self, node: ast.Dict) -> ast.expr:
        keys = [None if k is None else cast_to(ANY, self.expr(k)) for k in node.keys]
        return ast.Dict(keys, self._elements(node.values))

    def of_lambda(self, node: ast.Lambda) -> ast.expr:
        self.inner += 1
        body = self.expr(node.body)
        self.inner -= 1
        return ast.Lambda(node.args, body)

    def of_yield(self, node: ast.Yield) -> ast.expr:
        return ast.Yield(cast_to(ANY, self.expr(node.value)) if node.value is not None else None)

    def of_yieldfrom(self, node: ast.YieldFrom) -> ast.expr:
        return ast.YieldFrom(self.expr(node.value))

    def of_listcomp(self, node: ast.ListComp) -> ast.expr:
        return ast.ListComp(self._item(node.elt), self._generators(node.generators))

    def of_setcomp(self, node: ast.SetComp) -> ast.expr:
        return ast.SetComp(self._item(node.elt), self._generators(node.generators))

    def of_generatorexp(self, node: ast.GeneratorExp) -> ast.expr:
        return ast.GeneratorExp(self._item(node.elt), self._generators(node.generators))

    def of_dictcomp(self, node: ast.DictComp) -> ast.expr:
        return ast.DictComp(self._item(node.key), self._item(node.value), self._generators(node.generators))

    def _item(self, node: ast.expr) -> ast.expr:
        found = self.expr(node)
        return found if self.m.type_text(self.i.nodes[node]) in ("int", "bool") else cast_to(ANY, found)

    def _generators(self, generators: Sequence[ast.comprehension]) -> list[ast.comprehension]:
        found = []
        for generator in generators:
            iterated = self.iterable(generator.iter)
            ranged = isinstance(generator.iter, ast.Call) and ast.unparse(generator.iter.func) == "range"
            if not ranged:
                iterated = cast_to(ANY, iterated)
            tests = [self.expr(test) for test in generator.ifs]
            found.append(ast.comprehension(generator.target, iterated, tests, 0))
        return found
