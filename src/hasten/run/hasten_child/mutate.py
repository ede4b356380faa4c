"""Find and change the mutable parts of a value, in a way that depends on its contents alone."""

from __future__ import annotations

import array
import builtins
import collections
import sys

from . import codec, reshaped

__builtins__ = dict(vars(builtins))

_MOST = 64


def mutables(value):
    """Mutable containers of a value in pre-order, each once."""
    found, seen, todo = [], set(), [value]
    while todo and len(found) < _MOST:
        part = todo.pop()
        inner = _parts(part)
        if inner is None:
            continue
        key = id(part)
        if key in seen:
            continue
        seen.add(key)
        if type(part) not in (tuple, frozenset):
            found.append(part)
        todo.extend(reversed(inner[:200]))
    return found


def _parts(value):
    """Direct parts of a container, or None for what is no container."""
    cls = type(value)
    if cls in (list, tuple, set, frozenset, collections.deque, reshaped.Followed):
        return list(value)
    if cls in (dict, collections.OrderedDict, collections.defaultdict, collections.Counter):
        return list(value.values())
    if cls in (bytearray, array.array):
        return []
    numpy = sys.modules.get("numpy")
    if numpy is not None and cls is numpy.ndarray:
        return []
    if codec.is_python_class(cls) and not isinstance(value, type):
        return list(codec.instance_attributes(value).values())
    return None


def change(obj):
    """Change a mutable container; whether it could be changed."""
    cls = type(obj)
    try:
        if cls in (list, collections.deque, reshaped.Followed):
            _change_sequence(obj)
        elif cls in (dict, collections.OrderedDict, collections.defaultdict, collections.Counter):
            if obj:
                del obj[next(iter(obj))]
            else:
                obj[0] = 0
        elif cls is set:
            if obj:
                obj.discard(min(obj, key=repr))
            else:
                obj.add(0)
        elif cls is bytearray:
            obj.append(65)
        elif cls is array.array or type(obj).__name__ == "ndarray":
            if not len(obj):
                return False
            obj[0] = obj[-1] + 1 if len(obj) == 1 else obj[-1]
        elif codec.is_python_class(cls):
            return _change_instance(obj)
        else:
            return False
    except (TypeError, ValueError, AttributeError, BufferError):
        return False
    return True


def _change_sequence(obj):
    if len(obj) % 2:
        obj.pop()
    else:
        obj.append(obj[0] if obj else 0)


def _change_instance(obj):
    for name, value in sorted(codec.instance_attributes(obj).items()):
        other = another(value)
        if other is not value:
            object.__setattr__(obj, name, other)
            return True
    return False


def another(value):
    """A different value of the same type, or the value itself where none is known."""
    cls = type(value)
    if cls is bool:
        return not value
    if cls is int:
        return value + 1
    if cls is float:
        return value * 2 + 1.0
    if cls is str:
        return value + "x" if not value.isidentifier() or len(value) < 2 else value[::-1]
    if cls is bytes:
        return value + b"x"
    if cls is tuple and value:
        return (another(value[0]), *value[1:])
    if cls is frozenset:
        return value | {"another"} if not value else frozenset(list(value)[1:])
    return value
