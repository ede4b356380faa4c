"""Grow a call to a wanted size in its own style: for workloads that can be measured, and for complexity."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable
from typing import Any

from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    arguments,
    canonical,
    equality_key,
    frozenset_tree,
    in_set_order,
    int_tree,
    part_at,
    replace_at,
    set_tree,
)
from hasten.inputs.domains import Domain, items_of, kind_of
from hasten.inputs.infer import infer
from hasten.inputs.ladder import ladder
from hasten.inputs.more import fresh_text, more
from hasten.inputs.signature import Signature, bind, expanded

#: Chains of objects are not made longer than this: readers of the tree recurse.
_LONGEST_CHAIN = 100
_RANGE = re.compile(r"range\((-?\d+), (-?\d+)(, -?\d+)?\)")


def grow(
    call: CallTree,
    argument: int | str | Path | None,
    factor: float,
    rng: random.Random,
    *,
    signature: Signature | None = None,
) -> CallTree:
    """The call with an argument grown to ``factor`` times its size.

    Containers get more items like theirs, texts more characters, lines or words; whole numbers are scaled. What held
    goes on to hold: order, distinctness, permutations, square matrices, equal lengths of several arguments, a number
    that was the length of another argument or an index into it. What cannot grow is left as it is.

    Args:
        call: The call; its aliases are written out.
        argument: Place of a positional argument, name of a keyword argument, a path into the call, or None for all
            arguments together.
        factor: Above 1 grows; 1 and below gives the call itself.
        rng: Source of randomness.
        signature: When given, its domains say what an empty container may hold.
    """
    if factor <= 1:
        return call
    whole = expanded(call)
    if isinstance(argument, tuple) and len(argument) > 2:
        grown: CallTree = replace_at(whole, argument, grown_tree(part_at(whole, argument), factor, rng))
        return grown
    chosen = _chosen(whole, argument)
    domains = {path: parameter.domain for parameter, path, _ in (bind(signature, whole) if signature else None) or []}
    return _grown_together(whole, chosen, factor, rng, domains)


def grow_series(
    call: CallTree,
    argument: int | str | Path | None,
    factors: Iterable[float],
    rng: random.Random,
    *,
    signature: Signature | None = None,
) -> list[tuple[float, CallTree]]:
    """The call grown by each factor, those left out at which nothing grows further."""
    seed = rng.random()
    found: list[tuple[float, CallTree]] = []
    texts = set()
    for factor in factors:
        # The same randomness for every factor: larger calls continue smaller ones.
        made = grow(call, argument, factor, random.Random(f"{seed}"), signature=signature)
        text = canonical(made)
        if text not in texts:
            texts.add(text)
            found.append((factor, made))
    return found


def _chosen(call: CallTree, argument: int | str | Path | None) -> list[Path]:
    if argument is None:
        return [path for path, _ in arguments(call)]
    if isinstance(argument, tuple):
        return [argument]
    path: Path = ("args", argument) if isinstance(argument, int) else ("kwargs", argument)
    return [path] if path in dict(arguments(call)) else []


def length_of(tree: Tree) -> int | None:
    """Number of items or characters of a sized value, None for others."""
    if isinstance(tree, str):
        return len(tree)
    if not isinstance(tree, list):
        return None
    if tree[0] == "u":
        return length_of(tree[2])
    if tree[0] in "bBd":
        return len(tree[1])
    return len(items_of(tree)) if tree[0] in ("l", "t", "s", "f", "it") else None


def _grown_together(
    call: CallTree, chosen: list[Path], factor: float, rng: random.Random, domains: dict[Path, Domain]
) -> CallTree:
    """Grow the chosen arguments, those of the same length along with them, and numbers that depend on their lengths."""
    trees = dict(arguments(call))
    lengths = {path: length_of(tree) for path, tree in trees.items()}
    sized = {path for path in chosen if lengths[path] is not None and _can_grow(trees[path])}
    tied = {lengths[path] for path in sized if (lengths[path] or 0) >= 2}
    sized |= {path for path, length in lengths.items() if length in tied and _can_grow(trees[path])}
    nodes = _node_counts(trees, sized)
    made = call
    for path in sorted(sized, key=str):
        made = replace_at(made, path, grown_tree(trees[path], factor, rng, domains.get(path)))
    for path, tree in trees.items():
        if path in sized or type(tree) is not int:
            continue
        number = _scaled_number(call, made, path, tree, sized, factor, nodes)
        if number is not None:
            made = replace_at(made, path, int_tree(number))
        elif not sized and path in chosen:
            made = replace_at(made, path, grown_tree(tree, factor, rng, domains.get(path)))
    for path in chosen:
        if path not in sized and type(trees[path]) is not int:
            made = replace_at(made, path, grown_tree(trees[path], factor, rng, domains.get(path)))
    return made


def _can_grow(tree: Tree) -> bool:
    """Whether a sized value is a collection, and no record of fixed form."""
    if isinstance(tree, list) and tree[0] == "d" and tree[1]:
        return kind_of(tree) == "dict" and infer(tree)["k"] != "typeddict"
    if isinstance(tree, list) and tree[0] == "t":
        return len(tree[1]) > 2 and len({kind_of(item) for item in tree[1]}) == 1
    return True


def _node_counts(trees: dict[Path, Tree], sized: set[Path]) -> dict[int, Path]:
    """Numbers that are one more than the largest whole number in a container of rows: nodes of a graph."""
    found: dict[int, Path] = {}
    for path in sized:
        tree = trees[path]
        if isinstance(tree, list) and tree[0] in ("l", "s") and kind_of(tree) in ("list", "set"):
            largest = _largest_in_rows(tree)
            if largest is not None:
                found[largest + 1] = path
    return found


def _largest_in_rows(tree: Tree) -> int | None:
    rows = items_of(tree)
    if not rows or not all(isinstance(row, list) and row[0] in ("t", "l") and row[1] for row in rows):
        return None
    numbers = [item for row in rows for item in row[1] if type(item) is int]
    return max(numbers) if numbers and min(numbers) >= 0 else None


def _scaled_number(
    call: CallTree, made: CallTree, path: Path, number: int, sized: set[Path], factor: float, nodes: dict[int, Path]
) -> int | None:
    """What a whole number becomes that is the length of a grown argument, an index into it, or its number of nodes."""
    before, after = dict(arguments(call)), dict(arguments(made))
    if number in nodes and number > 1:
        largest = _largest_in_rows(after[nodes[number]])
        return None if largest is None else largest + 1
    for other in sorted(sized, key=str):
        old, new = length_of(before[other]), length_of(after[other])
        if old is not None and new is not None and old >= 2 and number in (old, old - 1, old + 1):
            return new + number - old
    for other in sorted(sized, key=str):
        old, new = length_of(before[other]), length_of(after[other])
        items = before[other]
        member = isinstance(items, list) and items[0] in ("l", "t") and number in items[1]
        if old and new and old >= 4 and 1 < number < old and not member:
            return max(1, round(number * new / old))
    return None


def grown_tree(tree: Tree, factor: float, rng: random.Random, domain: Domain | None = None) -> Tree:
    """One value grown to ``factor`` times its size, in its own style."""
    if isinstance(tree, str):
        return _text(tree, factor, rng)
    if not isinstance(tree, list):
        return _number(tree, factor)
    grower = _GROWERS.get(tree[0])
    return grower(tree, factor, rng, domain) if grower else tree


def _count(length: int, factor: float) -> int:
    return max(length + 1, round(length * factor)) if length else max(1, math.ceil(factor))


def _number(value: Tree, factor: float) -> Tree:
    if type(value) is int:
        if value > 2 and value & (value - 1) == 0:
            return int_tree(1 << round(math.log2(value * factor)) if value < 2**1000 else value)
        # Whole arithmetic: large integers do not fit a float.
        scaled = value * round(factor * 1024) // 1024
        return int_tree(scaled if abs(value) > 1 else value + (math.ceil(factor) if value >= 0 else 0))
    if isinstance(value, float) and math.isfinite(value) and abs(value) < 1e300:
        return value * factor
    return value


def _text(text: str, factor: float, rng: random.Random) -> str:
    if not text:
        return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=_count(0, factor)))
    wanted = _count(len(text), factor)
    for separator in ("\n", "\t", ";", "|", ",", " "):
        if text.count(separator) > (separator != "\n"):
            return _joined(text, separator, wanted, rng)
    if set(text) <= set("()[]{}<>"):
        return (text * (wanted // len(text) + 1))[: max(len(text), wanted - wanted % len(text))]
    unit = _period(text)
    if unit:
        return (unit * (wanted // len(unit) + 1))[: max(len(unit), wanted - wanted % len(unit))]
    fresh = "".join(rng.choices(text.lstrip("0") or text, k=wanted - len(text)))
    if len(text) > 2 and text == text[::-1]:
        half = text[: len(text) // 2] + fresh[: (wanted - len(text)) // 2]
        return half + text[len(text) // 2 : len(text) // 2 + len(text) % 2] + half[::-1]
    made = text + fresh
    return "".join(sorted(made)) if len(set(text)) > 2 and list(text) == sorted(text) else made


def _period(text: str) -> str:
    """The unit that a text repeats at least twice, or an empty text."""
    place = (text + text).find(text, 1)
    return text[:place] if place < len(text) else ""


def _joined(text: str, separator: str, wanted: int, rng: random.Random) -> str:
    """More parts between separators, until the text is long enough; a separator at the end stays."""
    end = separator if text.endswith(separator) else ""
    parts = text[: len(text) - len(end)].split(separator)
    mean = max(1.0, len(text) / len(parts))
    # Empty parts stay empty: only the others go on.
    full = [part for part in parts if part] or ["a"]
    fresh = more(full, len(full) + max(1, round((wanted - len(text)) / mean)), rng)
    known: set[str] = set()
    extra = [part if isinstance(part, str) else fresh_text("abc", known, rng) for part in fresh[len(full) :]]
    return separator.join([*parts, *extra]) + end


def _sequence(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    items = tree[1]
    if tree[0] == "t" and not _can_grow(tree):
        return [*tree[:1], [grown_tree(item, factor, rng) if _is_collection(item) else item for item in items]]
    if not items:
        return [tree[0], _from_domain(domain, _count(0, factor))]
    side = _matrix_side(items)
    if side:
        return _matrix(tree, side, factor, rng)
    return [tree[0], more(items, _count(len(items), factor), rng)]


def _is_collection(tree: Tree) -> bool:
    return (length_of(tree) or 0) > 2


def _from_domain(domain: Domain | None, count: int) -> list[Tree]:
    of = (domain or {}).get("of")
    return ladder(of if isinstance(of, dict) else {"k": "int"}, count)


def _matrix_side(items: list[Tree]) -> tuple[int, int] | None:
    """Rows and columns of a matrix; None for what is none, and for tables of few columns."""
    if len(items) < 2 or not all(isinstance(row, list) and row[0] == "l" for row in items):
        return None
    widths = {len(row[1]) for row in items}
    if len(widths) != 1 or any(isinstance(cell, list) and cell[0] != "i" for row in items for cell in row[1]):
        return None
    width = widths.pop()
    square = width == len(items)
    return (len(items), width) if width and (square or width > 6) else None


def _matrix(tree: Tree, side: tuple[int, int], factor: float, rng: random.Random) -> Tree:
    """A matrix with both sides grown; symmetry and an even diagonal stay."""
    rows, columns = side
    wide, tall = _count(columns, math.sqrt(factor)), _count(rows, math.sqrt(factor))
    if rows == columns:
        tall = wide
    cells = [cell for row in tree[1] for cell in row[1]]
    fresh = iter(more(cells, len(cells) + wide * tall, rng)[len(cells) :])
    old = [row[1] for row in tree[1]]
    grid = [
        [old[y][x] if y < rows and x < columns else next(fresh) for x in range(wide)] for y in range(tall)
    ]
    if rows == columns:
        if all(canonical(old[y][x]) == canonical(old[x][y]) for y in range(rows) for x in range(y)):
            grid = [[grid[min(y, x)][max(y, x)] for x in range(wide)] for y in range(tall)]
        if len({canonical(old[y][y]) for y in range(rows)}) == 1:
            for y in range(rows, tall):
                grid[y][y] = old[0][0]
    return [tree[0], [["l", row] for row in grid]]


def _set(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    count = _count(len(tree[1]), factor)
    made = more(tree[1], count, rng) if tree[1] else _from_domain(domain, count)
    return set_tree(made) if tree[0] == "s" else frozenset_tree(made)


def _dict(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    pairs = tree[1]
    if not pairs:
        key, value = (domain or {}).get("key") or {"k": "str"}, (domain or {}).get("value") or {"k": "int"}
        count = _count(0, factor)
        return ["d", [[a, b] for a, b in zip(ladder(key, count), ladder(value, count), strict=True)]]
    if not _can_grow(tree):
        grown = [grown_tree(value, factor, rng) if _is_collection(value) else value for _, value in pairs]
        return ["d", [[pair[0], value] for pair, value in zip(pairs, grown, strict=True)]]
    count = _count(len(pairs), factor)
    keys = more([pair[0] for pair in pairs], count, rng)
    values = [pair[1] for pair in pairs]
    wider = _neighbours(values, keys, len(pairs), rng) or more(values, count, rng)
    kept: dict[object, list[Tree]] = {}
    for key, value in zip(keys, wider, strict=True):
        kept.setdefault(equality_key(key), [key, value])
    return ["d", list(kept.values())]


def _neighbours(values: list[Tree], keys: list[Tree], seen: int, rng: random.Random) -> list[Tree] | None:
    """Adjacency: where every item of every value is a key, those of new keys are keys too."""
    if not all(isinstance(value, list) and value[0] in ("l", "t", "s", "f") for value in values):
        return None
    known = {equality_key(key) for key in keys[:seen]}
    if not any(value[1] for value in values):
        return None
    if not all(equality_key(item) in known for value in values for item in value[1]):
        return None
    lengths = [len(value[1]) for value in values]
    made = list(values)
    for place in range(seen, len(keys)):
        like = values[place % seen]
        # Some neighbours nearby, so that long paths exist, the rest anywhere.
        near = [keys[(place + 1) % len(keys)]] if lengths[place % seen] else []
        far = [keys[int(rng.random() * len(keys))] for _ in range(lengths[int(rng.random() * seen)] - len(near))]
        linked = {equality_key(key): key for key in [*near, *far]} if like[0] in "sf" else None
        made.append([like[0], in_set_order(linked.values()) if linked is not None else [*near, *far]])
    return made


def _iterator(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    return ["it", tree[1], _sequence(["l", tree[2]], factor, rng, domain)[1]]


def _subclass(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    if not isinstance(tree[2], list) or tree[2][0] not in ("l", "d", "s", "f"):
        return tree
    base = grown_tree(tree[2], factor, rng, domain)
    if tree[3].get("maxlen") is not None:
        return ["u", tree[1], base, {**tree[3], "maxlen": len(base[1])}]
    return ["u", tree[1], base, tree[3]]


def _octets(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    text = tree[1]
    return [tree[0], text + "".join(rng.choices(text or "ab", k=_count(len(text), factor) - len(text)))]


def _expression(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    found = _RANGE.fullmatch(tree[1])
    if found is None:
        return tree
    start, stop = int(found[1]), int(found[2])
    return ["x", f"range({start}, {start + int((stop - start) * factor)}{found[3] or ''})"]


def _object(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    """Containers inside an object grow; a chain of objects of one class gets longer."""
    link = next((name for name, value in tree[2].items() if _is_same(value, tree)), None)
    if link is not None:
        return _chain(tree, link, factor, rng)
    return ["o", tree[1], {name: grown_tree(v, factor, rng) if _is_inner(v) else v for name, v in tree[2].items()}]


def _is_inner(tree: Tree) -> bool:
    return _is_collection(tree) or (isinstance(tree, list) and tree[0] == "o")


def _is_same(value: Tree, tree: Tree) -> bool:
    return isinstance(value, list) and value[0] == "o" and value[1] == tree[1]


def _chain(tree: Tree, link: str, factor: float, rng: random.Random) -> Tree:
    nodes = [tree]
    while _is_same(nodes[-1][2].get(link), tree):
        nodes.append(nodes[-1][2][link])
    last = nodes[-1][2].get(link)
    bare = [["o", tree[1], {name: value for name, value in node[2].items() if name != link}] for node in nodes]
    made: Tree = last
    for node in reversed(more(bare, min(_count(len(nodes), factor), max(_LONGEST_CHAIN, len(nodes))), rng)):
        made = ["o", tree[1], dict(sorted({**node[2], link: made}.items()))]
    return made


def _array(tree: Tree, factor: float, rng: random.Random, domain: Domain | None) -> Tree:
    """More cells along the first axis, along both where the array is square; cells are drawn from its own."""
    import base64

    import numpy

    _, dtype, shape, content, *flags = tree
    if not isinstance(content, str) or not shape or dtype.startswith("[") or 0 in shape:
        return tree
    cells = numpy.frombuffer(base64.b64decode(content), dtype=numpy.dtype(dtype)).reshape(shape)
    square = len(shape) == 2 and shape[0] == shape[1]
    for axis in (0, 1) if square else (0,):
        count = _count(shape[axis], math.sqrt(factor) if square else factor)
        extra = [rng.randrange(shape[axis]) for _ in range(count - shape[axis])]
        cells = numpy.take(cells, [*range(shape[axis]), *extra], axis=axis)
    data = base64.b64encode(numpy.ascontiguousarray(cells).tobytes()).decode()
    kept = {key: value for key, value in (flags[0] if flags else {}).items() if key != "of"}
    return ["a", dtype, [int(extent) for extent in cells.shape], data, kept]


_GROWERS: dict[str, Callable[[Any, float, random.Random, Domain | None], Tree]] = {
    "i": lambda tree, factor, rng, domain: int_tree(int(tree[1], 16) * math.ceil(factor)),
    "l": _sequence, "t": _sequence, "s": _set, "f": _set, "d": _dict, "it": _iterator, "u": _subclass, "b": _octets,
    "B": _octets, "x": _expression, "o": _object, "a": _array,
}  # fmt: skip

