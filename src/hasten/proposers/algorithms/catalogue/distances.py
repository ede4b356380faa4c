"""Shortest ways in graphs with weights."""

from __future__ import annotations

from heapq import heappop, heappush

from hasten.proposers.algorithms.algorithm import algorithm

Weighted = list[tuple[int, int, int]]


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
