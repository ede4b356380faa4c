"""Which calls of one function are kept, and how: spread over sizes, bounded in number, memory and time."""

import gc
import random
import time
import types

from . import codec, module_state, taps
from .classes import private_name
from .uncopied import uncopied
from .weight import weigh

#: Calls kept of each class, classes (beyond them sizes alone count), and calls of all.
MOST_A_CLASS, MOST_CLASSES, MOST_CALLS = 24, 64, 300
#: Values that one call may have, and bytes of all together.
MOST_LEAVES, MOST_BYTES = 400000, 24 << 20
#: Seconds that reading arguments may take, and the share of the elapsed time beyond; later calls are only counted.
_FREE_S, _SHARE = 0.3, 0.04
#: Values that are counted to class a call.
_GLANCE = 5000
_FRAMES = 400
#: Calls that wait for their iterators to be drawn from.
_MOST_OPEN = 50


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
        self.state = None
        self.n_bytes = 0
        self.recursive = False
        self.unread = 0
        self.reading_s = 0.0
        self.started = time.perf_counter()
        self.rng = random.Random(0)
        self.drawn = []
        self.n_open = 0
        self.may_swap = False
        self.swaps = {}

    def note(self, frame, args, rest, named, more, may_swap=True):
        """One call begins; ``frame`` is that of the function.

        Returns:
            Iterators that the function must go on with in place of its arguments, by the identity of these; nothing
            where ``may_swap`` is false.
        """
        self.may_swap, self.swaps = may_swap, {}
        try:
            self._settle()
            self._note(frame, args, rest, named, more)
        except (RecursionError, MemoryError, AttributeError, TypeError, ValueError, KeyError, IndexError, RuntimeError):
            # The values are the user's own and may change while they are read; the call goes on all the same.
            self.lost += 1
        swaps, self.swaps = self.swaps, {}
        return swaps

    def has_time(self, now):
        """Whether arguments may be read, as of the reading of the clock given."""
        return self.reading_s <= _FREE_S + _SHARE * (now - self.started)

    def _note(self, frame, args, rest, named, more):
        if self.recursive and _is_inside(frame):
            return
        self.seen += 1
        started = time.perf_counter()
        if not self.has_time(started):
            self.unread += 1
            return
        try:
            self._look(frame, args, rest, named, more)
        finally:
            self.reading_s += time.perf_counter() - started

    def _look(self, frame, args, rest, named, more):
        """Class a call by its size and shape, and keep it where its class has room."""
        weight = weigh((args, rest, named, more), _GLANCE)
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
        if weight >= _GLANCE and weigh((args, rest, named, more), MOST_LEAVES) >= MOST_LEAVES:
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
        taken = self._to_tap(args, kwargs)
        for where, name, _ in taken:
            (args if where == "args" else kwargs)[name] = None
        tree = codec.encode_call(args, kwargs, module_name=self.module_name, nested=self.nested, look=True)
        text = codec.dumps(tree)
        why_not = uncopied(text)
        if why_not:
            self._skip(row, why_not)
            return
        try:
            state = self._state(frame, args)
        except module_state.CannotKeep as error:
            self._skip(row, str(error))
            return
        if taken:
            self._open(taps.OpenCall(self, row, tree, state, MOST_LEAVES), taken)
        else:
            self._add(row, tree, text, state)

    def _to_tap(self, args, kwargs):
        """``(where, name, value)`` of the arguments that must be noted as they are drawn from; each passed once."""
        values = [("args", n, value) for n, value in enumerate(args)]
        values += [("kwargs", name, value) for name, value in kwargs.items()]
        found = [one for one in values if self.may_swap and taps.can_tap(one[2])]
        return found if len({id(value) for _, _, value in found}) == len(found) else []

    def _open(self, call, taken):
        """Let the function go on with iterators that note what is drawn."""
        if self.n_open < _MOST_OPEN:
            self.n_open += 1
            self.swaps = {id(value): call.tapped(value, where, name) for where, name, value in taken}

    def _settle(self):
        """Keep the calls whose iterators have been drawn from."""
        while self.drawn:
            call = self.drawn.pop()
            self.n_open -= 1
            tree, text = call.written()
            if call.why_not:
                self._skip(call.row, call.why_not)
            else:
                self._add(call.row, tree, text, call.state)

    def _add(self, row, tree, text, state):
        """Keep a call, in place of another of its class where there is no room."""
        key = (text, state)
        known = self.texts.get(key)
        if known is not None:
            known[1] += 1
            return
        entry = [tree, 1, state]
        if len(row[1]) >= MOST_A_CLASS or len(self.texts) >= MOST_CALLS:
            if not row[1]:
                return
            place = self.rng.randrange(len(row[1]))
            gone = row[1][place]
            self.n_bytes -= len(gone[0])
            self.texts.pop(gone, None)
            row[1][place] = key
        else:
            row[1].append(key)
        self.n_bytes += len(text)
        self.texts[key] = entry

    def _state(self, frame, args):
        """Number of the state that the function finds in its modules.

        Raises:
            CannotKeep: There is no room for what has changed since the last kept call.
        """
        if self.state is None:
            self.state = module_state.Reader(frame.f_code, frame.f_globals, self.owner)
        return self.state.number(args)

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
        if found:
            self.function = found[0]
        if self.module_name is None:
            self.module_name = frame.f_globals.get("__name__", "")
        value = frame.f_globals.get(self.name.partition(".")[0])
        for part in self.name.removesuffix(".fset").removesuffix(".fdel").split(".")[1:]:
            if not isinstance(value, type):
                return
            self.owner, value = value, vars(value).get(private_name(value, part))
        self.class_method = isinstance(value, classmethod)

    def _skip(self, row, reason):
        row[0] -= 1
        self.skipped[reason] = self.skipped.get(reason, 0) + 1

    def rows(self):
        """``[tree, weight, state]`` of the calls kept: together they weigh as much as all calls of their size class.

        ``state`` is a number of ``states()``.
        """
        self._settle()
        found = []
        unread = self.seen / max(1, self.seen - self.unread)
        for count, texts in self.classes.values():
            total = sum(self.texts[text][1] for text in texts)
            weight = unread * max(1.0, count / total) if total else 0.0
            for text in texts:
                tree, count, state = self.texts[text]
                found.append([tree, count * weight, state])
        return found

    def states(self):
        """What the modules held at the calls kept, see ``module_state.Reader.written``; None where nothing was read."""
        return self.state.written() if self.state is not None else None


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


_SIZED = frozenset([str, bytes, list, tuple, dict, set, frozenset])
