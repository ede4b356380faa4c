"""Give modules the state that they had when a call was recorded, before the call is made again."""

import builtins
import collections
import importlib
import sys

from . import codec, module_state
from .classes import instance_attributes, is_python_class

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

_MISSING = object()


def digests(places, module, module_name):
    """Digest of what stands at each place now; None where a place cannot be found."""
    found = []
    for place in places:
        try:
            owner, name = _holder(place, module)
        except (AttributeError, ImportError, KeyError, TypeError):
            found.append(None)
        else:
            found.append(module_state.written(vars(owner).get(name, _MISSING), module_name)[0])
    return found


def look(place, module):
    """The value at a place now.

    Raises:
        KeyError: There is none.
    """
    where, _, path = place.partition(":")
    found = module if where == "$" else sys.modules[where]
    for part in path.split("."):
        found = vars(found)[part]
    return found


class State:
    """What the parent sent of a state.

    Args:
        sent: ``{"base": [[place, tree], ...], "variants": [[[place, tree], ...], ...]}``: what is put once, and what
            changes from call to call.
        module: The module under test.
        decode: Gives a fresh value of a tree.
    """

    def __init__(self, sent, module, decode):
        # Whether a tree is open is asked of its whole text: once, and not before every call.
        self.base = _with_openness(sent.get("base") or [])
        self.variants = [_with_openness(pairs) for pairs in sent.get("variants") or []]
        self.module = module
        self.decode = decode

    def begin(self):
        """Put what holds for all calls, and what holds for a call that says nothing else."""
        self.made(self.base)()
        self.before({})()

    def before(self, call):
        """Something to call right before this call is made; its values are fresh and are used once."""
        if not self.variants:
            return _nothing
        return self.made(self._variant(call))

    def made(self, parts):
        """Something that puts fresh values of these places, once; ``parts`` are ``(place, tree, open)``."""
        values = [(*_holder(place, self.module), self.decode(tree), is_open) for place, tree, is_open in parts]

        def put_all():
            for owner, name, value, inside in values:
                put(owner, name, value, inside=inside)

        return put_all

    def lasting(self, call):
        """Whether what ``before`` gives may be used again, where there are variants: its values cannot be changed."""
        return all(type(tree) is not list for _, tree, _ in self._variant(call))

    def _variant(self, call):
        """What changes from call to call, as this call found it."""
        number = call.get("state", 0)
        return self.variants[number if number < len(self.variants) else 0]


def _with_openness(pairs):
    return [(place, tree, _is_open(tree)) for place, tree in pairs]


def _is_open(tree):
    """Whether a container may be filled from a copy: nothing inside of it refers to it."""
    return '["r",0]' not in codec.dumps(tree)


def _nothing():
    return None


def _holder(place, module):
    where, _, path = place.partition(":")
    found = module if where == "$" else importlib.import_module(where)
    *outer, name = path.split(".")
    for part in outer:
        found = vars(found)[part]
    return found, name


def put(owner, name, value, *, inside=True):
    """Make a value the one at a place: inside the container that is there, where it is of the same kind.

    Others may hold that container by a name of their own (``from tables import LOG``, a default, a closure).
    """
    there = vars(owner).get(name, _MISSING)
    if inside and type(there) is type(value) and there is not value and _filled(there, value):
        return
    if isinstance(owner, type):
        type.__setattr__(owner, name, value)
    else:
        vars(owner)[name] = value


def _filled(there, value):
    """Give a container the contents of another one of its kind; whether that is possible."""
    kind = type(value)
    if kind is list or kind is bytearray:
        there[:] = value
    elif kind in _REFILLED and _settings(there) == _settings(value):
        there.clear()
        (there.extend if kind is collections.deque else there.update)(value)
    elif all(base is object or is_python_class(base) for base in kind.__mro__) and _is_plain(there, value):
        there.__dict__.clear()
        there.__dict__.update(value.__dict__)
    else:
        return False
    return True


_REFILLED = frozenset(
    [dict, set, collections.deque, collections.OrderedDict, collections.Counter, collections.defaultdict]
)


def _settings(container):
    return getattr(container, "maxlen", None), getattr(container, "default_factory", None)


def _is_plain(*instances):
    """Whether all attributes of instances stand in their dictionaries."""
    return all(set(instance_attributes(one)) == set(getattr(one, "__dict__", ())) for one in instances)
