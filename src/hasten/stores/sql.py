"""The store on disk: SQLite under ``.hasten/`` by default, any database that SQLAlchemy reaches by URL."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hasten.core.candidate import SourceEdit
from hasten.core.evidence import Evidence
from hasten.core.measurement import PairedSamples
from hasten.core.target import Target
from hasten.core.verdict import Counterexample
from hasten.core.workload import Workload
from hasten.errors import InvalidArgument, StoreError
from hasten.stores import owner, records, tables
from hasten.stores.folder import make_folder
from hasten.stores.names import replay_key, run_name, target_key
from hasten.stores.opening import FILE, engine_of, explained, place_of, prepare
from hasten.stores.runs import RunRecord, named
from hasten.stores.splice import Splice, cut, join

#: Times that a fresh name is drawn before giving up; two runs of one target in one second are rare already.
_NAME_DRAWS = 8


class SqlStore:
    """Append-only record in a SQL database. Every ``tell`` is a transaction of its own, committed when it returns.

    Args:
        url: SQLAlchemy URL: ``sqlite:////tmp/hasten.db``, ``postgresql+psycopg://user@host/name``.
        read_only: Open an existing store without creating or changing anything.
        now: Clock for the names and times of runs.

    Raises:
        StoreError: The store cannot be opened, is no store, or was written by another version.
    """

    def __init__(
        self, url: str, *, read_only: bool = False, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine_of(url, read_only=read_only)
        self._now = now
        self._run: tuple[int, Target] | None = None
        try:
            prepare(self._engine, read_only=read_only)
        except StoreError:
            self._engine.dispose()
            raise

    @classmethod
    def in_folder(cls, project: Path, *, read_only: bool = False) -> SqlStore:
        """The store of a project: ``PROJECT/.hasten/hasten.db``, made with its folder unless ``read_only``."""
        folder = project / ".hasten" if read_only else make_folder(project)
        return cls(f"sqlite:///{folder / FILE}", read_only=read_only)

    @property
    def place(self) -> str:
        """Where the store is: a path, or a URL without its password."""
        return place_of(self._engine)

    def close(self) -> None:
        """Let go of the database. What was told is safe without this."""
        self._engine.dispose()

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Writing -----------------------------------------------------------------------------------------------------

    def begin(self, target: Target, workload: Workload, settings: dict[str, object]) -> str:
        """Name of the new run; what is told from now on belongs to it."""
        started = self._now()
        values = {
            "owner": owner.owner(), "started": _timestamp(started), "settings": records.dump_settings(settings),
            "workload_origin": _column(workload.origin), "workload_calls": len(workload.calls),
            "workload_hash": workload.hash,
        }
        with self._write() as connection:
            values["target"] = _target_row(connection, target)
        for _ in range(_NAME_DRAWS):
            name = run_name(target.name, started=started, token=secrets.token_hex(2))
            try:
                with self._write() as connection:
                    added = connection.execute(insert(tables.runs), {"name": name, **values})
            except StoreError as error:
                if not isinstance(error.__cause__, IntegrityError):
                    raise
                continue
            self._run = (_id(added), target)
            return name
        raise StoreError(f"{_NAME_DRAWS} names for the new run were taken already in {self.place}; run again")

    def reopen(self, name: str) -> None:
        """Go on with an unfinished run."""
        with self._write() as connection:
            row = self._open_run(connection, name)
            connection.execute(update(tables.runs).where(tables.runs.c.id == row.id).values(owner=owner.owner()))
            self._run = (row.id, records.loads(Target, row.target_record))

    def tell(self, evidence: Evidence) -> None:
        """Record the fate of one candidate of the run begun or reopened last; it is on disk when this returns."""
        if self._run is None:
            raise InvalidArgument("the store was told of a candidate before any run; call begin or reopen first")
        run, target = self._run
        slim, splice = _slim(evidence, target)
        counterexample = evidence.verdict.counterexample if evidence.verdict else None
        with self._write() as connection:
            fate = _id(connection.execute(insert(tables.fates), {
                "run": run, "reason": _column(evidence.reason), "outcome": _column(evidence.outcome, 32),
                "candidate": evidence.candidate.key if evidence.candidate else None,
                "proposer": _column(evidence.candidate.proposer, 200) if evidence.candidate else None,
                "word": _column(evidence.verdict.word, 32) if evidence.verdict else None,
                "estimate": evidence.speedup.estimate if evidence.speedup else None,
                "low": evidence.speedup.low if evidence.speedup else None,
                "record": records.dumps(slim),
                "cut_start": splice.start if splice else None, "cut_stop": splice.stop if splice else None,
            }))
            _add_samples(connection, evidence.samples, run=run, fate=fate)
            if counterexample is not None and counterexample.trees:
                _add_counterexample(connection, target_key(target), counterexample)

    def finish(self, run: str, evidence: Evidence, *, closing: Mapping[str, object] | None = None) -> None:
        """Record the final evidence of a run, and figures that are known only at its end."""
        with self._write() as connection:
            row = self._open_run(connection, run)
            connection.execute(update(tables.runs).where(tables.runs.c.id == row.id).values(
                finished=_timestamp(self._now()), outcome=_column(evidence.outcome, 32),
                closing=records.dump_settings(closing or {}), record=records.dumps(replace(evidence, samples=())),
            ))
            _add_samples(connection, evidence.samples, run=row.id, fate=None)

    def corpus_add(self, target_key: str, counterexample: Counterexample) -> bool:
        """Keep a counterexample for all later runs on the target; False where it is known already."""
        with self._write() as connection:
            return _add_counterexample(connection, target_key, counterexample)

    def calibration_add(self, machine: str, day: str, record: Mapping[str, object]) -> None:
        """Keep what an A/A self-test found on this machine on this day."""
        table = tables.calibrations
        with self._write() as connection:
            connection.execute(table.delete().where(table.c.machine == machine, table.c.day == day))
            connection.execute(insert(table).values(machine=machine, day=day, record=records.dump_settings(record)))

    # Reading -----------------------------------------------------------------------------------------------------

    def fates(self, run: str) -> Iterable[Evidence]:
        """Every candidate of a run with its fate, in the order told."""
        with self._read() as connection:
            row = self._run_row(connection, run)
            source = records.loads(Target, row.target_record).source
            samples = _samples_by_fate(connection, row.id)
            query = select(tables.fates).where(tables.fates.c.run == row.id).order_by(tables.fates.c.id)
            return [_full(fate, source, samples.get(fate.id, ())) for fate in connection.execute(query)]

    def runs(self) -> Sequence[RunRecord]:
        """All runs in the order begun; their evidence comes without its samples, which ``run`` gives."""
        with self._read() as connection:
            return [_run_record(row, samples=()) for row in connection.execute(_RUN_QUERY)]

    def run(self, name: str) -> RunRecord:
        """One run by its name, a part of its name that no other run has, or ``last``."""
        with self._read() as connection:
            row = self._run_row(connection, name)
            return _run_record(row, samples=_samples_by_fate(connection, row.id, final=True).get(None, ()))

    def unfinished(self, target: Target | None = None) -> Sequence[RunRecord]:
        """Runs cut short, in the order begun; those that another process still works on are left out."""
        query = _RUN_QUERY.where(tables.runs.c.finished.is_(None))
        if target is not None:
            query = query.where(tables.targets.c.id == _target_id(target))
        with self._read() as connection:
            rows = connection.execute(query).all()
            return [_run_record(row, samples=()) for row in rows if not owner.alive(row.owner)]

    def corpus_of(self, target_key: str) -> Sequence[Counterexample]:
        """The kept counterexamples of a target, latest first."""
        table = tables.corpus
        with self._read() as connection:
            query = select(table.c.record).where(table.c.target == target_key).order_by(table.c.id.desc())
            return [records.loads(Counterexample, text) for text in connection.execute(query).scalars()]

    def judged_of(self, proposer: str) -> tuple[int, int]:
        """How often a proposer was wrong: its distinct candidates that differed, and all that have a verdict."""
        table = tables.fates
        distinct = func.count(table.c.candidate.distinct())
        query = select(distinct).where(table.c.proposer == _column(proposer, 200), table.c.word.is_not(None))
        with self._read() as connection:
            judged = connection.execute(query).scalar_one()
            wrong = connection.execute(query.where(table.c.word == "differs")).scalar_one()
        return int(wrong), int(judged)

    def calibration_of(self, machine: str, day: str) -> Mapping[str, Any] | None:
        """The self-test kept for this machine and day, or None."""
        table = tables.calibrations
        with self._read() as connection:
            query = select(table.c.record).where(table.c.machine == machine, table.c.day == day)
            text = connection.execute(query).scalar_one_or_none()
            return None if text is None else records.load_settings(text)

    # -------------------------------------------------------------------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with (
            explained(self._engine),
            self._engine.connect().execution_options(hasten_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with explained(self._engine), self._engine.connect() as connection:
            yield connection

    def _run_row(self, connection: Connection, name: str) -> Row[Any]:
        known = connection.execute(select(tables.runs.c.name).order_by(tables.runs.c.id.desc())).scalars().all()
        exact = named(name, known, place=self.place)
        return connection.execute(_RUN_QUERY.where(tables.runs.c.name == exact)).one()

    def _open_run(self, connection: Connection, name: str) -> Row[Any]:
        row = self._run_row(connection, name)
        if row.finished is not None:
            raise StoreError(f"run {row.name} is finished since {row.finished}; begin a new one")
        return row


_TRIED = (
    select(func.count()).select_from(tables.fates).where(tables.fates.c.run == tables.runs.c.id)
    .correlate(tables.runs).scalar_subquery()
)
_RUN_QUERY: Select[Any] = (
    select(tables.runs, tables.targets.c.record.label("target_record"), _TRIED.label("tried"))
    .join_from(tables.runs, tables.targets).order_by(tables.runs.c.id)
)


def _run_record(row: Row[Any], *, samples: tuple[PairedSamples, ...]) -> RunRecord:
    evidence = None if row.record is None else replace(records.loads(Evidence, row.record), samples=samples)
    return RunRecord(
        name=row.name, target=records.loads(Target, row.target_record), started=row.started, finished=row.finished,
        settings=records.load_settings(row.settings), closing=records.load_settings(row.closing or "{}"),
        workload_origin=row.workload_origin, workload_calls=row.workload_calls, workload_hash=row.workload_hash,
        tried=row.tried, evidence=evidence,
    )


def _slim(evidence: Evidence, target: Target) -> tuple[Evidence, Splice | None]:
    """The evidence without what is kept elsewhere: its samples and the unchanged part of the source."""
    evidence = replace(evidence, samples=())
    if evidence.candidate is None or not isinstance(evidence.candidate.payload, SourceEdit):
        return evidence, None
    splice = cut(target.source, evidence.candidate.payload.source)
    payload = replace(evidence.candidate.payload, source=splice.middle)
    return replace(evidence, candidate=replace(evidence.candidate, payload=payload)), splice


def _full(row: Row[Any], source: str, samples: tuple[PairedSamples, ...]) -> Evidence:
    evidence = replace(records.loads(Evidence, row.record), samples=samples)
    if row.cut_start is None or evidence.candidate is None or not isinstance(evidence.candidate.payload, SourceEdit):
        return evidence
    text = join(source, Splice(row.cut_start, row.cut_stop, evidence.candidate.payload.source))
    payload = replace(evidence.candidate.payload, source=text)
    return replace(evidence, candidate=replace(evidence.candidate, payload=payload))


def _samples_by_fate(
    connection: Connection, run: int, *, final: bool = False
) -> dict[int | None, tuple[PairedSamples, ...]]:
    query = select(tables.samples.c.fate, tables.samples.c.record).where(tables.samples.c.run == run)
    if final:
        query = query.where(tables.samples.c.fate.is_(None))
    found: dict[int | None, list[PairedSamples]] = {}
    for fate, text in connection.execute(query.order_by(tables.samples.c.id)):
        found.setdefault(fate, []).append(records.loads(PairedSamples, text))
    return {fate: tuple(samples) for fate, samples in found.items()}


def _add_samples(connection: Connection, samples: Sequence[PairedSamples], *, run: int, fate: int | None) -> None:
    if samples:
        connection.execute(insert(tables.samples), [
            {"run": run, "fate": fate, "call": s.call, "process": s.process, "record": records.dumps(s)}
            for s in samples
        ])


def _add_counterexample(connection: Connection, key: str, counterexample: Counterexample) -> bool:
    text = records.dumps(counterexample)
    digest = replay_key(counterexample)
    table = tables.corpus
    known = select(table.c.id).where(table.c.target == key, table.c.digest == digest)
    if connection.execute(known).first() is not None:
        return False
    try:
        with connection.begin_nested():
            values = {"target": key, "digest": digest, "kind": _column(counterexample.kind, 32), "record": text}
            connection.execute(insert(table), values)
    except IntegrityError:
        return False  # another process found it at the same moment
    return True


def _target_row(connection: Connection, target: Target) -> str:
    """Identity of the target's row, added where it is new."""
    identity = _target_id(target)
    if connection.execute(select(tables.targets.c.id).where(tables.targets.c.id == identity)).first() is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(tables.targets), {
                    "id": identity, "key": target_key(target), "name": _column(target.name),
                    "source_hash": target.source_hash, "record": records.dumps(target),
                })
        except IntegrityError:
            pass  # another process added the same target at the same moment
    return identity


def _target_id(target: Target) -> str:
    return hashlib.sha256(records.dumps(target).encode()).hexdigest()[:16]


def _id(result: Any) -> int:
    return int(result.inserted_primary_key[0])


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _column(text: str, longest: int | None = None) -> str:
    """Text that every database takes: no lone surrogates, no NUL. The record beside it keeps the exact text."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:longest]
