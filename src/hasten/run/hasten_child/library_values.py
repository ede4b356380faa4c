"""How values of library classes are read, and the builtin parts of instances of their subclasses."""

from __future__ import annotations

import _thread
import array
import builtins
import collections
import datetime
import decimal
import functools
import io
import itertools
import pathlib
import re
import types
import weakref

from . import nested
from .classes import class_name, identity

__builtins__ = dict(vars(builtins))

_SCALARS = (int, float, str, bool, type(None))


def decimal_(encoder, obj, depth):
    """A Decimal."""
    encoder.left -= 2
    return ["x", decimal.Decimal.__repr__(obj)]


def slice_(encoder, obj, depth):
    """A slice."""
    parts = (obj.start, obj.stop, obj.step)
    if all(type(p) in _SCALARS for p in parts):
        return ["x", "slice(%r, %r, %r)" % parts]
    return ["u", "builtins:slice", ["t", encoder.sequence(list(parts), depth)], {}]


def datetime_(encoder, obj, depth):
    """A datetime or time; a zone that is no fixed offset travels as an attribute."""
    encoder.left -= 2
    zone = obj.tzinfo
    if zone is None or type(zone) is datetime.timezone:
        return ["x", repr(obj)]
    plain = obj.replace(tzinfo=None)
    return ["u", "datetime:" + type(obj).__name__, ["x", repr(plain)], {"tzinfo": encoder.encode(zone, depth + 1)}]


def counter(encoder, obj, depth):
    """What goes on counting."""
    return encoder.seen(obj) or ["u", "itertools:count", ["t", encoder.sequence(obj.__reduce__()[1], depth)], {}]


def path_(encoder, obj, depth):
    """A path."""
    encoder.left -= 2
    name = type(obj).__name__
    name = {"PosixPath": "Path", "WindowsPath": "Path"}.get(name, name)
    return ["x", "pathlib.%s(%r)" % (name, str(obj))]


def pattern(encoder, obj, depth):
    """A compiled pattern."""
    encoder.left -= 2
    if type(obj.pattern) in (str, bytes):
        flags = obj.flags & ~re.UNICODE.value if isinstance(obj.pattern, str) else obj.flags
        return ["x", "re.compile(%r, %d)" % (obj.pattern, flags) if flags else "re.compile(%r)" % (obj.pattern,)]
    return ["?", "re:Pattern", ""]


def match(encoder, obj, depth):
    """A match: what it was found in, and where."""
    known = encoder.seen(obj)
    if known:
        return known
    fields = {
        "re": encoder.encode(obj.re, depth + 1),
        "string": encoder.encode(obj.string, depth + 1),
        "regs": encoder.encode(obj.regs, depth + 1),
        "pos": obj.pos,
        "endpos": obj.endpos,
    }
    return ["o", "re:Match", fields]


def module_(encoder, obj, depth):
    """A module, by name."""
    name = types.ModuleType.__getattribute__(obj, "__dict__").get("__name__")
    return ["n", ("$" if name in (encoder.module, "__main__") else str(name)) + ":"]


def function_(encoder, obj, depth):
    """A function, by name; one without a name that leads back to it is only known by its type."""
    qualname, module = obj.__qualname__, obj.__module__
    if "<" in str(qualname) or not isinstance(module, str):
        where = ("$" if module in (encoder.module, "__main__") else str(module)) + ":"

        def encode(value):
            return encoder.encode(value, depth + 1)

        if encoder.nested:
            memo, encoder.memo = encoder.memo, encoder.memo.copy()
            try:
                return ["n", where + nested.name_of(obj, encode)]
            except nested.NotNamed:
                pass
            finally:
                encoder.memo = memo  # a name holds no containers, so none that was tried has a number
        if encoder.nested or obj in nested.REMADE:
            try:
                tree = nested.closure(obj, encode, encoder.seen)
                if tree[0] == "o":
                    tree[2]["name"] = where + qualname + tree[2]["name"]
                return tree
            except nested.NotNamed:
                pass
        return ["?", "builtins:function", str(qualname)]
    return ["n", ("$" if module in (encoder.module, "__main__") else module) + ":" + qualname]


