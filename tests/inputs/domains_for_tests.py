"""Domains for tests: a few typical ones, and a hypothesis strategy for any."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from hasten.inputs.signature import Parameter, Signature

INT, FLOAT, STR, BOOL, NONE = ({"k": kind} for kind in ("int", "float", "str", "bool", "none"))


def list_of(domain: dict[str, Any]) -> dict[str, Any]:
    return {"k": "list", "of": domain}


def signature(*domains: dict[str, Any], optional: int = 0) -> Signature:
    """Parameters ``a``, ``b``, ...; the last ``optional`` of them have a default."""
    first = len(domains) - optional
    return Signature(
        tuple(
            Parameter("abcdefgh"[place], domain=domain, hinted=True, optional=place >= first)
            for place, domain in enumerate(domains)
        )
    )


POINT = {"k": "object", "cls": "$:Point", "how": "dataclass", "fields": {"x": INT, "label": STR}}
RECORD = {"k": "typeddict", "fields": {"id": INT, "name": STR, "score": FLOAT}, "required": ["id", "name"]}

scalars = st.sampled_from(
    [INT, FLOAT, STR, BOOL, {"k": "bytes"}, {"k": "complex"}, {"k": "date"}, {"k": "decimal"}, {"k": "datetime"},
     {"k": "fraction"}, {"k": "timedelta"}, {"k": "time"}, {"k": "path"}, {"k": "range"},
     {"k": "int", "low": 1, "high": 9},
     {"k": "float", "low": 0.0, "high": 1.0}, {"k": "str", "lengths": [1, 3], "alphabet": "xyz"},
     {"k": "int", "low": 0},
     {"k": "enum", "cls": "$:Color", "members": ["RED", "BLUE"]}, {"k": "literal", "values": ["up", "down", 3]}]
)  # fmt: skip
keys = st.sampled_from([INT, STR, {"k": "tuple", "items": [INT, STR]}, {"k": "literal", "values": ["a", "b"]}])


def _larger(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        inner.map(list_of),
        inner.map(lambda of: {"k": "iterator", "of": of, "kind": "gen"}),
        inner.map(lambda of: {"k": "deque", "of": of}),
        inner.map(lambda of: {"k": "tuple", "of": of}),
        inner.map(lambda of: {"k": "list", "of": of, "lengths": [2, 4]}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"k": "tuple", "items": parts}),
        st.builds(lambda key, value: {"k": "dict", "key": key, "value": value}, keys, inner),
        keys.map(lambda of: {"k": "set", "of": of}),
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: {"k": "union", "of": [NONE, *parts]}),
        st.builds(lambda part: {**POINT, "fields": {"x": part, "next": {"k": "union", "of": [NONE, INT]}}}, inner),
        st.builds(lambda part: {**RECORD, "fields": {**RECORD["fields"], "more": part}}, inner),
    )


domains = st.recursive(scalars, _larger, max_leaves=4)
signatures = st.lists(domains, min_size=1, max_size=3).map(lambda found: signature(*found))
