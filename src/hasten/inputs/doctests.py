"""Calls in doctests and in the prose of docstrings: examples that the author wrote are the first inputs to try."""

from __future__ import annotations

import ast
import doctest

from hasten.core.values import CallTree, Tree, call_tree, canonical, expression_tree, from_plain
from hasten.inputs.examples import example_arguments, example_calls
from hasten.inputs.guards import find_function

#: Names that an argument may use when it is rebuilt from its text, beside those of the module itself.
_REBUILDABLE = frozenset(
    """
    math itertools collections io random datetime decimal fractions re pathlib functools operator
    inf nan Decimal Fraction float int str list tuple dict set frozenset range iter bytes bytearray
    complex len sorted reversed abs max min sum map zip enumerate bool object chr ord
    """.split()
)


def doctest_calls(source: str, name: str) -> list[CallTree]:
    """The calls of the function ``name`` in the docstrings of a module's source, each once, doctests first.

    An example in prose counts where its arguments are literals: ``name([1, 2]) => 3``, or in the docstring of the
    function itself all parameters with their values, ``n = 5, k = 3``. In doctests arguments that are literals become
    plain trees, other expressions ``["x", text]``. Names that the doctest assigned before are written out; a call whose
    arguments cannot be rebuilt from text alone is left out.
    """
    try:
        module = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    names = _module_names(module)
    found: dict[str, CallTree] = {}
    for text in _docstrings(module):
        for call in _calls_in(text, name.rpartition(".")[2], names):
            found.setdefault(canonical(call), call)
    short = name.rpartition(".")[2]
    for text in _docstrings(module, examples=False):
        for node in example_calls(text, short):
            example = _call(node, frozenset()) if all(map(_is_literal, node.args)) else None
            if example is not None:
                found.setdefault(canonical(example), example)
    function = find_function(source, name)
    if function is not None and not function.args.vararg and not function.args.kwarg:
        parameters = [arg.arg for arg in [*function.args.posonlyargs, *function.args.args] if arg.arg != "self"]
        for values in example_arguments(ast.get_docstring(function, clean=True) or "", parameters):
            call = call_tree([from_plain(value) for value in values])
            found.setdefault(canonical(call), call)
    return list(found.values())


def _is_literal(node: ast.expr) -> bool:
    return not any(isinstance(part, ast.Name | ast.Call | ast.Attribute) for part in ast.walk(node))


def _module_names(module: ast.Module) -> frozenset[str]:
    found = set()
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found.update(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    return frozenset(found)


def _docstrings(module: ast.Module, *, examples: bool = True) -> list[str]:
    """Docstrings of the module; with ``examples`` only those that hold doctests."""
    texts = []
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            text = ast.get_docstring(node, clean=True)
            if text and (">>>" in text or not examples):
                texts.append(text)
    return texts


def _calls_in(text: str, name: str, module_names: frozenset[str]) -> list[CallTree]:
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    assigned: dict[str, ast.expr] = {}
    found = []
    for example in examples:
        try:
            body = ast.parse(example.source).body
        except (SyntaxError, ValueError, RecursionError):
            continue
        for statement in body:
            written = _Written(assigned).visit(statement)
            for node in ast.walk(written):
                if isinstance(node, ast.Call) and _is_named(node.func, name):
                    call = _call(node, module_names)
                    if call is not None:
                        found.append(call)
            _remember(statement, written, assigned)
    return found


class _Written(ast.NodeTransformer):
    """Puts the expression in the place of a name that was assigned before."""

    def __init__(self, assigned: dict[str, ast.expr]) -> None:
        self.assigned = assigned

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.assigned.get(node.id, node) if isinstance(node.ctx, ast.Load) else node


def _remember(statement: ast.stmt, written: ast.stmt, assigned: dict[str, ast.expr]) -> None:
    """Keep simple assignments; a name that is assigned in another way is forgotten."""
    stored = [n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    for name in stored:
        assigned.pop(name, None)
    if not isinstance(written, ast.Assign) or len(written.targets) != 1:
        return
    target = written.targets[0]
    if isinstance(target, ast.Name) and len(ast.dump(written.value)) < 20_000:
        assigned[target.id] = written.value


def _is_named(function: ast.expr, name: str) -> bool:
    return (isinstance(function, ast.Name) and function.id == name) or (
        isinstance(function, ast.Attribute) and function.attr == name and isinstance(function.value, ast.Name)
    )


def _call(node: ast.Call, module_names: frozenset[str]) -> CallTree | None:
    if any(isinstance(arg, ast.Starred) for arg in node.args) or any(keyword.arg is None for keyword in node.keywords):
        return None
    args = [_argument(arg, module_names) for arg in node.args]
    kwargs = {str(keyword.arg): _argument(keyword.value, module_names) for keyword in node.keywords}
    if any(tree is _UNKNOWN for tree in [*args, *kwargs.values()]):
        return None
    return call_tree(args, kwargs)


_UNKNOWN: Tree = object()


def _argument(node: ast.expr, module_names: frozenset[str]) -> Tree:
    try:
        return from_plain(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    bound = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    bound |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} - bound
    return expression_tree(ast.unparse(node)) if used <= _REBUILDABLE | module_names else _UNKNOWN
