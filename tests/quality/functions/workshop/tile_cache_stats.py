import random


class TileCache:
    """Least-recently-used store of map tiles limited by bytes; low zooms stay pinned."""

    def __init__(self, capacity, pin_zoom):
        self.capacity = capacity
        self.pin_zoom = pin_zoom
        self.keys = []
        self.sizes = []
        self.evicted = []

    def used(self):
        return sum(self.sizes)

    def touch(self, key, size):
        if key in self.keys:
            at = self.keys.index(key)
            self.keys.append(self.keys.pop(at))
            self.sizes.append(self.sizes.pop(at))
            return True
        if size > self.capacity:
            return False
        while self.keys and self.used() + size > self.capacity:
            for at, old in enumerate(self.keys):
                if old[0] > self.pin_zoom:
                    break
            else:
                break
            self.evicted.append(self.keys[at])
            del self.keys[at]
            del self.sizes[at]
        self.keys.append(key)
        self.sizes.append(size)
        return False


def tile_cache_stats(requests, capacity, pin_zoom):
    """Replay (zoom, x, y, bytes) tile requests; hit counts per zoom, evictions, fill level."""
    cache = TileCache(capacity, pin_zoom)
    hits, misses = {}, {}
    high = 0
    for zoom, x, y, size in requests:
        if size <= 0:
            raise ValueError("empty tile")
        book = hits if cache.touch((zoom, x, y), size) else misses
        book[zoom] = book.get(zoom, 0) + 1
        high = max(high, cache.used())
    return {"hits": hits, "misses": misses, "evicted": len(cache.evicted),
            "last_evicted": cache.evicted[-5:], "high_water": high, "left": list(cache.keys)}


def workload():
    out = []
    for seed, n, span, cap in ((101, 1500, 26, 9000), (102, 1200, 20, 8000), (103, 50, 5, 300), (104, 1600, 30, 12000)):
        rng = random.Random(seed)
        sizes = {}
        reqs = []
        for _ in range(n):
            key = (rng.randint(3, 9), min(span, int(rng.expovariate(0.2))), rng.randint(0, span))
            sizes.setdefault(key, rng.randint(5, 60))
            reqs.append(key + (sizes[key],))
        out.append((reqs, cap, 4))
    return out
