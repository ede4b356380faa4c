"""The parent's end of a zygote."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shlex
import signal
import socket
import struct
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from typing import Any

from hasten.errors import EnvironmentProblem
from hasten.run.cgroups import Cgroup, make_cgroup, sweep_stale
from hasten.run.private_folder import PrivateFolder, sweep_folders
from hasten.run.sandbox import Sandbox, layers_of
from hasten.run.worker import Worker, request_fork

_HEADER = struct.Struct(">I")
_START_LIMIT_S = 60.0


class Zygote:
    """One sandboxed interpreter that forks workers.

    It ends with ``close``, when it is no longer referred to, and when this process ends, however that comes about.
    It must be made by a thread that outlives it: bubblewrap ends with the thread that started it.

    Args:
        sandbox: Where it runs.
        hash_seed: Seed of the interpreter's string hashes.
        modules: Modules to import before the first fork; failures are kept in ``failed``.

    Raises:
        EnvironmentProblem: The sandbox does not start.
    """

    def __init__(self, sandbox: Sandbox, *, hash_seed: int = 0, modules: Sequence[str] = ()) -> None:
        _sweep()
        self.sandbox = sandbox
        self.cgroup: Cgroup | None = make_cgroup(sandbox.memory_bytes) if sandbox.cgroup else None
        self._workers: weakref.WeakValueDictionary[int, Worker] = weakref.WeakValueDictionary()
        self._unended: set[int] = set()
        self._forks = 0
        self._broken = False
        # Without mounts of its own the sandbox needs a folder that we take away again.
        folder = None if sandbox.bubblewrap else PrivateFolder(in_memory=self.cgroup is not None)
        scratch = folder.path if folder else "/tmp"
        self._sock, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sock.settimeout(_START_LIMIT_S)
        command, environment = sandbox.command(theirs.fileno(), hash_seed, scratch)
        if self.cgroup is not None:
            # The shell joins the group and becomes the sandbox, so nothing ever runs outside of the limits.
            enter = " && ".join(f"echo $$ > {shlex.quote(str(f))}" for f in self.cgroup.entry_files())
            command = ["/bin/sh", "-c", f'{enter} && exec "$@"', "sh", *command]
        with tempfile.TemporaryFile() as errors:
            try:
                self._process = subprocess.Popen(
                    command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                    pass_fds=[theirs.fileno()], cwd=sandbox.cwd, start_new_session=True,
                )
            except OSError as error:
                _end(None, self._sock, self.cgroup, folder)
                raise EnvironmentProblem(f"the sandbox does not start: {error}") from error
            finally:
                theirs.close()
            self._end = weakref.finalize(self, _end, self._process, self._sock, self.cgroup, folder)
            config = {
                "seed": 20240229, "cwd": str(sandbox.cwd), "scratch": scratch,
                "rlimits": sandbox.rlimits(cgroup=self.cgroup is not None),
                "filters": sandbox.filter_programs(),
                "files": sandbox.landlock_rules(scratch),
            }
            try:
                self._send(config)
                ready = self._receive()
            except (OSError, ValueError) as error:
                errors.seek(0)
                said = [*errors.read(2000).decode("utf-8", "replace").strip().splitlines()] or [str(error)]
                self.close()
                raise EnvironmentProblem(
                    f"the sandbox does not start ({said[-1]}); `hasten doctor` shows which layer is missing"
                ) from error
            except BaseException:
                self.close()
                raise
        self.filtered: bool = bool(ready.get("filtered"))
        self.layers: tuple[str, ...] = layers_of(
            bubblewrap=sandbox.bubblewrap is not None, file_rules=bool(ready.get("files")), filters=self.filtered,
            cgroup=self.cgroup is not None,
        )
        self.failed: list[list[str]] = []
        if modules:
            try:
                self.failed = self._ask({"op": "import", "modules": list(modules)})["failed"]
            except (OSError, ValueError, KeyError) as error:
                self.close()
                raise EnvironmentProblem(f"the modules that the target imports cannot be loaded ({error})") from error

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode("ascii")
        self._sock.sendall(_HEADER.pack(len(data)) + data)

    def _receive(self) -> dict[str, Any]:
        head = self._exactly(_HEADER.size)
        found = json.loads(self._exactly(_HEADER.unpack(head)[0]))
        if not isinstance(found, dict):
            raise ValueError("no message")
        return found

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._sock.recv(size - len(parts))
            if not part:
                raise OSError("the zygote is gone")
            parts += part
        return bytes(parts)

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            self._send(message)
            return self._receive()
        except (OSError, ValueError):
            # What it may still answer would be taken for the answer to another question.
            self._broken = True
            raise

    @property
    def alive(self) -> bool:
        """Whether it can still be asked for workers."""
        return not self._broken and self._end.alive and self._process.poll() is None

    def fork(self) -> Worker:
        """A new worker.

        Raises:
            EnvironmentProblem: The zygote is gone.
        """
        serial = self._forks
        self._forks += 1
        ended = [s for s in self._unended if (w := self._workers.get(s)) is None or not w.alive]
        self._unended.difference_update(ended)
        me = weakref.ref(self)
        killed = self.cgroup.out_of_memory() if self.cgroup is not None else 0

        def status() -> int | None:
            zygote = me()
            return zygote._status(serial) if zygote is not None else None

        def out_of_memory() -> bool:
            zygote = me()
            return zygote is not None and zygote.cgroup is not None and zygote.cgroup.out_of_memory() > killed

        try:
            worker = request_fork(self._sock, {"op": "fork", "ended": ended}, status, out_of_memory)
        except OSError as error:
            self._broken = True
            raise EnvironmentProblem(f"the sandbox has ended while it was in use ({error})") from error
        self._workers[serial] = worker
        self._unended.add(serial)
        return worker

    def _status(self, serial: int) -> int | None:
        if not self.alive:
            return None
        try:
            status = self._ask({"op": "status", "serial": serial})["status"]
        except (OSError, ValueError, KeyError):
            return None
        return status if isinstance(status, int) else None

    def close(self) -> None:
        """End the sandbox with everything in it."""
        for worker in list(self._workers.values()):
            worker.close()
        self._end()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@functools.cache
def _sweep() -> None:
    """Once per process: take away what hasten processes that were killed have left on the machine."""
    sweep_stale()
    sweep_folders()


def _end(
    process: subprocess.Popen[bytes] | None, sock: socket.socket, cgroup: Cgroup | None, folder: PrivateFolder | None
) -> None:
    sock.close()
    if process is not None:
        if process.poll() is None:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(OSError):
                    kill(process.pid, signal.SIGKILL)
        process.wait()
    if cgroup is not None:
        cgroup.end()
    if folder is not None:
        folder.remove()
