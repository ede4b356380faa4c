"""TPC-H at a small scale factor as CSV files: ``postgres_data.py FOLDER SCALE``; needs duckdb and its tpch extension."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import duckdb_extension_tpch


def main() -> None:
    """Write one CSV file a table, and the statements that make and fill the tables."""
    folder, scale = Path(sys.argv[1]), float(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    extension = next(Path(duckdb_extension_tpch.__file__).parent.rglob("tpch.duckdb_extension"))
    db = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    db.execute(f"LOAD '{extension}'")
    db.execute(f"CALL dbgen(sf = {scale})")
    statements = []
    for (table,) in db.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall():
        columns = db.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        ).fetchall()
        declared = ", ".join(f"{name} {kind}" for name, kind in columns)
        file = folder / f"{table}.csv"
        db.execute(f"COPY {table} TO '{file}' (HEADER false)")
        statements += [f"CREATE TABLE {table} ({declared});", f"\\copy {table} FROM '{file}' CSV"]
    keys = {"lineitem": "l_orderkey", "orders": "o_custkey", "partsupp": "ps_partkey", "customer": "c_custkey"}
    statements += [f"CREATE INDEX ON {table} ({column});" for table, column in keys.items()]
    (folder / "load.sql").write_text("\n".join([*statements, "ANALYZE;", ""]))


if __name__ == "__main__":
    main()
