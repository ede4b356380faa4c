"""Values as trees and back, on the child side; the grammar is in docs/explanation/architecture.md.

Encoding never runs code of the module under test: the true class is ``type(obj)``, contents are read through the
methods of the builtin base class, attributes through the slots of the class. Draining an iterator is the one
exception, and it is asked for.

Where the grammar leaves a choice, this module decides:

* numbers for ``["r", n]`` are given in pre-order; the base tree of a ``u`` takes none of its own, and ``a`` and ``it``
  take one each;
* ``u`` stands for every instance with a builtin part: ``deque`` (base ``l``, attribute ``maxlen``), ``defaultdict``
  (base ``d``, attribute ``default_factory``), ``io.StringIO`` (base text, attribute ``pos``), ``array.array`` (base
  ``l``, attribute ``typecode``), exceptions (base ``t`` of the arguments), dict views (base ``l``);
* numpy scalars are expressions (``["x", "numpy.float64(1.5)"]``);
* a string or bytes beyond the cap is ``["cut", count, sha256, head]``, also as the part of a ``b`` or ``B``;
* a container nested deeper than ``DEEPEST`` is a ``cut`` of one item, whose digest covers everything below.
"""

from __future__ import annotations

import _thread
import array
import base64
import builtins
import collections
import datetime
import decimal
import enum
import fractions
import functools
import hashlib
import importlib
import io
import itertools
import json
import math
import operator
import pathlib
import random
import re
import sys
import types
import weakref

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

#: Containers nested deeper than this are digested, so that no reader of the JSON runs out of stack.
DEEPEST = 150
#: Nodes visited at most in one message: tuples that share their parts can be exponentially large when written out.
MOST_NODES = 2_000_000
#: Items taken at most from an iterator that is drained.
MOST_ITEMS = 2_000

_BIG = 1 << 63
#: Identity without ``id``, which raises an audit event: that would cost more than the encoding itself.
_id = object.__hash__
_SCALAR_IDS = frozenset(map(_id, (int, float, str, bool, type(None))))
_NUMERIC_IDS = frozenset(map(_id, (float, bool, type(None))))
_INT_STR_IDS = (frozenset([_id(int)]), frozenset([_id(str)]))
_class_mro = type.__dict__["__mro__"].__get__
_class_module = type.__dict__["__module__"].__get__
_class_qualname = type.__dict__["__qualname__"].__get__
_class_dict = type.__dict__["__dict__"].__get__
_class_flags = type.__dict__["__flags__"].__get__
_get_limit, _set_limit = sys.getrecursionlimit, sys.setrecursionlimit
_DEEP_STACK = 120_000 if sys.version_info >= (3, 11) else 12_000
_dumps = json.JSONEncoder(separators=(",", ":")).encode
_sha256 = hashlib.sha256


class CannotDecode(ValueError):
    """A tree that stands for something that cannot be rebuilt (``?``, ``cut``) or that breaks the grammar."""


class Memo:
    """Numbers of the mutable containers of one message."""

    __slots__ = ("buffers", "keep", "numbers")

    def __init__(self):
        self.numbers = {}
        self.keep = []  # objects stay alive until the message is complete, so that no id is used twice
        self.buffers = {}

    def number(self, obj):
        """Number of an object that was seen before, else None; an unseen object gets the next number."""
        known = self.numbers.get(_id(obj))
        if known is None:
            self.numbers[_id(obj)] = len(self.keep)
            self.keep.append(obj)
        return known

    def copy(self):
        """An independent copy, for a trial encoding."""
        other = Memo()
        other.numbers = dict(self.numbers)
        other.keep = list(self.keep)
        other.buffers = dict(self.buffers)
        return other


def class_name(cls, module_name=""):
    """``module:qualname`` of a class, the module under test written ``$``."""
    module = _class_module(cls)
    if not isinstance(module, str):
        module = "?"
    if module in (module_name, "__main__") and module != "builtins":
        module = "$"
    return module + ":" + str(_class_qualname(cls))


def dumps(tree):
    """The tree as canonical JSON text."""
    return _dumps(tree)


def digest(text):
    """Hex digest of a text."""
    return _sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def instance_attributes(obj):
    """``__dict__`` and slots of an instance, read without running its code; unset slots are left out."""
    found = {}
    for cls in _class_mro(type(obj)):
        for name, descriptor in _class_dict(cls).items():
            kind = type(descriptor)
            if kind is types.MemberDescriptorType:
                if "__slots__" in _class_dict(cls) and name not in found:
                    try:
                        found[name] = descriptor.__get__(obj)
                    except AttributeError:
                        pass
            elif name == "__dict__" and kind is types.GetSetDescriptorType:
                own = descriptor.__get__(obj)
                if type(own) is dict or isinstance(own, dict):
                    for key, value in dict.items(own):
                        if type(key) is str:
                            found.setdefault(key, value)
    return found


def is_python_class(cls):
    """Whether a class statement made it; classes written in C may be heap types too."""
    if not _class_flags(cls) & (1 << 9):
        return False
    return any("__dict__" in _class_dict(base) or "__slots__" in _class_dict(base) for base in _class_mro(cls))


