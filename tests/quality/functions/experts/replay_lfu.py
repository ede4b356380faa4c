def replay_lfu(trace, capacity):
    entries = {}  # key -> [value, uses], in order of entry
    levels = {}  # uses -> keys, the one used longest ago first
    lowest = 1
    answers = []
    evicted = []
    for op in trace:
        key = op[1]
        entry = entries.get(key)
        if op[0] == "get":
            if entry is None:
                answers.append(None)
                continue
            answers.append(entry[0])
        elif capacity <= 0:
            continue
        elif entry is None:
            if len(entries) >= capacity:
                level = levels[lowest]
                while not level:
                    lowest += 1
                    level = levels.get(lowest)
                victim = next(iter(level))
                del level[victim]
                del entries[victim]
                if victim is not None:
                    evicted.append(victim)
            entries[key] = [op[2], 1]
            level = levels.get(1)
            if level is None:
                level = levels[1] = {}
            level[key] = None
            lowest = 1
            continue
        else:
            entry[0] = op[2]
        uses = entry[1]
        del levels[uses][key]
        uses += 1
        entry[1] = uses
        level = levels.get(uses)
        if level is None:
            level = levels[uses] = {}
        level[key] = None
    return answers, evicted, [(k, e[0], e[1]) for k, e in entries.items()]
