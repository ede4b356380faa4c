"""A list built anew from its parts to insert, remove or replace a few of its elements.

Finds:
    ``xs = xs[:i] + [x] + xs[i:]``, ``xs = xs[:i] + xs[i + 1:]``, ``xs = xs[:i] + [x] + xs[i + 1:]``,
    ``xs = xs[:i] + xs[j:]``, ``xs = [x] + xs`` and the like in a loop, for a local list that nobody else holds.

Slow because:
    Every step makes three new lists and copies each element twice. The methods of the list move what lies behind the
    place in one piece, and replacing an element moves nothing. Inserting and removing stay O(n), with a small constant;
    replacing becomes O(1).

Unsafe when:
    The index lies beyond the ends (``xs[i]`` and ``del xs[i]`` raise where slices gave nothing) or is -1.

Example:
    Before::

        for place, name in arrivals:
            line = line[:place] + [name] + line[place:]

    After::

        for place, name in arrivals:
            line.insert(place, name)

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import Holes, match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._replaced import held_once

GROWTH = ("O(n^2)", "O(n)")
_Write = Callable[[str, Holes, Edits], str]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each assignment makes one finding; only what replaces an element changes the growth."""
    for assign in code.all(ast.Assign):
        if not repeats_around(code, assign):
            continue
        for pattern, write in _FORMS.items():
            holes = match(pattern, assign)
            if holes is None or not _fits(code, pattern, holes):
                continue
            text = f"`{ast.unparse(assign)}` copies the whole list to change one place of it"
            growth = GROWTH if write is _replaced else None
            yield Finding(assign, text, partial(_change, assign, write, holes), growth, enabling=True)
            break


def _fits(code: FunctionCode, pattern: str, holes: Holes) -> bool:
    name = holes.name("xs")
    if not only(code.type_of_name(name), "list") or not held_once(code, name):
        return False
    if "$more" in pattern and code.type_of(holes["more"]).kind != "list":
        return False
    if "$x" in pattern and isinstance(holes["x"], ast.Starred):
        return False
    # A place that was computed twice is computed once.
    return all(code.pure(holes[place]) for place in ("i", "j") if f"${place}" in pattern)


def _inserted(name: str, holes: Holes, edits: Edits) -> str:
    return f"{name}.insert({edits.text(holes['i'])}, {edits.text(holes['x'])})"


def _put_in_front(name: str, holes: Holes, edits: Edits) -> str:
    return f"{name}.insert(0, {edits.text(holes['x'])})"


def _replaced(name: str, holes: Holes, edits: Edits) -> str:
    return f"{name}[{edits.text(holes['i'])}] = {edits.text(holes['x'])}"


def _removed(name: str, holes: Holes, edits: Edits) -> str:
    return f"del {name}[{edits.text(holes['i'])}]"


def _cut(name: str, holes: Holes, edits: Edits) -> str:
    return f"del {name}[{edits.text(holes['i'])}:{edits.text(holes['j'])}]"


def _spliced(name: str, holes: Holes, edits: Edits) -> str:
    return f"{name}[{edits.text(holes['i'])}:{edits.text(holes['j'])}] = {edits.text(holes['more'])}"


def _put_between(name: str, holes: Holes, edits: Edits) -> str:
    place = edits.text(holes["i"])
    return f"{name}[{place}:{place}] = {edits.text(holes['more'])}"


#: Most special first.
_FORMS: dict[str, _Write] = {
    "@xs = @xs[:$i] + [$x] + @xs[$i:]": _inserted,
    "@xs = @xs[:$i] + [$x] + @xs[$i + 1:]": _replaced,
    "@xs = @xs[:$i] + @xs[$i + 1:]": _removed,
    "@xs = [$x] + @xs": _put_in_front,
    "@xs = [*@xs[:$i], $x, *@xs[$i:]]": _inserted,
    "@xs = [*@xs[:$i], $x, *@xs[$i + 1:]]": _replaced,
    "@xs = [*@xs[:$i], *@xs[$i + 1:]]": _removed,
    "@xs = [$x, *@xs]": _put_in_front,
    "@xs = @xs[:$i] + $more + @xs[$i:]": _put_between,
    "@xs = @xs[:$i] + $more + @xs[$j:]": _spliced,
    "@xs = @xs[:$i] + @xs[$j:]": _cut,
}


def _change(assign: ast.Assign, write: _Write, holes: Holes, edits: Edits) -> None:
    edits.replace_statement(assign, write(holes.name("xs"), holes, edits))
