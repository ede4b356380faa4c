"""Connected parts of graphs."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

Edges = list[tuple[int, int]]


Weighted = list[tuple[int, int, int]]


_UNION = "two nodes are connected exactly where their trees have one root"


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


def _count_components(n: int, edges: Edges) -> int:
    return len(_components(list(range(n)), edges))


@algorithm(
    reference=lambda n, edges: [
        tuple(edges[i])
        for i in range(len(edges))
        if _count_components(n, edges[:i] + edges[i + 1 :]) > _count_components(n, edges)
    ],
    takes=("nodes", "edges"),
    growth=("O(n m^2)", "O(n + m)"),
    exact="an edge is a bridge where no way from behind it leads back to its beginning or before",
    source="Tarjan, A note on finding the bridges of a graph, 1974",
    comment="An edge is a bridge where nothing behind it reaches back past it.",
    requires=_IN_RANGE,
)
def bridges(n: int, edges: Edges) -> list[tuple[int, int]]:
    """The edges without which a graph of n nodes falls into more parts, in the order given."""
    near: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for number, (a, b) in enumerate(edges):
        near[a].append((b, number))
        near[b].append((a, number))
    entered = [-1] * n
    lowest = [0] * n
    cut = [False] * len(edges)
    clock = 0
    for source in range(n):
        if entered[source] >= 0:
            continue
        entered[source] = lowest[source] = clock
        clock += 1
        stack = [(source, -1, iter(near[source]))]
        while stack:
            node, came_by, ways = stack[-1]
            for other, number in ways:
                if number == came_by:
                    continue
                if entered[other] < 0:
                    entered[other] = lowest[other] = clock
                    clock += 1
                    stack.append((other, number, iter(near[other])))
                    break
                lowest[node] = min(lowest[node], entered[other])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    cut[came_by] = lowest[node] > entered[above]
    return [(edge[0], edge[1]) for number, edge in enumerate(edges) if cut[number]]


@algorithm(
    reference=lambda n, edges: [
        node
        for node in range(n)
        if len(
            _components(
                [other for other in range(n) if other != node], [e for e in edges if node not in (e[0], e[1])]
            )
        )
        > len(_components(list(range(n)), edges)) - (not any(node in (a, b) and a != b for a, b in edges))
    ],
    takes=("nodes", "edges"),
    growth=("O(n^2 m)", "O(n + m)"),
    exact="a node cuts where some node behind it reaches back to nothing before it; a root where it has two children",
    source="Hopcroft and Tarjan, Algorithm 447, 1973",
    comment="A node cuts where something behind it reaches back to nothing before it.",
    requires=_IN_RANGE,
)
def cut_nodes(n: int, edges: Edges) -> list[int]:
    """The nodes without which a graph of n nodes falls into more parts, in rising order."""
    near: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    entered = [-1] * n
    lowest = [0] * n
    cuts = [False] * n
    clock = 0
    for source in range(n):
        if entered[source] >= 0:
            continue
        entered[source] = lowest[source] = clock
        clock += 1
        children = 0
        stack = [(source, iter(near[source]))]
        while stack:
            node, ways = stack[-1]
            for other in ways:
                if entered[other] < 0:
                    entered[other] = lowest[other] = clock
                    clock += 1
                    children += node == source
                    stack.append((other, iter(near[other])))
                    break
                lowest[node] = min(lowest[node], entered[other])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    if above != source and lowest[node] >= entered[above]:
                        cuts[above] = True
        cuts[source] = children > 1
    return [node for node in range(n) if cuts[node]]


def _merged(rows: list[list[int]]) -> list[set[int]]:
    groups = [set(row) for row in rows]
    for i in range(len(groups)):
        for j in range(i + 1, len(groups)):
            if groups[i] & groups[j]:
                groups[i] |= groups.pop(j)
                return _merged([list(group) for group in groups])
    return groups


@algorithm(
    reference=lambda rows: sorted(sorted(group) for group in _merged(rows)),
    takes=("rows",),
    growth=("O(n^3 m)", "O(n m)"),
    exact="rows are put together exactly where a chain of shared items leads from one to the other",
    source="union-find with path halving",
    comment="Union-find over rows: each item leads to the first row that has it.",
)
def groups_that_share_items(rows: list[list[int]]) -> list[list[int]]:
    """The different items of rows that share some, also by way of other rows, put together; all in order."""
    parents = list(range(len(rows)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = place = parents[parents[place]]
        return place

    owner: dict[int, int] = {}
    for place, row in enumerate(rows):
        for item in row:
            parents[root(place)] = root(owner.setdefault(item, place))
    groups: dict[int, set[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(root(place), set()).update(row)
    return sorted(map(sorted, groups.values()))
