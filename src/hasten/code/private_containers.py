"""Lists, sets and deques in private attributes of a class that are used in ways that hide which of them they are.

Such an attribute may change its kind without anyone noticing: no use hands the container out, iterates it, or asks
anything of it that another kind answers differently.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from hasten.code.loops import constant_int
from hasten.code.source import ParsedModule, descend, parse

#: What makes attributes readable by other names than their own; a module that uses any of it keeps nothing private.
_DYNAMIC = frozenset({
    "__dict__", "__getattr__", "__getattribute__", "__getstate__", "__reduce__", "__reduce_ex__", "__setattr__",
    "__setstate__", "asdict", "astuple", "attrgetter", "copyreg", "delattr", "eval", "exec", "getattr", "hasattr",
    "inspect", "locals", "marshal", "methodcaller", "pickle", "setattr", "shelve", "vars",
})  # fmt: skip
#: Methods called for their effect alone, by kind, with the number of their arguments.
_EFFECTS = {
    "list": {"append": 1, "clear": 0, "extend": 1},
    "set": {"add": 1, "clear": 0, "update": 1},
    "deque": {"append": 1, "appendleft": 1, "clear": 0, "extend": 1},
}


#: Texts that give a private attribute a container, lists apart; they differ where a list has become something else.
_STARTS = re.compile(r"\._\w+\s*(?::[^=\n]*)?=\s*(?:\{|[\w.]+\()")


#: What every module has that gives a private attribute a container.
_ANY_START = re.compile(r"\.\w+\s*(?::[^=\n]*)?=\s*(?:\[|\{|list\b|set\b|[\w.]*\()")
#: Builtins that go through a container once, in its order.
_WALKERS = frozenset({"all", "any", "list", "max", "min", "set", "sorted", "sum", "tuple"})


@dataclass
class PrivateContainer:
    """One attribute of one class.

    Attributes:
        owner: Name of the class.
        attribute: Name as it is written.
        kind: ``list``, ``set`` or ``deque``.
        definitions: The assignments that give it a new container.
        uses: What is done with it, ``(what, node)``: ``test`` (the comparison), ``truth`` (the attribute), ``end`` (the
            subscript), ``walk`` (the attribute, gone through in order), and the calls ``length``, ``first`` and
            ``last`` (which take an element away), ``append``, ``appendleft``, ``extend``, ``clear``.
        functions: Qualified names of all functions in which it stands.
    """

    owner: str
    attribute: str
    kind: str
    definitions: list[ast.Assign | ast.AnnAssign] = field(default_factory=list)
    uses: list[tuple[str, ast.expr]] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)

    @property
    def is_public(self) -> bool:
        """Whether the name of the attribute asks nobody to keep away from it."""
        return not self.attribute.startswith("_")

    @property
    def at_run_time(self) -> str:
        """``Class.attribute``, the name mangled as the interpreter does."""
        mangled = f"_{self.owner.lstrip('_')}{self.attribute}" if self.attribute.startswith("__") else self.attribute
        return f"{self.owner}.{mangled}"

    def having(self, *kinds: str) -> list[ast.expr]:
        """Nodes of the uses of these kinds, in source order."""
        return [node for what, node in self.uses if what in kinds]


#: Rules ask once for every function of a module.
_KNOWN: WeakKeyDictionary[ParsedModule, dict[bool, dict[str, PrivateContainer]]] = WeakKeyDictionary()


def private_containers(module: ParsedModule, *, public: bool = False) -> dict[str, PrivateContainer]:
    """By ``Class.attribute`` as at run time, the containers that no use gives away.

    The attribute starts with an underscore; its class stands at module level, has no bases and no decorators; it is
    only ever assigned new containers of one kind by methods of that class, ``__init__`` among them. Its name stands in
    no text, and nothing in the module reads attributes by text.

    Args:
        module: The module.
        public: Whether attributes without an underscore count too; code outside of the module may use those.
    """
    known = _KNOWN.setdefault(module, {})
    if public not in known:
        known[public] = _found(module, public) if _ANY_START.search(module.source) else {}
    return known[public]


def _found(module: ParsedModule, public: bool) -> dict[str, PrivateContainer]:
    if _is_dynamic(module):
        return {}
    owners: dict[str, set[str]] = {}
    plain = {name: node for name, node in module.classes.items() if _is_plain(node)}
    inside = {inner: name for name, node in plain.items() for inner in descend(node)}
    places: dict[str, list[ast.Attribute]] = {}
    for node in descend(module.tree):
        if isinstance(node, ast.Attribute) and (public or node.attr.startswith("_")) and not node.attr.endswith("__"):
            places.setdefault(node.attr, []).append(node)
            if not isinstance(node.ctx, ast.Load):
                owners.setdefault(node.attr, set()).add(inside.get(node, ""))
    texts = _texts(module)
    bare = {node.id for node in descend(module.tree) if isinstance(node, ast.Name)}
    names: dict[ast.AST, str] = {node: name for name, node in module.functions.items()}
    found: dict[str, PrivateContainer] = {}
    for attribute, nodes in places.items():
        owner = owners.get(attribute, set())
        # Of two classes with an attribute of the same name it cannot be told which one an instance is of.
        if len(owner) != 1 or "" in owner or attribute in texts | bare:
            continue
        (name,) = owner
        container = _container(module, name, attribute, nodes, names)
        if container is not None and f"{name}.__init__" in container.functions and container.uses:
            found[container.at_run_time] = container
    return found


def reshaped(old: str, new: str, *, public: bool = False) -> dict[str, str]:
    """``{"Class.attribute": "set"}`` of private lists of OLD that are something else in NEW, and private there too.

    Args:
        old: Text of a module.
        new: Another text of it.
        public: Whether attributes without an underscore count too.
    """
    if not public and _STARTS.findall(old) == _STARTS.findall(new):
        return {}
    before, after = parse(old), parse(new)
    if isinstance(before, SyntaxError) or isinstance(after, SyntaxError):
        return {}
    ours = private_containers(after, public=public)
    changed = {name: found.kind for name, found in ours.items() if found.kind != "list"}
    if not changed:
        return {}
    theirs = private_containers(before, public=public)
    return {name: kind for name, kind in changed.items() if name in theirs and theirs[name].kind == "list"}


def position_in(attribute: str) -> str:
    """Name of the attribute that says from where on another one, which holds a text, is still to be read."""
    return f"_{attribute.lstrip('_')}_at"


def read_from_positions(old: str, new: str) -> list[str]:
    """``Class.attribute`` of texts that NEW reads from a position on, and OLD cuts."""
    before, after = parse(old), parse(new)
    if old == new or isinstance(before, SyntaxError) or isinstance(after, SyntaxError):
        return []
    there = {node.attr for node in descend(before.tree) if isinstance(node, ast.Attribute)}
    found = []
    for name, node in after.classes.items():
        stored = {part.attr for part in descend(node) if isinstance(part, ast.Attribute)}
        added = stored - there
        found += [f"{name}.{attribute}" for attribute in sorted(stored) if position_in(attribute) in added]
    return found


def affected(old: str, new: str) -> set[str]:
    """Functions of NEW that touch an attribute which is another container than in OLD."""
    names = reshaped(old, new)
    after = parse(new)
    if not names or isinstance(after, SyntaxError):
        return set()
    return {name for key, found in private_containers(after).items() if key in names for name in found.functions}


def _is_dynamic(module: ParsedModule) -> bool:
    for node in descend(module.tree):
        name = (
            node.id if isinstance(node, ast.Name)
            else node.attr if isinstance(node, ast.Attribute)
            else node.name if isinstance(node, ast.alias | ast.FunctionDef)
            else ""
        )  # fmt: skip
        if name.partition(".")[0] in _DYNAMIC:
            return True
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return True
    return False


def _texts(module: ParsedModule) -> set[str]:
    """Texts by which an attribute might be named, but for those that declare slots."""
    slots = {
        inner
        for node in descend(module.tree)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__slots__" for t in node.targets)
        for inner in descend(node)
    }
    found = {
        node.value
        for node in descend(module.tree)
        if isinstance(node, ast.Constant) and type(node.value) is str and node not in slots
    }
    patterns = [node for node in descend(module.tree) if isinstance(node, ast.MatchClass)]
    return found | {name for node in patterns for name in node.kwd_attrs}


def _is_plain(node: ast.ClassDef) -> bool:
    bases = all(isinstance(base, ast.Name) and base.id == "object" for base in node.bases)
    return bases and not node.keywords and not node.decorator_list


def _container(
    module: ParsedModule,
    owner: str,
    attribute: str,
    nodes: list[ast.Attribute],
    names: Mapping[ast.AST, str],
) -> PrivateContainer | None:
    """The attribute with all its places, or None where one of them is not understood."""
    stores = [node for node in nodes if not isinstance(node.ctx, ast.Load)]
    kinds = {_kind(module, module.parents[node]) for node in stores}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        return None
    found = PrivateContainer(owner, attribute, kind)
    for node in nodes:
        function = _function_around(module, node, names)
        if function is None:
            return None
        found.functions.add(function)
        if isinstance(node.ctx, ast.Load):
            use = _use(module, node, kind)
            if use is None:
                return None
            found.uses.append(use)
        else:
            method = module.functions[function]
            first = [arg.arg for arg in [*method.args.posonlyargs, *method.args.args]][:1]
            statement = module.parents[node]
            own = function.partition(".")[0] == owner and not method.decorator_list
            if not own or not isinstance(node.value, ast.Name) or [node.value.id] != first:
                return None
            if not isinstance(statement, ast.Assign | ast.AnnAssign):
                return None
            found.definitions.append(statement)
    return found


def _function_around(module: ParsedModule, node: ast.AST, names: Mapping[ast.AST, str]) -> str | None:
    """Qualified name of the function or method in which a node stands, nested functions counted as part of it."""
    while node in module.parents:
        node = module.parents[node]
        if node in names:
            return names[node]
    return None


def _kind(module: ParsedModule, statement: ast.AST) -> str | None:
    """Which new container an assignment gives, None where that cannot be told."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        value: ast.expr | None = statement.value
    elif isinstance(statement, ast.AnnAssign):
        value = statement.value
    else:
        return None
    if isinstance(value, ast.List | ast.ListComp):
        return "list"
    if isinstance(value, ast.Set | ast.SetComp):
        return "set"
    if isinstance(value, ast.Call) and not value.keywords and len(value.args) <= 1:
        called = value.func
        if any(isinstance(arg, ast.Starred) for arg in value.args):
            return None
        if isinstance(called, ast.Name) and called.id in ("list", "set") and _is_builtin(module, called.id):
            return called.id
        if _is_deque(module, called):
            return "deque"
    return None


