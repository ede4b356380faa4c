"""Kernels built by Codon and loaded into the test process: they are ours."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.proposers.compile.differential import Snippet

from hasten.builders.codon import EXPORTS, commands, exports, find_codon
from hasten.code.source import parse
from hasten.proposers.compile.codon import codon_sources
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import Type, from_domain
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.translate import Translator
from hasten.run.building import find_compiler

MISSING = find_codon() is None or find_compiler() is None


def kernel_of(source: str, name: str, types: list[Type]) -> Kernel:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return Translator(module, name, types, version=sys.version_info[:2]).run()


def kernels(found: Sequence[Snippet]) -> tuple[list[Snippet], list[Kernel]]:
    """The snippets that Codon takes, with their kernels."""
    kept, made = [], []
    for snippet in found:
        try:
            kernel = kernel_of(snippet.source, snippet.name, [from_domain(d, "an argument") for d in snippet.domains])
            codon_sources([kernel], "alone", "test.py")
        except Unsupported:
            continue
        kept.append(snippet)
        made.append(kernel)
    return kept, made


def built(made: Sequence[Kernel], folder: Path, stem: str = "_kernels_codon") -> Any:
    """One extension module for all kernels; an AssertionError with what the compiler says where there is none."""
    codon, compiler = find_codon(), find_compiler()
    assert codon is not None and compiler is not None
    for name, text in codon_sources(made, stem, "test.py").items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / EXPORTS).write_text(exports(stem), encoding="ascii")
    include = Path(sysconfig.get_paths()["include"])
    for command in commands(codon, compiler, include, stem, f"{stem}.so"):
        command = ["-O1" if word == "-O3" else word for word in command]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr)[:2000]
    spec = importlib.util.spec_from_file_location(stem, folder / f"{stem}.so")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
