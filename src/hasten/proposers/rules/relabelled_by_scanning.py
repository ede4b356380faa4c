"""Groups that are joined by giving all members of one the label of the other, found by a scan of everything.

Finds:
    In a loop, a scan that puts one label in place of another wherever it stands: in a dict or list of labels, in an
    attribute of all objects of a list, or by making the list or dict anew with one label for the other.

Slow because:
    Every join of two groups walks all elements: O(n) per join. It is enough to write down what the label has become,
    and to follow that from the label of an element, which is short work when the way is shortened each time. Where the
    labels are looked at in other ways, the members of each label are kept at hand instead, and the smaller group moves
    where it does not matter which label goes.

Unsafe when:
    A label is put in place of another one that had gone before, or cannot be hashed.

Example:
    Before::

        for a, b in links:
            old, new = label[b], label[a]
            if old != new:
                for node in label:
                    if label[node] == old:
                        label[node] = new

    After::

        # what a label has become; who asks follows that
        became = {}
        for a, b in links:
            old, new = _current(became, label[b]), _current(became, label[a])
            if old != new:
                became[old] = new
        for node in label:
            label[node] = _current(became, label[node])

Source:
    Aho, Hopcroft, Ullman, The Design and Analysis of Computer Algorithms, section 4.6 (the list form of union-find) and
    4.7 (trees with path compression).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import counted, indexed_sequence
from hasten.code.match import match
from hasten.code.scopes import stored
from hasten.code.types import only
from hasten.proposers.rules import _relabelling
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._relabelling import Relabelling

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# {} holds the elements of every label, so that a join visits no others"


@dataclass(frozen=True)
class _Scan:
    """A scan that relabels.

    Attributes:
        loop: The scan.
        element: Its variable.
        labels: Name of the dict or list of labels.
        old: The label that goes.
        new: The label that stays.
        outer: The loop around.
        sizes: Expressions for the number of labels in use, ``len(set(label.values()))``.
    """

    loop: ast.For
    element: str
    labels: str
    old: str
    new: str
    outer: Loop
    sizes: tuple[ast.Call, ...]


_CURRENT = '''\
def {name}(became, label):
    """What a label has become; the way there is shortened for the next one who asks."""
    last = label
    while last in became:
        last = became[last]
    while label in became:
        became[label], label = last, became[label]
    return last
'''
_BECAME = "# what a label has become; who asks follows that"


def find(code: FunctionCode) -> Iterator[Finding]:
    """Labels that are followed, then members by label."""
    for outer, scans in _relabelling.joined(code):
        reads = _relabelling.reads(code, outer, scans)
        if reads is not None:
            text = f"every join walks all elements for those labelled `{ast.unparse(scans[0].old)}`; it is enough to "
            text += "write down what that label has become"
            yield Finding(scans[0].statement, text, partial(_follow, code, outer, scans, reads), GROWTH, ahead=True)
    for loop in code.all(ast.For):
        scan = _scan(code, loop)
        if scan is not None:
            text = f"every join walks all of {scan.labels}; members by label leave only those that are renamed"
            yield Finding(loop, text, partial(_change, code, scan, False), GROWTH)
            if _only_compared(code, scan):
                yield Finding(loop, text, partial(_change, code, scan, True), GROWTH)


def _scan(code: FunctionCode, loop: ast.For) -> _Scan | None:
    around = code.loops_around(loop)
    if not around or loop.orelse or len(loop.body) != 1 or code.in_nested_function(loop):
        return None
    found = match("if @label[@x] == @old:\n    @label[@x] = @new", loop.body[0]) or match(
        "if @old == @label[@x]:\n    @label[@x] = @new", loop.body[0]
    )
    if found is None or not isinstance(loop.target, ast.Name) or found.name("x") != loop.target.id:
        return None
    labels = found.name("label")
    shape = counted(code, loop)
    place = indexed_sequence(code, shape) if shape is not None else None
    runs = isinstance(loop.iter, ast.Name) and loop.iter.id == labels and only(code.type_of_name(labels), "dict", "any")
    sequence = isinstance(place, ast.Name) and place.id == labels
    if not (runs or sequence or match(f"{labels}.keys()", loop.iter) or match(f"list({labels})", loop.iter)):
        return None
    if code.live_after(loop.target.id, loop) or labels not in code.local or found.name("old") == found.name("new"):
        return None
    outer = around[-1]
    uses = code.uses(labels, *outer.body)
    inside = set(ast.walk(loop))
    if uses.aliases or uses.escapes or uses.rebinds or any(node not in inside for node in uses.changes):
        return None
    if found.name("old") in stored(loop) or found.name("new") in stored(loop):
        return None
    sizes = tuple(
        call
        for statement in outer.body
        for call in ast.walk(statement)
        if isinstance(call, ast.Call)
        and (match(f"len(set({labels}.values()))", call) or (sequence and match(f"len(set({labels}))", call)))
    )
    return _Scan(loop, loop.target.id, labels, found.name("old"), found.name("new"), outer, sizes)


def _only_compared(code: FunctionCode, scan: _Scan) -> bool:
    """Whether labels are likely only compared behind the loop: then it does not matter which of two goes."""
    last = scan.outer.end_lineno or scan.outer.lineno
    for node in code.all(ast.Name):
        if node.id != scan.labels or node.lineno <= last:
            continue
        parent = code.parent(node)
        number = match(f"len(set({scan.labels}))", code.parent(parent)) is not None
        if not (isinstance(parent, ast.Subscript) and parent.value is node) and not number:
            return False
    return True


def _change(code: FunctionCode, scan: _Scan, by_size: bool, edits: Edits) -> None:
    members, moved = code.fresh("members"), code.fresh("moved")
    element, labels = scan.element, scan.labels
    edits.insert_before(
        scan.outer,
        f"{_COMMENT.format(members)}\n{members} = {{}}\nfor {element} in {edits.text(scan.loop.iter)}:\n"
        f"    {members}.setdefault({labels}[{element}], []).append({element})",
    )
    swap = (
        f"if len({members}[{scan.old}]) > len({members}[{scan.new}]):\n"
        f"    {scan.old}, {scan.new} = {scan.new}, {scan.old}  # the smaller group moves\n"
    )
    moves = (
        f"{moved} = {members}.pop({scan.old}, [])\nfor {element} in {moved}:\n    {labels}[{element}] = {scan.new}\n"
        f"{members}.setdefault({scan.new}, []).extend({moved})"
    )
    edits.replace_statement(scan.loop, swap + moves if by_size else moves)
    for call in scan.sizes:
        edits.replace(call, f"len({members})")


def _follow(
    code: FunctionCode, outer: Loop, scans: Sequence[Relabelling], reads: Sequence[ast.expr], edits: Edits
) -> None:
    current, became = helper(code, "_current", _CURRENT, edits), code.fresh("became")
    edits.insert_before(outer, f"{_BECAME}\n{became} = {{}}")
    for scan in scans:
        old, new = edits.text(scan.old, need=0), edits.text(scan.new, need=0)
        join = f"{became}[{old}] = {new}"
        apart = _relabelling.told_apart(code, scan, outer)
        edits.replace_statement(scan.statement, join if apart else f"if {old} != {new}:\n    {join}")
    for read in reads:
        edits.replace(read, f"{current}({became}, {edits.text(read, need=0)})")
    edits.insert_after(outer, _relabelling.written_back(code, scans[0], current, became, edits))
