"""Whether dictionaries were written to, found out without reading what is in them.

To compare the values of a dictionary is to count references to them, and in a fork each page so written to is copied:
some 250 pages for the functions of the library. CPython 3.6 to 3.13 number the states of each dictionary (PEP 509: a
64-bit tag behind the count of references, the type and the length); where that number does not behave as the PEP says,
every dictionary counts as changed.
"""

import gc
import types

_TAG_OFFSET = 24


class Versions:
    """Remembers the states of dictionaries."""

    def __init__(self):
        self._tags = []
        self._seen = []
        self._at = _reader()

    def add(self, place):
        """Watch one more dictionary, or the one behind a read-only view."""
        if type(place) is types.MappingProxyType:
            behind = [d for d in gc.get_referents(place) if type(d) is dict]
            place = behind[0] if len(behind) == 1 else None
        tag = self._at(place) if self._at is not None and type(place) is dict else None
        self._tags.append(tag)
        self._seen.append(tag.value if tag is not None else None)

    def changed(self):
        """For each dictionary in turn, whether it may have been written to since it was added."""
        return [tag is None or tag.value != seen for tag, seen in zip(self._tags, self._seen)]


def _reader():
    """A function from a dictionary to its tag, or None where there are no tags."""
    try:
        import ctypes

        def at(place):
            return ctypes.c_uint64.from_address(id(place) + _TAG_OFFSET)

        return at if _numbers_states(at) else None
    except (ImportError, AttributeError, TypeError):
        return None


def _numbers_states(at):
    """Whether every way to write to a dictionary changes its number, and reading does not."""
    import sys

    if sys.implementation.name != "cpython" or not (3, 6) <= sys.version_info[:2] <= (3, 13):
        return False
    place = {"a": 1, "b": 2}
    tag = at(place)
    ways = (
        lambda: place.__setitem__("a", 3),
        lambda: place.__setitem__("c", 4),
        lambda: place.__delitem__("b"),
        lambda: place.update(a=5),
        lambda: place.pop("c"),
        lambda: place.setdefault("d", 6),
        place.clear,
    )
    seen = [tag.value]
    for way in ways:
        way()
        seen.append(tag.value)
        place.get("a")
        list(place.values())
        if tag.value != seen[-1]:
            return False
    module = types.ModuleType("numbered")
    tag = at(vars(module))
    seen.append(tag.value)
    module.a = len
    seen.append(tag.value)
    return len(set(seen)) == len(seen) and 0 not in seen
