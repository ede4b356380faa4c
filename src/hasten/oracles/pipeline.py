"""All oracles together, cheap before dear, ending at the first confirmed difference."""

from __future__ import annotations

import ast
import dataclasses
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hasten.code.globals_used import globals_named, reachable_functions
from hasten.code.locate import call_name
from hasten.code.source import parse
from hasten.core import Artifact, Counterexample, Verdict
from hasten.core.candidate import normalised
from hasten.core.values import CallTree, canonical, size
from hasten.inputs.constants import harvest
from hasten.inputs.cut import cut_down
from hasten.inputs.exhaustive import all_calls
from hasten.inputs.infer import from_trees
from hasten.inputs.learn import learned_signature
from hasten.inputs.nested import nested_calls
from hasten.inputs.signature import Signature
from hasten.inputs.sweep import sweep, with_flags_turned
from hasten.oracles.difference import Difference
from hasten.oracles.execution import Execution, OldSide
from hasten.oracles.hearing import effort, measure
from hasten.oracles.held import Observation
from hasten.oracles.levels import checked_level, default_level, not_checked, parts
from hasten.oracles.material import LARGEST_EXAMPLE, Material
from hasten.oracles.mutation import MutationSearch
from hasten.oracles.outside import kin_calls, outside_calls, retyped_calls, swallows
from hasten.oracles.scenarios import scenarios_for
from hasten.oracles.sequences import run_scenarios
from hasten.oracles.session import Finding, Session, outside_of
from hasten.oracles.shrinking import shrunk
from hasten.oracles.static_screen import screen_descriptions, screen_sources
from hasten.oracles.text import call_text, side_text
from hasten.oracles.waivers import Allowance, waivers_named
from hasten.oracles.widening import widened
from hasten.run.hasten_child.instrument import instrument

#: Wall seconds of one check beyond which no new inputs are tried.
CHECK_LIMIT_S = 20.0
#: CPU limit of the original on recorded calls.
RECORDED_LIMIT_S = 30.0
#: CPU seconds for a known call with a flag turned: it is as large, and the flag may be turned nowhere else.
_TURNED_LIMIT_S = 1.0
#: Calls of a finite domain that is run whole.
_FINITE = 3000
#: Boundary calls of a whole check, and of a glance.
_SWEEP, _GLANCE = 400, 40


