"""Recognise parts of a target: functions that it calls, and pieces of its own code."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from hasten.code.function import Program
from hasten.code.globals_used import reachable_functions
from hasten.code.heat import COLD, LUKEWARM, share_between
from hasten.code.locate import Located
from hasten.code.scopes import free_names, local_names
from hasten.code.source import FunctionNode, ParsedModule
from hasten.core.facts import Facts
from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.emit import replaced
from hasten.proposers.algorithms.hypotheses import domain_of, hypotheses
from hasten.proposers.algorithms.kinds import Domain
from hasten.proposers.algorithms.observations import InterpretedObserver, Work
from hasten.proposers.algorithms.outline import NAME, SUMMARY, Outlined, outlined
from hasten.proposers.algorithms.prologue import Prologue
from hasten.proposers.algorithms.recognise import Match
from hasten.proposers.algorithms.search import Lookup
from hasten.proposers.algorithms.worth import has_nested_work, has_work

#: Most pieces of one function that are looked up.
_MOST_PIECES = 40
#: Steps of the interpreter for all parts of one target, some two seconds.
_MOST_STEPS = 1_200_000


def part_matches(
    located: Located, index: Sequence[Algorithm], facts: Facts | None = None
) -> Iterator[tuple[Match, str]]:
    """Matches of parts with the text of the file in which the part is replaced: helpers, then pieces.

    Parts that take next to no time come last; where it is known that they take none, they are not looked at.
    """
    known = facts or Facts()
    module, target = located.module, located.node
    program = Program(module, target.name, facts)
    work = Work(_MOST_STEPS)
    helpers = [module.functions[name] for name in reachable_functions(module, target.name) if name != target.name]
    helpers += _closed_functions(module, target)
    rest: list[FunctionNode] = [target]
    late: list[Iterator[tuple[Match, str]]] = []
    for helper in helpers:
        found = []
        if isinstance(helper, ast.FunctionDef) and has_work(module, helper):
            matches = _replacements(module, helper, index, work)
            heat = _heat(module, helper.lineno, helper.end_lineno, known)
            if heat >= LUKEWARM:
                found = list(matches)
            elif heat >= COLD or module.source != known.profiled:
                late.append(matches)
        yield from found
        if not found and helper in module.functions.values():
            rest.append(helper)
    for function in rest:
        for piece in islice(outlined(module, function), _MOST_PIECES):
            if not has_nested_work(piece.module, piece.function) and not _has_helper(piece.function):
                continue
            matches = _matches_of_piece(module, program, function, piece, index, work)
            heat = _heat(module, piece.first, piece.last, known)
            if heat >= LUKEWARM:
                yield from matches
            elif heat >= COLD or module.source != known.profiled:
                late.append(matches)
    for matches in late:
        yield from matches


def _heat(module: ParsedModule, first: int, last: int | None, facts: Facts) -> float:
    return share_between(module.source, first, last or first, facts.profiled, facts.line_share)


def _matches_of_piece(
    module: ParsedModule,
    program: Program,
    function: FunctionNode,
    piece: Outlined,
    index: Sequence[Algorithm],
    work: Work,
) -> Iterator[tuple[Match, str]]:
    known = _inferred(program, function, piece.function)
    for match, source in _replacements(piece.module, piece.function, index, work, known):
        name = _free_name(match.entry.name, module)
        yield match, source.replace(NAME, name).replace(SUMMARY, f"{match.entry.summary}.")


def _has_helper(piece: ast.FunctionDef) -> bool:
    """Whether a piece defines a function that calls itself."""
    helpers = [node for node in piece.body if isinstance(node, ast.FunctionDef)]
    return any(isinstance(n, ast.Name) and n.id == helper.name for helper in helpers for n in ast.walk(helper))


def _inferred(program: Program, function: FunctionNode, piece: ast.FunctionDef) -> dict[str, Domain]:
    """Domains of a piece's parameters, where the types of the function's names are known."""
    if function.name not in program.reached:
        return {}
    code = program.function(function.name)
    found = {arg.arg: domain_of(code.type_of_name(arg.arg)) for arg in piece.args.args}
    return {name: domain for name, domain in found.items() if domain is not None}


def _closed_functions(module: ParsedModule, target: FunctionNode) -> list[FunctionNode]:
    """Functions nested in the target that take nothing from it but their parameters."""
    local = local_names(target)
    return [
        node
        for node in ast.walk(target)
        if isinstance(node, ast.FunctionDef) and node is not target and not (free_names(node) - {node.name}) & local
    ]


def _replacements(
    module: ParsedModule,
    function: ast.FunctionDef,
    index: Sequence[Algorithm],
    work: Work,
    known: Mapping[str, Domain] | None = None,
) -> Iterator[tuple[Match, str]]:
    """The plainest match of a function for each guess of its parameters, with the text of the file."""
    prologue = Prologue(module, function)
    seen: set[str] = set()
    for parameters in hypotheses(function, known):
        located = Located(module, function, "function")
        observer = InterpretedObserver(module, function, work)
        for match in islice(Lookup(located, parameters, observer, prologue).run(index), 2):
            source = replaced(module, function, match, prologue.statements)
            if source is not None and source not in seen:
                seen.add(source)
                yield match, source


def _free_name(wanted: str, module: ParsedModule) -> str:
    taken = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    taken |= {node.arg for node in ast.walk(module.tree) if isinstance(node, ast.arg)} | set(module.functions)
    return wanted if wanted not in taken else f"_{wanted}"
