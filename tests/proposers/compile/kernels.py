"""Kernels of snippets, built by one compiler or another and loaded into the test process: they are ours."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.proposers.compile.differential import Snippet

from hasten.code.source import parse
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import Type, from_domain
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.translate import Translator


def kernel_of(source: str, name: str, types: list[Type]) -> Kernel:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return Translator(module, name, types, version=sys.version_info[:2]).run()


def taken(
    found: Sequence[Snippet], text: Callable[[list[Kernel], str, str], object]
) -> tuple[list[Snippet], list[Kernel]]:
    """The snippets that a backend takes, with their kernels; ``text`` makes its text of kernels, or refuses."""
    kept, made = [], []
    for snippet in found:
        types = [from_domain(domain, "an argument") for domain in snippet.domains]
        try:
            kernel = kernel_of(snippet.source, snippet.name, types)
            text([kernel], "alone", "test.py")
        except Unsupported:
            continue
        kept.append(snippet)
        made.append(kernel)
    return kept, made


def loaded(commands: Iterable[Sequence[str]], files: Mapping[str, str], folder: Path, name: str) -> Any:
    """The extension module that commands make of files as ``NAME.so``; an AssertionError with what a failed one says."""
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    for command in commands:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert done.returncode == 0, said if len(said) < 4500 else f"{said[:2000]} ... {said[-2500:]}"
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.so")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quickly(command: Sequence[str]) -> list[str]:
    """A compiler's command with less of an effort."""
    return ["-O1" if word == "-O3" else word for word in command]
