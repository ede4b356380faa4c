"""Arguments that reading would use up, noted as the function draws from them.

The function goes on with an iterator of the same type, which hands on what it draws from the one that was given, and
nothing before it is asked for. A generator is handed on with what is sent and thrown into it.
"""

import _weakref
import itertools
import time
import types

from . import codec
from .uncopied import uncopied
from .weight import weigh

_FAILURES = (RecursionError, MemoryError, AttributeError, TypeError, ValueError, KeyError, IndexError, RuntimeError)
#: An alias: it counts the containers of its own message, and each item is a message of its own.
_ALIAS = '["r",'


class OpenCall:
    """A call that is known when its arguments have been drawn from, which is when no tap of it is left.

    Attributes:
        row: Where the keeper counts calls of its kind.
        state: Number of the state that it found.
        why_not: Why it cannot be kept; empty where it can.
    """

    def __init__(self, keeper, row, tree, state, most):
        self.keeper = keeper
        self.row = row
        self.state = state
        self.why_not = ""
        self._tree = tree
        self._left = most
        self._open = 0

    def tapped(self, obj, where, name):
        """An iterator to go on with in place of the argument ``tree[where][name]``."""
        kind, make = _TAPPED[type(obj)]
        self._open += 1
        return make(obj, Tap(self, kind, where, name))

    def read(self, item, trees):
        """Add the tree of an item that is drawn."""
        if self.why_not:
            return
        started = time.perf_counter()
        try:
            self._left -= weigh(item, self._left)
            if self._left <= 0 or not self.keeper.has_time(started):
                self.why_not = "draws more from an iterator than there is room or time to note"
                return
            trees.append(codec.encode(item, module_name=self.keeper.module_name, cap=None, nested=True, look=True))
        except _FAILURES:  # the values are the user's own and may change while they are read
            self.why_not = "draws values from an iterator that cannot be read"
        finally:
            self.keeper.reading_s += time.perf_counter() - started

    def drawn(self, where, name, tree):
        """A tap is gone; that may be at any time, so the keeper is only told."""
        self._tree[where][name] = tree
        self._open -= 1
        if not self._open:
            self.keeper.drawn.append(self)

    def written(self):
        """``(tree, text)`` of the whole call; sets ``why_not`` where it cannot be kept."""
        text = codec.dumps(self._tree)
        self.why_not = self.why_not or uncopied(text)
        if not self.why_not and _ALIAS in text:
            self.why_not = "has an iterator as an argument, and values that share parts"
        return self._tree, text


class Tap:
    """What is drawn from one argument.

    Attributes:
        trees: The items, each as it was when it was drawn.
        ended: Whether the iterator had no more.
    """

    def __init__(self, call, kind, where, name):
        self.call = call
        self.kind = kind
        self.place = where, name
        self.trees = []
        self.ended = False

    def note(self, item):
        """An item is drawn; it is handed on."""
        self.call.read(item, self.trees)
        return item

    def noted(self, item):
        """As ``note``, for what keeps the items that a function agrees to."""
        self.note(item)
        return True

    def ending(self):
        """Follows the last item."""
        self.ended = True
        return
        yield

    def __del__(self):
        # An iterator that was left with items in it has one more, so that a version that draws further is seen.
        more = [] if self.ended else self.trees[-1:] or [None]
        self.call.drawn(*self.place, ["it", self.kind, self.trees + more])


def can_tap(obj):
    """Whether an argument can be noted as it is drawn from; one that is tapped is not tapped again."""
    return type(obj) in _TAPPED and not (type(obj) is types.GeneratorType and obj.gi_code is _handed_on.__code__)


def swapped(swaps, args, named):
    """The values that a function goes on with: its arguments, those of ``swaps`` (by identity) replaced."""
    values = args + tuple(named.values())
    return tuple([swaps.get(id(value), value) for value in values]) if swaps else values


def _generator(inner, tap):
    me = []
    outer = _handed_on(inner, tap, me)
    next(outer)
    me.append(_weakref.ref(outer))
    outer.__name__, outer.__qualname__ = inner.__name__, inner.__qualname__
    return outer


def _handed_on(inner, tap, me):
    """A generator that stands at its first ``yield`` and hands on what comes to it."""
    item = None
    while True:
        try:
            value = yield item
        except GeneratorExit:
            # Where it is merely forgotten, which clears weak references first, the inner one is let go of: others may
            # hold it. Where it is closed, the inner one is.
            if me[0]() is not None:
                inner.close()
            raise
        except BaseException as error:  # whatever is thrown in is thrown on
            step, value = inner.throw, error
        else:
            step = inner.send
        try:
            item = step(value)
        except StopIteration as stop:
            tap.ended = True
            return stop.value
        except BaseException:  # it goes on as it came
            tap.call.why_not = "has an iterator that raises"
            raise
        tap.note(item)


#: How replays see an argument of each type, and what makes an iterator of that type that notes what is drawn.
_TAPPED = {
    types.GeneratorType: ("gen", _generator),
    map: ("map", lambda inner, tap: map(tap.note, itertools.chain(inner, tap.ending()))),
    filter: ("iter", lambda inner, tap: filter(tap.noted, itertools.chain(inner, tap.ending()))),
    itertools.chain: ("iter", lambda inner, tap: itertools.chain(map(tap.note, inner), tap.ending())),
    itertools.islice: (
        "iter", lambda inner, tap: itertools.islice(itertools.chain(map(tap.note, inner), tap.ending()), None)
    ),
}
