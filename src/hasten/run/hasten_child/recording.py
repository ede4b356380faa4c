"""Run the user's tests and keep the calls of the function under test."""

import ast
import importlib
import io
import sys

from . import keeper, loader, prologue, taps


def run_tests(module, entry, place, arguments):
    """Run pytest with these arguments; the calls seen, how often each, and how the tests ended."""
    try:
        pytest = importlib.import_module("pytest")  # the user's own
    except ImportError:
        message = "pytest is not installed in the interpreter that runs the tests"
        return {"error": {"type": "ImportError", "msg": message, "line": None, "text": ""}}
    kept = keeper.Keeper(entry, place["module"])
    if not watch(module, entry, place, kept):
        message = "%s is no plain Python function, so its calls cannot be recorded" % entry
        return {"error": {"type": "TypeError", "msg": message, "line": None, "text": ""}}
    out, err = sys.stdout, sys.stderr
    said = io.StringIO()
    sys.stdout = sys.stderr = said
    try:
        code = int(pytest.main(["-p", "no:cacheprovider", "-q", "-x", *arguments]))
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        sys.stdout, sys.stderr = out, err
    rows = kept.rows()
    return {
        "calls": [tree for tree, _, _ in rows], "states": [state for _, _, state in rows], "state": kept.states(),
        "counts": [max(1, round(n)) for _, n, _ in rows], "seen": kept.seen,
        "skipped": sum(kept.skipped.values()), "reasons": sorted(kept.skipped), "code": code,
        "said": said.getvalue()[-2000:],
    }


def watch(module, entry, place, kept):
    """Give the function code that reports its calls; every reference to it, however made, leads to that code."""
    function = loader.find(module, entry)
    while not hasattr(function, "__code__") and hasattr(function, "__func__"):
        function = function.__func__
    while not hasattr(function, "__code__") and hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    if code.co_filename != place["path"] and hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    if not report(function, place["source"], place["path"], 0):
        return False

    def note(_index, args, rest, named, more):
        return taps.swapped(kept.note(sys._getframe(1), args, rest, named, more), args, named)

    prologue.listen(note)
    return True


def report(function, source, path, index):
    """Give a function, defined in this source, code that tells the listener of its calls; whether that was possible."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    wanted = {(node.name, prologue.first_line(node)): index for node in ast.walk(ast.parse(source))
              if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
              and node.name == code.co_name and prologue.first_line(node) == code.co_firstlineno}
    if not wanted:
        return False
    for found in prologue.codes_in(prologue.compiled(source, path, wanted)):
        if (found.co_name, found.co_firstlineno) == (code.co_name, code.co_firstlineno):
            function.__code__ = found
            return True
    return False
