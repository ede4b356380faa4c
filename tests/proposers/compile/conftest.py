"""Kernels built with the machine's own compiler and loaded into the test process: they are ours."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hasten.builders.native import FLAGS
from hasten.code.source import parse
from hasten.proposers.compile.lattice import Type
from hasten.proposers.compile.native import extension_source
from hasten.proposers.compile.numba import numba_source
from hasten.proposers.compile.translate import Translator
from hasten.run.building import find_compiler


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Callable[..., Any]]:
    """``compiled(source, name, types)``: the native form of a function."""
    compiler = find_compiler()
    if compiler is None:
        pytest.skip("no C++ compiler")
    folder = tmp_path_factory.mktemp("kernels")

    def build(source: str, name: str, types: list[Type]) -> Callable[..., Any]:
        module = parse(source)
        assert not isinstance(module, SyntaxError)
        kernel = Translator(module, name, types, version=sys.version_info[:2]).run()
        stem = f"_kernel_{len(list(folder.iterdir()))}"
        file, built = folder / f"{stem}.cpp", folder / f"{stem}.so"
        file.write_text(extension_source([kernel], stem, "test.py"), encoding="utf-8")
        include = sysconfig.get_paths()["include"]
        flags = [flag for flag in FLAGS if flag != "-O3"]
        done = subprocess.run(
            [compiler, *flags, "-O1", "-I", include, str(file), "-o", str(built)], capture_output=True, text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[:2000]
        found: Callable[..., Any] = getattr(_loaded(stem, built), name)
        return found

    return build


def _loaded(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def jitted(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Callable[..., Any]]:
    """``jitted(source, name, types)``: the form for numba."""
    pytest.importorskip("numba")
    folder = tmp_path_factory.mktemp("jitted")

    def build(source: str, name: str, types: list[Type]) -> Callable[..., Any]:
        module = parse(source)
        assert not isinstance(module, SyntaxError)
        kernel = Translator(module, name, types, version=sys.version_info[:2]).run()
        file = folder / f"kernel_{len(list(folder.iterdir()))}.py"
        file.write_text(numba_source(kernel, "test.py").replace("cache=True", "cache=False"), encoding="utf-8")
        found: Callable[..., Any] = getattr(_loaded(file.stem, file), name)
        return found

    return build
