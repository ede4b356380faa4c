"""How a value of each kind of domain is drawn; used by ``generate.Generator`` alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hasten.core.values import Tree, dict_tree, frozenset_tree, int_tree, set_tree, tuple_tree
from hasten.inputs.boundaries import plain_domain
from hasten.inputs.boundary_tables import RELATIVES
from hasten.inputs.domains import ANY, Domain
from hasten.inputs.ladder import build_object, rung, with_class
from hasten.inputs.membership import contains

if TYPE_CHECKING:
    from hasten.inputs.generate import Generator

_ALPHABETS = ("ab", "abc", "abcdefghijklmnopqrstuvwxyz", "aA", "01", "0123456789", "ab ", "abcdefgh .,!?\n", "()[]{}",
              " \t\n", "AbCdE", "_-./", "aé日ß😀", "xyzXYZ012 _", "".join(RELATIVES) + "ßıİſK²٣")  # fmt: skip
_SPANS = ((0, 3), (-3, 3), (0, 10), (-10, 10), (1, 20), (0, 100), (-100, 100), (-1000, 1000), (0, 1),
          (10**6, 10**6 + 5), (-(2**31), 2**31), (2**53 - 3, 2**53 + 3), (0, 2**64))  # fmt: skip


Draw = Callable[["Generator", Domain, random.Random, int], Tree]


def _from_pool(generator: Generator, domain: Domain, rng: random.Random) -> Tree:
    pool = generator.pool(domain)
    return pool[int(rng.random() ** 1.5 * len(pool))] if pool else rung(domain, 0)


def drawn_from_pool(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    """A boundary value, the telling ones more often."""
    return _from_pool(generator, domain, rng)


def _int(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    return with_class(domain, _plain_int(generator, domain, rng, level))


def _plain_int(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    draw = rng.random()
    if domain.get("soft") and draw < 0.06:
        beyond = 1 + int(rng.random() ** 3 * 20)
        if low is not None and (high is None or draw < 0.03):
            return int_tree(int(low) - beyond)
        return int_tree(int(high or 0) + beyond)
    if low is not None or high is not None:
        return _bounded_int(generator, domain, rng, draw)
    if draw < 0.25:
        tree = _from_pool(generator, domain, rng)
        return tree[2] if isinstance(tree, list) and tree[0] == "u" else tree
    seen = domain.get("seen")
    if seen and draw < 0.65:
        span = max(seen[1] - seen[0], 4)
        return int_tree(int(seen[0] - span // 4 + rng.random() * span * 1.5) if span < 2**60 else rng.randint(*seen))
    span_low, span_high = _SPANS[int(rng.random() ** 2 * len(_SPANS))]
    return int_tree(span_low + int(rng.random() * (span_high - span_low + 1)))


def _bounded_int(generator: Generator, domain: Domain, rng: random.Random, draw: float) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    if draw < 0.3:
        return _from_pool(generator, domain, rng)
    width = 10 ** int(1 + rng.random() ** 2 * 9)
    if low is None:
        return int_tree(int(high or 0) - int(rng.random() * width))
    top = low + width if high is None else high
    if top - low > width and draw < 0.8:
        top = low + width
    return int_tree(int(low) + rng.randrange(int(top) - int(low) + 1))


def _float(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    return with_class(domain, _plain_float(generator, domain, rng))


def _plain_float(generator: Generator, domain: Domain, rng: random.Random) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    draw = rng.random()
    if low is not None and high is not None and draw < 0.7:
        return low + rng.random() * (high - low)
    if draw < 0.3:
        tree = _from_pool(generator, domain, rng)
        return tree[2] if isinstance(tree, list) and tree[0] == "u" else tree
    value = _wild_float(rng, domain.get("seen"))
    if low is not None and value < low:
        value = low + abs(value)
    if high is not None and value > high:
        value = high - abs(value)
    bound = high if low is None else low
    return value if bound is None or contains(domain, value) else float(bound)


def _wild_float(rng: random.Random, seen: Sequence[float] | None) -> float:
    draw = rng.random()
    if seen and draw < 0.4:
        span = max(seen[1] - seen[0], 1.0)
        return float(seen[0] - span / 4 + rng.random() * span * 1.5)
    if draw < 0.55:
        return int(rng.random() * 80 - 40) / 4
    if draw < 0.7:
        return int(rng.random() * 2000 - 1000) / 10
    if draw < 0.8:
        return float(int(rng.random() * 200 - 100))
    if draw < 0.9:
        return rng.random() * 2 - 1
    return float((rng.random() - 0.5) * 10.0 ** int(rng.random() * 40 - 20))


def _str(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    return with_class(domain, text(generator, domain, rng, level))


def text(generator: Generator, domain: Domain, rng: random.Random, level: int) -> str:
    """A text: a boundary value, seen text, words, or letters of a small alphabet."""
    draw = rng.random()
    alphabet = domain.get("alphabet")
    lengths = domain.get("lengths")
    if not alphabet and not lengths:
        if draw < 0.25:
            found = _from_pool(generator, domain, rng)
            return str(found[2] if isinstance(found, list) else found)
        choices = domain.get("choices")
        if choices and draw < 0.45:
            chosen = choices[int(rng.random() * len(choices))]
            seen: str = chosen[2] if isinstance(chosen, list) else chosen
            return seen if draw < 0.3 else _edited(seen, rng)
        strings = generator.constants.strings
        if strings and draw < 0.6:
            parts = [strings[int(rng.random() * len(strings))] for _ in range(1 + int(rng.random() ** 2 * 6))]
            glue = ("", "", " ", "a", "\n")[int(rng.random() * 5)]
            return glue.join(parts)[:2000]
    elif domain.get("soft") and draw < 0.05:
        return ("", "é", " ", "a" * 50)[int(rng.random() * 4)]
    alphabet = alphabet or _ALPHABETS[int(rng.random() * len(_ALPHABETS))]
    length = generator.length(rng, domain, level)
    if lengths is None and not level and rng.random() < 0.5:
        length *= 2
    if rng.random() < 0.2 and length > 1:
        unit = "".join(rng.choices(alphabet, k=1 + int(rng.random() * 4)))
        return (unit * (length // len(unit) + 1))[:length]
    return "".join(rng.choices(alphabet, k=length))


def _edited(value: str, rng: random.Random) -> str:
    if not value:
        return " "
    at = int(rng.random() * len(value))
    draw = int(rng.random() * 6)
    if draw == 0:
        return value[:at] + value[at + 1 :]
    if draw == 1:
        return value[:at] + value[at] * 2 + value[at + 1 :]
    if draw == 2:
        others = RELATIVES.get(value[at].lower(), "é \n")
        return value[:at] + others[int(rng.random() * len(others))] + value[at + 1 :]
    if draw == 3:
        return value[:at] + value[at:].swapcase()
    if draw == 4:
        return value[at:] + value[:at]
    return value + value[:at]


def _complex(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if rng.random() < 0.3:
        return _from_pool(generator, domain, rng)
    return ["c", _wild_float(rng, None), _wild_float(rng, None)]


def _bytes(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if rng.random() < 0.3:
        return _from_pool(generator, domain, rng)
    length = generator.length(rng, domain, level)
    top = (2, 4, 128, 256)[int(rng.random() * 4)]
    tag = "b" if domain["k"] == "bytes" else "B"
    return [tag, "".join([chr((97 if top == 4 else 0) + int(rng.random() * top)) for _ in range(length)])]


def items(generator: Generator, domain: Domain, rng: random.Random, level: int) -> list[Tree]:
    """Contents of a sequence: from few different values or many, now and then ordered, all equal or clustered."""
    of = domain.get("of") or ANY
    length = generator.length(rng, domain, level)
    if length == 0:
        return []
    draw = rng.random()
    if draw < 0.25 and of["k"] in ("int", "float") and "low" not in of and "high" not in of and not of.get("cls"):
        return _ordered(_numbers(of["k"], length, rng), rng)
    if draw < 0.6 or length > 60:
        few = [generator.value(of, rng, level + 1) for _ in range(min(length, 1 + int(rng.random() * 5)))]
        if length > 60 and draw > 0.2:
            return _ordered([rung(of, int(rng.random() * length)) for _ in range(length)], rng)
        return _ordered([few[int(rng.random() * len(few))] for _ in range(length)], rng)
    found = [generator.value(of, rng, level + 1) for _ in range(length)]
    return _ordered(found, rng)


def _numbers(kind: str, length: int, rng: random.Random) -> list[Tree]:
    low, high = _SPANS[int(rng.random() ** 1.5 * len(_SPANS))]
    if kind == "int":
        return [int_tree(low + int(rng.random() * (high - low + 1))) for _ in range(length)]
    draw = rng.random()
    if draw < 0.3:
        # A large common part and small differences: cancellation.
        base = 10.0 ** int(rng.random() * 17)
        return [base + int(rng.random() * 8) * (0.5 if draw < 0.15 else 1.0) for _ in range(length)]
    unit = (1.0, 0.5, 0.1, 1 / 3)[int(rng.random() * 4)]
    return [int(low + rng.random() * (high - low + 1)) * unit for _ in range(length)]


def _ordered(found: list[Tree], rng: random.Random) -> list[Tree]:
    draw = rng.random()
    if draw > 0.2 or len(found) < 2:
        return found
    first = found[0]
    if draw < 0.13 and type(first) in (int, float, str) and all(type(item) is type(first) for item in found):
        found.sort()
        if draw < 0.05:
            found.reverse()
        elif draw < 0.08:
            at = int(rng.random() * (len(found) - 1))
            found[at], found[at + 1] = found[at + 1], found[at]
        return found
    if draw < 0.15:
        return [first] * len(found)
    return [*found[: len(found) // 2], *found[: len(found) - len(found) // 2][::-1]]


def _list(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if level == 0 and rng.random() < 0.1:
        return _from_pool(generator, domain, rng)
    found = items(generator, domain, rng, level)
    if domain.get("distinct"):
        found = list({repr(item): item for item in found}.values())
    if domain.get("sorted") and all(type(item) in (int, float) for item in found):
        found.sort()
    return with_class(domain, ["l", found])


def _set(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    make = set_tree if domain["k"] == "set" else frozenset_tree
    return make(items(generator, domain, rng, level))


def _deque(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    found = items(generator, domain, rng, level)
    return ["u", "collections:deque", ["l", found], {"maxlen": len(found) + 1 if rng.random() < 0.1 else None}]


def _iterator(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    kind = domain.get("kind") or ("iter", "gen", "map")[int(rng.random() * 3)]
    return ["it", kind, items(generator, domain, rng, level)]


def _tuple(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if domain.get("items") is not None:
        return tuple_tree([generator.value(part, rng, level + 1) for part in domain["items"]])
    if "of" not in domain:
        return ["t", []]
    return tuple_tree(items(generator, domain, rng, level))


def _dict(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if level == 0 and rng.random() < 0.1:
        return _from_pool(generator, domain, rng)
    key, value = domain.get("key") or {"k": "str"}, domain.get("value") or ANY
    pairs = []
    for _ in range(generator.length(rng, domain, level)):
        pairs.append((generator.value(key, rng, level + 2), generator.value(value, rng, level + 1)))
    return with_class(domain, dict_tree(pairs))


def _typeddict(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    required = domain["required"]
    pairs = []
    loose = bool(domain.get("open")) and rng.random() < 0.04
    for name, part in domain["fields"].items():
        if (name in required and not (loose and rng.random() < 0.3)) or rng.random() < 0.6:
            pairs.append((name, generator.value(part, rng, level + 1)))
    if rng.random() < 0.05:
        rng.shuffle(pairs)
    return dict_tree(pairs)


def _object(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    fields = domain.get("fields")
    outer = generator.outer
    if fields is None:
        # The same class further out: go on with decreasing probability.
        above = next((known for known in reversed(outer) if known["cls"] == domain["cls"]), None)
        if above is None or len(outer) > 6 or rng.random() < 0.4:
            return None
        domain, fields = above, above["fields"]
    outer.append(domain)
    made = {name: generator.value(part, rng, level + 1) for name, part in fields.items()}
    outer.pop()
    return build_object(domain, made)


def _union(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    parts = domain["of"]
    return generator.value(parts[int(rng.random() * len(parts))], rng, level)


_ANY_PARTS: tuple[tuple[float, Domain], ...] = (
    (0.3, {"k": "int"}),
    (0.45, {"k": "str"}),
    (0.55, {"k": "float"}),
    (0.75, {"k": "list", "of": {"k": "int"}}),
    (0.8, {"k": "list", "of": {"k": "str"}}),
    (0.84, {"k": "tuple", "of": {"k": "int"}}),
    (0.9, {"k": "dict", "key": {"k": "str"}, "value": {"k": "int"}}),
    (0.93, {"k": "set", "of": {"k": "int"}}),
    (0.96, {"k": "list", "of": {"k": "list", "of": {"k": "int"}}}),
)


def _any(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    like = domain.get("like")
    draw = rng.random()
    if like and draw < 0.85:
        return generator.value(like, rng, level)
    if level or draw < 0.2:
        return generator.scalars[int(rng.random() * len(generator.scalars))]
    draw = rng.random()
    for share, part in _ANY_PARTS:
        if draw < share:
            return generator.value(part, rng, level + 1)
    return _from_pool(generator, domain, rng)


#: Scalars that an untyped item may be.
SMALL: tuple[Tree, ...] = (0, 1, 2, 3, -1, 1.0, 2.5, True, False, None, "", "a", "b", "abc", 7, 10, -0.0)


def _callable(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    if rng.random() < 0.6:
        return _from_pool(generator, domain, rng)
    spec = {"returns": plain_domain(domain.get("returns") or ANY), "seed": int(rng.random() * 1000)}
    return ["fn", "log", spec]


def _bool(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    return rng.random() < 0.5


def _enum(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    members = domain["members"]
    return ["e", domain["cls"], members[int(rng.random() * len(members))]]


def _literal(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    values = domain["values"]
    return values[int(rng.random() * len(values))]


def _stepped(generator: Generator, domain: Domain, rng: random.Random, level: int) -> Tree:
    """Kinds whose values are expressions: boundary values, and rungs at random."""
    return _from_pool(generator, domain, rng) if rng.random() < 0.7 else rung(domain, int(rng.random() ** 2 * 1000))


#: How to draw, by kind; other kinds are drawn from their boundary values.
DRAW: dict[str, Draw] = {
    "none": lambda generator, domain, rng, level: None,
    "bool": _bool,
    "int": _int,
    "float": _float,
    "complex": _complex,
    "str": _str,
    "bytes": _bytes,
    "bytearray": _bytes,
    "any": _any,
    **dict.fromkeys(
        ("decimal", "fraction", "date", "datetime", "time", "timedelta", "path", "range", "ndarray"), _stepped
    ),
    "list": _list,
    "set": _set,
    "frozenset": _set,
    "deque": _deque,
    "iterator": _iterator,
    "tuple": _tuple,
    "dict": _dict,
    "typeddict": _typeddict,
    "object": _object,
    "enum": _enum,
    "literal": _literal,
    "union": _union,
    "callable": _callable,
}
