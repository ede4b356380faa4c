"""Types of expressions from hints, facts, constants, constructors and the methods of builtin types."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from hasten.code.locate import kind_of
from hasten.code.loops import constant_int
from hasten.code.purity import words
from hasten.code.scopes import target_names
from hasten.code.source import descend
from hasten.code.types import (
    ANY,
    BOOL,
    BYTES,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Type,
    from_hint,
    join,
    list_of,
    only,
    options,
)

if TYPE_CHECKING:
    from hasten.code.function import FunctionCode

_NUMBERS = ("int", "bool", "float", "complex")
_STR_METHODS = {
    **dict.fromkeys(
        words(
            "capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix "
            "removesuffix replace rjust rstrip strip swapcase title translate upper zfill"
        ),
        STR,
    ),
    **dict.fromkeys(["split", "rsplit", "splitlines"], list_of(STR)),
    **dict.fromkeys(["partition", "rpartition"], Type("tuple", items=(STR, STR, STR))),
    **dict.fromkeys(["count", "find", "index", "rfind", "rindex"], INT),
    **dict.fromkeys(
        words(
            "endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable "
            "isspace istitle isupper startswith"
        ),
        BOOL,
    ),
    "encode": BYTES,
}
_SIMPLE_CALLS = {
    **dict.fromkeys(words("ascii bin chr format hex input oct repr str"), STR),
    **dict.fromkeys(words("hash id len ord"), INT),
    **dict.fromkeys(words("all any bool callable hasattr isinstance issubclass"), BOOL),
    "bytes": BYTES,
    "bytearray": Type("bytearray"),
    "float": FLOAT,
    "int": INT,
    "range": Type("range"),
    "complex": Type("complex"),
}
_MATH_INT = words("ceil comb factorial floor gcd isqrt lcm perm trunc")
#: So often are locals that are bound to each other looked at before what still changes is given up.
_ROUNDS = 4
_CONTAINERS = frozenset({"list", "tuple", "set", "frozenset", "deque"})


class TypeInference:
    """Types inside one function, flow-insensitive: a local has the join of all that is ever bound to it.

    Args:
        code: The function.
    """

    def __init__(self, code: FunctionCode) -> None:
        self._code = code
        self._locals: dict[str, Type] = {}
        self._pending: set[str] = set()
        self._round: dict[str, Type] = {}
        self._before: dict[str, Type] = {}
        self._memo: dict[ast.expr, Type] = {}
        self._parameters: dict[str, Type] | None = None
        self._bindings: dict[str, list[tuple[str, ast.AST, tuple[int, ...]]]] | None = None

    def type_of(self, node: ast.expr) -> Type:
        """The type of an expression; ``any`` where nothing is known."""
        if node in self._memo:
            return self._memo[node]
        if len(self._pending) > 40:
            return ANY
        found = self._infer(node)
        if not self._pending:
            self._memo[node] = found
        return found

    def type_of_local(self, name: str) -> Type:
        """The join of all that is bound to a local name; a list made empty takes the types appended to it.

        Locals that are bound to each other are looked at in rounds, each once a round: a name that is met again while
        it is looked at has the type that the round before gave it, at first none. What still changes after the last
        round is ``any``.
        """
        if name in self._locals:
            return self._locals[name]
        if self._pending:
            if name in self._pending:
                return self._before.get(name, NEVER)  # never adds nothing to the join that is being made
            return self._round[name] if name in self._round else self._joined(name)
        self._before = {}
        for _ in range(_ROUNDS):
            self._round = {}
            self._joined(name)
            if self._round == self._before:
                break
            self._before = self._round
        else:
            self._round = {}
            self._joined(name)
            for known, kind in self._round.items():
                if kind != self._before.get(known):
                    self._round[known] = ANY
        self._locals.update(self._round)
        return self._locals[name]

    def _joined(self, name: str) -> Type:
        """The type of a local as this round knows it."""
        self._pending.add(name)
        found: list[Type] = []
        if self._parameters is None:
            self._parameters = self._code.parameter_types()
        if name in self._parameters:
            found.append(self._parameters[name])
        for kind, node, path in self._all_bindings().get(name, []):
            found.append(self._bound(kind, node, path))
        result = join(found)
        if result.kind in ("list", "set", "deque", "dict"):
            result = self._grown(name, result)
        self._pending.discard(name)
        result = ANY if result.kind == "never" else result
        self._round[name] = result
        return result

    # -- bindings --------------------------------------------------------------------------------------------------

    def _all_bindings(self) -> dict[str, list[tuple[str, ast.AST, tuple[int, ...]]]]:
        if self._bindings is None:
            self._bindings = {}
            code = self._code
            for assign in code.all(ast.Assign):
                for target in assign.targets:
                    self._bind(target, "value", assign.value, ())
            for annotated in code.all(ast.AnnAssign):
                self._bind(annotated.target, "hint", annotated, ())
            for augmented in code.all(ast.AugAssign):
                self._bind(augmented.target, "augmented", augmented, ())
            for loop in code.all(ast.For):
                self._bind(loop.target, "element", loop.iter, ())
            for named in code.all(ast.NamedExpr):
                self._bind(named.target, "value", named.value, ())
            for item in code.all(ast.withitem):
                if item.optional_vars is not None:
                    self._bind(item.optional_vars, "unknown", item, ())
            for handler in code.all(ast.ExceptHandler):
                if handler.name:
                    self._bindings.setdefault(handler.name, []).append(("unknown", handler, ()))
            for function in code.all(ast.FunctionDef):
                self._bindings.setdefault(function.name, []).append(("unknown", function, ()))
            for outer in code.all(ast.Nonlocal):
                for name in outer.names:
                    self._bindings.setdefault(name, []).append(("unknown", outer, ()))
        return self._bindings

    def _bind(self, target: ast.expr, kind: str, node: ast.AST, path: tuple[int, ...]) -> None:
        assert self._bindings is not None
        if isinstance(target, ast.Name):
            self._bindings.setdefault(target.id, []).append((kind, node, path))
        elif isinstance(target, ast.Tuple | ast.List):
            starred = any(isinstance(item, ast.Starred) for item in target.elts)
            for place, item in enumerate(target.elts):
                if isinstance(item, ast.Starred):
                    self._bind(item.value, "unknown", node, ())
                else:
                    self._bind(item, "unknown" if starred else kind, node, (*path, place))

    def _bound(self, kind: str, node: ast.AST, path: tuple[int, ...]) -> Type:
        if kind == "value" and isinstance(node, ast.expr):
            if path and isinstance(node, ast.Tuple | ast.List) and len(node.elts) > path[0]:
                return self._bound("value", node.elts[path[0]], path[1:])
            return _at(self.type_of(node), path)
        if kind == "element" and isinstance(node, ast.expr):
            return _at(self._iterated(node), path)
        if kind == "hint" and isinstance(node, ast.AnnAssign):
            hint = from_hint(node.annotation)
            return hint if hint.kind != "any" or node.value is None else self.type_of(node.value)
        if kind == "augmented" and isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            left = self.type_of_local(node.target.id)
            right = self.type_of(node.value)
            if left.kind == "never":
                # ``s = 0; s += x``: the other bindings tell the left side; here only what the step can add.
                left = self._other_bindings(node.target.id)
            return _binary(left, node.op, right) if left.kind != "never" else NEVER
        return ANY

    def _other_bindings(self, name: str) -> Type:
        return join(
            self._bound(kind, node, path)
            for kind, node, path in self._all_bindings().get(name, [])
            if kind != "augmented" and not (_mentions(node, name))
        )

    def _iterated(self, node: ast.expr) -> Type:
        """What iterating an expression yields, with the fields of ``enumerate``, ``zip`` and ``items`` told apart."""
        return self.type_of(node).element

    def _grown(self, name: str, result: Type) -> Type:
        """A container that starts empty, with the types that are put into it."""
        of: list[Type] = [result.of] if result.of else []
        key: list[Type] = [result.key] if result.key else []
        for call in self._code.all(ast.Call):
            receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
            if result.kind == "dict" and call.args and _value_of(receiver, name):
                of += self._put(call)
            if not (isinstance(receiver, ast.Name) and receiver.id == name and call.args):
                continue
            method = call.func.attr  # type: ignore[attr-defined]
            if method in ("append", "add", "appendleft"):
                of.append(self.type_of(call.args[0]))
            elif method in ("extend", "update", "extendleft") and result.kind != "dict":
                of.append(self._iterated(call.args[0]))
            elif method == "insert" and len(call.args) == 2:
                of.append(self.type_of(call.args[1]))
            elif method == "setdefault" and len(call.args) == 2:
                key.append(self.type_of(call.args[0]))
                of.append(self.type_of(call.args[1]))
        for subscript in self._code.all(ast.Subscript):
            if isinstance(subscript.ctx, ast.Store) and isinstance(subscript.value, ast.Name):
                if subscript.value.id != name or isinstance(subscript.slice, ast.Slice):
                    continue
                parent = self._code.parent(subscript)
                value = self.type_of(parent.value) if isinstance(parent, ast.Assign | ast.AugAssign) else ANY
                if isinstance(parent, ast.Assign) and subscript not in parent.targets:
                    value = ANY
                of.append(value)
                key.append(self.type_of(subscript.slice))
        if len(of) == bool(result.of) and len(key) == bool(result.key):
            return result  # nothing is put into it
        joined = join(of) if of else None
        if result.kind == "dict":
            keys = join(key) if key else None
            return Type("dict", of=joined, key=keys, name=result.name)
        return Type(result.kind, of=joined, name=result.name)

    def _put(self, call: ast.Call) -> list[Type]:
        """The type of a collection inside a dict, told by what one call puts into it."""
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if method in ("append", "add"):
            return [Type("list" if method == "append" else "set", of=self.type_of(call.args[0]))]
        if method == "extend":
            return [Type("list", of=self._iterated(call.args[0]))]
        return []

    # -- expressions -----------------------------------------------------------------------------------------------

    def _infer(self, node: ast.expr) -> Type:
        if isinstance(node, ast.Constant):
            value = node.value
            return NONE if value is None else Type(type(value).__name__)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.JoinedStr):
            return STR
        if isinstance(node, ast.List | ast.Set):
            kind = "list" if isinstance(node, ast.List) else "set"
            if any(isinstance(item, ast.Starred) for item in node.elts):
                return Type(kind, of=ANY)
            return Type(kind, of=join(self.type_of(item) for item in node.elts))
        if isinstance(node, ast.Tuple) and not node.elts:
            return Type("tuple", of=NEVER)
        if isinstance(node, ast.Tuple):
            if any(isinstance(item, ast.Starred) for item in node.elts):
                return Type("tuple", of=ANY)
            return Type("tuple", items=tuple(self.type_of(item) for item in node.elts))
        if isinstance(node, ast.Dict):
            keys = [self.type_of(key) if key is not None else ANY for key in node.keys]
            return Type("dict", key=join(keys), of=join(self.type_of(value) for value in node.values))
        if isinstance(node, ast.ListComp):
            return list_of(self.type_of(node.elt))
        if isinstance(node, ast.SetComp):
            return Type("set", of=self.type_of(node.elt))
        if isinstance(node, ast.GeneratorExp):
            return Type("iterator", of=self.type_of(node.elt))
        if isinstance(node, ast.DictComp):
            return Type("dict", key=self.type_of(node.key), of=self.type_of(node.value))
        if isinstance(node, ast.Compare):
            plain = all(isinstance(op, ast.In | ast.NotIn | ast.Is | ast.IsNot) for op in node.ops)
            sides = [self.type_of(side) for side in (node.left, *node.comparators)]
            return BOOL if plain or not any(_overloads(side) for side in sides) else ANY
        if isinstance(node, ast.BoolOp):
            return join(self.type_of(value) for value in node.values)
        if isinstance(node, ast.IfExp):
            return join([self.type_of(node.body), self.type_of(node.orelse)])
        if isinstance(node, ast.NamedExpr):
            return self.type_of(node.value)
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return BOOL
            operand = self.type_of(node.operand)
            return INT if operand.kind == "bool" else operand
        if isinstance(node, ast.BinOp):
            return _binary(self.type_of(node.left), node.op, self.type_of(node.right))
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        return ANY

    def _attribute(self, node: ast.Attribute) -> Type:
        """The annotated type of an attribute, for instances of classes of the module."""
        base = self.type_of(node.value)
        if base.kind != "instance":
            return ANY
        return attribute_types(self._code.module.classes.get(base.name)).get(node.attr, ANY)

    def _name(self, node: ast.Name) -> Type:
        code = self._code
        found = code.comprehension_of(node)
        if found is not None:
            generator = found[1]
            return _at(self._iterated(generator.iter), _path_to(generator.target, node.id))
        for parent in code.ancestors(node):
            arguments = getattr(parent, "args", None)
            if isinstance(arguments, ast.arguments) and node.id in {arg.arg for arg in arguments.args}:
                return self._lambda_argument(parent, node.id)
        if node.id in code.local:
            return self.type_of_local(node.id)
        if node.id in code.around:
            return code.type_of_name(node.id)
        return self._module_global(node.id)

    def _lambda_argument(self, function: ast.AST, name: str) -> Type:
        parent = self._code.module.parents.get(function)
        if isinstance(parent, ast.keyword) and parent.arg == "key":
            call = self._code.parent(parent)
            if isinstance(call, ast.Call) and call.args:
                return self._iterated(call.args[0])
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "sort":
                return self._iterated(call.func.value)
        if isinstance(parent, ast.Call) and isinstance(function, ast.Lambda) and parent.args[:1] == [function]:
            called = parent.func.id if isinstance(parent.func, ast.Name) else ""
            place = [arg.arg for arg in function.args.args].index(name) + 1
            if called in ("map", "filter") and code_builtin(self._code, called) and place < len(parent.args):
                return self._iterated(parent.args[place])
        return ANY

    def _module_global(self, name: str) -> Type:
        values = [
            statement.value
            for statement in self._code.module.tree.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name) and target.id == name
        ]
        if len(values) != 1 or name in self._code.module.global_names:
            return ANY
        value = values[0]
        if isinstance(value, ast.Constant | ast.List | ast.Tuple | ast.Set | ast.Dict) and not _has_names(value):
            return self._infer(value)
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            made = value.func.id
            if made in ("set", "frozenset", "list", "tuple", "dict") and self._code.purity.is_builtin(made):
                return Type(made, of=ANY, key=ANY if made == "dict" else None)
        return ANY

    def _subscript(self, node: ast.Subscript) -> Type:
        base = self.type_of(node.value)
        if base.kind == "never":
            return NEVER
        if isinstance(node.slice, ast.Slice):
            if base.kind == "tuple":
                return Type("tuple", of=base.element)
            return base
        if base.kind == "tuple" and base.items:
            index = constant_int(node.slice)
            if index is not None and -len(base.items) <= index < len(base.items):
                return base.items[index]
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return base.field(node.slice.value)
        return base.value

    def _call(self, node: ast.Call) -> Type:
        code = self._code
        if isinstance(node.func, ast.Name) and node.func.id not in code.local | code.around:
            name = node.func.id
            if code.is_builtin(name):
                return self._builtin(name, node)
            if name in code.module.functions:
                return self._module_function(name)
            if name in code.module.classes:
                return Type("instance", name=name)
        member = code.purity.module_member(node.func)
        if member is not None:
            return self._library(member, node)
        if isinstance(node.func, ast.Attribute):
            return self._method(self.type_of(node.func.value), node.func.attr, node)
        return ANY

    def _builtin(self, name: str, node: ast.Call) -> Type:
        args = node.args
        if name in _SIMPLE_CALLS:
            return _SIMPLE_CALLS[name]
        if name in ("list", "set", "frozenset", "tuple", "sorted", "iter", "reversed"):
            kind = {"sorted": "list", "iter": "iterator", "reversed": "iterator"}.get(name, name)
            return Type(kind, of=self._iterated(args[0]) if args else NEVER)
        if name == "dict":
            if args and self.type_of(args[0]).kind == "dict":
                return self.type_of(args[0])
            if args:
                pair = self._iterated(args[0])
                return Type("dict", key=_at(pair, (0,)), of=_at(pair, (1,)))
            values = [self.type_of(keyword.value) for keyword in node.keywords]
            return Type("dict", key=STR if values else NEVER, of=join(values))
        if name == "enumerate" and args:
            return Type("iterator", of=Type("tuple", items=(INT, self._iterated(args[0]))))
        if name == "zip":
            return Type("iterator", of=Type("tuple", items=tuple(self._iterated(arg) for arg in args)))
        if name == "filter" and len(args) == 2:
            return Type("iterator", of=self._iterated(args[1]))
        if name == "map" and len(args) == 2 and isinstance(args[0], ast.Name):
            produced = _SIMPLE_CALLS.get(args[0].id, ANY) if code_builtin(self._code, args[0].id) else ANY
            return Type("iterator", of=produced)
        if name in ("min", "max") and args:
            found = self._iterated(args[0]) if len(args) == 1 else join(self.type_of(arg) for arg in args)
            return join([found, *(self.type_of(kw.value) for kw in node.keywords if kw.arg == "default")])
        if name == "sum" and args:
            element = self._iterated(args[0])
            start = self.type_of(args[1]) if len(args) > 1 else INT
            return _binary(start, ast.Add(), element)
        if name == "abs" and args:
            inner = self.type_of(args[0])
            return inner if inner.kind in ("int", "float") else INT if inner.kind == "bool" else ANY
        if name == "round" and args:
            return (
                INT if len(args) == 1 and only(self.type_of(args[0]), "int", "float", "bool") else self.type_of(args[0])
            )
        if name == "divmod" and len(args) == 2:
            both = [self.type_of(arg) for arg in args]
            whole = all(only(side, "int", "bool") for side in both)
            return Type("tuple", items=(INT, INT)) if whole else ANY
        if name == "pow" and len(args) >= 2:
            return INT if len(args) == 3 else _binary(self.type_of(args[0]), ast.Pow(), self.type_of(args[1]))
        return ANY

    def _module_function(self, name: str) -> Type:
        code = self._code
        node = code.module.functions[name]
        hint = from_hint(node.returns)
        if hint.kind != "any":
            return hint
        slot = f"return of {name}"
        if slot in self._pending or len(self._pending) > 12 or isinstance(node, ast.AsyncFunctionDef):
            return NEVER if slot in self._pending else ANY
        other = code.program.function(name)
        if other is code:
            other_inference = self
        else:
            other_inference = other.inference
            if slot in other_inference._pending:
                return NEVER
        if kind_of(node) == "generator":
            return Type("iterator", of=ANY)
        other_inference._pending.add(slot)
        found = [
            other_inference.type_of(statement.value) if statement.value is not None else NONE
            for statement in other.all(ast.Return)
            if not other.in_nested_function(statement)
        ]
        other_inference._pending.discard(slot)
        if not found or not isinstance(node.body[-1], ast.Return | ast.Raise | ast.If | ast.While | ast.Try):
            found.append(NONE)
        return join(found)

    def _library(self, member: tuple[str, str], node: ast.Call) -> Type:
        module, name = member
        if module == "math":
            if name == "prod":
                factors = [self._iterated(node.args[0])] if node.args else [ANY]
                factors += [self.type_of(keyword.value) for keyword in node.keywords]
                # A start that is set by this very call says nothing yet, and the other bindings tell.
                return INT if only(join(factors), "int", "bool") else ANY
            return INT if name in _MATH_INT else BOOL if name.startswith("is") else FLOAT
        if module == "collections":
            if name == "Counter":
                key = self._iterated(node.args[0]) if node.args else NEVER
                return Type("dict", key=key, of=INT, name="Counter")
            if name == "defaultdict":
                made = node.args[0] if node.args else None
                value = {
                    "int": INT,
                    "list": list_of(NEVER),
                    "set": Type("set", of=NEVER),
                    "float": FLOAT,
                    "str": STR,
                }.get(made.id if isinstance(made, ast.Name) else "", ANY)
                return Type("dict", key=NEVER, of=value, name="defaultdict")
            if name == "deque":
                return Type("deque", of=self._iterated(node.args[0]) if node.args else NEVER)
            if name == "OrderedDict":
                return Type("dict", key=NEVER, of=NEVER, name="OrderedDict")
        if module == "itertools" and name in ("chain", "islice", "takewhile", "dropwhile", "accumulate"):
            return Type("iterator", of=ANY)
        if module in ("heapq",) and name in ("nsmallest", "nlargest") and len(node.args) >= 2:
            return list_of(self._iterated(node.args[1]))
        if module == "re" and name in ("findall", "split"):
            return list_of(STR) if name == "split" else list_of(ANY)
        if module == "re" and name == "sub":
            return STR
        if module == "copy" and node.args:
            return self.type_of(node.args[0])
        return ANY

    def _method(self, base: Type, method: str, node: ast.Call) -> Type:
        if base.kind == "never":
            return NEVER
        if base.kind == "str":
            return _STR_METHODS.get(method, ANY)
        if base.kind in _CONTAINERS:
            if method in ("pop", "popleft"):
                return base.element
            if method in ("index", "count"):
                return INT
            if method in ("copy", "difference", "intersection"):
                return base
            if method in ("union", "symmetric_difference"):
                given = [self.type_of(argument) for argument in node.args]
                elements = [kind.element if kind.kind in _CONTAINERS else ANY for kind in given]
                return Type(base.kind, of=join([base.element, *elements]))
            if method in ("append", "add", "extend", "sort", "reverse", "insert", "remove", "update"):
                return NONE
        if base.kind == "dict":
            if method == "get" and node.args:
                default = self.type_of(node.args[1]) if len(node.args) > 1 else NONE
                wanted = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                return join([base.field(wanted), default])
            if method in ("setdefault", "pop") and node.args:
                extra = [self.type_of(node.args[1])] if len(node.args) > 1 else []
                return join([base.of or ANY, *extra])
            if method == "keys":
                return Type("iterator", of=base.key or ANY)
            if method == "values":
                return Type("iterator", of=base.of or ANY)
            if method == "items":
                return Type("iterator", of=Type("tuple", items=(base.key or ANY, base.of or ANY)))
            if method == "copy":
                return base
        if method in ("bit_length", "bit_count") and base.kind == "int":
            return INT
        return ANY


def attribute_types(node: ast.ClassDef | None) -> dict[str, Type]:
    """Types of the attributes that a class annotates in its body (dataclasses, named tuples) or in ``__init__``."""
    found: dict[str, Type] = {}
    for statement in node.body if node is not None else ():
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found[statement.target.id] = from_hint(statement.annotation)
        elif isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            hints = {arg.arg: from_hint(arg.annotation) for arg in statement.args.args}
            for inner in descend(statement):
                if isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Name):
                    for target in inner.targets:
                        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                            found.setdefault(target.attr, hints.get(inner.value.id, ANY))
    return found


def code_builtin(code: FunctionCode, name: str) -> bool:
    """Whether the name means the builtin inside the function."""
    return code.is_builtin(name)


def _at(kind: Type, path: tuple[int, ...]) -> Type:
    """The type at a place inside nested tuples."""
    for place in path:
        if kind.kind == "tuple" and kind.items:
            kind = kind.items[place] if place < len(kind.items) else ANY
        else:
            kind = kind.element
    return kind


def _path_to(target: ast.expr, name: str) -> tuple[int, ...]:
    if isinstance(target, ast.Tuple | ast.List):
        for place, item in enumerate(target.elts):
            if name in target_names(item):
                return (place, *_path_to(item, name))
    return ()


def _value_of(node: ast.expr | None, name: str) -> bool:
    """Whether an expression is a value of a dict: ``name[key]`` or ``name.setdefault(key, [])``."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == name
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setdefault":
        return isinstance(node.func.value, ast.Name) and node.func.value.id == name
    return False


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in descend(node))


