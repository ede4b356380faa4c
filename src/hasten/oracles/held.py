"""A process with one version in it that answers one call after the other."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol

from hasten.core.values import CallTree

Observation = Mapping[str, Any]


class Process(Protocol):
    """What is needed of ``hasten.run.Worker``."""

    alive: bool

    def ask(self, op: str, *, cpu_limit_s: float = 10.0, **fields: Any) -> Any:
        """The answer, or a value that is no dict where the process has ended."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class Loader(Protocol):
    """What is needed of ``hasten.run.Runner``."""

    def load(self, source: str, *, instrument: bool = False, detail: bool = False) -> tuple[Process, dict[str, Any]]:
        """A process with the version loaded, and whether that worked."""
        ...


class Held:
    """One version, loaded once and loaded again when its process ends.

    Args:
        loader: Makes the processes.
        source: Text of the module.
        instrument: Count branches.
        detail: Write values out as far as the larger cap.
    """

    def __init__(self, loader: Loader, source: str, *, instrument: bool = False, detail: bool = False) -> None:
        self.loader = loader
        self.source = source
        self.options = {"instrument": instrument, "detail": detail}
        self._process: Process | None = None

    def observe(self, call: CallTree, limit_s: float) -> Observation:
        """Observe one call; what earlier calls left behind is still there."""
        if self._process is None or not self._process.alive:
            self.close()
            self._process, answer = self.loader.load(self.source, **self.options)
            if "error" in answer:
                return {"out": "load", "error": answer["error"]}
        found = self._process.ask("observe", call=call, cpu_limit_s=limit_s)
        if isinstance(found, dict):
            return found
        if hasattr(found, "limit_s"):
            return {"out": "timeout", "limit_s": limit_s}
        return {"out": "crash", "reason": found.reason, "signal": found.signal}

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
