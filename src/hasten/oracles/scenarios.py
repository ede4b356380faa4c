"""Sequences of calls that fit a target: which apply, made of calls that the search has kept."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.core.values import (
    CallTree,
    Tree,
    arguments,
    canonical,
    has_refs,
    is_numbered,
    part_at,
    replace_at,
    size,
    validate,
    walk,
)
from hasten.errors import InvalidArgument
from hasten.inputs.signature import Signature, bind
from hasten.oracles.held import Observation
from hasten.oracles.levels import parts

Step = Mapping[str, Any]

#: Calls of one ``repeat``: beyond the size at which caches, buffers and counters start to matter.
REPEATS = 120
_MOST_GLOBALS = 6


@dataclass(frozen=True)
class Scenario:
    """A sequence of steps for the child, with the level from which it applies.

    Attributes:
        name: What it tries, as a phrase for the report.
        steps: Operations of ``hasten_child/scenarios.py``.
        level: Weakest level at which a difference counts.
        alone: Whether it changes the surroundings, so that nothing else may run in its process.
    """

    name: str
    steps: tuple[Step, ...]
    level: str = "same-effects"
    alone: bool = False

    @property
    def spec(self) -> dict[str, Any]:
        """The scenario as the child takes it."""
        return {"name": self.name, "steps": [dict(step) for step in self.steps]}


@dataclass
class Material:
    """What scenarios are made of.

    Attributes:
        signature: Parameters with their domains.
        kept: Calls that the search kept, with the observation of the original.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
        globals: Globals that the original names.
        old_words: Names and strings of the original's text.
        new_words: Those of the variant's.
        classes: Classes that the module defines.
        private: Globals of the variant that the original has not.
        tried: Other calls that were tried.
    """

    signature: Signature
    kept: Sequence[tuple[CallTree, Observation]]
    kind: str = "function"
    globals: Sequence[str] = ()
    old_words: frozenset[str] = frozenset()
    new_words: frozenset[str] = frozenset()
    classes: Sequence[str] = ()
    private: Sequence[str] = ()
    tried: Sequence[CallTree] = ()
    examples: list[CallTree] = field(default_factory=list)
    refused: list[CallTree] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.examples = _examples([(c, o) for c, o in self.kept if o["out"] == "returns"])
        self.refused = [c for c, o in self.kept if o["out"] == "raises"][:2]

    def mentions(self, *words: str) -> bool:
        """Whether either side's text has one of the words."""
        return any(word in self.old_words or word in self.new_words for word in words)


def _examples(kept: Sequence[tuple[CallTree, Observation]], most: int = 6) -> list[CallTree]:
    """Telling calls: of different sizes and results, neither tiny nor huge, the richest first."""
    ranked = sorted(kept, key=lambda pair: (-len(pair[1].get("hits", ())), abs(size(pair[0]) - 12)))
    found: list[CallTree] = []
    results: set[str] = set()
    for call, observation in ranked:
        if size(call) > 300 or canonical(call) in {canonical(c) for c in found}:
            continue
        text = canonical(observation.get("value")) if not isinstance(observation.get("value"), dict) else "lazy"
        if text in results and len(kept) > most:
            continue
        results.add(text)
        found.append(call)
        if len(found) == most:
            break
    return found or [call for call, _ in kept[:most]]


def scenarios_for(material: Material, rng: random.Random) -> list[Scenario]:
    """All scenarios that apply, cheap ones first."""
    if not material.examples:
        return []
    found: list[Scenario] = []
    for make in _MAKERS:
        found.extend(make(material, rng))
    return found


# -- what calls leave behind --------------------------------------------------------------------------------------


def _call(tree: CallTree, slot: str = "a", **more: Any) -> Step:
    return {"do": "call", "call": tree, "slot": slot, **more}


def _result_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.examples[:3]:
        for at in (0, 1):
            steps = (_call(call), {"do": "mutate_result", "at": at}, _call(call, "b"), {"do": "look", "slot": "b"})
            yield Scenario("call again after changing the result", steps, "same-identity")


def _arguments_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.examples[:3]:
        steps = (
            _call(call),
            {"do": "mutate_args", "at": 0},
            {"do": "again"},
            {"do": "mutate_args", "at": 1},
            {"do": "again"},
        )
        yield Scenario("call again after changing an argument", steps, "same-identity")


