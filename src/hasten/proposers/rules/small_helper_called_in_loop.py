"""A helper of one expression called on every turn of a loop.

Finds:
    A call, inside a loop or a comprehension, of a function of the module, or of one defined in the function, that
    does nothing but return an expression, or one of a few expressions by conditions. A helper that only asks
    something of its arguments (``if a.x != b.x: return False``) is written out as one condition, its named values
    in their places. In the function that is to become faster, calls outside of loops count too, inside
    combinations. A method or property of a small class of the module counts where no other class of it has one of
    that name.

Slow because:
    A call makes a frame, binds the arguments and hands the result back, which costs more than many an expression. The
    gain is a constant.

Unsafe when:
    Somebody replaces the helper at run time (a test that patches it), or looks at the stack.

Example:
    Before::

        def scaled(x, factor):
            return x * factor

        def total(xs, factor):
            result = 0
            for x in xs:
                result += scaled(x, factor)
            return result

    After::

        def total(xs, factor):
            result = 0
            for x in xs:
                result += x * factor
            return result

Source:
    Inline expansion, as compilers do it (Allen and Cocke, A catalogue of optimizing transformations, 1971).
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import with_values
from hasten.code.purity import MUTATING_METHODS, PURE_METHODS
from hasten.code.scopes import COMPREHENSIONS, comprehension_names, loaded, parameters
from hasten.code.source import FunctionNode, ParsedModule, after_docstring, descend
from hasten.proposers.rules._conditions import as_condition, stands_as_test
from hasten.proposers.rules._evaluation import in_order, surely
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import arguments_of, root
from hasten.proposers.rules._nested import inner_function

#: A helper with more parts than this costs more than its call.
_MOST_NODES = 40
_MOST_RETURNS = 4
_OWN_SCOPE = (ast.Lambda, ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await, ast.JoinedStr, *COMPREHENSIONS)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each call that can be written out makes one finding."""
    for call, helper, asking in _calls(code):
        if code.in_nested_function(call) or _in_source(code, call):
            continue
        repeated = bool(repeats_around(code, call))
        if not repeated and code.name != code.program.target:
            continue
        body = _expression(helper)
        asked = None if body is None else as_condition(body, truth=stands_as_test(code, call))
        if body is None:
            body = asked = _condition(code, helper, truth=stands_as_test(code, call))
        given = arguments_of(helper, asking, receiver=False) if body is not None else None
        if body is None or given is None or not _same_names(code, helper, body, call):
            continue
        if asked is not None and repeated:
            body = asked
        if all(_fits(code, name, value, body, asked is not None) for name, value in given.items()):
            text = f"`{ast.unparse(call)}` costs more than the expression that {helper.name} returns"
            # A test that is written out may be one that a look-up answers.
            tests = repeated and isinstance(body, ast.Compare | ast.BoolOp)
            # The look-up comes with the next step, where a pass over a collection asks for equality.
            inner = len(repeats_around(code, call)) > 1 and stands_as_test(code, call)
            joins = tests and inner and _asks_equality(body)
            growth = ("O(n^2)", "O(n)") if joins else None
            change = partial(_change, code, call, body, given, helper)
            yield Finding(call, text, change, growth, minor=not repeated, enabling=tests)


def _calls(code: FunctionCode) -> Iterator[tuple[ast.expr, ast.FunctionDef, ast.Call]]:
    """Calls and properties with what they run, and as calls that hand everything over, the receiver first."""
    methods = _methods(code.module)
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id == code.name:
            continue
        name = call.func.id
        helper = _inner(code, name) if name in code.local else _helper(code, name)
        if helper is not None:
            yield call, helper, call
    for attribute in code.all(ast.Attribute) if methods else ():
        method = methods.get(attribute.attr)
        parent = code.parent(attribute)
        if method is None or not isinstance(attribute.ctx, ast.Load) or not _is_place(attribute.value):
            continue
        if method is code.node:
            continue
        if method.decorator_list:
            yield attribute, method, ast.Call(attribute, [attribute.value], [])
        elif isinstance(parent, ast.Call) and parent.func is attribute:
            yield parent, method, ast.Call(attribute, [attribute.value, *parent.args], parent.keywords)


