"""Scans that put one label in place of another wherever it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend

_TESTS = ("$label == $old", "$old == $label")
_STORES = (
    ("if {test}:\n    $place = $new", "$label"),
    ("$place = $new if {test} else $kept", "$kept"),
)


@dataclass(frozen=True)
class Relabelling:
    """A scan that gives a new label to all elements with an old one.

    Attributes:
        statement: The whole scan.
        labels: Name of the collection of labels; the attribute that holds them, where elements are objects.
        of_objects: Whether the label of an element is an attribute of it.
        old: The label that goes.
        new: The label that stays.
        read: The label of an element, as the scan reads it.
        place: Where its label is written; None where the collection is made anew.
    """

    statement: ast.For | ast.Assign
    labels: str
    of_objects: bool
    old: ast.expr
    new: ast.expr
    read: ast.expr
    place: ast.Subscript | ast.Attribute | None


def joined(code: FunctionCode) -> Iterator[tuple[Loop, list[Relabelling]]]:
    """Loops in which labels are put in place of others, with all the scans that do so in one of them."""
    groups: dict[tuple[Loop, str, bool], list[Relabelling]] = {}
    looped = [_of_loop(code, loop) for loop in code.all(ast.For)]
    for scan in [*looped, *(_made_anew(statement) for statement in code.all(ast.Assign))]:
        around = code.loops_around(scan.statement) if scan is not None else []
        if scan is None or not around or code.in_nested_function(scan.statement):
            continue
        if _stays(code, scan, around[-1]):
            groups.setdefault((around[-1], scan.labels, scan.of_objects), []).append(scan)
    for (outer, _, _), scans in groups.items():
        yield outer, scans


def _of_loop(code: FunctionCode, loop: ast.For) -> Relabelling | None:
    if loop.orelse or len(loop.body) != 1 or any(code.live_after(name, loop) for name in stored(loop.target)):
        return None
    for form, kept in _STORES:
        for test in _TESTS:
            found = match(form.format(test=test), loop.body[0])
            if found is None or not equal(found[kept[1:]], found["label"]):
                continue
            place, read = found["place"], found["label"]
            labels = _labels(code, loop, place, read)
            if labels:
                objects = isinstance(place, ast.Attribute)
                assert isinstance(place, ast.Subscript | ast.Attribute)
                return Relabelling(loop, labels, objects, found["old"], found["new"], read, place)
    return None


def _labels(code: FunctionCode, loop: ast.For, place: ast.expr, read: ast.expr) -> str:
    """Name of the collection, or of the attribute, that a scan walks; "" where it does another thing."""
    if isinstance(place, ast.Attribute):
        own = isinstance(place.value, ast.Name) and equal(place.value, loop.target)
        return place.attr if own and ast.unparse(place) == ast.unparse(read) else ""
    if not (isinstance(place, ast.Subscript) and isinstance(place.value, ast.Name)):
        return ""
    labels, target = place.value.id, loop.target
    walked = match("@x.items()", loop.iter) or match("enumerate(@x)", loop.iter) or match("list(@x.items())", loop.iter)
    if walked is not None and isinstance(target, ast.Tuple) and len(target.elts) == 2:
        of_pair = equal(place.slice, target.elts[0]) and equal(read, target.elts[1])
        return labels if walked.name("x") == labels and of_pair else ""
    if not isinstance(target, ast.Name) or not equal(place.slice, target):
        return ""
    whole = match("$s", loop.iter) is not None and labels in loaded(loop.iter)
    keys = any(match(form.format(labels), loop.iter) for form in ("{}", "{}.keys()", "list({})", "range(len({}))"))
    if whole and not keys:
        return ""
    return labels if ast.unparse(place) == ast.unparse(read) else ""


def _made_anew(statement: ast.Assign) -> Relabelling | None:
    """``labels = [new if label == old else label for label in labels]``, or the like of a dict."""
    target, made = statement.targets[0], statement.value
    if len(statement.targets) != 1 or not isinstance(target, ast.Name):
        return None
    if not isinstance(made, ast.ListComp | ast.DictComp) or len(made.generators) != 1 or made.generators[0].ifs:
        return None
    generator = made.generators[0]
    value = made.elt if isinstance(made, ast.ListComp) else made.value
    if isinstance(made, ast.ListComp):
        label = generator.target if equal(generator.iter, target) else None
    else:
        pairs = generator.target if match(f"{target.id}.items()", generator.iter) else None
        of_two = isinstance(pairs, ast.Tuple) and len(pairs.elts) == 2 and equal(pairs.elts[0], made.key)
        label = pairs.elts[1] if of_two else None  # type: ignore[union-attr]
    if not isinstance(label, ast.Name):
        return None
    for test in ("$label == $old", "$old == $label"):
        found = match(f"$new if {test} else $label", value)
        if found is None:
            opposite = test.replace("==", "!=")
            found = match(f"$label if {opposite} else $new", value)
        if found is not None and equal(found["label"], label):
            return Relabelling(statement, target.id, False, found["old"], found["new"], label, None)
    return None


def _stays(code: FunctionCode, scan: Relabelling, outer: Loop) -> bool:
    """Whether old and new are names that the scan leaves alone, and nobody but scans sets labels in the loop."""
    if not all(isinstance(part, ast.Name | ast.Constant) for part in (scan.old, scan.new)) or equal(scan.old, scan.new):
        return False
    names = stored(scan.statement) if isinstance(scan.statement, ast.For) else {scan.labels}
    if names & loaded(scan.old, scan.new):
        return False
    if scan.of_objects:
        assert isinstance(scan.statement, ast.For)
        return code.invariant(scan.statement.iter, *outer.body) or isinstance(scan.statement.iter, ast.Name)
    uses = code.uses(scan.labels)
    return scan.labels in code.local and not (uses.aliases or code.uses(scan.labels, *outer.body).escapes)


def reads(code: FunctionCode, outer: Loop, scans: Sequence[Relabelling]) -> list[ast.expr] | None:
    """Everything in the loop that reads the label of one element; None where labels are looked at in another way."""
    inside = {node for scan in scans for node in ast.walk(scan.statement)}
    labels = scans[0].labels
    found: list[ast.expr] = []
    nodes = [node for node in descend(outer) if node not in inside]
    if scans[0].of_objects:
        if any(_runs_others(code, node) for node in nodes):
            return None
        for node in nodes:
            if isinstance(node, ast.Attribute) and node.attr == labels:
                if not isinstance(node.ctx, ast.Load):
                    return None
                found.append(node)
        return found
    for node in nodes:
        if not isinstance(node, ast.Name) or node.id != labels:
            continue
        parent = code.parent(node)
        if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load):
            if isinstance(parent.slice, ast.Slice):
                return None
            found.append(parent)
        elif not _is_about_keys(code, node, parent):
            return None
    return found


def _runs_others(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a call runs a function of the module, which may look at labels or set them."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return any(other.rpartition(".")[2] == name for other in code.module.functions)


def _is_about_keys(code: FunctionCode, node: ast.Name, parent: ast.AST) -> bool:
    """Whether a use asks for the number of elements, or for one of the keys of a dict, which no scan changes."""
    if code.builtin_call(parent, "len", 1):
        return True
    if not (isinstance(parent, ast.Compare) and isinstance(parent.ops[0], ast.In | ast.NotIn)):
        return False
    return len(parent.ops) == 1 and parent.comparators[0] is node and code.type_of(node).kind == "dict"


def told_apart(code: FunctionCode, scan: Relabelling, outer: Loop) -> bool:
    """Whether the scan runs only where the two labels differ, by an ``if`` around it or one that leaves in front."""
    wanted = {ast.dump(scan.old), ast.dump(scan.new)}

    def differ(test: ast.expr, operator: type[ast.cmpop]) -> bool:
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], operator)):
            return False
        return {ast.dump(test.left), ast.dump(test.comparators[0])} == wanted

    child: ast.AST = scan.statement
    for parent in code.ancestors(scan.statement):
        if isinstance(parent, ast.If) and child in parent.body and differ(parent.test, ast.NotEq):
            return True
        if isinstance(parent, ast.If) and child in parent.orelse and differ(parent.test, ast.Eq):
            return True
        block = getattr(parent, "body", [])
        if isinstance(child, ast.stmt) and child in block:
            for before in block[: block.index(child)]:
                leaves = isinstance(before, ast.If) and isinstance(before.body[-1], ast.Continue | ast.Return)
                if leaves and differ(before.test, ast.Eq):
                    return True
        if parent is outer:
            return False
        child = parent
    return False


def written_back(code: FunctionCode, scan: Relabelling, current: str, became: str, edits: Edits) -> str:
    """Statements that give every element the label that its own has become."""
    label = f"{current}({became}, {edits.text(scan.read, need=0)})"
    if isinstance(scan.statement, ast.For):
        assert scan.place is not None
        target, source = edits.text(scan.statement.target, need=0), edits.text(scan.statement.iter, need=0)
        return f"for {target} in {source}:\n    {edits.text(scan.place)} = {label}"
    made = scan.statement.value
    assert isinstance(made, ast.ListComp | ast.DictComp)
    generator = made.generators[0]
    each = f"for {edits.text(generator.target, need=0).strip('()')} in {edits.text(generator.iter, need=0)}"
    if isinstance(made, ast.ListComp):
        return f"{scan.labels} = [{label} {each}]"
    return f"{scan.labels} = {{{edits.text(made.key, need=0)}: {label} {each}}}"
