"""What Codon compiles of the snippets does what Python does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.codon_builds import MISSING, built, kernels
from tests.proposers.compile.differential import Snippet, Tally, differences, snippets

pytestmark = pytest.mark.skipif(MISSING, reason="Codon or a C++ compiler is missing")


def compared(found: list[Snippet], folder: Path, n_calls: int) -> tuple[list[Any], int, Tally]:
    """What differs, how many snippets are compiled, and how many calls were compared."""
    kept, made = kernels(found)
    tally, wrong = Tally(), []
    module = built(made, folder)
    for snippet, kernel in zip(kept, made, strict=True):
        wrong += differences(snippet, getattr(module, snippet.name), n_calls, 0, tally, kernel.constants)
    return wrong, len(kept), tally


@pytest.mark.slow
def test_every_snippet(tmp_path: Path) -> None:
    wrong, n_kept, tally = compared(list(snippets()), tmp_path, 150)
    assert [] == wrong[:3]
    assert 150 < n_kept and 15_000 < tally.compared