class DifferentialOracle:
    """Searches for an input or a sequence of calls on which a variant parts from the original.

    Args:
        execution: Runs both sides, ``hasten.run.Runner``.
        entry: Qualified name of the function under test.
        recorded: Calls of the workload.
        observed: Observations of the original on them, where they were made already.
        level: Level of sameness; None chooses by what the function takes and gives.
        waivers: Names of differences that the user allows.
        seed: Seed of all choices.
        corpus: Earlier counterexamples of this target; they are tried before anything is searched.
        effort: Multiplies the number of inputs.
        limit_s: Wall seconds of one check after which no new inputs are tried.
    """

    name = "differential"

    def __init__(
        self,
        execution: Execution,
        entry: str,
        *,
        recorded: Sequence[CallTree] = (),
        observed: Sequence[Observation] | None = None,
        level: str | None = None,
        waivers: Sequence[str] = (),
        seed: int = 0,
        corpus: Iterable[CallTree] = (),
        effort: float = 1.0,
        limit_s: float = CHECK_LIMIT_S,
        home: Path | None = None,
    ) -> None:
        self.execution = execution
        self.home = home
        self.entry = entry
        self.call_as = entry
        self.recorded = list(recorded)
        self.observed = observed
        self.asked_level = level
        self.waivers = waivers_named(waivers)
        self.seed = seed
        self.corpus: dict[str, CallTree] = {canonical(call): call for call in corpus}
        self.effort = effort
        self.limit_s = limit_s
        self.last: Session | None = None
        self.last_finding: Finding | None = None
        self._olds: dict[str, _Original] = {}

    # -- the role -------------------------------------------------------------------------------------------------

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        """The whole search."""
        return self._check(old.source, new.source, effort=self.effort, seed=self.seed)

    def glance(self, old: Artifact, new: Artifact) -> Verdict:
        """The cheap part: static screen, recorded calls, earlier counterexamples, a few boundary values."""
        return self._check(old.source, new.source, effort=0.0, seed=self.seed)

    def hear(self, old: Artifact, new: Artifact, *, n_candidates: int = 1) -> Verdict:
        """The winner's hearing: fresh inputs, effort that grows with the candidates tried, and a test of the search.

        Args:
            n_candidates: Candidates among which the winner was picked.
        """
        more = effort(n_candidates)
        verdict = self._check(
            old.source, new.source, effort=self.effort * more, seed=f"{self.seed}/hearing", limit_s=self.limit_s * more
        )
        if verdict.word != "searched" or self.last is None:
            return verdict
        original = self.original(old.source)
        if original.can_generate and not self.last.late:
            # The dearest searcher for what it adds: only the winner is put before it. (Hypothesis takes a quarter of a
            # second to import.)
            from hasten.oracles.property_search import property_search

            found = property_search(
                self.last,
                original.signature,
                harvest(old.source, new.source),
                seed=random.Random(f"{self.seed}/property").randrange(1 << 32),
                home=self.home,
                key=self.entry,
            )
            if found is not None:
                self.last_finding = found
                return self._verdict(original, self.last, found)
        rng = random.Random(f"{self.seed}/mutants")
        scenarios = scenarios_for(self._material(original, self.last, new.source), rng)
        power = measure(self.last, self.entry, scenarios, rng, limit_s=0.5 * self.limit_s * more)
        if power.share is None:
            return verdict
        note = f"{power.killed} of {power.killed + len(power.alive)} small wrong changes of the original were noticed"
        return dataclasses.replace(verdict, weak=power.weakness, notes=(*verdict.notes, note))

    def differs_as_before(self, old: Artifact, new: Artifact) -> bool:
        """Whether a variant differs on one of the counterexamples that were found so far; nothing else is tried."""
        original = self.original(old.source)
        allowance = Allowance(original.level, self.waivers)
        session = Session(
            self.execution, original.side, new.source, original.signature, allowance, original.globals, glance=True
        )
        return session.try_calls(self.corpus.values(), old_limit_s=RECORDED_LIMIT_S) is not None

    # -- stages ---------------------------------------------------------------------------------------------------

    def original(self, source: str) -> _Original:
        """What is known of the original; it is described once."""
        if source not in self._olds:
            self._olds[source] = _Original(self, source)
            self.call_as = call_name(source, self.entry)
        return self._olds[source]

    def _check(
        self, old_source: str, new_source: str, *, effort: float, seed: int | str, limit_s: float | None = None
    ) -> Verdict:
        started = time.process_time()
        original = self.original(old_source)
        before = original.side.cpu_s
        allowance = Allowance(original.level, self.waivers)
        session = Session(
            self.execution,
            original.side,
            new_source,
            original.signature,
            allowance,
            original.globals,
            swallows=swallows(old_source, new_source),
            deadline_s=time.monotonic() + (limit_s or self.limit_s),
            glance=effort == 0.0,
        )
        self.last = session
        same_code = normalised(old_source) == normalised(new_source)
        if same_code and self.execution.interchangeable(old_source, new_source):
            return Verdict(
                "proved",
                original.level,
                notes=("both are the same code apart from formatting and comments",),
                not_checked=not_checked(original.level),
            )
        finding = self._search(original, session, new_source, effort, seed)
        self.last_finding = finding
        verdict = self._verdict(original, session, finding)
        spent = time.process_time() - started + session.new_cpu_s + original.side.cpu_s - before
        return dataclasses.replace(verdict, cpu_s=spent)

    def _search(
        self, original: _Original, session: Session, new_source: str, effort: float, seed: int | str
    ) -> Finding | None:
        new_entry = self.execution.entry(new_source)
        names = (self.entry, new_entry) if new_entry != self.entry else ("", "")
        screened = screen_sources(original.source, new_source, names)
        if screened.difference is not None:
            return Finding(screened.difference)
        description = self.execution.describe(new_source)
        if "error" in description:
            error = description["error"]
            text = f"does not import: {error['type']}: {error['msg']}"
            kind = error["type"] if error["type"] in ("timeout", "crash") else "import"
            return Finding(Difference(kind, "module", "imports", text, "same-value"))
        screened = screen_descriptions(original.description, description)
        if screened.difference is not None:
            return Finding(screened.difference)
        session.notes.update(dict.fromkeys(screened.notes))
        found = session.try_calls(self.recorded, old_limit_s=RECORDED_LIMIT_S)
        if found is None:
            found = session.try_calls(self.corpus.values(), old_limit_s=RECORDED_LIMIT_S)
        if found is not None or not original.can_generate or (session.glance and session.hopeless):
            return self._smallest(session, found)
        bases = [small for call in self.recorded for small in cut_down(call)] or self.recorded
        turned = with_flags_turned(original.signature, bases)
        found = session.try_calls(bases) or session.try_calls(turned, old_limit_s=_TURNED_LIMIT_S)
        if found is not None:
            return self._smallest(session, found)
        whole = all_calls(original.signature, most=_FINITE) if effort > 0.0 else None
        if whole is not None:
            found = session.try_calls(whole)
            if found is not None:
                return self._smallest(session, found)
            session.whole = not session.late and all(canonical(call) in session.inputs for call in whole)
        constants = harvest(original.source, new_source)
        numpy = bool(original.description.get("numpy") or description.get("numpy"))
        most = _GLANCE if effort == 0.0 else int(_SWEEP * effort)
        found = session.try_calls(sweep(original.signature, constants, bases, limit=most))
        wide = widened(original.signature) if effort > 0.0 else None
        if found is None and wide is not None:
            found = session.try_calls(sweep(wide, constants, bases, limit=most // 3))
        if found is None and effort > 0.0:
            search = MutationSearch(
                session,
                original.signature,
                constants,
                random.Random(f"{seed}/mutation"),
                numpy=numpy,
                effort=effort,
            )
            found = search.run()
        if found is None and effort > 0.0:
            material = self._material(original, session, new_source)
            found = run_scenarios(session, scenarios_for(material, random.Random(f"{seed}/scenarios")))
        if found is None and effort > 0.0:
            found = self._other_hashes(session)
        if found is None and effort > 0.0:
            examples = [call for call, o in session.kept if o["out"] == "returns"][:12]
            found = session.try_calls(kin_calls(original.signature, examples, numpy=numpy))
            found = found or session.try_calls(nested_calls(original.signature, examples[:3]))
            found = found or session.try_calls(retyped_calls(original.signature, examples, numpy=numpy))
        if found is None and effort > 0.0:
            found = session.try_calls(
                outside_calls(original.signature, random.Random(f"{seed}/outside"), session.swallows)
            )
        return self._smallest(session, found)

    def _smallest(self, session: Session, found: Finding | None) -> Finding | None:
        if found is None:
            return None
        smallest = shrunk(session, found)
        for call in smallest.calls[-1:]:
            self.corpus.setdefault(canonical(call), call)
        return smallest

    def _other_hashes(self, session: Session) -> Finding | None:
        """The variant under another hash seed, on what the search has kept: order that depends on hashes shows."""
        calls = [call for call, _ in session.kept if "'" in repr(call)][:40]
        if not calls or session.old.stateful:
            return None
        old = session.old.observe(calls)
        new = self.execution.observe(session.new_source, calls, cpu_limit_s=2.0, hash_seed=1)
        for call, a, b in zip(calls, old, new, strict=True):
            if a["out"] in ("returns", "raises") and session.judged(call, a, b):
                again = self.execution.observe(session.old.source, [call], hash_seed=1)[0]
                if not session.differences(a, again):
                    difference = session.judged(call, a, b)[0]
                    return Finding(difference, (call,), a, b)
        return None

    def _material(self, original: _Original, session: Session, new_source: str) -> Material:
        named = set(globals_named(new_source, self.entry)) - set(original.globals)
        inside = [(call, o) for call, o in session.kept if not outside_of(original.signature, call)]
        if all(size(call) > LARGEST_EXAMPLE for call, _ in inside):
            # The recorded calls show everything there is to cover; scenarios repeat calls, and want short ones.
            inside += session.short(LARGEST_EXAMPLE)
        return Material(
            original.signature,
            inside,
            kind=original.description.get("kind", "function"),
            globals=original.globals,
            old_words=_words(original.source),
            new_words=_words(new_source),
            classes=original.description.get("classes", ()),
            private=sorted(named),
            new_numbers=sorted(_numbers(new_source) - _numbers(original.source)),
            receives=_receives(original.source),
            tried=[call for call in session.inputs.values() if not outside_of(original.signature, call)][-400:],
        )

    # -- the verdict ----------------------------------------------------------------------------------------------

    def _verdict(self, original: _Original, session: Session, finding: Finding | None) -> Verdict:
        notes = list(session.notes)
        for name, far in session.allowance.largest.items():
            notes.append(f"waived by {name}: floats differ by up to {far:.2g} of their size")
        shared: dict[str, Any] = {
            "level": original.level,
            "inputs": len(session.inputs),
            "scenarios": session.scenarios,
            "coverage": original.coverage(session.coverage.branches),
            "waivers": dict(session.allowance.used),
            "not_checked": not_checked(original.level),
            "notes": tuple(notes),
        }
        if finding is not None:
            return Verdict(
                "differs", counterexample=counterexample_of(finding, self.call_as, original.by_keyword), **shared
            )
        if not session.inputs:
            return Verdict("tests_only", weak="no input could be run on both sides", **shared)
        if not original.can_generate:
            return Verdict(
                "tests_only", weak="only the given calls could be run: their arguments cannot be varied", **shared
            )
        if session.whole:
            return Verdict("proved", **{**shared, "notes": (*notes, "the domain is finite and was run whole")})
        return Verdict("searched", **shared)


def counterexample_of(finding: Finding, entry: str, by_keyword: Sequence[str] = ()) -> Counterexample:
    """A finding in the form that is reported and stored."""
    difference = finding.difference
    kind = difference.kind
    call = call_text(finding, entry, by_keyword) or entry
    old = side_text(finding, finding.old, difference.old)
    new = side_text(finding, finding.new, difference.new)
    trees: tuple[Any, ...] = finding.calls if finding.spec is None else (finding.spec,)
    if finding.spec is not None:
        call = f"{call}\n# {difference.where}"
    return Counterexample(kind, call, old, new, trees)


class _Original:
    """The original as the oracle knows it."""

    def __init__(self, oracle: DifferentialOracle, source: str) -> None:
        self.source = source
        self.description: Mapping[str, Any] = oracle.execution.describe(source)
        if "error" in self.description:
            self.description = {"parameters": [], "kind": "function", "returns": {"k": "any"}}
        plain = [call for call in oracle.recorded if not _is_remade(call)]
        self.can_generate = len(plain) == len(oracle.recorded)
        self.signature: Signature = learned_signature(self.description, source, oracle.entry, plain)
        self.side = OldSide(oracle.execution, source, self.signature)
        for call, observation in zip(oracle.recorded, oracle.observed or (), strict=False):
            self.side.keep(call, observation)
        domains = [parameter.domain for parameter in self.signature.parameters]
        default = default_level(
            domains, _returned(self.description, oracle.observed), self.description.get("kind", "function")
        )
        self.level = checked_level(oracle.asked_level, default)
        self.globals = tuple(globals_named(source, oracle.entry))
        self.by_keyword = tuple(
            sorted(
                {
                    str(d["cls"])
                    for p in self.signature.parameters
                    for d in _objects(p.domain)
                    if d.get("how") == "dataclass"
                }
            )
        )
        self._branches = _own_branches(source, oracle.entry)

    def coverage(self, reached: set[int]) -> float | None:
        """Share of the branches of the code that can run which were entered, 0 to 1."""
        if not self._branches:
            return None
        return len(reached & self._branches) / len(self._branches)


def _objects(domain: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [part for part in parts(domain) if part.get("cls")]


def _is_remade(call: CallTree) -> bool:
    return any(isinstance(tree, list) and tree[0] == "m" for tree in [*call["args"], *call["kwargs"].values()])


def _returned(description: Mapping[str, Any], observed: Sequence[Observation] | None) -> Mapping[str, Any]:
    """The declared result, or what results looked like."""
    declared = description.get("returns") or {"k": "any"}
    if declared["k"] != "any":
        return declared
    values = [o["value"] for o in observed or () if o["out"] == "returns" and not isinstance(o.get("value"), dict)]
    return from_trees(values) if values else declared


def _own_branches(source: str, entry: str) -> set[int]:
    """Counters of the functions that may run when the entry runs."""
    module = parse(source)
    try:
        _, lines = instrument(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    if isinstance(module, SyntaxError) or entry not in module.functions:
        return set(range(len(lines)))
    spans = [
        (node.lineno, node.end_lineno or node.lineno)
        for name in reachable_functions(module, entry)
        for node in [module.functions[name]]
    ]
    return {k for k, line in enumerate(lines) if any(a <= line <= b for a, b in spans)}


def _numbers(source: str) -> set[int]:
    """Whole numbers that stand in a source."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return {node.value for node in nodes if type(node.value) is int}


def _receives(source: str) -> bool:
    """Whether a ``yield`` stands where its value is used."""
    tree = ast.parse(source)
    dropped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return any(isinstance(node, ast.Yield) and id(node) not in dropped for node in ast.walk(tree))


def _words(source: str) -> frozenset[str]:
    """Names, attributes, imports and words of strings in a source."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(part for alias in node.names for part in alias.name.split("."))
            if isinstance(node, ast.ImportFrom) and node.module:
                found.update(node.module.split("."))
    return frozenset(found)
