"""Extension modules from C++ text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hasten.builders.extension import ExtensionBuilder
from hasten.run.building import Headers, find_compiler, headers_of, headers_version
from hasten.run.sandbox import Sandbox

#: No flag that lets the compiler change a result: no fast-math, no fusing of multiply and add. Leaving ``errno`` unset
#: changes none, and keeps the call of the library that a square root would need for it out of loops.
FLAGS = ("-O3", "-std=c++17", "-ffp-contract=off", "-fno-math-errno", "-fwrapv", "-DNDEBUG", "-fPIC", "-shared", "-w")
_LIMIT_S = 120.0


def native_missing(sandbox: Sandbox) -> str:
    """What building an extension module would need here, as a phrase; empty where it has all."""
    if find_compiler() is None:
        return "a C++ compiler (install g++ or clang)"
    headers = headers_of(sandbox.interpreter)
    if headers is None or not (headers.include / "Python.h").exists():
        return "Python's C headers for the interpreter that runs the code (install python3-dev)"
    have, wanted = headers_version(headers), sandbox.interpreter.version[:2]
    if have is not None and have != wanted:
        return (
            f"Python's C headers of {wanted[0]}.{wanted[1]}, which runs the code (those in {headers.include} are of "
            f"{have[0]}.{have[1]})"
        )
    return ""


class NativeBuilder(ExtensionBuilder):
    """Compiles the ``.cpp`` file of an edit."""

    name, ending = "native", ".cpp"

    def missing(self) -> str:
        """A compiler or headers, see ``native_missing``."""
        return native_missing(self.sandbox)

    def ingredients(self) -> tuple[str, ...]:
        """The flags."""
        return FLAGS

    def compiled(
        self, compiler: str, headers: Headers, module: str, files: Mapping[str, str], place: Path
    ) -> tuple[str, float]:
        """Why it does not compile, or an empty text; and the seconds it took."""
        out = f"{module}{headers.suffix}"
        command = [compiler, *FLAGS, "-I", str(headers.include), f"{module}.cpp", "-o", out]
        return self.compiled_by([command], files, out, place, readable=[headers.include], limit_s=_LIMIT_S)
