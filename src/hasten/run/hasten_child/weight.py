"""A rough size of any value, quick to get."""

import builtins
import itertools
import sys
import types

from .classes import class_mro, instance_attributes

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

_ATOMS = frozenset([int, float, bool, complex, type(None), types.FunctionType, types.MethodType, type])


def weigh(value, most):
    """Values and characters (in eights) in an object, up to ``most``; a rough size, quick to get.

    Attributes are read past the object's own code, which may answer any name, and make what it is asked for.
    """
    array = getattr(sys.modules.get("numpy"), "ndarray", None)
    total, todo, seen = 0, [value], set()
    while todo and total < most:
        part = todo.pop()
        total += 1
        kind = type(part)
        if kind is str or kind is bytes or kind is bytearray:
            total += len(part) >> 3
        elif kind is list or kind is tuple or kind is set or kind is frozenset:
            if id(part) not in seen:
                seen.add(id(part))
                if len(part) > 64 and _flat(itertools.islice(part, 64)):
                    total += len(part)  # as its first items are, the others are taken to be
                else:
                    todo.extend(itertools.islice(part, most))
        elif kind is dict:
            if id(part) not in seen:
                seen.add(id(part))
                todo.extend(itertools.islice(part.values(), most))
                total += len(part)
        elif kind not in _ATOMS:
            mro = class_mro(kind)
            if id(part) not in seen and type not in mro and types.ModuleType not in mro:
                seen.add(id(part))
                todo.extend(instance_attributes(part).values())
                if array is not None and array in mro:
                    total += array.nbytes.__get__(part) >> 3
    return min(total, most)


def _flat(items):
    return _ATOMS.issuperset(map(type, items))