class _Encoder:
    def __init__(self, module_name, cap, memo, drain):
        self.module = module_name
        self.left = float("inf") if cap is None else cap
        self.memo = memo
        self.drain = drain
        self.nodes = 0

    # -- the dispatcher -------------------------------------------------------------------------------------------

    def encode(self, obj, depth):
        cls = type(obj)
        if cls is int:
            self.left -= 1
            return obj if -_BIG < obj < _BIG else ["i", hex(obj)]
        if cls is str:
            self.left -= 1 + (len(obj) >> 3)
            return obj if len(obj) <= 4096 or len(obj) <= self.left else self.cut_text(obj)
        if cls is float or cls is bool or obj is None:
            self.left -= 1
            return obj
        self.nodes += 1
        if self.nodes > MOST_NODES:
            return ["cut", 0, "too many nodes"]
        handler = _EXACT.get(_id(cls))
        if handler is None:
            handler = _Encoder.other
        if depth < DEEPEST:
            return handler(self, obj, depth)
        tree = handler(self, obj, depth)
        if type(tree) is list and tree[0] not in ("r", "n", "x", "i", "c", "e", "cut"):
            return ["cut", 1, digest(_dumps(tree))]
        return tree

    def cut_text(self, text):
        return ["cut", len(text), digest(text), text[:256]]

    # -- builtin containers ---------------------------------------------------------------------------------------

    def sequence(self, xs, depth):
        kinds = set(map(_id, map(type, xs)))
        if kinds <= _SCALAR_IDS and (
            _id(str) not in kinds or len(xs) < 64 or sum(map(len, filter(_is_str, xs))) < 4096
        ):
            return self.scalars(xs, kinds)
        out = []
        for i, x in enumerate(xs):
            if self.left <= 0:
                out.append(self.cut_rest(xs[i:], depth))
                break
            out.append(self.encode(x, depth + 1))
        return out

    def scalars(self, xs, kinds):
        if len(xs) > max(self.left, 64):
            head = xs[: int(max(self.left, 64))]
            rest = xs[len(head) :]
            self.left = 0
            text = repr(rest)
            return self.scalars_whole(head, kinds) + [["cut", len(rest), digest(text)]]
        self.left -= len(xs)
        return self.scalars_whole(xs, kinds)

    def scalars_whole(self, xs, kinds):
        if _id(int) not in kinds:
            return list(xs)
        ints = xs if len(kinds) == 1 else [x for x in xs if type(x) is int]
        if not ints or (min(ints) > -_BIG and max(ints) < _BIG):
            return list(xs)
        return [["i", hex(x)] if type(x) is int and not -_BIG < x < _BIG else x for x in xs]

    def cut_rest(self, rest, depth):
        hashed = _sha256()
        left, self.left = self.left, float("inf")
        for x in rest:
            hashed.update(_dumps(self.encode(x, depth + 1)).encode())
            if self.nodes > MOST_NODES:
                break
        self.left = left
        return ["cut", len(rest), hashed.hexdigest()]

    def pairs(self, items, depth):
        keys = [k for k, _ in items]
        values = [v for _, v in items]
        if len(items) <= self.left:
            kinds = set(map(_id, map(type, keys))) | set(map(_id, map(type, values)))
            if kinds <= _SCALAR_IDS:
                self.left -= 2 * len(items)
                return [
                    [k, v]
                    for k, v in zip(
                        self.scalars_whole(keys, set(map(_id, map(type, keys)))),
                        self.scalars_whole(values, set(map(_id, map(type, values)))),
                    )
                ]
        out = []
        for i, (k, v) in enumerate(items):
            if self.left <= 0:
                hashed = _sha256()
                left, self.left = self.left, float("inf")
                for key, value in items[i:]:
                    hashed.update(_dumps([self.encode(key, depth + 1), self.encode(value, depth + 1)]).encode())
                self.left = left
                out.append(["cut", len(items) - i, hashed.hexdigest()])
                break
            out.append([self.encode(k, depth + 1), self.encode(v, depth + 1)])
        return out

    def members(self, xs, depth):
        kinds = set(map(_id, map(type, xs)))
        if kinds in _INT_STR_IDS:
            return self.sequence(sorted(xs), depth)
        if kinds <= _SCALAR_IDS:
            return self.sequence(sorted(xs, key=_scalar_key), depth)
        # Members that hold numbered containers: numbers must not depend on the order of the hash table, so each is
        # encoded alone first, and for good in the order of those encodings.
        memo, left = self.memo, self.left
        keyed = []
        for x in xs:
            self.memo, self.left = memo.copy() if len(memo.keep) < 64 else Memo(), float("inf")
            keyed.append((_dumps(self.encode(x, depth + 1)), x))
        self.memo, self.left = memo, left
        keyed.sort(key=operator.itemgetter(0))
        return self.sequence([x for _, x in keyed], depth)

    def seen(self, obj):
        known = self.memo.number(obj)
        return None if known is None else ["r", known]

    def list_(self, obj, depth):
        return self.seen(obj) or ["l", self.sequence(obj, depth)]

    def tuple_(self, obj, depth):
        return ["t", self.sequence(obj, depth)]

    def dict_(self, obj, depth):
        return self.seen(obj) or ["d", self.pairs(list(obj.items()), depth)]

    def set_(self, obj, depth):
        return self.seen(obj) or ["s", self.members(list(obj), depth)]

    def frozenset_(self, obj, depth):
        return ["f", self.members(list(obj), depth)]

    def octets(self, obj):
        self.left -= 1 + (len(obj) >> 3)
        if len(obj) <= 4096 or len(obj) <= self.left:
            return bytes(obj).decode("latin-1")
        return ["cut", len(obj), _sha256(obj).hexdigest(), bytes(obj[:256]).decode("latin-1")]

    def bytes_(self, obj, depth):
        return ["b", self.octets(obj)]

    def bytearray_(self, obj, depth):
        return self.seen(obj) or ["B", self.octets(obj)]

    def complex_(self, obj, depth):
        self.left -= 1
        return ["c", obj.real, obj.imag]

    def expression(self, obj, depth):
        self.left -= 2
        return ["x", repr(obj)]

    # -- library classes of fixed form ----------------------------------------------------------------------------

    def decimal_(self, obj, depth):
        self.left -= 2
        return ["x", decimal.Decimal.__repr__(obj)]

    def slice_(self, obj, depth):
        parts = (obj.start, obj.stop, obj.step)
        if all(_id(type(p)) in _SCALAR_IDS for p in parts):
            return ["x", "slice(%r, %r, %r)" % parts]
        return ["u", "builtins:slice", ["t", self.sequence(list(parts), depth)], {}]

    def datetime_(self, obj, depth):
        self.left -= 2
        zone = obj.tzinfo
        if zone is None or type(zone) is datetime.timezone:
            return ["x", repr(obj)]
        plain = obj.replace(tzinfo=None)
        return ["u", "datetime:" + type(obj).__name__, ["x", repr(plain)], {"tzinfo": self.encode(zone, depth + 1)}]

    def path_(self, obj, depth):
        self.left -= 2
        name = type(obj).__name__
        name = {"PosixPath": "Path", "WindowsPath": "Path"}.get(name, name)
        return ["x", "pathlib.%s(%r)" % (name, str(obj))]

    def pattern(self, obj, depth):
        self.left -= 2
        if type(obj.pattern) in (str, bytes):
            flags = obj.flags & ~re.UNICODE.value if isinstance(obj.pattern, str) else obj.flags
            return ["x", "re.compile(%r, %d)" % (obj.pattern, flags) if flags else "re.compile(%r)" % (obj.pattern,)]
        return ["?", "re:Pattern", ""]

    def match(self, obj, depth):
        known = self.seen(obj)
        if known:
            return known
        fields = {
            "re": self.encode(obj.re, depth + 1),
            "string": self.encode(obj.string, depth + 1),
            "regs": self.encode(obj.regs, depth + 1),
            "pos": obj.pos,
            "endpos": obj.endpos,
        }
        return ["o", "re:Match", fields]

    def module_(self, obj, depth):
        name = types.ModuleType.__getattribute__(obj, "__dict__").get("__name__")
        return ["n", ("$" if name in (self.module, "__main__") else str(name)) + ":"]

    def function_(self, obj, depth):
        qualname, module = obj.__qualname__, obj.__module__
        if "<" in str(qualname) or not isinstance(module, str):
            return ["?", "builtins:function", str(qualname)]
        return ["n", ("$" if module in (self.module, "__main__") else module) + ":" + qualname]

    def builtin_function(self, obj, depth):
        owner = obj.__self__
        if owner is None or type(owner) is types.ModuleType or isinstance(owner, type):
            module = obj.__module__ or getattr(owner, "__module__", None) or "builtins"
            return ["n", module + ":" + obj.__qualname__]
        return ["o", "builtins:bound", {"name": obj.__name__, "self": self.encode(owner, depth + 1)}]

    def slot_function(self, obj, depth):
        return ["n", class_name(obj.__objclass__, self.module) + "." + obj.__name__]

    def bound(self, obj, depth):
        return self.seen(obj) or [
            "o",
            "builtins:method",
            {
                "func": self.encode(obj.__func__, depth + 1),
                "self": self.encode(obj.__self__, depth + 1),
            },
        ]

    def partial(self, obj, depth):
        return self.seen(obj) or [
            "o",
            "functools:partial",
            {
                "func": self.encode(obj.func, depth + 1),
                "args": self.encode(obj.args, depth + 1),
                "keywords": self.encode(obj.keywords, depth + 1),
            },
        ]

    def string_io(self, obj, depth):
        known = self.seen(obj)
        if known:
            return known
        if io.StringIO.closed.__get__(obj) if isinstance(obj, io.StringIO) else io.BytesIO.closed.__get__(obj):
            return ["u", class_name(type(obj), self.module), None, {"closed": True}]
        kind = io.StringIO if isinstance(obj, io.StringIO) else io.BytesIO
        content = self.encode(kind.getvalue(obj), depth + 1)
        return ["u", class_name(type(obj), self.module), content, {"pos": kind.tell(obj)}]

    def array_(self, obj, depth):
        return self.seen(obj) or [
            "u",
            "array:array",
            ["l", self.sequence(obj.tolist(), depth)],
            {"typecode": obj.typecode},
        ]

    def memoryview_(self, obj, depth):
        known = self.seen(obj)
        if known:
            return known
        try:
            attributes = {"format": obj.format, "readonly": obj.readonly, "shape": self.encode(obj.shape, depth + 1)}
            return ["u", "builtins:memoryview", ["b", self.octets(obj.tobytes())], attributes]
        except ValueError:  # released
            return ["u", "builtins:memoryview", None, {}]

    def view(self, obj, depth):
        known = self.seen(obj)
        if known:
            return known
        items = list(type(obj).__iter__(obj))
        return ["u", class_name(type(obj)), ["l", self.sequence(items, depth)], {}]

    def mapping_proxy(self, obj, depth):
        return self.seen(obj) or ["u", "builtins:mappingproxy", ["d", self.pairs(list(obj.items()), depth)], {}]

    def reference(self, obj, depth):
        return self.seen(obj) or ["u", "weakref:ref", self.encode(weakref.ref.__call__(obj), depth + 1), {}]

    def lock(self, obj, depth):
        return self.seen(obj) or ["u", "_thread:lock", obj.locked(), {}]

    def rlock(self, obj, depth):
        return self.seen(obj) or ["u", "_thread:RLock", None, {"reentrant": True}]

    def iterator(self, obj, depth, kind="iter"):
        known = self.seen(obj)
        if known:
            return known
        if not self.drain:
            return ["it", kind, []]
        items = []
        advance = type(obj).__next__
        for _ in range(self.drain):
            try:
                items.append(advance(obj))
            except StopIteration:
                break
            except Exception as error:  # the edge of the child: whatever user code raises ends the drain
                items.append(error)
                break
        return ["it", kind, self.sequence(items, depth)]

    def generator(self, obj, depth):
        return self.iterator(obj, depth, "gen")

    def map_(self, obj, depth):
        return self.iterator(obj, depth, "map")

    # -- everything else ------------------------------------------------------------------------------------------

    def other(self, obj, depth):
        cls = type(obj)
        mro = _class_mro(cls)
        name = class_name(cls, self.module)
        if any(base is type for base in mro):
            return ["n", class_name(obj, self.module)]
        if any(base is enum.Enum for base in mro):
            return self.enum_(obj, name, depth)
        if "numpy" in sys.modules or "pandas" in sys.modules:
            tree = self.scientific(obj, mro, depth)
            if tree is not None:
                return tree
        for base in mro:
            read = _BASES.get(_id(base))
            if read is not None:
                return self.with_base(obj, name, read, mro, depth)
        if any(base is random.Random for base in mro):
            known = self.seen(obj)
            return known or ["u", name, self.encode(random.Random.getstate(obj), depth + 1), {}]
        if is_python_class(cls):
            return self.instance(obj, name, depth)
        return self.foreign(obj, name, depth)

    def enum_(self, obj, name, depth):
        attributes = instance_attributes(obj)
        member = attributes.get("_name_")
        if type(member) is str and member.isidentifier():
            return ["e", name, member]
        return ["u", name, self.encode(attributes.get("_value_"), depth + 1), {}]  # several flags together

    def instance(self, obj, name, depth):
        known = self.seen(obj)
        if known:
            return known
        found = instance_attributes(obj)
        return ["o", name, {key: self.encode(found[key], depth + 1) for key in sorted(found)}]

    def with_base(self, obj, name, read, mro, depth):
        mutable, contents = read
        found = instance_attributes(obj)
        if mutable or found:
            known = self.seen(obj)
            if known:
                return known
        base, extra = contents(self, obj, depth)
        attributes = {key: self.encode(found[key], depth + 1) for key in sorted(found)}
        attributes.update(extra)
        return ["u", name, base, attributes]

    def foreign(self, obj, name, depth):
        """An instance of a class written in C that this module does not know: an iterator, or what it reduces to."""
        cls = type(obj)
        if hasattr(cls, "__next__") and hasattr(cls, "__iter__"):
            return self.iterator(obj, depth)
        known = self.seen(obj)
        if known:
            return known
        try:
            reduced = cls.__reduce_ex__(obj, 2)
        except Exception:  # the edge of the child: many C classes refuse in their own way
            return ["?", name, ""]
        if type(reduced) is tuple and len(reduced) > 1 and type(reduced[1]) is tuple:
            parts = [p for p in reduced[1] if not isinstance(p, type)]
            state = reduced[2] if len(reduced) > 2 else None
            return ["u", name, ["t", self.sequence(parts, depth)], {"state": self.encode(state, depth + 1)}]
        return ["?", name, ""]

    # -- numpy and pandas, only when the user's program has loaded them --------------------------------------------

    def scientific(self, obj, mro, depth):
        numpy = sys.modules.get("numpy")
        if numpy is not None and any(base is numpy.ndarray for base in mro):
            return self.ndarray(numpy, obj, depth)
        if numpy is not None and any(base is numpy.generic for base in mro):
            return self.numpy_scalar(numpy, obj)
        if numpy is not None and any(base is numpy.dtype for base in mro):
            return ["x", "numpy.dtype(%r)" % (obj.str if obj.fields is None else obj.descr,)]
        pandas = sys.modules.get("pandas")
        if pandas is not None and hasattr(pandas, "DataFrame"):
            return self.frame(pandas, obj, mro, depth)
        return None

    def numpy_scalar(self, numpy, obj):
        self.left -= 2
        kind = type(obj).__name__
        item = obj.item()
        if isinstance(obj, (numpy.datetime64, numpy.timedelta64)):
            unit = numpy.datetime_data(obj.dtype)
            return ["x", "numpy.%s(%r, %r)" % (kind, str(obj) if kind == "datetime64" else int(obj.view("i8")), unit)]
        if isinstance(item, (bool, int, float, str, bytes)):
            return ["x", "numpy.%s(%r)" % ({"bool": "bool_", "str": "str_", "bytes": "bytes_"}.get(kind, kind), item)]
        if isinstance(item, complex):
            return ["x", "numpy.%s(complex(%r, %r))" % (kind, item.real, item.imag)]
        return ["?", "numpy:" + kind, str(obj)]

    def ndarray(self, numpy, obj, depth):
        known = self.seen(obj)
        if known:
            return known
        plain = numpy.ndarray.view(obj, numpy.ndarray)
        base = obj
        while type(base.base) is numpy.ndarray or isinstance(base.base, numpy.ndarray):
            base = base.base
        number = self.memo.buffers.setdefault(_id(base), self.memo.numbers[_id(obj)])
        self.memo.keep[self.memo.numbers[_id(obj)]] = (obj, base)
        flags = {}
        if number != self.memo.numbers[_id(obj)]:
            flags["of"] = number
        if not plain.flags.writeable:
            flags["readonly"] = True
        if plain.ndim > 1 and plain.flags.f_contiguous and not plain.flags.c_contiguous:
            flags["order"] = "F"
        if type(obj) is not numpy.ndarray:
            flags["class"] = class_name(type(obj), self.module)
        if plain.dtype.hasobject:
            data = self.sequence(plain.ravel().tolist(), depth)
        else:
            raw = plain.tobytes()
            self.left -= len(raw) >> 3
            cut = len(raw) > 65536 and len(raw) > 8 * max(self.left, 0)
            data = ["cut", plain.size, _sha256(raw).hexdigest()] if cut else base64.b64encode(raw).decode()
        kind = plain.dtype.str if plain.dtype.fields is None else repr(plain.dtype.descr)
        return ["a", kind, list(plain.shape), data, flags]

    def frame(self, pandas, obj, mro, depth):
        if any(base is pandas.DataFrame for base in mro):
            known = self.seen(obj)
            return known or [
                "o",
                "pandas:DataFrame",
                {
                    "index": self.encode(obj.index, depth + 1),
                    "columns": self.encode(obj.columns, depth + 1),
                    "data": ["t", [self.column(obj.iloc[:, i], depth) for i in range(obj.shape[1])]],
                },
            ]
        if any(base is pandas.Series for base in mro):
            known = self.seen(obj)
            return known or [
                "o",
                "pandas:Series",
                {
                    "index": self.encode(obj.index, depth + 1),
                    "name": self.encode(obj.name, depth + 1),
                    "data": self.column(obj, depth),
                },
            ]
        if any(base is pandas.Index for base in mro):
            known = self.seen(obj)
            names = self.encode(list(obj.names), depth + 1)
            return known or ["o", class_name(type(obj)), {"data": self.column(obj, depth), "names": names}]
        if any(base is pandas.Timestamp or base is pandas.Timedelta for base in mro):
            return ["x", "pandas.%s(%r)" % (type(obj).__name__, str(obj))]
        if obj is pandas.NaT:
            return ["x", "pandas.NaT"]
        if obj is getattr(pandas, "NA", None):
            return ["x", "pandas.NA"]
        return None

    def column(self, values, depth):
        return ["t", [str(values.dtype), ["t", self.sequence(values.tolist(), depth)]]]


