"""From Python to a kernel: types are found by going over the functions until nothing changes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce

from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.compile.aliases import changes_arguments
from hasten.proposers.compile.ir import Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, UNKNOWN, Range, Type, is_key, join, known
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.statements import StatementTranslator

_MOST_PASSES = 40
_MOST_HELPERS = 12


class Translator:
    """Translates a function and the functions of its module that it calls.

    Args:
        module: The module.
        entry: Name of the function.
        parameters: Types of its parameters.
        version: Of the interpreter that will run it; some builtins differ.
    """

    def __init__(
        self, module: ParsedModule, entry: str, parameters: Sequence[Type], *, version: tuple[int, int] = (3, 11)
    ) -> None:
        self.module, self.entry, self.version = module, entry, version
        self.types: dict[str, dict[str, Type]] = {}
        self.ranges: dict[str, dict[str, Range]] = {}
        self.returns: dict[str, Type] = {}
        self.optional: dict[str, set[str]] = {}
        self.constants: dict[str, Type] = {}
        self.calls: dict[str, set[str]] = {}
        #: Functions that a function is called with, by its name here and the parameter.
        self.held: dict[str, dict[str, str]] = {}
        self.nodes: dict[str, FunctionNode] = {}
        self.changed = False
        self.passes = 0
        #: How often each name is bound at the level of the module.
        self._bound = Counter(_bindings(module))
        if "*" in self._bound:
            raise Unsupported("the module imports everything from another, so that its names are not known")
        self._imports = _imports(module, self._bound)
        self._constants = _constants(module, self._bound)
        self.nodes[entry] = module.functions[entry]
        self._parameters(entry, parameters)

    def run(self) -> Kernel:
        """The kernel.

        Raises:
            Unsupported: The function does something that compiled code cannot do exactly.
        """
        done: dict[str, StatementTranslator] = {}
        for self.passes in range(_MOST_PASSES):
            self.changed = False
            for name in list(self.types):
                node = self.nodes[name]
                assert isinstance(node, ast.FunctionDef)
                done[name] = StatementTranslator(self, node, name)
                done[name].run()
            if not self.changed and len(done) == len(self.types):
                break
        else:
            raise Unsupported("its types do not settle")
        functions = [self._function(name, part) for name, part in done.items()]
        for function in functions:
            _require_known(function)
        changes = any(changes_arguments(function) for function in functions)
        return Kernel(self.entry, _callees_first(functions, self.calls), dict(self.constants), changes)

    def _function(self, name: str, part: StatementTranslator) -> Function:
        return Function(
            name, tuple(self._taken(name)), {n: known(t) for n, t in self.types[name].items()},
            part.body, known(self.returns[name]) if self.returns[name] != UNKNOWN else UNKNOWN,
            frozenset(part.unset), name in _reached(name, self.calls), frozenset(self.optional.get(name, ())),
        )

    # -- what the parts ask -----------------------------------------------------------------------------------------

    def widened(self, function: str, name: str, range_: Range) -> None:
        """Let a variable hold a range of integers too."""
        old = self.ranges[function].get(name)
        new = range_ if old is None else old if _inside(range_, old) else old.widened(range_)
        if new != old:
            self.ranges[function][name] = new
            self.changed = True

    def typed(self, function: str, name: str, type_: Type) -> None:
        """Let a variable hold a type too."""
        old = self.types[function].get(name, UNKNOWN)
        new = join(old, type_, repr(name))
        if new != old or name not in self.types[function]:
            self.types[function][name] = new
            self.changed = True

    def may_be_none(self, function: str, name: str) -> None:
        """Let a variable be None too."""
        if name not in self.optional.setdefault(function, set()):
            self.optional[function].add(name)
            self.changed = True

    def returned(self, function: str, type_: Type) -> None:
        """Let a function return a type too; the entry may return several where nothing of the kernel calls it."""
        old = self.returns[function]
        alone = function == self.entry and not any(function in called for called in self.calls.values())
        if alone:
            # Boxed where it is returned, so it need not be one type; kept for those that call it.
            return
        new = join(old, type_, f"the result of {function}")
        if new != old:
            self.returns[function] = new
            self.changed = True

    def called_with(self, function: str, held: Mapping[str, str]) -> str:
        """The name here of a function of the module that is given functions for some of its parameters."""
        if not held:
            self.nodes.setdefault(function, self.module.functions[function])
            return function
        name = "__".join([function, "with", *held.values()])
        if name in self.module.functions:
            raise Unsupported(f"it hands on functions, and {name} is another one")
        self.nodes[name], self.held[name] = self.module.functions[function], dict(held)
        return name

    def _taken(self, name: str) -> list[str]:
        """Parameters that are given values."""
        return [a.arg for a in self.nodes[name].args.args if a.arg not in self.held.get(name, ())]

    def called(self, caller: str, name: str, arguments: Sequence[Type]) -> Type:
        """The result type of a function, by its name here; it becomes part of the kernel."""
        if name not in self.types and len(self.types) > _MOST_HELPERS:
            raise Unsupported("it calls too many functions")
        if name not in self.calls.setdefault(caller, set()):
            self.calls[caller].add(name)
            self.changed = True
        self._parameters(name, arguments)
        return self.returns[name]

    def _parameters(self, name: str, types: Sequence[Type]) -> None:
        node = self.nodes[name]
        spec = node.args
        if not isinstance(node, ast.FunctionDef) or spec.vararg or spec.kwarg or spec.kwonlyargs or spec.posonlyargs:
            raise Unsupported(f"{name} takes its arguments in another form than by position")
        if node.decorator_list:
            raise Unsupported(f"{name} is decorated")
        taken = self._taken(name)
        if len(types) != len(taken):
            raise Unsupported(f"{name} is called without some of its arguments")
        if name not in self.types:
            self.types[name], self.ranges[name], self.returns[name] = {}, {}, UNKNOWN
            self.changed = True
        for parameter, type_ in zip(taken, types, strict=True):
            self.typed(name, parameter, type_)
            self.widened(name, parameter, Range())

    def module_constant(self, name: str) -> Type | None:
        """Type of what the module binds once at its top, to a literal; it is handed in with every call."""
        found = self._constants.get(name)
        if found is not None:
            self.constants[name] = found
        return found

    def imported(self, node: ast.expr) -> str:
        """``math.sqrt`` for a name or attribute that stands for it, else an empty text."""
        if isinstance(node, ast.Name):
            return self._imports.get(node.id, "")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = self._imports.get(node.value.id, "")
            return f"{module}.{node.attr}" if module and "." not in module else ""
        return ""

    def is_builtin(self, name: str) -> bool:
        """Whether a free name is the builtin of that name."""
        return name not in self.module.functions and name not in self._imports and name not in self._bound


def _inside(inner: Range, outer: Range) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high


def _imports(module: ParsedModule, bound: Mapping[str, int]) -> dict[str, str]:
    """Names bound once at the top of the module by imports, with what they stand for."""
    found: dict[str, str] = {}
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            found |= {(a.asname or a.name): a.name for a in node.names if "." not in a.name}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {(a.asname or a.name): f"{node.module}.{a.name}" for a in node.names}
    return {name: what for name, what in found.items() if bound[name] == 1}


def _constants(module: ParsedModule, bound: Mapping[str, int]) -> dict[str, Type]:
    """Numbers, texts and containers of them bound once at the top of the module."""
    found: dict[str, Type] = {}
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value, name = node.value, node.targets[0].id
            if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
                value = value.operand
            type_ = _number(value) or _literal(node.value)
            if type_ is not None and bound[name] == 1:
                found[name] = type_
    return found


def _number(node: ast.expr) -> Type | None:
    if isinstance(node, ast.Constant):
        return {bool: BOOL, int: INT, float: FLOAT}.get(type(node.value))
    if isinstance(node, ast.BinOp):
        # 10**9 + 7 and the like; what they come to is looked at when the kernel is called.
        parts = [_number(node.left), _number(node.right)]
        if parts == [INT, INT] and not isinstance(node.op, ast.Div):
            return INT
    return None


def _literal(node: ast.expr) -> Type | None:
    """The type of a text, or of a container that is written out; what it holds by then is looked at with every call."""
    try:
        return _type_of(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, Unsupported):
        return None


def _type_of(value: object) -> Type:
    if type(value) in (bool, int, float, str):
        return Type(type(value).__name__)
    if isinstance(value, tuple) and 0 < len(value) <= 8:
        return Type("tuple", tuple(map(_type_of, value)))
    if isinstance(value, dict) and value:
        parts = [reduce(join, map(_type_of, items)) for items in (value.keys(), value.values())]
    elif isinstance(value, list | set) and value:
        parts = [reduce(join, map(_type_of, value))]
    else:
        raise Unsupported("it is no literal of compiled code")
    if not isinstance(value, list) and not is_key(parts[0]):
        raise Unsupported("its keys are no keys of compiled code")
    return Type(type(value).__name__, tuple(parts))


def _bindings(module: ParsedModule) -> list[str]:
    """Every name bound at module level, and those that functions bind as globals."""
    found: list[str] = []
    stack: list[ast.AST] = list(module.tree.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(node.name)
            for inner in ast.walk(node):
                if isinstance(inner, ast.Global):
                    found += inner.names * 2
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found += [(a.asname or a.name).partition(".")[0] for a in node.names]
        stack += ast.iter_child_nodes(node)
    return found


def _require_known(function: Function) -> None:
    for expr in expressions(function.body):
        if expr.type == UNKNOWN and expr.op not in ("call",):
            raise Unsupported(f"the type of a value in {function.name} is not known")
    for stmt in statements(function.body):
        if stmt.op == "set" and function.variables.get(stmt.name, UNKNOWN) == UNKNOWN:
            raise Unsupported(f"the type of {stmt.name} is not known")


def _reached(name: str, calls: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    stack = list(calls.get(name, ()))
    while stack:
        one = stack.pop()
        if one not in found:
            found.add(one)
            stack += calls.get(one, ())
    return found


def _callees_first(functions: list[Function], calls: Mapping[str, set[str]]) -> list[Function]:
    by_name = {f.name: f for f in functions}
    found: dict[str, Function] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        if name in found or name in above:
            return
        for callee in sorted(calls.get(name, ())):
            visit(callee, above | {name})
        found[name] = by_name[name]

    for function in functions:
        visit(function.name, frozenset())
    return list(found.values())


def returned_types(function: Function) -> list[Type]:
    """Types of all returns of a function."""
    return [stmt.args[0].type for stmt in statements(function.body) if stmt.op == "return"]


__all__ = ["Stmt", "Translator", "returned_types"]
