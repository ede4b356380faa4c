"""Leading hashtag of the trailing window after each post (count desc, tag asc), and leader changes."""
import random


def trending_tags(posts, window):
    leaders = []
    changes = 0
    previous = None
    for i in range(len(posts)):
        recent = posts[max(0, i - window + 1):i + 1]
        counts = {}
        for p in recent:
            for tag in p["tags"]:
                t = tag.lower().lstrip("#")
                if t:
                    counts[t] = counts.get(t, 0) + 1
        ranked = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
        leader = ranked[0][0] if ranked else None
        leaders.append((p["id"], leader, ranked[0][1] if ranked else 0))
        if leader != previous:
            changes += 1
            previous = leader
    return leaders, changes


def workload():
    rnd = random.Random(61)

    def mk(n, pool):
        return [{"id": i, "tags": [rnd.choice(["#", ""]) + f"Tag{int(rnd.random() ** 2 * pool)}" for _ in range(rnd.randrange(4))] + (["#"] if rnd.random() < .1 else [])} for i in range(n)]

    return [([], 3), (mk(8, 3), 1), (mk(120, 8), 30), (mk(1200, 25), 350)]
