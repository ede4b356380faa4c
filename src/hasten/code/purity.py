"""Which calls have no effect that a program can see, by table for the standard library and inferred inside the module.

*Pure* here means: changes nothing that outlives the call, and answers the same for equal arguments while nothing else
changes. A pure call may raise, and may read module globals. Attribute access counts as pure; whoever hides effects in
properties or operators is met by the oracle, not here.
"""

from __future__ import annotations

import ast
import builtins

from hasten.code.scopes import BUILTIN_NAMES, binds, free_names, local_names, parameters, walk_all, walk_scope
from hasten.code.source import FunctionNode, ParsedModule, blocks, descend


def words(text: str) -> frozenset[str]:
    """The words of a text: long tables read better as prose than as one quoted name a line."""
    return frozenset(text.split())


#: Making an exception has no effect; raising it ends the work.
_EXCEPTIONS = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)
PURE_BUILTINS = _EXCEPTIONS | words(
    "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float "
    "format frozenset getattr hasattr hash hex int isinstance issubclass len list map max min object oct "
    "ord pow range repr reversed round set slice sorted str sum tuple type zip"
)
#: Modules whose functions are pure, but for the names listed.
PURE_MODULES: dict[str, frozenset[str]] = {
    "math": frozenset(),
    "cmath": frozenset(),
    "operator": words("setitem delitem iadd isub imul iconcat ior iand"),
    "itertools": frozenset(),
    "collections": frozenset(),
    "functools": frozenset(["cache", "lru_cache", "cached_property"]),
    "re": frozenset({"purge"}),
    "string": frozenset(),
    "json": frozenset({"dump", "load"}),
    "copy": frozenset(),
    "bisect": frozenset(["insort", "insort_left", "insort_right"]),
    "heapq": frozenset(["heappush", "heappop", "heapify", "heappushpop", "heapreplace"]),
    "statistics": frozenset(),
    "fractions": frozenset(),
    "decimal": frozenset(["getcontext", "setcontext", "localcontext"]),
    "unicodedata": frozenset(),
    "textwrap": frozenset(),
    "html": frozenset(),
    "base64": frozenset(["encode", "decode"]),
    "binascii": frozenset(),
    "struct": frozenset({"pack_into"}),
    "zlib": frozenset(),
    "difflib": frozenset(),
    "fnmatch": frozenset(),
    "datetime": frozenset(["now", "today", "utcnow"]),
    "calendar": frozenset(),
    "ipaddress": frozenset(),
    "colorsys": frozenset(),
    "keyword": frozenset(),
}
#: Classes and functions that are commonly imported by name from those modules, where a bare name is met.
MUTATING_METHODS = words(
    "append extend insert pop remove clear sort reverse add discard update setdefault popitem popleft "
    "appendleft extendleft rotate write writelines close flush seek truncate send throw put get_nowait "
    "put_nowait acquire release difference_update intersection_update symmetric_difference_update "
    "subtract move_to_end __setitem__ __delitem__ execute executemany commit rollback"
)
PURE_METHODS = words(
    "capitalize casefold center count encode decode endswith expandtabs find format format_map index "
    "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle "
    "isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex "
    "rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper "
    "zfill copy get items keys values most_common elements difference intersection isdisjoint issubset "
    "issuperset symmetric_difference union bit_length bit_count as_integer_ratio conjugate is_integer hex "
    "fromhex to_bytes from_bytes group groups groupdict start end span match search fullmatch findall "
    "finditer sub subn isoformat strftime timetuple weekday isoweekday date time total_seconds timestamp "
    "limit_denominator quantize"
)


#: Modules whose names, where they are those of builtins, are the builtins on Python 3.
_SAME_AS_BUILTINS = frozenset({"builtins", "six.moves", "future.builtins"})