def _earlier_result(m: Material, rng: random.Random) -> Iterator[Scenario]:
    if len(m.examples) > 1:
        first, second = m.examples[:2]
        yield Scenario(
            "an earlier result after another call",
            (
                _call(first),
                _call(second, "b"),
                {"do": "look"},
                {"do": "mutate_result", "slot": "b"},
                {"do": "look"},
                _call(first, "c"),
            ),
            "same-identity",
        )


def _same_arguments_again(m: Material, rng: random.Random) -> Iterator[Scenario]:
    call = m.examples[0]
    yield Scenario(
        "the same objects again", (_call(call), {"do": "again"}, {"do": "again"}, {"do": "look"}), "same-effects"
    )


def _many_calls(m: Material, rng: random.Random) -> Iterator[Scenario]:
    calls = [*m.examples, *m.refused]
    yield Scenario("120 calls", (_repeat(m, calls, REPEATS),))
    many = [call for call, _ in m.kept if size(call) <= 60][:60]
    if len(many) > len(calls):
        yield Scenario("many different calls, then the first again", (_repeat(m, many, 2 * len(many)),))


def _repeat(m: Material, calls: Sequence[CallTree], times: int) -> Step:
    return {"do": "repeat", "calls": list(calls), "times": times, "globals": list(m.globals)}


