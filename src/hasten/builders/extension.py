"""What builders of extension modules share: a file or two in, one module out, kept by all that goes into it."""

from __future__ import annotations

import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from hasten.builders.cache import BuildCache, beside
from hasten.builders.python import PythonBuilder
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.run.building import Headers, compiler_version, find_compiler, headers_of, run_build
from hasten.run.sandbox import Sandbox


class ExtensionBuilder(ABC):
    """Compiles the files that an edit brings along, in a sandbox, into the folder that the workers see.

    Args:
        sandbox: Of the code; its interpreter decides on headers and names, ``builds`` is where the module goes.
        cache: Modules built earlier.
    """

    name: str
    #: How the name of the first file ends; what comes before is the name of the module.
    ending: str

    def __init__(self, sandbox: Sandbox, cache: BuildCache) -> None:
        self.sandbox, self.cache = sandbox, cache

    @abstractmethod
    def missing(self) -> str:
        """What a build would need here, as a phrase; empty where it has all."""

    @abstractmethod
    def ingredients(self) -> tuple[str, ...]:
        """Flags and versions that decide on the result, beside the text, the C compiler and the interpreter."""

    @abstractmethod
    def compiled(
        self, compiler: str, headers: Headers, module: str, files: Mapping[str, str], place: Path
    ) -> tuple[str, float]:
        """Build the module into a folder: why it does not compile, or an empty text; and the seconds it took."""

    def compiled_by(
        self,
        commands: Sequence[Sequence[str]],
        files: Mapping[str, str],
        out: str,
        place: Path,
        *,
        readable: Sequence[Path],
        limit_s: float,
    ) -> tuple[str, float]:
        """Run commands in turn in a folder with the files, and keep what they make.

        Args:
            commands: Of the compilers; the first that fails ends it.
            files: Texts by name.
            out: Name of the module's file.
            place: Where it goes.
            readable: Folders that the sandbox lets them read.
            limit_s: CPU limit of each.

        Returns:
            What the failed one said, see ``first_error``, or an empty text; and the seconds they took.
        """
        seconds = 0.0
        with tempfile.TemporaryDirectory(prefix="hasten-build-") as made:
            folder = Path(made)
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8")
            for command in commands:
                done = run_build(self.sandbox, list(command), folder=folder, limit_s=limit_s, readable=readable)
                seconds += done.seconds
                if not done.ok:
                    return self.first_error(done.said), seconds
            shutil.copyfile(folder / out, place / out)
        return "", seconds

    def first_error(self, said: str) -> str:
        """The line of what a compiler said that tells why it failed."""
        lines = [line for line in said.splitlines() if "error" in line] or said.splitlines()
        return (lines[0] if lines else "the compiler failed")[:300]

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact with its extension module."""
        plain = PythonBuilder().build(target, candidate)
        if isinstance(plain, BuildFailure):
            return plain
        edit, missing, builds = candidate.payload, self.missing(), self.sandbox.builds
        compiler, headers = find_compiler(), headers_of(self.sandbox.interpreter)
        if not isinstance(edit, SourceEdit) or compiler is None or headers is None or missing or builds is None:
            return BuildFailure(candidate, "cannot-build", missing or "there is no folder for what is compiled")
        name = next(iter(edit.files))
        module = name.removesuffix(self.ending)
        version = compiler_version(compiler)
        key = self.cache.key(self.name, *edit.files.values(), *self.ingredients(), version, headers.abi, module)
        place = builds / key
        failure = self.cache.built(key, place, partial(self.compiled, compiler, headers, module, edit.files))
        if failure:
            return BuildFailure(candidate, "does-not-compile", failure)
        files = {beside(target.module, module): place / f"{module}{headers.suffix}"}
        return Artifact(candidate, plain.source, self.name, self.cache.seconds(place), files)
