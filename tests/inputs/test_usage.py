from __future__ import annotations

from typing import Any

import pytest

from hasten.core.values import call_tree, from_plain
from hasten.inputs.domains import Domain
from hasten.inputs.learn import learned_signature
from hasten.inputs.usage import guessed_domain


def shape(domain: Domain | None) -> Any:
    """Kinds only."""
    if domain is None:
        return None
    if domain["k"] == "union":
        return {shape(part) for part in domain["of"]}
    if domain["k"] == "tuple" and domain.get("items"):
        return tuple(shape(part) for part in domain["items"])
    if domain["k"] == "typeddict":
        return f"record {' '.join(domain['fields'])}"
    if isinstance(domain.get("of"), dict):
        return f"{domain['k']} of {shape(domain['of'])}"
    return domain["k"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return q + 1 if q > 0 else q % 2", "int"),
        ("return range(q)", "int"),
        ("return q.lower().split()", "str"),
        ("return [c for c in q if c in 'aeiou']", {"str", "list of str"}),
        ("return sum(q)", "list of int"),
        ("for r in q:\n        if r['id'] > 3 and r.get('name') == 'x': return r", "list of record id name"),
        ("for a, b in q:\n        if a < 3 and b.upper(): return a", "list of ('int', 'str')"),
        ("q.append(3)\n    return q", "list of int"),
        ("return {k: v + 1 for k, v in q.items()}", "dict"),
        ("return q.union({1})", "set of int"),
        ("return q(1)", "callable"),
        ("return q / 2.5", "float"),
        ("return q * q - q", {"int", "float"}),
        ("return q[0][1] > 2", "list of list of int"),
        ("return [r[j] + 1 for r in q for j in range(3)]", "list of list of int"),
        ("return None if q is None else q.strip()", {"none", "str"}),
        ("return sorted(q, key=lambda e: e['rank'])", "list of record rank"),
        ("return print(q)", None),
        ("return '%s' % q", None),
    ],
)
def test_guesses(body: str, expected: Any) -> None:
    assert expected == shape(guessed_domain(f"def f(q):\n    {body}", "f", "q"))


def test_names_are_the_last_resort() -> None:
    assert "str" == shape(guessed_domain("def f(text): return g(text)", "f", "text"))
    assert "str" == shape(guessed_domain("def f(s): return s[::-1]", "f", "s"))
    assert "int" == shape(guessed_domain("def f(items): return items + 1", "f", "items"))
    assert guessed_domain("def f(:", "f", "text") is None


SOURCE = """
def f(xs, n, mode="fast", *, other=None):
    '''Doc.

    >>> f([1.5], 3)
    '''
    if n < 0:
        raise ValueError(n)
    return [x for x in xs][:n]
"""


def described(*names: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [{"name": name, "kind": "positional_or_keyword", "hint": ""} for name in names]
    rows.append({"name": "mode", "kind": "positional_or_keyword", "default": "fast", "hint": ""})
    rows.append({"name": "other", "kind": "keyword_only", "default": None, "hint": ""})
    return {"parameters": rows}


def test_a_signature_is_learned_from_recorded_calls_first() -> None:
    found = learned_signature(described("xs", "n"), SOURCE, "f", [call_tree([from_plain(["a"]), 5])])
    assert "list of str" == shape(found.parameters[0].domain)
    assert {"k": "int", "choices": [5], "seen": [5, 5], "low": 0, "soft": True} == found.parameters[1].domain


def test_without_calls_from_doctests_defaults_and_usage() -> None:
    found = learned_signature(described("xs", "n"), SOURCE, "f")
    assert "list of float" == shape(found.parameters[0].domain)
    assert 0 == found.parameters[1].domain["low"]
    assert "str" == shape(found.parameters[2].domain["like"])
    without = learned_signature(described("xs", "n"), SOURCE.replace(">>> f([1.5], 3)", ""), "f")
    assert "list of int" == shape(without.parameters[0].domain["like"])
    assert (0, True) == (without.parameters[1].domain["like"]["low"], without.parameters[1].domain["like"]["soft"])


def test_calls_alone_make_a_signature_when_none_is_described() -> None:
    found = learned_signature({"parameters": []}, SOURCE, "f", [call_tree([1, "a"])])
    assert ["int", "str"] == [p.domain["k"] for p in found.parameters]