def builtin_function(encoder, obj, depth):
    """A function written in C, or a method of one object."""
    owner = obj.__self__
    if owner is None or type(owner) is types.ModuleType or isinstance(owner, type):
        module = obj.__module__ or getattr(owner, "__module__", None) or "builtins"
        return ["n", module + ":" + obj.__qualname__]
    return ["o", "builtins:bound", {"name": obj.__name__, "self": encoder.encode(owner, depth + 1)}]


def slot_function(encoder, obj, depth):
    """A method descriptor, by name."""
    return ["n", class_name(obj.__objclass__, encoder.module) + "." + obj.__name__]


def bound(encoder, obj, depth):
    """A bound method."""
    return encoder.seen(obj) or [
        "o",
        "builtins:method",
        {
            "func": encoder.encode(obj.__func__, depth + 1),
            "self": encoder.encode(obj.__self__, depth + 1),
        },
    ]


def partial(encoder, obj, depth):
    """A partial."""
    return encoder.seen(obj) or [
        "o",
        "functools:partial",
        {
            "func": encoder.encode(obj.func, depth + 1),
            "args": encoder.encode(obj.args, depth + 1),
            "keywords": encoder.encode(obj.keywords, depth + 1),
        },
    ]


def string_io(encoder, obj, depth):
    """A stream in memory: contents and position."""
    known = encoder.seen(obj)
    if known:
        return known
    if io.StringIO.closed.__get__(obj) if isinstance(obj, io.StringIO) else io.BytesIO.closed.__get__(obj):
        return ["u", class_name(type(obj), encoder.module), None, {"closed": True}]
    kind = io.StringIO if isinstance(obj, io.StringIO) else io.BytesIO
    content = encoder.encode(kind.getvalue(obj), depth + 1)
    return ["u", class_name(type(obj), encoder.module), content, {"pos": kind.tell(obj)}]


def array_(encoder, obj, depth):
    """An array."""
    return encoder.seen(obj) or [
        "u",
        "array:array",
        ["l", encoder.sequence(obj.tolist(), depth)],
        {"typecode": obj.typecode},
    ]


def memoryview_(encoder, obj, depth):
    """A memoryview."""
    known = encoder.seen(obj)
    if known:
        return known
    try:
        attributes = {"format": obj.format, "readonly": obj.readonly, "shape": encoder.encode(obj.shape, depth + 1)}
        return ["u", "builtins:memoryview", ["b", encoder.octets(obj.tobytes())], attributes]
    except ValueError:  # released
        return ["u", "builtins:memoryview", None, {}]


def view(encoder, obj, depth):
    """A view of a dict."""
    known = encoder.seen(obj)
    if known:
        return known
    items = list(type(obj).__iter__(obj))
    return ["u", class_name(type(obj)), ["l", encoder.sequence(items, depth)], {}]


def mapping_proxy(encoder, obj, depth):
    """A read-only view of a mapping."""
    return encoder.seen(obj) or ["u", "builtins:mappingproxy", ["d", encoder.pairs(list(obj.items()), depth)], {}]


def reference(encoder, obj, depth):
    """A weak reference."""
    return encoder.seen(obj) or ["u", "weakref:ref", encoder.encode(weakref.ref.__call__(obj), depth + 1), {}]


def lock(encoder, obj, depth):
    """A lock."""
    return encoder.seen(obj) or ["u", "_thread:lock", obj.locked(), {}]


def rlock(encoder, obj, depth):
    """A re-entrant lock."""
    return encoder.seen(obj) or ["u", "_thread:RLock", None, {"reentrant": True}]


def _read_list(encoder, obj, depth):
    return ["l", encoder.sequence(list(list.__iter__(obj)), depth)], {}


def _read_tuple(encoder, obj, depth):
    return ["t", encoder.sequence(list(tuple.__iter__(obj)), depth)], {}


def _read_dict(encoder, obj, depth):
    return ["d", encoder.pairs(list(dict.items(obj)), depth)], {}


def _read_ordered(encoder, obj, depth):
    return ["d", encoder.pairs(list(collections.OrderedDict.items(obj)), depth)], {}


