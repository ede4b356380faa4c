"""A small object that one function makes, uses and forgets.

Finds:
    A local that holds an instance of a class of the module, where nothing but its methods and attributes is asked for:
    it is not returned, stored, or handed to anybody. Its attributes become locals, and its methods are written out
    where they are called. That is done only where another rule then finds a better way to do the work.

Slow because:
    A method call and an attribute are slower than a local, by a constant. What costs more is what they hide: a method
    searches a list that another fills, and neither shows that it is done again and again.

Unsafe when:
    Somebody replaces a method at run time, or the class does its work in ``__setattr__``, descriptors or a base class;
    such classes are left alone.

Example:
    Before::

        class Register:
            def __init__(self):
                self.names = []

            def add(self, name):
                if name not in self.names:
                    self.names.append(name)

        def distinct(words):
            register = Register()
            for word in words:
                register.add(word)
            return register.names

    After::

        def distinct(words):
            names = []
            for word in words:
                if word not in names:
                    names.append(word)
            return names

Source:
    Scalar replacement of aggregates, as optimising compilers do it for objects that do not escape (Choi and others,
    Escape analysis for Java, 1999).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._conditions import is_plain_test
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import Callee, Writer, arguments_of

#: See ``Rule``.
OPENING = True

_HOOKS = frozenset({"__new__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__", "__del__", "__call__"})


class _Receiver(ast.Name):
    """The object where it is handed to a method; wherever else it stands alone, its truth is asked."""


@dataclass(frozen=True)
class _Class:
    """A class whose instances can become locals.

    Attributes:
        node: The class.
        methods: Its plain methods by name.
        properties: Names of those that are read like attributes.
        static: Names of those without a receiver.
        constants: Names that the class itself binds.
        attributes: Names that its methods store on the instance.
    """

    node: ast.ClassDef
    methods: dict[str, ast.FunctionDef]
    properties: frozenset[str]
    static: frozenset[str]
    constants: dict[str, ast.expr]
    attributes: frozenset[str]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per object."""
    for assign in code.all(ast.Assign):
        target = assign.targets[0]
        if len(assign.targets) != 1 or not isinstance(target, ast.Name) or code.in_nested_function(assign):
            continue
        made = assign.value
        if not (isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id not in code.local):
            continue
        made_of = _class(code, made.func.id, made)
        if made_of is None or not _stays_here(code, target.id, assign, made_of):
            continue
        text = f"{target.id} is used nowhere else; its attributes can be locals, and its methods be written out"
        change = partial(_change, code, target.id, assign, made_of)
        yield Finding(assign, text, change, minor=True)


def _class(code: FunctionCode, name: str, made: ast.Call) -> _Class | None:
    node = code.module.classes.get(name)
    if node is None or node not in code.module.tree.body or node.bases or node.keywords:
        return None
    if [ast.unparse(decorator) for decorator in node.decorator_list] not in ([], ["dataclass"]):
        return None
    methods: dict[str, ast.FunctionDef] = {}
    properties, static = set(), set()
    constants: dict[str, ast.expr] = {}
    fields: list[ast.AnnAssign] = []
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            kinds = [ast.unparse(decorator) for decorator in statement.decorator_list]
            if kinds not in ([], ["property"], ["staticmethod"]) or statement.name in _HOOKS:
                return None
            properties |= {statement.name} if kinds == ["property"] else set()
            static |= {statement.name} if kinds == ["staticmethod"] else set()
            if kinds != ["staticmethod"] and not statement.args.args:
                return None
            methods[statement.name] = statement
        elif isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            constants.update(dict.fromkeys(names, statement.value))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            fields.append(statement)
        elif not (isinstance(statement, ast.Expr | ast.Pass)):
            return None
    constants.pop("__slots__", None)
    if node.decorator_list:
        if "__init__" in methods or "__post_init__" in methods:
            return None
        init = _init_of_fields(fields, made)
        if init is None:
            return None
        methods["__init__"] = init
    elif fields:
        return None
    attributes: set[str] = set()
    for name_of, method in methods.items():
        if name_of in static:
            continue
        stored = _own_stores(method)
        if stored is None:
            return None
        attributes |= stored
    if attributes & (set(methods) | set(constants)):
        return None
    return _Class(node, methods, frozenset(properties), frozenset(static), constants, frozenset(attributes))


def _init_of_fields(fields: list[ast.AnnAssign], call: ast.Call) -> ast.FunctionDef | None:
    """The ``__init__`` that a plain dataclass gets, as one call needs it; None where a field is of another kind."""
    said = {keyword.arg for keyword in call.keywords}
    names = [field.target.id for field in fields if isinstance(field.target, ast.Name)]
    lines = []
    given = []
    for place, (name, field) in enumerate(zip(names, fields, strict=True)):
        value = "" if field.value is None else ast.unparse(field.value)
        if value.startswith("field("):
            factory = value[22:-1]
            if value != f"field(default_factory={factory})" or factory not in ("list", "dict", "set"):
                return None
            # A field that the call gives is as good as one without a default.
            handed = place < len(call.args) or name in said
            given += [name] if handed else []
            lines.append(f"self.{name} = {name if handed else factory + '()'}")
        else:
            given.append(name + (f"={value}" if value else ""))
            lines.append(f"self.{name} = {name}")
    text = f"def __init__({', '.join(['self', *given])}):\n" + "\n".join("    " + line for line in lines or ["pass"])
    made = ast.parse(text).body[0]
    assert isinstance(made, ast.FunctionDef)
    return made


