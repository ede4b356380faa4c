from collections import OrderedDict


def replay_cache(requests, capacity, pinned=()):
    order = OrderedDict()
    pins = set(pinned)
    hit = miss = evicted = pin_hits = 0
    evicted_log = []
    for key in requests:
        if key in pins:
            pin_hits += 1
        elif key in order:
            hit += 1
            order.move_to_end(key)
        else:
            miss += 1
            if capacity <= 0:
                continue
            if len(order) >= capacity:
                evicted_log.append(order.popitem(last=False)[0])
                evicted += 1
            order[key] = None
    return {"hit": hit, "miss": miss, "evicted": evicted, "pinned": pin_hits}, evicted_log[-5:], list(order)
