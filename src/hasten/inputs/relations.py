"""Relations between arguments: what makes two arguments matter to each other is rarely hit by chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from hasten.core.values import Tree, canonical, in_set_order, int_tree, walk
from hasten.inputs.domains import Domain, items_of
from hasten.inputs.membership import contains
from hasten.inputs.signature import Signature

#: Changes the values of some parameters in place so that a relation holds; does nothing where it cannot.
Relation = Callable[[dict[str, Tree], random.Random], None]

_SEQUENCES = frozenset({"list", "tuple", "deque", "iterator"})
_COPIED = frozenset({"list", "tuple", "set", "frozenset", "dict", "deque"})
_SIZED = frozenset({"list", "tuple", "deque", "iterator", "str", "bytes", "set", "frozenset", "dict"})


def relations_for(signature: Signature) -> list[Relation]:
    """The relations that the domains of a signature allow; a telling one may be listed more than once."""
    found: list[Relation] = []
    parameters = [p for p in signature.parameters if not p.kind.startswith("var_")]
    parts = [(p.name, part) for p in parameters for part in _parts(p.domain)]
    for name, domain in parts:
        found.extend(_within(name, domain))
        for other, second in parts:
            if other != name:
                found.extend(_between(name, domain, other, second))
    return found


def _parts(domain: Domain) -> Sequence[Domain]:
    if domain["k"] == "any":
        return [domain["like"]] if domain.get("like") else []
    return domain["of"] if domain["k"] == "union" else [domain]


def _kind(domain: Domain | None) -> str:
    return domain["k"] if domain else "any"


def _within(name: str, domain: Domain) -> list[Relation]:
    """Relations inside one argument."""
    of = domain.get("of") if domain["k"] in _SEQUENCES else None
    if of is None:
        return [_graph(name)] if domain["k"] == "dict" and _is_adjacency(domain) else []
    found: list[Relation] = []
    if _kind(of) == "tuple" and of.get("items") and len(of["items"]) >= 2:
        pair = [part["k"] for part in of["items"][:2]]
        if pair[0] == pair[1] and pair[0] in ("int", "float"):
            found.extend([_intervals(name), _intervals(name)])
            if pair[0] == "int":
                found.append(_edges(name))
        found.append(_equal_keys(name))
    if _kind(of) == "list" and domain["k"] == "list":
        found.append(_rectangle(name))
    if _kind(of) in ("typeddict", "object"):
        found.append(_equal_fields(name))
    return found


def _between(name: str, domain: Domain, other: str, second: Domain) -> list[Relation]:
    """Relations of ``name`` to ``other``; ``name`` is the one that changes."""
    kind, against = domain["k"], second["k"]
    found: list[Relation] = []
    if kind == "int" and against in _SIZED:
        found.extend([_index(name, domain, other)] * 2)
    element = (second.get("of") if against != "dict" else second.get("key")) or None
    if against in _SIZED and kind not in ("any", "union") and _alike(domain, element):
        found.extend([_element(name, domain, other)] * 2)
    if against == "tuple" and second.get("items") and any(_alike(domain, part) for part in second["items"]):
        found.append(_element(name, domain, other))
    if kind in ("int", "float") and against in _SEQUENCES and _kind(element) == kind:
        found.append(_sum(name, domain, other))
    if kind in ("int", "float") and against == kind:
        found.append(_near_number(name, domain, other))
        if name > other:
            found.append(_interval(other, name))
    if kind == "str" and against == "str":
        found.extend([_related_text(name, domain, other)] * 3)
    if kind == against and kind in _COPIED and _same_parts(domain, second):
        found.extend([_copy(name, other), _edited_copy(name, domain, other)])
        if kind in ("list", "dict", "set", "deque"):
            found.append(_alias(name, other))
    if kind in ("list", "tuple", "deque") and against in ("list", "tuple", "deque") and name > other:
        found.append(_equal_lengths(name, other))
    if kind == "int" and against in _SEQUENCES and _is_edges(second):
        found.append(_node_count(name, domain, other))
    return found


def _alike(domain: Domain, element: Domain | None) -> bool:
    if element is None:
        return False
    kinds = {part["k"] for part in _parts(element)} or {"any"}
    return domain["k"] in kinds or "any" in kinds


def _same_parts(first: Domain, second: Domain) -> bool:
    return all(_kind(first.get(key)) == _kind(second.get(key)) for key in ("of", "key", "value"))


def _is_edges(domain: Domain) -> bool:
    of = domain.get("of")
    if not isinstance(of, dict) or of["k"] not in ("tuple", "list"):
        return False
    return all(part["k"] == "int" for part in of.get("items") or [of.get("of") or {"k": "?"}])


def _is_adjacency(domain: Domain) -> bool:
    value = domain.get("value") or {}
    return value.get("k") in ("list", "set", "tuple") and _alike(domain.get("key") or {"k": "?"}, value.get("of"))


def _contents(tree: Tree) -> list[Tree]:
    """Items of a container, keys of a dict, characters of a text; empty where there are none to read."""
    if isinstance(tree, str):
        return list(tree)
    if not isinstance(tree, list):
        return []
    if tree[0] == "@" or tree[0] == "u":
        return _contents(tree[2])
    if tree[0] == "d":
        return [pair[0] for pair in tree[1]]
    return items_of(tree) if tree[0] in ("l", "t", "s", "f", "it") else []


def _length(tree: Tree) -> int:
    if isinstance(tree, list) and tree[0] in ("b", "B"):
        return len(tree[1])
    return len(_contents(tree))


def _with_items(tree: Tree, items: list[Tree]) -> Tree:
    if tree[0] in ("u", "@"):
        return [*tree[:2], _with_items(tree[2], items), *tree[3:]]
    return [*tree[:-1], items]


def _number(tree: Tree) -> Any:
    if type(tree) in (int, float):
        return tree
    return int(tree[1], 16) if isinstance(tree, list) and tree[0] == "i" else None


def _pick(values: Sequence[Any], rng: random.Random) -> Any:
    return values[int(rng.random() * len(values))]


def _put(values: dict[str, Tree], name: str, domain: Domain, number: Any) -> None:
    """Set a number if it lies in the domain."""
    if domain.get("cls"):
        return
    tree = int_tree(number) if isinstance(number, int) else number
    if contains(domain, tree):
        values[name] = tree


def _index(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        if name not in values or other not in values:
            return
        n = _length(values[other])
        choices = (0, n - 1, n, n + 1, -1, -n, -n - 1, n // 2, int(rng.random() * (n + 1)), 1, n - 2, -(n // 2), 2 * n)
        _put(values, name, domain, _pick(choices, rng))

    return relate


def _element(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        found = _contents(values.get(other))
        if name not in values or not found:
            return
        draw = rng.random()
        item = found[0] if draw < 0.2 else found[-1] if draw < 0.4 else _pick(found, rng)
        number = _number(item)
        if number is not None and draw > 0.9 and abs(number) < 2**52:
            item = int_tree(number + 1) if isinstance(number, int) else number + 1.0
        if _is_shareable(item) and contains(domain, item):
            values[name] = item

    return relate


def _is_shareable(tree: Tree) -> bool:
    """Whether a tree can be put in a second place: one that holds labels or aliases cannot."""
    if not isinstance(tree, list):
        return True
    text = canonical(tree)
    return '["@"' not in text and '["r"' not in text


def _sum(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        numbers = [_number(item) for item in _contents(values.get(other))[:50]]
        if name not in values or len(numbers) < 2 or any(number is None for number in numbers):
            return
        draw = rng.random()
        if draw < 0.5:
            first, second = _pick(numbers, rng), _pick(numbers, rng)
            total = first + second if draw < 0.4 else first - second
        elif draw < 0.7:
            total = sum(rng.sample(numbers, min(len(numbers), 3)))
        else:
            start = int(rng.random() * len(numbers))
            total = sum(numbers[start : start + 1 + int(rng.random() * 4)])
        _put(values, name, domain, total)

    return relate


def _near_number(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        x = _number(values.get(other))
        if name not in values or x is None or x != x or abs(x) > 10**300:
            return
        if isinstance(x, int):
            small = 1 + int(rng.random() * 9)
            choices: tuple[Any, ...] = (x, x + 1, x - 1, -x, 2 * x, x * small, x // small, x + small, x * x, x // 2)
        else:
            choices = (x, -x, x + 1.0, x - 1.0, x * 2, x / 2, x + 1e-9)
        _put(values, name, domain, _pick(choices, rng))

    return relate


def _interval(low: str, high: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        first, second = _number(values.get(low)), _number(values.get(high))
        if first is not None and second is not None and first > second:
            values[low], values[high] = values[high], values[low]

    return relate


def _related_text(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        text = values.get(other)
        if name not in values or not isinstance(text, str):
            return
        n = len(text)
        at = int(rng.random() * (n + 1))
        to = at + int(rng.random() * (n - at + 1))
        changed = text[:at] + "b" + text[at + 1 :]
        choices = (text, text[at:to], text[:at], text[at:], text + text[:1], "".join(rng.sample(text, n)), text[::-1],
                   text.swapcase(), text.upper(), text[:at] + text[at + 1 :], changed, text * 2, text[at:to][::-1],
                   text[:at] + text[to:], text[to:] + text[:to])  # fmt: skip
        made = _pick(choices, rng)
        if contains(domain, made):
            values[name] = made

    return relate


def _copy(name: str, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(other)
        if name not in values or not isinstance(tree, list) or tree[0] == "@" or not _is_shareable(tree):
            return
        found = _contents(tree)
        if rng.random() < 0.5 or tree[0] not in ("l", "t"):
            values[name] = tree
        else:
            values[name] = _with_items(tree, rng.sample(found, len(found)))

    return relate


def _edited_copy(name: str, domain: Domain, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree, own = values.get(other), values.get(name)
        if own is None or not isinstance(tree, list) or tree[0] == "@" or not _is_shareable(tree):
            return
        body = tree[2] if tree[0] == "u" else tree
        if not isinstance(body, list) or body[0] not in ("l", "t", "d", "s", "f"):
            return  # a number written as an expression has no parts
        parts = list(body[1])
        mine = (own[2] if own[0] == "u" else own)[1] if isinstance(own, list) and own[0] != "@" else []
        draw = rng.random()
        if draw < 0.4:
            parts = [part for part in parts if rng.random() < 0.5]
        elif draw < 0.6 and parts:
            del parts[int(rng.random() * len(parts))]
        elif draw < 0.8 and mine and parts and _is_shareable(mine[0]) and body[0] in ("l", "t", "d"):
            parts[int(rng.random() * len(parts))] = mine[0]
        elif mine and _is_shareable(mine[0]) and body[0] in ("l", "t", "d"):
            parts.append(mine[0])
        made = [body[0], in_set_order(parts) if body[0] in "sf" else _unique(body[0], parts)]
        values[name] = [*tree[:2], made, tree[3]] if tree[0] == "u" else made
        if not contains(domain, values[name]):
            values[name] = own

    return relate


def _unique(tag: str, parts: list[Tree]) -> list[Tree]:
    if tag != "d":
        return parts
    kept: dict[str, Tree] = {}
    for pair in parts:
        kept[canonical(pair[0])] = pair
    return list(kept.values())


def _alias(name: str, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(other)
        if rng.random() < 0.6 or name not in values or not isinstance(tree, list) or tree[0] not in "ldsu":
            return
        if _is_shareable(tree):
            values[other] = ["@", other, tree]
            values[name] = ["@", other, tree]

    return relate


def _equal_lengths(name: str, other: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        first, second = values.get(name), values.get(other)
        if not isinstance(first, list) or not isinstance(second, list) or "@" in (first[0], second[0]):
            return
        mine, theirs = _contents(first), _contents(second)
        if not mine or not theirs:
            return
        length = min(len(mine), len(theirs)) if rng.random() < 0.5 else max(len(mine), len(theirs))
        values[name] = _with_items(first, _to_length(mine, length))
        values[other] = _with_items(second, _to_length(theirs, length))

    return relate


def _to_length(items: list[Tree], length: int) -> list[Tree]:
    if length > len(items) and not all(map(_is_shareable, items)):
        return items
    return (items * (length // len(items) + 1))[:length]


def _sortable_pairs(tree: Tree) -> list[list[Tree]] | None:
    """The tuples of a list of tuples, as lists of plain numbers and more; None where they are none."""
    if not isinstance(tree, list) or tree[0] not in ("l", "t", "it"):
        return None
    rows = items_of(tree)
    if not rows or not all(isinstance(row, list) and row[0] == "t" and len(row[1]) >= 2 for row in rows):
        return None
    pairs = [list(row[1]) for row in rows]
    return pairs if all(type(x) in (int, float) and x == x for pair in pairs for x in pair[:2]) else None


def _intervals(name: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        pairs = _sortable_pairs(values.get(name))
        if pairs is None:
            return
        for pair in pairs:
            if pair[0] > pair[1]:
                pair[0], pair[1] = pair[1], pair[0]
        draw = rng.random()
        if draw < 0.6:
            pairs.sort(key=lambda pair: (pair[0], pair[1]))
        if draw < 0.3:
            for place in range(1, len(pairs)):
                if rng.random() < 0.5 and pairs[place - 1][1] <= pairs[place][1]:
                    pairs[place][0] = pairs[place - 1][1]
        values[name] = _with_items(values[name], [["t", pair] for pair in pairs])

    return relate


def _edges(name: str) -> Relation:
    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        pairs = _sortable_pairs(values.get(name))
        if pairs is None:
            return
        nodes = max(1, int(len(pairs) * (0.4 + rng.random())))
        for pair in pairs:
            pair[0], pair[1] = int(pair[0]) % nodes, int(pair[1]) % nodes
            if rng.random() < 0.7:
                pair[0], pair[1] = int(rng.random() * nodes), int(rng.random() * nodes)
        values[name] = _with_items(values[name], [["t", pair] for pair in pairs])

    return relate


def _equal_keys(name: str) -> Relation:
    """Rows with an equal first or second part and different others: order among ties."""

    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(name)
        if not isinstance(tree, list) or tree[0] not in ("l", "t", "it"):
            return
        rows = items_of(tree)
        if len(rows) < 2 or not all(isinstance(row, list) and row[0] == "t" and row[1] for row in rows):
            return
        column = int(rng.random() * min(len(row[1]) for row in rows))
        sources = rows[: 1 + int(rng.random() * 2)]
        tied = []
        for row in rows:
            parts = list(row[1])
            if rng.random() < 0.8:
                parts[column] = _pick(sources, rng)[1][column]
            tied.append(["t", parts])
        if _is_shareable(["l", rows]):
            values[name] = _with_items(tree, tied)

    return relate


def _equal_fields(name: str) -> Relation:
    """Records with an equal field and different others."""

    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(name)
        if not isinstance(tree, list) or tree[0] not in ("l", "t", "it") or not _is_shareable(tree):
            return
        rows = items_of(tree)
        first = rows[0] if rows else None
        if len(rows) < 2 or not isinstance(first, list) or not _fields(first):
            return
        field = _pick(sorted(_fields(first)), rng)
        tied = [_with_field(row, field, first) if rng.random() < 0.7 else row for row in rows]
        values[name] = _with_items(tree, tied)

    return relate


def _fields(tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, list) and tree[0] == "d":
        return {pair[0]: pair[1] for pair in tree[1] if isinstance(pair[0], str)}
    return dict(tree[2]) if isinstance(tree, list) and tree[0] == "o" else {}


def _with_field(tree: Tree, field: str, source: Tree) -> Tree:
    if field not in _fields(tree):
        return tree
    value = _fields(source)[field]
    if tree[0] == "d":
        return ["d", [[key, value if key == field else old] for key, old in tree[1]]]
    return ["o", tree[1], {**tree[2], field: value}]


def _rectangle(name: str) -> Relation:
    """Rows of equal length; now and then as many rows as columns."""

    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(name)
        if not isinstance(tree, list) or tree[0] != "l" or not _is_shareable(tree):
            return
        rows = [row for row in tree[1] if isinstance(row, list) and row[0] == "l" and row[1]]
        if not rows:
            return
        width = len(rows) if rng.random() < 0.5 else len(_pick(rows, rng)[1])
        values[name] = ["l", [["l", _to_length(row[1], width)] for row in rows]]

    return relate


def _graph(name: str) -> Relation:
    """Adjacency: neighbours are keys."""

    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        tree = values.get(name)
        if not isinstance(tree, list) or tree[0] != "d" or not tree[1] or not _is_shareable(tree):
            return
        keys = [pair[0] for pair in tree[1]]
        linked = []
        for key, value in tree[1]:
            near = [_pick(keys, rng) for _ in range(int(rng.random() * 4))]
            if isinstance(value, list) and value[0] == "s":
                near = in_set_order({canonical(item): item for item in near}.values())
            linked.append([key, [value[0], near] if isinstance(value, list) and value[0] in "lts" else value])
        values[name] = ["d", linked]

    return relate


def _node_count(name: str, domain: Domain, other: str) -> Relation:
    """A number of nodes that covers all ids of an edge list."""

    def relate(values: dict[str, Tree], rng: random.Random) -> None:
        rows = _contents(values.get(other))
        if name not in values or not rows:
            return
        # A row may be one object in two places, which carries a label.
        ids = [number for row in rows for _, number in walk(row) if type(number) is int]
        if ids:
            _put(values, name, domain, max(ids) + 1)

    return relate
