"""The text of a module that mypyc compiles: the closed world with the types that are sure, and the way in and out.

What mypyc itself would do otherwise than Python is written around here: a loop's target keeps its last value, an
integer is never made a float on the way, a division of large integers rounds once, recursion ends.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import NONE, NOTHING, SCALARS, Ty, is_any, kinds
from hasten.proposers.compile.mypyc.infer import Inference
from hasten.proposers.compile.mypyc.recursion import recursive
from hasten.proposers.compile.mypyc.world import Class, Code
from hasten.proposers.compile.refusal import Unsupported

_ANY = "h__Any"
#: What mypy would object to and the compiled form finds out when it runs. Not all of mypy's own switch for that: with
#: it, bodies of functions are thrown away.
_SILENCED = (
    "attr-defined,union-attr,name-defined,arg-type,call-arg,call-overload,assignment,return,return-value,operator,index,"
    "misc,var-annotated,override,list-item,dict-item,has-type,valid-type,func-returns-value,no-redef,type-var,str-format,"
    "abstract,typeddict-item,type-arg,comparison-overlap,truthy-bool,no-untyped-def,no-untyped-call,exit-return,safe-super"
)
_PLAIN = ("int", "float", "bool", "str", "bytes")
#: Beyond it an integer is not exactly a float.
_EXACT = 2**53


@cache
def boundary() -> str:
    """The way in and out, which every module has."""
    return Path(__file__).with_name("boundary.txt").read_text(encoding="utf-8").rstrip("\n")


def module_source(inference: Inference, original: str) -> str:
    """The text of the module; its ``call(globals, arguments)`` gives ``NotImplemented`` where plain Python must run.

    Raises:
        Unsupported: A form that the compiler would take otherwise than Python does.
    """
    return _Module(inference, original).text()


def changed_globals(inference: Inference) -> tuple[str, ...]:
    """Globals that the world binds anew."""
    return tuple(sorted(n for n in inference.reads if any(n in code.globals for code in inference.all_code)))


class _Module:
    def __init__(self, inference: Inference, original: str) -> None:
        self.i, self.world, self.original = inference, inference.world, original
        self.recursive = recursive(inference)
        self.specs: dict[Ty, int] = {}
        self.rows: list[str] = []
        self.groups: dict[frozenset[object], int] = {}
        self.fresh = 0
        for node in ast.walk(self.world.module.tree):
            names = [getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "arg", "") or ""]
            if any(name.startswith("h__") for name in names if isinstance(name, str)):
                raise Unsupported("it uses names that start with h__")

    # -- types --------------------------------------------------------------------------------------------------------

    def type_text(self, type_: Ty) -> str:
        """The annotation of a type; Any where it is not sure or the compiler would not hold it exactly."""
        none = NONE <= type_
        rest = type_ - NONE
        if not rest:
            return _ANY
        found = self.kind_text(rest)
        return found if not none or found == _ANY else f"h__Optional[{found}]"

    def kind_text(self, type_: Ty) -> str:
        names = kinds(type_)
        if len(names) == 1:
            (name,) = names
            if name in (*_PLAIN, "list", "dict", "set", "tuple"):
                return name
            if name == "cls":
                return self.common([str(atom[1]) for atom in type_])
        return _ANY

    def common(self, names: Sequence[str]) -> str:
        """The nearest class above all of them."""
        lines = [[c.name for c in self.world.lineage(name)] for name in names]
        for name in lines[0]:
            if all(name in line for line in lines):
                return _ANY if any(c.plain_base for c in self.world.lineage(name)) else name
        return _ANY

    def spec(self, type_: Ty) -> int:
        """Number of what may come in where this type is expected; 0 is anything."""
        if is_any(type_):
            return 0
        if type_ in self.specs:
            return self.specs[type_]
        number = self.specs[type_] = len(self.rows) + 1
        self.rows.append("")
        scalars = sorted(kinds(type_) & SCALARS)
        texts = ["type(None)" if name == "none" else name for name in scalars]
        lists = [a[1] for a in type_ if a[0] == "list"]
        dicts = [a[1] for a in type_ if a[0] == "dict"]
        list_ = f"({self.group(lists)}, {self.spec(self.cells('elem', lists))})" if lists else "None"
        dict_ = (
            f"({self.group(dicts)}, {self.spec(self.cells('key', dicts))}, {self.spec(self.cells('elem', dicts))})"
            if dicts else "None"
        )  # fmt: skip
        tuples = []
        for site in (a[1] for a in type_ if a[0] == "tuple"):
            items = self.items_of(site)
            tuples.append(
                f"({', '.join(str(self.spec(item)) for item in items)},)" if items
                else str(self.spec(self.i.cell("elem", site)))
            )  # fmt: skip
        if len(tuples) > 1 and any(t.isdigit() for t in tuples):
            tuples = []
        classes = sorted(str(a[1]) for a in type_ if a[0] == "cls")
        self.rows[number - 1] = (
            f"(frozenset([{', '.join(texts)}]), {list_}, {dict_}, ({''.join(t + ', ' for t in tuples)}), {classes!r})"
        )
        return number

    def group(self, sites: Sequence[object]) -> int:
        """Number of a set of sites: an object may come in under one of them only."""
        return self.groups.setdefault(frozenset(sites), len(self.groups) + 1)

    def cells(self, what: str, sites: Sequence[object]) -> Ty:
        found = self.i.cell("wild")
        for site in sites:
            found = found | self.i.cell(what, site)
        return found

    def items_of(self, site: object) -> list[Ty]:
        found: list[Ty] = []
        while ("item", site, len(found)) in self.i.cells:
            found.append(self.i.cell("item", site, len(found)))
        return found

    # -- the module ---------------------------------------------------------------------------------------------------

    def text(self) -> str:
        classes = [self.class_text(c) for c in self.ordered_classes()]
        functions = [_Emitter(self, code).function() for code in self.world.functions.values()]
        state = ["class h__State:", "    def __init__(self) -> None:", "        self.depth: h__i64 = 0",
                 "        self.limit: h__i64 = 0", f"        self.out: {_ANY} = None"]  # fmt: skip
        declared = [
            f"    {_global(name)}: {self.type_text(self.i.cell('glob', name))}" for name in sorted(self.i.reads)
        ]
        declared += [
            f"    {_class_value(c, n)}: {self.type_text(self.i.cell('clsval', c, n))}"
            for c, n in sorted(self.i.class_reads)
        ]
        state[1:1] = declared
        parts = [
            f"# Made by hasten from {self.original} for mypyc. Edit the original, not this file.",
            f'# mypy: disable-error-code="{_SILENCED}"', self.imports(), "class h__Decline(Exception):\n    pass",
            *classes, "\n".join(state), "h__s: h__Final = h__State()",
            "def h__decline() -> h__Any:\n    raise h__Decline", *functions, boundary(), self.called(), self.tables(),
        ]  # fmt: skip
        return "\n\n\n".join(parts) + "\n"

    def imports(self) -> str:
        lines = [
            'if not __file__.endswith((".so", ".pyd")):\n    raise ImportError("it is not built here")',
            "import random as h__random", "import io as h__io", "import sys as h__sys",
            "from typing import Any as h__Any, Final as h__Final, Optional as h__Optional, cast as h__cast",
            # Only the compiler needs it, not who runs the module.
            "from typing import TYPE_CHECKING as h__CHECKING",
            "if h__CHECKING:\n    from mypy_extensions import i64 as h__i64, mypyc_attr as h__attr",
        ]  # fmt: skip
        if any(c.plain_base for c in self.world.classes.values()):
            # On an ordinary class the decorator is called when the module is run, where it need not do anything.
            lines += ["def h__as_it_is(cls: h__Any) -> h__Any:\n    return cls",
                      "def h__no_options(**options: h__Any) -> h__Any:\n    return h__as_it_is",
                      'globals()["h__attr"] = h__no_options']  # fmt: skip
        used = {n.id for code in self.i.all_code for n in ast.walk(code.node) if isinstance(n, ast.Name)}
        for name, path in sorted(self.world.imports.items()):
            module = path.partition(".")[0]
            if name not in used or module not in externals.MODULES or path in externals.REFUSED:
                continue
            if path in externals.MODULES:
                lines.append(f"import {path} as {name}" if path != name else f"import {path}")
            elif path.count(".") == 1:
                member = path.partition(".")[2]
                lines.append(f"from {module} import {member}" + (f" as {name}" if member != name else ""))
        return "\n".join(lines)

    def ordered_classes(self) -> list[Class]:
        return sorted(self.world.classes.values(), key=lambda c: c.node.lineno)

    def class_text(self, cls: Class) -> str:
        base = cls.base or cls.plain_base
        lines = [f"class {cls.name}({base}):" if base else f"class {cls.name}:"]
        plain = any(c.plain_base for c in self.world.lineage(cls.name))
        # An instance that comes in is made without its ``__init__``, which only serializable classes allow.
        lines.insert(0, "@h__attr(native_class=False)" if plain else "@h__attr(serializable=True)")
        above = set(self.i.attributes(cls.base)) if cls.base else set()
        own = [name for name in self.i.attributes(cls.name) if name not in above]
        lines += [f"    {name}: {self.type_text(self.i.attribute(cls.name, name))}" for name in own]
        for code in cls.methods.values():
            lines += ["", *(f"    {line}" if line else "" for line in _Emitter(self, code).function().split("\n"))]
        if len(lines) == 2:
            lines.append("    pass")
        return "\n".join(lines)

    def called(self) -> str:
        code, i = self.world.target, self.i
        lines = [
            "def h__called(names: h__Any, args: h__Any) -> h__Any:",
            "    ns = names()",
            "    for cls, name, wanted in h__CONSTANTS:",
            "        held = getattr(ns[cls], name) if cls else ns[name]",
            "        if not h__same(held, wanted):",
            "            raise h__Decline",
            "    crossing = h__Crossing(ns)",
            "    h__s.depth = 0",
            "    h__s.limit = min(5000, h__sys.getrecursionlimit() // 2)",
            "    h__s.out = h__io.StringIO()",
        ]
        given: list[str] = []
        for place, name in enumerate(code.parameters):
            if code.kind == "classmethod" and place == 0:
                continue
            lines.append(f"    a{place} = crossing.take(args[{place}], {self.spec(i.cell('var', code.name, name))})")
            given.append(f"a{place}")
        for name in sorted(i.reads):
            lines.append(f"    h__s.{_global(name)} = crossing.take(ns[{name!r}], {self.spec(i.cell('glob', name))})")
        for cls, name in sorted(i.class_reads):
            spec = self.spec(i.cell("clsval", cls, name))
            lines.append(f"    h__s.{_class_value(cls, name)} = crossing.take(ns[{cls!r}].{name}, {spec})")
        lines.append("    crossing.fill()")
        function = f"{given.pop(0)}.{code.node.name}" if code.kind == "method" else code.name
        call = f"h__cast({_ANY}, {function}({', '.join(given)}))"
        lines += [f"    result = {call}", "    h__s.depth = 0", "    found = crossing.give(result)"]
        stored = changed_globals(i)
        new = "".join(f"crossing.give(h__s.{_global(name)}), " for name in stored)
        lines.append(f"    new: {_ANY} = ({new})")
        lines += ["    changes = crossing.changes()", "    crossing.refill()"]
        if stored:
            old = "".join(f"ns[{name!r}], " for name in stored)
            lines += [f"    if all([x is y for x, y in zip(new, ({old}))]):", "        new = None"]
        else:
            lines.append("    new = None")
        said = "h__s.out.getvalue()" if i.prints else '""'
        lines.append(f"    return found, changes, new, {said}")
        forget = ["def h__forget() -> None:", "    # Objects of the call end with it.", "    h__s.out = None"]
        forgotten = [(_global(n), i.cell("glob", n)) for n in sorted(i.reads)]
        forgotten += [(_class_value(c, n), i.cell("clsval", c, n)) for c, n in sorted(i.class_reads)]
        forget += [f"    h__s.{name} = None" for name, type_ in forgotten
                   if self.type_text(type_) == _ANY or self.type_text(type_).startswith("h__Optional")]  # fmt: skip
        return "\n".join(lines) + "\n\n\n" + "\n".join(forget)

    def tables(self) -> str:
        i = self.i
        attributes = {
            c.name: {n: self.spec(i.attribute(c.name, n)) for n in i.attributes(c.name)} for c in self.ordered_classes()
        }
        constants = [
            f"({cls!r}, {name!r}, {ast.unparse(value)})" for (cls, name), value in sorted(i.constant_reads.items())
        ]
        slots = {}
        for cls in self.ordered_classes():
            lineage = self.world.lineage(cls.name)
            slots[cls.name] = sorted({s for c in lineage for s in c.slots or ()})
        orders = {c.name: self.order(c) for c in self.ordered_classes()}
        native = [c.name for c in self.ordered_classes() if not any(b.plain_base for b in self.world.lineage(c.name))]
        return "\n".join([
            f"h__USES_RANDOM: h__Final = {i.uses_random}",
            f"h__CONSTANTS: h__Any = [{', '.join(constants)}]",
            "h__CLASSES: h__Any = {" + ", ".join(f"{n!r}: {n}" for n in native) + "}",
            "h__SCALARS: h__Any = frozenset([type(None), bool, int, float, complex, str, bytes, range])",
            f"h__ATTRIBUTES: h__Any = {attributes!r}",
            f"h__SLOTS: h__Any = {slots!r}",
            f"h__ORDERS: h__Any = {orders!r}",
            "h__SPECS: h__Any = [", "    (None, None, None, (), ()),", *(f"    {row}," for row in self.rows), "]",
        ])  # fmt: skip

    def order(self, cls: Class) -> list[str] | None:
        """The attributes that ``__init__`` sets, in its order; None where that is not the same for all instances.

        An instance may have one more, which came later.
        """
        names = self.i.attributes(cls.name)
        if len(names) <= 1 or all(c.slots is not None for c in self.world.lineage(cls.name)):
            return names
        first = self.assigned(cls, cls.name, set(), 0)
        return self.assigned(cls, cls.name, set(first or ()), 0)

    def assigned(self, cls: Class, at: str, names: set[str], depth: int) -> list[str] | None:
        """Attributes in the order in which ``__init__``, looked up from a class on, sets them."""
        init = self.world.method(at, "__init__")
        if init is None or depth > 20:
            return []
        self_, found = init.parameters[0], list[str]()
        for stmt in init.node.body:
            if isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant):
                continue
            base = self.world.classes[init.owner].base
            if isinstance(stmt, ast.Expr) and _calls_init(stmt.value, base, self_):
                inner = self.assigned(cls, base, names, depth + 1) if base else []
                if inner is None:
                    return None
                found += [name for name in inner if name not in found]
                continue
            targets = (
                stmt.targets
                if isinstance(stmt, ast.Assign)
                else [stmt.target]
                if isinstance(stmt, ast.AnnAssign) and stmt.value is not None
                else []
            )
            parts = [p for t in targets for p in (t.elts if isinstance(t, ast.Tuple) else [t])]
            own = [p.attr for p in parts if isinstance(p, ast.Attribute) and isinstance(p.value, ast.Name)
                   and p.value.id == self_]  # fmt: skip
            plain = {id(n.value) for n in ast.walk(stmt) if isinstance(n, ast.Attribute)}
            handed = any(isinstance(n, ast.Name) and n.id == self_ and id(n) not in plain for n in ast.walk(stmt))
            called = [n.func for n in ast.walk(stmt) if isinstance(n, ast.Call)]
            objects = [func.value for func in called if isinstance(func, ast.Attribute)]
            calls = any(isinstance(of, ast.Name) and of.id == self_ for of in objects)
            simple = isinstance(stmt, ast.Assign | ast.AnnAssign | ast.Expr | ast.Pass | ast.Assert | ast.AugAssign)
            if (
                (handed or calls or not simple)
                and not names <= set(found)
                and (
                    handed
                    or calls
                    or any(isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) for n in ast.walk(stmt))
                )
            ):
                return None
            found += [name for name in own if name not in found]
        return found


def _calls_init(node: ast.expr, base: str, self_: str) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "__init__":
        return False
    of = node.func.value
    if isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and of.func.id == "super":
        return True
    first = node.args[0] if node.args else None
    return isinstance(of, ast.Name) and of.id == base and isinstance(first, ast.Name) and first.id == self_


def _global(name: str) -> str:
    return f"g_{name}"


def _class_value(cls: str, name: str) -> str:
    return f"c_{cls}_{name}"


class _Emitter:
    """Writes one function."""

    def __init__(self, module: _Module, code: Code) -> None:
        self.m, self.i, self.world, self.code = module, module.i, module.world, code
        self.declared: dict[str, str] = {}
        self.inner = 0

    def cell(self, name: str) -> Ty:
        return self.i.cell("var", self.code.name, name)

    def function(self) -> str:
        code, node = self.code, self.code.node
        args = ast.parse(ast.unparse(ast.FunctionDef("f", node.args, [ast.Pass()], [], lineno=0))).body[0]
        assert isinstance(args, ast.FunctionDef)
        for place, argument in enumerate([*args.args.posonlyargs, *args.args.args, *args.args.kwonlyargs]):
            receiver = place == 0 and code.kind in ("method", "classmethod", "property")
            argument.annotation = None if receiver else ast.Name(self.m.type_text(self.cell(argument.arg)))
        for extra in (args.args.vararg, args.args.kwarg):
            if extra is not None:
                extra.annotation = ast.Name(_ANY)
        defaults = [self.i.constant(d, code.owner) for d in node.args.defaults]
        args.args.defaults = [d for d in defaults if d is not None] if None not in defaults else []
        args.args.kw_defaults = [d and (self.i.constant(d, code.owner) or d) for d in node.args.kw_defaults]
        returned = self.i.cell("ret", code.name)
        returns = _ANY if code.generator else "None" if returned == NONE else self.m.type_text(returned)
        self.guarded = code.name in self.m.recursive
        if self.guarded and code.generator:
            raise Unsupported(f"{code.name} is a generator that calls itself")
        self.returns = returns
        body = self.block(node.body)
        if self.guarded:
            body = [*ast.parse("h__s.depth += 1\nif h__s.depth > h__s.limit:\n    raise h__Decline").body, *body]
            if not code.generator:
                body += ast.parse("h__s.depth -= 1").body
        if not code.generator and not (NONE <= returned) and returns != "None":
            body += ast.parse("raise h__Decline").body
        own = self.i.local_names(code) - set(code.parameters) - {a.arg for a in node.args.kwonlyargs}
        own -= {a.arg for a in (node.args.vararg, node.args.kwarg) if a is not None}
        own -= {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef)}
        used = {name: self.m.type_text(self.cell(name)) for name in sorted(own)} | self.declared
        declarations = [ast.AnnAssign(ast.Name(n), ast.Name(t), None, 1) for n, t in used.items()]
        made = ast.FunctionDef(
            node.name, args.args, [*declarations, *body] or [ast.Pass()],
            [ast.Name(code.kind)] if code.kind in ("staticmethod", "classmethod", "property") else [],
            ast.Name(returns) if node.name != "__init__" else ast.Constant(None), lineno=0,
        )  # fmt: skip
        return ast.unparse(ast.fix_missing_locations(made))

    # -- statements ---------------------------------------------------------------------------------------------------

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for number, stmt in enumerate(body):
            if number == 0 and isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant):
                continue
            if stmt in self.i.declined:
                found += ast.parse("raise h__Decline").body
            else:
                found += getattr(self, f"do_{type(stmt).__name__.lower()}")(stmt)
        return found or [ast.Pass()]

    def fresh(self, type_text: str) -> str:
        self.m.fresh += 1
        name = f"h__{self.m.fresh}"
        if not self.inner:
            self.declared[name] = type_text
        return name

    def do_pass(self, stmt: ast.stmt) -> list[ast.stmt]:
        return [stmt]

    do_break = do_continue = do_pass

    def do_global(self, stmt: ast.stmt) -> list[ast.stmt]:
        return [ast.Pass()]

    def do_expr(self, stmt: ast.Expr) -> list[ast.stmt]:
        return [ast.Expr(self.expr(stmt.value))]

    def do_return(self, stmt: ast.Return) -> list[ast.stmt]:
        value = self.expr(stmt.value) if stmt.value is not None else None
        if not self.guarded or self.inner or self.code.generator:
            return [ast.Return(value)]
        if value is None or self.returns == "None":
            before: list[ast.stmt] = [ast.Expr(value)] if value is not None else []
            return [*before, *ast.parse("h__s.depth -= 1").body, ast.Return(None)]
        name = self.fresh(self.returns)
        return [ast.Assign([ast.Name(name)], value), *ast.parse("h__s.depth -= 1").body, ast.Return(ast.Name(name))]

    def do_assign(self, stmt: ast.Assign) -> list[ast.stmt]:
        target = stmt.targets[0]
        if len(stmt.targets) == 1 and isinstance(target, ast.Tuple | ast.List):
            starred = any(isinstance(n, ast.Starred) for n in ast.walk(stmt))
            if (
                isinstance(stmt.value, ast.Tuple)
                and len(stmt.value.elts) == len(target.elts)
                and not starred
                and not any(isinstance(t, ast.Tuple | ast.List) for t in target.elts)
            ):
                values = ast.Tuple([self.expr(e) for e in stmt.value.elts])
                names = [ast.Name(self.fresh(self.m.type_text(self.i.nodes[e]))) for e in stmt.value.elts]
                found: list[ast.stmt] = [
                    ast.Assign([name], value) for name, value in zip(names, values.elts, strict=True)
                ]
                for part, name in zip(target.elts, names, strict=True):
                    found += self.stored(part, name)
                return found
            return self.unpacked(target, self.expr(stmt.value), self.i.nodes[stmt.value])
        value = self.expr(stmt.value)
        if len(stmt.targets) == 1:
            return self.stored(target, value)
        name = ast.Name(self.fresh(self.m.type_text(self.i.nodes[stmt.value])))
        found = [ast.Assign([name], value)]
        for part in stmt.targets:
            found += self.stored(part, name)
        return found

    def unpacked(self, target: ast.Tuple | ast.List, value: ast.expr, type_: Ty = NOTHING) -> list[ast.stmt]:
        """First into names of our own, then one after the other: places are found after the stores before them."""
        names: list[ast.expr] = []
        later: list[ast.stmt] = []
        starred = any(isinstance(part, ast.Starred) for part in target.elts)
        for index, part in enumerate(target.elts):
            inner = part.value if isinstance(part, ast.Starred) else part
            item = NOTHING if starred else self.i.item_of(type_, index)
            name = ast.Name(self.fresh(self.m.type_text(item) if item else _ANY))
            names.append(ast.Starred(name) if isinstance(part, ast.Starred) else name)
            later += self.stored(inner, name, item)
        kind = self.m.kind_text(type_) if type_ else _ANY
        if kind not in ("list", "tuple") or starred:
            return [ast.Assign([ast.Tuple(names)], ast.Call(ast.Name("h__cast"), [ast.Name(_ANY), value], [])), *later]
        held = self.fresh(kind)
        found: list[ast.stmt] = [ast.Assign([ast.Name(held)], value)]
        found += ast.parse(f"if len({held}) != {len(names)}:\n    raise h__Decline").body
        for index, name_ in enumerate(names):
            assert isinstance(name_, ast.Name)
            item = self.i.item_of(type_, index)
            found.append(ast.Assign([name_], self.cast(ast.Subscript(ast.Name(held), ast.Constant(index)), item)))
        return [*found, *later]

    def target_type(self, target: ast.expr) -> str:
        if isinstance(target, ast.Name) and not self.inner and target.id not in self.code.globals:
            return self.m.type_text(self.cell(target.id))
        return _ANY

    def stored(self, target: ast.expr, value: ast.expr, type_: Ty = NOTHING) -> list[ast.stmt]:
        if isinstance(target, ast.Tuple | ast.List):
            return self.unpacked(target, value, type_)
        return [ast.Assign([self.place(target)], value)]

    def place(self, target: ast.expr) -> ast.expr:
        """A target of an assignment."""
        if isinstance(target, ast.Name):
            if target.id in self.code.globals:
                return _state(_global(target.id))
            return ast.Name(target.id)
        if isinstance(target, ast.Attribute):
            return ast.Attribute(self.receiver(target.value), target.attr)
        assert isinstance(target, ast.Subscript)
        return ast.Subscript(self.receiver(target.value), self.boxed(target.slice))

    def do_annassign(self, stmt: ast.AnnAssign) -> list[ast.stmt]:
        return self.stored(stmt.target, self.expr(stmt.value)) if stmt.value is not None else [ast.Pass()]

    def do_augassign(self, stmt: ast.AugAssign) -> list[ast.stmt]:
        have, other = self.i.nodes[stmt.target], self.i.nodes[stmt.value]
        target, value = self.place(stmt.target), self.expr(stmt.value)
        same = kinds(have) == kinds(other) and len(kinds(have)) == 1 and self.m.kind_text(have) != _ANY
        simple = isinstance(stmt.op, ast.Add | ast.Sub | ast.Mult | ast.BitAnd | ast.BitOr | ast.BitXor)
        floats = kinds(have) == {"float"} and kinds(other) <= {"float", "int"} and simple
        strong = not isinstance(stmt.target, ast.Subscript) or kinds(have) == {"list"}
        if ((same and simple) or floats) and strong and kinds(have) <= {"int", "float", "str", "list"}:
            return [ast.AugAssign(target, stmt.op, value)]  # type: ignore[arg-type]
        if isinstance(stmt.target, ast.Name):
            return [ast.Assign([target], self.operation_of(
                stmt.op, self.load(target, have), value, have, other, self.augmented(stmt), inplace=True))]  # fmt: skip
        # The object is found once, as Python does.
        assert isinstance(target, ast.Attribute | ast.Subscript)
        holder = ast.Name(self.fresh(self.receiver_type(stmt.target.value)))
        found: list[ast.stmt] = [ast.Assign([holder], target.value)]
        again: ast.expr
        if isinstance(target, ast.Subscript):
            assert isinstance(stmt.target, ast.Subscript)
            index = ast.Name(self.fresh(self.m.type_text(self.i.nodes[stmt.target.slice])))
            found.append(ast.Assign([index], target.slice))
            again = ast.Subscript(holder, index)
        else:
            again = ast.Attribute(holder, target.attr)
        before = ast.Name(self.fresh(self.m.type_text(have)))
        found.append(ast.Assign([before], again))
        result = self.operation_of(stmt.op, before, value, have, other, self.augmented(stmt), inplace=True)
        return [*found, ast.Assign([again], result)]

    def augmented(self, stmt: ast.AugAssign) -> Ty:
        """What the operation gives: for numbers that follows from the operands."""
        a, b = kinds(self.i.nodes[stmt.target]), kinds(self.i.nodes[stmt.value])
        if a | b <= {"int", "bool", "float"} and not isinstance(stmt.op, ast.Pow):
            if isinstance(stmt.op, ast.Div) or a == {"float"} or b == {"float"}:
                return frozenset({("float",)})
            if "float" not in a | b and "int" in a:
                return frozenset({("int",)})
        return frozenset({("any",)})

    def load(self, place: ast.expr, type_: Ty) -> ast.expr:
        return place

    def receiver_type(self, node: ast.expr) -> str:
        type_ = self.i.nodes[node] - NONE
        return self.m.kind_text(type_) if type_ else _ANY

    def do_if(self, stmt: ast.If) -> list[ast.stmt]:
        if stmt in self.i.dead:
            return self.block(stmt.orelse)
        return [ast.If(self.expr(stmt.test), self.block(stmt.body), self.block(stmt.orelse) if stmt.orelse else [])]

    def do_while(self, stmt: ast.While) -> list[ast.stmt]:
        return [ast.While(self.expr(stmt.test), self.block(stmt.body), self.block(stmt.orelse) if stmt.orelse else [])]

    def do_for(self, stmt: ast.For) -> list[ast.stmt]:
        element = self.i.element_of(self.i.nodes[stmt.iter])
        call = stmt.iter.func if isinstance(stmt.iter, ast.Call) else None
        paired = (isinstance(call, ast.Name) and call.id in ("enumerate", "zip")) or (
            isinstance(call, ast.Attribute) and call.attr == "items"
        )
        if (
            isinstance(stmt.target, ast.Tuple | ast.List)
            and not paired
            and self.m.kind_text(element) in ("list", "tuple")
        ):
            target: ast.expr = ast.Name(self.fresh(self.m.kind_text(element)))
            later = self.unpacked(stmt.target, target, element)
        else:
            target, later = self.loop_target(stmt.target)
        return [ast.For(
            target, self.iterable(stmt.iter), [*later, *self.block(stmt.body)],
            self.block(stmt.orelse) if stmt.orelse else [], lineno=0,
        )]  # fmt: skip

    def loop_target(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt]]:
        """Names of our own for a loop, so that those of the original have what Python leaves in them."""
        if isinstance(target, ast.Tuple | ast.List):
            parts = [self.loop_target(part) for part in target.elts]
            return ast.Tuple([p for p, _ in parts]), [s for _, later in parts for s in later]
        if isinstance(target, ast.Starred):
            raise Unsupported("a loop over a starred target")
        name = ast.Name(self.fresh(self.target_type(target)))
        return name, self.stored(target, name)

    def iterable(self, node: ast.expr) -> ast.expr:
        found = self.expr(node)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and NONE <= self.i.nodes[node]:
            return self.narrowed(found, self.i.nodes[node])
        return found

    def do_assert(self, stmt: ast.Assert) -> list[ast.stmt]:
        # A build may leave assertions out; a test does not.
        return [ast.If(ast.UnaryOp(ast.Not(), self.expr(stmt.test)), ast.parse("raise AssertionError").body, [])]

    def do_raise(self, stmt: ast.Raise) -> list[ast.stmt]:
        return [ast.Raise(self.expr(stmt.exc) if stmt.exc is not None else None, None)]

    def do_try(self, stmt: ast.Try) -> list[ast.stmt]:
        handlers = [ast.ExceptHandler(h.type, None, self.block(h.body)) for h in stmt.handlers]
        return [ast.Try(
            self.block(stmt.body), handlers, self.block(stmt.orelse) if stmt.orelse else [],
            self.block(stmt.finalbody) if stmt.finalbody else [],
        )]  # fmt: skip

    def do_delete(self, stmt: ast.Delete) -> list[ast.stmt]:
        return [ast.Delete([self.place(t) for t in stmt.targets])]

    def do_functiondef(self, stmt: ast.FunctionDef) -> list[ast.stmt]:
        self.inner += 1
        body = self.block(stmt.body)
        self.inner -= 1
        args = ast.parse(ast.unparse(ast.FunctionDef("f", stmt.args, [ast.Pass()], [], lineno=0))).body[0]
        assert isinstance(args, ast.FunctionDef)
        for argument in ast.walk(args.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return [ast.FunctionDef(stmt.name, args.args, body, [], None, lineno=0)]

    # -- expressions --------------------------------------------------------------------------------------------------

    def expr(self, node: ast.expr) -> ast.expr:
        if node in self.i.declined:
            return ast.Call(ast.Name("h__decline"), [], [])
        if node in self.i.replaced:
            found = self.i.replaced[node]
            if isinstance(found, ast.Name):
                cls, _, name = found.id.partition(".")
                return self.cast(_state(_class_value(cls, name)), self.i.nodes[node])
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
        return made if text == _ANY else _cast(text, made)

    def narrowed(self, made: ast.expr, type_: Ty) -> ast.expr:
        """The value as what it is when it is not None; None raises, as it would in Python."""
        rest = type_ - NONE
        text = self.m.kind_text(rest) if rest else _ANY
        return made if text == _ANY else _cast(text, made)

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
        return _cast(_ANY, found)

    def of_constant(self, node: ast.Constant) -> ast.expr:
        return node

    def of_name(self, node: ast.Name) -> ast.expr:
        name = node.id
        if node in self.i.weak:
            return self.cast(ast.Name(name), self.i.nodes[node])
        local = name in self.i.local_names(self.code)
        if not local and name in self.i.reads:
            return self.cast(_state(_global(name)), self.i.nodes[node])
        return ast.Name(name)

    def of_attribute(self, node: ast.Attribute) -> ast.expr:
        return self.cast(ast.Attribute(self.receiver(node.value), node.attr), self.i.nodes[node])

    def of_call(self, node: ast.Call) -> ast.expr:
        func = node.func
        name = func.id if isinstance(func, ast.Name) and func.id not in self.i.local_names(self.code) else ""
        builtin = hasattr(builtins, name) and name not in (*self.world.functions, *self.world.classes)
        types = [self.i.nodes.get(a, frozenset()) for a in node.args]
        texts = {self.m.type_text(t) for t in types}
        sure = len(texts) == 1 and _ANY not in texts
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
                args.append(_cast(_ANY, self.expr(argument)))
        keywords = [
            ast.keyword(k.arg, self.expr(k.value) if known else _cast(_ANY, self.expr(k.value))) for k in node.keywords
        ]
        if name == "print" and builtin and not any(k.arg == "file" for k in node.keywords):
            keywords.append(ast.keyword("file", _state("out")))
        if name == "super":
            return ast.Call(ast.Name("super"), [], [])
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call) and func.value in self.i.replaced:
            target: ast.expr = ast.Attribute(ast.Call(ast.Name("super"), [], []), func.attr)
        elif isinstance(func, ast.Attribute) and self._base_init(node, func):
            target, args = ast.Attribute(ast.Call(ast.Name("super"), [], []), func.attr), args[1:]
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
        inplace: bool = False,
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
        return self.cast(ast.BinOp(_cast(_ANY, a), op, _cast(_ANY, b)), result)

    def of_unaryop(self, node: ast.UnaryOp) -> ast.expr:
        operand = self.expr(node.operand)
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, operand)
        if kinds(self.i.nodes[node.operand]) in ({"int"}, {"float"}):
            return ast.UnaryOp(node.op, operand)
        return self.cast(ast.UnaryOp(node.op, _cast(_ANY, operand)), self.i.nodes[node])

    def of_compare(self, node: ast.Compare) -> ast.expr:
        nodes = [node.left, *node.comparators]
        types = [kinds(self.i.nodes[n]) for n in nodes]
        mixed = len({frozenset(t) for t in types}) > 1 and any("float" in t or "bool" in t for t in types)
        loose = any(len(t - {"none"}) > 1 for t in types)
        parts: list[ast.expr] = []
        for part, type_ in zip(nodes, types, strict=True):
            made = self.expr(part)
            exact = isinstance(part, ast.Constant) and type(part.value) is int and abs(part.value) <= _EXACT
            if (mixed and not (exact and all(t <= {"int", "float"} and len(t) == 1 for t in types))) or loose:
                identity = all(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
                parts.append(made if identity else _cast(_ANY, made))
            else:
                parts.append(made)
            del type_
        made = ast.Compare(parts[0], node.ops, parts[1:])
        sure = all(t <= {"int", "float", "str", "none", "bool"} for t in types)
        named = all(isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in node.ops)
        return made if sure or named else self.cast(made, self.i.nodes[node])

    def of_boolop(self, node: ast.BoolOp) -> ast.expr:
        types = [self.m.type_text(self.i.nodes[v]) for v in node.values]
        same = len(set(types)) == 1 and types[0] != _ANY
        parts = [self.expr(v) if same else _cast(_ANY, self.expr(v)) for v in node.values]
        return self.cast(ast.BoolOp(node.op, parts), self.i.nodes[node])

    def of_ifexp(self, node: ast.IfExp) -> ast.expr:
        types = {self.m.type_text(self.i.nodes[n]) for n in (node.body, node.orelse)}
        same = len(types) == 1 and _ANY not in types
        body, orelse = self.expr(node.body), self.expr(node.orelse)
        if not same:
            body, orelse = _cast(_ANY, body), _cast(_ANY, orelse)
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
                parts.append(ast.FormattedValue(_cast(_ANY, self.expr(part.value)), part.conversion, spec))
            else:
                parts.append(part)
        return ast.JoinedStr(parts)

    def _elements(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        return [
            ast.Starred(self.expr(n.value)) if isinstance(n, ast.Starred) else _cast(_ANY, self.expr(n)) for n in nodes
        ]

    def of_list(self, node: ast.List) -> ast.expr:
        return ast.List(self._elements(node.elts))

    def of_set(self, node: ast.Set) -> ast.expr:
        return ast.Set(self._elements(node.elts))

    def of_tuple(self, node: ast.Tuple) -> ast.expr:
        return ast.Tuple(self._elements(node.elts))

    def of_dict(self, node: ast.Dict) -> ast.expr:
        keys = [None if k is None else _cast(_ANY, self.expr(k)) for k in node.keys]
        return ast.Dict(keys, self._elements(node.values))

    def of_lambda(self, node: ast.Lambda) -> ast.expr:
        self.inner += 1
        body = self.expr(node.body)
        self.inner -= 1
        return ast.Lambda(node.args, body)

    def of_yield(self, node: ast.Yield) -> ast.expr:
        return ast.Yield(_cast(_ANY, self.expr(node.value)) if node.value is not None else None)

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
        return found if self.m.type_text(self.i.nodes[node]) in ("int", "bool") else _cast(_ANY, found)

    def _generators(self, generators: Sequence[ast.comprehension]) -> list[ast.comprehension]:
        found = []
        for generator in generators:
            iterated = self.iterable(generator.iter)
            ranged = isinstance(generator.iter, ast.Call) and ast.unparse(generator.iter.func) == "range"
            if not ranged:
                iterated = _cast(_ANY, iterated)
            tests = [self.expr(test) for test in generator.ifs]
            found.append(ast.comprehension(generator.target, iterated, tests, 0))
        return found


def _cast(text: str, value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "h__cast":
        first = value.args[0]
        if isinstance(first, ast.Name) and first.id == text:
            return value
    return ast.Call(ast.Name("h__cast"), [ast.Name(text), value], [])


def _state(name: str) -> ast.expr:
    return ast.Attribute(ast.Name("h__s"), name)
