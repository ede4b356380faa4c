"""Whether a setting leaves the result as it is at the defaults: exit code, output, files, and the guards."""

from __future__ import annotations

import hashlib
import math
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hasten.core import Artifact, Censored, Counterexample, Verdict
from hasten.core.command_target import Goal
from hasten.run.own_commands import CommandFailed, Ran, execute
from hasten.run.side_by_side import side_by_side
from hasten.run.trials import TrialFailed, Trials, figure, values_of

#: What is compared; the closed list of observer levels speaks of calls of functions.
LEVEL = "same-output"
#: A setting may take this much longer than the defaults before it is stopped; slower ones are of no use.
_PATIENCE, _PATIENCE_S = 4.0, 2.0
_SHOWN = 200
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:inf|nan)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """What a run gave.

    Attributes:
        ran: The run.
        parts: Name of each output (``stdout``, then files) to its content; None where the file is not there.
        guards: Figure of each guard, by name.
    """

    ran: Ran
    parts: tuple[tuple[str, bytes | None], ...]
    guards: dict[str, float]


@dataclass
class CommandOracle:
    """Runs each workload and compares with what the defaults gave.

    Attributes:
        trials: Runs settings.
        workloads: On which it looks.
        seed: Seed of those runs, the same for both sides.
    """

    trials: Trials
    workloads: Sequence[str]
    seed: int = 0
    name: str = "command-output"
    _expected: dict[str, Seen] = field(default_factory=dict)
    _ahead: dict[str, Verdict] = field(default_factory=dict)

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        """``searched`` on the workloads, or ``differs``.

        Raises:
            TrialFailed: The defaults themselves cannot be run.
        """
        return self._ahead.pop(new.candidate.key, None) or self._check(old, new)

    def check_ahead(self, old: Artifact, artifacts: Sequence[Artifact], *, jobs: int) -> None:
        """Check several at once; the next ``check`` of each gives what came of it.

        Raises:
            TrialFailed: The defaults themselves cannot be run.
        """
        for workload in self.workloads:
            self.expected(old, workload)
        verdicts = side_by_side(lambda new: self._check(old, new), artifacts, jobs=jobs, folder=self.trials.scratch)
        self._ahead.update({a.candidate.key: v for a, v in zip(artifacts, verdicts, strict=True)})

    def _check(self, old: Artifact, new: Artifact) -> Verdict:
        target, values = self.trials.target, values_of(new)
        base = target.space.default()
        used = {name: 1 for knob, name in target.waived.items() if values.get(knob) != base.get(knob)}
        for workload in self.workloads:
            expected = self.expected(old, workload)
            limit_s = expected.ran.wall_s * _PATIENCE + _PATIENCE_S
            found = self.seen(new, workload, limit_s=limit_s)
            difference = self._difference(expected, found, new, workload, used)
            if difference is not None:
                return Verdict("differs", LEVEL, inputs=len(self.workloads), counterexample=difference)
        return Verdict(
            "searched", LEVEL, inputs=len(self.workloads), waivers=used, not_checked=self._not_checked,
        )

    @property
    def _not_checked(self) -> tuple[str, ...]:
        target = self.trials.target
        blind = target.compare == "nothing" and not target.check
        return ("workloads that were not given", *(("what the command prints",) if blind else ()))

    def expected(self, old: Artifact, workload: str) -> Seen:
        """What the defaults give, run once and kept.

        Raises:
            TrialFailed: The command fails, or does not end.
        """
        if workload not in self._expected:
            target = self.trials.target
            found = self.seen(old, workload, limit_s=target.limit_s)
            if not isinstance(found, Seen):
                said = _failure(found, target.limit_s)
                raise TrialFailed(f"at its defaults {said}: {target.shown(target.space.default())}")
            self._expected[workload] = found
        return self._expected[workload]

    def repeatable(self, old: Artifact) -> str:
        """How two runs at the defaults differ, or empty.

        Raises:
            TrialFailed: The command fails.
        """
        for workload in self.workloads:
            expected = self.expected(old, workload)
            again = self.seen(old, workload, limit_s=self.trials.target.limit_s)
            difference = self._difference(expected, again, old, workload, {})
            if difference is not None:
                return f"{difference.kind}: {difference.old} and then {difference.new}"
        return ""

    def seen(self, artifact: Artifact, workload: str, *, limit_s: float) -> Seen | Ran | Censored | str:
        """One run: what it gave; a run that failed; a run that was stopped; or why there was none."""
        target, folder = self.trials.target, artifact.files["folder"]
        for name in target.outputs:
            (folder / name).unlink(missing_ok=True)
        try:
            ran = self.trials.observed(artifact, workload=workload, seed=self.seed, limit_s=limit_s)
            if isinstance(ran, Censored) or ran.code not in target.accept:
                return ran
            guards = {g.name: figure(g, ran, folder, wall=g.clock == "wall") for g in target.guards}
        except TrialFailed as error:
            return str(error)
        files = ((name, _content(folder / name)) for name in target.outputs)
        return Seen(ran, (("stdout", ran.output), *files), guards)

    def _difference(
        self, expected: Seen, found: Seen | Ran | Censored | str, new: Artifact, workload: str, used: dict[str, int]
    ) -> Counterexample | None:
        call = new.source.replace("{workload}", workload).replace("{seed}", str(self.seed))

        def parted(kind: str, old: str, now: str) -> Counterexample:
            return Counterexample(kind, call, old, now)

        if isinstance(found, Censored):
            return parted("timeout", f"ends after {expected.ran.wall_s:.3g} s", f"stopped after {found.limit_s:.3g} s")
        if isinstance(found, str):
            return parted("setup", "runs", found)
        if isinstance(found, Ran):
            kind = "crash" if found.code < 0 or found.code > 128 else "exit-code"
            return parted(kind, f"exit code {expected.ran.code}", _failure(found, 0.0))
        if found.ran.code != expected.ran.code:
            return parted("exit-code", str(expected.ran.code), str(found.ran.code))
        for guard in self.trials.target.guards:
            limit = _broken(guard, expected.guards[guard.name], found.guards[guard.name])
            if limit:
                return parted("guard", f"{guard.name} {expected.guards[guard.name]:g}", limit)
        parts = self._parted_output(expected, found, used)
        return parted(*parts) if parts else None

    def _parted_output(self, expected: Seen, found: Seen, used: dict[str, int]) -> tuple[str, str, str] | None:
        """Kind, old and new of the first difference of the outputs."""
        target = self.trials.target
        if target.check:
            said = self._checked(expected, found)
            return ("check", "accepted", said) if said else None
        if target.compare == "nothing":
            return None
        for (name, old), (_, new) in zip(expected.parts, found.parts, strict=True):
            if old == new or (name == "stdout" and target.compare == "files"):
                continue
            kind = "stdout" if name == "stdout" else "output"
            if old is None or new is None:
                there = [f"{name} is {'not ' if content is None else ''}written" for content in (old, new)]
                return kind, there[0], there[1]
            if target.compare == "numbers":
                apart = apart_by(old, new)
                if apart is not None and apart <= target.tolerance:
                    used["float-tol"] = used.get("float-tol", 0) + 1
                    continue
            place = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
            return kind, _shown(old, place), _shown(new, place)
        return None

    def _checked(self, expected: Seen, found: Seen) -> str:
        """What the user's check command says against the output, or empty."""
        with tempfile.TemporaryDirectory(dir=self.trials.scratch) as folder:
            for word, seen in (("old", expected), ("new", found)):
                for name, content in seen.parts:
                    place = Path(folder, word, name)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content or b"")
            env = {**self.trials.environ, "OLD": f"{folder}/old/stdout", "NEW": f"{folder}/new/stdout"}
            try:
                done = execute(self.trials.target.check, cwd=Path(folder), env=env, limit_s=self.trials.target.limit_s)
            except CommandFailed as error:
                return str(error)
        if isinstance(done, Censored):
            return f"the check command does not end within {done.limit_s:g} s"
        return "" if done.code == 0 else f"exit code {done.code} {done.last_words}".strip()


