"""The child side with compiled files for one interpreter, so that a zygote need not compile it at every start."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

from hasten.run.private_folder import PrivateFolder

_COMPILE = "import compileall,sys; compileall.compile_dir(sys.argv[1],quiet=2)"
_LIMIT_S = 60.0
_KEPT: list[PrivateFolder] = []


@functools.lru_cache(maxsize=8)
def compiled(executable: str, package: Path) -> Path:
    """The package itself where it is compiled for an interpreter, else a compiled copy that lives as long as we do.

    An installer has compiled it for the interpreter that hasten is installed in, but not for the user's; and a
    sandbox cannot write.
    """
    if os.path.realpath(executable) == os.path.realpath(sys.executable) and _is_compiled(package):
        return package
    folder = PrivateFolder(in_memory=False)
    weakref.finalize(folder, PrivateFolder.remove_path, folder.path)
    _KEPT.append(folder)
    copy = Path(folder.path, package.name)
    try:
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run(
            [executable, "-s", "-E", "-c", _COMPILE, str(copy)], check=True, timeout=_LIMIT_S,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return package
    return copy


def _is_compiled(package: Path) -> bool:
    return all(os.path.exists(importlib.util.cache_from_source(str(path))) for path in package.glob("*.py"))