def _is_str(x):
    return type(x) is str


def _scalar_key(x):
    return (type(x).__name__, repr(x))


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
_BASES = {
    _id(collections.OrderedDict): (True, _read_ordered),
    _id(collections.defaultdict): (True, _read_default),
    _id(collections.deque): (True, _read_deque),
    _id(list): (True, _read_list),
    _id(tuple): (False, _read_tuple),
    _id(dict): (True, _read_dict),
    _id(set): (True, _read_set),
    _id(frozenset): (False, _read_frozenset),
    _id(int): (False, _scalar_reader(int.__pos__)),
    _id(float): (False, _scalar_reader(float.__pos__)),
    _id(complex): (False, _scalar_reader(complex.__pos__)),
    _id(str): (False, _scalar_reader(str.__str__)),
    _id(bytes): (False, _scalar_reader(lambda obj: bytes.__getitem__(obj, slice(None)))),
    _id(bytearray): (True, _scalar_reader(lambda obj: bytearray.__getitem__(obj, slice(None)))),
    _id(BaseException): (False, _read_exception),
    _id(io.StringIO): (True, _read_stream),
    _id(io.BytesIO): (True, _read_stream),
    _id(decimal.Decimal): (False, lambda e, obj, depth: (["x", "Decimal(%r)" % decimal.Decimal.__str__(obj)], {})),
    _id(datetime.datetime): (False, _read_datetime),
}

