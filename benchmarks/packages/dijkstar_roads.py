import random

from dijkstar import Graph, find_path

rng = random.Random(13)
side = 70
roads = Graph(undirected=True)
for x in range(side):
    for y in range(side):
        if x + 1 < side:
            roads.add_edge((x, y), (x + 1, y), rng.uniform(1, 3))
        if y + 1 < side:
            roads.add_edge((x, y), (x, y + 1), rng.uniform(1, 3))


def junction():
    return rng.randrange(side), rng.randrange(side)


length = turns = 0
for _ in range(140):
    start, end = junction(), junction()
    path = find_path(roads, start, end)
    length += path.total_cost
    turns += len(path.nodes)
    length += find_path(roads, start, end, cost_func=lambda u, v, edge, previous_edge: edge + 0.5).total_cost
print(round(length, 6), turns)
