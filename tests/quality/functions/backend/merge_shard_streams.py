import heapq
import random
from operator import itemgetter


def merge_shard_streams(shards, limit=None):
    """Merge shard exports, each sorted by (sequence, shard local id), into one change stream.

    Rows are (sequence, id, op, payload). Of several rows with the same sequence and id the first shard's
    is kept; rows whose op is "noop" are only counted. Returns (rows, duplicates, noops).
    """
    merged = []
    duplicates = noops = 0
    previous = None
    for row in heapq.merge(*shards, key=itemgetter(0, 1)):
        key = row[:2]
        if key == previous:
            duplicates += 1
            continue
        previous = key
        if row[2] == "noop":
            noops += 1
            continue
        merged.append(row)
        if limit is not None and len(merged) >= limit:
            break
    return merged, duplicates, noops


def workload():
    rng = random.Random(909)
    shards = []
    for _ in range(6):
        rows = [(rng.randrange(60000), rng.randrange(3), rng.choice(("put", "del", "put", "noop")), {"v": i}) for i in range(15000)]
        rows.sort(key=lambda r: r[:2])
        shards.append(rows)
    return [(shards,), (shards[:3], 2000)]
