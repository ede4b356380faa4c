"""One function of a module with everything that is asked of it: names, types, effects, loops, edits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from hasten.code.edits import Edits
from hasten.code.effects import Uses, changed_names, occurrences, part_changes, uses_of
from hasten.code.globals_used import reachable_functions
from hasten.code.inference import TypeInference
from hasten.code.liveness import live_after
from hasten.code.match import equal, is_name
from hasten.code.purity import PuritySource, is_fresh, uses_dynamic_names
from hasten.code.scopes import (
    BUILTIN_NAMES,
    COMPREHENSIONS,
    fresh_name,
    loaded,
    local_names,
    parameters,
    stored,
    stored_attributes,
    target_names,
)
from hasten.code.source import FunctionNode, ParsedModule, SourceText, blocks, descend
from hasten.code.types import ANY, Type, from_domain, from_hint, hashable, join, only
from hasten.core.facts import Facts

_Node = TypeVar("_Node", bound=ast.AST)
Loop = ast.For | ast.While


class Program:
    """A module seen from one target: the functions that run with it, each analysed once.

    Args:
        module: The parsed module.
        target: Qualified name of the target, a function of the module; "" looks at the module as a whole.
        facts: What is known of the target's parameters.
    """

    def __init__(self, module: ParsedModule, target: str, facts: Facts | None = None) -> None:
        self.module = module
        self.target = target
        self.facts = facts or Facts()
        self.purity = PuritySource(module)
        self._functions: dict[str, FunctionCode] = {}
        self._argument_types: dict[str, dict[str, Type]] = {}

    @cached_property
    def without_facts(self) -> Program:
        """The same code as it is for every call, whatever the calls so far have shown."""
        return Program(self.module, self.target) if self.facts.parameters else self

    @cached_property
    def reached(self) -> list[str]:
        """Names of the functions that may run when the target runs, the target first; without a target, all."""
        if self.target not in self.module.functions:
            return list(self.module.functions)
        return reachable_functions(self.module, self.target)

    def binders(self, name: str) -> list[ast.stmt]:
        """The statements at module level that bind a name, in order."""
        return self._binders.get(name, [])

    @cached_property
    def _binders(self) -> dict[str, list[ast.stmt]]:
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.module.tree.body:
            for name in stored(statement):
                found.setdefault(name, []).append(statement)
        return found

    def function(self, name: str) -> FunctionCode:
        """The analysis of one function of the module."""
        if name not in self._functions:
            self._functions[name] = FunctionCode(self, name)
        return self._functions[name]

    def functions(self) -> Iterator[FunctionCode]:
        """The functions that rules may look at: all that are reached and do not reach their names by text."""
        for name in self.reached:
            code = self.function(name)
            if not uses_dynamic_names(code.node):
                yield code
                yield from self._inside(code)

    def _inside(self, outer: FunctionCode) -> Iterator[FunctionCode]:
        """The functions that one defines in its body, each followed by those inside of it."""
        for node in outer.all(ast.FunctionDef):
            if outer.in_nested_function(node) or node is outer.node:
                continue
            inner = self.nested(outer, node)
            yield inner
            yield from self._inside(inner)

    def nested(self, outer: FunctionCode, node: FunctionNode) -> FunctionCode:
        """The analysis of a function that another one defines in its body."""
        name = f"{outer.name}.<locals>.{node.name}"
        key = f"{name}:{node.lineno}"
        if key not in self._functions:
            self._functions[key] = FunctionCode(self, name, node=node, outer=outer)
        return self._functions[key]

    def close(self) -> None:
        """Cut the ties between the analyses, which refer to each other; for who reads many modules one after another.

        Nothing of the program can be used afterwards.
        """
        for code in self._functions.values():
            vars(code).clear()
        self._functions.clear()

    def parameter_types(self, name: str) -> dict[str, Type]:
        """Types of a function's parameters by hint, by the facts (the target), or by the calls that reach it."""
        node = self.module.functions[name]
        types: dict[str, Type] = {}
        for arg in parameters(node):
            types[arg.arg] = from_hint(arg.annotation)
        if node.args.vararg:
            types[node.args.vararg.arg] = Type("tuple", of=types[node.args.vararg.arg])
        if node.args.kwarg:
            types[node.args.kwarg.arg] = Type("dict", key=Type("str"), of=types[node.args.kwarg.arg])
        if name == self.target:
            for known in self.facts.parameters:
                if known.name in types:
                    types[known.name] = refined(types[known.name], from_domain(known.domain))
        elif name in self.reached:
            for parameter, seen in self._types_at_calls(name).items():
                types[parameter] = refined(types[parameter], seen)
        return types

    def _types_at_calls(self, name: str) -> dict[str, Type]:
        if name in self._argument_types:
            return self._argument_types[name]
        self._argument_types[name] = {}  # a recursive call adds nothing while its function is looked at
        node = self.module.functions[name]
        names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
        seen: dict[str, list[Type]] = {}
        for caller in self.reached:
            if caller == name or "." in name:
                continue
            code = self.function(caller)
            for call in code.all(ast.Call):
                if not (isinstance(call.func, ast.Name) and call.func.id == name):
                    continue
                for parameter, argument in zip(names, call.args, strict=False):
                    if not isinstance(argument, ast.Starred):
                        seen.setdefault(parameter, []).append(code.type_of(argument))
                for keyword in call.keywords:
                    if keyword.arg:
                        seen.setdefault(keyword.arg, []).append(code.type_of(keyword.value))
        self._argument_types[name] = {parameter: join(types) for parameter, types in seen.items() if parameter in names}
        return self._argument_types[name]


