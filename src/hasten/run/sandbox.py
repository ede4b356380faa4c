"""How a zygote is started: bubblewrap where present, with the layers that the machine offers, said in the open."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hasten.run.interpreter import Interpreter
from hasten.run.seccomp import filter_program

_CHILD = Path(__file__).parent / "hasten_child"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/alternatives")
_GIB = 1 << 30


@dataclass(frozen=True)
class Sandbox:
    """Where and under which limits code runs.

    Attributes:
        interpreter: The user's Python.
        project: Project tree, mounted read-only; its ``.hasten`` and ``.git`` folders are hidden.
        cwd: Working folder of the code, inside the project.
        env: Environment variables passed on by name (``--env NAME``).
        memory_bytes: Most memory of a zygote and its workers.
        scratch_bytes: Size of the private ``/tmp``.
        file_bytes: Size of the largest file that may be written.
    """

    interpreter: Interpreter
    project: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    memory_bytes: int = 6 * _GIB
    scratch_bytes: int = _GIB // 4
    file_bytes: int = _GIB // 8
    bubblewrap: str | None = field(default_factory=lambda: shutil.which("bwrap"))

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers in use, for the report; the cgroup is known only once a zygote runs."""
        layers = ["rlimits"]
        if filter_program(forks=False):
            layers.append("system-call filter")
        if self.bubblewrap:
            layers.insert(0, "bubblewrap")
        return tuple(layers)

    def rlimits(self, *, cgroup: bool) -> dict[str, int]:
        """Limits of each worker; address space only where no cgroup bounds memory, and then a generous one."""
        limits = {"CORE": 0, "FSIZE": self.file_bytes, "NOFILE": 256}
        if not cgroup:
            limits["AS"] = 2 * self.memory_bytes
        return limits

    def command(self, fd: int, hash_seed: int) -> tuple[list[str], dict[str, str]]:
        """The command line and environment that start a zygote serving descriptor ``fd``."""
        inner = [self.interpreter.executable, "-s", "-B", str(_CHILD / "boot.py"), str(fd)]
        environment = {
            "PATH": os.defpath, "HOME": "/tmp", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONUTF8": "1",
            "PYTHONHASHSEED": str(hash_seed), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
            **self.env,
        }
        if not self.bubblewrap:
            environment["HOME"] = environment["TMPDIR"] = tempfile.gettempdir()
            return inner, environment
        return [self.bubblewrap, *self._mounts(), "--chdir", str(self.cwd), "--", *inner], environment

    def _mounts(self) -> list[str]:
        args = ["--unshare-all", "--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL"]
        args += ["--size", str(self.scratch_bytes), "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"]
        args += ["--remount-ro", "/dev"]
        for path in _SYSTEM:
            if os.path.islink(path):
                args += ["--symlink", os.readlink(path), path]
            elif os.path.isdir(path):
                args += ["--ro-bind", path, path]
        for path in _ETC:
            if os.path.exists(path):
                args += ["--ro-bind", path, path]
        for path in outermost([*self.interpreter.paths, str(_CHILD), str(self.project), str(self.cwd)]):
            if not _below(path, _SYSTEM):
                args += ["--ro-bind", path, path]
        for hidden in (".hasten", ".git"):
            if (self.project / hidden).is_dir():
                args += ["--size", "65536", "--tmpfs", str(self.project / hidden)]
        return args


def outermost(paths: Sequence[str]) -> list[str]:
    """The paths without those that lie inside another of them, sorted."""
    kept: list[str] = []
    for path in sorted({os.path.abspath(p) for p in paths}):
        if not _below(path, kept):
            kept.append(path)
    return kept


def _below(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)
