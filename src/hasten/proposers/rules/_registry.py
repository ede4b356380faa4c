"""The rules of this package, and running them over code without letting one of them stop the others."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from hasten.code.edits import EditConflict
from hasten.code.function import Program
from hasten.code.source import parse
from hasten.proposers.rules._finding import Located, Rule, RuleFailure

OnFailure = Callable[[RuleFailure], None]


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by name: each module of the package whose name does not start with an underscore."""
    package = __name__.rpartition(".")[0]
    path = importlib.import_module(package).__path__
    names = sorted(entry.name for entry in pkgutil.iter_modules(path) if not entry.name.startswith("_"))
    return tuple(cast(Rule, importlib.import_module(f"{package}.{name}")) for name in names)


def rule_name(rule: Rule) -> str:
    """The name of a rule: that of its file."""
    return rule.__name__.rpartition(".")[2]


def opens(rule: Rule) -> bool:
    """Whether a rule only lays patterns open to others."""
    return bool(getattr(rule, "OPENING", False))


def find_all(
    program: Program, *, rules: Sequence[Rule] | None = None, on_failure: OnFailure | None = None
) -> Iterator[Located]:
    """What the rules find in the functions of a program; a rule that raises loses that function only.

    Args:
        program: The module, seen from its target.
        rules: The rules to run, by default all.
        on_failure: Told of every rule that raised.
    """
    # A function inside another is looked at with it, and then on its own.
    found: set[tuple[str, ast.AST]] = set()
    for code in program.functions():
        for rule in all_rules() if rules is None else rules:
            try:
                for finding in rule.find(code):
                    if code.outer is not None and (rule_name(rule), finding.node) in found:
                        continue
                    found.add((rule_name(rule), finding.node))
                    yield Located(rule_name(rule), code, finding)
            except EditConflict:
                continue
            except Exception as error:  # noqa: BLE001 - the edge of a proposer
                if on_failure is not None:
                    on_failure(RuleFailure(rule_name(rule), code.name, error))


def applied(located: Located, on_failure: OnFailure | None = None) -> str | None:
    """The whole file after the change, or None where it cannot be made."""
    edits = located.code.edits()
    try:
        located.finding.change(edits)
        return edits.apply()
    except EditConflict:
        return None
    except Exception as error:  # noqa: BLE001 - the edge of a proposer
        if on_failure is not None:
            on_failure(RuleFailure(located.rule, located.code.name, error))
        return None


def scan_module(
    source: str, *, rules: Sequence[Rule] | None = None, on_failure: OnFailure | None = None
) -> list[Located]:
    """Findings in every function and method of a file, by line; empty when the file does not parse."""
    module = parse(source)
    if isinstance(module, SyntaxError):
        return []
    program = Program(module, "")
    return sorted(find_all(program, rules=rules, on_failure=on_failure), key=lambda located: located.finding.line)