class PuritySource:
    """Answers purity questions about one module, each function being looked at once.

    Args:
        module: The module whose functions and imports the names resolve in.
    """

    def __init__(self, module: ParsedModule) -> None:
        self._module = module
        self._imported = _imports(module)
        self._rebound = _rebound_names(module)
        self._same = _other_names_of_builtins(module)
        self._functions: dict[str, bool] = {}
        self._pending: set[str] = set()
        self._by_last_name: dict[str, list[str]] = {}

    def is_builtin(self, name: str, local: frozenset[str] | set[str] = frozenset()) -> bool:
        """Whether a name means the builtin: bound neither locally nor by the module."""
        return name in BUILTIN_NAMES and name not in local and name not in self._rebound

    def builtin_of(self, name: str, local: frozenset[str] | set[str] = frozenset()) -> str:
        """The builtin that a name means, also by ``xrange = range`` in the module; "" where it means none."""
        if self.is_builtin(name, local):
            return name
        if name in local or name not in self._same:
            return ""
        return self._same[name] if self.is_builtin(self._same[name], local) else ""

    def module_member(self, callee: ast.expr) -> tuple[str, str] | None:
        """``("math", "sqrt")`` for ``math.sqrt``, ``sqrt`` or ``m.sqrt`` as the module imports them, else None."""
        if isinstance(callee, ast.Name):
            return self._imported.get(callee.id) if callee.id not in self._rebound_by_code else None
        if isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Name):
            owner = self._imported.get(callee.value.id)
            if owner and owner[1] == "":
                return owner[0], callee.attr
            if owner and owner[0] in PURE_MODULES:
                return owner[0], f"{owner[1]}.{callee.attr}"  # a method of an imported class: datetime.strptime
        return None

    @property
    def _rebound_by_code(self) -> set[str]:
        return self._rebound - set(self._imported)

    def pure_call(self, call: ast.Call, local: frozenset[str] | set[str] = frozenset()) -> bool:
        """Whether the call itself has no effect; its arguments are judged apart, but call-backs among them count."""
        callee = call.func
        if isinstance(callee, ast.Name) and callee.id not in local:
            builtin = self.builtin_of(callee.id, local)
            if builtin:
                return builtin in PURE_BUILTINS and self._pure_callbacks(call, local)
            if callee.id in self._module.functions:
                return self.pure_function(callee.id)
            if callee.id in self._module.classes:
                return self._is_plain_exception(callee.id, frozenset())
            member = self.module_member(callee)
            return member is not None and _pure_member(*member) and self._pure_callbacks(call, local)
        if isinstance(callee, ast.Attribute):
            if not (isinstance(callee.value, ast.Name) and callee.value.id in local):
                member = self.module_member(callee)
                if member is not None:
                    return _pure_member(*member) and self._pure_callbacks(call, local)
            return callee.attr in PURE_METHODS
        return False

    def _is_plain_exception(self, name: str, above: frozenset[str]) -> bool:
        """Whether a class of the module is an exception that is made as its bases are."""
        node = self._module.classes[name]
        if node.decorator_list or node.keywords or not node.bases or name in above:
            return False
        if any(isinstance(part, ast.FunctionDef) and part.name in ("__init__", "__new__") for part in node.body):
            return False
        names = [base.id if isinstance(base, ast.Name) else "" for base in node.bases]
        return all(
            self._is_plain_exception(base, above | {name}) if base in self._module.classes else base in _EXCEPTIONS
            for base in names
        )

    def pure_expression(self, node: ast.expr, local: frozenset[str] | set[str] = frozenset()) -> bool:
        """Whether evaluating the expression changes nothing; it may raise."""
        for inner in descend(node):
            if isinstance(inner, ast.Call):
                if not self.pure_call(inner, local):
                    return False
            elif isinstance(inner, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Await):
                return False
        return True

    def pure_function(self, name: str) -> bool:
        """Whether a function of the module is pure; mutual recursion is taken to be pure until something says no."""
        if name in self._functions:
            return self._functions[name]
        if name in self._pending:
            return True
        node = self._module.functions.get(name)
        if node is None:
            return False
        self._pending.add(name)
        answer = self._body_is_pure(node, owner=name.rpartition(".")[0])
        self._pending.discard(name)
        if not self._pending or not answer:
            self._functions[name] = answer
        return answer

    def _remembers(self, decorator: ast.expr) -> bool:
        """Whether a decorator does nothing but remember results; who asks cannot tell."""
        made = decorator.func if isinstance(decorator, ast.Call) else decorator
        return self.module_member(made) in (("functools", "cache"), ("functools", "lru_cache"))

    def pure_generator(self, name: str) -> bool:
        """Whether a function of the module is a generator that does nothing else than yield."""
        node = self._module.functions.get(name)
        if node is None or not any(isinstance(inner, ast.Yield) for inner in walk_scope(*node.body)):
            return False
        return self._body_is_pure(node, yields=True)

    def _pure_callbacks(self, call: ast.Call, local: frozenset[str] | set[str]) -> bool:
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        for argument in arguments:
            if isinstance(argument, ast.Name) and argument.id in self._module.functions and argument.id not in local:
                if not self.pure_function(argument.id):
                    return False
            elif isinstance(argument, ast.Lambda) and not self.pure_expression(argument.body, local):
                return False
        return True

    def _method(self, callee: ast.expr, function: FunctionNode, owner: str) -> str:
        """The method of the same class that is called on ``self``, where no other class has one of its name; or ""."""
        named = [*function.args.posonlyargs, *function.args.args]
        if not (owner in self._module.classes and named and isinstance(callee, ast.Attribute)):
            return ""
        own = isinstance(callee.value, ast.Name) and callee.value.id == named[0].arg
        method = f"{owner}.{callee.attr}"
        return method if own and self.is_alone(method) else ""

    def is_alone(self, name: str) -> bool:
        """Whether the module has the function, and no other of its last name: no other class has such a method."""
        return self._named(name.rpartition(".")[2]) == [name]

    def is_method(self, name: str) -> bool:
        """Whether a class of the module has a method, or a property, of that name."""
        return any("." in other for other in self._named(name))

    def only_method(self, last: str) -> str:
        """The one method of the module that is called so; "" where there is none, or another function of that name."""
        named = self._named(last)
        return named[0] if len(named) == 1 and "." in named[0] else ""

    def _named(self, last: str) -> list[str]:
        """Functions of the module by the last part of their names."""
        if not self._by_last_name:
            for other in self._module.functions:
                self._by_last_name.setdefault(other.rpartition(".")[2], []).append(other)
        return self._by_last_name.get(last, [])

    def _body_is_pure(self, function: FunctionNode, *, yields: bool = False, owner: str = "") -> bool:
        if isinstance(function, ast.AsyncFunctionDef) or not all(map(self._remembers, function.decorator_list)):
            return False
        local = local_names(function)
        fresh = fresh_locals(function)
        for node in walk_all(*function.body):
            if isinstance(node, ast.Global | ast.Nonlocal | ast.YieldFrom | ast.Await | ast.With):
                return False
            if isinstance(node, ast.Yield) and not yields:
                return False
            if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef):
                return False
            if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
                if not _rooted_in(node.value, fresh):
                    return False
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                if node.target.id in {arg.arg for arg in parameters(function)} and not _scalar(node.value):
                    return False  # ``param += [x]`` changes the caller's list
            elif isinstance(node, ast.Call):
                callee = node.func
                if isinstance(callee, ast.Attribute) and callee.attr in MUTATING_METHODS:
                    if not _rooted_in(callee.value, fresh):
                        return False
                elif isinstance(callee, ast.Name) and callee.id in local:
                    if not _local_function_only(function, callee.id):
                        return False
                elif method := self._method(callee, function, owner):
                    if not self.pure_function(method):
                        return False
                elif not self.pure_call(node, local):
                    if self._changes_only_fresh(node, fresh, local):
                        continue
                    return False
        return True

    def _changes_only_fresh(self, call: ast.Call, fresh: set[str], local: set[str]) -> bool:
        """``heappush(own_list, x)``: the module function changes its first argument, which is the function's own."""
        member = self.module_member(call.func)
        return (
            member is not None
            and member[0] in ("heapq", "bisect", "operator")
            and bool(call.args)
            and _rooted_in(call.args[0], fresh)
        )