@lru_cache(maxsize=4)
def _methods(module: ParsedModule) -> dict[str, ast.FunctionDef]:
    """Plain methods and properties by name, where one class of the module alone has them."""
    found: dict[str, list[ast.stmt]] = {}
    for owner in module.classes.values():
        for statement in owner.body:
            if isinstance(statement, ast.FunctionDef):
                found.setdefault(statement.name, []).append(statement)
    plain: dict[str, ast.FunctionDef] = {}
    for name, every in found.items():
        method = every[0]
        assert isinstance(method, ast.FunctionDef)
        kinds = [ast.unparse(decorator) for decorator in method.decorator_list]
        common = name in PURE_METHODS or name in MUTATING_METHODS or name.startswith("__")
        spec = method.args
        starred = spec.vararg or spec.kwarg or not spec.args
        if len(every) == 1 and not common and not starred and kinds in ([], ["property"]):
            plain[name] = method
    return plain


def _asks_equality(body: ast.expr) -> bool:
    return any(isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq) for node in descend(body))


def _helper(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """A plain function of the module that is bound once and takes its arguments by name or place."""
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or node not in code.module.tree.body:
        return None
    spec = node.args
    if spec.vararg or spec.kwarg or name in code.module.global_names or name in loaded(*node.body):
        return None
    return node if len(code.program.binders(name)) == 1 else None


def _inner(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """A plain function that the function defines at its top, once."""
    node = inner_function(code, name)
    if node is None or node.args.vararg or node.args.kwarg or name in loaded(*node.body):
        return None
    return node


def _in_source(code: FunctionCode, call: ast.expr) -> bool:
    """Whether the call stands where no name may be bound: in what a comprehension goes over."""
    child: ast.AST = call
    for parent in code.ancestors(call):
        if isinstance(parent, ast.comprehension) and child not in parent.ifs:
            return True
        child = parent
    return False


def _expression(helper: FunctionNode) -> ast.expr | None:
    """The helper's body as one expression, or None."""
    body = after_docstring(helper)
    found = _of_block(body)
    if found is None:
        return None
    inner = descend(found)
    if len(inner) > _MOST_NODES or any(isinstance(node, _OWN_SCOPE) for node in inner):
        return None
    return found if sum(isinstance(node, ast.IfExp) for node in inner) < _MOST_RETURNS else None


def _of_block(body: list[ast.stmt]) -> ast.expr | None:
    """``if c: return a`` and ``return b`` behind it as ``a if c else b``."""
    if not body:
        return None
    first, rest = body[0], body[1:]
    if isinstance(first, ast.Return):
        return first.value
    if not isinstance(first, ast.If):
        return None
    then, other = _of_block(first.body), _of_block(first.orelse or rest)
    if then is None or other is None or (first.orelse and rest):
        return None
    return ast.copy_location(ast.IfExp(first.test, then, other), first)


def _condition(code: FunctionCode, helper: ast.FunctionDef, *, truth: bool) -> ast.expr | None:
    """The body of a helper that names values before it answers, as one condition in which the values stand."""
    body = after_docstring(helper)
    owner = code.module.parents[helper]
    name = f"{owner.name}.{helper.name}" if isinstance(owner, ast.ClassDef) else helper.name
    if code.module.functions.get(name) is not helper:
        return None
    other = code.program.function(name)
    if not any(isinstance(statement, ast.Assign) for statement in body):
        return None
    found = _of_block(_without_names(other, body))
    if found is None or len(inner := descend(found)) > 3 * _MOST_NODES:
        return None
    return None if any(isinstance(node, _OWN_SCOPE) for node in inner) else as_condition(found, truth=truth)


def _without_names(other: FunctionCode, body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a helper with pure values in place of the names they are given once; the rest as it is."""
    values: dict[str, ast.expr] = {}
    rest: list[ast.stmt] = []
    for statement in body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if isinstance(statement, ast.Assign) and isinstance(target, ast.Name) and other.pure(statement.value):
            if rest or target.id in values or len(other.uses(target.id).rebinds) != 1 or target.id in other.parameters:
                return body
            values[target.id] = with_values(statement.value, values)
        else:
            rest.append(with_values(statement, values))
    return rest


def _same_names(code: FunctionCode, helper: ast.FunctionDef, body: ast.expr, call: ast.expr) -> bool:
    """Whether the names that the helper takes from around it mean the same where it is called."""
    free = loaded(body) - {arg.arg for arg in parameters(helper)}
    for parent in code.ancestors(call):
        if isinstance(parent, COMPREHENSIONS) and free & comprehension_names(parent):
            return False
    return helper in code.node.body or not free & code.local


def _fits(code: FunctionCode, name: str, value: ast.expr, body: ast.expr, asked: bool) -> bool:
    """Whether an argument can stand, or be bound, where its parameter is first read."""
    if isinstance(value, ast.Constant | ast.Name) or (asked and _is_place(value)):
        return True
    if not code.pure(value):
        return False
    uses = _reads(body, name)
    return len(uses) == 1 or (bool(uses) and uses[0] in surely(body) and not _in_f_string(code, value))


def _is_place(value: ast.expr) -> bool:
    """``xs[i]``, ``row.name`` and the like: short enough to stand twice in a condition."""
    return isinstance(root(value), ast.Name)


def _in_f_string(code: FunctionCode, node: ast.AST) -> bool:
    return any(isinstance(parent, ast.JoinedStr) for parent in code.ancestors(node))


def _reads(body: ast.expr, name: str) -> list[ast.Name]:
    """Where a parameter is read, in the order of evaluation."""
    return [node for node in in_order(body) if isinstance(node, ast.Name) and node.id == name]


def _change(
    code: FunctionCode,
    call: ast.expr,
    body: ast.expr,
    given: Mapping[str, ast.expr],
    helper: ast.FunctionDef,
    edits: Edits,
) -> None:
    texts: dict[ast.AST, str] = {}
    taken: set[str] = set()
    statement = _line_ahead(code, call)
    for name, value in given.items():
        uses = _reads(body, name)
        text = edits.text(value)
        place = isinstance(body, ast.Compare | ast.BoolOp) and _is_place(value)
        if len(uses) > 1 and not place and not isinstance(value, ast.Constant | ast.Name):
            bound = code.fresh(_spoken(code, helper, name), *taken)
            taken.add(bound)
            if statement is None or not _named_ahead(edits, statement, f"{bound} = {text}"):
                texts[uses[0]] = f"({bound} := {text})"
                uses = uses[1:]
            text = bound
        texts.update((use, text) for use in uses)
    edits.replace(call, _written(body, texts))
    if helper in code.node.body and sum(name.id == helper.name for name in code.all(ast.Name)) == 1:
        edits.remove(helper, comments=True)


def _line_ahead(code: FunctionCode, call: ast.expr) -> ast.stmt | None:
    """The statement in front of which what the call is given may be named: it does nothing before the call."""
    statement = code.parent(call)
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr) or statement.value is not call:
        return None
    return statement


def _named_ahead(edits: Edits, statement: ast.stmt, text: str) -> bool:
    try:
        edits.insert_before(statement, text)
    except EditConflict:  # the statement has no line of its own
        return False
    return True


def _spoken(code: FunctionCode, helper: ast.FunctionDef, name: str) -> str:
    """A name for an argument where the call stood: an object has that of its class."""
    owner = code.module.parents.get(helper)
    if name != "self" or not isinstance(owner, ast.ClassDef):
        return name
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", owner.name).strip("_").lower() or name


def _written(body: ast.expr, texts: Mapping[ast.AST, str]) -> str:
    """The expression with other texts for some of its names."""

    class Place(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            text = texts.get(node)
            return ast.parse(text, mode="eval").body if text is not None else node

    # The names to be replaced stay the same objects in the copy, so that they are found again.
    return ast.unparse(Place().visit(copy.deepcopy(body, {id(name): name for name in texts})))
