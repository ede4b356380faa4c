def trending_tags(posts, window):
    cleaned = []
    memo = {}
    for p in posts:
        tags = []
        for tag in p["tags"]:
            t = memo.get(tag)
            if t is None:
                t = memo[tag] = tag.lower().lstrip("#")
            if t:
                tags.append(t)
        cleaned.append(tags)
    counts = {}
    buckets = {}
    top = 0
    leaders = []
    changes = 0
    previous = None
    for i, p in enumerate(posts):
        for t in cleaned[i]:
            c = counts.get(t, 0)
            if c:
                buckets[c].discard(t)
            counts[t] = c + 1
            buckets.setdefault(c + 1, set()).add(t)
            if c + 1 > top:
                top = c + 1
        if i >= window:
            for t in cleaned[i - window]:
                c = counts[t]
                buckets[c].discard(t)
                counts[t] = c - 1
                if c > 1:
                    buckets.setdefault(c - 1, set()).add(t)
        while top and not buckets[top]:
            top -= 1
        leader = min(buckets[top]) if top else None
        leaders.append((p["id"], leader, top))
        if leader != previous:
            changes += 1
            previous = leader
    return leaders, changes
