"""Snippets as functions, calls of them with small random arguments, and what differs from Python in a call."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from tests.proposers.compile.snippets import EVERY, PRELUDE

_SMALL = (0, 1, -1, 2, 3, -2, 4, 5, 7)
_ODD = (-7, 10, 63, 64, 97, 255, 2**31, -(2**31), 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 2**64 + 3, 10**30, 0x10FFFF)
#: Where a number says how often something is done: Python itself would not come to an end with the largest.
_TIMES = ("range(", "while ", "counted(", "fact(", "deep(", "**", "<<", "pow(", "* n", "n *", "zfill", "center", "math.")
_REAL = (0.0, -0.0, 0.5, 1.0, 1.5, 2.5, -2.5, 3.0, 1e300, float("inf"), float("-inf"), float("nan"), 2.0**53, 1e16, 5e-324)
_LETTERS = ("a", "b", "c", "A", " ", "1", "ß", "é", "²", "٣", "\U0001f600", "\n", "\x00", "\ud800", "-")
_TEXTS = ("", "a", "ab", "12", " 7 ", "1_0", "+3", "0x1f", "abcabc", "aXb c", "٣", "-0", "1e3", "nan")


def _int(rng: random.Random) -> int:
    return rng.choice(_SMALL if rng.random() < 0.8 else _ODD)


def _float(rng: random.Random) -> float:
    return rng.choice(_REAL)


def _text(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return rng.choice(_TEXTS)
    return "".join(rng.choice(_LETTERS) for _ in range(rng.randrange(5)))


def _several(one: Callable[[random.Random], Any]) -> Callable[[random.Random], list[Any]]:
    return lambda rng: [one(rng) for _ in range(rng.choice((0, 1, 2, 2, 3, 3, 4, 6)))]


def _pair(rng: random.Random) -> tuple[int, int]:
    return (rng.choice(_SMALL[:4]), rng.choice(_SMALL[:4]))


def _table(
    key: Callable[[random.Random], Any], value: Callable[[random.Random], Any]
) -> Callable[[random.Random], dict[Any, Any]]:
    def made(rng: random.Random) -> dict[Any, Any]:
        found = {key(rng): value(rng) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 6, 9)))}
        if found and rng.random() < 0.3:
            # A gap where something was taken out.
            del found[rng.choice(list(found))]
        return found

    return made


def _grid(rng: random.Random) -> list[list[int]]:
    rows = [_several(_int)(rng) for _ in range(rng.randrange(1, 4))]
    return [rng.choice(rows) if rng.random() < 0.3 else row for row in rows]


def _either(rng: random.Random) -> int | float:
    return _int(rng) if rng.random() < 0.5 else _float(rng)


INT, FLOAT, BOOL, STR = {"k": "int"}, {"k": "float"}, {"k": "bool"}, {"k": "str"}
PAIR = {"k": "tuple", "items": [INT, INT]}
#: Domain and a maker of values of every name that a snippet may be given.
GIVEN: dict[str, tuple[dict[str, Any], Callable[[random.Random], Any]]] = {
    **dict.fromkeys("nmk", (INT, _int)), **dict.fromkeys("xy", (FLOAT, _float)),
    **{name: (BOOL, lambda rng: rng.random() < 0.5) for name in "bc"}, **dict.fromkeys("st", (STR, _text)),
    "xs": ({"k": "list", "of": INT}, _several(_int)), "ys": ({"k": "list", "of": INT}, _several(_int)),
    "fs": ({"k": "list", "of": FLOAT}, _several(_float)), "ss": ({"k": "list", "of": STR}, _several(_text)),
    "bs": ({"k": "list", "of": BOOL}, _several(lambda rng: rng.random() < 0.5)),
    "grid": ({"k": "list", "of": {"k": "list", "of": INT}}, _grid),
    "ps": ({"k": "list", "of": PAIR}, _several(_pair)), "p": (PAIR, _pair),
    "di": ({"k": "dict", "key": INT, "value": INT}, _table(_int, _int)),
    "ds": ({"k": "dict", "key": STR, "value": INT}, _table(_text, _int)),
    "dl": ({"k": "dict", "key": STR, "value": {"k": "list", "of": INT}}, _table(_text, _several(_int))),
    "dp": ({"k": "dict", "key": PAIR, "value": STR}, _table(_pair, _text)),
    "si": ({"k": "set", "of": INT}, lambda rng: set(_several(_int)(rng)) | set(_several(_int)(rng))),
    "sz": ({"k": "set", "of": STR}, lambda rng: set(_several(_text)(rng))),
    "xfs": ({"k": "list", "of": {"k": "union", "of": [INT, FLOAT]}}, _several(_either)),
}  # fmt: skip


def _bounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_bounded(part) for part in value]
    return value % 301 - 40 if type(value) is int and abs(value) > 300 else value


@dataclass(frozen=True)
class Snippet:
    """One function.

    Attributes:
        name: Of the function.
        text: Its body.
        given: Its parameters.
        source: A module that has it.
    """

    name: str
    text: str
    given: tuple[str, ...]
    source: str

    @property
    def domains(self) -> list[dict[str, Any]]:
        """Domains of the parameters."""
        return [GIVEN[name][0] for name in self.given]


def snippets() -> Iterator[Snippet]:
    """Every snippet of the tables."""
    for kind, text in EVERY.items():
        for number, part in enumerate(text.strip("\n").split("\n\n")):
            body = ast.parse(part).body
            if len(body) == 1 and isinstance(body[0], ast.Expr):
                part = f"return {part}"
            used = {n.id for node in ast.parse(part).body for n in ast.walk(node) if isinstance(n, ast.Name)}
            own = _bound_first(ast.parse(part).body)
            given = tuple(name for name in GIVEN if name in used and name not in own)
            lines = "\n".join("    " + line for line in part.split("\n"))
            name = f"{kind}_{number}"
            yield Snippet(name, part, given, f"{PRELUDE}\n\ndef {name}({', '.join(given)}):\n{lines}\n")


def _bound_first(body: list[ast.stmt]) -> set[str]:
    """Names that the first statements bind before anything reads them, and those of inner functions and loops."""
    found: set[str] = set()
    read: set[str] = set()
    for node in body:
        names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
        read |= {n.id for n in names if isinstance(n.ctx, ast.Load)}
        if isinstance(node, ast.Assign):
            targets = {n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
            found |= targets - read
    return found


def calls(snippet: Snippet, n_calls: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """Arguments of calls; some lists among them are one list."""
    rng = random.Random(f"{snippet.text} {seed}")
    bounded = any(word in snippet.text for word in _TIMES) and "n * n" not in snippet.text
    for _ in range(n_calls if snippet.given else 1):
        args = {name: GIVEN[name][1](rng) for name in snippet.given}
        if bounded:
            args = {name: _bounded(value) for name, value in args.items()}
        if rng.random() < 0.1 and "xs" in args and "ys" in args:
            args["ys"] = args["xs"]
        for name, other in (("n", "di"), ("s", "ds"), ("t", "ds"), ("s", "dl"), ("t", "dl"), ("n", "si"), ("p", "dp")):
            if name in args and args.get(other) and rng.random() < 0.6:
                args[name] = rng.choice(list(args[other]))
        if rng.random() < 0.1 and "grid" in args and "xs" in args:
            args["grid"].insert(0, args["xs"])
        yield tuple(args.values())


def described(value: Any, seen: dict[int, int]) -> Any:
    """A value with types, bits of floats, order and which containers are one."""
    if isinstance(value, str | int | float | bytes | type(None)):
        return type(value).__name__, repr(value)
    if id(value) in seen:
        return f"#{seen[id(value)]}"
    if isinstance(value, tuple):
        return ["tuple", *(described(part, seen) for part in value)]
    seen[id(value)] = len(seen)
    if isinstance(value, dict):
        parts = [(described(k, seen), described(v, seen)) for k, v in value.items()]
        return [type(value).__name__, *parts]
    if hasattr(value, "__iter__"):
        return [type(value).__name__, *(described(part, seen) for part in list(value))]
    return type(value).__name__


def outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What a call gives or raises, and what is left of its arguments."""
    try:
        found: Any = function(*args)
    except Exception as error:  # noqa: BLE001 - whatever it raises is compared
        return ["raises", type(error).__name__, str(error), described(args, {})]
    seen: dict[int, int] = {}
    return ["gives", described(found, seen), described(args, seen)]


