"""The rewritten function in front of the original one, which takes over where the rewritten one does not serve.

That is when the rewritten one raises, or when it is exact for integers only and the arguments hold other numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import Program
from hasten.code.scopes import fresh_name, stored
from hasten.code.source import ParsedModule, parse
from hasten.core.facts import Facts
from hasten.proposers.original_behind import call_of, can_be_handed_on, put_behind

#: What odd elements raise while keys are read and hashed ahead of time.
_CAUGHT = "(ArithmeticError, AttributeError, LookupError, TypeError, ValueError)"


def with_fallback(old: str, new: str) -> str | None:
    """The new file with every changed function kept as it was behind a call of its rewritten form.

    Work that is done ahead of time may meet an element that the original would not have reached, and raise. The
    original then runs from the start, which shows nothing as long as the function changes nothing outside of itself.

    Args:
        old: The file before.
        new: The file after one or more rules.

    Returns:
        The text, or None where a changed function is not pure, or takes its arguments in a form that cannot be
        handed on.
    """
    tail = f"except {_CAUGHT}:\n    pass  # an odd element: go the plain way"
    return _with_original(old, new, lambda name, call: f"try:\n    return {call}\n{tail}")


def with_integer_test(old: str, new: str, target: str, facts: Facts) -> str | None:
    """The new file with the original behind a call of its rewritten form that is made for integers only.

    Args:
        old: The file before.
        new: The file after one or more rules; only ``target`` may have changed.
        target: The function that the facts belong to.
        facts: Types of the arguments.

    Returns:
        The text, or None where hints declare the types, no integers are seen, or the original cannot be kept.
    """
    test = _integer_test(facts)
    if not test:
        return None
    lead = f"# exact for whole numbers; others go the plain way\nif {test}:"
    # Either form runs, never both, so that it does not matter what the function changes.
    return _with_original(
        old, new, lambda name, call: f"{lead}\n    return {call}" if name == target else "", twice=False
    )


def _integer_test(facts: Facts) -> str:
    """An expression that is true where all numbers of the arguments without hints are integers; "" for none.

    There is none either where some of the numbers lie too deep for it: it would not hold what it says.
    """
    tests = [(p, _holds_integers(p.domain, p.name, 0)) for p in facts.parameters if not p.hint]
    if any(not test and _has_integers(p.domain) for p, test in tests):
        return ""
    return " and ".join(test for _, test in tests if test)


def undeclared_integers(facts: Facts) -> bool:
    """Whether integers are seen where no hint declares them."""
    return any(_has_integers(p.domain) for p in facts.parameters if not p.hint)


def _has_integers(domain: object) -> bool:
    """Whether a domain has integers anywhere."""
    if isinstance(domain, Mapping):
        return domain.get("k") == "int" or any(map(_has_integers, domain.values()))
    return isinstance(domain, list | tuple) and any(map(_has_integers, domain))


def _holds_integers(domain: Mapping[str, Any], text: str, depth: int) -> str:
    kind = domain.get("k")
    # Truth values among integers go the plain way, as all else does.
    mixed = kind == "union" and {part.get("k") for part in domain.get("of", ())} == {"int", "bool"}
    if kind == "int" or mixed:
        return f"type({text}) is int"
    if kind == "dict" and depth == 0 and not _has_integers(domain.get("key")):
        inner_test = _holds_integers(domain.get("value", {"k": "any"}), "value", 1)
        return f"type({text}) is dict and all({inner_test} for value in {text}.values())" if inner_test else ""
    if kind not in ("list", "tuple") or depth > 1:
        return ""
    parts = domain.get("items") or [domain.get("of", {"k": "any"})]
    name = ("value", "part")[depth]
    inner = {_holds_integers(part, name, depth + 1) for part in parts}
    if len(inner) != 1 or "" in inner:
        return ""
    # Another kind of sequence might be used up by being looked through.
    return f"type({text}) is {kind} and all({inner.pop()} for {name} in {text})"


def _with_original(old: str, new: str, led: Callable[[str, str], str], *, twice: bool = True) -> str | None:
    """``led`` gives what stands in front of the original's body, from its name and the call of the rewritten form.

    With ``twice`` the original may run behind a rewritten form that got somewhere.
    """
    before, after = parse(old), parse(new)
    if isinstance(before, SyntaxError) or isinstance(after, SyntaxError):
        return None
    program = Program(before, "")
    edits = Edits(after)
    changed = [
        name
        for name, node in before.functions.items()
        if name in after.functions and ast.dump(node) != ast.dump(after.functions[name])
    ]
    for name in changed:
        node = before.functions[name]
        if "." in name or not can_be_handed_on(node) or not led(name, "f()"):
            return None
        if twice and not program.purity.pure_function(name):
            return None
        _keep_original(before, after, name, edits, led)
    try:
        return edits.apply() if changed else None
    except EditConflict:
        return None


def _keep_original(
    before: ParsedModule, after: ParsedModule, name: str, edits: Edits, led: Callable[[str, str], str]
) -> None:
    """Rename the rewritten function, also where it calls itself, and put the original behind it, led by the call."""
    fast = fresh_name(f"_{name.lstrip('_')}_fast", stored(after.tree))
    for inner in ast.walk(after.functions[name]):
        if isinstance(inner, ast.Name) and inner.id == name:
            edits.replace(inner, fast)
    put_behind(before, after, name, fast, led(name, call_of(before.functions[name], fast)), edits)
