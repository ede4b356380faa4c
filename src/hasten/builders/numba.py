"""Kernels for numba, compiled ahead into numba's own cache, so that no worker compiles."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from hasten.builders.cache import BuildCache, beside
from hasten.builders.python import PythonBuilder
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.run.building import run_build
from hasten.run.sandbox import Sandbox

_LIMIT_S = 180.0
#: Imported before the kernel: its folder cannot be written in the sandbox, which numba takes for no cache at all.
_READ_ONLY = "_hasten_numba_cache"
_READ_ONLY_TEXT = '''\
"""Let numba read the compiled code beside a module although it cannot write there."""

from numba.core import caching


class ReadOnlyLocator(caching.InTreeCacheLocator):
    def ensure_cache_path(self):
        pass


for name in ("CacheImpl", "_CacheImpl"):
    found = getattr(caching, name, None)
    if found is not None and ReadOnlyLocator not in found._locator_classes:
        found._locator_classes.insert(0, ReadOnlyLocator)
'''
_COMPILE = "import sys,importlib;sys.path.insert(0,'.');importlib.import_module(sys.argv[1])"


class NumbaBuilder:
    """Imports the kernel once in a sandboxed process, which compiles it and leaves the code in its cache folder.

    Args:
        sandbox: Of the code; its interpreter has numba, ``builds`` is where the kernel goes.
        cache: Kernels compiled earlier.
    """

    name = "numba"

    def __init__(self, sandbox: Sandbox, cache: BuildCache) -> None:
        self.sandbox, self.cache = sandbox, cache

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact with its kernel and the compiled code beside it."""
        plain = PythonBuilder().build(target, candidate)
        if isinstance(plain, BuildFailure):
            return plain
        edit = candidate.payload
        if not isinstance(edit, SourceEdit) or self.sandbox.builds is None:
            return BuildFailure(candidate, "cannot-build", "there is no folder for what is compiled")
        (file, text), = edit.files.items()
        module, python = file.removesuffix(".py"), self.sandbox.interpreter
        key = self.cache.key("numba", text, python.executable, str(python.version), module)
        place = self.sandbox.builds / key
        dotted = beside(target.module, module)
        failure = self.cache.built(key, place, partial(self._compiled, dotted, text))
        if failure:
            return BuildFailure(candidate, "does-not-compile", failure)
        files = {_READ_ONLY: place / f"{_READ_ONLY}.py", dotted: place / file}
        return Artifact(
            candidate, plain.source, self.name, self.cache.seconds(place), files, edit.prepare, first=(_READ_ONLY,),
            imports=("numba",),
        )

    def _compiled(self, dotted: str, text: str, place: Path) -> tuple[str, float]:
        """Why numba does not compile it, or an empty text; and the seconds it took, import of numba included."""
        package, _, module = dotted.rpartition(".")
        with tempfile.TemporaryDirectory(prefix="hasten-build-") as made:
            folder = inner = Path(made)
            for part in package.split(".") if package else ():
                # Under the name that it will have: numba writes it into what it compiles.
                inner = inner / part
                inner.mkdir()
                (inner / "__init__.py").touch()
            (inner / f"{module}.py").write_text(text, encoding="utf-8")
            command = [self.sandbox.interpreter.executable, "-s", "-c", _COMPILE, dotted]
            done = run_build(self.sandbox, command, folder=folder, limit_s=_LIMIT_S)
            if not done.ok:
                lines = [line.strip() for line in done.said.splitlines() if line.strip()]
                wanted = [line for line in lines if "rror" in line and not line.startswith("File")]
                return (wanted or lines or ["numba failed"])[-1][:300], done.seconds
            shutil.copytree(inner, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__init__*"))
            (place / f"{_READ_ONLY}.py").write_text(_READ_ONLY_TEXT, encoding="utf-8")
        return "", done.seconds
