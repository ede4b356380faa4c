"""What numba compiles of the snippets does what Python does; what it would not do exactly is refused."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest
from tests.proposers.compile.differential import Tally, differences, snippets
from tests.proposers.compile.kernels import taken

from hasten.proposers.compile.native import extension_source
from hasten.proposers.compile.numba import numba_source
from hasten.proposers.compile.refusal import Unsupported


@pytest.mark.parametrize("text", ["return [n, x]", "return [n, x][k]", "ys = [[n] * 2] * 3", "[row[:] for row in grid]"])
def test_what_cannot_be_done_exactly_is_refused(text: str) -> None:
    found, made = taken([s for s in snippets() if s.text.startswith((text, f"return {text}"))], extension_source)
    assert found
    for kernel in made:
        with pytest.raises(Unsupported):
            numba_source(kernel, "test.py")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is missing")
def test_a_sample(jitted: Callable[..., Callable[..., Any]]) -> None:
    from hasten.proposers.compile.lattice import from_domain

    tally, n_built = Tally(), 0
    found, made = taken([s for s in snippets() if s.name.startswith(("lists", "numbers"))][::6], extension_source)
    for snippet, kernel in zip(found, made, strict=True):
        try:
            numba_source(kernel, "test.py")
        except Unsupported:
            continue
        types = [from_domain(domain, "an argument") for domain in snippet.domains]
        try:
            function = jitted(snippet.source, snippet.name, types)
        except importlib.import_module("numba").core.errors.NumbaError:
            # A build that fails is told; it is no silent difference.
            continue
        assert [] == differences(snippet, function, 30, 0, tally, kernel.constants)[:3]
        n_built += 1
    assert 8 < n_built and 200 < tally.compared