def _is_builtin(module: ParsedModule, name: str) -> bool:
    """Whether nothing in the module binds the name."""
    for node in descend(module.tree):
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(node, ast.arg) and node.arg == name:
            return False
        if isinstance(node, ast.alias) and (node.asname or node.name.partition(".")[0]) == name:
            return False
        defined = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name
        # A method of that name hides nothing from the functions of the module.
        if defined and not isinstance(module.parents.get(node), ast.ClassDef):
            return False
    return True


def _is_deque(module: ParsedModule, called: ast.expr) -> bool:
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "collections" and node.level == 0:
            for alias in node.names:
                if alias.name == "deque" and isinstance(called, ast.Name) and called.id == (alias.asname or "deque"):
                    return True
        if isinstance(node, ast.Import) and isinstance(called, ast.Attribute) and called.attr == "deque":
            for alias in node.names:
                if alias.name == "collections" and isinstance(called.value, ast.Name):
                    return called.value.id == (alias.asname or "collections")
    return False


def _use(module: ParsedModule, node: ast.Attribute, kind: str) -> tuple[str, ast.expr] | None:
    """What is done with the container where it is read; None where that might give its kind away."""
    parent = module.parents[node]
    above = module.parents.get(parent)
    if isinstance(parent, ast.Compare):
        single = len(parent.ops) == 1 and isinstance(parent.ops[0], ast.In | ast.NotIn)
        return ("test", parent) if single and parent.comparators[0] is node else None
    if _is_tested(module, node):
        return "truth", node
    if kind != "set" and _is_walked(module, node):
        return "walk", node
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.args == [node]:
        plain = parent.func.id == "len" and not parent.keywords and kind != "set" and _is_builtin(module, "len")
        return ("length", parent) if plain else None
    if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Load) and parent.value is node:
        return ("end", parent) if kind != "set" and constant_int(parent.slice) in (0, -1) else None
    if not (isinstance(parent, ast.Attribute) and isinstance(above, ast.Call) and above.func is parent):
        return None
    if above.keywords or any(isinstance(arg, ast.Starred) for arg in above.args):
        return None
    return _method(module, parent.attr, above, kind)


