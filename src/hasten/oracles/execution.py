"""Run both sides on calls: the original once per input for all candidates, the variant each time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hasten.core.values import CallTree, canonical
from hasten.inputs.signature import Signature
from hasten.inputs.too_slow import TooSlow
from hasten.oracles.held import Held, Observation

#: CPU limit of the original on an input that hasten made up; what takes longer is void.
OLD_LIMIT_S = 0.25
#: The variant may take this much longer than the original before it is called endless.
NEW_FACTOR, NEW_LEAST_S = 10.0, 1.0
#: Calls per process: what one call leaves behind meets the next ones.
BATCH = 64


class Execution(Protocol):
    """What the oracles need of ``hasten.run.Runner``."""

    def observe(
        self,
        source: str,
        calls: Sequence[CallTree],
        *,
        instrument: bool = False,
        detail: bool = False,
        cpu_limit_s: float = 1.0,
        limits_s: Sequence[float] | None = None,
        hash_seed: int = 0,
    ) -> list[dict[str, Any]]:
        """One observation per call, in order, in one fresh process."""
        ...

    def scenario(
        self,
        source: str,
        specs: Sequence[Mapping[str, Any]],
        *,
        detail: bool = False,
        cpu_limit_s: float = 2.0,
        limits_s: Sequence[float] | None = None,
        hash_seed: int = 0,
    ) -> list[dict[str, Any]]:
        """One result per scenario, each in a fresh process."""
        ...

    def load(self, source: str, *, instrument: bool = False, detail: bool = False) -> tuple[Any, dict[str, Any]]:
        """A process with the version loaded, and whether that worked."""
        ...

    def describe(self, source: str) -> dict[str, Any]:
        """The signature as data, or ``{"error": ...}``."""
        ...

    def entry(self, source: str) -> str:
        """Qualified name of the function in a version."""
        ...

    def interchangeable(self, one: str, other: str) -> bool:
        """Whether versions of the same code are the same function with the same things around it."""
        ...


def new_limit_s(old: Observation) -> float:
    """CPU limit of the variant where the original took what it took."""
    return max(NEW_LEAST_S, NEW_FACTOR * float(old.get("cpu_s", 0.0)))


class OldSide:
    """The original with what is known of it; one for all candidates of a target.

    Observations are kept by call as long as the original is stateless: where one call changes the next, only runs of
    the same sequence can be compared, and nothing is kept.

    Args:
        execution: Runs it.
        source: Text of the module.
        signature: Its parameters.
    """

    def __init__(self, execution: Execution, source: str, signature: Signature) -> None:
        self.execution = execution
        self.source = source
        self.stateful = False
        self.too_slow = TooSlow(signature)
        self.cpu_s = 0.0
        self._kept: dict[str, Observation] = {}
        self._scenarios: dict[str, Observation] = {}

    def keep(self, call: CallTree, observation: Observation) -> None:
        """Remember an observation made elsewhere."""
        self._kept.setdefault(canonical(call), observation)

    def observe(self, calls: Sequence[CallTree], *, limit_s: float = OLD_LIMIT_S) -> list[Observation]:
        """One observation per call, with branch counts."""
        if self.stateful:
            return self._fresh(calls, limit_s)
        keys = [canonical(call) for call in calls]
        missing = {key: call for key, call in zip(keys, calls, strict=True) if key not in self._kept}
        made = dict(zip(missing, self._fresh(list(missing.values()), limit_s), strict=True)) if missing else {}
        kept = {**self._kept, **made}
        if any(key not in kept for key in keys):
            # Found out just now that one call changes the next: what was kept is void, and only the order counts.
            return self._fresh(calls, limit_s)
        self._kept.update(made)
        return [kept[key] for key in keys]

    def _fresh(self, calls: Sequence[CallTree], limit_s: float) -> list[Observation]:
        """Observe in one process; calls that look at least as slow as one that was void are void unseen."""
        found: list[Observation] = []
        with Held(self.execution, self.source, instrument=True) as process:
            made_up = limit_s == OLD_LIMIT_S
            limited = [(call, limit_s) for call in calls]
            admits = self.too_slow.admits if made_up else _always
            for call, observation in zip(calls, process.observe_each(limited, admits), strict=True):
                found.append(observation)
                if observation["out"] == "timeout" and admits(call):
                    self.too_slow.note(call)
                elif observation.get("globals") or observation.get("state"):
                    self.stateful = True
        self.cpu_s += process.cpu_s
        if self.stateful:
            self._kept.clear()
        return found

    def scenarios(self, specs: Sequence[Mapping[str, Any]]) -> list[Observation]:
        """One result per scenario."""
        keys = [canonical_spec(spec) for spec in specs]
        missing = {key: spec for key, spec in zip(keys, specs, strict=True) if key not in self._scenarios}
        if missing:
            found = self.execution.scenario(self.source, list(missing.values()), cpu_limit_s=_SCENARIO_LIMIT_S)
            self._scenarios.update(zip(missing, found, strict=True))
        return [self._scenarios[key] for key in keys]


def _always(call: CallTree) -> bool:
    return True


_SCENARIO_LIMIT_S = 1.5


def canonical_spec(spec: Mapping[str, Any]) -> str:
    """A scenario as text, for use as a key."""
    return json.dumps(spec, sort_keys=True)
