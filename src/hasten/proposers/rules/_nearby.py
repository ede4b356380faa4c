"""Passes over a whole collection put on those of its elements alone whose keys lie between two values."""

from __future__ import annotations

import ast

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.naming import noun
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper

_ORDERING = '''\
def {name}(keys):
    """Keys in rising order, and the places where they stood; nothing where they have no order."""
    try:
        places = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        return None, None
    rising = [keys[place] for place in places]
    if not all(a <= b for a, b in zip(rising, rising[1:] + rising[-1:])):
        return None, None
    return rising, places
'''
_NEARBY = '''\
def {name}(items, rising, places, low, high):
    """The items whose keys lie between two values, in the order of the items; all of them where keys have no order."""
    if rising is None:
        return items
    return [items[place] for place in sorted(places[{left}(rising, low):{right}(rising, high)])]
'''
_NEARBY_IN = '''\
def {name}(items, part, rising, places, low, high):
    """The items of a slice whose keys lie between two values, in their order; all of it where keys have no order."""
    if rising is None:
        return items[part]
    first, last, _ = part.indices(len(items))
    near = sorted(places[{left}(rising, low):{right}(rising, high)])
    return [items[place] for place in near if first <= place < last]
'''
_RISING = '''\
def {name}(keys):
    """Keys that rise as they stand; None where they do not."""
    try:
        return keys if all(a <= b for a, b in zip(keys, keys[1:] + keys[-1:])) else None
    except TypeError:
        return None
'''
_STRETCH = '''\
def {name}(items, part, rising, low, high):
    """The items of a slice without those whose keys lie below or above (None: no bound); all where keys do not rise."""
    if rising is None:
        return items[part]
    first, last, _ = part.indices(len(items))
    left = 0 if low is None else {left}(rising, low)
    right = last if high is None else {right}(rising, high)
    return items[max(first, left):min(last, right)]
'''


def put_nearby(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    key: str,
    bounds: tuple[str, str],
    front: ast.stmt,
    edits: Edits,
    *,
    part: tuple[str, str] | None = None,
) -> None:
    """Have a loop visit only elements with a key between two bounds, both included.

    Args:
        code: The function.
        node: The loop, or the part of a comprehension.
        key: The key of an element, as code over the target.
        bounds: The lower and the upper bound, as code; with "" for one of them, and a part, keys have to rise as they
            stand, or nothing is gained.
        front: The statement in front of which the keys are put in order.
        edits: Gets the change.
        part: The whole collection that the one that is gone through is a slice of, and the slice, as code.
    """
    source, word = node.iter, noun(node.iter)
    sides = {side: edits.need("bisect", f"bisect_{side}") for side in ("left", "right")}

    def added(name: str, text: str) -> str:
        return helper(code, name, text.replace("{left}", sides["left"]).replace("{right}", sides["right"]), edits)

    rising, places = code.fresh(f"{word}_in_order"), code.fresh(f"{word}_places")
    target = edits.text(node.target, need=0)
    items, piece = part if part is not None else (edits.text(source, need=0), "")
    if part is None and isinstance(source, ast.Call):  # in every turn it would be made anew
        listed = code.fresh(f"all_{word}")
        kept = items if only(code.type_of(source), "list", "tuple") else f"list({items})"
        edits.insert_before(front, f"{listed} = {kept}")
        items = listed
    said = f"# those of {word} between two bounds are found among their keys in order"
    keys = f"[{key} for {target} in {items}]"
    low, high = (bound or "None" for bound in bounds)
    if piece and not all(bounds):
        edits.insert_before(front, f"{said}\n{rising} = {added('_if_rising', _RISING)}({keys})")
        edits.replace(source, f"{added('_stretch', _STRETCH)}({items}, {piece}, {rising}, {low}, {high})")
        return
    edits.insert_before(front, f"{said}\n{rising}, {places} = {added('_in_order', _ORDERING)}({keys})")
    if piece:
        edits.replace(source, f"{added('_nearby_in', _NEARBY_IN)}({items}, {piece}, {rising}, {places}, {low}, {high})")
        return
    edits.replace(source, f"{added('_nearby', _NEARBY)}({items}, {rising}, {places}, {low}, {high})")


def width_text(limit: ast.expr) -> str:
    """More than twice a distance, as code, so that no rounding leaves anybody out."""
    text = ast.unparse(limit)
    return str(2 * int(text) + 1) if text.isdigit() else f"(2 * abs({text}) + 1)"
