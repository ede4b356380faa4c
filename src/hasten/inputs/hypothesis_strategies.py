"""Hypothesis strategies that build call trees from domains, and a search with them.

Hypothesis brings what the other stages lack: a shrinker that understands how a value was made, and a database that
replays what failed before.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import SkipTest

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, configuration, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase
from hypothesis.errors import HypothesisException
from hypothesis.strategies import DrawFn, SearchStrategy

from hasten.core.values import (
    CallTree,
    Tree,
    bytes_tree,
    complex_tree,
    dict_tree,
    expression_tree,
    from_plain,
    frozenset_tree,
    int_tree,
    set_tree,
    tuple_tree,
)
from hasten.inputs.boundaries import boundary_values, plain_domain
from hasten.inputs.constants import Constants
from hasten.inputs.domains import ANY, Domain
from hasten.inputs.ladder import build_object, with_class
from hasten.inputs.membership import contains
from hasten.inputs.relations import relations_for
from hasten.inputs.signature import POSITIONAL, Parameter, Signature

#: Items of one container at most; the other stages try long ones.
_LONGEST = 12

Trees = SearchStrategy[Tree]


def strategy(domain: Domain, constants: Constants | None = None) -> Trees:
    """A strategy for the values of a domain."""
    return _Builder(constants or Constants()).of(domain)


def calls(signature: Signature, constants: Constants | None = None) -> SearchStrategy[CallTree]:
    """A strategy for calls that fit a signature; arguments are related now and then."""
    builder = _Builder(constants or Constants())
    # Made once: hypothesis looks each new strategy over, which takes longer than to draw from it.
    return _calls(signature, {p.name: builder.argument(p) for p in signature.parameters})


@st.composite
def _calls(draw: DrawFn, signature: Signature, arguments: dict[str, SearchStrategy[Any]]) -> CallTree:
    values: dict[str, Tree] = {}
    for parameter in signature.parameters:
        if parameter.optional and not draw(st.booleans()):
            continue
        values[parameter.name] = draw(arguments[parameter.name])
    relations = relations_for(signature)
    chosen = draw(st.integers(0, 2 * len(relations)))
    if 0 < chosen <= len(relations):
        before = dict(values)
        relations[chosen - 1](values, random.Random(draw(st.integers(0, 255))))
        if not all(_fits(parameter, values.get(parameter.name)) for parameter in signature.parameters):
            values = before
    return _assembled(signature, values)


def _fits(parameter: Parameter, tree: Tree) -> bool:
    if parameter.kind.startswith("var_") or tree is None:
        return True
    if isinstance(tree, list) and tree[0] in ("@", "r"):
        return False  # aliases of arguments belong to the scenarios
    return contains(parameter.domain, tree)


def _assembled(signature: Signature, values: dict[str, Tree]) -> CallTree:
    args: list[Tree] = []
    kwargs: dict[str, Tree] = {}
    left_out = False
    for parameter in signature.parameters:
        if parameter.name not in values:
            left_out = left_out or parameter.kind in POSITIONAL
        elif parameter.kind == "var_positional":
            args.extend([] if left_out else values[parameter.name])
        elif parameter.kind == "var_keyword":
            kwargs.update({name: tree for name, tree in values[parameter.name].items() if name not in values})
        elif parameter.kind in POSITIONAL and not left_out:
            args.append(values[parameter.name])
        elif parameter.kind != "positional_only":
            kwargs[parameter.name] = values[parameter.name]
    return {"args": args, "kwargs": kwargs}


def search(
    signature: Signature,
    shows: Callable[[CallTree], bool],
    *,
    seed: int,
    home: Path,
    constants: Constants | None = None,
    max_examples: int = 200,
    key: str = "calls",
    phases: Sequence[Phase] = (Phase.reuse, Phase.generate, Phase.shrink),
) -> CallTree | None:
    """The smallest call found for which ``shows`` holds, or None.

    Args:
        signature: The parameters.
        shows: The predicate; an exception that it raises ends the search and is raised here.
        seed: Seed of the search.
        home: Folder for everything that hypothesis writes, its database of failures among it.
        constants: Constants of both sides.
        max_examples: Calls that are tried before it gives up; shrinking comes on top.
        key: Name of the target inside the database, fit for a folder.
        phases: What hypothesis does; without ``Phase.reuse`` the database is left alone.
    """
    found: list[CallTree] = []
    # What is replayed and shows nothing any more is deleted from the database.
    kept = Phase.reuse in phases
    database: ExampleDatabase | None = DirectoryBasedExampleDatabase(home / "examples" / key) if kept else None

    # The order of the decorators matters: a seed takes the database away, the settings above it give it back.
    @settings(
        max_examples=max_examples, database=database, deadline=None, print_blob=False, verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck), phases=phases,
        report_multiple_bugs=False,
    )  # fmt: skip
    @hypothesis.seed(seed)
    @hypothesis.given(calls(signature, constants))
    def attempt(call: CallTree) -> None:
        if shows(call):
            found.append(call)
            raise _Shown

    configuration.set_hypothesis_home_dir(home)
    try:
        attempt()
    except _Shown:
        return found[-1]
    except SkipTest:
        return None  # only examples of earlier runs were asked for, and there are none
    except HypothesisException:
        # Hypothesis lost the example while shrinking (a flaky predicate): the last one that showed it stands.
        if not found:
            raise
        return found[-1]
    finally:
        configuration.set_hypothesis_home_dir(None)
    return None


class _Shown(Exception):
    """The predicate holds."""


class _Builder:
    """Builds strategies; constants of the code are mixed in."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self.outer: list[Domain] = []

    def argument(self, parameter: Parameter) -> SearchStrategy[Any]:
        inner = self.of(parameter.domain)
        if parameter.kind == "var_positional":
            return st.lists(inner, max_size=4)
        if parameter.kind == "var_keyword":
            names = [name for name in self.constants.names if name.isidentifier()] or ["alpha", "beta"]
            return st.dictionaries(st.sampled_from(names), inner, max_size=3)
        return inner

    def of(self, domain: Domain) -> Trees:
        build = _BUILD.get(domain["k"], _Builder.sampled)
        return build(self, domain)

    def sampled(self, domain: Domain) -> Trees:
        """Kinds that hypothesis knows no strategy for: boundary values."""
        values = boundary_values(domain, self.constants, limit=100, long=False)
        return st.sampled_from(values) if values else st.none()

    def with_table(self, domain: Domain, made: Trees, own: Sequence[Tree]) -> Trees:
        fitting = [tree for tree in own if contains(domain, tree)][:60]
        return st.one_of(made, st.sampled_from(fitting)) if fitting else made

    def whole(self, domain: Domain) -> Trees:
        soft = bool(domain.get("soft"))
        low, high = domain.get("low"), domain.get("high")
        made = st.integers(low, high).map(int_tree)
        if soft:
            made = st.one_of(made, made, made, st.integers(-20, 20).map(int_tree))
        chosen = self.with_table(domain, made, [*self.constants.int_values(), *domain.get("choices", [])])
        return self._classed(domain, chosen)

    def real(self, domain: Domain) -> Trees:
        low, high = domain.get("low"), domain.get("high")
        made: Trees = st.floats(low, high, allow_subnormal=low is None and high is None)
        return self._classed(domain, self.with_table(domain, made, list(self.constants.float_values())))

    def _classed(self, domain: Domain, made: Trees) -> Trees:
        if not domain.get("cls"):
            return made
        return made.map(lambda tree: tree if isinstance(tree, list) and tree[0] == "u" else with_class(domain, tree))

    def text(self, domain: Domain) -> Trees:
        low, high = self.lengths(domain)
        alphabet: Any = domain.get("alphabet") or st.one_of(
            st.sampled_from("ab \n0A."), st.characters(exclude_categories=())
        )
        made: Trees = st.text(alphabet, min_size=low, max_size=high)
        parts = [part for part in self.constants.strings if len(part) < 40]
        if parts and not domain.get("alphabet") and not domain.get("lengths"):
            piece = st.one_of(st.sampled_from(parts), st.sampled_from([" ", "a", "\n", ""]))
            made = st.one_of(made, st.lists(piece, max_size=6).map("".join))
        return self._classed(domain, self.with_table(domain, made, domain.get("choices", [])))

    def lengths(self, domain: Domain) -> tuple[int, int]:
        if not domain.get("lengths"):
            return 0, _LONGEST
        low, high = int(domain["lengths"][0]), int(domain["lengths"][-1])
        return (0 if domain.get("soft") else low), min(high, low + _LONGEST)

    def items(self, domain: Domain) -> SearchStrategy[list[Tree]]:
        low, high = self.lengths(domain)
        return st.lists(self.of(domain.get("of") or ANY), min_size=low, max_size=high)

    def sequence(self, domain: Domain) -> Trees:
        kind = domain["k"]
        if kind == "tuple" and domain.get("items") is not None:
            return st.tuples(*map(self.of, domain["items"])).map(tuple_tree)
        if kind == "tuple" and "of" not in domain:
            return st.just(["t", []])
        items = self.items(domain)
        if kind == "set":
            return items.map(set_tree)
        if kind == "frozenset":
            return items.map(frozenset_tree)
        if kind == "deque":
            return items.map(lambda found: ["u", "collections:deque", ["l", found], {"maxlen": None}])
        if kind == "iterator":
            kinds = st.sampled_from([domain["kind"]] if domain.get("kind") else ["iter", "gen", "map"])
            return st.tuples(kinds, items).map(lambda pair: ["it", pair[0], pair[1]])
        return items.map(lambda found: with_class(domain, ["t" if kind == "tuple" else "l", found]))

    def mapping(self, domain: Domain) -> Trees:
        low, high = self.lengths(domain)
        key, value = self.of(domain.get("key") or {"k": "str"}), self.of(domain.get("value") or ANY)
        names = list(self.constants.names)
        if names and (domain.get("key") or {"k": "str"})["k"] == "str":
            key = st.one_of(key, st.sampled_from(names))
        pairs = st.lists(st.tuples(key, value), min_size=low, max_size=high)
        made = pairs.map(lambda found: with_class(domain, dict_tree(found)))
        return made if low == 0 else made.filter(lambda tree: contains(domain, tree))

    def record(self, domain: Domain) -> Trees:
        required = set(domain["required"])
        parts = {name: self.of(part) for name, part in domain["fields"].items()}
        made = st.fixed_dictionaries(
            {name: part for name, part in parts.items() if name in required},
            optional={name: part for name, part in parts.items() if name not in required},
        )
        return made.map(lambda found: dict_tree(found.items()))

    def instance(self, domain: Domain) -> Trees:
        if domain.get("fields") is None:
            above = next((known for known in reversed(self.outer) if known["cls"] == domain["cls"]), None)
            if above is None or len(self.outer) > 3:
                return st.none()
            domain = above
        self.outer.append(domain)
        made = st.fixed_dictionaries({name: self.of(part) for name, part in domain["fields"].items()})
        self.outer.pop()
        return made.map(lambda found: build_object(domain, found))

    def union(self, domain: Domain) -> Trees:
        return st.one_of([self.of(part) for part in domain["of"]])

    def anything(self, domain: Domain) -> Trees:
        if domain.get("like"):
            return st.one_of(self.of(domain["like"]), self.of(domain["like"]), self.sampled(ANY))
        scalars = st.one_of(st.none(), st.booleans(), st.integers().map(int_tree), st.floats(), st.text(max_size=5))
        return st.recursive(
            scalars,
            lambda inner: st.one_of(
                st.lists(inner, max_size=4).map(lambda found: ["l", found]),
                st.lists(inner, max_size=3).map(tuple_tree),
                st.dictionaries(st.text(max_size=3), inner, max_size=3).map(lambda found: dict_tree(found.items())),
            ),
            max_leaves=8,
        )

    def callback(self, domain: Domain) -> Trees:
        returns = plain_domain(domain.get("returns") or ANY)
        logged = st.integers(0, 100).map(lambda seed: ["fn", "log", {"returns": returns, "seed": seed}])
        return st.one_of(logged, self.sampled(domain))