_EXACT = {
    _id(kind): handler
    for handler, kinds in (
        (_Encoder.list_, [list]),
        (_Encoder.tuple_, [tuple]),
        (_Encoder.dict_, [dict]),
        (_Encoder.set_, [set]),
        (_Encoder.frozenset_, [frozenset]),
        (_Encoder.bytes_, [bytes]),
        (_Encoder.bytearray_, [bytearray]),
        (_Encoder.complex_, [complex]),
        (
            _Encoder.expression,
            [
                range,
                type(Ellipsis),
                type(NotImplemented),
                fractions.Fraction,
                datetime.date,
                datetime.timedelta,
                datetime.timezone,
            ],
        ),
        (_Encoder.decimal_, [decimal.Decimal]),
        (_Encoder.slice_, [slice]),
        (_Encoder.datetime_, [datetime.datetime, datetime.time]),
        (_Encoder.path_, [type(pathlib.Path()), pathlib.PurePosixPath, pathlib.PureWindowsPath]),
        (_Encoder.pattern, [re.Pattern]),
        (_Encoder.match, [re.Match]),
        (_Encoder.module_, [types.ModuleType]),
        (_Encoder.function_, [types.FunctionType]),
        (_Encoder.builtin_function, [types.BuiltinFunctionType]),
        (_Encoder.slot_function, [type(str.upper), type(str.__add__), types.ClassMethodDescriptorType]),
        (_Encoder.bound, [types.MethodType]),
        (_Encoder.partial, [functools.partial]),
        (_Encoder.string_io, [io.StringIO, io.BytesIO]),
        (_Encoder.array_, [array.array]),
        (_Encoder.memoryview_, [memoryview]),
        (_Encoder.view, [type({}.keys()), type({}.values()), type({}.items())]),
        (_Encoder.mapping_proxy, [types.MappingProxyType]),
        (_Encoder.reference, [weakref.ref]),
        (_Encoder.lock, [type(_thread.allocate_lock())]),
        (_Encoder.rlock, [_thread.RLock]),
        (_Encoder.generator, [types.GeneratorType]),
        (_Encoder.map_, [map]),
    )
    for kind in kinds
}


