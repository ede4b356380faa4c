"""What a caller may ask for, checked at the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.core.verdict import LEVELS
from hasten.errors import InvalidArgument
from hasten.stores.folder import FOLDER

ALLOWED = ("python", "numpy", "numba", "native", "native-max", "parallel")
#: Those of them for which something is built.
COMPILED = frozenset({"numba", "native", "native-max", "parallel"})
METERS = ("cpu", "instructions")
Inputs = str | Callable[..., Any] | Sequence[Any] | None


@dataclass(frozen=True)
class Options:
    """Settings of one request.

    Attributes:
        inputs: ``FILE::NAME``, a callable, or a list of argument tuples; None: recorded or generated.
        tests: A pytest command whose calls of the target are recorded.
        allow: What a variant may use.
        budget_s: Wall seconds, > 0.
        seed: Seed of the search and of the oracle.
        python: The interpreter that runs the user's code, None for the project's venv or ours.
        env: Environment variables passed into the sandbox.
        level: Observer level; None for the default of the target.
        waivers: Names of differences that the user accepts.
        trust: The user's word that foreign code may run without bubblewrap.
        state: Folder of the store; None for ``.hasten`` in the working folder.
        assume_seeded: The user's word that randomness in the target is seeded by the caller.
        check_sameness: False for ``compare --no-verify``.
        proposer: Command of an outside proposer.
        meter: ``cpu`` or ``instructions``.
        memory_sites: Whether the lines that hold the memory at its peak are named.
        command: The command as typed, for the report.
    """

    inputs: Inputs = None
    tests: str | None = None
    allow: tuple[str, ...] = ("python",)
    budget_s: float = 60.0
    seed: int = 0
    python: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    level: str | None = None
    waivers: tuple[str, ...] = ()
    trust: bool = False
    state: Path | None = None
    assume_seeded: bool = False
    check_sameness: bool = True
    proposer: str | None = None
    meter: str = "cpu"
    memory_sites: bool = False
    command: str = ""

    def __post_init__(self) -> None:
        for name in self.allow:
            if name not in ALLOWED:
                raise InvalidArgument(f"--allow {name}: unknown; choose from {', '.join(ALLOWED)}")
        if not self.budget_s > 0:
            raise InvalidArgument(f"--budget must be above 0 s but got {self.budget_s:g}; the default is 60s")
        if self.level is not None and self.level not in LEVELS:
            raise InvalidArgument(f"--level {self.level}: unknown; choose from {', '.join(LEVELS)}")
        if self.meter not in METERS:
            raise InvalidArgument(f"--meter {self.meter}: unknown; choose from {', '.join(METERS)}")
        if self.inputs is not None and self.tests is not None:
            raise InvalidArgument("--inputs and --tests were both given; inputs come from one of them, drop the other")

    @property
    def state_folder(self) -> Path:
        """Folder of the store, which need not be there yet."""
        return self.state or Path.cwd() / FOLDER

    def settings(self) -> dict[str, object]:
        """What the store keeps, so that a run can be gone on with; inputs given as objects are not kept."""
        return {
            "inputs": self.inputs if isinstance(self.inputs, str) else None,
            "tests": self.tests,
            "allow": list(self.allow),
            "budget_s": self.budget_s,
            "seed": self.seed,
            "python": self.python,
            "level": self.level,
            "waivers": list(self.waivers),
            "command": self.command,
            "proposer": self.proposer,
        }

    @classmethod
    def of_settings(cls, kept: Mapping[str, Any], *, env: Mapping[str, str]) -> Options:
        """The options of a stored run; the values of environment variables are taken anew, never stored."""
        return cls(
            inputs=kept.get("inputs"),
            tests=kept.get("tests"),
            allow=tuple(kept.get("allow", ("python",))),
            budget_s=float(kept.get("budget_s", 60.0)),
            seed=int(kept.get("seed", 0)),
            python=kept.get("python"),
            level=kept.get("level"),
            waivers=tuple(kept.get("waivers", ())),
            command=str(kept.get("command", "")),
            proposer=kept.get("proposer"),
            env=env,
        )


def duration_s(text: str) -> float:
    """Seconds of ``60``, ``60s``, ``2m``, ``1.5h``.

    Raises:
        InvalidArgument: Anything else.
    """
    units = {"s": 1.0, "m": 60.0, "h": 3600.0}
    number, unit = (text[:-1], text[-1:]) if text[-1:] in units else (text, "s")
    try:
        return float(number) * units[unit]
    except ValueError:
        raise InvalidArgument(f"--budget {text!r} is no duration; write 30s, 2m or 1h") from None
