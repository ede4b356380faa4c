"""Values to trees. Nothing here runs code of the module under test, except to drain an iterator when asked to.

The true class is ``type(obj)``, contents are read through the methods of the builtin base class, attributes through
the slots of the class.
"""

from __future__ import annotations

import builtins
import collections
import copy
import datetime
import enum
import fractions
import operator
import random
import sys
import types

from . import library_values, reshaped, scientific
from .classes import (
    class_mro,
    class_name,
    constant_of_module,
    digest,
    dumps,
    identity,
    instance_attributes,
    is_python_class,
    sha256,
)  # fmt: skip

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

#: Containers nested deeper than this are digested, so that no reader of the JSON runs out of stack.
DEEPEST = 150
#: Nodes visited at most in one message: tuples that share their parts can be exponentially large when written out.
MOST_NODES, MOST_NODES_UNCAPPED = 500_000, 50_000_000
#: Items taken at most from an iterator that is drained.
MOST_ITEMS = 2_000

#: Items copied at most out of an iterator that is looked at.
_MOST_LOOKED_AT = 100_000
#: Iterators of which a copy can be read while they themselves stay where they are; no code of anybody's runs for it.
_COPIED = frozenset(
    identity(type(made))
    for made in (
        iter([]), reversed([]), iter(()), iter(""), iter("\u00e9"), iter(b""), iter(bytearray()), iter(range(0)),
        iter(range(1 << 70)), iter({}), iter({}.values()), iter({}.items()), iter(set()),
    )
)  # fmt: skip

_BIG = 1 << 63
_SCALARS = frozenset(map(identity, (int, float, str, bool, type(None))))
_ONLY_INT, _ONLY_STR = frozenset([identity(int)]), frozenset([identity(str)])
_get_limit, _set_limit = sys.getrecursionlimit, sys.setrecursionlimit
_DEEP_STACK = 120_000 if sys.version_info >= (3, 11) else 12_000


class Memo:
    """Numbers of the mutable containers of one message."""

    __slots__ = ("buffers", "keep", "numbers")

    def __init__(self):
        self.numbers = {}
        self.keep = []  # objects stay alive until the message is complete, so that no id is used twice
        self.buffers = {}

    def number(self, obj):
        """Number of an object that was seen before, else None; an unseen object gets the next number."""
        known = self.numbers.get(identity(obj))
        if known is None:
            self.numbers[identity(obj)] = len(self.keep)
            self.keep.append(obj)
        return known

    def copy(self):
        """An independent copy, for a trial encoding."""
        other = Memo()
        other.numbers = dict(self.numbers)
        other.keep = list(self.keep)
        other.buffers = dict(self.buffers)
        return other