def stand_in_for_lock(cls):
    """Encode instances of a class of our own as the locks that they stand for."""
    _EXACT[_id(cls)] = _Encoder.lock


def stand_in_for_rlock(cls):
    """Encode instances of a class of our own as the re-entrant locks that they stand for."""
    _EXACT[_id(cls)] = _Encoder.rlock


def encode(obj, *, module_name="", cap=65536, memo=None, drain=MOST_ITEMS):
    """The tree of a value.

    Args:
        obj: Any object.
        module_name: Name of the module under test; its classes and functions are written ``$:name``.
        cap: Leaves and characters (in eights) written out; what is beyond is digested. None: no cap.
        memo: Numbering of the message that the value belongs to; None starts a new one.
        drain: Items taken at most from each iterator; 0 leaves iterators alone and writes them empty.
    """
    encoder = _Encoder(module_name, cap, Memo() if memo is None else memo, drain)
    limit = _get_limit()
    if limit < _DEEP_STACK:
        _set_limit(_DEEP_STACK)
    try:
        return encoder.encode(obj, 0)
    except RecursionError:
        return ["?", class_name(type(obj), module_name), "nested too deeply"]
    finally:
        if limit < _DEEP_STACK:
            _set_limit(limit)


def encode_call(args, kwargs, *, module_name="", cap=None, memo=None, drain=MOST_ITEMS):
    """The tree of a call: arguments and keywords share one numbering."""
    memo = Memo() if memo is None else memo
    return {
        "args": [encode(x, module_name=module_name, cap=cap, memo=memo, drain=drain) for x in args],
        "kwargs": {k: encode(v, module_name=module_name, cap=cap, memo=memo, drain=drain) for k, v in kwargs.items()},
    }


def fingerprint(obj, *, module_name="", drain=0):
    """Digest of a value's tree: equal for values that no observer can tell apart, whatever their size."""
    return digest(_dumps(encode(obj, module_name=module_name, cap=1 << 20, drain=drain)))


# -- decoding -----------------------------------------------------------------------------------------------------


def library_names():
    """Names of the library that expressions of ``["x", ...]`` may use."""
    return {
        "math": math,
        "itertools": itertools,
        "collections": collections,
        "io": io,
        "random": random,
        "datetime": datetime,
        "decimal": decimal,
        "fractions": fractions,
        "re": re,
        "pathlib": pathlib,
        "functools": functools,
        "operator": operator,
        "inf": math.inf,
        "nan": math.nan,
        "Decimal": decimal.Decimal,
        "Fraction": fractions.Fraction,
    }


def names_for(module):
    """Names under which expressions of ``["x", ...]`` are evaluated: the library's, then the module's own."""
    return {**library_names(), **vars(module)}


def counted_generator(items, count):
    """A generator over ``items`` that keeps the number of items handed out in ``count[0]``."""
    for item in items:
        count[0] += 1
        yield item


