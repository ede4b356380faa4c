"""Seeded random calls from a signature: skewed sizes, small alphabets, boundary values, relations between arguments."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hasten.core.values import (
    CallTree,
    Tree,
    has_refs,
    int_tree,
    renumber,
    replace_at,
    walk,
)
from hasten.inputs.boundaries import LONG, boundary_values, kin_values
from hasten.inputs.boundary_tables import UNTYPED
from hasten.inputs.constants import Constants
from hasten.inputs.domains import Domain
from hasten.inputs.draws import DRAW, SMALL, drawn_from_pool
from hasten.inputs.membership import contains
from hasten.inputs.relations import relations_for
from hasten.inputs.signature import POSITIONAL, Parameter, Signature, bind

#: Boundary values of one domain that are drawn from.
_POOL = 240
#: Boundary values larger than this are left to the sweep: drawing them often would spend the time on copying.
_SMALL = 40
_LENGTHS = (0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12)
_INNER_LENGTHS = (0, 1, 1, 2, 2, 3, 3, 4, 5)
_INNERMOST_LENGTHS = (0, 1, 1, 2, 2, 3)

class Generator:
    """Makes calls that fit a signature; the same state of ``rng`` gives the same calls.

    Args:
        signature: The parameters with their domains.
        constants: Constants of both sides.
        numpy: Whether numpy is installed where the code runs.
        kin: Share of untyped and mapping arguments that become near relatives (``kin_values``), 0 to 1.
    """

    def __init__(
        self, signature: Signature, constants: Constants | None = None, *, numpy: bool = False, kin: float = 0.02
    ) -> None:
        self.signature = signature
        self.constants = constants or Constants()
        self.kin = kin
        self._numpy = numpy
        # Defaults that may as well be given: a sentinel object would not be the same object again.
        self._passed = {p.name for p in signature.parameters if p.optional and contains(p.domain, p.default)}
        self._relations = relations_for(signature)
        self._pools: dict[int, tuple[Domain, list[Tree]]] = {}
        self._kin_pools: dict[str, list[Tree]] = {}
        self._lengths = [length for length in self.constants.lengths() if length <= 2000]
        self.outer: list[Domain] = []
        #: Whether calls may hold deques, which may be bounded.
        self.bounded = "deque" in str(signature)
        small = [int_tree(value) for value in self.constants.ints[:4]]
        self.scalars: list[Tree] = [*SMALL, *small, *self.constants.strings[:4]]

    def call(self, rng: random.Random) -> CallTree:
        """One call."""
        values: dict[str, Tree] = {}
        extra: list[Tree] = []
        more: dict[str, Tree] = {}
        omitted = False
        for parameter in self.signature.parameters:
            if parameter.kind == "var_positional":
                if not omitted:
                    extra = [self.value(parameter.domain, rng) for _ in range(int(rng.random() ** 2 * 5))]
            elif parameter.kind == "var_keyword":
                more = self._keywords(parameter, rng)
            elif parameter.optional and rng.random() < 0.4:
                omitted = True
            else:
                values[parameter.name] = self.argument(parameter, rng)
        if self._relations and rng.random() < 0.6:
            for _ in range(1 if rng.random() < 0.8 else 2):
                self._relate(values, rng)
        made = self._assembled(values, extra, more)
        return with_room(made) if self.bounded else made

    def _relate(self, values: dict[str, Tree], rng: random.Random) -> None:
        """Make some relation hold, unless a value would leave its domain for it."""
        before = dict(values)
        self._relations[int(rng.random() * len(self._relations))](values, rng)
        for parameter in self.signature.parameters:
            tree = values.get(parameter.name)
            if tree is not before.get(parameter.name) and not contains(parameter.domain, tree):
                values.update(before)
                return

    def argument(self, parameter: Parameter, rng: random.Random) -> Tree:
        """A value for one parameter."""
        if self.kin and rng.random() < self.kin:
            pool = self._kin(parameter)
            if pool:
                return pool[int(rng.random() * len(pool))]
        if parameter.name in self._passed and rng.random() < 0.1:
            return parameter.default
        return self.value(parameter.domain, rng)

    def value(self, domain: Domain, rng: random.Random, level: int = 0) -> Tree:
        """A value of a domain; soft bounds are left now and then."""
        return DRAW.get(domain["k"], drawn_from_pool)(self, domain, rng, level)

    def pool(self, domain: Domain) -> list[Tree]:
        """Boundary values of a domain that are small enough to be drawn often."""
        known = self._pools.get(id(domain))
        if known is None:
            values = boundary_values(domain, self.constants, limit=_POOL, long=False)
            small = [value for value in values if _is_small(value)]
            known = self._pools[id(domain)] = (domain, small)
        return known[1]

    def _kin(self, parameter: Parameter) -> list[Tree]:
        known = self._kin_pools.get(parameter.name)
        if known is None:
            known = kin_values(parameter.domain, numpy=self._numpy, hinted=parameter.hinted)
            self._kin_pools[parameter.name] = known
        return known

    def _keywords(self, parameter: Parameter, rng: random.Random) -> dict[str, Tree]:
        names = [name for name in self.constants.names if name.isidentifier()] or ["alpha", "beta", "gamma"]
        taken = {other.name for other in self.signature.parameters}
        chosen = [name for name in rng.sample(names, min(len(names), int(rng.random() ** 2 * 4))) if name not in taken]
        return {name: self.value(parameter.domain, rng) for name in chosen}

    def _assembled(self, values: dict[str, Tree], extra: list[Tree], more: dict[str, Tree]) -> CallTree:
        args: list[Tree] = []
        kwargs: dict[str, Tree] = {}
        by_keyword = False
        for parameter in self.signature.parameters:
            if parameter.kind == "var_positional":
                args.extend([] if by_keyword else extra)
            elif parameter.name not in values:
                by_keyword = by_keyword or parameter.kind in POSITIONAL
            elif parameter.kind in POSITIONAL and not by_keyword:
                args.append(values[parameter.name])
            elif parameter.kind == "positional_only":
                continue  # an earlier positional-only parameter was left out, so this one cannot be given
            else:
                kwargs[parameter.name] = values[parameter.name]
        kwargs.update(more)
        call: CallTree = {"args": args, "kwargs": kwargs}
        return renumber(call, {}) if _has_labels(args, kwargs) else call

    def length(self, rng: random.Random, domain: Domain, level: int) -> int:
        """A length: mostly small, now and then one at which implementations change."""
        drawn = self._free_length(rng, level)
        lengths = domain.get("lengths")
        if not lengths or (domain.get("soft") and rng.random() < 0.05):
            return drawn
        low, high = int(lengths[0]), int(lengths[-1])
        if low <= drawn <= high:
            return drawn
        return low + drawn % (min(high - low, 12) + 1)

    def _free_length(self, rng: random.Random, level: int) -> int:
        if level:
            table = _INNER_LENGTHS if level == 1 else _INNERMOST_LENGTHS
            return table[int(rng.random() * len(table))]
        draw = rng.random()
        if draw < 0.93:
            return _LENGTHS[int(draw / 0.93 * len(_LENGTHS))]
        if draw < 0.975 or not self._lengths:
            return int(rng.random() * 45) if rng.random() < 0.88 else LONG[int(rng.random() ** 3 * len(LONG))]
        return self._lengths[int(rng.random() ** 2 * len(self._lengths))]


def _is_small(tree: Tree) -> bool:
    if isinstance(tree, str):
        return len(tree) <= 300
    return not isinstance(tree, list) or tree[0] not in ("l", "it", "d", "s", "f", "t", "u") or _few(tree)


def _few(tree: Tree) -> bool:
    if not isinstance(tree, list):
        return True
    inner = tree[2] if tree[0] in ("it", "u", "@") else tree[1]
    return not isinstance(inner, list) or len(inner) <= _SMALL


def _has_labels(args: Sequence[Tree], kwargs: dict[str, Tree]) -> bool:
    return any(_labelled(tree) for tree in args) or any(_labelled(tree) for tree in kwargs.values())


def _labelled(tree: Tree) -> bool:
    if not isinstance(tree, list):
        return False
    tag = tree[0]
    if tag in ("@", "r"):
        return True
    if tag in "ltsf":
        items = tree[1]
        # A list of scalars is common and long: its first item tells.
        return bool(items) and (isinstance(items[0], list) or len(items) < 9) and any(map(_labelled, items))
    if tag == "d":
        return any(_labelled(pair[1]) for pair in tree[1])
    if tag == "u":
        return _labelled(tree[2])
    if tag == "it":
        return any(map(_labelled, tree[2]))
    return tag == "o" and any(map(_labelled, tree[2].values()))


def off_domain_calls(signature: Signature, rng: random.Random, count: int) -> list[CallTree]:
    """Calls with one argument of another kind than its hint says, to see whether a variant accepts fewer inputs."""
    generator = Generator(signature, kin=0.0)
    named = [p for p in signature.parameters if not p.kind.startswith("var_") and p.domain["k"] != "any"]
    outside = {p.name: [value for value in UNTYPED if not contains(p.domain, value)] for p in named}
    found: list[CallTree] = []
    for place in range(count if named else 0):
        parameter = named[place % len(named)]
        call = generator.call(rng)
        for bound, path, _ in bind(signature, call) or []:
            if bound.name == parameter.name and outside[parameter.name]:
                found.append(replace_at(call, path, rng.choice(outside[parameter.name])))
    return found


def with_room(call: CallTree) -> CallTree:
    """The call with the last elements of every bounded deque that has been given more than it keeps, as Python does.

    Aliases count containers, so a call that has some is left as it is.
    """
    if has_refs(call):
        return call
    for path, part in walk(call):
        if isinstance(part, list) and part[:2] == ["u", "collections:deque"]:
            bound, items = part[3].get("maxlen"), part[2][1]
            if type(bound) is int and bound < len(items):
                kept = items[len(items) - bound :]
                return with_room(replace_at(call, path, [*part[:2], ["l", kept], *part[3:]]))
    return call