def fresh_locals(function: FunctionNode) -> set[str]:
    """Locals that only ever hold objects made inside the function, so that changing them is nobody's business.

    What is taken out of such a container (``row = rows[key]``) counts as the function's own too. That is bold, since
    a container of one's own may hold what a caller gave; the oracle looks at the arguments after every call.
    """
    fresh = local_names(function) - {arg.arg for arg in parameters(function)}
    while True:
        left = fresh - _not_fresh(function, fresh)
        if left == fresh:
            return fresh
        fresh = left


def _not_fresh(function: FunctionNode, fresh: set[str]) -> set[str]:
    """Names bound to something that was not made inside, as long as ``fresh`` are the names that were."""
    found: set[str] = set()
    for node in walk_all(*function.body):
        if isinstance(node, ast.Assign):
            pairs = [pair for target in node.targets for pair in _pairs(target, node.value)]
            found |= {name for name, value in pairs if value is None or not _own(value, fresh)}
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and isinstance(node.target, ast.Name):
            if node.value is None or not _own(node.value, fresh):
                found.add(node.target.id)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            found |= {inner.id for inner in descend(node.target) if isinstance(inner, ast.Name)}
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            found |= {inner.id for inner in descend(node.optional_vars) if isinstance(inner, ast.Name)}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def _own(value: ast.expr, fresh: set[str]) -> bool:
    if is_fresh(value):
        return True
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in ("setdefault", "pop", "popleft") and _rooted_in(value.func.value, fresh)
    return isinstance(value, ast.Subscript) and _rooted_in(value.value, fresh)


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple | ast.List):
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
            return [pair for left, right in zip(target.elts, value.elts, strict=True) for pair in _pairs(left, right)]
        return [(inner.id, None) for inner in descend(target) if isinstance(inner, ast.Name)]
    return []