@dataclass
class Tally:
    """Calls that were compared, and those that the compiled form left alone."""

    compared: int = 0
    left: int = 0


def differences(
    snippet: Snippet, kernel: Callable[..., Any], n_calls: int, seed: int, tally: Tally,
    constants: Collection[str] = (),
) -> list[Any]:  # fmt: skip
    """Calls in which a compiled form does something else than Python.

    Args:
        constants: Names of the module that the compiled form is given behind the arguments.
    """
    space: dict[str, Any] = {}
    exec(snippet.source, space)
    held = {name: space[name] for name in constants}
    found = []
    for args in calls(snippet, n_calls, seed):
        mine, theirs = (copy.deepcopy((*args, *held.values())) for _ in range(2))
        space.update(zip(held, theirs[len(args) :], strict=True))
        before = described(mine, {})
        try:
            got: Any = kernel(*mine)
        except Exception as error:  # noqa: BLE001 - none may come out
            found.append((snippet.text, args, f"the kernel raises {error!r}"))
            continue
        if got is NotImplemented:
            tally.left += 1
            if described(mine, {}) != before:
                found.append((snippet.text, args, f"left alone, but changed to {mine}"))
            continue
        tally.compared += 1
        seen: dict[int, int] = {}
        have = ["gives", described(got, seen), described(mine, seen)]
        expected = outcome(lambda *given: space[snippet.name](*given[: len(args)]), theirs)  # noqa: B023
        if have != expected:
            found.append((snippet.text, args, have, expected))
    return found
