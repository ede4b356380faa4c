"""Extension modules whose kernels Codon compiles, linked with their C++ side. Experimental: ``--allow native-max``."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from hasten.builders.extension import ExtensionBuilder
from hasten.builders.native import FLAGS, native_missing
from hasten.run.building import Headers
from hasten.run.sandbox import Sandbox

#: How the name of the C++ side ends, which tells it from a kernel of the native backend.
ENDING = "_codon.cpp"
_PACKAGE = "codon_compiler_demo"
#: Nothing that lets the compiler change a result: no fast-math (its default), no fusing of multiply and add.
_FLAGS = ("-release", "--relocation-model=pic", "--fp-contract=off", "-obj")
_LIMIT_S = 120.0
#: Only what Python asks for is seen from outside: another module with Codon's own runtime may be there too.
EXPORTS = "exports"


@functools.cache
def find_codon() -> Path | None:
    """Codon's compiler: the one of the package beside hasten; None where there is none."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    found = sorted(Path(spec.origin).parent.glob("binaries/*/bin/codon"))
    return found[0] if found else None


def codon_missing(sandbox: Sandbox) -> str:
    """What building with Codon would need here, as a phrase; empty where it has all."""
    if find_codon() is None:
        return "Codon beside hasten (pip install 'hasten[native-max]')"
    return native_missing(sandbox)


class CodonBuilder(ExtensionBuilder):
    """Compiles the ``_core.codon`` file of an edit with Codon, and its ``_codon.cpp`` file with the C++ compiler."""

    name, ending = "codon", ".cpp"

    def missing(self) -> str:
        """Codon, a compiler or headers, see ``codon_missing``."""
        return codon_missing(self.sandbox)

    def ingredients(self) -> tuple[str, ...]:
        """Version of Codon, flags, and the processor, whose own instructions are used."""
        return (metadata.version(_PACKAGE.replace("_", "-")), *_FLAGS, *FLAGS, processor())

    def compiled(
        self, compiler: str, headers: Headers, module: str, files: Mapping[str, str], place: Path
    ) -> tuple[str, float]:
        """Why it does not compile, or an empty text; and the seconds it took."""
        codon, out = find_codon(), f"{module}{headers.suffix}"
        if codon is None:
            return self.missing(), 0.0
        return self.compiled_by(
            commands(codon, compiler, headers.include, module, out), {**files, EXPORTS: exports(module)}, out, place,
            readable=[codon.parent.parent, headers.include], limit_s=_LIMIT_S,
        )  # fmt: skip

    def first_error(self, said: str) -> str:
        """As for other compilers, without the space that Codon puts in front."""
        return super().first_error(said).strip()


def exports(module: str) -> str:
    """The text of the file ``EXPORTS``, which lies beside what is linked."""
    return f"{{ global: PyInit_{module}; local: *; }};\n"


def commands(codon: Path, compiler: str, include: Path, module: str, out: str) -> list[list[str]]:
    """What builds a module in a folder with its files, in order."""
    made = f"{module}.o"
    link = [made, f"-Wl,--version-script={EXPORTS}", "-o", out]
    return [
        [str(codon), "build", *_FLAGS, "-o", made, f"{module}_core.codon"],
        [compiler, *FLAGS, "-I", str(include), f"{module}.cpp", *link],
    ]


@functools.cache
def processor() -> str:
    """What tells a kind of processor: its name and what it can do."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return ""
    wanted = ("model name", "flags", "Features", "CPU part")
    return "\n".join(dict.fromkeys(line for line in lines if line.startswith(wanted)))

