"""Makers of instances of library classes and of subclasses of builtins, from their builtin part and attributes."""

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
import random
import types
import weakref

from . import nested, scientific
from .classes import identity
from .scientific import PENDING

__builtins__ = dict(vars(builtins))


class CannotDecode(ValueError):
    """A tree that stands for something that cannot be rebuilt (``?``, ``cut``) or that breaks the grammar."""


def _make_method(decoder, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(PENDING)
    out = types.MethodType(decoder.decode(fields["func"]), decoder.decode(fields["self"]))
    decoder.numbered[place] = out
    return out


def _make_bound(decoder, fields):
    return getattr(decoder.decode(fields["self"]), fields["name"])


def _make_closure(decoder, fields):
    try:
        return nested.made_closure(decoder, fields)
    except nested.NotNamed as error:
        raise CannotDecode("the function %s is not in the module any more" % error) from error


def _make_partial(decoder, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(PENDING)
    function, args = decoder.decode(fields["func"]), decoder.decode(fields["args"])
    out = functools.partial(function, *args, **decoder.decode(fields["keywords"]))
    decoder.numbered[place] = out
    return out


def _make_match(decoder, fields):
    """A match found again where it was found: by a search, or at its place only."""
    place = len(decoder.numbered)
    decoder.numbered.append(PENDING)
    pattern, string, regs = (decoder.decode(fields[name]) for name in ("re", "string", "regs"))
    bounds = fields["pos"], fields["endpos"]
    alone = (find(string, *bounds) for find in (pattern.match, pattern.fullmatch))
    for out in itertools.chain(alone, pattern.finditer(string, *bounds)):
        if out is not None and out.regs == regs:
            decoder.numbered[place] = out
            return out
    raise CannotDecode("a match of %r at %r that is not found again" % (pattern.pattern, regs[0]))


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
            decoder.numbered.append(PENDING)
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
    decoder.numbered.append(PENDING)
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


MAKERS = {
    identity(collections.OrderedDict): _make_ordered,
    identity(collections.defaultdict): _make_default,
    identity(collections.deque): _make_deque,
    identity(list): _make_list,
    identity(dict): _make_dict,
    identity(set): _make_set,
    identity(tuple): _immutable_maker(lambda d, cls, base: tuple.__new__(cls, _base_items(d, base))),
    identity(frozenset): _immutable_maker(lambda d, cls, base: frozenset.__new__(cls, _base_items(d, base))),
    identity(int): _immutable_maker(lambda d, cls, base: int.__new__(cls, d.decode(base))),
    identity(float): _immutable_maker(lambda d, cls, base: float.__new__(cls, d.decode(base))),
    identity(complex): _immutable_maker(lambda d, cls, base: complex.__new__(cls, d.decode(base))),
    identity(str): _immutable_maker(lambda d, cls, base: str.__new__(cls, d.decode(base))),
    identity(bytes): _immutable_maker(lambda d, cls, base: bytes.__new__(cls, d.decode(base))),
    identity(bytearray): _make_bytearray,
    identity(BaseException): _immutable_maker(_exception),
    identity(decimal.Decimal): _immutable_maker(lambda d, cls, base: decimal.Decimal.__new__(cls, d.decode(base))),
    identity(datetime.datetime): _immutable_maker(_datetime_of),
    identity(io.StringIO): _make_stream,
    identity(io.BytesIO): _make_stream,
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
    decoder.numbered.append(PENDING)
    out = types.MappingProxyType({decoder.decode(k): decoder.decode(v) for k, v in base[1]})
    decoder.numbered[place] = out
    return out


def _make_reference(decoder, base, fields):
    place = len(decoder.numbered)
    decoder.numbered.append(PENDING)
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


MAKERS_EXACT = {
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


#: Makers of ``o`` trees that are no plain instances, by class name.
SPECIAL = {
    "builtins:method": _make_method,
    "builtins:bound": _make_bound,
    "builtins:closure": _make_closure,
    "functools:partial": _make_partial,
    "re:Match": _make_match,
    **scientific.SPECIAL,
}
