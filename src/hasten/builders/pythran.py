"""Extension modules whose kernels Pythran translates to C++. Experimental: ``--allow native-max``."""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from hasten.builders.extension import ExtensionBuilder
from hasten.builders.native import FLAGS, native_missing
from hasten.run.building import Headers
from hasten.run.sandbox import Sandbox

#: How the name of the C++ side ends, which tells it from a kernel of the native backend.
ENDING = "_pythran.cpp"
#: Its own optimisations drop what is not used, although it may raise; and ``-e``: no glue of its own.
PYTHRAN_FLAGS = ("--config=pythran.optimizations=", "-e")
_LIMIT_S = 120.0
_RUN = "import sys; from pythran.run import run; sys.exit(run())"


@functools.cache
def find_pythran() -> Path | None:
    """Folder of the package beside hasten; None where it is not installed."""
    spec = importlib.util.find_spec("pythran")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def pythran_missing(sandbox: Sandbox) -> str:
    """What building with Pythran would need here, as a phrase; empty where it has all."""
    if find_pythran() is None:
        return "Pythran beside hasten (pip install 'hasten[native-max]')"
    return native_missing(sandbox)


class PythranBuilder(ExtensionBuilder):
    """Translates the ``_core.py`` file of an edit with Pythran, and compiles the ``_pythran.cpp`` file around it."""

    name, ending = "pythran", ".cpp"

    def missing(self) -> str:
        """Pythran, a compiler or headers, see ``pythran_missing``."""
        return pythran_missing(self.sandbox)

    def ingredients(self) -> tuple[str, ...]:
        """Version of Pythran and the flags."""
        return (metadata.version("pythran"), *PYTHRAN_FLAGS, *FLAGS)

    def compiled(
        self, compiler: str, headers: Headers, module: str, files: Mapping[str, str], place: Path
    ) -> tuple[str, float]:
        """Why it does not compile, or an empty text; and the seconds it took."""
        package, out = find_pythran(), f"{module}{headers.suffix}"
        if package is None:
            return self.missing(), 0.0
        ours = [Path(path) for path in (*sys.path, sys.prefix, sys.base_prefix) if path and Path(path).exists()]
        return self.compiled_by(
            commands(sys.executable, package, compiler, headers.include, module, out), files, out, place,
            readable=[*ours, headers.include], limit_s=_LIMIT_S,
        )  # fmt: skip

    def first_error(self, said: str) -> str:
        """The line of an error of Python's or of the C++ compiler's."""
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        wanted = [line for line in lines if "rror" in line] or lines[-1:]
        return f"Pythran: {wanted[0] if wanted else 'it failed'}"[:300]


def commands(python: str, package: Path, compiler: str, include: Path, module: str, out: str) -> list[list[str]]:
    """What builds a module in a folder with its files, in order."""
    return [
        [python, "-c", _RUN, *PYTHRAN_FLAGS, f"{module}_core.py", "-o", f"{module}_core.hpp"],
        [compiler, *FLAGS, "-I", str(package), "-I", str(include), f"{module}.cpp", "-o", out],
    ]

