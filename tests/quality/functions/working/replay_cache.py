"""Replay a request log against an LRU cache with pinned keys; report hits, evictions and final order."""
import random


def replay_cache(requests, capacity, pinned=()):
    order = []
    stats = {"hit": 0, "miss": 0, "evicted": 0, "pinned": 0}
    evicted_log = []
    for key in requests:
        if key in pinned:
            stats["pinned"] += 1
            continue
        if key in order:
            stats["hit"] += 1
            order.remove(key)
            order.append(key)
            continue
        stats["miss"] += 1
        if capacity <= 0:
            continue
        if len(order) >= capacity:
            evicted_log.append(order.pop(0))
            stats["evicted"] += 1
        order.append(key)
    return stats, evicted_log[-5:], order


def workload():
    rnd = random.Random(42)

    def mk(n, pool, cap):
        return [f"/p/{int(rnd.random() * rnd.random() * pool)}" for _ in range(n)], cap, ("/p/0", "/p/3")

    return [([], 3), (["a", "b", "a", "c", "d", "a"], 2), mk(300, 60, 20), mk(12000, 2500, 700)]
