"""The text of a module that mypyc compiles: the closed world with the types that are sure, and the way in and out.

What mypyc itself would do otherwise than Python is written around here: a loop's target keeps its last value, an
integer is never made a float on the way, a division of large integers rounds once, recursion ends.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import NONE, SCALARS, Ty, is_any, kinds
from hasten.proposers.compile.mypyc.emit_functions import FunctionWriter
from hasten.proposers.compile.mypyc.emit_names import ANY, class_value, global_name
from hasten.proposers.compile.mypyc.inference import Inference
from hasten.proposers.compile.mypyc.recursion import recursive
from hasten.proposers.compile.mypyc.world import Class
from hasten.proposers.compile.refusal import Unsupported

#: What mypy would object to and the compiled form finds out when it runs. Not all of mypy's own switch for that: with
#: it, bodies of functions are thrown away.
_SILENCED = (
    "attr-defined,union-attr,name-defined,arg-type,call-arg,call-overload,assignment,return,return-value,operator,index,"
    "misc,var-annotated,override,list-item,dict-item,has-type,valid-type,func-returns-value,no-redef,type-var,str-format,"
    "abstract,typeddict-item,type-arg,comparison-overlap,truthy-bool,no-untyped-def,no-untyped-call,exit-return,safe-super"
)


_PLAIN = ("int", "float", "bool", "str", "bytes")


@cache
def boundary() -> str:
    """The way in and out, which every module has."""
    return Path(__file__).with_name("boundary.txt").read_text(encoding="utf-8").rstrip("\n")


def module_source(inference: Inference, original: str) -> str:
    """The text of the module; its ``call(globals, arguments)`` gives ``NotImplemented`` where plain Python must run.

    Raises:
        Unsupported: A form that the compiler would take otherwise than Python does.
    """
    return ModuleWriter(inference, original).text()


def changed_globals(inference: Inference) -> tuple[str, ...]:
    """Globals that the world binds anew."""
    return tuple(sorted(n for n in inference.reads if any(n in code.globals for code in inference.all_code)))


class ModuleWriter:
    """Writes the module of one world."""

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
            return ANY
        found = self.kind_text(rest)
        return found if not none or found == ANY else f"h__Optional[{found}]"

    def kind_text(self, type_: Ty) -> str:
        names = kinds(type_)
        if len(names) == 1:
            (name,) = names
            if name in (*_PLAIN, "list", "dict", "set", "tuple"):
                return name
            if name == "cls":
                return self.common([str(atom[1]) for atom in type_])
        return ANY

    def common(self, names: Sequence[str]) -> str:
        """The nearest class above all of them."""
        lines = [[c.name for c in self.world.lineage(name)] for name in names]
        for name in lines[0]:
            if all(name in line for line in lines):
                return ANY if any(c.plain_base for c in self.world.lineage(name)) else name
        return ANY

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
        # In one order, whatever the seed of the hashes: the text is what a build is kept by.
        atoms = sorted(type_, key=repr)
        lists = [a[1] for a in atoms if a[0] == "list"]
        dicts = [a[1] for a in atoms if a[0] == "dict"]
        list_ = f"({self.group(lists)}, {self.spec(self.cells('elem', lists))})" if lists else "None"
        dict_ = (
            f"({self.group(dicts)}, {self.spec(self.cells('key', dicts))}, {self.spec(self.cells('elem', dicts))})"
            if dicts else "None"
        )  # fmt: skip
        tuples = []
        for site in (a[1] for a in atoms if a[0] == "tuple"):
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
        functions = [FunctionWriter(self, code).function() for code in self.world.functions.values()]
        state = ["class h__State:", "    def __init__(self) -> None:", "        self.depth: h__i64 = 0",
                 "        self.limit: h__i64 = 0", f"        self.out: {ANY} = None"]  # fmt: skip
        declared = [
            f"    {global_name(name)}: {self.type_text(self.i.cell('glob', name))}" for name in sorted(self.i.reads)
        ]
        declared += [
            f"    {class_value(c, n)}: {self.type_text(self.i.cell('clsval', c, n))}"
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
            written = FunctionWriter(self, code).function().split("\n")
            lines += ["", *(f"    {line}" if line else "" for line in written)]
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
            spec = self.spec(i.cell("glob", name))
            lines.append(f"    h__s.{global_name(name)} = crossing.take(ns[{name!r}], {spec})")
        for cls, name in sorted(i.class_reads):
            spec = self.spec(i.cell("clsval", cls, name))
            lines.append(f"    h__s.{class_value(cls, name)} = crossing.take(ns[{cls!r}].{name}, {spec})")
        lines.append("    crossing.fill()")
        function = f"{given.pop(0)}.{code.node.name}" if code.kind == "method" else code.name
        call = f"h__cast({ANY}, {function}({', '.join(given)}))"
        lines += [f"    result = {call}", "    h__s.depth = 0", "    found = crossing.give(result)"]
        stored = changed_globals(i)
        new = "".join(f"crossing.give(h__s.{global_name(name)}), " for name in stored)
        lines.append(f"    new: {ANY} = ({new})")
        lines += ["    changes = crossing.changes()", "    crossing.refill()"]
        if stored:
            old = "".join(f"ns[{name!r}], " for name in stored)
            lines += [f"    if all([x is y for x, y in zip(new, ({old}))]):", "        new = None"]
        else:
            lines.append("    new = None")
        said = "h__s.out.getvalue()" if i.prints else '""'
        lines.append(f"    return found, changes, new, {said}")
        forget = ["def h__forget() -> None:", "    # Objects of the call end with it.", "    h__s.out = None"]
        forgotten = [(global_name(n), i.cell("glob", n)) for n in sorted(i.reads)]
        forgotten += [(class_value(c, n), i.cell("clsval", c, n)) for c, n in sorted(i.class_reads)]
        forget += [f"    h__s.{name} = None" for name, type_ in forgotten
                   if self.type_text(type_) == ANY or self.type_text(type_).startswith("h__Optional")]  # fmt: skip
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
