"""Trees to values: the fresh arguments of each call."""

from __future__ import annotations

import builtins
import collections
import datetime
import decimal
import enum
import fractions
import functools
import importlib
import io
import itertools
import math
import operator
import pathlib
import random
import re
import sys
import types

from . import nested, rebuild, reshaped, scientific
from .classes import class_dict, class_mro, identity, is_python_class, private_name
from .rebuild import CannotDecode
from .scientific import PENDING

__builtins__ = dict(vars(builtins))


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


class Decoder:
    """Makes the values of one message; its methods make one kind of value."""

    def __init__(self, namespace, remake, make_callback, track, followed=True):
        self.namespace = namespace
        self.remake = remake
        self.make_callback = make_callback
        self.track = track
        self.followed = followed
        self.numbered = []

    def decode(self, tree):
        """The value of one tree."""
        if type(tree) is not list:
            return tree
        handler = _DECODERS.get(tree[0])
        if handler is None:
            raise CannotDecode("no such tag: %r" % (tree[0],))
        return handler(self, tree)

    def all(self, trees):
        """The values of several trees."""
        return [t if type(t) is not list else self.decode(t) for t in trees]

    def register(self, obj):
        """Give a container the next number."""
        self.numbered.append(obj)
        return obj

    def list_(self, tree):
        """A list."""
        out = self.register([])
        out.extend(self.all(tree[1]))
        return out

    def tuple_(self, tree):
        """A tuple."""
        return tuple(self.all(tree[1]))

    def dict_(self, tree):
        """A dict."""
        out = self.register({})
        for pair in tree[1]:
            if pair[0] == "cut":
                raise CannotDecode("a value that was cut")
            key = self.decode(pair[0])
            out[key] = self.decode(pair[1])
        return out

    def set_(self, tree):
        """A set."""
        out = self.register(set())
        out.update(self.all(tree[1]))
        return out

    def frozenset_(self, tree):
        """A frozenset."""
        return frozenset(self.all(tree[1]))

    def reference(self, tree):
        """The container that an alias stands for."""
        found = self.numbered[tree[1]]
        if found is PENDING:
            raise CannotDecode("a value that holds itself before it exists")
        return found

    def bytes_(self, tree):
        """Bytes."""
        return tree[1].encode("latin-1")

    def bytearray_(self, tree):
        """A bytearray."""
        return self.register(bytearray(tree[1].encode("latin-1")))

    def name(self, tree):
        """A class, function or module by its name."""
        module, _, qualname = tree[1].partition(":")
        if "#" in qualname:
            return self.nested(module, qualname)
        return self.find(module, qualname)

    def nested(self, module, name):
        """A lambda or nested function, made anew from its code."""
        try:
            return nested.made(self.globals_of(module), name, self.decode)
        except nested.NotNamed as error:
            raise CannotDecode("the function %s is not in the module any more" % error) from error

    def globals_of(self, module):
        """Globals of a module, as functions defined in it have them."""
        if module == "$":
            return vars(sys.modules[self.namespace["__name__"]])
        self.find(module, "")
        return vars(sys.modules[module])

    def find(self, module, qualname):
        """What a module calls ``qualname``."""
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
                found = getattr(found, private_name(found, part))
            except AttributeError as error:
                raise CannotDecode("no %r in %r" % (qualname, module)) from error
        return found

    def named_class(self, name):
        """A class by its name."""
        found = self.find(*name.split(":", 1))
        if not isinstance(found, type):
            raise CannotDecode("%r is no class" % name)
        return found

    def expression(self, tree):
        """The value of an expression; an instance is made by the constructor of this version."""
        found = self.evaluated(tree)
        reshaped.given(found, followed=self.followed)
        return found

    def evaluated(self, tree):
        """The value of an expression as it is."""
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
        """A member of an enumeration."""
        cls = self.named_class(tree[1])
        return cls.__members__[tree[2]]

    def instance(self, tree):
        """An instance of a Python class, made without its constructor."""
        name, fields = tree[1], tree[2]
        if name in rebuild.SPECIAL:
            return rebuild.SPECIAL[name](self, fields)
        cls = self.named_class(name)
        try:
            obj = object.__new__(cls)
        except TypeError:
            obj = self.made_in_c(cls, name)
        self.register(obj)
        self.set_attributes(obj, fields)
        reshaped.given(obj, followed=self.followed)
        return obj

    def made_in_c(self, cls, name):
        """An instance of a class whose base written in C makes its own (a node of ``ast``)."""
        made = (class_dict(kind).get("__new__") for kind in class_mro(cls))
        try:
            return next(new for new in made if type(new) is types.BuiltinFunctionType)(cls)
        except TypeError as error:
            raise CannotDecode("%s cannot be made without its constructor" % name) from error

    def set_attributes(self, obj, fields):
        """Fill the slots and the ``__dict__`` of an instance."""
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
        """An instance with a builtin part."""
        _, name, base, fields = tree
        maker = rebuild.MAKERS_EXACT.get(name)
        if maker is not None:
            return maker(self, base, fields)
        cls = self.named_class(name)
        if any(kind is enum.Enum for kind in class_mro(cls)):
            return cls(self.decode(base))
        for kind in class_mro(cls):
            maker = rebuild.MAKERS.get(identity(kind))
            if maker is not None:
                return maker(self, cls, base, dict(fields))
        if base and base[0] == "t" and not is_python_class(cls):
            return self.reduced(cls, base, fields)
        raise CannotDecode("%s cannot be rebuilt" % name)

    def reduced(self, cls, base, fields):
        """An instance of a class written in C, from what it reduces to."""
        place = len(self.numbered)
        self.numbered.append(PENDING)
        # The encoder reads what it was made by, and what of, before its state.
        make = self.decode(fields["by"]) if "by" in fields else cls
        obj = self.numbered[place] = make(*self.all(base[1]))
        state = self.decode(fields.get("state"))
        if state is not None:
            if not hasattr(cls, "__setstate__"):
                raise CannotDecode("%s takes no state" % cls.__qualname__)
            obj.__setstate__(state)
        return obj

    def iterator(self, tree):
        """An iterator over fresh items."""
        _, kind, trees = tree
        place = len(self.numbered)
        self.numbered.append(PENDING)
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
        """A call-back made to order."""
        if self.make_callback is None:
            raise CannotDecode("a call-back outside an observed call")
        return self.make_callback(tree[1], tree[2])

    def remade(self, tree):
        """An argument of a fresh call of the inputs callable."""
        if self.remake is None:
            raise CannotDecode("an argument that must be made again by the inputs callable")
        args, kwargs = self.remake(tree[1])
        return args[tree[2]] if isinstance(tree[2], int) else kwargs[tree[2]]