def _expressions(values: SearchStrategy[Any]) -> Callable[[_Builder, Domain], Trees]:
    made = values.map(lambda value: expression_tree(repr(value)))
    return lambda builder, domain: st.one_of(made, builder.sampled(domain))


_BUILD: dict[str, Callable[[_Builder, Domain], Trees]] = {
    "none": lambda builder, domain: st.none(),
    "bool": lambda builder, domain: st.booleans(),
    "int": _Builder.whole,
    "float": _Builder.real,
    "complex": lambda builder, domain: st.complex_numbers().map(complex_tree),
    "str": _Builder.text,
    "bytes": lambda builder, domain: st.binary(max_size=_LONGEST).map(bytes_tree),
    "bytearray": lambda builder, domain: st.binary(max_size=_LONGEST).map(lambda found: from_plain(bytearray(found))),
    "any": _Builder.anything,
    "decimal": _expressions(st.decimals(allow_nan=False)),
    "fraction": _expressions(st.fractions()),
    "date": _expressions(st.dates()),
    "datetime": _expressions(st.datetimes()),
    "time": _expressions(st.times()),
    "timedelta": _expressions(st.timedeltas()),
    "path": lambda builder, domain: st.text(string.ascii_letters + "./_- ", min_size=1, max_size=10).map(
        lambda found: expression_tree(f"pathlib.Path({found!r})")
    ),
    **dict.fromkeys(("list", "set", "frozenset", "deque", "iterator", "tuple"), _Builder.sequence),
    "dict": _Builder.mapping,
    "typeddict": _Builder.record,
    "object": _Builder.instance,
    "union": _Builder.union,
    "enum": lambda builder, domain: st.sampled_from([["e", domain["cls"], name] for name in domain["members"]]),
    "literal": lambda builder, domain: st.sampled_from(domain["values"]),
    "callable": _Builder.callback,
}
