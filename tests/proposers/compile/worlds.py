"""Builds closed worlds into the test process: the code is ours."""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
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
from hasten.proposers.compile.mypyc.emit import boundary
from hasten.proposers.compile.mypyc.source import WorldSource
from hasten.run.building import find_compiler

Kernel = Callable[..., Any]
#: Modules of one process have names of their own.
_BATCHES = itertools.count()
#: As the builder's, for many modules in one library.
_WRITE_TOGETHER = """
import json, sys
modules, sys.path[:] = json.loads(sys.argv[1]), json.loads(sys.argv[2])
from mypyc.build import mypycify
found = mypycify(modules, opt_level="0", target_dir="made", group_name=sys.argv[3])
print(json.dumps([[e.name, e.sources, e.include_dirs] for e in found]))
"""


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
    _compile(place, found[0], found[1], built, "-O1")
    return _with_names(_loaded(stem, built), source, made)


def built_worlds(folder: Path, sources: Mapping[str, str], made: Mapping[str, WorldSource]) -> dict[str, Kernel]:
    """As ``built_world`` for many at once, by name; those that mypyc does not take are not among them.

    The way in and out, which is the same for all, runs as plain Python: compiled in every module it would take most of
    the time.
    """
    left, number = dict(made), next(_BATCHES)
    for name, world in left.items():
        (folder / f"world_{number}_{name}.py").write_text(_without_boundary(world.text), encoding="utf-8")
    while True:
        command = [sys.executable, "-c", _WRITE_TOGETHER, json.dumps([f"world_{number}_{name}.py" for name in left])]
        command += [json.dumps([p for p in sys.path if p]), f"together_{number}"]
        wrote = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        lines = [line for line in wrote.stdout.splitlines() if line.startswith("[[")]
        if lines:
            break
        said = wrote.stdout + wrote.stderr
        refused = set(re.findall(rf"^world_{number}_(\w+)\.py:\d+: (?:error|\w+Error)", said, re.MULTILINE))
        assert refused, said[-2000:]
        left = {name: world for name, world in left.items() if name not in refused}
    for name, files, include in json.loads(lines[-1]):
        _compile(folder, files, include, folder / f"{name.rpartition('.')[2]}.so", "-O0")
    # What the modules are made from imports their library by name.
    sys.path.insert(0, str(folder))
    try:
        modules = {name: importlib.import_module(f"world_{number}_{name}") for name in left}
    finally:
        sys.path.remove(str(folder))
    for module in modules.values():
        exec(_INTERPRETED, module.__dict__)
    return {name: _with_names(modules[name], sources[name], world)[1] for name, world in left.items()}


def _split_boundary() -> tuple[str, str]:
    """What of the way in and out stays compiled, and what does not; each definition is a part of its own."""
    parts = boundary().split("\n\n\n")
    compiled = [part for part in parts if part.startswith(("def h__truediv", "def h__pow", "def h__settled"))]
    assert len(compiled) == 3
    return "\n\n\n".join(compiled), "\n\n\n".join(part for part in parts if part not in compiled)


_COMPILED, _INTERPRETED = _split_boundary()


def _without_boundary(text: str) -> str:
    assert boundary() in text
    names = re.findall(r"^(?:def|class) (\w+)", _INTERPRETED, re.MULTILINE)
    declared = "\n".join(f"{name}: h__Any = None" for name in names)
    return text.replace(boundary(), f"{_COMPILED}\n\n\n{declared}")


def _compile(folder: Path, files: Sequence[str], include: Sequence[str], built: Path, level: str) -> None:
    paths = [word for path in (*include, sysconfig.get_paths()["include"]) for word in ("-I", path)]
    flags = [flag for flag in _FLAGS if flag != "-O2"]
    subprocess.run(
        [find_compiler() or "g++", *flags, level, *paths, *files, "-o", str(built)], cwd=folder, check=True
    )


def _loaded(stem: str, built: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(stem, built)
    assert spec is not None and spec.loader is not None
    kernel = importlib.util.module_from_spec(spec)
    sys.modules[stem] = kernel
    spec.loader.exec_module(kernel)
    return kernel


def _with_names(kernel: types.ModuleType, source: str, made: WorldSource) -> tuple[types.ModuleType, Kernel]:
    plain = types.ModuleType("plain")
    exec(source, plain.__dict__)

    def names(new: tuple[object, ...] | None = None) -> dict[str, Any]:
        if new is not None:
            plain.__dict__.update(zip(made.changed, new, strict=True))
        return {one: getattr(plain, one) for one in made.names}

    return plain, lambda *args: kernel.call(names, args)
