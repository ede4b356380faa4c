"""Which calls of one function are kept, and how: spread over sizes, bounded in number, memory and time."""

import gc
import itertools
import random
import sys
import time
import types

from . import codec
from .classes import class_mro, instance_attributes

#: Calls kept of each class, classes (beyond them sizes alone count), and calls of all.
MOST_A_CLASS, MOST_CLASSES, MOST_CALLS = 24, 64, 300
#: Values that one call may have, and bytes of all together.
MOST_LEAVES, MOST_BYTES = 400000, 24 << 20
#: Seconds that reading arguments may take, and the share of the elapsed time beyond; later calls are only counted.
_FREE_S, _SHARE = 0.3, 0.04
#: Values that are counted to class a call.
_GLANCE = 5000
_FRAMES = 400


class Keeper:
    """Counts the calls of one function and keeps some of them as trees.

    Attributes:
        seen: Outermost calls.
        skipped: How many calls could not be copied, by reason.
        lost: How many calls changed while they were read.
    """

    def __init__(self, name, module_name=None, nested=False):
        self.name = name
        self.module_name = module_name
        self.nested = nested
        self.function = None
        self.class_method = False
        self.owner = None
        self.seen = 0
        self.skipped = {}
        self.lost = 0
        self.classes = {}
        self.texts = {}
        self.n_bytes = 0
        self.recursive = False
        self.unread = 0
        self.reading_s = 0.0
        self.started = time.perf_counter()
        self.rng = random.Random(0)

    def note(self, frame, args, rest, named, more):
        """One call begins; ``frame`` is that of the function."""
        try:
            self._note(frame, args, rest, named, more)
        except (RecursionError, MemoryError, AttributeError, TypeError, ValueError, KeyError, IndexError, RuntimeError):
            # The values are the user's own and may change while they are read; the call goes on all the same.
            self.lost += 1

    def _note(self, frame, args, rest, named, more):
        if self.recursive and _is_inside(frame):
            return
        self.seen += 1
        started = time.perf_counter()
        if self.reading_s > _FREE_S + _SHARE * (started - self.started):
            self.unread += 1
            return
        try:
            self._look(frame, args, rest, named, more)
        finally:
            self.reading_s += time.perf_counter() - started

    def _look(self, frame, args, rest, named, more):
        """Class a call by its size and shape, and keep it where its class has room."""
        weight = _weigh((args, rest, named, more), _GLANCE)
        size = weight.bit_length()
        shape = (size, _shape(args, rest, named, more))
        if shape not in self.classes and len(self.classes) >= MOST_CLASSES:
            shape = size
        row = self.classes.setdefault(shape, [0, []])
        row[0] += 1
        if not self._wanted(row):
            return
        if not self.recursive and _is_inside(frame):
            self.recursive = True
            self.seen -= 1
            row[0] -= 1
            return
        if weight >= _GLANCE and _weigh((args, rest, named, more), MOST_LEAVES) >= MOST_LEAVES:
            self._skip(row, "has arguments of more than %d values" % MOST_LEAVES)
            return
        self._keep(frame, row, args, rest, named, more)

    def _wanted(self, row):
        """Whether this call of a size class is looked at: the first ones, and then ever rarer ones in their place."""
        if self.n_bytes >= MOST_BYTES and len(row[1]) >= 2:
            return False
        return len(row[1]) < MOST_A_CLASS or self.rng.random() * row[0] < MOST_A_CLASS

    def _keep(self, frame, row, args, rest, named, more):
        call = self._as_made(row, frame, args, rest, named, more)
        if call is None:
            return
        args, kwargs = call
        tree = codec.encode_call(args, kwargs, module_name=self.module_name, nested=self.nested, look=True)
        text = codec.dumps(tree)
        for mark in ('["cut",', '["?",'):
            if mark in text:
                self._skip(row, "holds %s" % _unknown(text, mark))
                return
        known = self.texts.get(text)
        if known is not None:
            known[1] += 1
            return
        entry = [tree, 1]
        if len(row[1]) >= MOST_A_CLASS or len(self.texts) >= MOST_CALLS:
            if not row[1]:
                return
            place = self.rng.randrange(len(row[1]))
            gone = row[1][place]
            self.n_bytes -= len(gone)
            self.texts.pop(gone, None)
            row[1][place] = text
        else:
            row[1].append(text)
        self.n_bytes += len(text)
        self.texts[text] = entry

    def _as_made(self, row, frame, args, rest, named, more):
        """``(args, kwargs)`` as a caller would write them: what is only the default is left out; None: not to be kept.

        A default that is a mark of its own (``object()``) keeps its identity only where it is not passed.
        """
        if self.function is None:
            self._find(frame)
        args = list(args)
        kwargs = {}
        defaults = (self.function.__defaults__ or ()) if self.function is not None else ()
        names = frame.f_code.co_varnames[: len(args)]
        if not rest:
            first = len(args) - len(defaults)
            positional_only = frame.f_code.co_posonlyargcount
            while len(args) > first and args and args[-1] is defaults[len(args) - 1 - first]:
                args.pop()
            cut = next(
                (i for i in range(max(first, positional_only), len(args)) if args[i] is defaults[i - first]), None
            )
            if cut is not None:
                later = range(cut, len(args))
                kwargs.update({names[i]: args[i] for i in later if args[i] is not defaults[i - first]})
                del args[cut:]
        own = (self.function.__kwdefaults__ or {}) if self.function is not None else {}
        kwargs.update({k: v for k, v in named.items() if k not in own or v is not own[k]})
        kwargs.update(more or {})
        if self.class_method:
            if not args or args[0] is not self.owner:
                self._skip(row, "is called through a subclass")
                return None
            del args[0]
        return args + list(rest or ()), kwargs

    def _find(self, frame):
        """The function object of a frame, and whether it is a class method."""
        found = [f for f in gc.get_referrers(frame.f_code) if isinstance(f, types.FunctionType)]
        if not found:
            return
        self.function = found[0]
        if self.module_name is None:
            self.module_name = frame.f_globals.get("__name__", "")
        value = frame.f_globals.get(self.name.partition(".")[0])
        for part in self.name.removesuffix(".fset").removesuffix(".fdel").split(".")[1:]:
            if not isinstance(value, type):
                return
            self.owner, value = value, vars(value).get(part)
        self.class_method = isinstance(value, classmethod)

    def _skip(self, row, reason):
        row[0] -= 1
        self.skipped[reason] = self.skipped.get(reason, 0) + 1

    def rows(self):
        """``[tree, weight]`` of the calls kept: together they weigh as much as all calls of their size class."""
        found = []
        unread = self.seen / max(1, self.seen - self.unread)
        for count, texts in self.classes.values():
            total = sum(self.texts[text][1] for text in texts)
            weight = unread * max(1.0, count / total) if total else 0.0
            found += [[self.texts[text][0], self.texts[text][1] * weight] for text in texts]
        return found


