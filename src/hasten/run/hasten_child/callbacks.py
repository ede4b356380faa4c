"""Call-backs that the parent asks for: ``["fn", kind, spec]``.

Every call-back is pure unless its kind says otherwise: its result is a function of the encoded arguments, so both
sides get the same answers. Every call is logged with its arguments as they were then.

Kinds and the keys of their spec (all optional):

``log``      ``returns`` (a domain), ``seed``
``raise``    + ``at`` (ordinal of the call that raises), ``exc`` (name of a builtin exception)
``mutate``   + ``at``: from that call on it changes its first mutable argument
``touch``    + ``at``: at that call it changes the first mutable argument of the call under test
``reenter``  + ``at``: at that call it calls the function under test again with fresh arguments
``pick``     ``how``: identity, first, last, length, negate, constant, text
``lock``     a lock that logs when it is taken and given back, with the other arguments as they were then
``faulty``   ``items`` (trees), ``at``, ``exc``: a generator that raises after so many items
"""

from __future__ import annotations

import _thread
import builtins

from . import codec, mutate

__builtins__ = dict(vars(builtins))

#: Calls that are written out; later ones are counted.
MOST_LOGGED = 400


def make(context, kind, spec):
    """The object that a ``fn`` tree stands for."""
    if kind == "lock":
        lock = LoggedRLock(context) if spec.get("reentrant") else LoggedLock(context)
        if spec.get("taken"):
            lock.taken()
        return lock
    if kind == "faulty":
        return _faulty(context, spec)
    return _function(context, _Behaviour(context, kind, spec))


def _function(context, behaviour):
    number = context.next_callback()

    def callback(*args, **kwargs):
        return behaviour.call(number, args, kwargs)

    callback.__name__ = callback.__qualname__ = "callback"
    callback.__module__ = "__callbacks__"
    return callback


class _Behaviour:
    def __init__(self, context, kind, spec):
        self.context = context
        self.kind = kind
        self.spec = spec
        self.at = spec.get("at", 0)
        self.calls = 0

    def call(self, number, args, kwargs):
        context = self.context
        ordinal, self.calls = self.calls, self.calls + 1
        text = codec.dumps(codec.encode_call(args, kwargs, module_name=context.module_name, cap=512, drain=0))
        entry = [number, text if len(text) < 200 else codec.digest(text)]
        context.log_call(entry)
        if self.kind == "raise" and ordinal == self.at:
            entry.append("raised")
            raise getattr(builtins, self.spec.get("exc", "ValueError"))("call-back")
        if self.kind == "mutate" and ordinal >= self.at:
            for arg in args:
                if mutate.change(arg):
                    break
        if self.kind == "touch" and ordinal == self.at:
            for arg in context.current_args:
                if mutate.change(arg):
                    break
        if self.kind == "reenter" and ordinal == self.at:
            entry.append(context.reenter())
        return self.result(text, args)

    def result(self, text, args):
        if self.kind == "pick":
            return _pick(self.spec.get("how", "identity"), args)
        seed = self.spec.get("seed", 0)
        number = int(codec.digest("%s/%s" % (seed, text))[:12], 16)
        return made(self.spec.get("returns") or {"k": "any"}, number, args)


def _pick(how, args):
    first = args[0] if args else None
    try:
        if how == "first":
            return first[0]
        if how == "last":
            return first[-1]
        if how == "length":
            return len(first)
        if how == "negate":
            return -first
        if how == "text":
            return str(first)
    except (TypeError, IndexError, KeyError):
        return 0
    return 0 if how == "constant" else first


def made(domain, number, args=()):
    """A small value of a domain that depends on ``number`` alone; few distinct ones, so that ties occur."""
    kind = domain.get("k", "any")
    if domain.get("choices"):
        tree = domain["choices"][number % len(domain["choices"])]
        if type(tree) is not list:
            return tree
    simple = {
        "none": (None,),
        "bool": (False, True),
        "int": (0, 1, 2, 3, -1, 7),
        "float": (0.0, 1.5, -2.25, 3.0, 0.1),
        "complex": (0j, 1j, 1 + 1j),
        "str": ("", "a", "b", "ab", "c"),
        "bytes": (b"", b"a", b"b"),
    }.get(kind)
    if simple is not None:
        return simple[number % len(simple)]
    inner = number // 7
    if kind in ("list", "set", "frozenset", "deque", "iterator"):
        items = [made(domain.get("of", {"k": "int"}), inner + i, args) for i in range(number % 3)]
        return {"set": set, "frozenset": frozenset}.get(kind, list)(items)
    if kind == "tuple":
        of = domain.get("items") or [domain.get("of", {"k": "int"})] * (number % 3)
        return tuple(made(d, inner + i, args) for i, d in enumerate(of))
    if kind == "dict":
        return {
            made(domain.get("key", {"k": "str"}), inner, args): made(domain.get("value", {"k": "int"}), inner, args)
        }
    if kind == "union":
        return made(domain["of"][number % len(domain["of"])], inner, args)
    if kind == "literal":
        tree = domain["values"][number % len(domain["values"])]
        return tree if type(tree) is not list else None
    if kind == "any" and args:
        return args[0]
    return number % 3


class LoggedLock:
    """A lock that logs what the other arguments looked like whenever it changes hands."""

    _make = staticmethod(_thread.allocate_lock)

    def __init__(self, context):
        self._lock = self._make()
        self._context = context
        self._number = context.next_callback()

    def taken(self):
        """Take it without logging."""
        self._lock.acquire()

    def acquire(self, blocking=True, timeout=-1):
        """Log, then take the lock."""
        self._context.log_call([self._number, "acquire", self._context.look_at_shared()])
        return self._lock.acquire(blocking, timeout)

    def release(self):
        """Log, then give it back."""
        self._context.log_call([self._number, "release", self._context.look_at_shared()])
        self._lock.release()

    def locked(self):
        """Whether it is taken."""
        return self._lock.locked()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc):
        self.release()


class LoggedRLock(LoggedLock):
    """The same, re-entrant."""

    _make = staticmethod(_thread.RLock)


codec.stand_in_for_lock(LoggedLock)
codec.stand_in_for_rlock(LoggedRLock)


def _faulty(context, spec):
    items = [context.decode(tree) for tree in spec.get("items", [])]
    at = spec.get("at", len(items))
    count = [0]

    def items_then_error():
        for item in items[:at]:
            count[0] += 1
            yield item
        raise getattr(builtins, spec.get("exc", "ValueError"))("input")

    made_generator = items_then_error()
    context.tracked.append((made_generator, lambda: count[0]))
    return made_generator
