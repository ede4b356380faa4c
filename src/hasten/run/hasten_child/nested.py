"""Lambdas and nested functions as names: where their code stands, and what they hold.

Such a function crosses as ``["n", "module:outer.<locals>.inner#n#cells"]``: the ``n``-th code of that qualified name in
the module's source, and the trees of what its cells, defaults and keyword defaults hold, as JSON. What is held in this
form cannot change (atoms, tuples of them, functions, classes, modules).

One that holds something that may change is a container: ``["o", "builtins:closure", {...}]`` with its ``name``
(``module:outer.<locals>.inner#n``), its ``cells``, each a container too, since closures may share one, its ``defaults``
and ``named`` defaults.
"""

from __future__ import annotations

import builtins
import importlib
import json
import sys
import types
import weakref

__builtins__ = dict(vars(builtins))

_ATOMS = (int, float, complex, str, bytes, bool, type(None))
_DEEPEST = 6
_known = {}
#: Functions that were made here: what they hold is seen in observations, since a call may change it.
REMADE = weakref.WeakSet()


class NotNamed(ValueError):
    """A function that cannot be made again from a name."""


def name_of(function, encode, depth=0):
    """``outer.<locals>.inner#n#cells`` of a function.

    Args:
        function: The function.
        encode: Gives the tree of a held value that is no function.

    Raises:
        NotNamed: Its source is not known, or it holds something that may change.
    """
    if depth > _DEEPEST or not isinstance(function.__module__, str):
        raise NotNamed(function.__qualname__)
    place = _place(function)
    try:
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
    except ValueError:
        raise NotNamed(function.__qualname__) from None
    held = [list(map(_checked, cells)), _checked(function.__defaults__), function.__kwdefaults__]
    if held[2] is not None:
        held[2] = {name: encode(_checked(value)) for name, value in held[2].items()}
    trees = [[encode(value) for value in held[0]], encode(held[1]), held[2]]
    text = json.dumps(trees)
    if any(mark in text for mark in ('["?"', '["cut"', '"builtins:closure"')):
        raise NotNamed(function.__qualname__)
    return "%s#%d#%s" % (function.__qualname__, place, text)


def _place(function):
    for number, code in enumerate(_codes(function.__module__, function.__qualname__)):
        if code == function.__code__:
            return number
    raise NotNamed(function.__qualname__)


def closure(function, encode, seen):
    """The tree of a function with all that it holds.

    Args:
        function: The function.
        encode: Gives the tree of a value, in the numbering of the message.
        seen: The alias of a container that was written before, or None; it numbers a new one.

    Raises:
        NotNamed: Its source is not known.
    """
    known = seen(function)
    if known:
        return known
    fields = {"name": "#%d" % (-1 if function in REMADE else _place(function))}
    fields["cells"] = ["t", [seen(cell) or _cell(cell, encode) for cell in function.__closure__ or ()]]
    fields["defaults"] = encode(function.__defaults__)
    named = function.__kwdefaults__
    fields["named"] = ["t", [["t", [key, encode(named[key])]] for key in sorted(named or ())]]
    return ["o", "builtins:closure", fields]


def _cell(cell, encode):
    try:
        return ["o", "builtins:cell", {"held": encode(cell.cell_contents)}]
    except ValueError:
        return ["o", "builtins:cell", {}]


def made_closure(decoder, fields):
    """The function of a ``builtins:closure`` tree.

    Raises:
        NotNamed: There is no such code in the module as it is now.
    """
    module, _, name = fields["name"].partition(":")
    qualname, _, number = name.rpartition("#")
    namespace = decoder.globals_of(module)
    codes = _codes(namespace.get("__name__"), qualname)
    if not 0 <= int(number) < len(codes):
        raise NotNamed(qualname)
    code = codes[int(number)]
    trees = fields["cells"][1]
    if len(trees) != len(code.co_freevars):
        raise NotNamed(qualname)
    # The function exists before what its cells hold: it may hold itself.
    cells = [types.CellType() if tree[0] == "o" else decoder.decode(tree) for tree in trees]
    out = decoder.register(types.FunctionType(code, namespace, qualname.rpartition(".")[2], None, tuple(cells)))
    REMADE.add(out)
    out.__qualname__ = qualname
    for cell, tree in zip(cells, trees):
        if tree[0] == "o":
            decoder.register(cell)
            if "held" in tree[2]:
                cell.cell_contents = decoder.decode(tree[2]["held"])
    out.__defaults__ = decoder.decode(fields["defaults"])
    out.__kwdefaults__ = dict(map(decoder.decode, fields["named"][1])) or None
    return out


def _checked(value, depth=0):
    if isinstance(value, tuple) and type(value) is tuple and depth < _DEEPEST:
        for item in value:
            _checked(item, depth + 1)
    elif type(value) not in _ATOMS and not isinstance(
        value, (types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType)
    ):
        raise NotNamed(type(value).__name__)
    return value


def made(namespace, name, decode):
    """The function of a name inside a module's namespace.

    Raises:
        NotNamed: There is no such code in the module as it is now.
    """
    qualname, number, text = name.split("#", 2)
    codes = _codes(namespace.get("__name__"), qualname)
    if int(number) >= len(codes):
        raise NotNamed(qualname)
    code = codes[int(number)]
    cells, defaults, named = json.loads(text)
    if len(cells) != len(code.co_freevars):
        raise NotNamed(qualname)
    closure = tuple(types.CellType(decode(tree)) for tree in cells)
    out = types.FunctionType(code, namespace, qualname.rpartition(".")[2], decode(defaults), closure)
    REMADE.add(out)
    out.__qualname__ = qualname
    if named is not None:
        out.__kwdefaults__ = {key: decode(tree) for key, tree in named.items()}
    return out


def _codes(module_name, qualname):
    """Codes of this qualified name in the source of a module, in the order in which they stand there."""
    module = sys.modules.get(module_name)
    if module is None:
        return []
    known = _known.get(module_name)
    if known is None or known[0] is not module:
        found = {}
        code = _compiled(module)
        if code is not None:
            _collect(code, "", found)
        known = _known[module_name] = (module, found)
    return known[1].get(qualname, [])


def _compiled(module):
    loader, file = getattr(module, "__loader__", None), getattr(module, "__file__", None)
    try:
        if hasattr(loader, "get_source"):
            source = loader.get_source(module.__spec__.name if module.__spec__ is not None else module.__name__)
        else:
            with open(file, "rb") as stream:
                source = importlib.import_module("importlib.util").decode_source(stream.read())
        return None if source is None else compile(source, file or "<source>", "exec", dont_inherit=True)
    except (ImportError, OSError, SyntaxError, ValueError, TypeError, AttributeError):
        return None


def _collect(code, prefix, found):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            # A class body is entered without <locals>; the compiler marks functions by their flag for fast locals.
            name = prefix + constant.co_name
            found.setdefault(name, []).append(constant)
            _collect(constant, name + (".<locals>." if constant.co_flags & 0x2 else "."), found)
