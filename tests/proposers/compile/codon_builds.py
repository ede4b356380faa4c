"""Kernels built by Codon."""

from __future__ import annotations

import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.proposers.compile.differential import Snippet
from tests.proposers.compile.kernels import loaded, quickly, taken

from hasten.builders.codon import EXPORTS, commands, exports, find_codon
from hasten.proposers.compile.codon import codon_sources
from hasten.proposers.compile.ir import Kernel
from hasten.run.building import find_compiler

MISSING = find_codon() is None or find_compiler() is None


def kernels(found: Sequence[Snippet]) -> tuple[list[Snippet], list[Kernel]]:
    """The snippets that Codon takes, with their kernels."""
    return taken(found, codon_sources)


def built(made: Sequence[Kernel], folder: Path, stem: str = "_kernels_codon") -> Any:
    """One extension module for all kernels; an AssertionError with what the compiler says where there is none."""
    codon, compiler = find_codon(), find_compiler()
    assert codon is not None and compiler is not None
    files = {**codon_sources(made, stem, "test.py"), EXPORTS: exports(stem)}
    include = Path(sysconfig.get_paths()["include"])
    return loaded(map(quickly, commands(codon, compiler, include, stem, f"{stem}.so")), files, folder, stem)
