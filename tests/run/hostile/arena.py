"""Everything that hostile code could harm, planted so that harm shows: files, secrets, listeners, processes."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.run.hostile.behaviour import Behaviour

from hasten.core import Target
from hasten.oracles.observation import compare
from hasten.oracles.static_screen import screen_sources
from hasten.run import Runner, Sandbox, find_interpreter
from hasten.run.answers import malformed_values

CALL: dict[str, Any] = {"args": [7], "kwargs": {}}
ORIGINAL = "def f(x):\n    return x\n"
#: Small, so that bombs are small.
MEMORY_BYTES = 320 << 20
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Outcome:
    """What came of one hostile candidate.

    Attributes:
        observation: What the runner handed back.
        harm: What changed outside of the sandbox, or could be read from there; empty where it was contained.
        finding: How it is told from the original: ``screen: ...`` or ``observer: ...``; empty where it is not.
        wall_s: Time until the answer.
        alive: Whether the next evaluation of the original worked and gave what it gave before.
    """

    observation: Mapping[str, Any]
    harm: tuple[str, ...]
    finding: str
    wall_s: float
    alive: bool


class Arena:
    """A project to be run, and around it all that must not be touched.

    Args:
        python: Interpreter that runs the candidates.
        layers: Fields of ``Sandbox`` that switch layers off.
    """

    def __init__(self, *, python: str = sys.executable, **layers: Any) -> None:
        self.token = uuid.uuid4().hex
        self.secret = f"SECRET{self.token}"
        self.base = Path(tempfile.mkdtemp(prefix="arena-"))
        self._closing: list[Any] = []
        self.heard: list[str] = []
        # Orphans of the sandbox come to this process, so that they can be counted.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._plant_files()
        self._plant_listeners()
        self._plant_processes()
        target = Target("f", self.project / "m.py", "m", self.project, ORIGINAL)
        interpreter = find_interpreter(python, self.project)
        sandbox = Sandbox(
            interpreter,
            self.project,
            self.project,
            memory_bytes=MEMORY_BYTES,
            scratch_bytes=64 << 20,
            file_bytes=32 << 20,
            **layers,
        )
        self.runner = Runner(sandbox, target, load_limit_s=1.0)
        self.expected = self.runner.observe(ORIGINAL, [CALL])[0]
        self.sibling, _ = self.runner.load(ORIGINAL)
        self.zygote = self.runner.zygote()
        self._children = descendants()
        self._before = self._state()

    # -- what is planted ------------------------------------------------------------------------------------------

    def _plant_files(self) -> None:
        self.project, self.outside, self.home = (self.base / name for name in ("project", "outside", "home"))
        for folder in (self.project, self.outside, self.home / ".ssh", self.project / ".git", self.project / ".hasten"):
            folder.mkdir(parents=True)
        (self.project / "m.py").write_text(ORIGINAL)
        (self.project / "helper.py").write_text("VALUE = 1\n")
        (self.project / "precious.txt").write_text("precious\n")
        (self.outside / "precious.txt").write_text("precious\n")
        for place in (
            self.outside / "secret.txt",
            self.home / ".ssh" / "id_secret",
            self.project / ".git" / "config",
            self.project / ".hasten" / "expected.json",
        ):
            place.write_text(self.secret)
        self.fifo = self.project / "fifo"
        os.mkfifo(self.fifo)
        self._fifo = os.open(self.fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.shared = Path("/dev/shm") / f"hasten-escape-{self.token}"
        self.site = Path(sysconfig.get_paths()["purelib"]) / f"hasten-escape-{self.token}.txt"
        self.spilled = Path(tempfile.gettempdir()) / f"hasten-escape-{self.token}"
        os.environ["ARENA_SECRET"] = self.secret

    def _plant_listeners(self) -> None:
        self.tcp = self._listener(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.udp = self._listener(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self.abstract = f"\0arena-{self.token}"
        self.abstract_datagram = f"\0arena-datagram-{self.token}"
        self._listener(socket.AF_UNIX, socket.SOCK_STREAM, self.abstract)
        self._listener(socket.AF_UNIX, socket.SOCK_DGRAM, self.abstract_datagram)
        self._listener(socket.AF_UNIX, socket.SOCK_STREAM, str(self.project / "stream.sock"))
        self._listener(socket.AF_UNIX, socket.SOCK_DGRAM, str(self.project / "datagram.sock"))
        self._listener(socket.AF_UNIX, socket.SOCK_STREAM, str(self.outside / "stream.sock"))

    def _listener(self, family: int, kind: int, address: Any) -> int:
        sock = socket.socket(family, kind)
        sock.bind(address)
        name = "Unix" if family == socket.AF_UNIX else "Internet"
        name += " stream" if kind == socket.SOCK_STREAM else " datagram"
        if kind == socket.SOCK_STREAM:
            sock.listen()
        self._closing.append(sock)

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    sock.accept()[0].close() if kind == socket.SOCK_STREAM else sock.recv(100)
                    self.heard.append(f"something reached a socket outside ({name})")

        threading.Thread(target=listen, daemon=True).start()
        return int(sock.getsockname()[1]) if family == socket.AF_INET else 0

    def _plant_processes(self) -> None:
        environment = {"ARENA_SECRET": self.secret}
        self.victim = subprocess.Popen(
            ["sleep", "600"], env=environment, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.sched_setaffinity(self.victim.pid, os.sched_getaffinity(0))

    @property
    def names(self) -> dict[str, object]:
        """What stands for ``@NAME@`` in a candidate."""
        return {
            "PROJECT": str(self.project),
            "OUTSIDE": str(self.outside),
            "HOME": str(self.home),
            "FIFO": str(self.fifo),
            "SHARED": str(self.shared),
            "SITE": str(self.site),
            "SPILLED": str(self.spilled),
            "TCP": self.tcp,
            "UDP": self.udp,
            "ABSTRACT": self.abstract,
            "ABSTRACT_DATAGRAM": self.abstract_datagram,
            "VICTIM": self.victim.pid,
            "PARENT": os.getpid(),
            "SIBLING": self.sibling.pid,
            "HOST_PIDS": os.readlink("/proc/self/ns/pid"),
            "TOKEN": self.token,
            # So that a candidate can know the secret when it sees it, and has no copy of it.
            "DIGEST": hashlib.sha256(self.secret.encode()).hexdigest(),
        }

    # -- what became of it ----------------------------------------------------------------------------------------

    def run(self, behaviour: Behaviour) -> Outcome:
        """Run one hostile candidate and look around."""
        source = behaviour.source(self.names)
        started = time.monotonic()
        observation = self.runner.observe(source, [CALL], cpu_limit_s=behaviour.cpu_limit_s)[0]
        wall_s = time.monotonic() - started
        harm = self._harm(observation)
        # What was written before the memory ran out still counts; the next behaviour is not to pay for it.
        full = "ran out" in str(observation.get("reason", ""))
        alive = self._works()
        harm += () if alive else ("the next evaluation of the original went wrong",)
        self._repair(fresh=full)
        return Outcome(observation, harm, finding(self.expected, source, observation), wall_s, alive)

    def _works(self) -> bool:
        return told(self.runner.observe(ORIGINAL, [CALL], cpu_limit_s=5.0)[0]) == told(self.expected)

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = {}
        for folder in (self.project, self.outside, self.home):
            for path in sorted(folder.rglob("*")):
                found = path.lstat()
                content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
                state[f"file {path.relative_to(self.base)}"] = (found.st_mode, found.st_mtime_ns, content)
        for path in (self.shared, self.site, self.spilled):
            state[f"file {path.parent.name}/…"] = path.exists()
        for name, pid in {
            "the victim": self.victim.pid,
            "this process": os.getpid(),
            "the zygote": self._zygote_pid(),
        }.items():
            state[name] = process_state(pid)
        state["a sibling"] = self.sibling.alive and process_state(self.sibling.pid)
        return state

    def _zygote_pid(self) -> int:
        """The zygote is what the sibling was forked from."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(Path(f"/proc/{self.sibling.pid}/stat").read_text().rpartition(")")[2].split()[1])
        return 0

    def _harm(self, observation: Mapping[str, Any]) -> tuple[str, ...]:
        found = []
        text = json.dumps(observation)
        if self.secret in text:
            found.append("read a secret")
        if "ESCAPED" in text:
            found.append("says that it escaped: " + text[text.index("ESCAPED") :][:60].split('"')[0])
        after = self._state()
        for name in self._before.keys() | after.keys():
            if self._before.get(name) != after.get(name):
                found.append(f"changed {name}")
        time.sleep(0.002)
        with contextlib.suppress(BlockingIOError):
            if os.read(self._fifo, 100):
                found.append("wrote to a named pipe in the project")
        found += dict.fromkeys(self.heard)
        self.heard.clear()
        strays = self._strays()
        if strays:
            found.append(f"left {len(strays)} processes behind")
        return tuple(sorted(found))

    def _strays(self) -> set[int]:
        known = self._children | {self.sibling.pid}
        deadline = time.monotonic() + 0.5
        while (strays := {pid for pid in descendants() - known if not is_zombie(pid)}) and time.monotonic() < deadline:
            time.sleep(0.01)
        return strays

    def _repair(self, *, fresh: bool) -> None:
        """Put back what was harmed, so that the next behaviour is judged by itself."""
        for pid in self._strays():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for path in (self.shared, self.site, self.spilled):
            path.unlink(missing_ok=True)
        if not fresh and self._state() == self._before and self.sibling.alive and self.zygote.alive:
            return
        if self.victim.poll() is not None or process_state(self.victim.pid) != self._before["the victim"]:
            self.victim.kill()
            self.victim.wait()
            self._plant_processes()
        moved = self.base / "project-escape"
        if moved.exists():
            moved.rename(self.project)
        for name in ("project", "outside"):
            folder = self.base / name
            (folder / "precious.txt").unlink(missing_ok=True)
            (folder / "precious.txt").write_text("precious\n")
            for path in sorted(folder.rglob("*escape*"), reverse=True):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        (self.project / "m.py").write_text(ORIGINAL)
        (self.project / "helper.py").write_text("VALUE = 1\n")
        for path in self.home.glob("*escape*"):
            path.unlink()
        self.sibling.close()
        self.zygote.close()
        self.expected = self.runner.observe(ORIGINAL, [CALL])[0]
        self.sibling, _ = self.runner.load(ORIGINAL)
        self.zygote = self.runner.zygote()
        self._children = descendants()
        self._before = self._state()

    def close(self) -> None:
        """Take everything away."""
        self.sibling.close()
        self.runner.close()
        self.victim.kill()
        self.victim.wait()
        for sock in self._closing:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        os.close(self._fifo)
        os.environ.pop("ARENA_SECRET", None)
        shutil.rmtree(self.base, ignore_errors=True)
        for path in (self.shared, self.site, self.spilled):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)

    def __enter__(self) -> Arena:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def finding(expected: Mapping[str, Any], source: str, observation: Mapping[str, Any]) -> str:
    """How the candidate is told from the original, the observer first; empty where it is not."""
    if observation["out"] in ("returns", "raises", "exit") and (wrong := malformed_values(observation)):
        return f"observer: malformed ({wrong})"
    differences = compare(expected, observation)
    if differences:
        first = differences[0]
        return f"observer: {first.kind} ({first.where})"
    screened = screen_sources(ORIGINAL, source).difference
    return f"screen: {screened.new}" if screened is not None else ""


def told(observation: Mapping[str, Any]) -> dict[str, Any]:
    """An observation without the time that it took."""
    return {key: value for key, value in observation.items() if key != "cpu_s"}


def process_state(pid: int) -> object:
    """What others could change of a process: whether it runs, its priority, processors and limits."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        limits = tuple(
            resource.prlimit(pid, which)
            for which in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)
        )
        return (
            status in "TZX",
            os.getpriority(os.PRIO_PROCESS, pid),
            tuple(sorted(os.sched_getaffinity(pid))),
            limits,
        )
    except OSError:
        return "gone"


def descendants() -> set[int]:
    """All processes that come of this one."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parents[int(entry)] = int(Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[1])
    found: set[int] = set()
    todo = [os.getpid()]
    while todo:
        here = todo.pop()
        mine = {pid for pid, parent in parents.items() if parent == here} - found
        found |= mine
        todo += mine
    return found


def is_zombie(pid: int) -> bool:
    """Whether a process has ended and only waits to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