def _identity(x):
    return x


def _first(cell):
    return cell[0]


def _left(source, total):
    return total - operator.length_hint(source)


def _cannot(decoder, tree):
    raise CannotDecode("a value of type %s that cannot be rebuilt" % (tree[1],))


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

_DECODERS = {
    "i": lambda d, t: int(t[1], 16),
    "c": lambda d, t: complex(t[1], t[2]),
    "b": Decoder.bytes_,
    "B": Decoder.bytearray_,
    "l": Decoder.list_,
    "t": Decoder.tuple_,
    "d": Decoder.dict_,
    "s": Decoder.set_,
    "f": Decoder.frozenset_,
    "r": Decoder.reference,
    "o": Decoder.instance,
    "u": Decoder.with_base,
    "e": Decoder.enum_,
    "n": Decoder.name,
    "x": Decoder.expression,
    "a": scientific.make_array,
    "it": Decoder.iterator,
    "fn": Decoder.callback,
    "m": Decoder.remade,
    "?": _cannot,
    "cut": _cannot,
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
    return Decoder(namespace, remake, make_callback, track).decode(tree)


def decode_call(tree, namespace, *, remake=None, make_callback=None, track=None, followed=True):
    """``(args, kwargs)`` of an encoded call; one numbering for all of them.

    ``followed``: see ``reshaped.given``.
    """
    decoder = Decoder(namespace, remake, make_callback, track, followed)
    args = [decoder.decode(t) for t in tree.get("args", ())]
    return args, {name: decoder.decode(t) for name, t in tree.get("kwargs", {}).items()}