def _has_names(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Name | ast.Call) for inner in descend(node))


def _overloads(kind: Type) -> bool:
    """Whether comparing such a value may give something else than a bool."""
    return any(option.kind in ("instance", "ndarray", "frame", "opaque", "object") for option in options(kind))


def _binary(left: Type, op: ast.operator, right: Type) -> Type:
    """The type of ``left op right``."""
    if "never" in (left.kind, right.kind):
        return NEVER if left.kind == right.kind else left if right.kind == "never" else right
    if isinstance(op, ast.Mod) and only(left, "str"):
        return STR
    if only(left, *_NUMBERS) and only(right, *_NUMBERS):
        return _numeric(left, op, right)
    if isinstance(op, ast.Add) and left.kind == right.kind and left.kind in ("str", "bytes", "list", "tuple"):
        if left.items and right.items:
            return Type("tuple", items=(*left.items, *right.items))
        return left if left.kind in ("str", "bytes") else Type(left.kind, of=join([left.element, right.element]))
    if isinstance(op, ast.Mult):
        for side, other in ((left, right), (right, left)):
            if side.kind in ("str", "bytes", "list", "tuple") and only(other, "int", "bool"):
                return side if not side.items else Type("tuple", of=side.element)
    sets = left.kind in ("set", "frozenset") and right.kind in ("set", "frozenset", "any")
    if sets and isinstance(op, ast.BitAnd | ast.Sub):
        return left
    if sets and isinstance(op, ast.BitOr | ast.BitXor):
        return Type(left.kind, of=ANY if right.kind == "any" else join([left.element, right.element]))
    return ANY


def _numeric(left: Type, op: ast.operator, right: Type) -> Type:
    kinds = {option.kind for side in (left, right) for option in options(side)}
    if "complex" in kinds:
        return Type("complex") if len(kinds) == 1 else ANY
    whole = kinds <= {"int", "bool"}
    if isinstance(op, ast.Div):
        return FLOAT
    if isinstance(op, ast.Pow):
        return Type("union", options=(INT, FLOAT)) if whole else ANY
    if whole:
        if kinds == {"bool"} and isinstance(op, ast.BitAnd | ast.BitOr | ast.BitXor):
            return BOOL
        return INT
    if kinds == {"float"} or left.kind == "float" or right.kind == "float":
        return FLOAT
    return Type("union", options=(FLOAT, INT))