class _Decoder:
    def __init__(self, namespace, remake, make_callback, track):
        self.namespace = namespace
        self.remake = remake
        self.make_callback = make_callback
        self.track = track
        self.numbered = []

    def decode(self, tree):
        if type(tree) is not list:
            return tree
        handler = _DECODERS.get(tree[0])
        if handler is None:
            raise CannotDecode("no such tag: %r" % (tree[0],))
        return handler(self, tree)

    def all(self, trees):
        return [t if type(t) is not list else self.decode(t) for t in trees]

    def register(self, obj):
        self.numbered.append(obj)
        return obj

    def list_(self, tree):
        out = self.register([])
        out.extend(self.all(tree[1]))
        return out

    def tuple_(self, tree):
        return tuple(self.all(tree[1]))

    def dict_(self, tree):
        out = self.register({})
        for pair in tree[1]:
            if pair[0] == "cut":
                raise CannotDecode("a value that was cut")
            key = self.decode(pair[0])
            out[key] = self.decode(pair[1])
        return out

    def set_(self, tree):
        out = self.register(set())
        out.update(self.all(tree[1]))
        return out

    def frozenset_(self, tree):
        return frozenset(self.all(tree[1]))

    def reference(self, tree):
        found = self.numbered[tree[1]]
        if found is _PENDING:
            raise CannotDecode("a value that holds itself before it exists")
        return found

    def bytes_(self, tree):
        return tree[1].encode("latin-1")

    def bytearray_(self, tree):
        return self.register(bytearray(tree[1].encode("latin-1")))

    def name(self, tree):
        module, _, qualname = tree[1].partition(":")
        return self.find(module, qualname)

    def find(self, module, qualname):
        parts = qualname.split(".") if qualname else []
        if module == "$":
            if not parts:
                raise CannotDecode("the module under test as a value")
            if parts[0] not in self.namespace:
                raise CannotDecode("the module has no name %r" % parts[0])
            found = self.namespace[parts.pop(0)]
        else:
            try:
                found = importlib.import_module(module)
            except ImportError as error:
                raise CannotDecode("cannot import %r" % module) from error
        for part in parts:
            try:
                found = getattr(found, part)
            except AttributeError as error:
                raise CannotDecode("no %r in %r" % (qualname, module)) from error
        return found

    def named_class(self, name):
        found = self.find(*name.split(":", 1))
        if not isinstance(found, type):
            raise CannotDecode("%r is no class" % name)
        return found

    def expression(self, tree):
        names = self.namespace
        missing = [word for word in set(re.findall(r"[A-Za-z_]\w*", tree[1])) if word not in names]
        if missing:
            names = dict(names)
            for word in missing:
                if word in _EXPRESSION_MODULES:
                    names[word] = importlib.import_module(_EXPRESSION_MODULES[word])
        try:
            return eval(tree[1], dict(names))
        except (AttributeError, TypeError, NameError):
            # The module may use a library's name for something of its own (from datetime import datetime).
            try:
                return eval(tree[1], {**names, **library_names()})
            except (AttributeError, TypeError, NameError, ValueError, ImportError) as error:
                raise CannotDecode("%s: %s" % (tree[1][:80], error)) from error

    def enum_(self, tree):
        cls = self.named_class(tree[1])
        return cls.__members__[tree[2]]

    def instance(self, tree):
        name, fields = tree[1], tree[2]
        if name in _SPECIAL:
            return _SPECIAL[name](self, fields)
        cls = self.named_class(name)
        try:
            obj = object.__new__(cls)
        except TypeError as error:
            raise CannotDecode("%s cannot be made without its constructor" % name) from error
        self.register(obj)
        self.set_attributes(obj, fields)
        return obj

    def set_attributes(self, obj, fields):
        for key, tree in fields.items():
            value = self.decode(tree)
            try:
                object.__setattr__(obj, key, value)
            except (AttributeError, TypeError):
                own = getattr(obj, "__dict__", None)
                if type(own) is not dict:
                    raise CannotDecode("cannot set attribute %r" % key) from None
                own[key] = value

    def with_base(self, tree):
        _, name, base, fields = tree
        maker = _MAKERS_EXACT.get(name)
        if maker is not None:
            return maker(self, base, fields)
        cls = self.named_class(name)
        if any(kind is enum.Enum for kind in _class_mro(cls)):
            return cls(self.decode(base))
        for kind in _class_mro(cls):
            maker = _MAKERS.get(_id(kind))
            if maker is not None:
                return maker(self, cls, base, dict(fields))
        if base and base[0] == "t" and not is_python_class(cls):
            return self.register(cls(*self.all(base[1])))  # what a class written in C reduces to
        raise CannotDecode("%s cannot be rebuilt" % name)

    def ndarray(self, tree):
        import numpy

        _, kind, shape, data, flags = tree
        dtype = numpy.dtype(eval(kind, {}) if kind.startswith("[") else kind)
        place = len(self.numbered)
        self.numbered.append(_PENDING)
        if isinstance(data, str):
            plain = numpy.frombuffer(bytearray(base64.b64decode(data)), dtype=dtype)
            plain = plain.copy() if "of" not in flags else plain
        else:
            items = self.all(data)
            plain = numpy.empty(len(items), dtype=dtype)
            for i, item in enumerate(items):
                plain[i] = item
        out = plain.reshape(shape)
        if flags.get("order") == "F":
            out = numpy.asfortranarray(out)
        if flags.get("readonly"):
            out.flags.writeable = False
        if "class" in flags:
            out = out.view(self.named_class(flags["class"]))
        self.numbered[place] = out
        return out

    def iterator(self, tree):
        _, kind, trees = tree
        place = len(self.numbered)
        self.numbered.append(_PENDING)
        items = self.all(trees)
        if kind == "gen":
            count = [0]
            out = counted_generator(items, count)
            out.__name__ = out.__qualname__ = "items"
            taken = functools.partial(_first, count)
        elif kind == "map":
            source = iter(items)
            out = map(_identity, source)
            taken = functools.partial(_left, source, len(items))
        else:
            out = iter(items)
            taken = functools.partial(_left, out, len(items))
        if self.track is not None:
            self.track.append((out, taken))
        self.numbered[place] = out
        return out

    def callback(self, tree):
        if self.make_callback is None:
            raise CannotDecode("a call-back outside an observed call")
        return self.make_callback(tree[1], tree[2])

    def remade(self, tree):
        if self.remake is None:
            raise CannotDecode("an argument that must be made again by the inputs callable")
        args, kwargs = self.remake(tree[1])
        return args[tree[2]] if isinstance(tree[2], int) else kwargs[tree[2]]


_PENDING = object()


def _identity(x):
    return x


def _first(cell):
    return cell[0]


def _left(source, total):
    return total - operator.length_hint(source)


def _cannot(decoder, tree):
    raise CannotDecode("a value of type %s that cannot be rebuilt" % (tree[1],))


