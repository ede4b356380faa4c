"""The tables of the SQL store.

Records are JSON text beside the few columns that queries need. Every name starts with ``hasten_``, so that the tables
can live in a database that others use too.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

#: Version of the layout below. A change that older code cannot read raises it.
SCHEMA = 1

metadata = MetaData()

meta = Table(
    "hasten_meta", metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

targets = Table(
    "hasten_targets", metadata,
    Column("id", String(16), primary_key=True),  # digest of the whole record, source included
    Column("key", String(16), nullable=False, index=True),  # stores.names.target_key: survives edits
    Column("name", Text, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("record", Text, nullable=False),
)

runs = Table(
    "hasten_runs", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("target", ForeignKey("hasten_targets.id"), nullable=False, index=True),
    Column("owner", Text, nullable=False),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("outcome", String(32)),
    Column("workload_origin", Text, nullable=False),
    Column("workload_calls", Integer, nullable=False),
    Column("workload_hash", String(64), nullable=False),
    Column("settings", Text, nullable=False),
    Column("closing", Text),
    Column("record", Text),  # the final evidence, without its samples
)

fates = Table(
    "hasten_fates", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # the order in which they were told
    Column("run", ForeignKey("hasten_runs.id"), nullable=False, index=True),
    Column("candidate", String(16)),
    Column("proposer", String(200)),
    Column("outcome", String(32), nullable=False),
    Column("word", String(32)),
    Column("estimate", Float),
    Column("low", Float),
    Column("reason", Text, nullable=False),
    # Evidence without its samples. Of an edited source only the part is kept that differs from the target's source, and
    # the two columns say which characters of that it replaces: thousands of candidates of a long file stay small.
    Column("record", Text, nullable=False),
    Column("cut_start", Integer),
    Column("cut_stop", Integer),
    Index("hasten_fates_by_proposer", "proposer", "outcome"),
)

samples = Table(
    "hasten_samples", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", ForeignKey("hasten_runs.id"), nullable=False, index=True),
    Column("fate", ForeignKey("hasten_fates.id"), index=True),  # null: samples of the final evidence
    Column("call", Integer, nullable=False),
    Column("process", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

corpus = Table(
    "hasten_corpus", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("target", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("target", "digest"),
)

calibrations = Table(
    "hasten_calibrations", metadata,
    Column("machine", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("record", Text, nullable=False),
)
