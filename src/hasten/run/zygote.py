"""The parent's end of a zygote."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import socket
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Any

from hasten.errors import EnvironmentProblem
from hasten.run.cgroups import Cgroup, make_cgroup
from hasten.run.sandbox import Sandbox
from hasten.run.seccomp import filter_program
from hasten.run.worker import Worker, request_fork

_HEADER = struct.Struct(">I")
_START_LIMIT_S = 60.0


class Zygote:
    """One sandboxed interpreter that forks workers.

    Args:
        sandbox: Where it runs.
        hash_seed: Seed of the interpreter's string hashes.
        modules: Modules to import before the first fork; failures are kept in ``failed``.

    Raises:
        EnvironmentProblem: The sandbox does not start.
    """

    def __init__(self, sandbox: Sandbox, *, hash_seed: int = 0, modules: Sequence[str] = (), roots: Sequence[str] = ()) -> None:
        self.sandbox = sandbox
        self.cgroup: Cgroup | None = make_cgroup(sandbox.memory_bytes)
        self._forks = 0
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        command, environment = sandbox.command(theirs.fileno(), hash_seed)
        if self.cgroup is not None:
            # The shell joins the group and becomes the sandbox, so nothing ever runs outside of the limits.
            enter = " && ".join(f"echo $$ > {shlex.quote(str(f))}" for f in self.cgroup.entry_files())
            command = ["/bin/sh", "-c", f'{enter} && exec "$@"', "sh", *command]
        with tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                pass_fds=[theirs.fileno()], cwd=sandbox.cwd, start_new_session=True,
            )
            theirs.close()
            self._sock = ours
            self._sock.settimeout(_START_LIMIT_S)
            config = {
                "seed": 20240229, "cwd": str(sandbox.cwd),
                "rlimits": sandbox.rlimits(cgroup=self.cgroup is not None),
                "filters": {"zygote": filter_program(forks=True), "worker": filter_program(forks=False)},
            }
            try:
                self._send(config)
                ready = self._receive()
            except (OSError, ValueError) as error:
                errors.seek(0)
                said = errors.read(2000).decode("utf-8", "replace").strip().splitlines()
                self.close()
                raise EnvironmentProblem(
                    f"the sandbox does not start ({said[-1] if said else error}); `hasten doctor` shows which layer is missing"
                ) from error
        self.filtered: bool = bool(ready.get("filtered"))
        self.failed: list[list[str]] = []
        if modules:
            self.failed = self._ask({"op": "import", "modules": list(modules)})["failed"]

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
        self._send(message)
        return self._receive()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def fork(self) -> Worker:
        """A new worker."""
        serial = self._forks
        self._forks += 1
        return request_fork(self._sock, {"op": "fork"}, lambda: self._status(serial))

    def _status(self, serial: int) -> int | None:
        try:
            status = self._ask({"op": "status", "serial": serial})["status"]
        except (OSError, ValueError, KeyError):
            return None
        return status if isinstance(status, int) else None

    def strays(self) -> list[int]:
        """Processes that a worker left behind."""
        try:
            return list(self._ask({"op": "strays"})["strays"])
        except (OSError, ValueError, KeyError):
            return []

    def close(self) -> None:
        """End the sandbox with everything in it."""
        self._sock.close()
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self.cgroup is not None:
            self.cgroup.remove()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
