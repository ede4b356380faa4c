"""Graphs: components, distances, orders, cycles, trees."""

from __future__ import annotations

from collections import deque
from heapq import heapify, heappop, heappush

from hasten.proposers.algorithms.algorithm import algorithm

Edges = list[tuple[int, int]]
Weighted = list[tuple[int, int, int]]
Graph = dict[int, list[int]]

_UNION = "two nodes are connected exactly where their trees have one root"
_BREADTH = "breadth first, every node is reached in as few steps as can be"
_IN_RANGE = "all(0 <= a < n and 0 <= b < n for a, b in edges)"


def _components(nodes: list[int], edges: Edges) -> list[set[int]]:
    groups = [{node} for node in nodes]
    for a, b in edges:
        first = next(group for group in groups if a in group)
        second = next(group for group in groups if b in group)
        if first is not second:
            groups.remove(second)
            first |= second
    return groups


@algorithm(
    reference=lambda n, edges: len(_components(list(range(n)), edges)),
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each node points towards the root of its component.",
    requires=_IN_RANGE,
)
def count_components(n: int, edges: Edges) -> int:
    """How many connected parts a graph of n nodes has."""
    parents = list(range(n))
    count = n
    for a, b in edges:
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a != b:
            parents[a] = b
            count -= 1
    return count


@algorithm(
    reference=lambda edges: len(_components(sorted({node for edge in edges for node in edge}), edges)),
    takes=("edges",),
    growth=("O(n m)", "O(m)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each node points towards the root of its component.",
)
def count_components_of_edges(edges: Edges) -> int:
    """How many connected parts the nodes of some edges make up."""
    parents: dict[int, int] = {}
    count = 0
    for a, b in edges:
        for node in (a, b):
            if node not in parents:
                parents[node] = node
                count += 1
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a != b:
            parents[a] = b
            count -= 1
    return count


@algorithm(
    reference=lambda n, edges: sorted(sorted(group) for group in _components(list(range(n)), edges)),
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each node points towards the root of its component.",
    requires=_IN_RANGE,
)
def components(n: int, edges: Edges) -> list[list[int]]:
    """The connected parts of a graph of n nodes, each in rising order, by their smallest node."""
    parents = list(range(n))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for a, b in edges:
        parents[root(a)] = root(b)
    groups: dict[int, list[int]] = {}
    for node in range(n):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())


@algorithm(
    reference=lambda n, edges: max(map(len, _components(list(range(n)), edges)), default=0),
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each node points towards the root of its component.",
    requires=_IN_RANGE,
)
def largest_component(n: int, edges: Edges) -> int:
    """How many nodes the largest connected part of a graph of n nodes has."""
    parents = list(range(n))
    sizes = [1] * n
    for a, b in edges:
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a != b:
            parents[a] = b
            sizes[b] += sizes[a]
    return max(sizes, default=0)


@algorithm(
    reference=lambda n, edges: len(_components(list(range(n)), edges)) == 1,
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact=_UNION,
    source="union-find with path halving",
    requires="n > 0 and " + _IN_RANGE,
)
def is_connected(n: int, edges: Edges) -> bool:
    """Whether every node of a graph can be reached from every other."""
    parents = list(range(n))
    count = n
    for a, b in edges:
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a != b:
            parents[a] = b
            count -= 1
    return count == 1


