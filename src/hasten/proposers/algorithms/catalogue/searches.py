"""Breadth-first and depth-first search."""

from __future__ import annotations

from collections import deque

from hasten.proposers.algorithms.algorithm import algorithm

Edges = list[tuple[int, int]]


Graph = dict[int, list[int]]


_BREADTH = "breadth first, every node is reached in as few steps as can be"


_IN_RANGE = "all(0 <= a < n and 0 <= b < n for a, b in edges)"


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
