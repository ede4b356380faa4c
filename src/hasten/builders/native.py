"""Extension modules from C++ text."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from hasten.builders.cache import BuildCache, beside
from hasten.builders.python import PythonBuilder
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.run.building import Headers, compiler_version, find_compiler, headers_of, run_build
from hasten.run.sandbox import Sandbox

#: No flag that lets the compiler change a result: no fast-math, no fusing of multiply and add.
FLAGS = ("-O2", "-std=c++17", "-ffp-contract=off", "-fwrapv", "-fPIC", "-shared", "-w")
_LIMIT_S = 120.0


def native_missing(sandbox: Sandbox) -> str:
    """What building an extension module would need here, as a phrase; empty where it has all."""
    if find_compiler() is None:
        return "a C++ compiler (install g++ or clang)"
    headers = headers_of(sandbox.interpreter)
    if headers is None or not (headers.include / "Python.h").exists():
        return "Python's C headers for the interpreter that runs the code (install python3-dev)"
    return ""


class NativeBuilder:
    """Compiles the one ``.cpp`` file of an edit, in a sandbox, into the folder that the workers see.

    Args:
        sandbox: Of the code; its interpreter decides on headers and names, ``builds`` is where the module goes.
        cache: Modules built earlier.
    """

    name = "native"

    def __init__(self, sandbox: Sandbox, cache: BuildCache) -> None:
        self.sandbox, self.cache = sandbox, cache

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact with its extension module."""
        plain = PythonBuilder().build(target, candidate)
        if isinstance(plain, BuildFailure):
            return plain
        edit = candidate.payload
        compiler, headers = find_compiler(), headers_of(self.sandbox.interpreter)
        if not isinstance(edit, SourceEdit) or compiler is None or headers is None or self.sandbox.builds is None:
            return BuildFailure(candidate, "cannot-build", native_missing(self.sandbox))
        (name, text), = edit.files.items()
        module = name.removesuffix(".cpp")
        key = self.cache.key("native", text, *FLAGS, compiler_version(compiler), headers.abi, module)
        place = self.sandbox.builds / key
        failure = self.cache.built(key, place, partial(self._compiled, compiler, headers, module, text))
        if failure:
            return BuildFailure(candidate, "does-not-compile", failure)
        files = {beside(target.module, module): place / f"{module}{headers.suffix}"}
        return Artifact(candidate, plain.source, self.name, self.cache.seconds(place), files)

    def _compiled(self, compiler: str, headers: Headers, module: str, text: str, place: Path) -> tuple[str, float]:
        """Why it does not compile, or an empty text; and the seconds it took."""
        with tempfile.TemporaryDirectory(prefix="hasten-build-") as made:
            folder = Path(made)
            (folder / f"{module}.cpp").write_text(text, encoding="utf-8")
            out = f"{module}{headers.suffix}"
            command = [compiler, *FLAGS, "-I", str(headers.include), f"{module}.cpp", "-o", out]
            done = run_build(self.sandbox, command, folder=folder, limit_s=_LIMIT_S, readable=[headers.include])
            if not done.ok:
                lines = [line for line in done.said.splitlines() if "error" in line] or done.said.splitlines()
                return (lines[0] if lines else "the compiler failed")[:300], done.seconds
            shutil.copyfile(folder / out, place / out)
        return "", done.seconds
