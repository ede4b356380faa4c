"""Source to code in which chosen functions report their arguments before anything else happens.

A prologue is the first statement of the function itself: it sees every call, whatever name the function is reached by,
adds no frame, and leaves the function object, its signature and its kind as they are.
"""

import ast
import builtins
import types
import warnings

#: Name under which the prologue finds its listener; it ends in underscores, so that a class does not mangle it.
LISTENER = "__hasten_note__"


def listen(note):
    """Have ``note(index, args, rest, named, more)`` called by every prologue of this process.

    It returns the values that the function goes on with: all of ``args`` and ``named``, in order.
    """
    setattr(builtins, LISTENER, note)


def first_line(node):
    """The line on which the code of a definition starts: that of its first decorator."""
    return min([node.lineno] + [decorator.lineno for decorator in node.decorator_list])


def compiled(source, path, wanted):
    """The module's code with a prologue in each wanted function.

    Args:
        source: Text of the module.
        path: Its path.
        wanted: Index by ``(name, first line)`` of the functions.
    """
    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            index = wanted.get((node.name, first_line(node)))
            if index is not None:
                place = 1 if ast.get_docstring(node, clean=False) is not None else 0
                node.body.insert(place, _reporting(node, index))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _reporting(node, index):
    """``a, b, k = __hasten_note__(index, (a, b), rest, {"k": k}, more)`` at the function's first line."""
    args = node.args

    def name(arg):
        return ast.Name(id=arg.arg, ctx=ast.Load()) if arg is not None else ast.Constant(value=None)

    positional = ast.Tuple(elts=[name(arg) for arg in [*args.posonlyargs, *args.args]], ctx=ast.Load())
    named = ast.Dict(keys=[ast.Constant(value=arg.arg) for arg in args.kwonlyargs],
                     values=[name(arg) for arg in args.kwonlyargs])
    call = ast.Call(
        func=ast.Name(id=LISTENER, ctx=ast.Load()),
        args=[ast.Constant(value=index), positional, name(args.vararg), named, name(args.kwarg)], keywords=[],
    )
    own = [ast.Name(id=arg.arg, ctx=ast.Store()) for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs]]
    statement = (
        ast.Assign(targets=[ast.Tuple(elts=own, ctx=ast.Store())], value=call) if own else ast.Expr(value=call)
    )
    for inner in ast.walk(statement):
        if isinstance(inner, (ast.expr, ast.stmt)):
            inner.lineno = inner.end_lineno = node.body[0].lineno
            inner.col_offset = inner.end_col_offset = node.body[0].col_offset
    return statement


def codes_in(code):
    """A code object and all that are nested in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_in(constant)
