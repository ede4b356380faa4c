"""Extension modules from Python text with types, by mypyc."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from hasten.builders.extension import ExtensionBuilder
from hasten.builders.native import native_missing
from hasten.run.building import Headers, run_build
from hasten.run.sandbox import Sandbox

#: How the name of a kernel for mypyc ends, which tells it from one for numba.
ENDING = "_mypyc.py"
#: As for C++: nothing that lets the compiler change a result. Its own knowledge of the C library is such a thing: it
#: makes a product of ``pow(x, 2.0)``, and rounds ``sin`` of a constant in another way than the library does.
EXACT = ("-ffp-contract=off", "-fno-builtin")
_FLAGS = ("-x", "c", "-O2", *EXACT, "-fwrapv", "-fPIC", "-shared", "-w", "-DNDEBUG")
_LIMIT_S = 180.0
#: Writes C text and says which files to compile; runs in our own interpreter, which has mypy.
_WRITE = """
import json, sys
module, paths = sys.argv[1], json.loads(sys.argv[2])
sys.path[:] = paths
from mypyc.build import mypycify
found = mypycify([module + ".py"], opt_level="2", target_dir="made")
print(json.dumps(["hasten-sources", [s for e in found for s in e.sources], [d for e in found for d in e.include_dirs]]))
"""


def mypyc_missing(sandbox: Sandbox) -> str:
    """What building with mypyc would need here, as a phrase; empty where it has all."""
    if importlib.util.find_spec("mypyc") is None or importlib.util.find_spec("setuptools") is None:
        return "mypy and setuptools beside hasten (pip install 'hasten[native]')"
    if sandbox.interpreter.version[:2] != sys.version_info[:2] or sandbox.interpreter.implementation != "CPython":
        ours, theirs = sys.version_info, sandbox.interpreter.version
        return (
            f"hasten on the Python that runs the code (it runs on {ours[0]}.{ours[1]}, the code on "
            f"{sandbox.interpreter.implementation} {theirs[0]}.{theirs[1]})"
        )
    return native_missing(sandbox)


class MypycBuilder(ExtensionBuilder):
    """Compiles the ``_mypyc.py`` file of an edit."""

    name, ending = "mypyc", ".py"

    def missing(self) -> str:
        """mypy, setuptools, a compiler or headers, see ``mypyc_missing``."""
        return mypyc_missing(self.sandbox)

    def ingredients(self) -> tuple[str, ...]:
        """The version of mypy and the flags."""
        return (metadata.version("mypy"), *_FLAGS)

    def compiled(
        self, compiler: str, headers: Headers, module: str, files: Mapping[str, str], place: Path
    ) -> tuple[str, float]:
        """Why it does not compile, or an empty text; and the seconds it took."""
        ours = [path for path in sys.path if path and Path(path).exists()]
        readable = [Path(path) for path in (*ours, sys.prefix, sys.base_prefix, str(headers.include))]
        with tempfile.TemporaryDirectory(prefix="hasten-build-") as made:
            folder = Path(made)
            (folder / f"{module}.py").write_text(files[f"{module}.py"], encoding="utf-8")
            command = [sys.executable, "-c", _WRITE, module, json.dumps(ours)]
            wrote = run_build(self.sandbox, command, folder=folder, limit_s=_LIMIT_S, readable=readable)
            found = _answer(wrote.said) if wrote.ok else None
            if found is None:
                return f"mypyc: {_last(wrote.said)}", wrote.seconds
            sources, include = found
            out = f"{module}{headers.suffix}"
            flags = [word for path in [*include, str(headers.include)] for word in ("-I", path)]
            command = [compiler, *_FLAGS, *flags, *sources, "-o", out]
            done = run_build(self.sandbox, command, folder=folder, limit_s=_LIMIT_S, readable=readable)
            if not done.ok:
                return _last(done.said), wrote.seconds + done.seconds
            shutil.copyfile(folder / out, place / out)
        return "", wrote.seconds + done.seconds


def _answer(said: str) -> tuple[list[str], list[str]] | None:
    """Sources and include folders, from the last line that the compiler wrote."""
    for line in reversed(said.splitlines()):
        if line.startswith('["hasten-sources"'):
            _, sources, include = json.loads(line)
            return list(sources), list(include)
    return None


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if "rror" in line] or said.splitlines()
    return (lines[-1] if lines else "the compiler failed")[:300]