class Encoder:
    """Writes the values of one message; its methods give the tree of one kind of value."""

    def __init__(self, module_name, cap, memo, drain, nested=False, look=False):
        self.module = module_name
        self.left = float("inf") if cap is None else cap
        self.memo = memo
        self.drain = drain
        self.nested = nested
        self.look = look
        self.nodes = 0
        self.most_nodes = MOST_NODES_UNCAPPED if cap is None else MOST_NODES

    # -- the dispatcher -------------------------------------------------------------------------------------------

    def encode(self, obj, depth):
        """The tree of any value."""
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
        self.left -= 1
        if self.nodes > self.most_nodes:
            return ["cut", 0, "too many nodes"]
        handler = _EXACT.get(identity(cls))
        if handler is None:
            handler = Encoder.other
        if depth < DEEPEST:
            return handler(self, obj, depth)
        tree = handler(self, obj, depth)
        if type(tree) is list and tree[0] not in ("r", "n", "x", "i", "c", "e", "cut"):
            return ["cut", 1, digest(dumps(tree))]
        return tree

    def cut_text(self, text):
        """What stands for a text beyond the cap."""
        return ["cut", len(text), digest(text), text[:256]]

    # -- builtin containers ---------------------------------------------------------------------------------------

    def sequence(self, xs, depth):
        """Trees of the items of a sequence."""
        kinds = set(map(identity, map(type, xs)))
        if kinds <= _SCALARS and (
            identity(str) not in kinds or len(xs) < 64 or sum(map(len, filter(_is_str, xs))) < 4096
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
        """Items that are all scalars, up to the cap."""
        if len(xs) > max(self.left, 64):
            head = xs[: int(max(self.left, 64))]
            rest = xs[len(head) :]
            self.left = 0
            text = repr(rest)
            return self.scalars_whole(head, kinds) + [["cut", len(rest), digest(text)]]
        self.left -= len(xs)
        return self.scalars_whole(xs, kinds)

    def scalars_whole(self, xs, kinds):
        """Items that are all scalars; integers outside of 64 bits are tagged."""
        if identity(int) not in kinds:
            return list(xs)
        ints = xs if len(kinds) == 1 else [x for x in xs if type(x) is int]
        if not ints or (min(ints) > -_BIG and max(ints) < _BIG):
            return list(xs)
        return [["i", hex(x)] if type(x) is int and not -_BIG < x < _BIG else x for x in xs]

    def cut_rest(self, rest, depth):
        """What stands for the items beyond the cap: their number and a digest of all of them."""
        hashed = sha256()
        left, self.left = self.left, float("inf")
        for x in rest:
            hashed.update(dumps(self.encode(x, depth + 1)).encode())
            if self.nodes > self.most_nodes:
                break
        self.left = left
        return ["cut", len(rest), hashed.hexdigest()]

    def pairs(self, items, depth):
        """Trees of the entries of a dict."""
        keys = [k for k, _ in items]
        values = [v for _, v in items]
        if len(items) <= self.left:
            kinds = set(map(identity, map(type, keys))) | set(map(identity, map(type, values)))
            if kinds <= _SCALARS:
                self.left -= 2 * len(items)
                return [
                    [k, v]
                    for k, v in zip(
                        self.scalars_whole(keys, set(map(identity, map(type, keys)))),
                        self.scalars_whole(values, set(map(identity, map(type, values)))),
                    )
                ]
        out = []
        for i, (k, v) in enumerate(items):
            if self.left <= 0:
                hashed = sha256()
                left, self.left = self.left, float("inf")
                for key, value in items[i:]:
                    hashed.update(dumps([self.encode(key, depth + 1), self.encode(value, depth + 1)]).encode())
                self.left = left
                out.append(["cut", len(items) - i, hashed.hexdigest()])
                break
            out.append([self.encode(k, depth + 1), self.encode(v, depth + 1)])
        return out

    def members(self, xs, depth):
        """Trees of the members of a set, sorted by their encoding."""
        kinds = set(map(identity, map(type, xs)))
        if kinds in (_ONLY_INT, _ONLY_STR):
            return self.sequence(sorted(xs), depth)
        if kinds <= _SCALARS:
            return self.sequence(sorted(xs, key=_scalar_key), depth)
        # Members that hold numbered containers: numbers must not depend on the order of the hash table, so each is
        # encoded alone first, and for good in the order of those encodings.
        memo, left = self.memo, self.left
        keyed = []
        for x in xs:
            self.memo, self.left = memo.copy() if len(memo.keep) < 64 else Memo(), float("inf")
            keyed.append((dumps(self.encode(x, depth + 1)), x))
        self.memo, self.left = memo, left
        keyed.sort(key=operator.itemgetter(0))
        return self.sequence([x for _, x in keyed], depth)

    def seen(self, obj):
        """The alias of a container that was written before, or None; a new one gets the next number."""
        known = self.memo.number(obj)
        return None if known is None else ["r", known]

    def list_(self, obj, depth):
        """A list."""
        return self.seen(obj) or ["l", self.sequence(obj, depth)]

    def tuple_(self, obj, depth):
        """A tuple."""
        return ["t", self.sequence(obj, depth)]

    def dict_(self, obj, depth):
        """A dict."""
        return self.seen(obj) or ["d", self.pairs(list(obj.items()), depth)]

    def set_(self, obj, depth):
        """A set."""
        return self.seen(obj) or ["s", self.members(list(obj), depth)]

    def frozenset_(self, obj, depth):
        """A frozenset."""
        return ["f", self.members(list(obj), depth)]

    def octets(self, obj):
        """Contents of bytes as text, one character each."""
        self.left -= 1 + (len(obj) >> 3)
        if len(obj) <= 4096 or len(obj) <= self.left:
            return bytes(obj).decode("latin-1")
        return ["cut", len(obj), sha256(obj).hexdigest(), bytes(obj[:256]).decode("latin-1")]

    def bytes_(self, obj, depth):
        """Bytes."""
        return ["b", self.octets(obj)]

    def bytearray_(self, obj, depth):
        """A bytearray."""
        return self.seen(obj) or ["B", self.octets(obj)]

    def complex_(self, obj, depth):
        """A complex number."""
        self.left -= 1
        return ["c", obj.real, obj.imag]

    def expression(self, obj, depth):
        """A value whose repr makes it again."""
        self.left -= 2
        return ["x", repr(obj)]

    # -- iterators, taken to their end --------------------------------------------------------------------------

    def iterator(self, obj, depth, kind="iter"):
        """What is left of an iterator."""
        known = self.seen(obj)
        if known:
            return known
        if self.look:
            items = left_of(obj)
            if items is None:
                return ["?", class_name(type(obj), self.module), "iterator"]
            return ["it", "iter", self.sequence(items, depth)]
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
        """What is left of a generator."""
        return self.iterator(obj, depth, "gen")

    def map_(self, obj, depth):
        """What is left of a map."""
        return self.iterator(obj, depth, "map")

    # -- everything else ------------------------------------------------------------------------------------------

    def other(self, obj, depth):
        """A value of a class that is not known exactly."""
        cls = type(obj)
        mro = class_mro(cls)
        name = class_name(cls, self.module)
        if any(base is type for base in mro):
            return ["n", class_name(obj, self.module)]
        if any(base is enum.Enum for base in mro):
            return self.enum_(obj, name, depth)
        if "numpy" in sys.modules or "pandas" in sys.modules:
            tree = scientific.tree_of(self, obj, mro, depth)
            if tree is not None:
                return tree
        for base in mro:
            read = library_values.BASES.get(identity(base))
            if read is not None:
                return self.with_base(obj, name, read, mro, depth)
        if any(base is random.Random for base in mro):
            known = self.seen(obj)
            return known or ["u", name, self.encode(random.Random.getstate(obj), depth + 1), {}]
        if is_python_class(cls):
            return self.instance(obj, name, depth)
        return self.foreign(obj, name, depth)

    def enum_(self, obj, name, depth):
        """A member of an enumeration, or several flags together."""
        attributes = instance_attributes(obj)
        member = attributes.get("_name_")
        if type(member) is str and member.isidentifier():
            return ["e", name, member]
        return ["u", name, self.encode(attributes.get("_value_"), depth + 1), {}]  # several flags together

    def instance(self, obj, name, depth):
        """An instance of a Python class."""
        if self.look:
            constant = constant_of_module(obj)
            if constant:
                module, _, _ = name.partition(":")
                return ["n", module + ":" + constant]
        known = self.seen(obj)
        if known:
            return known
        found = instance_attributes(obj)
        kinds = reshaped.kinds_of(type(obj))
        return ["o", name, {
            key: (self.as_list if key in kinds else self.encode)(found[key], depth + 1) for key in sorted(found)
        }]

    def as_list(self, obj, depth):
        """The list that stands for a container of another kind."""
        kind = type(obj)
        if kind is reshaped.Followed or (kind is collections.deque and obj.maxlen is None):
            return self.seen(obj) or ["l", self.sequence(list(obj), depth)]
        if kind is set:
            # In which order its members came is not known any more.
            return self.seen(obj) or ["l", self.members(list(obj), depth)]
        return self.encode(obj, depth)

    def with_base(self, obj, name, read, mro, depth):
        """An instance with a builtin part."""
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
            parts, fields = list(reduced[1]), {}
            by = reduced[0]
            if by is not cls and getattr(by, "__name__", "") not in _OF_THE_CLASS:
                if type(getattr(by, "__qualname__", None)) is not str or "<" in by.__qualname__:
                    return ["?", name, ""]
                fields["by"] = ["n", "%s:%s" % (by.__module__, by.__qualname__)]
            else:
                parts = [part for part in parts if not isinstance(part, type)]
            fields["state"] = self.encode(reduced[2] if len(reduced) > 2 else None, depth + 1)
            return ["u", name, ["t", self.sequence(parts, depth)], fields]
        return ["?", name, ""]


#: What makes an instance of the class that it is given, and of nothing else.
_OF_THE_CLASS = ("__newobj__", "_reconstructor")


def left_of(obj):
    """What is left of an iterator over a built-in container, read from a copy; None for any other iterator.

    So is what is left of ``zip`` and ``enumerate`` over such iterators.
    """
    kind = type(obj)
    if kind is zip or kind is enumerate:
        _, inner, *strict = kind.__reduce__(obj)
        if kind is enumerate:
            items = left_of(inner[0])
            return None if items is None else list(enumerate(items, inner[1]))
        parts = list(map(left_of, inner))
        if None in parts or strict or len(set(map(identity, inner))) < len(inner):
            return None
        return list(zip(*parts))
    if identity(kind) not in _COPIED or operator.length_hint(obj) > _MOST_LOOKED_AT:
        return None
    return list(copy.copy(obj))


def _is_str(x):
    return type(x) is str


def _scalar_key(x):
    return (type(x).__name__, repr(x))


#: Handlers by exact class.
_EXACT = {
    identity(kind): handler
    for handler, kinds in (
        (Encoder.list_, [list]),
        (Encoder.tuple_, [tuple]),
        (Encoder.dict_, [dict]),
        (Encoder.set_, [set]),
        (Encoder.frozenset_, [frozenset]),
        (Encoder.bytes_, [bytes]),
        (Encoder.bytearray_, [bytearray]),
        (Encoder.complex_, [complex]),
        (
            Encoder.expression,
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
        (Encoder.generator, [types.GeneratorType]),
        (Encoder.map_, [map]),
    )
    for kind in kinds
}
_EXACT.update(library_values.EXACT)


def stand_in_for_lock(cls):
    """Encode instances of a class of our own as the locks that they stand for."""
    _EXACT[identity(cls)] = library_values.lock


def stand_in_for_rlock(cls):
    """Encode instances of a class of our own as the re-entrant locks that they stand for."""
    _EXACT[identity(cls)] = library_values.rlock


def encode(obj, *, module_name="", cap=65536, memo=None, drain=MOST_ITEMS, nested=False, look=False):
    """The tree of a value.

    Args:
        obj: Any object.
        module_name: Name of the module under test; its classes and functions are written ``$:name``.
        cap: Leaves and characters (in eights) written out; what is beyond is digested. None: no cap.
        memo: Numbering of the message that the value belongs to; None starts a new one.
        drain: Items taken at most from each iterator; 0 leaves iterators alone and writes them empty.
        nested: Write lambdas and nested functions so that they can be made again, where that is possible.
        look: Leave iterators where they are, and write what is left of those over built-in containers.
    """
    encoder = Encoder(module_name, cap, Memo() if memo is None else memo, drain, nested, look)
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


def encode_call(args, kwargs, *, module_name="", cap=None, memo=None, drain=MOST_ITEMS, nested=False, look=False):
    """The tree of a call: arguments and keywords share one numbering."""
    memo = Memo() if memo is None else memo

    def tree(value):
        return encode(value, module_name=module_name, cap=cap, memo=memo, drain=drain, nested=nested, look=look)

    return {"args": [tree(x) for x in args], "kwargs": {k: tree(v) for k, v in kwargs.items()}}


def fingerprint(obj, *, module_name="", drain=0):
    """Digest of a value's tree: equal for values that no observer can tell apart, whatever their size."""
    return digest(dumps(encode(obj, module_name=module_name, cap=1 << 20, drain=drain)))
