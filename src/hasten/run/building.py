"""Run a compiler: in a sandbox of its own, with one folder that it may write to, and a limit on its time."""

from __future__ import annotations

import functools
import json
import os
import re
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.run.interpreter import Interpreter
from hasten.run.sandbox import Sandbox, compiler_mounts

_GIB = 1 << 30
_MEMORY_BYTES = 4 * _GIB
_QUESTION = (
    "import json,sysconfig;p=sysconfig.get_paths();"
    "print(json.dumps([p['include'],sysconfig.get_config_var('EXT_SUFFIX'),sysconfig.get_config_var('SOABI')]))"
)
_COMPILERS = ("g++", "c++", "clang++")


@dataclass(frozen=True)
class BuildRun:
    """How a compiler ended: ``said`` is what it wrote, ``ok`` whether it left with 0."""

    ok: bool
    said: str
    seconds: float


@dataclass(frozen=True)
class Headers:
    """Where an interpreter's C headers are, and how it names extension modules.

    Attributes:
        include: Folder with ``Python.h``; it may be missing.
        suffix: ``.cpython-311-x86_64-linux-gnu.so``.
        abi: ``cpython-311-x86_64-linux-gnu``.
    """

    include: Path
    suffix: str
    abi: str


@functools.lru_cache(maxsize=8)
def headers_of(interpreter: Interpreter) -> Headers | None:
    """Headers and names of an interpreter, None where it does not say."""
    try:
        done = subprocess.run(
            [interpreter.executable, "-s", "-c", _QUESTION], capture_output=True, text=True, timeout=60, check=True,
            stdin=subprocess.DEVNULL, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )
        include, suffix, abi = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Headers(Path(include), str(suffix), str(abi))


def headers_version(headers: Headers) -> tuple[int, int] | None:
    """Version of Python that C headers are of, None where they do not say."""
    try:
        text = (headers.include / "patchlevel.h").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = {name: int(value) for name, value in re.findall(r"#define\s+PY_(MAJOR|MINOR)_VERSION\s+(\d+)", text)}
    return (found["MAJOR"], found["MINOR"]) if len(found) == 2 else None


@functools.cache
def find_compiler() -> str | None:
    """Path of a C++ compiler, None where there is none."""
    return next((found for name in _COMPILERS if (found := shutil.which(name)) is not None), None)


@functools.cache
def compiler_version(compiler: str) -> str:
    """Its own words on its version, one line."""
    try:
        done = subprocess.run([compiler, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.partition("\n")[0]


def run_build(
    sandbox: Sandbox, command: Sequence[str], *, folder: Path, limit_s: float, readable: Sequence[Path] = ()
) -> BuildRun:
    """Run a command that writes into ``folder`` only; no network, no view of the project.

    Args:
        readable: Further files and folders that it may read.
    """
    import time

    started = time.monotonic()
    environment = {
        "PATH": os.pathsep.join([os.path.dirname(sandbox.interpreter.executable), os.defpath, "/usr/local/bin"]),
        "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0",
    }
    if sandbox.bubblewrap:
        command = [*compiler_mounts(sandbox, folder, readable), *command]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))

    try:
        done = subprocess.run(
            list(command), cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=limit_s, check=False, preexec_fn=limited,
        )
    except subprocess.TimeoutExpired:
        return BuildRun(False, f"no end within {limit_s:g} s", time.monotonic() - started)
    except OSError as error:
        return BuildRun(False, f"it does not start: {error}", time.monotonic() - started)
    return BuildRun(done.returncode == 0, done.stdout, time.monotonic() - started)
