"""Builds closed worlds into the test process: the code is ours."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import sysconfig
import types
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hasten.builders.mypyc import _FLAGS, _WRITE, _answer
from hasten.code.source import parse
from hasten.proposers.compile.mypyc import world_source
from hasten.run.building import find_compiler

Kernel = Callable[..., Any]


def built_world(
    folder: Path, source: str, name: str, domains: Sequence[Mapping[str, Any]]
) -> tuple[types.ModuleType, Kernel]:
    """The module of a source, and ``kernel(*args)``: the compiled form of one of its functions.

    The kernel gives ``NotImplemented`` where the plain function must run.
    """
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    made = world_source(module, name, domains, "test.py")
    stem = f"_world_{len(list(folder.iterdir()))}"
    place = folder / stem
    place.mkdir()
    (place / f"{stem}.py").write_text(made.text, encoding="utf-8")
    command = [sys.executable, "-c", _WRITE, stem, json.dumps([p for p in sys.path if p])]
    wrote = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    found = _answer(wrote.stdout)
    assert found is not None, wrote.stdout + wrote.stderr
    built = place / f"{stem}.so"
    include = [word for path in (*found[1], sysconfig.get_paths()["include"]) for word in ("-I", path)]
    flags = [flag for flag in _FLAGS if flag != "-O2"]
    compiler = find_compiler() or "g++"
    subprocess.run([compiler, *flags, "-O1", *include, *found[0], "-o", str(built)], cwd=place, check=True)
    spec = importlib.util.spec_from_file_location(stem, built)
    assert spec is not None and spec.loader is not None
    kernel = importlib.util.module_from_spec(spec)
    sys.modules[stem] = kernel
    spec.loader.exec_module(kernel)
    plain = types.ModuleType("plain")
    exec(source, plain.__dict__)

    def names(new: tuple[object, ...] | None = None) -> dict[str, Any]:
        if new is not None:
            plain.__dict__.update(zip(made.changed, new, strict=True))
        return {one: getattr(plain, one) for one in made.names}

    return plain, lambda *args: kernel.call(names, args)