#: Calls that make a new object every time.
FRESH_CALLS = words("list dict set bytearray sorted defaultdict Counter deque OrderedDict StringIO")
#: Methods that give a new object.
_FRESH_METHODS = words("copy deepcopy difference intersection rsplit split splitlines symmetric_difference union")


def is_fresh(node: ast.expr) -> bool:
    """Whether the expression makes a new object every time, or one that cannot be changed."""
    if isinstance(node, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.SetComp | ast.DictComp | ast.Constant):
        return True
    if isinstance(node, ast.Compare | ast.JoinedStr | ast.BinOp | ast.UnaryOp | ast.GeneratorExp):
        return True
    if isinstance(node, ast.Tuple):
        return all(is_fresh(item) for item in node.elts)
    if isinstance(node, ast.IfExp):
        return is_fresh(node.body) and is_fresh(node.orelse)
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Slice)
    if isinstance(node, ast.Call):
        callee = node.func
        if isinstance(callee, ast.Name):
            return callee.id in FRESH_CALLS
        if isinstance(callee, ast.Attribute):
            return callee.attr in FRESH_CALLS or callee.attr in _FRESH_METHODS
    return False


def _rooted_in(node: ast.expr, names: set[str]) -> bool:
    """Whether a chain of subscripts and attributes starts at one of the names."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in names


def _scalar(node: ast.expr) -> bool:
    """Whether the value is a number or text by its form, so that ``+=`` cannot change an object in place."""
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.Compare):
        return True
    if isinstance(node, ast.BinOp):
        return _scalar(node.left) or _scalar(node.right)
    return False


def _local_function_only(function: FunctionNode, name: str) -> bool:
    """Whether a local name is only ever bound by one nested ``def`` or lambda."""
    definitions = 0
    for node in walk_all(*function.body):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            definitions += 1
        elif isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return False
    return definitions == 1 and name not in {arg.arg for arg in parameters(function)}


def _pure_member(module: str, name: str) -> bool:
    return module in PURE_MODULES and name.rpartition(".")[2] not in PURE_MODULES[module]


def _imports(module: ParsedModule) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for node in descend(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname or "." not in alias.name:
                    found[alias.asname or alias.name] = (alias.name, "")
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = (node.module, alias.name)
    return found


def _other_names_of_builtins(module: ParsedModule) -> dict[str, str]:
    """``xrange = range`` at the level of the module, which binds the name in no other way."""
    found: dict[str, str] = {}
    todo: list[ast.stmt] = list(module.tree.body)
    for statement in todo:
        if isinstance(statement, ast.Try | ast.If):
            todo += [inner for block in blocks(statement) for inner in block]
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            if isinstance(target, ast.Name) and isinstance(value, ast.Name) and value.id in BUILTIN_NAMES:
                found[target.id] = value.id
    if not found:
        return found
    bound: list[str] = []
    for node in descend(module.tree):
        if isinstance(node, ast.Global):
            bound += node.names
        elif isinstance(node, ast.arg):
            bound.append(node.arg)
        else:
            bound += binds(node)
    return {name: same for name, same in found.items() if bound.count(name) == 1}


def _rebound_names(module: ParsedModule) -> set[str]:
    """Names that the module binds at its top level or declares global somewhere."""
    names: set[str] = set()
    for statement in module.tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(statement.name)
            continue
        if isinstance(statement, ast.ImportFrom) and statement.module in _SAME_AS_BUILTINS and not statement.level:
            names |= {alias.asname for alias in statement.names if alias.asname and alias.asname != alias.name}
            continue
        for node in descend(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                names.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
    names |= {name for node in descend(module.tree) if isinstance(node, ast.Global) for name in node.names}
    return names


def uses_dynamic_names(function: FunctionNode) -> bool:
    """Whether the function reaches its own names by text or frames (``locals()``, ``eval``), which no edit survives."""
    return bool(free_names(function) & {"locals", "vars", "eval", "exec", "globals", "__import__"})
