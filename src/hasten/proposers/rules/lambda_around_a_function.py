"""A lambda that does no more than one function that is there already.

Finds:
    ``key=lambda x: x[1]``, ``key=lambda x: len(x)``, ``key=lambda word: rank[word]``, ``map(lambda a, b: a * b, xs,
    ys)`` and the like: a lambda that subscripts, takes an attribute, calls one function, or applies one operator, in
    its parameters' order and nothing else.

Slow because:
    Every element costs a call of a Python function; ``itemgetter``, a bound method or a function of ``operator`` is
    called from C. The gain is a constant, 1.2 to 2.

Unsafe when:
    Somebody sets another function of that name on the module while the call runs.

Example:
    Before::

        ordered = sorted(pairs, key=lambda pair: pair[1])

    After::

        ordered = sorted(pairs, key=itemgetter(1))

Source:
    The Python sorting HOWTO.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._named_functions import Written, function_of, written

#: Calls of builtins that use their ``key=`` within the call.
_KEYED = words("max min sorted")
_KEYED_MEMBERS = {("heapq", "nsmallest"), ("heapq", "nlargest")}
#: Calls of which an argument is a function: its place, where what comes of them may be used later.
_LATER = {"map": 0, "filter": 0}
_LATER_MEMBERS = {
    ("itertools", "takewhile"): 0,
    ("itertools", "dropwhile"): 0,
    ("itertools", "starmap"): 0,
    ("itertools", "filterfalse"): 0,
    ("itertools", "groupby"): 1,
    ("itertools", "accumulate"): 1,
}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per lambda that stands where it is called at once, or needs nothing of the function around it."""
    for made in code.all(ast.Lambda):
        spec = made.args
        plain = not (spec.posonlyargs or spec.vararg or spec.kwonlyargs or spec.kwarg or spec.defaults)
        names = [arg.arg for arg in spec.args]
        place = _place(code, made)
        if not plain or not place or len(set(names)) != len(names):
            continue
        free = loaded(made.body) - set(names)
        if free & code.names_between(made):
            continue  # the types of such names are not known
        text = function_of(code, made.body, names)
        if text is None or (place == "later" and free & code.local):
            continue
        called = f"`{ast.unparse(made)}` is called for every element, and does no more than one function"
        yield Finding(made, called, partial(_change, made, text))


def _place(code: FunctionCode, made: ast.Lambda) -> str:
    """``at once`` where a call uses the lambda up, ``later`` where its result may call it later, else ``""``."""
    parent = code.parent(made)
    if isinstance(parent, ast.keyword):
        call = code.parent(parent)
        if parent.arg != "key" or not isinstance(call, ast.Call):
            return ""
        if isinstance(call.func, ast.Name) and call.func.id in _KEYED and code.is_builtin(call.func.id):
            return "at once"
        if isinstance(call.func, ast.Attribute) and call.func.attr == "sort" and not call.args:
            return "at once" if only(code.type_of(call.func.value), "list") else ""
        return "at once" if code.purity.module_member(call.func) in _KEYED_MEMBERS else ""
    if not isinstance(parent, ast.Call) or made not in parent.args:
        return ""
    place = None
    if isinstance(parent.func, ast.Name) and parent.func.id in _LATER and code.is_builtin(parent.func.id):
        place = _LATER[parent.func.id]
    else:
        place = _LATER_MEMBERS.get(code.purity.module_member(parent.func) or ("", ""))
    return "later" if place is not None and parent.args.index(made) == place else ""


def _change(made: ast.Lambda, text: Written, edits: Edits) -> None:
    edits.replace(made, written(text, edits))
