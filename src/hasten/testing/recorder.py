"""Which functions a test run records, when, and where the calls go."""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import secrets
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hasten.errors import StoreError
from hasten.run.hasten_child import keeper, loader, prologue, recording, taps
from hasten.stores.folder import make_folder
from hasten.stores.recordings import Recording, write_recording

_USAGE = 'write it as "path.py::name", or give the function itself as target=FUNCTION'


@dataclass
class _Watched:
    """One function whose calls are kept."""

    name: str
    file: Path
    kept: keeper.Keeper
    wanted: int = 0
    """Tests that run now and want its calls."""
    once: bool = False
    """Whether the next call, and only that, is wanted."""

    @property
    def shown(self) -> str:
        """As other commands take it."""
        try:
            return f"{self.file.relative_to(Path.cwd()).as_posix()}::{self.name}"
        except ValueError:
            return f"{self.file}::{self.name}"


@dataclass
class Recorder:
    """Watches functions and keeps their calls; one for each process of a test run.

    Attributes:
        config: Of the run.
        troubles: What could not be recorded, and why.
    """

    config: pytest.Config
    troubles: list[str] = field(default_factory=list)
    _watched: list[_Watched] = field(default_factory=list)
    _by_code: dict[types.CodeType, _Watched] = field(default_factory=dict)
    _always: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._always = list(self.config.getoption("hasten_target"))
        prologue.listen(self._called)

    # -- during tests ----------------------------------------------------------------------------------------------

    @contextmanager
    def during(self, item: pytest.Function) -> Iterator[None]:
        """Record while a test runs: what its marks and ``--hasten-target`` name, else what its benchmark is given."""
        named = [target for mark in item.iter_markers("hasten") for target in _targets(mark)]
        wanted = [found for target in [*self._always, *named] if (found := self._found(target, item.nodeid))]
        benchmark = item.funcargs.get("benchmark")
        if benchmark is not None and not named:
            item.funcargs["benchmark"] = _Benchmark(benchmark, self, item.nodeid)
        for watched in wanted:
            watched.wanted += 1
        try:
            yield
        finally:
            for watched in wanted:
                watched.wanted -= 1
            if benchmark is not None:
                item.funcargs["benchmark"] = benchmark

    def _called(self, index: int, args: tuple[Any, ...], rest: Any, named: dict[str, Any], more: Any) -> Any:
        watched = self._watched[index]
        swaps: dict[int, Any] = {}
        if watched.once or watched.wanted:
            watched.once = False
            swaps = watched.kept.note(sys._getframe(1), args, rest, named, more)
        return taps.swapped(swaps, args, named)

    def next_call(self, function: Any, where: str) -> None:
        """Record the next call of a function object and no more: a benchmark makes it thousands of times."""
        watched = self._of_function(function, where)
        if watched is not None and not watched.wanted:
            watched.once = True

    # -- from names to functions -----------------------------------------------------------------------------------

    def _found(self, target: Any, where: str) -> _Watched | None:
        if not isinstance(target, str):
            return self._of_function(target, where)
        path, mark, name = target.rpartition("::")
        file = self._file(path)
        if not mark or file is None:
            self._trouble(f"{where}: {target!r} names no file that is there; {_USAGE}")
            return None
        module = next((m for m in list(sys.modules.values()) if _is_from(m, file)), None) or self._imported(file)
        try:
            function = loader.find(module, name)
        except AttributeError:
            self._trouble(f"{where}: {path} has no {name!r}; {_USAGE}")
            return None
        return self._of_function(function, where, name=name)

    def _file(self, path: str) -> Path | None:
        for folder in (Path.cwd(), self.config.rootpath):
            if path and (folder / path).is_file():
                return (folder / path).resolve()
        return None

    def _imported(self, file: Path) -> Any:
        """The module of a file, imported as the test would: packages are followed upwards."""
        parts, folder = [file.stem], file.parent
        while (folder / "__init__.py").exists():
            parts.insert(0, folder.name)
            folder = folder.parent
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        return importlib.import_module(".".join(part for part in parts if part != "__init__"))

    def _of_function(self, function: Any, where: str, *, name: str | None = None) -> _Watched | None:
        while isinstance(function, functools.partial):
            function = function.func
        function = getattr(inspect.unwrap(function) if callable(function) else function, "__func__", function)
        function = inspect.unwrap(function) if callable(function) else function
        code = getattr(function, "__code__", None)
        if code is None:
            self._trouble(f"{where}: {function!r} is no plain Python function; {_USAGE}")
            return None
        if code in self._by_code:
            return self._by_code[code]
        name = name or function.__qualname__
        if "<" in name:
            self._trouble(
                f"{where}: {name} is defined inside a test; mark the test with @pytest.mark.hasten(target=FUNCTION)"
            )
            return None
        file = Path(code.co_filename).resolve()
        watched = _Watched(name, file, keeper.Keeper(name))
        try:
            source = file.read_text(encoding="utf-8")
            possible = recording.report(function, source, str(file), len(self._watched))
        except (OSError, UnicodeDecodeError, SyntaxError, ValueError):
            possible = False
        if not possible:
            self._trouble(f"{where}: the source of {name} cannot be read, so its calls cannot be recorded")
            return None
        self._watched.append(watched)
        self._by_code[function.__code__] = watched
        return watched

    def _trouble(self, sentence: str) -> None:
        if sentence not in self.troubles:
            self.troubles.append(sentence)

    # -- afterwards ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the calls of every function that was called, into ``.hasten/`` of the working folder."""
        try:
            state = make_folder(Path.cwd())
            for watched in self._watched:
                self._write(watched, state)
        except (OSError, StoreError) as error:
            self._trouble(str(error))

    def _write(self, watched: _Watched, state: Path) -> None:
        rows = watched.kept.rows()
        if not rows:
            return
        words = " ".join(["pytest", *map(str, self.config.invocation_params.args)])
        found = Recording(
            calls=tuple(tree for tree, _, _ in rows),
            counts=tuple(max(1, round(count)) for _, count, _ in rows),
            seen=watched.kept.seen,
            origin=words,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            found=tuple((0, state) for _, _, state in rows),
            state=(watched.kept.states(),),
        )
        worker = getattr(self.config, "workerinput", {})
        session = str(worker.get("testrunuid") or f"{os.getpid()}-{secrets.token_hex(4)}")
        source = watched.file.read_text(encoding="utf-8")
        write_recording(
            state, watched.file, watched.name, found,
            session=session, process=str(worker.get("workerid", "main")), source=source,
        )  # fmt: skip

    def summary(self) -> list[str]:
        """Lines for the end of the run."""
        lines = []
        for watched in self._watched:
            rows, skipped = watched.kept.rows(), watched.kept.skipped
            reasons = f", {sum(skipped.values())} not kept ({'; '.join(sorted(skipped))})" if skipped else ""
            lines.append(f"{watched.shown}  {watched.kept.seen} calls, {len(rows)} kept{reasons}")
            if rows:
                lines.append(f"    hasten optimize {watched.shown}")
        if not self._watched and hasattr(self.config, "workerinput") is False and not self.troubles:
            lines.append("no calls were recorded in this process; mark tests with @pytest.mark.hasten(target=FUNCTION)")
        return [*lines, *self.troubles]


class _Benchmark:
    """The fixture of pytest-benchmark, which tells the recorder what it is about to call."""

    def __init__(self, fixture: Any, recorder: Recorder, where: str) -> None:
        self.__dict__.update(_fixture=fixture, _recorder=recorder, _where=where)

    def __call__(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._recorder.next_call(function, self._where)
        return self._fixture(function, *args, **kwargs)

    def pedantic(self, target: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._recorder.next_call(target, self._where)
        return self._fixture.pedantic(target, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fixture, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._fixture, name, value)


def _targets(mark: pytest.Mark) -> list[Any]:
    """What a mark names. A lone function cannot be given by position: pytest would take it for what is marked."""
    given = mark.kwargs.get("target", ())
    return [*mark.args, *(given if isinstance(given, list | tuple) else [given])]


def _is_from(module: Any, file: Path) -> bool:
    found = getattr(module, "__file__", None)
    return isinstance(found, str) and os.path.basename(found) == file.name and Path(found).resolve() == file
