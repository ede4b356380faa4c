"""Private attributes that a version keeps in another container than the version whose calls were recorded.

The parent has shown that no use of such an attribute tells which of the two it is. So instances get the container of
this version when they are made from a recording, and are written down with the list that the recorded version would
have.
"""

import builtins
import collections

from .classes import class_mro

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))


class Followed(list):
    """The members of a set in the order in which they came, repeated ones included, as a list would have them."""

    __slots__ = ("members",)

    def __init__(self, items=()):
        self.members = set()
        list.__init__(self)
        self.update(items)

    def add(self, item):
        """Add a member."""
        self.members.add(item)
        list.append(self, item)

    append = add

    def update(self, *others):
        """Add several."""
        for other in others:
            for item in other:
                self.add(item)

    def clear(self):
        """Take all away."""
        self.members.clear()
        list.clear(self)

    def pop(self, *place):
        """Take one away, as whoever changes arguments between two calls does to a list."""
        item = list.pop(self, *place)
        self.members = set(self)
        return item

    def __contains__(self, item):
        return item in self.members

    def __reduce_ex__(self, protocol):
        return Followed, (list(self),)


class _Known:
    def __init__(self):
        self.kinds = {}
        self.module = None


_known = _Known()


def begin(kinds, module):
    """Take note of the attributes of one version.

    Args:
        kinds: ``{"Shop._seen": "set"}``, names mangled as at run time.
        module: The module of the version.
    """
    _known.module = module.__name__
    _known.kinds = {}
    for name, kind in kinds.items():
        owner, _, attribute = name.rpartition(".")
        _known.kinds.setdefault(owner, {})[attribute] = kind


def kinds_of(cls):
    """``{attribute: kind}`` of the instances of a class; empty for nearly all."""
    if not _known.kinds:
        return {}
    found = {}
    for base in class_mro(cls):
        if base.__module__ == _known.module and base.__qualname__ in _known.kinds:
            found.update(_known.kinds[base.__qualname__])
    return found


def stands_for_list(value):
    """Whether a container may be one in place of a list: nothing is asked of it that a list would not answer."""
    if type(value) is collections.deque:
        return any("deque" in kinds.values() for kinds in _known.kinds.values())
    return type(value) is Followed


def given(obj, *, followed):
    """Put the containers of this version into an instance that was made from a recording.

    Args:
        obj: The instance.
        followed: Keep the order in which members come, so that they can be written down as a list; what is timed
            gets plain sets.
    """
    if not _known.kinds:
        return
    for attribute, kind in kinds_of(type(obj)).items():
        value = getattr(obj, attribute, None)
        if type(value) is list:
            made = collections.deque if kind == "deque" else Followed if followed else set
            object.__setattr__(obj, attribute, made(value))
        elif type(value) is set and followed and len(value) < 2:
            # The constructor of this version has made it; of more members the order would not be known.
            object.__setattr__(obj, attribute, Followed(value))
