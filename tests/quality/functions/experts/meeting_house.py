def meeting_house(parents, people):
    """Houses form a tree (parents[i] is the parent of i, -1 for the root).
    Return (lowest total walk, houses that reach it, total walk per house) when
    people[i] persons walk from house i to the meeting."""
    n = len(parents)
    if not n:
        return None, [], []
    children = [[] for _ in range(n)]
    order = []
    for house, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(house)
        else:
            order.append(house)
    roots = set(order)
    for house in order:
        order.extend(children[house])
    below = [people[house] for house in range(n)]
    walks = [0] * n
    for house in reversed(order):
        parent = parents[house]
        if parent >= 0:
            below[parent] += below[house]
            walks[parent] += walks[house] + below[house]
    everyone = 0
    size = [0] * n
    for house in order:
        if house in roots:
            size[house] = below[house]
        else:
            parent = parents[house]
            everyone = size[house] = size[parent]
            walks[house] = walks[parent] + everyone - 2 * below[house]
    low = min(walks)
    return low, [h for h, walk in enumerate(walks) if walk == low], walks