def _own_stores(method: ast.FunctionDef) -> set[str] | None:
    """Attributes that a method stores on its receiver; None where the receiver goes elsewhere."""
    receiver = method.args.args[0].arg
    reached: set[ast.AST] = set()
    found: set[str] = set()
    for node in descend(*method.body):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == receiver:
            reached.add(node.value)
            if not isinstance(node.ctx, ast.Load):
                found.add(node.attr)
    bare = [n for n in descend(*method.body) if isinstance(n, ast.Name) and n.id == receiver and n not in reached]
    return None if bare else found


def _stays_here(code: FunctionCode, name: str, assign: ast.Assign, made_of: _Class) -> bool:
    """Whether the object is made once and only its methods and attributes are asked for."""
    known = made_of.attributes | set(made_of.methods) | set(made_of.constants)
    for node in code.all(ast.Name):
        if node.id != name or node is assign.targets[0]:
            continue
        parent = code.parent(node)
        asked = "__bool__" if is_plain_test(code, node) else "__len__" if _is_measured(code, node) else ""
        if asked and _answer(made_of, asked) is not None and not code.in_nested_function(node):
            continue
        if not isinstance(node.ctx, ast.Load) or not (isinstance(parent, ast.Attribute) and parent.value is node):
            return False
        if parent.attr not in known or (code.in_nested_function(node) and parent.attr in made_of.methods):
            return False
        called = code.module.parents.get(parent)
        is_method = parent.attr in made_of.methods and parent.attr not in made_of.properties
        if is_method and not (isinstance(called, ast.Call) and called.func is parent):
            return False
    return name not in code.parameters


def _is_measured(code: FunctionCode, node: ast.Name) -> bool:
    return code.builtin_call(code.parent(node), "len", 1) is not None


def _answer(made_of: _Class, asked: str) -> ast.FunctionDef | None:
    """What a class says of the truth or the length of its objects, where that is one expression.

    What has no truth of its own is true where it has a length other than 0.
    """
    method = made_of.methods.get(asked) or (made_of.methods.get("__len__") if asked == "__bool__" else None)
    return method if method is not None and len(after_docstring(method)) == 1 else None


def _change(code: FunctionCode, name: str, assign: ast.Assign, made_of: _Class, edits: Edits) -> None:
    writer = Writer(code, lambda node: None)
    taken = code.local | set(code.parameters) | set(code.module.functions) | {name}
    locals_: dict[str, str] = {}
    for attribute in sorted(made_of.attributes):
        wanted = attribute.lstrip("_") or attribute
        if wanted in taken | set(locals_.values()):
            wanted = f"{name}_{wanted}"
        locals_[attribute] = code.fresh(wanted, *taken, *locals_.values())
    writer.taken |= set(locals_.values()) | {name}

    def callee_of(call: ast.Call, method_name: str, method: ast.FunctionDef) -> Callee:
        receiver = method_name not in made_of.static
        given = arguments_of(method, call, receiver=receiver)
        if given is None:
            raise EditConflict("arguments that cannot be handed on")
        given = copy.deepcopy(given)
        if receiver:
            given = {method.args.args[0].arg: _Receiver(name, ast.Load()), **given}
        return Callee(method_name, method, given)

    def resolve(node: ast.expr) -> Callee | None:
        whole = isinstance(node, ast.Call) and _is(node.func, "len") and len(node.args) == 1 and _is(node.args[0], name)
        asked = "__len__" if whole else "__bool__" if _is(node, name) and not isinstance(node, _Receiver) else ""
        answer = _answer(made_of, asked) if asked else None
        if answer is not None:
            return callee_of(ast.Call(node, [], []), answer.name, answer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is(node.func.value, name):
            method = made_of.methods.get(node.func.attr)
            return callee_of(node, node.func.attr, method) if method is not None else None
        if isinstance(node, ast.Attribute) and _is(node.value, name) and node.attr in made_of.properties:
            return callee_of(ast.Call(node, [], []), node.attr, made_of.methods[node.attr])
        return None

    def replaced(node: ast.expr) -> ast.expr | None:
        if not (isinstance(node, ast.Attribute) and _is(node.value, name)):
            return None
        if node.attr in locals_:
            return ast.Name(locals_[node.attr], node.ctx)
        value = made_of.constants.get(node.attr)
        if isinstance(value, ast.Constant):
            return copy.copy(value)
        return ast.Attribute(ast.Name(made_of.node.name, ast.Load()), node.attr, ast.Load()) if value else None

    writer.resolve, writer.replaced = resolve, replaced

    def touched(node: ast.AST) -> bool:
        return any(_is(inner, name) for inner in descend(node))

    assert isinstance(assign.value, ast.Call)
    init = made_of.methods.get("__init__")
    text = writer.made(callee_of(assign.value, "__init__", init)) if init is not None else ""
    edits.replace_statement(assign, text or "pass")
    writer.change(code.node.body, lambda node: node is not assign and touched(node), edits)


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