_DECODERS = {
    "i": lambda d, t: int(t[1], 16),
    "c": lambda d, t: complex(t[1], t[2]),
    "b": _Decoder.bytes_,
    "B": _Decoder.bytearray_,
    "l": _Decoder.list_,
    "t": _Decoder.tuple_,
    "d": _Decoder.dict_,
    "s": _Decoder.set_,
    "f": _Decoder.frozenset_,
    "r": _Decoder.reference,
    "o": _Decoder.instance,
    "u": _Decoder.with_base,
    "e": _Decoder.enum_,
    "n": _Decoder.name,
    "x": _Decoder.expression,
    "a": _Decoder.ndarray,
    "it": _Decoder.iterator,
    "fn": _Decoder.callback,
    "m": _Decoder.remade,
    "?": _cannot,
    "cut": _cannot,
}

#: Modules that expressions may name beyond those always present.
_EXPRESSION_MODULES = {
    "numpy": "numpy",
    "np": "numpy",
    "pandas": "pandas",
    "pd": "pandas",
    "zoneinfo": "zoneinfo",
    "uuid": "uuid",
    "ipaddress": "ipaddress",
    "array": "array",
    "string": "string",
    "types": "types",
    "enum": "enum",
    "time": "time",
    "math": "math",
    "collections": "collections",
    "datetime": "datetime",
    "decimal": "decimal",
    "re": "re",
    "pathlib": "pathlib",
    "fractions": "fractions",
    "heapq": "heapq",
    "bisect": "bisect",
    "statistics": "statistics",
    "threading": "threading",
    "json": "json",
    "textwrap": "textwrap",
    "dataclasses": "dataclasses",
}


