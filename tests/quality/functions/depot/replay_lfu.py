import random


class Cache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.keys = []
        self.values = []
        self.uses = []
        self.last = []
        self.tick = 0

    def touch(self, key):
        i = self.keys.index(key)
        self.tick += 1
        self.uses[i] += 1
        self.last[i] = self.tick
        return self.values[i]

    def put(self, key, value):
        self.tick += 1
        if key in self.keys:
            self.values[self.keys.index(key)] = value
            self.touch(key)
            return None
        victim = None
        if len(self.keys) >= self.capacity:
            i = sorted(range(len(self.keys)), key=lambda j: (self.uses[j], self.last[j]))[0]
            victim = self.keys[i]
            for column in (self.keys, self.values, self.uses, self.last):
                column.pop(i)
        self.keys.append(key)
        self.values.append(value)
        self.uses.append(1)
        self.last.append(self.tick)
        return victim


def replay_lfu(trace, capacity):
    """Replay ('get', key) and ('put', key, value) on a cache that drops the least used entry.

    Returns (answers of the gets, evicted keys in order, final (key, value, uses) oldest first).
    """
    cache = Cache(capacity)
    answers = []
    evicted = []
    for op in trace:
        if op[0] == "get":
            answers.append(cache.touch(op[1]) if op[1] in cache.keys else None)
        elif capacity > 0:
            victim = cache.put(op[1], op[2])
            if victim is not None:
                evicted.append(victim)
    return answers, evicted, list(zip(cache.keys, cache.values, cache.uses))


def _case(seed, n, keys, capacity):
    rnd = random.Random(seed)
    trace = []
    for i in range(n):
        key = "k%d" % min(rnd.randrange(keys), rnd.randrange(keys))
        trace.append(("get", key) if rnd.random() < 0.45 else ("put", key, i))
    return trace, capacity


def workload():
    return [_case(1, 6000, 1200, 200), _case(2, 2000, 90, 30)]
