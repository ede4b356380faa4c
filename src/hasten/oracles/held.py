"""A process with one version in it that answers one call after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol

from hasten.core.values import CallTree, size

Observation = Mapping[str, Any]


#: Calls that travel in one message, their leaves together, and the CPU limit for all of them.
_TOGETHER, _LEAVES_TOGETHER, _TOGETHER_S = 16, 2000, 0.2


def _always(call: CallTree) -> bool:
    return True


class Process(Protocol):
    """What is needed of ``hasten.run.Worker``."""

    alive: bool

    def ask(self, op: str, *, cpu_limit_s: float = 10.0, **fields: Any) -> Any:
        """The answer, or a value that is no dict where the process has ended."""
        ...

    def cpu_ns(self) -> int:
        """CPU time that it has used, nanoseconds."""
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

    Attributes:
        cpu_s: CPU seconds of the processes that have ended, read from outside.
    """

    def __init__(self, loader: Loader, source: str, *, instrument: bool = False, detail: bool = False) -> None:
        self.loader = loader
        self.source = source
        self.options = {"instrument": instrument, "detail": detail}
        self.cpu_s = 0.0
        self._process: Any = None
        self._broken: Observation = {}

    def observe(self, call: CallTree, limit_s: float) -> Observation:
        """Observe one call; what earlier calls left behind is still there."""
        if not self._ready():
            return self._broken
        return self._result(self._process.ask("observe", call=call, cpu_limit_s=limit_s), limit_s)

    def observe_each(
        self, calls: Sequence[tuple[CallTree, float]], admits: Callable[[CallTree], bool] = _always
    ) -> Iterator[Observation]:
        """Observe calls, each with its CPU limit, in order.

        Several travel in one message, because most of the cost of a small call is in asking. Where one of them does not
        end, or ends the process, they are asked one by one in a fresh process.

        Args:
            calls: Calls with their limits.
            admits: Whether a call may be made at all, asked late; what may not is void.
        """
        place = 0
        while place < len(calls):
            some, weight = [calls[place]], size(calls[place][0])
            while place + len(some) < len(calls) and len(some) < _TOGETHER:
                weight += size(calls[place + len(some)][0])
                if weight > _LEAVES_TOGETHER:
                    break
                some.append(calls[place + len(some)])
            place += len(some)
            found = (
                self._together([call for call, _ in some])
                if len(some) > 1 and all(admits(c) for c, _ in some)
                else None
            )
            if found is not None:
                yield from found
                continue
            for call, limit_s in some:
                yield self.observe(call, limit_s) if admits(call) else {"out": "timeout", "limit_s": limit_s}

    def _together(self, calls: Sequence[CallTree]) -> list[Observation] | None:
        """One observation per call, or None where not all of them ended well in time."""
        if not self._ready():
            return [self._broken] * len(calls)
        spec = {"name": "calls", "steps": [{"do": "call", "call": call} for call in calls]}
        answer = self._process.ask("scenario", spec=spec, cpu_limit_s=_TOGETHER_S)
        if isinstance(answer, dict) and len(answer.get("steps", ())) == len(calls):
            return list(answer["steps"])
        return None

    def _ready(self) -> bool:
        """Whether there is a process; one that has ended is replaced."""
        if self._process is not None and self._process.alive:
            return True
        self.close()
        self._process, answer = self.loader.load(self.source, **self.options)
        if "error" in answer:
            self._broken = {"out": "load", "error": answer["error"]}
            self._process.close()
            return False
        return True

    def _result(self, found: Any, limit_s: float) -> Observation:
        if isinstance(found, dict):
            return found
        if hasattr(found, "limit_s"):
            return {"out": "timeout", "limit_s": limit_s}
        return {"out": "crash", "reason": found.reason, "signal": found.signal}

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            try:
                self.cpu_s += self._process.cpu_ns() / 1e9
            except OSError:  # already gone, and its clock with it
                pass
            self._process.close()
            self._process = None

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
