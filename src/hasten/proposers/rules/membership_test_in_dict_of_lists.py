"""A membership test on a list inside a dict, which grows by what was not in it.

Finds:
    ``if x not in groups[key]: groups[key].append(x)`` in a loop, for a local dict that starts empty and whose lists are
    filled in no other way.

Slow because:
    Each test walks the list of its group: O(n^2) where groups are large. A set of pairs answers in O(1).

Unsafe when:
    Key or element cannot be hashed.

Example:
    Before::

        for word, page in places:
            if page not in pages[word]:
                pages[word].append(page)

    After::

        pages_seen = set()
        for word, page in places:
            if (word, page) not in pages_seen:
                pages[word].append(page)
                pages_seen.add((word, page))

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import Holes, match
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per dict."""
    for test in code.all(ast.If):
        holes = match("if $x not in @d[$k]:\n    @d[$k].append($x)", test)
        if holes is None or test.orelse or not repeats_around(code, test) or code.in_nested_function(test):
            continue
        name = holes.name("d")
        if not code.pure(holes["x"]) or not code.pure(holes["k"]):
            continue
        if code.hashable(code.type_of(holes["x"])) is False or code.hashable(code.type_of(holes["k"])) is False:
            continue
        start = _start(code, name, test)
        if start is not None:
            text = f"every turn walks a list in {name} for an element; a set of pairs answers at once"
            yield Finding(test, text, partial(_change, code, start, test, holes), GROWTH)


def _start(code: FunctionCode, name: str, test: ast.If) -> ast.Assign | None:
    """The empty start of a dict whose lists only grow in ``test``."""
    uses = code.uses(name)
    if name in code.parameters or len(uses.rebinds) != 1 or uses.aliases or uses.escapes:
        return None
    start = code.parent(uses.rebinds[0])
    if not isinstance(start, ast.Assign) or not (match("@d = {}", start) or match("@d = $c(list)", start)):
        return None
    inside = set(ast.walk(test))
    for change in uses.changes:
        statement = code.statement(change)
        made = match("@d[$k] = []", statement) or match("@d.setdefault($k, [])", statement)
        if change not in inside and made is None:
            return None
    for read in uses.reads:
        parent = code.parent(read)
        handed_out = isinstance(parent, ast.Subscript) and not isinstance(code.parent(parent), ast.Compare | ast.For)
        if read not in inside and handed_out:
            return None
    return start


def _change(code: FunctionCode, start: ast.Assign, test: ast.If, holes: Holes, edits: Edits) -> None:
    name = code.fresh(f"{holes.name('d')}_seen")
    pair = f"({edits.text(holes['k'])}, {edits.text(holes['x'])})"
    edits.insert_after(start, f"{name} = set()")
    edits.replace(test.test, f"{pair} not in {name}")
    edits.insert_after(test.body[0], f"{name}.add({pair})")