@algorithm(
    reference=lambda edges, start, end: any(
        start in group and end in group
        for group in _components(sorted({start, end, *(node for edge in edges for node in edge)}), edges)
    ),
    takes=("edges", "node", "node"),
    growth=("O(n m)", "O(m)"),
    exact=_UNION,
    source="breadth-first search",
)
def are_connected(edges: Edges, start: int, end: int) -> bool:
    """Whether two nodes are connected by edges, in whichever direction."""
    neighbours: dict[int, list[int]] = {}
    for a, b in edges:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    seen = {start}
    stack = [start]
    while stack:
        for other in neighbours.get(stack.pop(), ()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return end in seen


@algorithm(
    reference=lambda n, edges, start, end: any(
        start in group and end in group for group in _components(list(range(n)), edges)
    ),
    takes=("nodes", "edges", "vertex", "vertex"),
    growth=("O(n m)", "O(n + m)"),
    exact=_UNION,
    source="depth-first search with a stack",
    requires="0 <= start < n and 0 <= end < n and " + _IN_RANGE,
)
def nodes_are_connected(n: int, edges: Edges, start: int, end: int) -> bool:
    """Whether two of n nodes are connected by edges, in whichever direction."""
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    seen = {start}
    stack = [start]
    while stack:
        for other in neighbours[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return end in seen


@algorithm(
    reference=lambda table: len(
        _components(list(range(len(table))), [(i, j) for i, row in enumerate(table) for j, v in enumerate(row) if v])
    ),
    takes=("adjacency",),
    growth=("O(n^3)", "O(n^2)"),
    exact="each node is visited once",
    source="depth-first search with a stack",
    requires="all(len(row) == len(table) for row in table) and all(tuple(r) == c for r, c in zip(table, zip(*table)))",
)
def count_components_of_table(table: list[list[int]]) -> int:
    """How many connected parts a symmetric table of neighbours shows."""
    left = set(range(len(table)))
    count = 0
    while left:
        count += 1
        stack = [left.pop()]
        while stack:
            row = table[stack.pop()]
            reached = [node for node in left if row[node]]
            left.difference_update(reached)
            stack += reached
    return count


def _has_cycle(n: int, edges: Edges) -> bool:
    parents = list(range(n))
    for a, b in edges:
        if parents[a] == parents[b]:
            return True
        old, new = parents[a], parents[b]
        parents = [new if parent == old else parent for parent in parents]
    return False


@algorithm(
    reference=_has_cycle,
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact="an edge closes a cycle exactly where its ends are connected already",
    source="union-find with path halving",
    comment="Union-find: an edge between nodes with one root closes a cycle.",
    requires=_IN_RANGE,
)
def has_undirected_cycle(n: int, edges: Edges) -> bool:
    """Whether edges without direction close a cycle; equal edges and loops do."""
    parents = list(range(n))
    for a, b in edges:
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a == b:
            return True
        parents[a] = b
    return False


def _first_redundant(edges: Edges) -> list[int] | None:
    for count in range(1, len(edges) + 1):
        nodes = sorted({node for edge in edges[:count] for node in edge})
        if len(_components(nodes, edges[:count])) != len(nodes) - count:
            return list(edges[count - 1])
    return None


@algorithm(
    reference=_first_redundant,
    takes=("edges",),
    growth=("O(n m)", "O(m)"),
    exact="an edge closes a cycle exactly where its ends are connected already",
    source="union-find with path halving",
    comment="Union-find: an edge between nodes with one root closes a cycle.",
)
def first_edge_that_closes_cycle(edges: Edges) -> list[int] | None:
    """The first edge whose ends are connected already."""
    parents: dict[int, int] = {}
    for start, end in edges:
        a, b = start, end
        while parents.setdefault(a, a) != a:
            parents[a] = a = parents[parents[a]]
        while parents.setdefault(b, b) != b:
            parents[b] = b = parents[parents[b]]
        if a == b:
            return [start, end]
        parents[a] = b
    return None


def _is_acyclic(n: int, edges: Edges) -> bool:
    left, rest = set(range(n)), list(edges)
    while left:
        free = left - {b for a, b in rest}
        if not free:
            return False
        left -= free
        rest = [(a, b) for a, b in rest if a not in free]
    return True


@algorithm(
    reference=lambda n, edges: not _is_acyclic(n, edges),
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact="nodes without unvisited predecessors are taken until none is left",
    source="Kahn",
    requires=_IN_RANGE,
)
def has_directed_cycle(n: int, edges: Edges) -> bool:
    """Whether directed edges close a cycle."""
    following: list[list[int]] = [[] for _ in range(n)]
    waiting = [0] * n
    for a, b in edges:
        following[a].append(b)
        waiting[b] += 1
    ready = [node for node in range(n) if not waiting[node]]
    for node in ready:
        for other in following[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return len(ready) < n


@algorithm(
    reference=lambda n, edges: not _is_acyclic(n, [(b, a) for a, b in edges]),
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact="nodes without unvisited predecessors are taken until none is left",
    source="Kahn",
    requires=_IN_RANGE,
)
def has_circular_requirement(n: int, edges: Edges) -> bool:
    """Whether requirements (what, needs) run in a circle."""
    following: list[list[int]] = [[] for _ in range(n)]
    waiting = [0] * n
    for what, needed in edges:
        following[needed].append(what)
        waiting[what] += 1
    ready = [node for node in range(n) if not waiting[node]]
    for node in ready:
        for other in following[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return len(ready) < n


def _smallest_first(n: int, edges: Edges) -> list[int] | None:
    order: list[int] = []
    while len(order) < n:
        free = [v for v in range(n) if v not in order and all(a in order for a, b in edges if b == v)]
        if not free:
            return None
        order.append(free[0])
    return order


@algorithm(
    reference=_smallest_first,
    takes=("nodes", "edges"),
    growth=("O(n^2 m)", "O((n + m) log n)"),
    exact="of the nodes that are ready the smallest is taken, from a heap",
    source="Kahn, with a heap",
    comment="Kahn's order; of the nodes that are ready the smallest comes first.",
    requires=_IN_RANGE,
)
def smallest_topological_order(n: int, edges: Edges) -> list[int] | None:
    """The nodes so that each comes after its predecessors, the smallest that is ready first."""
    following: list[list[int]] = [[] for _ in range(n)]
    waiting = [0] * n
    for a, b in edges:
        following[a].append(b)
        waiting[b] += 1
    ready = [node for node in range(n) if not waiting[node]]
    order = []
    while ready:
        node = heappop(ready)
        order.append(node)
        for other in following[node]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, other)
    return order if len(order) == n else None


def _kahn(n: int, edges: Edges) -> list[int] | None:
    waiting = [sum(1 for a, b in edges if b == v) for v in range(n)]
    queue = [v for v in range(n) if not waiting[v]]
    order = []
    while queue:
        node = queue.pop(0)
        order.append(node)
        for a, b in edges:
            if a == node:
                waiting[b] -= 1
                if not waiting[b]:
                    queue.append(b)
    return order if len(order) == n else None


@algorithm(
    reference=_kahn,
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact="the queue is the same; successors are looked up in the order of the edges",
    source="Kahn",
    requires=_IN_RANGE,
)
def topological_order_by_queue(n: int, edges: Edges) -> list[int] | None:
    """The nodes so that each comes after its predecessors, those that became ready first before others."""
    following: list[list[int]] = [[] for _ in range(n)]
    waiting = [0] * n
    for a, b in edges:
        following[a].append(b)
        waiting[b] += 1
    order = [node for node in range(n) if not waiting[node]]
    for node in order:
        for other in following[node]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order if len(order) == n else None


def _steps(neighbours: dict[int, list[int]], start: int) -> dict[int, int]:
    distances = {start: 0}
    queue = [start]
    while queue:
        node = queue.pop(0)
        for other in neighbours.get(node, []):
            if other not in distances:
                distances[other] = distances[node] + 1
                queue.append(other)
    return distances


def _both(n: int, edges: Edges) -> dict[int, list[int]]:
    neighbours: dict[int, list[int]] = {node: [] for node in range(n)}
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    return neighbours


@algorithm(
    reference=lambda graph, start, end: _steps(graph, start).get(end),
    takes=("graph", "node", "node"),
    growth=("O(2^n)", "O(n + m)"),
    exact=_BREADTH,
    source="breadth-first search",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def fewest_steps(graph: Graph, start: int, end: int) -> int | None:
    """The fewest steps from one node of a graph to another."""
    seen = {start}
    front = [start]
    steps = 0
    while front:
        if end in seen:
            return steps
        following = []
        for node in front:
            for other in graph[node]:
                if other not in seen:
                    seen.add(other)
                    following.append(other)
        front = following
        steps += 1
    return None


@algorithm(
    reference=_steps,
    takes=("graph", "node"),
    growth=("O(n m)", "O(n + m)"),
    exact=_BREADTH + "; nodes are listed in the order in which they are reached",
    source="breadth-first search",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def steps_from(graph: Graph, start: int) -> dict[int, int]:
    """The fewest steps from a node to each that can be reached, in the order of the search."""
    distances = {start: 0}
    queue = [start]
    for node in queue:
        for other in graph[node]:
            if other not in distances:
                distances[other] = distances[node] + 1
                queue.append(other)
    return distances


@algorithm(
    reference=lambda graph, start: list(_steps(graph, start)),
    takes=("graph", "node"),
    growth=("O(n m)", "O(n + m)"),
    exact="the queue is the same, what was seen is looked up in a set",
    source="breadth-first search",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def breadth_first_order(graph: Graph, start: int) -> list[int]:
    """The nodes that can be reached, nearest first, in the order of the neighbours."""
    seen = {start}
    order = [start]
    for node in order:
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                order.append(other)
    return order


def _depth_first(graph: Graph, node: int, order: list[int]) -> list[int]:
    order.append(node)
    for other in graph.get(node, []):
        if other not in order:
            _depth_first(graph, other, order)
    return order


@algorithm(
    reference=lambda graph, start: _depth_first(graph, start, []),
    takes=("graph", "node"),
    growth=("O(n m)", "O(n + m)"),
    exact="neighbours wait as iterators, so that they are taken in the same order as by recursion",
    source="depth-first search with a stack",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def depth_first_order(graph: Graph, start: int) -> list[int]:
    """The nodes that can be reached, in the order in which a recursive search visits them."""
    order = [start]
    seen = {start}
    stack = [iter(graph[start])]
    while stack:
        for other in stack[-1]:
            if other not in seen:
                seen.add(other)
                order.append(other)
                stack.append(iter(graph[other]))
                break
        else:
            stack.pop()
    return order


def _path(graph: Graph, start: int, end: int) -> list[int] | None:
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        if path[-1] == end:
            return path
        for other in graph.get(path[-1], []):
            if other not in seen:
                seen.add(other)
                paths.append([*path, other])
    return None


@algorithm(
    reference=_path,
    takes=("graph", "node", "node"),
    growth=("O(n m)", "O(n + m)"),
    exact="each node is reached first from the same one before it",
    source="breadth-first search with predecessors",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def shortest_path(graph: Graph, start: int, end: int) -> list[int] | None:
    """The nodes of a path with the fewest steps, the first in the order of the neighbours."""
    before: dict[int, int] = {start: start}
    queue = deque([start])
    while queue and end not in before:
        node = queue.popleft()
        for other in graph[node]:
            if other not in before:
                before[other] = node
                queue.append(other)
    if end not in before:
        return None
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


@algorithm(
    reference=lambda graph, start, end: end in _steps(graph, start),
    takes=("graph", "node", "node"),
    growth=("O(2^n)", "O(n + m)"),
    exact="each node is visited once",
    source="depth-first search with a stack",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def can_be_reached(graph: Graph, start: int, end: int) -> bool:
    """Whether one node of a graph can be reached from another."""
    seen = {start}
    stack = [start]
    while stack:
        for other in graph[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return end in seen


@algorithm(
    reference=lambda graph, start: len(_steps(graph, start)),
    takes=("graph", "node"),
    growth=("O(n m)", "O(n + m)"),
    exact="each node is visited once",
    source="depth-first search with a stack",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def count_reachable(graph: Graph, start: int) -> int:
    """How many nodes can be reached from one, itself included."""
    seen = {start}
    stack = [start]
    while stack:
        for other in graph[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return len(seen)


@algorithm(
    reference=lambda n, edges, start: [_steps(_both(n, edges), start).get(node, -1) for node in range(n)],
    takes=("nodes", "edges", "vertex"),
    growth=("O(n m)", "O(n + m)"),
    exact=_BREADTH,
    source="breadth-first search",
    requires="0 <= start < n and " + _IN_RANGE,
)
def steps_to_all(n: int, edges: Edges, start: int) -> list[int]:
    """The fewest steps from one of n nodes to each along edges without direction, -1 where there is no way."""
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    distances = [-1] * n
    distances[start] = 0
    queue = [start]
    for node in queue:
        for other in neighbours[node]:
            if distances[other] < 0:
                distances[other] = distances[node] + 1
                queue.append(other)
    return distances


@algorithm(
    reference=lambda n, edges, start, end: _steps(_both(n, edges), start).get(end),
    takes=("nodes", "edges", "vertex", "vertex"),
    growth=("O(n m)", "O(n + m)"),
    exact=_BREADTH,
    source="breadth-first search",
    requires="0 <= start < n and 0 <= end < n and " + _IN_RANGE,
)
def fewest_steps_between(n: int, edges: Edges, start: int, end: int) -> int | None:
    """The fewest steps between two of n nodes along edges without direction."""
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    distances = [-1] * n
    distances[start] = 0
    queue = [start]
    for node in queue:
        for other in neighbours[node]:
            if distances[other] < 0:
                distances[other] = distances[node] + 1
                queue.append(other)
    return distances[end] if distances[end] >= 0 else None


def _bellman_ford(n: int, edges: Weighted, start: int) -> list[int | None]:
    distances: list[int | None] = [None] * n
    distances[start] = 0
    for _ in range(n):
        for a, b, weight in edges:
            known = distances[a]
            if known is not None and (distances[b] is None or known + weight < distances[b]):  # type: ignore[operator]
                distances[b] = known + weight
    return distances


_DIJKSTRA = "with weights that are not negative, the nearest node that is not done is final"


@algorithm(
    reference=_bellman_ford,
    takes=("nodes", "weighted", "vertex"),
    growth=("O(n m)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final.",
    requires="0 <= start < n and all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def distances_from(n: int, edges: Weighted, start: int) -> list[int | None]:
    """The length of the shortest way from one of n nodes to each along directed edges, None where there is none."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        following[a].append((b, weight))
    distances: list[int | None] = [None] * n
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distances[node] is None:
            distances[node] = distance
            for other, weight in following[node]:
                if distances[other] is None:
                    heappush(heap, (distance + weight, other))
    return distances


@algorithm(
    reference=lambda n, edges, start: [-1 if d is None else d for d in _bellman_ford(n, edges, start)],
    takes=("nodes", "weighted", "vertex"),
    growth=("O(n m)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final.",
    requires="0 <= start < n and all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def distances_from_or_minus_one(n: int, edges: Weighted, start: int) -> list[int]:
    """The length of the shortest way from one of n nodes to each along directed edges, -1 where there is none."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        following[a].append((b, weight))
    distances = [-1] * n
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distances[node] < 0:
            distances[node] = distance
            for other, weight in following[node]:
                if distances[other] < 0:
                    heappush(heap, (distance + weight, other))
    return distances


@algorithm(
    reference=lambda n, edges, start: [
        float("inf") if d is None else d for d in _bellman_ford(n, edges + [(b, a, w) for a, b, w in edges], start)
    ],
    takes=("nodes", "weighted", "vertex"),
    growth=("O(n m)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final.",
    requires="0 <= start < n and all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def distances_from_both_ways(n: int, edges: Weighted, start: int) -> list[float]:
    """The length of the shortest way from one of n nodes to each along edges, infinity where there is none."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        neighbours[a].append((b, weight))
        neighbours[b].append((a, weight))
    distances = [float("inf")] * n
    distances[start] = 0
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distance > distances[node]:
            continue
        for other, weight in neighbours[node]:
            if distance + weight < distances[other]:
                distances[other] = distance + weight
                heappush(heap, (distance + weight, other))
    return distances


@algorithm(
    reference=lambda n, edges, start: [float("inf") if d is None else d for d in _bellman_ford(n, edges, start)],
    takes=("nodes", "weighted", "vertex"),
    growth=("O(n m)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final.",
    requires="0 <= start < n and all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def distances_from_or_infinity(n: int, edges: Weighted, start: int) -> list[float]:
    """The length of the shortest way from one node to each along directed edges, infinity where there is none."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        following[a].append((b, weight))
    distances = [float("inf")] * n
    distances[start] = 0
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distance > distances[node]:
            continue
        for other, weight in following[node]:
            if distance + weight < distances[other]:
                distances[other] = distance + weight
                heappush(heap, (distance + weight, other))
    return distances


@algorithm(
    reference=lambda n, edges, start, end: _bellman_ford(n, edges, start)[end],
    takes=("nodes", "weighted", "vertex", "vertex"),
    growth=("O(n m)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final.",
    requires="0 <= start < n and all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def distance_between(n: int, edges: Weighted, start: int, end: int) -> int | None:
    """The length of the shortest way between two of n nodes along directed edges."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        following[a].append((b, weight))
    done = set()
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if node == end:
            return distance
        if node not in done:
            done.add(node)
            for other, weight in following[node]:
                if other not in done:
                    heappush(heap, (distance + weight, other))
    return None


def _lightest(graph: dict[int, dict[int, int]], start: int) -> dict[int, int]:
    distances = {start: 0}
    changed = True
    while changed:
        changed = False
        for node in list(distances):
            for other, weight in graph[node].items():
                if other not in distances or distances[node] + weight < distances[other]:
                    distances[other] = distances[node] + weight
                    changed = True
    return distances


_CLOSED_MAP = "start in graph and all(o in graph and w >= 0 for others in graph.values() for o, w in others.items())"
_CLOSED_LIST = "start in graph and all(o in graph and w >= 0 for others in graph.values() for o, w in others)"


@algorithm(
    reference=lambda graph, start, end: _lightest(graph, start).get(end),
    takes=("weighted_map", "node", "node"),
    growth=("O(n^2)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final. The counter decides between equal distances.",
    requires=_CLOSED_MAP,
)
def distance_in_map(graph: dict[int, dict[int, int]], start: int, end: int) -> int | None:
    """The length of the shortest way between two nodes of a graph of weights by node."""
    done = set()
    heap = [(0, 0, start)]
    count = 0
    while heap:
        distance, _, node = heappop(heap)
        if node == end:
            return distance
        if node not in done:
            done.add(node)
            for other, weight in graph[node].items():
                if other not in done:
                    count += 1
                    heappush(heap, (distance + weight, count, other))
    return None


@algorithm(
    reference=lambda graph, start: {node: _lightest(graph, start).get(node, float("inf")) for node in graph},
    takes=("weighted_map", "node"),
    growth=("O(n^2)", "O(m log n)"),
    exact=_DIJKSTRA + "; nodes are listed in the order of the graph",
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final. The counter decides between equal distances.",
    requires=_CLOSED_MAP,
)
def distances_in_map(graph: dict[int, dict[int, int]], start: int) -> dict[int, float]:
    """The length of the shortest way from a node to each, by weights by node, infinity where there is none."""
    distances: dict[int, float] = {node: float("inf") for node in graph}
    distances[start] = 0
    heap: list[tuple[float, int, int]] = [(0, 0, start)]
    count = 0
    while heap:
        distance, _, node = heappop(heap)
        if distance > distances[node]:
            continue
        for other, weight in graph[node].items():
            if distance + weight < distances[other]:
                distances[other] = distance + weight
                count += 1
                heappush(heap, (distance + weight, count, other))
    return distances


@algorithm(
    reference=lambda graph, start, end: _lightest({n: _least(o) for n, o in graph.items()}, start).get(end),
    takes=("weighted_graph", "node", "node"),
    growth=("O(n^2)", "O(m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final. The counter decides between equal distances.",
    requires=_CLOSED_LIST,
)
def distance_in_lists(graph: dict[int, list[tuple[int, int]]], start: int, end: int) -> int | None:
    """The length of the shortest way between two nodes of a graph of (node, weight) lists."""
    done = set()
    heap = [(0, 0, start)]
    count = 0
    while heap:
        distance, _, node = heappop(heap)
        if node == end:
            return distance
        if node not in done:
            done.add(node)
            for other, weight in graph[node]:
                if other not in done:
                    count += 1
                    heappush(heap, (distance + weight, count, other))
    return None


def _least(others: list[tuple[int, int]]) -> dict[int, int]:
    return {other: min(w for o, w in others if o == other) for other, _ in others}


@algorithm(
    reference=lambda graph, start: {
        node: _lightest({n: _least(o) for n, o in graph.items()}, start).get(node, float("inf")) for node in graph
    },
    takes=("weighted_graph", "node"),
    growth=("O(n^2)", "O(m log n)"),
    exact=_DIJKSTRA + "; nodes are listed in the order of the graph",
    source="Dijkstra with a heap",
    comment="Dijkstra: the nearest node that is not done is final. The counter decides between equal distances.",
    requires=_CLOSED_LIST,
)
def distances_in_lists(graph: dict[int, list[tuple[int, int]]], start: int) -> dict[int, float]:
    """The length of the shortest way from a node to each, by (node, weight) lists, infinity where there is none."""
    distances: dict[int, float] = {node: float("inf") for node in graph}
    distances[start] = 0
    heap: list[tuple[float, int, int]] = [(0, 0, start)]
    count = 0
    while heap:
        distance, _, node = heappop(heap)
        if distance > distances[node]:
            continue
        for other, weight in graph[node]:
            if distance + weight < distances[other]:
                distances[other] = distance + weight
                count += 1
                heappush(heap, (distance + weight, count, other))
    return distances


def _spanning(n: int, edges: Weighted) -> int | None:
    inside, total = {0}, 0
    while len(inside) < n:
        options = [w for a, b, w in edges if (a in inside) != (b in inside)]
        if not options:
            return None
        weight = min(options)
        a, b = next((a, b) for a, b, w in edges if w == weight and (a in inside) != (b in inside))
        inside |= {a, b}
        total += weight
    return total


@algorithm(
    reference=_spanning,
    takes=("nodes", "weighted"),
    growth=("O(n m)", "O(m log m)"),
    exact="the lightest edge between two parts always belongs to some lightest tree; its weight is unique",
    source="Kruskal with union-find",
    comment="Kruskal: edges by weight, unless their ends are connected already.",
    requires="n > 0 and all(0 <= a < n and 0 <= b < n for a, b, w in edges)",
)
def lightest_spanning_tree(n: int, edges: Weighted) -> int | None:
    """The least total weight of edges that connect all of n nodes."""
    parents = list(range(n))
    total, left = 0, n - 1
    for a, b, weight in sorted(edges, key=lambda edge: edge[2]):
        while parents[a] != a:
            parents[a] = a = parents[parents[a]]
        while parents[b] != b:
            parents[b] = b = parents[parents[b]]
        if a != b:
            parents[a] = b
            total += weight
            left -= 1
    return total if left == 0 else None


def _colours(n: int, edges: Edges) -> bool:
    return any(all((mask >> a & 1) != (mask >> b & 1) for a, b in edges) for mask in range(1 << n))


@algorithm(
    reference=_colours,
    takes=("nodes", "edges"),
    growth=("O(2^n m)", "O(n + m)"),
    exact="a colour decides those of all that can be reached",
    source="depth-first search with a stack",
    requires=_IN_RANGE,
)
def is_bipartite(n: int, edges: Edges) -> bool:
    """Whether n nodes can be parted into two so that no edge stays inside one."""
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    colours = [-1] * n
    for start in range(n):
        if colours[start] >= 0:
            continue
        colours[start] = 0
        stack = [start]
        while stack:
            node = stack.pop()
            for other in neighbours[node]:
                if colours[other] < 0:
                    colours[other] = 1 - colours[node]
                    stack.append(other)
                elif colours[other] == colours[node]:
                    return False
    return True


def _triangles(n: int, edges: Edges) -> int:
    pairs = {(a, b) for a, b in edges} | {(b, a) for a, b in edges}
    return sum(
        1
        for a in range(n)
        for b in range(a + 1, n)
        for c in range(b + 1, n)
        if (a, b) in pairs and (b, c) in pairs and (a, c) in pairs
    )


@algorithm(
    reference=_triangles,
    takes=("nodes", "edges"),
    growth=("O(n^3)", "O(m^1.5)"),
    exact="each triangle is found at the edge of its two smaller nodes",
    source="intersection of neighbour sets",
    requires=_IN_RANGE,
)
def count_triangles(n: int, edges: Edges) -> int:
    """How many triples of nodes are connected with one another."""
    larger: list[set[int]] = [set() for _ in range(n)]
    for a, b in edges:
        if a != b:
            larger[min(a, b)].add(max(a, b))
    return sum(len(larger[a] & larger[b]) for a in range(n) for b in larger[a])


@algorithm(
    reference=lambda n, edges: [sum((a == v) + (b == v) for a, b in edges) for v in range(n)],
    takes=("nodes", "edges"),
    growth=("O(n m)", "O(n + m)"),
    exact="each end is counted once",
    source="one pass",
    requires=_IN_RANGE,
)
def degrees(n: int, edges: Edges) -> list[int]:
    """For each of n nodes how many ends of edges are there."""
    counts = [0] * n
    for a, b in edges:
        counts[a] += 1
        counts[b] += 1
    return counts


def _count_paths(graph: Graph, start: int, end: int) -> int:
    return 1 if start == end else sum(_count_paths(graph, other, end) for other in graph.get(start, []))


@algorithm(
    reference=_count_paths,
    takes=("dag", "node", "node"),
    growth=("O(2^n)", "O(n + m)"),
    exact="the paths from a node are those from its successors; nodes are done after all of theirs",
    source="dynamic programming in depth-first order",
    requires="start in graph and all(other in graph for others in graph.values() for other in others)",
)
def count_paths(graph: Graph, start: int, end: int) -> int:
    """How many paths lead from one node of a graph without cycles to another."""
    counts = {end: 1}
    stack = [start]
    while stack:
        node = stack[-1]
        waiting = [other for other in graph[node] if other not in counts] if node not in counts else []
        if waiting:
            stack += waiting
        else:
            stack.pop()
            if node not in counts:
                counts[node] = sum([counts[other] for other in graph[node]])
    return counts[start]


def _longest_path(graph: Graph) -> int:
    def from_node(node: int) -> int:
        return max((1 + from_node(other) for other in graph[node]), default=0)

    return max(map(from_node, graph), default=0)


@algorithm(
    reference=_longest_path,
    takes=("dag",),
    growth=("O(2^n)", "O(n + m)"),
    exact="nodes are taken after all of their predecessors",
    source="dynamic programming in Kahn's order",
    requires="all(other in graph for others in graph.values() for other in others)",
)
def longest_path_length(graph: Graph) -> int:
    """How many steps the longest path of a graph without cycles has."""
    waiting = dict.fromkeys(graph, 0)
    for others in graph.values():
        for other in others:
            waiting[other] += 1
    lengths = dict.fromkeys(graph, 0)
    ready = [node for node in graph if not waiting[node]]
    for node in ready:
        for other in graph[node]:
            lengths[other] = max(lengths[other], lengths[node] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return max(lengths.values(), default=0)


def _floyd(n: int, edges: Weighted) -> list[list[float]]:
    table = [[0 if i == j else float("inf") for j in range(n)] for i in range(n)]
    for _ in range(n):
        for a, b, weight in edges:
            for start in range(n):
                table[start][b] = min(table[start][b], table[start][a] + weight)
    return table


@algorithm(
    reference=_floyd,
    takes=("nodes", "weighted"),
    growth=("O(n^2 m)", "O(n m log n)"),
    exact=_DIJKSTRA,
    source="Dijkstra with a heap, from every node",
    requires="all(0 <= a < n and 0 <= b < n and w >= 0 for a, b, w in edges)",
)
def all_distances(n: int, edges: Weighted) -> list[list[float]]:
    """The length of the shortest way between any two of n nodes along directed edges, infinity where there is none."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        following[a].append((b, weight))
    table = []
    for start in range(n):
        distances = [float("inf")] * n
        distances[start] = 0
        heap = [(0, start)]
        while heap:
            distance, node = heappop(heap)
            if distance > distances[node]:
                continue
            for other, weight in following[node]:
                if distance + weight < distances[other]:
                    distances[other] = distance + weight
                    heappush(heap, (distance + weight, other))
        table.append(distances)
    return table


def _built(needs: Graph) -> list[int] | None:
    parts = list(dict.fromkeys([*needs, *(other for others in needs.values() for other in others)]))
    order: list[int] = []
    while len(order) < len(parts):
        ready = [p for p in parts if p not in order and all(o in order for o in needs.get(p, []))]
        if not ready:
            return None
        order.append(min(ready))
    return order


@algorithm(
    reference=_built,
    takes=("graph",),
    growth=("O(n^2 m)", "O((n + m) log n)"),
    exact="of the parts that are ready the smallest is taken, from a heap",
    source="Kahn, with a heap",
    comment="Kahn's order; of the parts that are ready the smallest comes first.",
)
def smallest_build_order(needs: Graph) -> list[int] | None:
    """The parts so that each comes after those it needs, the smallest that is ready first."""
    users: dict[int, list[int]] = {part: [] for part in needs}
    waiting: dict[int, int] = {}
    for part, wanted in needs.items():
        waiting[part] = len(wanted)
        for other in wanted:
            users.setdefault(other, []).append(part)
    ready = [part for part in users if not waiting.get(part)]
    heapify(ready)
    order = []
    while ready:
        part = heappop(ready)
        order.append(part)
        for user in users[part]:
            waiting[user] -= 1
            if not waiting[user]:
                heappush(ready, user)
    return order if len(order) == len(users) else None


@algorithm(
    reference=lambda items, links: sorted(
        sorted(group)
        for group in _components(sorted(set(items)), [(a, b) for a, b in links if a in items and b in items])
    ),
    takes=("items", "edges"),
    growth=("O(n m)", "O((n + m) log n)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each item points towards the root of its group.",
)
def groups_of_linked_items(items: list[int], links: Edges) -> list[list[int]]:
    """The items grouped by links between them, each group in rising order, by their smallest item."""
    parents = {item: item for item in items}

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = item = parents[parents[item]]
        return item

    for a, b in links:
        if a in parents and b in parents:
            parents[root(a)] = root(b)
    groups: dict[int, list[int]] = {}
    for item in sorted(parents):
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())


@algorithm(
    reference=lambda items, links: sorted(
        (
            sorted(group)
            for group in _components(sorted(set(items)), [(a, b) for a, b in links if a in items and b in items])
        ),
        key=lambda group: (-len(group), group[0]),
    ),
    takes=("items", "edges"),
    growth=("O(n m)", "O((n + m) log n)"),
    exact=_UNION,
    source="union-find with path halving",
    comment="Union-find: each item points towards the root of its group.",
)
def largest_groups_of_linked_items(items: list[int], links: Edges) -> list[list[int]]:
    """The items grouped by links, each group in rising order, largest first, then by their smallest item."""
    parents = {item: item for item in items}

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = item = parents[parents[item]]
        return item

    for a, b in links:
        if a in parents and b in parents:
            parents[root(a)] = root(b)
    groups: dict[int, list[int]] = {}
    for item in sorted(parents):
        groups.setdefault(root(item), []).append(item)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))
