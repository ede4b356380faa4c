"""A membership test on a list that an object keeps to itself.

Finds:
    A private attribute of a class (``self._seen = []``) that its methods only append to, empty, and ask ``x in
    self._seen`` or whether there is anything in it.
    An attribute without an underscore counts too where only what runs with the target makes instances of the class.

Slow because:
    Each test compares with up to all elements, O(n), and the object gathers more of them from call to call. A set
    answers in O(1).

Unsafe when:
    An element cannot be hashed, or equality and hash disagree; something outside of the module reads the private
    attribute; instances were pickled by the version before.

Example:
    Before::

        def __init__(self):
            self._seen = []

        def visit(self, place):
            if place not in self._seen:
                self._seen.append(place)

    After::

        def __init__(self):
            self._seen = set()

        def visit(self, place):
            if place not in self._seen:
                self._seen.add(place)

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.private_containers import PrivateContainer
from hasten.proposers.rules._attributes import here, private_lists, redefine, said_of
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(1)")
_UNDERSTOOD = frozenset({"append", "clear", "extend", "test", "truth"})
_OTHERS = {"append": "add", "extend": "update"}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per attribute that is tested here."""
    for container in private_lists(code):
        tests = here(code, container.having("test"))
        if tests and {what for what, _ in container.uses} <= _UNDERSTOOD and container.having("append", "extend"):
            test = ast.unparse(tests[0])
            found = f"`{test}` searches a list that the object only fills and searches; a set answers at once"
            found += said_of(container, "set")
            yield Finding(tests[0], found, partial(_change, container), GROWTH)


def _change(container: PrivateContainer, edits: Edits) -> None:
    redefine(container, edits, kind="set", empty="set()", literal="{%s}", made="set(%s)")
    for call in container.having("append", "extend"):
        assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        edits.replace(call.func, f"{edits.text(call.func.value)}.{_OTHERS[call.func.attr]}")
