"""An embedded workload on SQLite: ``sqlite_work.py PRAGMA=VALUE... -- WORKLOAD SEED``.

It prints how long it took and a checksum of everything it read, which no pragma may change. The held-out workload has
other proportions of reading, changing and joining than the one that settings are chosen on.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import sys
import time

#: Rows, commits, reads by key, ranges, joins.
SHAPES = {"mixed": (1600, 12, 400, 12, 1), "other": (1200, 4, 900, 6, 1), "held-out": (2000, 20, 300, 20, 1)}


def main() -> None:
    """Run the workload on a fresh database file."""
    cut = sys.argv.index("--")
    pragmas, (shape, seed) = sys.argv[1:cut], sys.argv[cut + 1 :]
    rows, commits, reads, ranges, joins = SHAPES[shape]
    rng = random.Random(int(seed))
    for name in ("work.db", "work.db-wal", "work.db-shm", "work.db-journal"):
        if os.path.exists(name):
            os.unlink(name)
    seen = hashlib.sha256()
    started = time.perf_counter()
    db = sqlite3.connect("work.db", isolation_level=None)
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, kind INTEGER, price REAL, note TEXT)")
    db.execute("CREATE TABLE sale (id INTEGER PRIMARY KEY, item INTEGER, amount INTEGER)")
    db.execute("CREATE INDEX item_kind ON item(kind)")
    db.execute("CREATE INDEX sale_item ON sale(item)")
    part = rows // commits
    for step in range(commits):
        db.execute("BEGIN")
        for i in range(step * part, (step + 1) * part):
            values = (i, rng.randrange(50), rng.random(), "n" * rng.randrange(20, 200))
            db.execute("INSERT INTO item VALUES (?, ?, ?, ?)", values)
            db.execute("INSERT INTO sale(item, amount) VALUES (?, ?)", (rng.randrange(rows), rng.randrange(9)))
        db.execute("COMMIT")
    for _ in range(reads):
        key = rng.randrange(rows)
        seen.update(repr(db.execute("SELECT * FROM item WHERE id = ?", (key,)).fetchone()).encode())
    for _ in range(ranges):
        low = rng.randrange(rows)
        query = "SELECT count(*), min(note) FROM item WHERE id BETWEEN ? AND ?"
        seen.update(repr(db.execute(query, (low, low + 800)).fetchone()).encode())
        db.execute("UPDATE item SET price = price + 1 WHERE kind = ?", (rng.randrange(50),))
    for _ in range(joins):
        query = """SELECT kind, sum(amount), count(DISTINCT note) FROM item JOIN sale ON sale.item = item.id
                   GROUP BY kind ORDER BY 2 DESC, 1"""
        seen.update(repr(db.execute(query).fetchall()).encode())
    db.close()
    with open("answers", "w", encoding="utf-8") as file:
        file.write(seen.hexdigest())
    print(f"work {(time.perf_counter() - started) * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
