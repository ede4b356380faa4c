"""Calls of functions and methods written out as statements, with the names of where they are called."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own
from hasten.code.match import equal
from hasten.code.scopes import comprehension_names, fresh_name, loaded, names_said, parameters, stored
from hasten.code.source import after_docstring, blocks, descend

#: In front of a parameter's name where it stands for what was given, and not for what it is bound to later.
_GIVEN = "given "

#: No more calls than this inside of each other, and no more statements than this in all.
_MOST_DEPTH, _MOST_STATEMENTS = 6, 160
#: Builtins that use all elements of what they are given.
_USES_ALL = frozenset({"sum", "list", "tuple", "set", "sorted", "max", "min", "dict"})
_NEVER = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Global, ast.Nonlocal,
    ast.Import, ast.ImportFrom, ast.Match, ast.NamedExpr,
)  # fmt: skip


@dataclass(frozen=True)
class Callee:
    """What a call runs.

    Attributes:
        key: A name that tells one callee from others.
        node: The function.
        given: The argument of each parameter.
        inside: Whether it is defined in the function itself, so that it takes names from there.
        outer: Names of the function that it sets.
    """

    key: str
    node: ast.FunctionDef
    given: Mapping[str, ast.expr]
    inside: bool = False
    outer: frozenset[str] = frozenset()


Resolve = Callable[[ast.expr], Callee | None]
Sink = Callable[[ast.expr | None], list[ast.stmt]]


@dataclass
class Writer:
    """Writes calls out in the statements of one function.

    Attributes:
        code: The function.
        resolve: Says what a call (or an attribute that is a property) runs; None where it stays.
        replaced: Says what stands for an expression once calls are written out; None where it stays.
        taken: Names that are in use.
        written: How many statements have been written out.
        in_place: Whether a parameter that is set keeps the name of an argument that the result takes the place of.
    """

    code: FunctionCode
    resolve: Resolve
    replaced: Callable[[ast.expr], ast.expr | None] = lambda node: None
    taken: set[str] = field(default_factory=set)
    written: int = 0
    in_place: bool = False

    def __post_init__(self) -> None:
        code = self.code
        self.taken |= {node.id for node in descend(code.node) if isinstance(node, ast.Name)} | code.local
        self.taken |= {*code.parameters, *code.module.functions, *code.module.classes} | stored(code.module.tree)

    def free_names_of(self, helper: ast.FunctionDef) -> None:
        """Make those names free that nothing but a helper inside the function has, once that is written out."""
        code = self.code
        kept = set(descend(code.node)) - set(descend(helper))
        own = names_said(descend(helper)) - names_said(kept)
        self.taken -= own - {*code.module.functions} - stored(code.module.tree)

    def made(self, callee: Callee) -> str:
        """The text of a call whose result nobody asks for."""
        front: list[ast.stmt] = []
        self._arguments(callee, front, ())
        return _text([*front, *self._inlined(callee, lambda value: [], ())])

    def change(self, statements: Sequence[ast.stmt], touched: Callable[[ast.AST], bool], edits: Edits) -> None:
        """Write the calls of a block of the function out.

        Raises:
            EditConflict: A call stands where no statements can go in front, or its body is of a form that stays.
        """
        for statement in statements:
            if not touched(statement):
                continue
            compound = isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try)
            if not compound or self._rewritten_whole(statement):
                written = self.block([copy.deepcopy(statement)], ())
                edits.replace_statement(statement, _text(written) or "pass")
                continue
            self._change_head(statement, touched, edits)
            for block in blocks(statement):
                self.change(block, touched, edits)

    def _rewritten_whole(self, statement: ast.stmt) -> bool:
        """Whether a condition that is asked again, or after others, needs statements in front of it."""
        if isinstance(statement, ast.While):
            return self._test_needs_statements(statement.test)
        while isinstance(statement, ast.If) and len(statement.orelse) == 1:
            statement = statement.orelse[0]
            if isinstance(statement, ast.If) and self._test_needs_statements(statement.test):
                return True
        return False

    def _test_needs_statements(self, test: ast.expr) -> bool:
        return any(self.needs_statements(inner) for inner in descend(test) if isinstance(inner, ast.expr))

    def _change_head(self, statement: ast.stmt, touched: Callable[[ast.AST], bool], edits: Edits) -> None:
        _refuse_target(statement)
        for head in _heads(statement):
            if not touched(head):
                continue
            front: list[ast.stmt] = []
            said = self._hoisted(copy.deepcopy(head), front, (), isinstance(statement, ast.While))
            if front:
                edits.insert_before(statement, _text(front))
            edits.replace(head, ast.unparse(said))

    # -- statements --------------------------------------------------------------------------------------------------

    def block(self, statements: Sequence[ast.stmt], stack: tuple[str, ...]) -> list[ast.stmt]:
        """The statements with their calls written out; they are the writer's own and may be changed."""
        found: list[ast.stmt] = []
        for statement in statements:
            found += self._statement(statement, stack)
        return found

    def _statement(self, statement: ast.stmt, stack: tuple[str, ...]) -> list[ast.stmt]:
        value = getattr(statement, "value", None)
        callee = self.resolve(value) if isinstance(value, ast.expr) else None
        if callee is not None:
            sink = self._sink(statement)
            if sink is not None:
                front: list[ast.stmt] = []
                self._arguments(callee, front, stack)
                names = self._named(statement, callee), self._taken_over(statement, callee)
                return [*front, *self._inlined(callee, sink, stack, *names)]
        if isinstance(statement, ast.Assign) and isinstance(value, ast.IfExp) and self._branch_needs_statements(value):
            # What each branch calls is written out in a branch of its own.
            then = ast.Assign(statement.targets, value.body, lineno=0)
            other = ast.Assign(copy.deepcopy(statement.targets), value.orelse, lineno=0)
            return self._statement(ast.If(value.test, [then], [other]), stack)
        front = []
        if isinstance(statement, ast.AnnAssign):
            if statement.value is None:
                return []
            statement = ast.Assign([statement.target], statement.value, lineno=0)
        if isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try):
            _refuse_target(statement)
            asked_again = isinstance(statement, ast.While) and self._test_needs_statements(statement.test)
            if isinstance(statement, ast.While) and asked_again:
                if statement.orelse:
                    raise EditConflict("a loop with else whose condition needs statements")
                leave = ast.If(ast.UnaryOp(ast.Not(), statement.test), [ast.Break()], [])
                statement = ast.While(ast.Constant(True), [leave, *statement.body], [])
            for head in _heads(statement):
                said = self._hoisted(head, front, stack, isinstance(statement, ast.While))
                _set_head(statement, head, said)
            for block in blocks(statement):
                block[:] = self.block(block, stack) or [ast.Pass()]
            return [*front, statement]
        for name, part in _parts(statement):
            setattr(statement, name, self._hoisted(part, front, stack, False))
        if isinstance(statement, ast.Assign | ast.Delete):
            statement.targets = [self._hoisted(target, front, stack, False) for target in statement.targets]
        return [*front, statement]

    def _branch_needs_statements(self, value: ast.IfExp) -> bool:
        """Whether a result of a choice calls what cannot be written out as an expression."""
        both = (value.body, value.orelse)
        return any(self.needs_statements(n) for part in both for n in descend(part) if isinstance(n, ast.expr))

    def _sink(self, statement: ast.stmt) -> Sink | None:
        """What becomes of a result where a statement does nothing but take it."""
        if isinstance(statement, ast.Expr):
            return lambda value: [ast.Expr(value)] if value is not None and not self.code.pure(value) else []
        if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
            return lambda value: _assigned(statement.targets, value or ast.Constant(None))
        return None

    def _named(self, statement: ast.stmt, callee: Callee) -> str:
        """The name that a statement gives to a result, where the body may use it from the start."""
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if not isinstance(target, ast.Name):
            return ""
        own = _stored(callee.node) | {arg.arg for arg in parameters(callee.node)}
        read = loaded(*callee.given.values()) | (loaded(*callee.node.body) - own) | callee.outer
        # A handler of the caller would see what the name held before.
        return "" if self.code.all(ast.Try) or target.id in read else target.id

    def _taken_over(self, statement: ast.stmt, callee: Callee) -> str:
        """The parameter that stands for the very name that the result is given to; "" where there is none."""
        if not self.in_place or not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return ""
        same = [name for name, given in callee.given.items() if equal(given, statement.targets[0])]
        name = ast.unparse(statement.targets[0])
        alone = sum(name in loaded(given) for given in callee.given.values()) == 1
        return same[0] if same and alone else ""

    # -- expressions -------------------------------------------------------------------------------------------------

    def _hoisted(
        self, node: ast.expr, front: list[ast.stmt], stack: tuple[str, ...], conditional: bool
    ) -> ast.expr:
        """The expression with its calls written out in front of the statement."""
        found = _Hoist(self, front, stack, conditional).visit(node)
        assert isinstance(found, ast.expr)
        return found

    def _arguments(self, callee: Callee, front: list[ast.stmt], stack: tuple[str, ...]) -> None:
        assert isinstance(callee.given, dict)
        for name, value in callee.given.items():
            callee.given[name] = self._hoisted(value, front, stack, False)

    def as_expression(self, callee: Callee) -> ast.expr | None:
        """The body as one expression with the arguments in it; None where it is more, or an argument has effects."""
        body = after_docstring(callee.node)
        if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
            return None
        value = body[0].value
        for name, given in callee.given.items():
            uses = sum(isinstance(node, ast.Name) and node.id == name for node in descend(value))
            if not is_short(given) and (uses > 1 or not self.code.pure(given)):
                return None
        self._refuse_hidden(callee)
        own = {name: self._fresh(name) for name in comprehension_names(value)}
        return _Said(callee.given, own).visit(copy.deepcopy(value))  # type: ignore[no-any-return]

    def as_loop(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, hoist: _Hoist) -> ast.expr:
        """A comprehension written out as a loop in front of the statement; the name of what it makes."""
        made = ast.Name(self._fresh("made"), ast.Load())
        start: ast.expr = ast.List([], ast.Load())
        if isinstance(node, ast.DictComp):
            start = ast.Dict([], [])
            store = ast.Subscript(made, node.key, ast.Store())
            inner: ast.stmt = ast.Assign([store], node.value, lineno=0)
        else:
            add = "append"
            if isinstance(node, ast.SetComp):
                start, add = ast.Call(ast.Name("set", ast.Load()), [], []), "add"
            inner = ast.Expr(ast.Call(ast.Attribute(made, add, ast.Load()), [node.elt], []))
        for part in reversed(node.generators):
            for test in reversed(part.ifs):
                inner = ast.If(test, [inner], [])
            inner = ast.For(part.target, part.iter, [inner], [], lineno=0)
        own = {name: self._fresh(name) for name in comprehension_names(node) if name in self.taken}
        loop = _Said({}, own).visit(inner)
        hoist.front.append(ast.Assign([ast.Name(made.id, ast.Store())], start, lineno=0))
        hoist.front += self.block([loop], hoist.stack)
        return made

    def needs_statements(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether the expression is a call that cannot be written out as an expression."""
        callee = self.resolve(node)
        if callee is None:
            return False
        taken = set(self.taken)
        said = self.as_expression(callee)
        self.taken = taken
        if said is None or depth >= _MOST_DEPTH:
            return True
        return any(self.needs_statements(inner, depth + 1) for inner in descend(said) if isinstance(inner, ast.expr))

    def _fresh(self, name: str) -> str:
        chosen = fresh_name(name, self.taken)
        self.taken.add(chosen)
        return chosen

    def _refuse_hidden(self, callee: Callee) -> None:
        """What a body takes from outside must mean the same where it is written out."""
        own = _stored(callee.node) | {arg.arg for arg in parameters(callee.node)}
        taken = loaded(*callee.node.body) - own
        hidden = comprehension_names(self.code.node) if callee.inside else self.code.local
        if taken & hidden:
            raise EditConflict("a name from outside means something else where the call is")

    def _inlined(
        self, callee: Callee, sink: Sink, stack: tuple[str, ...], result: str = "", taken_over: str = ""
    ) -> list[ast.stmt]:
        """The body of a call as statements.

        Args:
            callee: What is called.
            sink: What becomes of its result.
            stack: The calls around.
            result: What its result is called from the start, if that is given.
            taken_over: The parameter that stands for the name of the result, if there is one.
        """
        body = after_docstring(callee.node)
        if callee.key in stack or len(stack) >= _MOST_DEPTH or any(isinstance(n, _NEVER) for n in descend(*body)):
            raise EditConflict(f"{callee.key} cannot be written out")
        self._refuse_hidden(callee)
        self.written += sum(isinstance(node, ast.stmt) for node in descend(*body))
        if self.written > _MOST_STATEMENTS:
            raise EditConflict("too much would be written out")
        changed = _stored(callee.node) - callee.outer
        body = copy.deepcopy(body)
        values: dict[str, ast.expr] = {}
        front: list[ast.stmt] = []
        returned = _returned(callee.node) if result else ""
        own = {name: result if name == returned else self._fresh(name) for name in sorted(changed)}
        for name, given in callee.given.items():
            # A name that the function sets for the one around means something else from then on.
            stays = isinstance(given, ast.Name | ast.Constant) and not loaded(given) & callee.outer
            if stays and name not in changed:
                values[name] = given
                continue
            if name == taken_over and isinstance(given, ast.Name):
                own[name] = given.id
                continue
            reads = _read_before_rebound(body, name) if stays else []
            if reads:
                values[_GIVEN + name] = given
                for read in reads:
                    read.id = _GIVEN + name
                continue
            own.setdefault(name, "")
            own[name] = own[name] or self._fresh(name)
            front.append(ast.Assign([ast.Name(own[name], ast.Store())], given, lineno=0))
        said = [_Said(values, own).visit(statement) for statement in body]
        return [*front, *self.block(without_returns(said, sink), (*stack, callee.key))]


class _Hoist(ast.NodeTransformer):
    """Writes the calls of one expression out, in the order of evaluation."""

    def __init__(self, writer: Writer, front: list[ast.stmt], stack: tuple[str, ...], conditional: bool) -> None:
        self.writer, self.front, self.stack = writer, front, stack
        self.conditional, self.effects = conditional, False
        self.used_up: list[ast.expr] = []

    def visit(self, node: ast.AST) -> ast.AST:
        if not isinstance(node, ast.expr):
            return super().visit(node)  # type: ignore[no-any-return]
        callee = self.writer.resolve(node)
        if callee is not None:
            return self._called(callee)
        said = self.writer.replaced(node)
        if said is not None:
            return said
        found = super().visit(node)
        if isinstance(node, ast.Call) and not self.writer.code.pure(ast.Call(node.func, [], [])):
            self.effects = True
        return found  # type: ignore[no-any-return]

    def _called(self, callee: Callee) -> ast.expr:
        assert isinstance(callee.given, dict)
        for name, value in callee.given.items():
            callee.given[name] = self.visit(value)
        expression = self.writer.as_expression(callee)
        if expression is not None:
            if callee.key in self.stack or len(self.stack) >= _MOST_DEPTH:
                raise EditConflict(f"{callee.key} cannot be written out")
            inside = _Hoist(self.writer, self.front, (*self.stack, callee.key), self.conditional)
            return inside.visit(expression)  # type: ignore[return-value]
        if self.conditional or self.effects:
            raise EditConflict("a call that cannot go in front of its statement")
        name = self.writer._fresh(callee.node.name.strip("_") + "_result")
        self.front += self.writer._inlined(
            callee,
            lambda value: _assigned([ast.Name(name, ast.Store())], value or ast.Constant(None)),
            self.stack,
            name,
        )
        return ast.Name(name, ast.Load())

    def _maybe(self, *nodes: ast.AST) -> list[ast.AST]:
        before, self.conditional = self.conditional, True
        found = [self.visit(node) for node in nodes]
        self.conditional = before
        return found

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self.visit(node.test)  # type: ignore[assignment]
        node.body, node.orelse = self._maybe(node.body, node.orelse)  # type: ignore[assignment]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        node.values = [self.visit(node.values[0]), *self._maybe(*node.values[1:])]  # type: ignore[list-item]
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.body = self._maybe(node.body)[0]  # type: ignore[assignment]
        return node

    def _comprehension(self, node: ast.AST, shared: bool = False) -> ast.AST:
        first = node.generators[0]  # type: ignore[attr-defined]
        if not self.conditional and not self.effects and not shared and self._needs_statements(node):
            return self.writer.as_loop(node, self)  # type: ignore[arg-type]
        first.iter = self.visit(first.iter)
        inner, first.iter = first.iter, ast.Constant(None)
        before, self.conditional = self.conditional, True
        self.generic_visit(node)
        self.conditional = before
        first.iter = inner
        return node

    def _needs_statements(self, node: ast.AST) -> bool:
        """Whether the comprehension holds a call that cannot be written out as an expression."""
        once = set(descend(node.generators[0].iter))  # type: ignore[attr-defined]
        for inner in descend(node):
            if inner not in once and isinstance(inner, ast.expr) and self.writer.needs_statements(inner):
                return not any(part.is_async for part in node.generators)  # type: ignore[attr-defined]
        return False

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._comprehension(node)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._comprehension(node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self._comprehension(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return self._comprehension(node, node not in self.used_up)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        whole = isinstance(node.func, ast.Name) and node.func.id in _USES_ALL
        whole = whole or (isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "extend", "update"))
        if whole and len(node.args) == 1:
            self.used_up.append(node.args[0])
        return self.generic_visit(node)


class _Said(ast.NodeTransformer):
    """Values for names that are read, and other names for those that are bound."""

    def __init__(self, values: Mapping[str, ast.expr], names: Mapping[str, str]) -> None:
        self.values, self.names = values, names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.names:
            return ast.Name(self.names[node.id], node.ctx)
        if node.id in self.values:
            return copy.deepcopy(self.values[node.id])
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        own = {arg.arg for arg in parameters(node)}
        handed = {name for value in self.values.values() for name in loaded(value)} | set(self.names.values())
        if own & handed:
            raise EditConflict("a lambda hides a name")
        inner = _Said(
            {name: value for name, value in self.values.items() if name not in own},
            {name: value for name, value in self.names.items() if name not in own},
        )
        node.body = inner.visit(node.body)
        node.args.defaults = [self.visit(value) for value in node.args.defaults]
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if node.name:
            node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)


def _read_before_rebound(body: Sequence[ast.stmt], name: str) -> list[ast.Name]:
    """The reads of a parameter that see what was given, where it is bound anew once, for what stands behind that.

    None of them where that is not so plain: in a loop, or where what stands behind may see the one or the other.
    """
    names = [node for node in descend(*body) if isinstance(node, ast.Name) and node.id == name]
    stores = [node for node in names if not isinstance(node.ctx, ast.Load)]
    found = _plain_binding(body, stores[0]) if len(stores) == 1 else None
    if found is None or any(isinstance(node, ast.Lambda | ast.FunctionDef) for node in descend(*body)):
        return []
    assign, behind = found
    later = set(descend(*behind))
    reads = [node for node in names if node not in stores and node not in later]
    end = assign.end_lineno or 0
    return [] if any(getattr(node, "lineno", end + 1) > end for node in reads) else reads


def _plain_binding(body: Sequence[ast.stmt], store: ast.Name) -> tuple[ast.Assign, Sequence[ast.stmt]] | None:
    """The assignment that binds a name, in no loop, and what stands behind it in its block."""
    for place, statement in enumerate(body):
        if isinstance(statement, ast.Assign) and statement.targets == [store]:
            return statement, body[place + 1 :]
        if isinstance(statement, ast.If):
            for block in blocks(statement):
                found = _plain_binding(block, store)
                if found is not None:
                    return found
    return None


def _returned(node: ast.FunctionDef) -> str:
    """The local that a function returns at its end and nowhere else; none where there is no such."""
    returns = [inner for inner in descend(node) if isinstance(inner, ast.Return)]
    value = returns[0].value if returns == node.body[-1:] else None
    return value.id if isinstance(value, ast.Name) else ""


def _assigned(targets: list[ast.expr], value: ast.expr) -> list[ast.stmt]:
    """The assignment, where it is one."""
    same = isinstance(value, ast.Name) and all(isinstance(t, ast.Name) and t.id == value.id for t in targets)
    return [] if same else [ast.Assign(targets, value, lineno=0)]


def without_returns(body: Sequence[ast.stmt], sink: Sink, *, loop: bool = False) -> list[ast.stmt]:
    """Statements that end where the function would return.

    Args:
        body: The statements of a function, or of a loop in it.
        sink: What to do with a result; nothing for None where nobody asks.
        loop: Whether the statements are a loop's body, which a return leaves by ``break``.

    Raises:
        EditConflict: A return stands where it cannot be left out.
    """
    found: list[ast.stmt] = []
    for place, statement in enumerate(body):
        rest = body[place + 1 :]
        if isinstance(statement, ast.Return):
            return [*found, *sink(statement.value), *([ast.Break()] if loop else [])]
        if not _returns(statement):
            found.append(statement)
            if isinstance(statement, ast.Raise | ast.Continue | ast.Break):
                return found
            continue
        if isinstance(statement, ast.If):
            if loop:
                # In a loop each branch leaves by a break of its own.
                statement.body = without_returns(statement.body, sink, loop=True)
                statement.orelse = without_returns(statement.orelse, sink, loop=True)
                found.append(statement)
                continue
            return [*found, *_choice(statement, rest, sink)]
        if isinstance(statement, ast.For | ast.While):
            return [*found, *_search(statement, rest, sink, loop)]
        if isinstance(statement, ast.Try) and not loop:
            return [*found, _attempt(statement, rest, sink)]
        raise EditConflict("a return that cannot be left out")
    return [*found, *([] if loop else sink(None))]


def _choice(statement: ast.If, rest: Sequence[ast.stmt], sink: Sink) -> list[ast.stmt]:
    then, other = ends(statement.body), ends(statement.orelse)
    if rest and not then and not other:
        raise EditConflict("a return in a branch that may go on")
    behind_then = [] if then else rest
    behind_other = [] if other else rest
    then_said = without_returns([*statement.body, *behind_then], sink)
    other_said = without_returns([*statement.orelse, *behind_other], sink)
    if not then_said:
        if not other_said:
            return [ast.Expr(statement.test)]
        test = statement.test
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        return [ast.If(test.operand if negated else ast.UnaryOp(ast.Not(), test), other_said, [])]  # type: ignore[attr-defined]
    return [ast.If(statement.test, then_said, other_said)]


def _attempt(statement: ast.Try, rest: Sequence[ast.stmt], sink: Sink) -> ast.Try:
    """A ``try`` that returns at its end: what follows it comes in the one handler that goes on."""
    going_on = [handler for handler in statement.handlers if not ends(handler.body)]
    if statement.orelse or statement.finalbody or not ends(statement.body) or len(going_on) > 1:
        raise EditConflict("an attempt that is left in several ways")
    statement.body = without_returns(statement.body, sink)
    for handler in statement.handlers:
        behind = rest if handler in going_on else []
        said = without_returns([*handler.body, *behind], sink)
        handler.body = [part for part in said if not isinstance(part, ast.Pass)] or [ast.Pass()]
    if not statement.body:
        raise EditConflict("an attempt whose result nobody asks for")
    return statement


def _search(statement: ast.For | ast.While, rest: Sequence[ast.stmt], sink: Sink, inside: bool) -> list[ast.stmt]:
    """A loop that returns: what follows it comes where it was not left.

    Inside of another loop, that goes on where this one was not left, and is left where it was.
    """
    forever = isinstance(statement, ast.While) and isinstance(statement.test, ast.Constant) and statement.test.value
    if has_own(statement, ast.Break) or any(_returns(part) for part in statement.orelse):
        raise EditConflict("a loop that is left in two ways")
    statement.body = without_returns(statement.body, sink, loop=True)
    behind = [] if forever else without_returns([*statement.orelse, *rest], sink, loop=inside)
    if inside and not forever and not (behind and isinstance(behind[-1], ast.Break | ast.Continue | ast.Raise)):
        behind.append(ast.Continue())
    statement.orelse = behind
    return [statement, ast.Break()] if inside else [statement]


def ends(body: Sequence[ast.stmt]) -> bool:
    """Whether a block never runs to its end."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, ast.If):
        return ends(last.body) and ends(last.orelse)
    return isinstance(last, ast.Return | ast.Raise)


def is_short(value: ast.expr) -> bool:
    """A constant, a name, ``xs[i]``, ``row.name`` and the like, which may stand several times."""
    return isinstance(root(value), ast.Name | ast.Constant)


def root(value: ast.expr) -> ast.expr | None:
    """What attributes and plain subscripts are taken of, the value itself where there are none; None for others."""
    while isinstance(value, ast.Attribute | ast.Subscript):
        if isinstance(value, ast.Subscript) and not isinstance(value.slice, ast.Name | ast.Constant):
            return None
        value = value.value
    return value


def arguments_of(node: ast.FunctionDef, call: ast.Call, *, receiver: bool) -> dict[str, ast.expr] | None:
    """The argument of each parameter but the receiver; constants stand for defaults. None where that is not plain."""
    spec = node.args
    if spec.vararg or spec.kwarg or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    places = [arg.arg for arg in [*spec.posonlyargs, *spec.args]]
    defaults: dict[str, ast.expr] = dict(zip(places[len(places) - len(spec.defaults) :], spec.defaults, strict=True))
    keywords = zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
    defaults |= {arg.arg: value for arg, value in keywords if value is not None}
    names = [arg.arg for arg in parameters(node)]
    if receiver:
        places, names = places[1:], names[1:]
    if len(call.args) > len(places):
        return None
    given: dict[str, ast.expr] = {name: value for name, value in defaults.items() if isinstance(value, ast.Constant)}
    given.update(zip(places, call.args, strict=False))
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        given[keyword.arg] = keyword.value
    return {name: given[name] for name in names} if set(names) == set(given) else None


def _stored(node: ast.FunctionDef) -> set[str]:
    """Names that the body binds, those of comprehensions and handlers included."""
    found = {n.id for n in descend(*node.body) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    return found | {n.name for n in descend(*node.body) if isinstance(n, ast.ExceptHandler) and n.name}


def _returns(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Return) for node in descend(statement))


def _heads(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.If | ast.While):
        return [statement.test]
    if isinstance(statement, ast.For):
        return [statement.iter]
    if isinstance(statement, ast.With):
        return [item.context_expr for item in statement.items]
    return []


def _refuse_target(statement: ast.stmt) -> None:
    """A loop that stores to an attribute is left alone."""
    targets = [statement.target] if isinstance(statement, ast.For) else []
    if isinstance(statement, ast.With):
        targets = [item.optional_vars for item in statement.items if item.optional_vars is not None]
    if any(isinstance(node, ast.Attribute) for target in targets for node in descend(target)):
        raise EditConflict("a loop over an attribute")


def _set_head(statement: ast.stmt, old: ast.expr, new: ast.expr) -> None:
    if isinstance(statement, ast.If | ast.While):
        statement.test = new
    elif isinstance(statement, ast.For):
        statement.iter = new
    elif isinstance(statement, ast.With):
        for item in statement.items:
            if item.context_expr is old:
                item.context_expr = new


def _parts(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    """The expressions of a statement by field, in the order of evaluation."""
    names = ("value", "test", "msg", "exc", "cause", "target", "annotation")
    parts = [(name, getattr(statement, name, None)) for name in names]
    return [(name, part) for name, part in parts if isinstance(part, ast.expr)]


def _text(statements: Sequence[ast.stmt]) -> str:
    return "\n".join(ast.unparse(ast.fix_missing_locations(statement)) for statement in statements)
