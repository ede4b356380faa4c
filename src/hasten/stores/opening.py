"""Open a database, and say in one sentence why it cannot be opened, read or written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect, make_url, select

from hasten.errors import StoreError
from hasten.stores import tables

#: Seconds to wait for another process that holds the lock; a transaction of ours takes about a millisecond.
LOCK_WAIT_S = 10.0
#: File of the default store.
FILE = "hasten.db"
_URLS = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"


def engine_of(url: str | URL, *, read_only: bool) -> Engine:
    """An engine for the URL; nothing is opened yet.

    Raises:
        StoreError: The URL does not parse, or its database driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed, read_only=read_only)
        return create_engine(parsed, pool_pre_ping=True)
    except exc.NoSuchModuleError as error:
        raise StoreError(
            f"the store URL {url} names a database that SQLAlchemy does not know ({error}); use {_URLS}"
        ) from error
    except exc.ArgumentError as error:
        raise StoreError(f"{url!r} is not a store URL; write {_URLS}") from error
    except ModuleNotFoundError as error:
        shown = make_url(url).render_as_string(hide_password=True)
        raise StoreError(
            f"the store URL {shown} needs the Python package {error.name}; install it with: pip install {error.name}"
        ) from error


def place_of(engine: Engine) -> str:
    """Where the store is, for messages: a path, or a URL without its password."""
    if engine.dialect.name == "sqlite":
        return (engine.url.database or ":memory:").removeprefix("file:")
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turns what the database says into one StoreError."""
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreError(_sentence(error, place_of(engine))) from error


def prepare(engine: Engine, *, read_only: bool) -> None:
    """Create the tables where there are none, and check that this hasten can read them.

    Raises:
        StoreError: The file is no database, was written by a newer hasten, or cannot be read or written.
    """
    with explained(engine):
        version = _version(engine)
        if version is None and read_only:
            raise StoreError(f"{place_of(engine)} holds no runs of hasten; run hasten optimize first")
        if version is None:
            try:
                _create(engine)
            except (exc.IntegrityError, exc.ProgrammingError):
                _create(engine)  # another process was creating them at the same moment
            version = _version(engine)
    if version != str(tables.SCHEMA):
        raise StoreError(
            f"{place_of(engine)} was written by another version of hasten (store layout {version}, this one reads "
            f"{tables.SCHEMA}); upgrade hasten, or move the file away to begin a new store"
        )


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table(tables.meta.name):
            return None
        query = select(tables.meta.c.value).where(tables.meta.c.key == "schema")
        return connection.execute(query).scalar_one_or_none()


def _create(engine: Engine) -> None:
    with engine.connect().execution_options(hasten_write=True) as connection, connection.begin():
        tables.metadata.create_all(connection)
        present = select(tables.meta.c.value).where(tables.meta.c.key == "schema")
        if connection.execute(present).scalar_one_or_none() is None:
            connection.execute(tables.meta.insert().values(key="schema", value=str(tables.SCHEMA)))


def _sqlite(url: URL, *, read_only: bool) -> Engine:
    path = url.database
    if read_only and path and not path.startswith("file:"):
        if not Path(path).is_file():
            raise StoreError(f"there is no store at {path} yet; run hasten optimize first, or name another store")
        query: dict[str, str] = {"mode": "ro", "uri": "true"}
        if not os.access(Path(path).parent, os.W_OK):
            query["immutable"] = "1"  # WAL needs to write an index file beside the database, and here it cannot
        url = url.set(database=f"file:{path}", query=query)
    engine = create_engine(url, connect_args={"timeout": LOCK_WAIT_S})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # SQLAlchemy, not the sqlite3 module, says where a transaction begins.
        connection.isolation_level = None
        cursor = connection.cursor()
        if not read_only:
            # A commit in WAL mode with synchronous=NORMAL has reached the operating system when it returns, so
            # kill -9 of this process loses nothing; only a power cut may lose the last commits, and never the file's
            # integrity. FULL would wait for the disk at every candidate to gain only that. Where WAL is not to be
            # had (network folders), SQLite stays with its journal and FULL is the safe choice.
            mode = cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            cursor.execute(f"PRAGMA synchronous={'NORMAL' if mode in ('wal', 'memory') else 'FULL'}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A writer takes the lock at once: a transaction that reads first and writes later fails at once when another
        # process wrote in between, instead of waiting its turn.
        write = connection.get_execution_options().get("hasten_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _sentence(error: Exception, place: str) -> str:
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    for sign, advice in _ADVICE:
        if sign in cause:
            return f"the store {place} {advice}"
    return f"the store {place} does not answer ({cause}); check that it can be reached, or name another store"


_ADVICE = (
    ("database is locked", "is locked by another program; wait for it to end, or name another store"),
    ("not a database", "is not a database; move the file away to begin a new store"),
    ("malformed", "is damaged; move the file away to begin a new store"),
    ("unable to open", "cannot be opened; check that its folder exists and that you may write to it"),
    ("readonly", "cannot be written; make the file and its folder writable, or name another store"),
    ("disk is full", "cannot grow because the disk is full; free some space and run again"),
    ("no such column", "has another layout than this hasten writes; move the file away to begin a new store"),
    ("no such table", "has another layout than this hasten writes; move the file away to begin a new store"),
)
