"""Orders of graphs with directed edges, and paths in those without cycles."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from hasten.proposers.algorithms.algorithm import algorithm

Edges = list[tuple[int, int]]


Graph = dict[int, list[int]]


_IN_RANGE = "all(0 <= a < n and 0 <= b < n for a, b in edges)"


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