def _is_inside(frame):
    """Whether the function of this frame is running already further down the stack."""
    code = frame.f_code
    for _ in range(_FRAMES):
        frame = frame.f_back
        if frame is None:
            return False
        if frame.f_code is code:
            return True
    return False


def _shape(args, rest, named, more):
    """What a branch is likely to ask of the arguments: their types, and whether each is zero, empty, negative or None.

    Calls of each shape are kept, so that the rare ones are not drowned by the frequent ones.
    """
    return (tuple(map(_look, args)), tuple(map(_look, (rest or ())[:4])), tuple(map(_look, named.values())),
            tuple(sorted(more)) if more else ())


def _look(value):
    kind = type(value)
    if kind is bool or value is None:
        return value
    if kind is int or kind is float:
        return kind, value > 0, value == 0
    if kind in _SIZED:
        return kind, len(value) > 0
    return kind


def _weigh(value, most):
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


_SIZED = frozenset([str, bytes, list, tuple, dict, set, frozenset])
_ATOMS = frozenset([int, float, bool, complex, type(None), types.FunctionType, types.MethodType, type])


def _flat(items):
    return _ATOMS.issuperset(map(type, items))


def _unknown(text, mark):
    """What of a call could not be encoded, in words."""
    rest = text[text.index(mark) + len(mark):]
    if mark == '["cut",':
        return "something nested too deeply or too large"
    kind, _, rest = rest.partition('"')[2].partition('"')
    if rest.startswith(',"iterator"'):
        return "an iterator (%s) that is used up by reading it" % kind
    return "a %s, which cannot be copied" % kind
