"""What numpy makes of the snippets does what Python does; most of them have no loop over numbers, and are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.proposers.compile.differential import Snippet, calls, snippets
from tests.proposers.compile.vectorising import difference

from hasten.code.source import parse
from hasten.core.facts import ParameterFacts
from hasten.proposers.compile.numpy import vectorised
from hasten.proposers.compile.refusal import Unsupported


def made(snippet: Snippet) -> Callable[..., Any] | None:
    """The form of a snippet, which gives NotImplemented where it declines; None where there is none."""
    module = parse(snippet.source)
    assert not isinstance(module, SyntaxError)
    facts = [ParameterFacts(name, domain) for name, domain in zip(snippet.given, snippet.domains, strict=True)]
    try:
        found = vectorised(module, module.functions[snippet.name], facts)  # type: ignore[arg-type]
    except Unsupported:
        return None
    space: dict[str, Any] = {}
    exec(found.source, space)
    space[f"_{snippet.name}_plain"] = lambda *args: NotImplemented
    function: Callable[..., Any] = space[snippet.name]
    return function


@pytest.mark.slow
def test_snippets() -> None:
    n_made = n_same = 0
    for snippet in snippets():
        function = made(snippet)
        if function is None:
            continue
        n_made += 1
        space: dict[str, Any] = {}
        exec(snippet.source, space)
        for args in calls(snippet, 30, 0):
            found = difference(space[snippet.name], function, args)
            assert found is None or found is NotImplemented, (snippet.text, found)
            n_same += found is None
    assert 10 < n_made
    assert 200 < n_same