def _after_an_error(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.refused:
        steps = (_call(m.examples[0]), _call(call, "b"), _call(m.examples[0]), _call(call, "b"))
        yield Scenario("call again after an exception", steps)


def _defaults(m: Material, rng: random.Random) -> Iterator[Scenario]:
    optional = [p for p in m.signature.parameters if p.optional]
    if not optional:
        return
    names = {p.name for p in optional}
    for call in m.examples[:3]:
        bound = bind(m.signature, call) or []
        args = [tree for p, path, tree in bound if path[0] == "args" and p.name not in names]
        kwargs = {str(path[1]): tree for p, path, tree in bound if path[0] == "kwargs" and p.name not in names}
        bare: CallTree = {"args": args, "kwargs": kwargs}
        if has_refs(bare):
            continue
        steps = (
            _call(bare),
            {"do": "mutate_result"},
            _call(bare, "b"),
            {"do": "mutate_result", "slot": "b"},
            _call(bare, "c"),
        )
        yield Scenario("defaults used twice", steps)
        return


# -- equal but different, aliased -------------------------------------------------------------------------------------


def _equal_keys(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Values that are equal and hash alike but are of other types: what a cache keyed on values mixes up."""
    seen: set[str] = set()
    for call in m.examples[:4]:
        for path, part in list(walk(call))[:40]:
            kin = _relatives(part)
            if len(kin) < 2 or len(seen) > 6 or has_refs(call):
                continue
            bases = [kin] if part not in (0, 1) else [kin, kin[::-1]]
            for values in [*bases, [1, True, 1.0], [1.0, True, 1], [0, False, 0.0, -0.0], [-0.0, 0.0]]:
                calls = [replace_at(call, path, value) for value in values]
                key = canonical(calls[0]) + canonical(calls[-1])
                if key not in seen:
                    seen.add(key)
                    yield Scenario("equal values of other types", tuple(_call(c, str(i)) for i, c in enumerate(calls)))
            break


def _relatives(part: Tree) -> list[Tree]:
    if isinstance(part, bool):
        return [part, int(part), float(part)]
    if isinstance(part, int) and abs(part) < 2**53:
        return [part, float(part), *([bool(part)] if part in (0, 1) else [])]
    if isinstance(part, float) and part.is_integer() and abs(part) < 2**53:
        return [part, int(part), *([bool(part)] if part in (0.0, 1.0) else [])]
    return []


def _aliased(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """The same object in all arguments that take it, and the same row twice inside an argument."""
    for call in m.examples[:4]:
        if has_refs(call):
            continue
        args = arguments(call)
        for i, (_, first) in enumerate(args):
            for path, second in args[i + 1 :]:
                if _same_kind(first, second):
                    number = _number_of(call, i)
                    alias = replace_at(call, path, ["r", number])
                    if _valid(alias):
                        yield Scenario(
                            "the same object as two arguments", (_call(alias), {"do": "look"}), "same-identity"
                        )
        for (place, *_), tree in args:
            if isinstance(tree, list) and tree[0] == "l" and len(tree[1]) > 1 and len(args) == 1 and place == "args":
                inner = [i for i, item in enumerate(tree[1]) if is_numbered(item)]
                if len(inner) > 1 and inner[0] == 0:
                    alias = {
                        "args": [["l", [tree[1][0], *[["r", 1] if is_numbered(x) else x for x in tree[1][1:]]]]],
                        "kwargs": {},
                    }
                    yield Scenario(
                        "the same part twice in an argument", (_call(alias), {"do": "mutate_result"}), "same-identity"
                    )


def _number_of(call: CallTree, place: int) -> int:
    """Number of the container that is argument ``place``."""
    count = 0
    for path, part in walk(call):
        if path == arguments(call)[place][0]:
            return count
        count += is_numbered(part)
    return count


def _valid(call: CallTree) -> bool:
    try:
        validate(call)
    except InvalidArgument:
        return False
    return True


def _same_kind(first: Tree, second: Tree) -> bool:
    return (
        is_numbered(first)
        and is_numbered(second)
        and first[0] == second[0]
        and (first[0] not in "ou" or first[1] == second[1])
    )


# -- lazy results and call-backs ----------------------------------------------------------------------------------


def _lazy(m: Material, rng: random.Random) -> Iterator[Scenario]:
    lazy = [call for call, o in m.kept if o["out"] == "returns" and isinstance(o.get("value"), dict)][:3]
    if not lazy or m.kind in ("async_generator",):
        return
    first, second = lazy[0], lazy[-1]
    for call in lazy[:2]:
        yield Scenario(
            "two lazy results interleaved",
            (
                {"do": "start", "call": call},
                {"do": "start", "call": second, "slot": "b"},
                {"do": "next"},
                {"do": "next", "slot": "b"},
                {"do": "next", "count": 2},
                {"do": "next", "slot": "b", "count": 3},
                {"do": "next", "count": 40},
            ),
            "same-identity",
        )
    for at in (0, 1):
        yield Scenario(
            "arguments changed while items are taken",
            (
                {"do": "start", "call": first},
                {"do": "next"},
                {"do": "mutate_args", "at": at},
                {"do": "next", "count": 40},
            ),
            "same-protocol",
        )
    yield Scenario(
        "items changed while more are taken",
        ({"do": "start", "call": first}, {"do": "next"}, {"do": "mutate_result"}, {"do": "next", "count": 40}),
        "same-identity",
    )
    if m.kind == "generator":
        yield Scenario(
            "a lazy result closed early",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "close"}, {"do": "look"}),
            "same-identity",
        )
        yield Scenario(
            "an exception thrown into a lazy result",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "throw"}, {"do": "next"}),
            "same-protocol",
        )
        yield Scenario(
            "values sent into a lazy result",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "send", "value": 7}, {"do": "next"}),
            "same-protocol",
        )


def _managers(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Context managers left by an exception."""
    for call, o in m.kept:
        value = o.get("value")
        lazy = isinstance(value, dict) and value.get("kind") == "context manager"
        if o["out"] == "returns" and (
            lazy or (m.mentions("__enter__") and isinstance(value, list) and value[0] == "o")
        ):
            steps = ({"do": "start", "call": call}, {"do": "enter"}, {"do": "leave"}, {"do": "look"})
            yield Scenario("a context manager left by an exception", steps, "same-result")
            return


def _call_backs(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Call-backs that raise, change what is being worked on, or call again."""
    for call in m.examples[:3]:
        for path, part in walk(call):
            if not (isinstance(part, list) and part[0] == "fn" and part[1] in ("log", "pick", "raise")):
                continue
            returns = part[2].get("returns") or {"k": "any"}
            for kind, spec in (
                ("raise", {"at": 0, "exc": "KeyError"}),
                ("raise", {"at": 1}),
                ("raise", {"at": 2, "exc": "StopIteration"}),
                ("touch", {"at": 0}),
                ("touch", {"at": 1}),
                ("mutate", {"at": 0}),
                ("reenter", {"at": 0}),
                ("reenter", {"at": 1}),
            ):
                tree = replace_at(call, path, ["fn", kind, {"returns": returns, "seed": 5, **spec}])
                yield Scenario(f"a call-back: {kind}", (_call(tree), {"do": "look"}), "same-protocol")


def _one_shot(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Arguments that may be any iterable, given as iterators; and iterators that raise midway."""
    domains = {p.name: p for p in m.signature.parameters}
    for call in m.examples[:3]:
        if has_refs(call):
            continue
        for parameter, path, tree in bind(m.signature, call) or []:
            domain = domains[parameter.name].domain
            if not isinstance(tree, list):
                continue
            takes = any(part["k"] == "iterator" for part in parts(domain)) or any(
                part.get("iterable") for part in parts(domain)
            )
            if not takes or tree[0] not in ("l", "it"):
                continue
            items = tree[1] if tree[0] == "l" else tree[2]
            for kind in ("iter", "gen", "map"):
                yield Scenario(
                    "a one-shot iterator",
                    (_call(replace_at(call, path, ["it", kind, items])), {"do": "look"}),
                    "same-effects",
                )
            for at in sorted({0, 1, len(items)}):
                faulty = replace_at(call, path, ["fn", "faulty", {"items": items, "at": at}])
                yield Scenario("an iterator that raises", (_call(faulty), {"do": "look"}), "same-protocol")


# -- surroundings -------------------------------------------------------------------------------------------------


def _globals_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for name in m.globals[:_MOST_GLOBALS]:
        for at in (0, 1):
            steps: list[Step] = [_call(m.examples[0])]
            for call in m.examples[:3]:
                steps += [{"do": "change_global", "name": name, "at": at}, _call(call)]
            yield Scenario(f"the global {name} changed between calls", tuple(steps), alone=True)


def _stacks(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Another stack below the call: code that looks who calls it, or that needs more of the stack than before."""
    large = max(m.examples, key=size)
    for shape in ("test", "deep", "thread"):
        yield Scenario(
            f"called from another place ({shape})", tuple(_call(call, shape=shape) for call in (m.examples[0], large))
        )


def _surroundings(m: Material, rng: random.Random) -> Iterator[Scenario]:
    small = [call for call in m.tried if size(call) <= 60]
    calls = tuple(_call(call) for call in [*m.examples[:4], *rng.sample(small, min(len(small), 24))])
    if m.mentions(
        "time", "datetime", "zoneinfo", "calendar", "date", "timezone", "localtime", "fromtimestamp", "timestamp"
    ):
        moments = tuple(_call(call) for call in _at_moments(m))
        for zone in ("America/New_York", "Asia/Kolkata"):
            steps = (*calls, {"do": "time_zone", "name": zone}, *calls, *moments)
            yield Scenario(f"time zone {zone}", steps, alone=True)
    if m.mentions("random", "shuffle", "choice", "sample", "randint"):
        yield Scenario(
            "other random seeds", tuple(_call(call, seed=seed) for seed in range(1, 9) for call in m.examples[:4])
        )
    if m.mentions("decimal", "Decimal", "getcontext", "localcontext"):
        for settings in ({"prec": 4, "rounding": "ROUND_UP"}, {"prec": 50, "rounding": "ROUND_DOWN"}):
            yield Scenario("another decimal context", ({"do": "decimal", **settings}, *calls), alone=True)
    if m.mentions("os", "environ", "getenv", "getcwd", "pathlib", "Path", "open"):
        yield Scenario(
            "another folder and environment",
            (
                {"do": "environment", "values": {"HOME": "/nowhere", "LANG": "de_DE.UTF-8", "DEBUG": "1"}},
                {"do": "directory", "path": "/tmp"},
                *calls,
            ),
            alone=True,
        )
    if m.mentions("locale", "strftime", "format"):
        yield Scenario("another locale", ({"do": "locale", "name": "C"}, *calls), alone=True)


#: Seconds since 1970 in winter, in summer, around changes of the clock, and before 1970.
_MOMENTS = (1704067200, 1719835200, 1710054000, 1710053999, 1730613600, 1730610000, -86400, 951782400)
_NEW_YORK = ", tzinfo=zoneinfo.ZoneInfo('America/New_York')"
_DATETIMES = tuple(
    f"datetime.datetime({text}{zone})"
    for text in ("2024, 1, 15, 12, 0", "2024, 7, 1, 0, 30", "2024, 3, 10, 1, 59", "2024, 3, 10, 2, 30", "2024, 3, 10, 3, 1",
                 "2024, 11, 3, 1, 30", "2024, 11, 3, 1, 30, fold=1", "2024, 11, 2, 23, 0")
    for zone in ("", _NEW_YORK, ", tzinfo=datetime.timezone.utc")
)  # fmt: skip


def _at_moments(m: Material) -> Iterator[CallTree]:
    """The first example at other times of the year, one argument after the other and all together."""
    for call in m.examples[:2]:
        if has_refs(call):
            continue
        numbers = [path for path, part in walk(call) if isinstance(part, int | float) and not isinstance(part, bool)][
            :6
        ]
        dates = [
            path for path, part in walk(call) if isinstance(part, list) and part[0] == "x" and "datetime(" in part[1]
        ][:6]
        for i, moment in enumerate(_MOMENTS):
            for path in numbers[:2]:
                number = part_at(call, path)
                yield replace_at(call, path, float(moment) if isinstance(number, float) else moment)
            if len(dates) > 1:
                made = call
                for k, path in enumerate(dates):
                    made = replace_at(made, path, ["x", _DATETIMES[(3 * i + 3 * k + 1) % len(_DATETIMES)]])
                yield made
        for text in _DATETIMES:
            for path in dates[:1]:
                yield replace_at(call, path, ["x", text])


def _threads(m: Material, rng: random.Random) -> Iterator[Scenario]:
    locks = m.mentions("threading", "Lock", "RLock", "acquire", "lock")
    if locks:
        yield Scenario("global locks watched", ({"do": "locks"}, *(_call(call) for call in m.examples[:3])), alone=True)
    if locks or m.private:
        large = max(m.examples, key=size)
        yield Scenario("three threads at once", ({"do": "threads", "call": large, "count": 3},), alone=True)


# -- what can be done with results --------------------------------------------------------------------------------


def _probes(m: Material, rng: random.Random) -> Iterator[Scenario]:
    if m.classes:
        for call in m.examples[:2]:
            yield Scenario("what the result can do", (_call(call), _call(call, "b"), {"do": "probe"}), "same-result")
    if m.classes or m.mentions("weakref", "lru_cache", "cache", "cached_property") or m.private:
        yield Scenario("what stays alive after the call", (_call(m.examples[0]), {"do": "release"}), "same-identity")


#: Arguments with which a returned function is tried.
_TRIED: tuple[list[Tree], ...] = ([], [3], [1, 2], [["l", [3, 1, 2]]], ["ab"])


def _returned_functions(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Functions that are the result, or items of it."""
    made = [(call, _items_to_call(o["value"])) for call, o in m.kept if o["out"] == "returns"]
    for call, items in [(call, items) for call, items in made if items][:3]:
        for args in _TRIED:
            steps: list[Step] = [_call(call)]
            for item in items:
                again: Step = {"do": "call_result", "args": args, **item}
                steps += [again, again]
            steps += [_call(call, "b"), {"do": "call_result", "args": args, "slot": "b", **items[0]}]
            yield Scenario("the returned function called", tuple(steps), "same-result")


def _items_to_call(value: Tree) -> list[dict[str, int]]:
    """Where in a result functions without a name are: the result itself, or its first and last items."""
    if not isinstance(value, list) or not value:
        return []
    if value[0] == "?" and value[1] == "builtins:function":
        return [{}]
    items = value[1] if value[0] in ("l", "t") else [pair[1] for pair in value[1]] if value[0] == "d" else []
    places = [i for i, item in enumerate(items) if isinstance(item, list) and item[:2] == ["?", "builtins:function"]]
    return [{"item": i} for i in dict.fromkeys([*places[:2], *places[-1:]])]


_MAKERS = (
    _result_changed,
    _arguments_changed,
    _earlier_result,
    _same_arguments_again,
    _after_an_error,
    _defaults,
    _aliased,
    _equal_keys,
    _lazy,
    _managers,
    _call_backs,
    _one_shot,
    _probes,
    _returned_functions,
    _many_calls,
    _globals_changed,
    _stacks,
    _surroundings,
    _threads,
)
