"""Kernels built by Pythran."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.proposers.compile.differential import Snippet
from tests.proposers.compile.kernels import loaded, quickly, taken

from hasten.builders.pythran import commands, find_pythran
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.pythran import pythran_sources
from hasten.run.building import find_compiler

MISSING = find_pythran() is None or find_compiler() is None


def kernels(found: Sequence[Snippet]) -> tuple[list[Snippet], list[Kernel]]:
    """The snippets that Pythran takes, with their kernels."""
    return taken(found, pythran_sources)


def built(made: Sequence[Kernel], folder: Path, stem: str = "_kernels_pythran") -> Any:
    """One extension module for all kernels; an AssertionError with what the compiler says where there is none."""
    package, compiler = find_pythran(), find_compiler()
    assert package is not None and compiler is not None
    files, include = pythran_sources(made, stem, "test.py"), Path(sysconfig.get_paths()["include"])
    built_by = commands(sys.executable, package, compiler, include, stem, f"{stem}.so")
    return loaded(map(quickly, built_by), files, folder, stem)