def apart_by(old: bytes, new: bytes) -> float | None:
    """Largest relative difference of the numbers of two texts; None where anything else differs."""
    if _NUMBER.sub(b"#", old) != _NUMBER.sub(b"#", new):
        return None
    worst = 0.0
    for a, b in zip(_NUMBER.findall(old), _NUMBER.findall(new), strict=True):
        x, y = float(a), float(b)
        if a == b or x == y or (math.isnan(x) and math.isnan(y)):
            continue
        if not (math.isfinite(x) and math.isfinite(y)):
            return None
        worst = max(worst, abs(x - y) / max(abs(x), abs(y)))
    return worst


def _broken(guard: Goal, old: float, new: float) -> str:
    for limit, sign in ((guard.most, "above"), (guard.least, "below")):
        if limit is not None and (new > limit if sign == "above" else new < limit):
            return f"{guard.name} {new:g}, {sign} {limit:g}"
    if guard.most_ratio is not None and new > guard.most_ratio * old:
        return f"{guard.name} {new:g}, above {guard.most_ratio:g} times that at the defaults"
    return ""


def _failure(found: Ran | Censored | str, limit_s: float) -> str:
    if isinstance(found, str):
        return found
    if isinstance(found, Censored):
        return f"the command does not end within {limit_s:g} s"
    said = f" ({found.last_words})" if found.last_words else ""
    return f"the command ends with exit code {found.code}{said}"


def _content(file: Path) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if len(content) < 1 << 24 else hashlib.sha256(content).digest()


def _shown(content: bytes, place: int) -> str:
    start = content.rfind(b"\n", 0, place) + 1
    line = content[start:].split(b"\n", 1)[0][:_SHOWN]
    return repr(line.decode("utf-8", "replace")) if content[start:] else "(nothing more)"