def _is_walked(module: ParsedModule, node: ast.Attribute) -> bool:
    """Whether it is gone through in order while nothing else runs: a deque that grows meanwhile would raise."""
    parent = module.parents[node]
    if isinstance(parent, ast.comprehension) and parent.iter is node:
        whole = module.parents[parent]
        return not any(isinstance(inner, ast.Call | ast.Await | ast.Yield) for inner in descend(whole))
    if not (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.args[:1] == [node]):
        return False
    others = [*parent.args[1:], *(keyword.value for keyword in parent.keywords)]
    if any(isinstance(inner, ast.Call) for other in others for inner in descend(other)):
        return False
    named = [other for other in others if isinstance(other, ast.Name | ast.Attribute)]
    return not named and parent.func.id in _WALKERS and _is_builtin(module, parent.func.id)


def _method(module: ParsedModule, method: str, call: ast.Call, kind: str) -> tuple[str, ast.expr] | None:
    arguments = len(call.args)
    first = constant_int(call.args[0]) if call.args else None
    if isinstance(module.parents.get(call), ast.Expr):
        if _EFFECTS[kind].get(method) == arguments:
            return {"add": "append", "update": "extend"}.get(method, method), call
        if kind == "list" and method == "insert" and arguments == 2 and first == 0:
            return "appendleft", call
    if kind == "list" and method == "pop":
        if not arguments or (arguments == 1 and first == -1):
            return "last", call
        return ("first", call) if arguments == 1 and first == 0 else None
    if kind == "deque" and not arguments and method in ("pop", "popleft"):
        return ("last" if method == "pop" else "first"), call
    return None


def _is_tested(module: ParsedModule, node: ast.expr) -> bool:
    """Whether nothing but the truth of an expression is asked."""
    parent = module.parents[node]
    if isinstance(parent, ast.If | ast.While | ast.IfExp | ast.Assert):
        return parent.test is node
    if isinstance(parent, ast.UnaryOp):
        return isinstance(parent.op, ast.Not)
    return isinstance(parent, ast.BoolOp) and _is_tested(module, parent)