def _make_method(decoder, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(_PENDING)
    out = types.MethodType(decoder.decode(fields["func"]), decoder.decode(fields["self"]))
    decoder.numbered[place] = out
    return out


def _make_bound(decoder, fields):
    return getattr(decoder.decode(fields["self"]), fields["name"])


def _make_partial(decoder, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(_PENDING)
    function, args = decoder.decode(fields["func"]), decoder.decode(fields["args"])
    out = functools.partial(function, *args, **decoder.decode(fields["keywords"]))
    decoder.numbered[place] = out
    return out


def _make_frame(decoder, fields):
    import pandas

    decoder.numbered.append(_PENDING)
    index, columns = decoder.decode(fields["index"]), decoder.decode(fields["columns"])
    parts = [_series_values(pandas, decoder.decode(t)) for t in fields["data"][1]]
    out = pandas.DataFrame(dict(enumerate(parts)), index=index) if parts else pandas.DataFrame(index=index)
    out.columns = columns
    return out


def _make_series(decoder, fields):
    import pandas

    decoder.numbered.append(_PENDING)
    index, name = decoder.decode(fields["index"]), decoder.decode(fields["name"])
    kind, items = decoder.decode(fields["data"])
    return pandas.Series(list(items), dtype=kind, index=index, name=name)


def _make_index(decoder, fields):
    import pandas

    decoder.numbered.append(_PENDING)
    kind, items = decoder.decode(fields["data"])
    names = decoder.decode(fields["names"])
    if items and isinstance(items[0], tuple) and len(names) > 1:
        return pandas.MultiIndex.from_tuples(list(items), names=names)
    return pandas.Index(list(items), dtype=kind, name=names[0])


def _make_range_index(decoder, fields):
    import pandas

    out = _make_index(decoder, fields)
    step = int(out[1] - out[0]) if len(out) > 1 else 1
    return pandas.RangeIndex(
        int(out[0]) if len(out) else 0, int(out[-1]) + step if len(out) else 0, step, name=out.name
    )


def _series_values(pandas, part):
    kind, items = part
    return pandas.array(list(items), dtype=kind) if kind != "object" else list(items)


_SPECIAL = {
    "builtins:method": _make_method,
    "builtins:bound": _make_bound,
    "functools:partial": _make_partial,
    "pandas:DataFrame": _make_frame,
    "pandas:Series": _make_series,
}
for _name in ("Index", "MultiIndex", "DatetimeIndex", "CategoricalIndex"):
    for _module in (
        "pandas",
        "pandas.core.indexes.base",
        "pandas.core.indexes.multi",
        "pandas.core.indexes.datetimes",
        "pandas.core.indexes.category",
    ):
        _SPECIAL[_module + ":" + _name] = _make_index
_SPECIAL["pandas.core.indexes.range:RangeIndex"] = _SPECIAL["pandas:RangeIndex"] = _make_range_index


def _base_items(decoder, base):
    if type(base) is not list or base[0] not in ("l", "t", "s", "f"):
        raise CannotDecode("a base tree of the wrong kind")
    return decoder.all(base[1])


def _make_list(decoder, cls, base, fields):
    out = decoder.register(list.__new__(cls))
    list.extend(out, _base_items(decoder, base))
    decoder.set_attributes(out, fields)
    return out


def _make_set(decoder, cls, base, fields):
    out = decoder.register(set.__new__(cls))
    set.update(out, _base_items(decoder, base))
    decoder.set_attributes(out, fields)
    return out


def _make_dict(decoder, cls, base, fields, kind=dict):
    out = decoder.register(kind.__new__(cls))
    if kind is collections.defaultdict:
        place = fields.pop("default_factory", None)
        kind.__init__(out)
    for key, value in base[1]:
        decoded = decoder.decode(key)
        kind.__setitem__(out, decoded, decoder.decode(value))
    if kind is collections.defaultdict:
        out.default_factory = decoder.decode(place)
    decoder.set_attributes(out, fields)
    return out


def _make_ordered(decoder, cls, base, fields):
    return _make_dict(decoder, cls, base, fields, collections.OrderedDict)


def _make_default(decoder, cls, base, fields):
    return _make_dict(decoder, cls, base, fields, collections.defaultdict)


def _make_deque(decoder, cls, base, fields):
    out = decoder.register(collections.deque.__new__(cls))
    maxlen = fields.pop("maxlen", None)
    collections.deque.__init__(out, (), maxlen)
    collections.deque.extend(out, _base_items(decoder, base))
    decoder.set_attributes(out, fields)
    return out


def _immutable_maker(build):
    def make(decoder, cls, base, fields):
        place = len(decoder.numbered)
        if fields:
            decoder.numbered.append(_PENDING)
        out = build(decoder, cls, base)
        if fields:
            decoder.numbered[place] = out
        decoder.set_attributes(out, fields)
        return out

    return make


def _exception(decoder, cls, base):
    args = _base_items(decoder, base)
    if cls.__module__ == "builtins":
        try:
            return cls(*args)
        except TypeError:
            pass
    out = cls.__new__(cls, *args) if cls.__new__ is BaseException.__new__ else BaseException.__new__(cls, *args)
    out.args = tuple(args)
    return out


def _make_bytearray(decoder, cls, base, fields):
    out = decoder.register(bytearray.__new__(cls))
    bytearray.extend(out, base[1].encode("latin-1"))
    decoder.set_attributes(out, fields)
    return out


def _make_stream(decoder, cls, base, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(_PENDING)
    fields = dict(fields)
    closed, position = fields.pop("closed", False), fields.pop("pos", 0)
    out = cls() if base is None else cls(decoder.decode(base))
    decoder.numbered[place] = out
    out.seek(position)
    if closed:
        out.close()
    decoder.set_attributes(out, fields)
    return out


def _datetime_of(decoder, cls, base):
    plain = decoder.decode(base)
    return cls(plain.year, plain.month, plain.day, plain.hour, plain.minute, plain.second, plain.microsecond)


_MAKERS = {
    _id(collections.OrderedDict): _make_ordered,
    _id(collections.defaultdict): _make_default,
    _id(collections.deque): _make_deque,
    _id(list): _make_list,
    _id(dict): _make_dict,
    _id(set): _make_set,
    _id(tuple): _immutable_maker(lambda d, cls, base: tuple.__new__(cls, _base_items(d, base))),
    _id(frozenset): _immutable_maker(lambda d, cls, base: frozenset.__new__(cls, _base_items(d, base))),
    _id(int): _immutable_maker(lambda d, cls, base: int.__new__(cls, d.decode(base))),
    _id(float): _immutable_maker(lambda d, cls, base: float.__new__(cls, d.decode(base))),
    _id(complex): _immutable_maker(lambda d, cls, base: complex.__new__(cls, d.decode(base))),
    _id(str): _immutable_maker(lambda d, cls, base: str.__new__(cls, d.decode(base))),
    _id(bytes): _immutable_maker(lambda d, cls, base: bytes.__new__(cls, d.decode(base))),
    _id(bytearray): _make_bytearray,
    _id(BaseException): _immutable_maker(_exception),
    _id(decimal.Decimal): _immutable_maker(lambda d, cls, base: decimal.Decimal.__new__(cls, d.decode(base))),
    _id(datetime.datetime): _immutable_maker(_datetime_of),
    _id(io.StringIO): _make_stream,
    _id(io.BytesIO): _make_stream,
}


def _make_array(decoder, base, fields):
    return decoder.register(array.array(fields["typecode"], _base_items(decoder, base)))


def _make_memoryview(decoder, base, fields):
    raw = base[1].encode("latin-1")
    return decoder.register(memoryview(raw if fields.get("readonly") else bytearray(raw)))


def _make_lock(decoder, base, fields):
    if decoder.make_callback is not None:
        return decoder.register(decoder.make_callback("lock", dict(fields, taken=bool(base))))
    out = decoder.register(_thread.RLock() if fields else _thread.allocate_lock())
    if base:
        out.acquire()
    return out


def _make_random(decoder, base, fields):
    out = decoder.register(random.Random())
    out.setstate(decoder.decode(base))
    return out


def _make_keys(decoder, base, fields):
    return decoder.register(dict.fromkeys(_base_items(decoder, base)).keys())


def _make_values(decoder, base, fields):
    return decoder.register(dict(enumerate(_base_items(decoder, base))).values())


def _make_items(decoder, base, fields):
    return decoder.register(dict(_base_items(decoder, base)).items())


def _make_proxy(decoder, base, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(_PENDING)
    out = types.MappingProxyType({decoder.decode(k): decoder.decode(v) for k, v in base[1]})
    decoder.numbered[place] = out
    return out


def _make_reference(decoder, base, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(_PENDING)
    referent = decoder.decode(base)
    if referent is None:
        raise CannotDecode("a dead weak reference")
    decoder.numbered[place] = out = weakref.ref(referent)
    return out


def _zoned(kind):
    def make(decoder, base, fields):
        return decoder.decode(base).replace(tzinfo=decoder.decode(fields["tzinfo"]))

    return make


def _make_zone(decoder, base, fields):
    import zoneinfo

    return decoder.register(zoneinfo.ZoneInfo(_base_items(decoder, base)[0]))


_MAKERS_EXACT = {
    "array:array": _make_array,
    "builtins:memoryview": _make_memoryview,
    "_thread:lock": _make_lock,
    "_thread:RLock": _make_lock,
    "random:Random": _make_random,
    "builtins:dict_keys": _make_keys,
    "builtins:dict_values": _make_values,
    "builtins:dict_items": _make_items,
    "builtins:mappingproxy": _make_proxy,
    "weakref:ref": _make_reference,
    "datetime:datetime": _zoned(datetime.datetime),
    "datetime:time": _zoned(datetime.time),
    "zoneinfo:ZoneInfo": _make_zone,
    "builtins:slice": lambda d, base, fields: slice(*_base_items(d, base)),
}


def decode(tree, namespace, *, remake=None, make_callback=None, track=None):
    """The value of a tree.

    Args:
        tree: One tree; ``["r", n]`` counts inside it alone.
        namespace: Names of the module under test and of the library, see ``names_for``.
        remake: Gives the arguments of one fresh call of the inputs callable, for ``["m", call, path]``.
        make_callback: Makes the call-back of ``["fn", kind, spec]``.
        track: List that receives ``(iterator, function)`` for every iterator made; the function says how many items
            were taken from it.

    Raises:
        CannotDecode: The tree holds something that cannot be rebuilt.
    """
    return _Decoder(namespace, remake, make_callback, track).decode(tree)


def decode_call(tree, namespace, *, remake=None, make_callback=None, track=None):
    """``(args, kwargs)`` of an encoded call; one numbering for all of them."""
    decoder = _Decoder(namespace, remake, make_callback, track)
    args = [decoder.decode(t) for t in tree.get("args", ())]
    return args, {name: decoder.decode(t) for name, t in tree.get("kwargs", {}).items()}