def _read_default(encoder, obj, depth):
    factory = collections.defaultdict.default_factory.__get__(obj)
    return ["d", encoder.pairs(list(dict.items(obj)), depth)], {"default_factory": encoder.encode(factory, depth + 1)}


def _read_set(encoder, obj, depth):
    return ["s", encoder.members(list(set.__iter__(obj)), depth)], {}


def _read_frozenset(encoder, obj, depth):
    return ["f", encoder.members(list(frozenset.__iter__(obj)), depth)], {}


def _read_deque(encoder, obj, depth):
    items = list(collections.deque.__iter__(obj))
    return ["l", encoder.sequence(items, depth)], {"maxlen": collections.deque.maxlen.__get__(obj)}


def _read_exception(encoder, obj, depth):
    return ["t", encoder.sequence(list(BaseException.args.__get__(obj)), depth)], {}


def _read_stream(encoder, obj, depth):
    kind = io.StringIO if isinstance(obj, io.StringIO) else io.BytesIO
    if kind.closed.__get__(obj):
        return None, {"closed": True}
    return encoder.encode(kind.getvalue(obj), depth + 1), {"pos": kind.tell(obj)}


def _scalar_reader(function):
    def read(encoder, obj, depth):
        return encoder.encode(function(obj), depth + 1), {}

    return read


def _read_datetime(encoder, obj, depth):
    plain = datetime.datetime.replace(obj, tzinfo=None)
    plain = datetime.datetime(
        plain.year, plain.month, plain.day, plain.hour, plain.minute, plain.second, plain.microsecond
    )
    return ["x", repr(plain)], {}


#: Builtin parts of subclasses, the most derived first in any MRO: (mutable, reader).


#: Builtin parts of subclasses by class: (mutable, reader). The most derived base that is listed decides.
BASES = {
    identity(collections.OrderedDict): (True, _read_ordered),
    identity(collections.defaultdict): (True, _read_default),
    identity(collections.deque): (True, _read_deque),
    identity(list): (True, _read_list),
    identity(tuple): (False, _read_tuple),
    identity(dict): (True, _read_dict),
    identity(set): (True, _read_set),
    identity(frozenset): (False, _read_frozenset),
    identity(int): (False, _scalar_reader(int.__pos__)),
    identity(float): (False, _scalar_reader(float.__pos__)),
    identity(complex): (False, _scalar_reader(complex.__pos__)),
    identity(str): (False, _scalar_reader(str.__str__)),
    identity(bytes): (False, _scalar_reader(lambda obj: bytes.__getitem__(obj, slice(None)))),
    identity(bytearray): (True, _scalar_reader(lambda obj: bytearray.__getitem__(obj, slice(None)))),
    identity(BaseException): (False, _read_exception),
    identity(io.StringIO): (True, _read_stream),
    identity(io.BytesIO): (True, _read_stream),
    identity(decimal.Decimal): (False, lambda e, obj, depth: (["x", "Decimal(%r)" % decimal.Decimal.__str__(obj)], {})),
    identity(datetime.datetime): (False, _read_datetime),
}

#: Handlers by exact class.
EXACT = {
    identity(kind): handler
    for handler, kinds in (
        (decimal_, [decimal.Decimal]),
        (slice_, [slice]),
        (counter, [itertools.count]),
        (datetime_, [datetime.datetime, datetime.time]),
        (path_, [type(pathlib.Path()), pathlib.PurePosixPath, pathlib.PureWindowsPath]),
        (pattern, [re.Pattern]),
        (match, [re.Match]),
        (module_, [types.ModuleType]),
        (function_, [types.FunctionType]),
        (builtin_function, [types.BuiltinFunctionType]),
        (slot_function, [type(str.upper), type(str.__add__), types.ClassMethodDescriptorType]),
        (bound, [types.MethodType]),
        (partial, [functools.partial]),
        (string_io, [io.StringIO, io.BytesIO]),
        (array_, [array.array]),
        (memoryview_, [memoryview]),
        (view, [type({}.keys()), type({}.values()), type({}.items())]),
        (mapping_proxy, [types.MappingProxyType]),
        (reference, [weakref.ref]),
        (lock, [type(_thread.allocate_lock())]),
        (rlock, [_thread.RLock]),
    )
    for kind in kinds
}
