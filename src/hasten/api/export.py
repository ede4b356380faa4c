"""Training data out of the store, and the check that replays exported pairs from their file alone."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.api.compare import compare_targets
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.workloads import prepared
from hasten.core import RecordedCall
from hasten.core.values import to_source
from hasten.errors import HastenError, InputsError, InvalidArgument
from hasten.export import records
from hasten.export.near_duplicates import NEAR
from hasten.export.splits import crossing, split
from hasten.stores.memory import MemoryStore
from hasten.stores.runs import RunRecord, RunStore

KINDS = ("pairs", "refused", "trajectories", "edits")
SHAPES = ("plain", "pie", "efficode")
#: Inputs longer than this as text are not exported.
_MOST_INPUTS = 2_000_000


@dataclass(frozen=True)
class ExportRequest:
    """What to export.

    Attributes:
        kind: One of ``KINDS``.
        licence: Under which the code may be used; without it nothing is exported.
        shape: One of ``SHAPES``, for pairs.
        runs: Names of runs; empty for all.
        test_share: Share of the records that goes to the test part.
        seed: Seed of splits and edit sequences.
        keep_apart: Programs that no record may be near to (a benchmark's).
        env: Environment of the sandbox in which inputs are made again.
    """

    kind: str
    licence: str
    shape: str = "plain"
    runs: Sequence[str] = ()
    test_share: float = 0.1
    seed: int = 0
    keep_apart: Sequence[str] = ()
    env: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidArgument(f"hasten export {self.kind}: unknown; choose from {', '.join(KINDS)}")
        if self.shape not in SHAPES:
            raise InvalidArgument(f"--shape {self.shape}: unknown; choose from {', '.join(SHAPES)}")
        if not self.licence.strip():
            raise InvalidArgument("--licence is empty; say under which licence the code may be used, such as MIT")


@dataclass(frozen=True)
class Exported:
    """Records, and what was left out.

    Attributes:
        left_out: Run to reason.
    """

    records: tuple[dict[str, Any], ...]
    left_out: Mapping[str, str]


def export(store: RunStore, request: ExportRequest) -> Exported:
    """Records of the wanted kind, each with its side of the split; near-duplicates never part.

    Raises:
        StoreError: A run that was named is not there.
    """
    runs = [store.run(name) for name in request.runs] or list(store.runs())
    found: list[dict[str, Any]] = []
    left_out: dict[str, str] = {}
    for run in runs:
        about = records.Licensed(request.licence, run)
        try:
            found += _records(store, request, about)
        except HastenError as error:
            left_out[run.name] = str(error)
    texts = [_program(record) for record in found]
    near = crossing(texts, request.keep_apart)
    for number, why in near.items():
        left_out[f"{found[number]['origin']['run']} #{number}"] = why
    kept = [record for number, record in enumerate(found) if number not in near]
    sides = split([_program(record) for record in kept], test_share=request.test_share, seed=request.seed)
    return Exported(tuple({**record, "split": side} for record, side in zip(kept, sides, strict=True)), left_out)


def _program(record: Mapping[str, Any]) -> str:
    """The text by which near-duplicates are found: what the record starts from."""
    return str(record.get("slow") or record.get("original") or record.get("program") or "")


def _records(store: RunStore, request: ExportRequest, about: records.Licensed) -> list[dict[str, Any]]:
    run = about.run
    if str(run.settings.get("what", "optimize")) != "optimize":
        return []
    if request.kind == "refused":
        return records.refused(about, store.fates(run.name))
    if request.kind == "trajectories":
        found = records.trajectory(about, list(store.fates(run.name)))
        return [found] if found is not None else []
    if request.kind == "edits":
        found = records.edits(about, rng=random.Random(f"{request.seed}/{run.target.source_hash}"))
        if found is None:
            raise InvalidArgument("its program does not lint, so no sequence leads to it")
        return [found]
    if records.variant_of(run) is None:
        return []
    record = records.pair(about, inputs_text(run, request.env))
    return [{"pie": records.as_pie, "efficode": records.as_efficode}.get(request.shape, dict)(record)]


def inputs_text(run: RunRecord, env: Mapping[str, str]) -> str:
    """The workload of a run as a module's text, made again as it was made then.

    Raises:
        InputsError: It cannot be made again, or is no longer what it was, or cannot be written out.
    """
    target = run.target
    if not target.file.exists():
        raise InputsError(f"{target.file} is gone, so its inputs cannot be made again")
    options = Options.of_settings(run.settings, env=env)
    if options.inputs is None and options.tests is None and "generated" not in run.workload_origin:
        raise InputsError("its inputs were given as objects and are not in the store")
    setup, refusal = prepared(target, options)
    try:
        if refusal is not None:
            raise InputsError(f"its original is refused now ({refusal})")
        if setup.workload.hash != run.workload_hash:
            raise InputsError("its inputs are no longer what they were; run it again")
        text = calls_text(setup.workload.calls)
    finally:
        setup.close()
    if len(text) > _MOST_INPUTS:
        raise InputsError(f"its inputs are {len(text) >> 20} MiB as text, more than fits a record")
    return text


def calls_text(calls: Sequence[RecordedCall]) -> str:
    """A module with ``calls()`` that gives the calls, repeated by weight.

    Raises:
        InputsError: A value cannot be written as an expression.
    """
    lines = []
    for call in calls:
        arguments = "".join(f"{to_source(tree)}, " for tree in call.tree["args"])
        keywords = ", ".join(f"{name!r}: {to_source(tree)}" for name, tree in call.tree["kwargs"].items())
        text = f"Call(({arguments}), {{{keywords}}})" if keywords else f"({arguments})"
        try:
            compile(text, "inputs", "eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise InputsError("one of its inputs cannot be written as an expression") from error
        lines += [f"        {text},"] * max(1, round(call.weight))
    body = "\n".join(lines)
    return f"{_IMPORTS}\n\n\ndef calls():\n    return [\n{body}\n    ]\n"


_IMPORTS = """import collections
import datetime
import math
from decimal import Decimal
from fractions import Fraction
from math import inf, nan

from hasten import Call"""


@dataclass(frozen=True)
class Replayed:
    """What became of one exported pair.

    Attributes:
        outcome: ``holds`` where no difference was found and it is faster again; else what ``compare`` says.
        then: The exported speed-up.
        now: The speed-up measured here and now, None where it was not measured.
    """

    name: str
    outcome: str
    reason: str
    then: float | None
    now: float | None


def read_records(file: Path) -> list[dict[str, Any]]:
    """Records of an exported file.

    Raises:
        InputsError: The file is missing or holds something else.
    """
    if not file.is_file():
        raise InputsError(f"{file}: no such file; `hasten export pairs --out {file}` writes one")
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputsError(f"{file} line {number} is not JSON ({error})") from error
        if not isinstance(record, dict) or record.get("schema") != records.SCHEMA:
            raise InputsError(f"{file} line {number} is no exported record (its schema is not {records.SCHEMA!r})")
        found.append(record)
    return found


def replay(record: Mapping[str, Any], *, budget_s: float, seed: int, trust: bool = False) -> Replayed:
    """Verify and time an exported pair again, from the record alone.

    Raises:
        HastenError: The record lacks a key, or the code cannot be contained here.
    """
    for key in ("slow", "fast", "inputs", "name", "module"):
        if not isinstance(record.get(key), str):
            raise InputsError(f"an exported pair has no text {key!r}; export it again")
    then = record.get("speedup") or {}
    name = f"{record['module']}::{record['name']}"
    with tempfile.TemporaryDirectory(prefix="replay-") as below:
        module = str(record["module"]).rpartition(".")[2]
        sides = []
        for side in ("slow", "fast"):
            folder = Path(below) / side
            folder.mkdir()
            file = folder / f"{module}.py"
            file.write_text(str(record[side]), encoding="utf-8", newline="")
            sides.append(f"{file}::{record['name']}")
        inputs = Path(below) / "replayed_inputs.py"
        inputs.write_text(str(record["inputs"]), encoding="utf-8")
        options = Options(inputs=f"{inputs}::calls", budget_s=budget_s, seed=seed, trust=trust)
        try:
            report = compare_targets(target_of(sides[0]), target_of(sides[1]), options, store=MemoryStore())
        except InputsError as error:
            return Replayed(name, "broken", str(error), then.get("estimate"), None)
    evidence = report.evidence
    outcome = "holds" if evidence.outcome == "faster" else evidence.outcome
    now = evidence.speedup.estimate if evidence.speedup is not None else None
    return Replayed(name, outcome, evidence.reason, then.get("estimate"), now)


def written(exported: Exported, file: Path) -> None:
    """Write the records as JSON lines, whole or not at all."""
    text = "".join(json.dumps(record, allow_nan=False) + "\n" for record in exported.records)
    new = file.with_name(f".{file.name}.{time.monotonic_ns()}")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def programs_of(file: Path) -> list[str]:
    """Programs that must stay apart: the texts of an exported file, or those of any JSON lines with code in them."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputsError(f"{file} is not JSON lines ({error}); give one object with code a line") from error
        for key in ("slow", "original", "program", "canonical_solution", "solution", "code", "input"):
            if isinstance(record.get(key), str):
                body = key == "canonical_solution"
                found.append((str(record.get("prompt", "")) if body else "") + record[key])
                break
    if not found:
        raise InputsError(f"{file} holds no programs; each line needs one of slow, original, program, solution, code")
    return found


def counts_text(exported: Exported) -> str:
    """How many records on each side, and what was left out."""
    sides = [record["split"] for record in exported.records]
    lines = [f"{len(sides)} records: {sides.count('train')} train, {sides.count('test')} test"]
    lines[0] += f" (programs at least {NEAR:.0%} alike are never on both sides)"
    if exported.left_out:
        lines.append(f"{len(exported.left_out)} left out:")
        lines += [f"  {name}: {why}" for name, why in exported.left_out.items()]
    return "\n".join(lines)