def refined(hint: Type, seen: Type) -> Type:
    """The hint where it says something, filled with what was seen where it leaves things open."""
    if hint.kind == "any":
        return seen
    if hint.kind in ("sequence", "iterable"):
        fits = only(seen, "list", "tuple", "str", "range", "set", "frozenset", "dict", "deque", "iterator")
        return seen if fits and seen.kind != "union" else hint
    if hint.kind == seen.kind and hint.kind != "union":
        of = hint.of if hint.of and hint.of.kind != "any" else seen.of
        if hint.kind == "tuple" and seen.items and not hint.items and (hint.of is None or hint.of.kind == "any"):
            return seen
        if hint.of and seen.of and hint.of.kind not in ("any",):
            of = refined(hint.of, seen.of)
        key = refined(hint.key, seen.key) if hint.key and seen.key else hint.key or seen.key
        return Type(hint.kind, of=of, key=key, items=hint.items, name=hint.name, fields=seen.fields)
    return hint


class FunctionCode:
    """One function, and the questions that rules ask about it.

    Args:
        program: The module seen from the target.
        name: Qualified name of the function.
        node: The function itself, where it is nested in another.
        outer: The function that it is nested in.
    """

    def __init__(
        self,
        program: Program,
        name: str,
        *,
        node: FunctionNode | None = None,
        outer: FunctionCode | None = None,
    ) -> None:
        self.program = program
        self.module: ParsedModule = program.module
        self.text: SourceText = program.module.text
        self.name = name
        self.node: FunctionNode = node or program.module.functions[name]
        self.outer = outer
        self.purity = program.purity
        self.inference = TypeInference(self)
        self._uses: dict[tuple[str, tuple[ast.AST, ...]], Uses] = {}
        self._stored: dict[tuple[ast.AST, ...], tuple[set[str], set[str]]] = {}
        self._local_to: dict[FunctionNode | ast.Lambda, set[str]] = {}

    @property
    def as_declared(self) -> FunctionCode:
        """The same function as it is for every call, whatever the calls so far have shown."""
        program = self.program.without_facts
        if self.outer is None:
            return program.function(self.name)
        return program.nested(self.outer.as_declared, self.node)

    def parameter_types(self) -> dict[str, Type]:
        """Types of the parameters by hint, by the facts, or by the calls that reach the function."""
        if self.outer is None:
            return self.program.parameter_types(self.name)
        types = {arg.arg: from_hint(arg.annotation) for arg in parameters(self.node)}
        calls = [call for call in self.outer.all(ast.Call) if is_name(call.func, self.node.name)]
        if not calls or any(call.keywords for call in calls) or self.node.args.vararg or self.node.args.kwarg:
            return types
        for place, name in enumerate(types):
            given = [call.args[place] for call in calls if place < len(call.args)]
            if len(given) == len(calls) and not any(isinstance(value, ast.Starred) for value in given):
                seen = join([self.outer.type_of(value) for value in given])
                types[name] = refined(types[name], seen)
        return types

    # -- nodes -----------------------------------------------------------------------------------------------------

    @cached_property
    def _index(self) -> dict[type[ast.AST], list[ast.AST]]:
        index: dict[type[ast.AST], list[ast.AST]] = {}
        for node in descend(*self.node.body):
            index.setdefault(type(node), []).append(node)
        return index

    def all(self, kind: type[_Node]) -> list[_Node]:
        """All nodes of exactly this type in the body, nested functions included, in source order."""
        return self._index.get(kind, [])  # type: ignore[return-value]

    @cached_property
    def loops(self) -> list[Loop]:
        """All ``for`` and ``while`` loops in source order."""
        found: list[Loop] = [*self.all(ast.For), *self.all(ast.While)]
        return sorted(found, key=lambda loop: (loop.lineno, loop.col_offset))

    @cached_property
    def comprehensions(self) -> list[ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp]:
        """All comprehensions and generator expressions, by kind, then in source order."""
        return [
            *self.all(ast.ListComp),
            *self.all(ast.SetComp),
            *self.all(ast.DictComp),
            *self.all(ast.GeneratorExp),
        ]

    def parent(self, node: ast.AST) -> ast.AST:
        """The node right above."""
        return self.module.parents[node]

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes above, nearest first, up to and without the function itself."""
        current = self.module.parents.get(node)
        while current is not None and current is not self.node:
            yield current
            current = self.module.parents.get(current)

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds ``node`` (itself, if it is one)."""
        current = node
        while not isinstance(current, ast.stmt):
            current = self.module.parents[current]
        return current

    def held_to_look_at(self, value: ast.expr) -> bool | None:
        """Whether the one name that a value is assigned to is only looked at; None where it is not assigned to one."""
        assign = self.parent(value)
        if isinstance(assign, ast.Assign) and len(assign.targets) == 1 and isinstance(assign.targets[0], ast.Name):
            return self.uses(assign.targets[0].id).only_looked_at
        return None

    def block(self, statement: ast.stmt) -> tuple[list[ast.stmt], int]:
        """The statement list that holds ``statement``, and its place there."""
        parent = self.module.parents[statement]
        for block in [*blocks(parent), *([parent.body] if isinstance(parent, ast.ExceptHandler) else [])]:
            for place, other in enumerate(block):
                if other is statement:
                    return block, place
        return [statement], 0

    def before(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements before it in its block."""
        block, place = self.block(statement)
        return block[:place]

    def after(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements after it in its block."""
        block, place = self.block(statement)
        return block[place + 1 :]

    def loops_around(self, node: ast.AST) -> list[Loop]:
        """Loops whose body runs ``node``, innermost first; loops outside a nested function do not count."""
        found: list[Loop] = []
        child = node
        for parent in self.ancestors(node):
            if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
                break
            tested = isinstance(parent, ast.While) and child is parent.test
            if isinstance(parent, ast.For | ast.While) and (tested or child in parent.body):
                found.append(parent)
            child = parent
        return found

    def in_nested_function(self, node: ast.AST) -> bool:
        """Whether the node lies in a function, lambda or class inside this function."""
        return any(
            isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef)
            for parent in self.ancestors(node)
        )

    def comprehension_of(self, name: ast.Name) -> tuple[ast.expr, ast.comprehension] | None:
        """The comprehension around a name that binds it, and the generator that does."""
        child: ast.AST = name
        for parent in self.ancestors(name):
            if isinstance(parent, COMPREHENSIONS):
                for generator in reversed(parent.generators):
                    if name.id in target_names(generator.target) and not self._evaluated_before(
                        parent, generator, name
                    ):
                        return parent, generator
            child = parent
        del child
        return None

    def _evaluated_before(self, comprehension: ast.expr, generator: ast.comprehension, name: ast.Name) -> bool:
        """Whether the name stands in the first iterable of the comprehension, which is evaluated outside of it."""
        first = comprehension.generators[0]  # type: ignore[attr-defined]
        return any(inner is name for inner in descend(first.iter)) and generator is first

    # -- names -----------------------------------------------------------------------------------------------------

    @cached_property
    def local(self) -> set[str]:
        """Names local to the function."""
        return local_names(self.node)

    def local_to(self, inner: FunctionNode | ast.Lambda) -> set[str]:
        """Names local to a function or lambda inside this one, looked at once."""
        if inner not in self._local_to:
            self._local_to[inner] = local_names(inner)
        return self._local_to[inner]

    def names_between(self, node: ast.AST) -> set[str]:
        """Names that belong to the functions and lambdas between this function and a node in it."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        return {name for inner in self.ancestors(node) if isinstance(inner, kinds) for name in self.local_to(inner)}

    @cached_property
    def around(self) -> set[str]:
        """Names that belong to the functions around this one; they hide those of the module and the builtins."""
        return set() if self.outer is None else self.outer.local | self.outer.around

    @cached_property
    def _bound(self) -> set[str]:
        return self.local | self.around

    @cached_property
    def parameters(self) -> list[str]:
        """Names of all parameters in order."""
        return [arg.arg for arg in parameters(self.node)]

    @cached_property
    def arguments(self) -> set[str]:
        """Parameters that hold what the caller gave; not those that the function sets to its own copy at the start."""
        return {name for name in self.parameters if name not in self.copies}

    @cached_property
    def copies(self) -> dict[str, set[ast.AST]]:
        """What ``name = list(name)`` reads, for parameters that are set to something new before all other uses."""
        found: dict[str, set[ast.AST]] = {}
        for made in self.node.body:
            if not isinstance(made, ast.Assign) or len(made.targets) != 1 or not is_fresh(made.value):
                continue
            target = made.targets[0]
            if not isinstance(target, ast.Name) or target.id not in self.parameters:
                continue
            here = set(descend(made))
            others = [node for node in self._occurrences.get(target.id, []) if node not in here]
            again = any(not isinstance(getattr(node, "ctx", None), ast.Load) for node in others)
            last = made.end_lineno or made.lineno
            if not again and all(getattr(node, "lineno", 0) > last for node in others):
                found[target.id] = here & {*self._occurrences[target.id]} - {target}
        return found

    @cached_property
    def _taken(self) -> set[str]:
        names = {node.id for node in descend(self.node) if isinstance(node, ast.Name)}
        names |= {node.arg for node in descend(self.node) if isinstance(node, ast.arg)}
        names |= stored(self.module.tree) | set(self.purity._imported)
        return names

    def fresh(self, wanted: str, *also_taken: str) -> str:
        """``wanted``, numbered where something in the function or the module already uses it."""
        return fresh_name(wanted, self._taken | set(also_taken))

    def loop_name(self, wanted: str, node: ast.AST) -> str:
        """Like ``fresh``, for the variable of a loop or comprehension, which may have the name of another loop's.

        Args:
            wanted: The name.
            node: The loop or comprehension that is to bind it.
        """
        inside = {inner.id for inner in descend(node) if isinstance(inner, ast.Name)}
        if wanted in inside or wanted in BUILTIN_NAMES or wanted in self.parameters:
            return self.fresh(wanted)
        if isinstance(node, COMPREHENSIONS):
            return wanted
        if wanted not in self.local:
            return self.fresh(wanted)
        if all(self._belongs_to_another_loop(other, wanted, node) for other in self._occurrences.get(wanted, [])):
            return wanted
        return self.fresh(wanted)

    def _belongs_to_another_loop(self, occurrence: ast.AST, name: str, node: ast.AST) -> bool:
        """Whether an occurrence lies in a loop beside ``node`` that binds the name itself."""
        if isinstance(occurrence, ast.Name) and self.comprehension_of(occurrence) is not None:
            return True
        for parent in self.ancestors(occurrence):
            if parent is node:
                return False
            if isinstance(parent, ast.For) and name in target_names(parent.target):
                return not any(inner is node for inner in descend(parent))
        return False

    def is_builtin(self, name: str) -> bool:
        """Whether the name means the builtin inside this function."""
        return name in BUILTIN_NAMES and self.purity.is_builtin(name, self._bound)

    def builtin_call(self, node: ast.AST, name: str, arguments: int | None = None) -> list[ast.expr] | None:
        """The positional arguments when ``node`` is a plain call of a builtin without keywords, else None."""
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and not node.keywords
            and not any(isinstance(argument, ast.Starred) for argument in node.args)
            and (arguments is None or len(node.args) == arguments)
            and self.purity.builtin_of(node.func.id, self._bound) == name
        ):
            return node.args
        return None

    def method_call(
        self, node: ast.AST, name: str, arguments: int | None = None
    ) -> tuple[ast.expr, list[ast.expr]] | None:
        """Receiver and arguments when ``node`` is ``receiver.name(...)`` without keywords, else None."""
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == name
            and not node.keywords
            and not any(isinstance(argument, ast.Starred) for argument in node.args)
            and (arguments is None or len(node.args) == arguments)
        ):
            return node.func.value, node.args
        return None

    # -- meaning ---------------------------------------------------------------------------------------------------

    def type_of(self, node: ast.expr) -> Type:
        """What is known of the expression's value."""
        return self.inference.type_of(node)

    def type_of_name(self, name: str) -> Type:
        """What is known of a local name, or of one of a function around this one, over the whole function."""
        if name in self.local:
            return self.inference.type_of_local(name)
        return self.outer.type_of_name(name) if self.outer is not None and name in self.around else ANY

    def hashable(self, kind: Type) -> bool | None:
        """Whether every value of a type can be hashed, or none; None where the type does not say."""
        return hashable(kind, self.module.unhashable_classes)

    def pure(self, node: ast.expr) -> bool:
        """Whether evaluating the expression changes nothing."""
        return self.purity.pure_expression(node, self._bound)

    @cached_property
    def _occurrences(self) -> dict[str, list[ast.AST]]:
        return occurrences(self.node)

    def uses(self, name: str, *regions: ast.AST) -> Uses:
        """What the regions (default: the whole body) do to the object that a local name holds.

        Where a parameter is set to a copy at the start, what is done to make the copy does not count.
        """
        if (name, regions) not in self._uses:
            before = self.copies.get(name, ())
            nodes = [node for node in self._occurrences.get(name, []) if node not in before]
            self._uses[name, regions] = uses_of(self.module, self.purity, nodes, regions or tuple(self.node.body))
        return self._uses[name, regions]

    def live_after(self, name: str, statement: ast.stmt) -> bool:
        """Whether the value that ``name`` has when ``statement`` ends may still be read."""
        return live_after(self, name, statement)

    def invariant(self, node: ast.expr, *regions: ast.AST) -> bool:
        """Whether the expression is pure and nothing in the regions changes what it reads, as far as names show."""
        if not self.pure(node):
            return False
        names = loaded(node)
        own = {
            name
            for inner in descend(node)
            if isinstance(inner, ast.comprehension)
            for name in target_names(inner.target)
        }
        names -= own
        if regions not in self._stored:
            self._stored[regions] = _stored_in(*regions), stored_attributes(*regions)
        if names & self._stored[regions][0]:
            return False
        calls = (inner for inner in descend(*regions) if isinstance(inner, ast.Call))
        if names & self.around and any(loaded(call) & self.around for call in calls):
            # A function beside this one may change what both of them see.
            return False
        for name in names & self._bound:
            if only(self.type_of_name(name), "int", "bool", "float", "str", "bytes", "none", "range", "frozenset"):
                continue
            uses = self.uses(name, *regions)
            if uses.changes or uses.aliases or uses.escapes:
                return False
            if uses.reads and _asks_below(node, name, self.parts_set(name, *regions)):
                return False
        attributes = {inner.attr for inner in descend(node) if isinstance(inner, ast.Attribute)}
        return not attributes & self._stored[regions][1]

    def parts_set(self, name: str, *regions: ast.AST) -> int:
        """How many subscripts the shortest chain has by which regions set a part of a part; 0 where they set none."""
        depths = []
        for node in descend(*regions):
            if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                depth, value = 1, node.value
                while isinstance(value, ast.Subscript):
                    depth, value = depth + 1, value.value
                if depth > 1 and isinstance(value, ast.Name) and value.id == name:
                    depths.append(depth)
        return min(depths, default=0)

    def part_changes(self, name: str) -> list[ast.Name]:
        """Where something that a local holds is changed, or goes to code that may change it."""
        return part_changes(self.module, self.purity, self._occurrences.get(name, []), self._changed)

    @cached_property
    def _changed(self) -> set[str]:
        return changed_names(self.module, self.purity, self._occurrences)

    def made_before(self, text: str, statement: ast.stmt) -> str | None:
        """The local that surely holds the value of an expression when ``statement`` is reached, if there is one.

        Args:
            text: The expression; it makes a collection that is only looked at, from names that never change.
            statement: The place where the value is wanted.
        """
        wanted = ast.parse(text, mode="eval").body
        around = {statement, *(parent for parent in self.ancestors(statement) if isinstance(parent, ast.stmt))}
        before = {other for part in around for other in self.before(part)}
        for assign in self.all(ast.Assign):
            if assign not in before or len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
                continue
            if not equal(assign.value, wanted):
                continue
            uses = self.uses(assign.targets[0].id)
            kept = len(uses.rebinds) == 1 and not (uses.changes or uses.aliases or uses.escapes)
            if kept and all(self._fixed(name) for name in loaded(assign.value) & self.local):
                return assign.targets[0].id
        return None

    def outside_of_inner(self, name: str, statement: ast.stmt) -> ast.stmt:
        """Where in front of ``statement`` what is made of a name can be made once, and not in every call around it.

        That is the definition of the outermost inner function around the statement in front of which the name is bound
        for good; the statement itself where there is none.
        """
        if name not in self.local or not self._fixed(name):
            return statement
        best, defined = statement, list(self.uses(name).rebinds)
        for parent in self.ancestors(statement):
            if isinstance(parent, ast.Lambda | ast.ClassDef):
                break
            if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
                around = {parent, *(outer for outer in self.ancestors(parent) if isinstance(outer, ast.stmt))}
                before = {other for part in around for other in self.before(part)}
                if name in self.local_to(parent) or not all(self.statement(node) in before for node in defined):
                    break
                best = parent
        return best

    def _fixed(self, name: str) -> bool:
        """Whether a local is bound once and its object never changed."""
        uses = self.uses(name)
        if len(uses.rebinds) > (name not in self.parameters) or uses.changes or uses.escapes:
            return False
        return all(self._only_read_inside(name, node) for node in uses.aliases)

    def _only_read_inside(self, name: str, node: ast.Name) -> bool:
        """Whether a use of a local is one of those in an inner function that only reads what belongs to this one."""
        for parent in self.ancestors(node):
            if isinstance(parent, ast.FunctionDef):
                inner = self.program.nested(self, parent)
                uses = inner.uses(name)
                return name not in inner.local and not uses.rebinds and inner._fixed(name)
            if isinstance(parent, ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
                return False
        return False

    def edits(self) -> Edits:
        """An empty collection of edits for the module."""
        return Edits(self.module)


def _asks_below(node: ast.AST, name: str, depth: int) -> bool:
    """Whether an expression asks for what lies so many subscripts below a name; a row itself lies above its cells."""
    if not depth:
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and len(node.args) == 1:
        return _asks_below(node.args[0], name, depth)
    taken, value, indexes = 0, node, []
    while isinstance(value, ast.Subscript):
        indexes.append(value.slice)
        taken, value = taken + 1, value.value
    if isinstance(value, ast.Name) and (taken or isinstance(node, ast.Name)):
        below = value.id == name and taken >= depth
        return below or any(_asked_within(index, name, depth) for index in indexes)
    return any(_asked_within(child, name, depth) for child in ast.iter_child_nodes(node))


def _asked_within(node: ast.AST, name: str, depth: int) -> bool:
    """The same for a part, where a row is a value like any other, of which all may be asked."""
    length = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"
    if length:
        return _asks_below(node, name, depth)
    if isinstance(node, ast.Name):
        return node.id == name
    if isinstance(node, ast.Subscript):
        # Only the whole chain says how far down it goes; shorter ones give a row.
        return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))
    return any(_asked_within(child, name, depth) for child in ast.iter_child_nodes(node))


def _stored_in(*regions: ast.AST) -> set[str]:
    """Names bound anywhere in the regions, by comprehensions and lambdas too: those may hide an outer name."""
    found = stored(*regions)
    for inner in descend(*regions):
        if isinstance(inner, ast.comprehension):
            found.update(target_names(inner.target))
        elif isinstance(inner, ast.arg):
            found.add(inner.arg)
    return found
