"""Kernels built by Pythran and loaded into the test process: they are ours."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.proposers.compile.codon_builds import kernel_of
from tests.proposers.compile.differential import Snippet

from hasten.builders.pythran import commands, find_pythran
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import from_domain
from hasten.proposers.compile.pythran import pythran_sources
from hasten.proposers.compile.refusal import Unsupported
from hasten.run.building import find_compiler

MISSING = find_pythran() is None or find_compiler() is None


def kernels(found: Sequence[Snippet]) -> tuple[list[Snippet], list[Kernel]]:
    """The snippets that Pythran takes, with their kernels."""
    kept, made = [], []
    for snippet in found:
        try:
            kernel = kernel_of(snippet.source, snippet.name, [from_domain(d, "an argument") for d in snippet.domains])
            pythran_sources([kernel], "alone", "test.py")
        except Unsupported:
            continue
        kept.append(snippet)
        made.append(kernel)
    return kept, made


def built(made: Sequence[Kernel], folder: Path, stem: str = "_kernels_pythran") -> Any:
    """One extension module for all kernels; an AssertionError with what the compiler says where there is none."""
    package, compiler = find_pythran(), find_compiler()
    assert package is not None and compiler is not None
    for name, text in pythran_sources(made, stem, "test.py").items():
        (folder / name).write_text(text, encoding="utf-8")
    include = Path(sysconfig.get_paths()["include"])
    for command in commands(sys.executable, package, compiler, include, stem, f"{stem}.so"):
        command = ["-O1" if word == "-O3" else word for word in command]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr)[-2500:]
    spec = importlib.util.spec_from_file_location(stem, folder / f"{stem}.so")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
