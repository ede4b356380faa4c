from collections import OrderedDict


def tile_cache_stats(requests, capacity, pin_zoom):
    loose = OrderedDict()       # key -> (size, time of last use); oldest first
    pinned = OrderedDict()
    evicted = []
    used = high = clock = 0
    hits, misses = {}, {}
    for zoom, x, y, size in requests:
        if size <= 0:
            raise ValueError("empty tile")
        clock += 1
        key = (zoom, x, y)
        shelf = loose if zoom > pin_zoom else pinned
        if key in shelf:
            shelf[key] = (shelf[key][0], clock)
            shelf.move_to_end(key)
            book = hits
        else:
            book = misses
            if size <= capacity:
                while loose and used + size > capacity:
                    old, (freed, _) = loose.popitem(last=False)
                    evicted.append(old)
                    used -= freed
                shelf[key] = (size, clock)
                used += size
        book[zoom] = book.get(zoom, 0) + 1
        if used > high:
            high = used
    left = [(when, key) for shelf in (loose, pinned) for key, (_, when) in shelf.items()]
    left.sort(key=lambda item: item[0])
    return {"hits": hits, "misses": misses, "evicted": len(evicted), "last_evicted": evicted[-5:],
            "high_water": high, "left": [key for _, key in left]}
