"""Run versions of the target on calls, one sandboxed fork per batch, and hand back observations."""

from __future__ import annotations

import ast
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from hasten.code.private_containers import reshaped
from hasten.core import Target
from hasten.errors import EnvironmentProblem
from hasten.run.answers import malformed_observation, malformed_steps
from hasten.run.interpreter import Interpreter
from hasten.run.sandbox import Sandbox
from hasten.run.worker import Died, TimedOut, Worker
from hasten.run.zygote import Zygote

CallTree = Mapping[str, Any]
_LOAD_LIMIT_S = 30.0
_MOST_FORKS_A_ZYGOTE = 20_000


class Runner:
    """Loads versions of one target and runs calls on them.

    Args:
        sandbox: Where the code runs.
        target: The original; a version is loaded under its module name and path.
        watch: Module globals that the observer compares before and after each call.
        places: Versions that are loaded from a place of their own (NEW of ``hasten verify``), by source text.
        remake: ``{"file": path, "name": NAME}`` of the inputs callable, for arguments that cannot be copied.
        load_limit_s: CPU seconds that importing a version may take.

    Attributes:
        recorded_on: Text of the module on which calls were recorded, where that is not the target's own.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        target: Target,
        *,
        watch: Sequence[str] = (),
        places: Mapping[str, Target] | None = None,
        remake: Mapping[str, str] | None = None,
        load_limit_s: float = _LOAD_LIMIT_S,
    ) -> None:
        self.load_limit_s = load_limit_s
        self.target = target
        self.watch = list(watch)
        self.places = dict(places or {})
        self.remake = dict(remake) if remake else None
        also = [target.root, *(place.root for place in self.places.values())]
        also += [Path(self.remake["file"]).parent] if self.remake else []
        #: With what the versions and the inputs import beside the project.
        self.sandbox = replace(sandbox, also=(*sandbox.also, *dict.fromkeys(also)))
        #: What is put into modules once a version is loaded, see ``hasten_child/state_put.py``.
        self.state: dict[str, Any] = {}
        self.recorded_on = ""
        self._kinds: dict[str, dict[str, str]] = {}
        self.evaluations = 0
        self._built: dict[str, dict[str, Any]] = {}
        self._ahead: tuple[str, ...] = ()
        self._zygotes: dict[int, Zygote] = {}
        self._forks: dict[int, int] = {}

    def under(self, interpreter: Interpreter) -> Runner:
        """A runner of the same target under another interpreter, with the same state put into its modules."""
        other = Runner(
            replace(self.sandbox, interpreter=interpreter), self.target,
            watch=self.watch, places=self.places, remake=self.remake, load_limit_s=self.load_limit_s,
        )  # fmt: skip
        other.state, other.recorded_on = self.state, self.recorded_on
        return other

    # -- workers --------------------------------------------------------------------------------------------------

    def new_zygote(self, *, hash_seed: int = 0, ahead: bool = True) -> Zygote:
        """A fresh zygote with the third-party and standard modules of the target imported.

        Args:
            ahead: Import what attached versions would import too; False where that is part of what is looked at.
        """
        modules = [*outside_imports(self.target), *(self._ahead if ahead else ())]
        return Zygote(self.sandbox, hash_seed=hash_seed, modules=modules)

    def zygote(self, hash_seed: int = 0) -> Zygote:
        """The shared zygote of a hash seed; a dead or worn one is replaced."""
        found = self._zygotes.get(hash_seed)
        worn = self._forks.get(hash_seed, 0) >= _MOST_FORKS_A_ZYGOTE
        if found is None or not found.alive or worn:
            if found is not None:
                found.close()
            found = self._zygotes[hash_seed] = self.new_zygote(hash_seed=hash_seed)
            self._forks[hash_seed] = 0
        self._forks[hash_seed] += 1
        return found

    def _forked(self, hash_seed: int) -> Worker:
        """A worker of the shared zygote; one that has ended meanwhile (killed for its memory) is made again once."""
        try:
            return self.zygote(hash_seed).fork()
        except EnvironmentProblem:
            return self.zygote(hash_seed).fork()

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers that contain the code, as they turned out; starts a zygote where none runs yet."""
        running = next((z for z in self._zygotes.values() if z.alive), None)
        return (running or self.zygote()).layers

    def attach(
        self, source: str, modules: Mapping[str, Path], *, prepare: str = "", first: Sequence[str] = (),
        imports: Sequence[str] = (),
    ) -> None:
        """Compiled modules that a version imports.

        Args:
            modules: Dotted name to file; the files lie where the sandbox shows them (``Sandbox.builds``).
            prepare: Function of the version that makes them ready, called right after it is loaded.
            first: Those of the modules that are imported before the version itself.
            imports: Modules that new zygotes import before they fork, since the version would.
        """
        files = {name: str(path) for name, path in modules.items()}
        self._built[source] = {"files": files, "prepare": prepare, "first": list(first)}
        more = [name for name in imports if name not in self._ahead]
        if more:
            self._ahead = (*self._ahead, *more)
            self.close()

    def place(self, source: str) -> dict[str, Any]:
        """What the child needs to import a version."""
        target = self.places.get(source, self.target)
        roots = [str(target.root)]
        if target is not self.target and self.target.root != target.root:
            roots.append(str(self.target.root))
        place: dict[str, Any] = {"module": target.module, "path": str(target.file), "source": source, "roots": roots}
        if self.state:
            place["state"] = self.state
        if source not in self.places and (kinds := self._reshaped(source)):
            place["reshaped"] = kinds
        return {**place, **self._built.get(source, {})}

    def _reshaped(self, source: str) -> dict[str, str]:
        """Private attributes that a version keeps in other containers than the text whose calls were recorded."""
        if source not in self._kinds:
            self._kinds[source] = reshaped(self.recorded_on or self.target.source, source)
        return self._kinds[source]

    def entry(self, source: str) -> str:
        """Qualified name of the function in a version."""
        return self.places.get(source, self.target).name

    def interchangeable(self, one: str, other: str) -> bool:
        """Whether versions of the same code are the same function with the same things around it.

        Another function of the same file is not, nor is a copy elsewhere that imports what lies beside it.
        """
        a, b = (self.places.get(source, self.target) for source in (one, other))
        if a.name != b.name:
            return False
        return (a.file, a.root) == (b.file, b.root) or not (_looks_around(a) or _looks_around(b))

    def load(
        self, source: str, *, zygote: Zygote | None = None, hash_seed: int = 0, instrument: bool = False,
        detail: bool = False, leaf: bool = True,
    ) -> tuple[Worker, dict[str, Any]]:
        """A worker with the version loaded, and its answer: ``{"ok": ...}`` or ``{"error": ...}``.

        Args:
            leaf: Seal the worker against making processes; False for a template that is forked further.
        """
        self.evaluations += 1
        worker = zygote.fork() if zygote is not None else self._forked(hash_seed)
        group = None if leaf else (zygote or self._zygotes[hash_seed]).cgroup
        before = group.processes() if group is not None else set()
        answer = worker.ask(
            "load", place=self.place(source), entry=self.entry(source), watch=self.watch, instrument=instrument,
            detail=detail, leaf=leaf, remake=self.remake, cpu_limit_s=self.load_limit_s,
        )
        if isinstance(answer, TimedOut):
            message = f"importing takes longer than {answer.limit_s:g} s"
            answer = {"error": {"type": "timeout", "msg": message, "line": None, "text": ""}}
        elif isinstance(answer, Died):
            answer = {"error": {"type": "crash", "msg": answer.reason, "line": None, "text": ""}}
        if group is not None and (strays := group.processes() - before - {worker.pid}):
            # A template is not sealed, and what its module starts would compute beside the other side's clock.
            for pid in strays:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            worker.kill()
            message = f"starts {len(strays)} other processes while it is imported"
            answer = {"error": {"type": "forbidden", "msg": message, "line": None, "text": ""}}
        return worker, answer

    @contextmanager
    def loaded(self, source: str, **options: Any) -> Iterator[tuple[Worker, dict[str, Any]]]:
        """``load`` as a context."""
        worker, answer = self.load(source, **options)
        try:
            yield worker, answer
        finally:
            worker.close()

    # -- questions ------------------------------------------------------------------------------------------------

    def load_error(self, source: str) -> str | None:
        """Why a version does not load, as one phrase, or None."""
        with self.loaded(source) as (_worker, answer):
            return error_text(answer["error"]) if "error" in answer else None

    def describe(self, source: str) -> dict[str, Any]:
        """The signature as data (see ``hasten_child/describe.py``), or ``{"error": ...}``."""
        with self.loaded(source) as (worker, answer):
            if "error" in answer:
                return answer
            return failed_as_error(worker.ask("describe", cpu_limit_s=20.0))

    def digests(self, source: str, places: Sequence[str]) -> dict[str, str | None]:
        """Digest of what stands at each place of modules right after the import; None where there is no such place.

        Raises:
            EnvironmentProblem: The version does not load, or does not answer.
        """
        with self.loaded(source) as (worker, answer):
            found = answer if "error" in answer else worker.ask("digests", places=list(places), cpu_limit_s=20.0)
        found = failed_as_error(found)
        if "error" in found:
            raise EnvironmentProblem(f"what its modules hold cannot be read ({error_text(found['error'])})")
        return dict(zip(places, found["digests"], strict=True))

    def workload(self, source: str, remake: Mapping[str, str], *, cpu_limit_s: float = 60.0) -> dict[str, Any]:
        """The calls of the user's inputs callable: ``{"calls": [tree, ...], "misfit": ...}`` or ``{"error": ...}``."""
        with self.loaded(source) as (worker, answer):
            if "error" in answer:
                return answer
            return failed_as_error(worker.ask("workload", remake=dict(remake), cpu_limit_s=cpu_limit_s))

    def record(self, source: str, arguments: Sequence[str], *, cpu_limit_s: float = 300.0) -> dict[str, Any]:
        """Calls of the target while the user's tests run: ``{"calls", "counts", "seen", "code", "said"}`` or error."""
        # Tests may start processes, which a worker for candidates may not; what they leave behind ends with the zygote.
        with self.new_zygote() as zygote, self.loaded(source, zygote=zygote, leaf=False) as (worker, answer):
            if "error" in answer:
                return answer
            return failed_as_error(worker.ask("record", arguments=list(arguments), cpu_limit_s=cpu_limit_s))

    def observe(
        self, source: str, calls: Sequence[CallTree], *, instrument: bool = False, detail: bool = False,
        cpu_limit_s: float = 1.0, limits_s: Sequence[float] | None = None, hash_seed: int = 0,
    ) -> list[dict[str, Any]]:
        """One observation per call, in order, in one fresh fork; after a crash or timeout the rest runs in another.

        Args:
            limits_s: CPU limit of each call; without it ``cpu_limit_s`` holds for all.
        """
        fields = [{"call": call} for call in calls]
        limits = list(limits_s) if limits_s is not None else [cpu_limit_s] * len(fields)
        return self._series(source, "observe", fields, limits, instrument, detail, hash_seed)

    def scenario(
        self, source: str, specs: Sequence[Mapping[str, Any]], *, detail: bool = False, cpu_limit_s: float = 2.0,
        limits_s: Sequence[float] | None = None, hash_seed: int = 0,
    ) -> list[dict[str, Any]]:
        """One result per scenario, each in a fork of its own, since a scenario changes the state around it."""
        limits = list(limits_s) if limits_s is not None else [cpu_limit_s] * len(specs)
        found: list[dict[str, Any]] = []
        for spec, limit in zip(specs, limits, strict=True):
            found += self._series(source, "scenario", [{"spec": spec}], [limit], False, detail, hash_seed)
        return found

    def _series(
        self, source: str, op: str, fields: Sequence[dict[str, Any]], limits: Sequence[float], instrument: bool,
        detail: bool, hash_seed: int,
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        worker: Worker | None = None
        try:
            for request, limit_s in zip(fields, limits, strict=True):
                if worker is None:
                    worker, answer = self.load(source, instrument=instrument, detail=detail, hash_seed=hash_seed)
                    if "error" in answer:
                        failure = {"out": "load", "error": answer["error"]}
                        return found + [failure] * (len(fields) - len(found))
                answer = worker.ask(op, cpu_limit_s=limit_s, **request)
                if isinstance(answer, TimedOut):
                    answer = {"out": "timeout", "limit_s": answer.limit_s, "clock": answer.clock}
                elif isinstance(answer, Died):
                    answer = {"out": "crash", "signal": answer.signal, "reason": answer.reason}
                elif wrong := malformed_steps(answer) if op == "scenario" else malformed_observation(answer):
                    worker.kill()
                    answer = {"out": "crash", "signal": 0, "reason": f"answered with something that {wrong}"}
                if not worker.alive:
                    worker.close()
                    worker = None
                found.append(answer)
        finally:
            if worker is not None:
                worker.close()
        return found

    def close(self) -> None:
        """End all zygotes."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def error_text(error: Mapping[str, Any]) -> str:
    """One phrase out of a load error, with the user's own line where it is known."""
    where = f" (line {error['line']}: {error['text']})" if error.get("line") else ""
    return f"{error['type']}: {error['msg']}{where}"


def failed_as_error(answer: Any) -> dict[str, Any]:
    """A failed question in the shape of an error answer."""
    if isinstance(answer, TimedOut):
        return {"error": {"type": "timeout", "msg": f"no end within {answer.limit_s:g} s", "line": None, "text": ""}}
    if isinstance(answer, Died):
        return {"error": {"type": "crash", "msg": answer.reason, "line": None, "text": ""}}
    return dict(answer)


def outside_imports(target: Target) -> list[str]:
    """Modules that the target's file imports from outside of the project: safe to import once, before forking.

    Modules of the project itself are left to each worker, because they may import the module under test.
    """
    try:
        tree = ast.parse(target.source)
    except (SyntaxError, ValueError):
        return []
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    # What every worker needs anyway, so that no fork pays for it.
    names |= {
        "decimal", "fractions", "datetime", "collections", "itertools", "functools", "heapq", "bisect",
        "math", "re",
    }
    if any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(tree)):
        names.add("asyncio")
    own = target.module.partition(".")[0]
    return sorted(n for n in names if n.partition(".")[0] != own and not _in_project(n.partition(".")[0], target.root))


def _looks_around(target: Target) -> bool:
    """Whether a module may find something that lies beside it: it imports from its project, or asks where it is."""
    try:
        tree = ast.parse(target.source)
    except (SyntaxError, ValueError):
        return True
    own = target.module.partition(".")[0]
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.level == 0 and node.module else ["."]
        elif isinstance(node, ast.Name) and node.id in ("__file__", "__path__", "__spec__", "__import__"):
            return True
        tops = [name.partition(".")[0] for name in names]
        if any(top in ("", own, "importlib", "runpy", "pkgutil") or _in_project(top, target.root) for top in tops):
            return True
    return False


def _in_project(top: str, root: Path) -> bool:
    if top in sys.stdlib_module_names:
        return False
    return (root / top).is_dir() or (root / f"{top}.py").exists()
