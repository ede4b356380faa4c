import random


def neighbours_of(house, parents):
    found = []
    if parents[house] >= 0:
        found.append(parents[house])
    for other in range(len(parents)):
        if parents[other] == house:
            found.append(other)
    return found


def meeting_house(parents, people):
    """Houses form a tree (parents[i] is the parent of i, -1 for the root).
    Return (lowest total walk, houses that reach it, total walk per house) when
    people[i] persons walk from house i to the meeting."""
    near = [neighbours_of(h, parents) for h in range(len(parents))]
    walks = []
    for start in range(len(parents)):
        total = 0
        visited = {start}
        level = [start]
        dist = 0
        while level:
            nxt = []
            for house in level:
                total += dist * people[house]
                for other in near[house]:
                    if other not in visited:
                        visited.add(other)
                        nxt.append(other)
            level = nxt
            dist += 1
        walks.append(total)
    if not walks:
        return None, [], []
    low = min(walks)
    return low, [h for h in range(len(walks)) if walks[h] == low], walks


def workload():
    rng = random.Random(12)
    parents = [-1] + [rng.randint(max(0, i - 12), i - 1) for i in range(1, 480)]
    people = [rng.randint(0, 9) for _ in parents]
    order = list(range(330))
    rng.shuffle(order)
    other = [-1] * 330
    for i in range(1, 330):
        other[order[i]] = order[rng.randrange(i)]
    return [(parents, people), (other, [rng.randint(1, 4) for _ in other])]
