"""A list that an object keeps to itself and uses as a queue.

Finds:
    A private attribute of a class (``self._waiting = []``) from which its methods take elements at the front
    (``pop(0)``), or to which they add there (``insert(0, x)``), and which is otherwise only appended to, emptied,
    measured, asked for its ends, and searched.
    An attribute without an underscore counts too where only what runs with the target makes instances of the class.

Slow because:
    Each of these moves all other elements, O(n). A deque does it in O(1).

Unsafe when:
    Something outside of the module reads the private attribute; instances were pickled by the version before.

Example:
    Before::

        def __init__(self):
            self._waiting = []

        def next(self):
            return self._waiting.pop(0)

    After::

        def __init__(self):
            self._waiting = deque()

        def next(self):
            return self._waiting.popleft()

Source:
    The Python documentation of ``collections.deque``.
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


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per attribute that is used at its front here."""
    for container in private_lists(code):
        fronts = here(code, container.having("first", "appendleft"))
        if fronts:
            front = ast.unparse(fronts[0])
            found = f"`{front}` moves all the rest of a list that the object keeps as a queue; a deque does not"
            found += said_of(container, "deque")
            yield Finding(fronts[0], found, partial(_change, container), GROWTH)


def _change(container: PrivateContainer, edits: Edits) -> None:
    deque = edits.need("collections", "deque")
    redefine(container, edits, kind=deque, empty=f"{deque}()", literal=f"{deque}([%s])", made=f"{deque}(%s)")
    for what, call in container.uses:
        if what in ("first", "last", "appendleft"):
            assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            queue = edits.text(call.func.value)
            if what == "appendleft":
                edits.replace(call, f"{queue}.appendleft({edits.text(call.args[1])})")
            elif what == "first" or call.args:
                edits.replace(call, f"{queue}.{'popleft' if what == 'first' else 'pop'}()")
