"""How a zygote is started: bubblewrap where present, with the layers that the machine offers, said in the open."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hasten.run.bytecode import compiled
from hasten.run.cgroups import MOST_PROCESSES
from hasten.run.interpreter import Interpreter
from hasten.run.seccomp import filter_program

_CHILD = Path(__file__).parent / "hasten_child"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/alternatives")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
#: What libraries ask of the machine, none of it about other processes.
_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu")
_TMP = "/tmp"
_GIB = 1 << 30
_LEAST_MEMORY_BYTES = _GIB // 2
_PROBE_LIMIT_S = 20.0


def _memory_bytes() -> int:
    """Half of the machine's memory, at most 6 GiB: a candidate that grows is stopped before the machine suffers."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 6 * _GIB
    return max(_LEAST_MEMORY_BYTES, min(6 * _GIB, whole // 2))


@functools.cache
def bubblewrap_trouble() -> str:
    """Why bubblewrap cannot be used here, as a phrase; empty where it can.

    It may be installed and yet be forbidden to make namespaces: in many containers, and under some security profiles.
    """
    found = shutil.which("bwrap")
    if found is None:
        return "it is not installed"
    command = [found, *_ISOLATION, "--ro-bind", "/", "/", "--tmpfs", _TMP, "--proc", "/proc", "--dev", "/dev"]
    command += ["--", "true"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=_PROBE_LIMIT_S, check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"it does not run ({type(error).__name__})"
    lines = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else (lines[-1] if lines else f"it ends with {done.returncode}")


def find_bubblewrap() -> str | None:
    """Path of a bubblewrap that works here, or None."""
    return None if bubblewrap_trouble() else shutil.which("bwrap")


_ISOLATION = (
    "--unshare-all", "--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL",
)


@dataclass(frozen=True)
class Sandbox:
    """Where and under which limits code runs.

    Attributes:
        interpreter: The user's Python.
        project: Project tree, mounted read-only; its folders whose names start with a dot are hidden.
        cwd: Working folder of the code, inside the project.
        env: Environment variables passed on by name (``--env NAME``).
        also: Further files and folders that the code may read.
        builds: Folder where the parent puts compiled modules while the sandbox runs; read-only inside.
        memory_bytes: Most memory of a zygote and its workers.
        scratch_bytes: Size of the private ``/tmp``.
        file_bytes: Size of the largest file that may be written.
        bubblewrap: Path of bubblewrap, None where it is missing or not wanted.
        cgroup: Whether a cgroup is made where the machine lets us.
        filters: Whether system calls are filtered where the kernel can.
        file_rules: Whether Landlock rules are taken on where the kernel can.
    """

    interpreter: Interpreter
    project: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Path, ...] = ()
    builds: Path | None = None
    memory_bytes: int = field(default_factory=_memory_bytes)
    scratch_bytes: int = _GIB // 4
    file_bytes: int = _GIB // 8
    bubblewrap: str | None = field(default_factory=find_bubblewrap)
    cgroup: bool = True
    filters: bool = True
    file_rules: bool = True

    # -- what the child is told -----------------------------------------------------------------------------------

    def filter_programs(self) -> dict[str, str]:
        """System-call filters of the zygote and of a worker as hex text, empty where there is none."""
        if not self.filters:
            return {"zygote": "", "worker": ""}
        worker = filter_program(forks=False, attributes=self.bubblewrap is not None)
        return {"zygote": filter_program(forks=True), "worker": worker}

    def landlock_rules(self, scratch: str) -> dict[str, list[str]] | None:
        """What a worker may read and write, over what the mounts allow."""
        if not self.file_rules:
            return None
        writable = [scratch, *_DEVICES]
        if self.bubblewrap:
            return {"readable": ["/"], "listable": [], "writable": writable}
        # Rules only ever allow, so a folder with something to hide is allowed by its parts.
        readable, hidden = [*_SYSTEM, *_ETC, *_MACHINE], self._hidden()
        # The import system lists folders before it opens anything in them.
        listable = [str(folder) for folder in (self.project, self.cwd, *self.also) if _is_shared(folder)]
        for path in self.readable():
            if any(_below(secret, [path]) for secret in hidden):
                listable.append(path)
                readable += _parts_without(path, hidden)
            else:
                readable.append(path)
        return {"readable": readable, "listable": listable, "writable": writable}

    def rlimits(self, *, cgroup: bool) -> dict[str, int]:
        """Limits of each worker; address space only where no cgroup bounds memory, and then a generous one."""
        limits = {"CORE": 0, "FSIZE": self.file_bytes, "NOFILE": 256, "CPU": 3600, "MSGQUEUE": 0, "RTPRIO": 0}
        if not cgroup:
            limits["AS"] = 2 * self.memory_bytes
            # Files in memory count for no limit of a process but these two together.
            limits["FSIZE"], limits["NOFILE"] = self.file_bytes // 4, 96
            if self.bubblewrap and os.getuid() != 0:
                # Counted inside the sandbox's own user namespace; without one it would count the whole session.
                limits["NPROC"] = MOST_PROCESSES
        return limits

    def command(self, fd: int, hash_seed: int, scratch: str) -> tuple[list[str], dict[str, str]]:
        """The command line and environment that start a zygote serving descriptor ``fd``.

        Args:
            scratch: Folder for temporary files as the code sees it.
        """
        inner = [self.interpreter.executable, "-s", "-B", str(self._child() / "boot.py"), str(fd)]
        environment = {
            "PATH": os.defpath, "HOME": scratch, "TMPDIR": scratch, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC",
            "PYTHONUTF8": "1", "PYTHONHASHSEED": str(hash_seed), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1", **self.env,
        }
        if not self.bubblewrap:
            return inner, environment
        return [self.bubblewrap, *self._mounts(), "--chdir", str(self.cwd), "--", *inner], environment

    def _child(self) -> Path:
        return compiled(self.interpreter.executable, _CHILD)

    # -- what the child sees --------------------------------------------------------------------------------------

    def readable(self) -> list[str]:
        """Files and folders beyond the system's that the code may read, none inside another."""
        wanted = [*self.interpreter.paths, str(self._child())]
        wanted += [str(self.builds)] if self.builds is not None else []
        for folder in (self.project, self.cwd, *self.also):
            wanted += _parts_of_shared(folder) if _is_shared(folder) else [str(folder)]
        wanted += [os.path.realpath(path) for path in wanted]
        found = [path for path in outermost(wanted) if path != "/" and not _below(path, _SYSTEM)]
        return [path for path in found if os.path.exists(path)]

    def _mounts(self) -> list[str]:
        args = [*_ISOLATION, "--size", str(self.scratch_bytes), "--tmpfs", _TMP, "--proc", "/proc", "--dev", "/dev"]
        for path in _SYSTEM:
            if os.path.islink(path):
                args += ["--symlink", os.readlink(path), path]
            elif os.path.isdir(path):
                args += ["--ro-bind", path, path]
        for path in _ETC:
            if os.path.exists(path):
                args += ["--ro-bind", path, path]
        readable = self.readable()
        # What lies below the writable /tmp is kept from being moved aside: its way there is a mount of its own.
        ways = sorted({way for path in readable if (way := _way_through_tmp(path))})
        for way in ways:
            args += ["--size", "65536", "--tmpfs", way]
        for path in readable:
            args += ["--ro-bind", path, path]
        hidden = self._hidden()
        for path in hidden:
            args += ["--size", "65536", "--tmpfs", path]
        for path in (*ways, *hidden, "/dev", "/"):
            args += ["--remount-ro", path]
        return args

    def _hidden(self) -> list[str]:
        """Folders of the project and working folder that no code needs to see: history, state, credentials, caches."""
        needed = [*self.interpreter.paths, str(self._child()), str(self.cwd), *map(str, self.also)]
        found: dict[str, None] = {}
        for folder in (self.project, self.cwd):
            if _is_shared(folder):
                continue
            with os.scandir(folder) as entries:
                for entry in entries:
                    hidden = entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
                    if hidden and not any(_below(path, [entry.path]) for path in needed):
                        found[entry.path] = None
        return list(found)


def compiler_mounts(sandbox: Sandbox, folder: Path, readable: Sequence[Path] = ()) -> list[str]:
    """The bubblewrap command of a build: the system and the interpreter to read, one folder to write, no project."""
    args = [sandbox.bubblewrap or "bwrap", *_ISOLATION, "--tmpfs", _TMP, "--proc", "/proc", "--dev", "/dev"]
    for path in _SYSTEM:
        if os.path.islink(path):
            args += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            args += ["--ro-bind", path, path]
    for path in (*_ETC, *outermost([*sandbox.interpreter.paths, *map(str, readable)])):
        if os.path.exists(path) and not _below(path, _SYSTEM):
            args += ["--ro-bind", path, path]
    return [*args, "--bind", str(folder), str(folder), "--chdir", str(folder), "--"]


def layers_of(*, bubblewrap: bool, file_rules: bool, filters: bool, cgroup: bool) -> tuple[str, ...]:
    """Names of the layers in use, strongest first, for the report."""
    named = (
        ("bubblewrap", bubblewrap), ("file rules", file_rules), ("system-call filter", filters), ("cgroup", cgroup),
        ("rlimits", True),
    )
    return tuple(name for name, present in named if present)


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths without those that lie inside another of them, sorted."""
    kept: list[str] = []
    for path in sorted({os.path.abspath(p) for p in paths}, key=lambda p: p.split("/")):
        if not _below(path, kept):
            kept.append(path)
    return kept


def _below(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _way_through_tmp(path: str) -> str | None:
    """The folder directly in ``/tmp`` that leads to a path further below, else None."""
    if not path.startswith(_TMP + "/"):
        return None
    first, _, rest = path.removeprefix(_TMP + "/").partition("/")
    return f"{_TMP}/{first}" if rest else None


def _is_shared(folder: Path) -> bool:
    """Whether a folder holds much more than a project: the root, a home, a folder for temporary files."""
    shared = {"/", _TMP, "/var/tmp", "/home", os.path.expanduser("~"), os.path.realpath(os.path.expanduser("~"))}
    return os.path.abspath(folder) in shared


def _parts_of_shared(folder: Path) -> list[str]:
    """Of such a folder what a script in it may use: plain files, and folders with Python files directly in them."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                plain = entry.is_file(follow_symlinks=False)
                if plain or (entry.is_dir(follow_symlinks=False) and _holds_python(entry.path)):
                    found.append(entry.path)
            except OSError:
                continue
    return found


def _parts_without(folder: str, hidden: Sequence[str]) -> list[str]:
    """What lies in a folder, without what is hidden, which is gone round at whatever depth it lies."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path in hidden:
                continue
            if any(_below(secret, [entry.path]) for secret in hidden):
                found += _parts_without(entry.path, hidden)
            else:
                found.append(entry.path)
    return found


def _holds_python(folder: str) -> bool:
    try:
        return any(name.endswith(".py") for name in os.listdir(folder))
    except OSError:
        return False
