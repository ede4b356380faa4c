"""The parent's end of one worker: ask, wait with limits, read its CPU clock, kill it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hasten.errors import EnvironmentProblem

_HEADER = struct.Struct(">I")
_CREDENTIALS = struct.Struct("3i")
#: A longer answer is a finding, not data. Observations are cut to size by the child; the user's own inputs are not.
_MOST_BYTES, _MOST_INPUT_BYTES = 32 << 20, 256 << 20
_INPUTS = frozenset({"workload", "record"})
#: An answer of so many parts would fill the parent's memory.
_MOST_PARTS = 4_000_000
#: Questions that are answered twice: first, and without the question's number, that the worker is ready.
_READY_FIRST = frozenset({"sample"})
#: What a worker may compute between its last mark and its answer, beside as much again as it was timed for.
_LATE_NS = 20_000_000
#: Reason of an end that a busy machine may cause: the collector of a large heap takes long there.
COMPUTED_LATE = "went on computing after it had reported the end of a timed run"
_POLL_S = 0.02
#: How long a fork may take to greet, and how long a question may stay unread.
_GREETING_LIMIT_S, _UNREAD_LIMIT_S = 15.0, 60.0
#: Longest wait without any progress of the worker's CPU clock, beside the CPU limit of the call.
_IDLE_S = 4.0


@dataclass(frozen=True)
class Died:
    """The worker ended, or answered nonsense; ``signal`` is 0 where it left by itself."""

    reason: str
    signal: int = 0


@dataclass(frozen=True)
class TimedOut:
    """The worker was killed at a limit."""

    limit_s: float
    clock: str = "cpu"


class Worker:
    """One forked process with a version of the module in it.

    Args:
        sock: Parent's end of the socket pair, with credentials switched on.
        status: Asks the zygote how the worker ended.
        out_of_memory: Whether the kernel has killed something for its memory since the worker was made.

    Raises:
        OSError: No worker greets at the other end.
    """

    def __init__(
        self, sock: socket.socket, status: Callable[[], int | None], out_of_memory: Callable[[], bool] = lambda: False
    ) -> None:
        self.sock = sock
        self._status = status
        self._out_of_memory = out_of_memory
        self._number: int | None = None
        self._awaited = 0
        self._marked_ns: int | None = None
        self._timed_ns = 0
        self._most_bytes = _MOST_BYTES
        self.alive = False
        # No send or receive waits for ever: the other end is not trusted to read or to go on writing.
        self.sock.settimeout(_GREETING_LIMIT_S)
        self.pid = self._greeting()
        self.sock.settimeout(_UNREAD_LIMIT_S)
        self.alive = True
        # A number of a process can be given to another one once this is gone; a descriptor cannot.
        self._pidfd = os.pidfd_open(self.pid) if hasattr(os, "pidfd_open") else -1

    def _greeting(self) -> int:
        """The worker's process id as the kernel gives it; what the worker says about itself is not asked."""
        data, ancillary, _flags, _address = self.sock.recvmsg(_HEADER.size, socket.CMSG_SPACE(_CREDENTIALS.size))
        pid = 0
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == 0x02:  # SCM_CREDENTIALS
                pid = _CREDENTIALS.unpack(payload[: _CREDENTIALS.size])[0]
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        if len(data) < _HEADER.size or pid <= 0:
            raise OSError("no worker has come of the fork")
        left = _HEADER.unpack(data)[0]
        while left:
            part = self.sock.recv(left)
            if not part:
                raise OSError("the worker has ended before it greeted")
            left -= len(part)
        return pid

    def cpu_ns(self) -> int:
        """CPU time of the worker, all its threads, nanoseconds, read from outside."""
        # The id of another process's CPU clock, as clock_getcpuclockid(3) computes it.
        return time.clock_gettime_ns((~self.pid << 3) | 2)

    def ask(self, op: str, *, cpu_limit_s: float = 10.0, wall_limit_s: float | None = None, **fields: Any) -> Any:
        """Send a request and wait for its answer.

        Returns:
            The answer (a dict), or ``Died`` or ``TimedOut``: a failure is a value. After one of those the worker is
            gone.
        """
        sent = self.send(op, **fields)
        if sent is not None:
            return sent
        return self.answer(cpu_limit_s=cpu_limit_s, wall_limit_s=wall_limit_s)

    def send(self, op: str, **fields: Any) -> Died | None:
        """Send a request without waiting."""
        number = int.from_bytes(os.urandom(7), "big")
        self._number = None if op in _READY_FIRST else number
        self._awaited = number
        self._most_bytes = _MOST_INPUT_BYTES if op in _INPUTS else _MOST_BYTES
        data = json.dumps({"op": op, "n": number, **fields}, separators=(",", ":")).encode("ascii")
        try:
            self.sock.sendall(_HEADER.pack(len(data)) + data)
        except TimeoutError:
            return self._died(f"the process has not read its next question in {_UNREAD_LIMIT_S:g} s")
        except OSError:
            return self._died("the process is gone")
        return None

    def answer(self, *, cpu_limit_s: float = 10.0, wall_limit_s: float | None = None) -> Any:
        """Wait for the next answer under both clocks."""
        try:
            start_ns = self.cpu_ns()
        except OSError:
            return self._died("the process is gone")
        # A computing process on a busy machine gets little wall time: the wall limit is only the fallback for sleepers.
        wall_s = wall_limit_s if wall_limit_s is not None else 4.0 * cpu_limit_s + 2.0
        deadline = time.monotonic() + wall_s
        header = self._wait(_HEADER.size, start_ns, cpu_limit_s, deadline, wall_s)
        if not isinstance(header, bytes):
            return header
        size = _HEADER.unpack(header)[0]
        if size > self._most_bytes:
            self.kill()
            return Died(f"answered with {size} bytes")
        body = self._wait(size, start_ns, cpu_limit_s, deadline, wall_s)
        if not isinstance(body, bytes):
            return body
        if size > _MOST_PARTS and self._most_bytes == _MOST_BYTES and body.count(b",") + body.count(b"[") > _MOST_PARTS:
            self.kill()
            return Died("answered with too many parts")
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            self.kill()
            return Died("answered with something that is not JSON")
        # The code under test can write to the socket too, but an answer of the worker's carries the question's number.
        if not isinstance(found, dict) or found.pop("n", None) != self._number:
            self.kill()
            return Died("answered with something that was not asked for")
        self._number = self._awaited
        if self._marked_ns is not None and self._computed_late(self._marked_ns):
            self.kill()
            return Died(COMPUTED_LATE)
        return found

    def _computed_late(self, marked_ns: int) -> bool:
        """Whether the answer to a timed run took computing of its own; the marks before it are forgotten."""
        allowed_ns = _LATE_NS + self._timed_ns
        self._marked_ns, self._timed_ns = None, 0
        try:
            # The collector may have been put off, which costs no more than what was allocated.
            return self.cpu_ns() - marked_ns > allowed_ns
        except OSError:
            return False

    def mark(self, byte: bytes, *, cpu_limit_s: float, wall_limit_s: float) -> Died | TimedOut | None:
        """Wait for a single raw byte (the end of a timed part)."""
        try:
            start_ns = self.cpu_ns()
            found = self._wait(1, start_ns, cpu_limit_s, time.monotonic() + wall_limit_s, wall_limit_s)
            if found == byte:
                self._marked_ns = self.cpu_ns()
                self._timed_ns += self._marked_ns - start_ns
                return None
        except OSError:
            return self._died("the process is gone")
        if isinstance(found, bytes):
            self.kill()
            return Died("broke the protocol during a timed run")
        return found

    def _wait(
        self, size: int, start_ns: int, cpu_limit_s: float, deadline: float, wall_s: float
    ) -> bytes | Died | TimedOut:
        # Even on a crowded machine a computing process gets some time every few seconds; one that gets none waits for
        # something, and is given what a call may honestly sleep.
        idle_s = _IDLE_S + cpu_limit_s
        moved_s, moved_at = 0.0, time.monotonic()
        parts = bytearray()
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        looked_at = moved_at
        while len(parts) < size:
            # The limits are looked at also while something comes in: an answer can be sent a byte at a time for ever.
            ready = poll.poll(_POLL_S * 1000)
            if not ready or time.monotonic() - looked_at > _POLL_S:
                looked_at = time.monotonic()
                try:
                    used_s = (self.cpu_ns() - start_ns) / 1e9
                except OSError:
                    return self._died("the process is gone")
                if used_s > cpu_limit_s:
                    self.kill()
                    return TimedOut(cpu_limit_s, "cpu")
                now = time.monotonic()
                if used_s > moved_s + 1e-4:
                    moved_s, moved_at = used_s, now
                if now > deadline or now - moved_at > idle_s:
                    self.kill()
                    return TimedOut(min(wall_s, idle_s), "wall")
            if not ready:
                # A socket with a time limit for sending would wait for as long in ``recv``, whatever its flags say.
                continue
            try:
                part = self.sock.recv(min(size - len(parts), 1 << 20), socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                return self._died("the process ended before it answered")
            parts += part
        return bytes(parts)

    def _died(self, reason: str) -> Died:
        self.kill()
        status = self._status()
        number = os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else 0
        if number == signal.SIGKILL and self._out_of_memory():
            reason = "ran out of the memory that the sandbox allows"
        elif number and number != signal.SIGKILL:
            reason = f"killed by {signal.Signals(number).name}" if number in signal.valid_signals() else reason
        return Died(reason, number)

    def kill(self) -> None:
        """End the process and its group, and close the socket."""
        if self.alive:
            self.alive = False
            with contextlib.suppress(OSError):
                if self._pidfd >= 0:
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
                # Only while its leader is not yet reaped is the group certainly ours.
                os.killpg(self.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                if self._pidfd < 0:
                    os.kill(self.pid, signal.SIGKILL)
            if self._pidfd >= 0:
                os.close(self._pidfd)
        self.sock.close()

    def close(self) -> None:
        """Done with it; same as ``kill``, since a worker holds nothing of value."""
        self.kill()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "alive", False):
            self.kill()

    def fork(self) -> Worker:
        """A copy of this worker with everything loaded (it must not have been sealed against forking).

        Raises:
            EnvironmentProblem: The worker is gone, or does not fork.
        """
        try:
            return request_fork(self.sock, {"op": "fork"}, lambda: None, self._out_of_memory)
        except OSError as error:
            raise EnvironmentProblem(f"a version that is to be run has ended in the sandbox ({error})") from error


def request_fork(
    control: socket.socket, message: dict[str, Any], status: Callable[[], int | None],
    out_of_memory: Callable[[], bool] = lambda: False,
) -> Worker:
    """Ask the process behind ``control`` to fork and hand the fork a socket of its own.

    Raises:
        OSError: The process is gone, or nothing came of the fork.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        data = json.dumps(message).encode("ascii")
        socket.send_fds(control, [_HEADER.pack(len(data)) + data], [theirs.fileno()])
        theirs.close()
        return Worker(ours, status, out_of_memory)
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
