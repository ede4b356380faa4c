"""Canonical arguments: small values that tell computations apart, with the edges that code treats specially.

A *suite* is a list of argument tuples for a tuple of pools, the most telling and cheapest first. Values that belong
together (a list and a sum of its items, nodes and the edges between them) have a suite of their own; others are
combined at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

from hasten.proposers.algorithms.pools import table_of, values_of

#: Argument tuples in the order they are tried.
Suite = list[tuple[Any, ...]]

_SUITES: dict[tuple[str, ...], Callable[[random.Random], Suite]] = {}


def suite_for(pools: tuple[str, ...]) -> Suite:
    """The suite of a tuple of pools: written for it, or sampled from the product of its pools."""
    return _suite(pools)


@cache
def _suite(pools: tuple[str, ...]) -> Suite:
    # The seed is a constant because the inputs are canonical: equal for every target and every run.
    rng = random.Random("canonical " + " ".join(pools))
    make = _SUITES.get(pools)
    if make is not None:
        return make(rng)
    values = [values_of(pool, rng) for pool in pools]
    if len(values) == 1:
        return [(value,) for value in values[0]]
    return _sampled_product(values, rng)


def _sampled_product(values: list[list[Any]], rng: random.Random, size: int = 72) -> Suite:
    """Every value of every pool at least once, combined at random; small values first."""
    heads = [pool[: max(3, round(40 ** (1 / len(values))))] for pool in values]
    every = list(product(*heads))
    rng.shuffle(every)
    chosen = every[: size // 2]
    longest = max(map(len, values))
    chosen += [tuple(pool[place % len(pool)] for pool in values) for place in range(longest)]
    while len(chosen) < size:
        chosen.append(tuple(rng.choice(pool) for pool in values))
    return list({repr(case): case for case in chosen}.values())


def _suite_of(*pools: str) -> Callable[[Callable[[random.Random], Suite]], Callable[[random.Random], Suite]]:
    def register(make: Callable[[random.Random], Suite]) -> Callable[[random.Random], Suite]:
        _SUITES[pools] = make
        return make

    return register


@_suite_of("int", "int")
def _two_ints(rng: random.Random) -> Suite:
    cases = [
        (6, 4),
        (7, 3),
        (3, 7),
        (10, 2),
        (5, 5),
        (12, 8),
        (4, 2),
        (2, 4),
        (9, 6),
        (8, 3),
        (3, 2),
        (2, 3),
        (1, 1),
        (5, 2),
        (7, 2),
    ]
    cases += [
        (0, 3),
        (3, 0),
        (0, 0),
        (1, 5),
        (5, 1),
        (-2, 3),
        (3, -2),
        (-4, -6),
        (-1, 5),
        (10, 25),
        (1, 10),
        (1, 0),
        (0, 1),
        (6, 3),
    ]
    cases += [(rng.randint(1, 12), rng.randint(1, 12)) for _ in range(14)]
    return cases + [
        (48, 36),
        (20, 30),
        (2, 16),
        (17, 5),
        (100, 10),
        (10, 20),
        (1, 30),
        (15, 40),
        (5, 60),
        (31, 7),
        (64, 2),
        (81, 3),
        (255, 16),
    ]


@_suite_of("int", "int", "int")
def _three_ints(rng: random.Random) -> Suite:
    cases = [
        (2, 5, 7),
        (3, 4, 5),
        (10, 3, 6),
        (5, 2, 3),
        (7, 7, 10),
        (2, 10, 1000),
        (1, 2, 3),
        (4, 1, 2),
        (3, 0, 7),
        (0, 5, 7),
        (6, 3, 1),
    ]
    cases += [(rng.randint(1, 9), rng.randint(0, 9), rng.randint(1, 13)) for _ in range(26)]
    return cases + [
        (0, 0, 5),
        (-3, 3, 7),
        (2, -1, 7),
        (2, 3, -5),
        (2, 3, 0),
        (10, 30, 7),
        (3, 20, 100),
        (1, 20, 3),
        (1, 50, 5),
    ]


@_suite_of("ints", "int")
def _list_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    lists = values_of("ints", rng)
    for values in lists[:10] + lists[14:34] + lists[38:]:
        length = len(values)
        choices = [
            rng.choice(values) + rng.choice(values),
            rng.randint(1, length),
            2,
            3,
            rng.choice(values),
            sum(values),
        ]
        cases += [(values, number) for number in rng.sample(choices, 2)]
    edges: Suite = [
        ([], 0),
        ([], 1),
        ([], 5),
        ([5], 5),
        ([5], 1),
        ([1, 2, 3], 0),
        ([1, 2, 3], -1),
        ([1, 2, 3], 3),
        ([1, 2, 3], 4),
    ]
    edges += [
        ([5, 5], 10),
        ([0, 0, 0], 0),
        ([3, 3, 1, 1], 2),
        ([1, -1, 2, -2], 0),
        ([2, 4, 6, 8], 7),
        ([1, 2, 3, 4], 10),
        ([4, 2], -3),
    ]
    return cases[:16] + edges + cases[16:]


@_suite_of("ints", "ints")
def _two_lists(rng: random.Random) -> Suite:
    cases: Suite = [
        ([1, 2, 3], [4, 5, 6]),
        ([3, 1, 4, 1, 5], [9, 2, 6, 5, 3]),
        ([1, 3, 4, 1], [3, 4, 1, 2, 1, 3]),
        ([1, 2, 2, 1], [2, 2]),
    ]
    for left, right in ((4, 4), (5, 3), (3, 6), (6, 6), (2, 5), (7, 4), (5, 5), (6, 2), (8, 8), (3, 3), (4, 7), (9, 5)):
        high = rng.choice((3, 6, 9))
        cases.append(([rng.randint(-2, high) for _ in range(left)], [rng.randint(-2, high) for _ in range(right)]))
    for length in (3, 4, 5, 6):
        values = [rng.randint(0, 5) for _ in range(length)]
        cases += [(values, rng.sample(values, length)), (values, values[1:] + values[:1]), (values, list(values))]
    cases += [
        ([], []),
        ([1], []),
        ([], [1]),
        ([1], [1]),
        ([1], [2]),
        ([2, 2], [2]),
        ([1, 2], [2, 1]),
        ([0, 0], [0, 0, 0]),
        ([5, 1], [1]),
    ]
    return cases + [(sorted(left), sorted(right)) for left, right in cases[:12]]


@_suite_of("sorted", "int")
def _sorted_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for values in values_of("sorted", rng):
        cases += [(values, number) for number in rng.sample([*values, -20, 0, 2, 3, 5, 7, 30], 4)]
    return cases


@_suite_of("sorted", "sorted")
def _two_sorted(rng: random.Random) -> Suite:
    pool = values_of("sorted", rng)
    return [(rng.choice(pool), rng.choice(pool)) for _ in range(44)] + [([], []), ([1], []), ([], [1]), ([1, 2], [3])]


@_suite_of("text", "text")
def _two_texts(rng: random.Random) -> Suite:
    cases: Suite = [
        ("kitten", "sitting"),
        ("abcde", "ace"),
        ("listen", "silent"),
        ("banana", "ana"),
        ("abcd", "cdab"),
        ("horse", "ros"),
        ("ab", "eidbaooo"),
        ("abc", "ahbgdc"),
        ("aab", "aba"),
        ("abcabc", "abc"),
        ("intention", "execution"),
        ("rabbbit", "rabbit"),
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("a", "a"),
        ("a", "b"),
        ("aaa", "aa"),
        ("ab", "ba"),
        ("abab", "ab"),
        ("Aa", "aa"),
        ("cbaebabacd", "abc"),
        ("karolin", "kathrin"),
        ("été", "ete"),
        ("AGGTAB", "GXTXAYB"),
        ("abcdxyz", "xyzabcd"),
        ("geeks", "geeksfor"),
        ("xbx", "bx"),
    ]
    for _ in range(26):
        left = "".join(rng.choice("ab" if rng.random() < 0.5 else "abc") for _ in range(rng.randint(1, 7)))
        right = "".join(rng.choice("ab" if rng.random() < 0.5 else "abc") for _ in range(rng.randint(1, 5)))
        cases.append((left, right))
    cases += [(text, "".join(rng.sample(text, len(text)))) for text in ("abca", "xyz", "aabb", "hello")]
    cases += [(text, "".join(rng.sample(text, len(text)))) for text in ("abca", "xyz", "aabb", "hello")]
    # Short ones first, since recursion on texts is often exponential; but not those that tell nothing.
    return sorted(cases, key=lambda case: (not all(case), len(case[0]) + len(case[1]) < 5, sum(map(len, case))))


@_suite_of("text", "pattern")
def _text_and_pattern(rng: random.Random) -> Suite:
    return _two_texts(rng) + [("the cat the", "the"), ("mississippi", "issi"), ("aaaaa", "aa")]


@_suite_of("text", "int")
def _text_and_int(rng: random.Random) -> Suite:
    texts = [text for text in values_of("text", rng) if len(text) < 13]
    cases: Suite = [(text, rng.randint(1, max(1, min(5, len(text))))) for text in texts]
    return [
        ("abcabc", 2),
        ("AABABBA", 1),
        ("eceba", 2),
        *cases,
        ("abc", 0),
        ("abc", -1),
        ("abc", 3),
        ("abc", 4),
        ("", 0),
        ("", 1),
        ("aa", 26),
    ]


@_suite_of("texts", "text")
def _texts_and_text(rng: random.Random) -> Suite:
    pairs = [
        (["leet", "code"], "leetcode"),
        (["apple", "pen"], "applepenapple"),
        (["cats", "dog", "sand", "and", "cat"], "catsandog"),
    ]
    cases: Suite = [
        *pairs,
        (["a", "aa"], "aaaa"),
        (["a", "b"], ""),
        ([], "a"),
        ([], ""),
        (["ab"], "aba"),
        (["b", "a", "ab"], "abab"),
    ]
    for _ in range(24):
        words = ["".join(rng.choice("ab") for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(1, 4))]
        whole = "".join(rng.choice(words) for _ in range(rng.randint(1, 3)))
        cases.append((words, whole + rng.choice(["", "", "b"])))
        cases.append((words, rng.choice(words)))
    return cases


@_suite_of("texts", "int")
def _texts_and_int(rng: random.Random) -> Suite:
    return [(words, rng.randint(0, max(1, len(words)))) for words in values_of("texts", rng) for _ in range(2)]


@_suite_of("coins", "amount")
def _coins_and_amount(rng: random.Random) -> Suite:
    sets = [
        [1, 2, 5],
        [2],
        [1, 5, 10, 25],
        [3, 7],
        [2, 4, 6],
        [1],
        [5, 2, 1],
        [4, 9, 3],
        [1, 3, 4],
        [2, 3, 7],
        [7, 3, 2, 11],
        [],
    ]
    cases: Suite = [(coins, amount) for coins in sets for amount in rng.sample(range(1, 15), 4)]
    return [
        ([1, 2, 5], 11),
        *cases,
        ([1, 2], 0),
        ([2], 3),
        ([], 0),
        ([], 4),
        ([5], 3),
        ([2, 2], 4),
        ([1, 2], -1),
        ([3, 5], -4),
    ]


@_suite_of("weights", "values", "capacity")
def _knapsacks(rng: random.Random) -> Suite:
    cases: Suite = [([1, 3, 4, 5], [1, 4, 5, 7], 7), ([10, 20, 30], [60, 100, 120], 50)]
    for length in (3, 4, 4, 5, 5, 6, 6, 7, 2, 1, 4, 5, 3, 6, 5, 4, 6, 3):
        cases.append(
            (
                [rng.randint(1, 7) for _ in range(length)],
                [rng.randint(0, 12) for _ in range(length)],
                rng.randint(1, 16),
            )
        )
    return cases + [
        ([], [], 5),
        ([2], [3], 1),
        ([2], [3], 2),
        ([2, 3], [4, 5], 0),
        ([1, 1], [2, 3], -1),
        ([4, 5], [1, 2], 3),
    ]


@_suite_of("coins", "weights", "capacity")
def _pieces(rng: random.Random) -> Suite:
    return [(list(weights), list(values), capacity) for weights, values, capacity in _knapsacks(rng)]


@_suite_of("matrix", "matrix")
def _two_matrices(rng: random.Random) -> Suite:
    cases: Suite = []
    for rows, inner, columns in (
        (2, 3, 2),
        (2, 2, 2),
        (3, 3, 3),
        (1, 3, 2),
        (2, 1, 3),
        (3, 2, 4),
        (4, 4, 4),
        (1, 1, 1),
        (2, 4, 1),
        (3, 3, 1),
    ):
        cases += [(table_of(rng, rows, inner), table_of(rng, inner, columns)) for _ in range(2)]
    for rows, columns in ((2, 2), (2, 3), (3, 3), (1, 4)):
        cases += [(table_of(rng, rows, columns), table_of(rng, rows, columns)) for _ in range(3)]
    return [*cases, ([], []), ([[1]], [[2]])]


@_suite_of("square", "int")
def _square_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for table in values_of("square", rng):
        cases += [(table, power) for power in rng.sample([0, 1, 2, 3, 4, 5], 3)]
    return [*cases, ([[1, 1], [1, 0]], 7), ([[1, 1], [1, 0]], 10), ([[2]], 6)]


@_suite_of("matrix", "int")
def _matrix_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for _ in range(12):
        table = table_of(rng, rng.randint(1, 4), rng.randint(1, 4), 0, 20)
        sorted_table = sorted(sorted(row) for row in table)
        cases += [
            (table, rng.choice(rng.choice(table))),
            (table, rng.randint(0, 20)),
            (sorted_table, rng.randint(1, 20)),
        ]
    return cases


@_suite_of("rows", "int")
def _rows_and_int(rng: random.Random) -> Suite:
    return [(rows, number) for rows in values_of("rows", rng) for number in rng.sample([0, 1, 2, 3, 5, -1], 3)]


@_suite_of("ints", "points")
def _list_and_ranges(rng: random.Random) -> Suite:
    """A list and inclusive ranges inside of it."""
    cases: Suite = []
    for _ in range(28):
        values = [rng.randint(-5, 9) for _ in range(rng.randint(1, 8))]
        ranges = [sorted(rng.choices(range(len(values)), k=2)) for _ in range(rng.randint(0, 5))]
        cases.append((values, [list(bounds) for bounds in ranges]))
    return [([1, 2, 3, 4, 5], [[0, 2], [1, 3], [4, 4]]), *cases, ([], []), ([3], [[0, 0]])]


@_suite_of("nodes", "points")
def _length_and_updates(rng: random.Random) -> Suite:
    return [
        (size, [sorted(rng.choices(range(size), k=2)) for _ in range(rng.randint(0, 5))])
        for size in rng.choices(range(1, 8), k=30)
    ]


@_suite_of("nodes", "weighted")
def _length_and_weighted(rng: random.Random) -> Suite:
    """A number of nodes, and triples of two of them (the smaller first in half of the cases) and a weight of 1 to 9."""
    cases: Suite = []
    for number in range(44):
        size = rng.randint(1, 6)
        triples = []
        for _ in range(rng.randint(0, 7)):
            ends = rng.choices(range(size), k=2)
            triples.append([*(sorted(ends) if number % 2 else ends), rng.randint(1, 9)])
        cases.append((size, triples))
    return cases


@_suite_of("nodes", "weighted", "vertex")
def _weighted_and_start(rng: random.Random) -> Suite:
    return [(size, triples, rng.randrange(size)) for size, triples in _length_and_weighted(rng)]


@_suite_of("nodes", "weighted", "vertex", "vertex")
def _weighted_and_ends(rng: random.Random) -> Suite:
    return [(size, triples, rng.randrange(size), rng.randrange(size)) for size, triples in _length_and_weighted(rng)]


def _random_edges(rng: random.Random) -> tuple[int, list[list[int]]]:
    size = rng.randint(1, 7)
    shape = rng.random()
    edges = [[rng.randrange(size), rng.randrange(size)] for _ in range(rng.randint(0, 8))]
    if shape < 0.45:
        edges = [[a, b] if a < b else [b, a] for a, b in edges if a != b]
    elif shape < 0.7:
        edges = [[a, b] for a, b in edges if a != b]
    elif shape < 0.85:
        edges = [[rng.randrange(b), b] for b in range(1, size)]
    return size, edges


@_suite_of("nodes", "edges")
def _nodes_and_edges(rng: random.Random) -> Suite:
    fixed: Suite = [
        (5, [[0, 1], [1, 2], [3, 4]]),
        (4, [[0, 1], [1, 2], [2, 3], [3, 0]]),
        (3, []),
        (1, []),
        (0, []),
        (2, [[0, 1]]),
    ]
    return fixed + [_random_edges(rng) for _ in range(50)]


@_suite_of("edges")
def _edges_alone(rng: random.Random) -> Suite:
    return [(edges,) for _, edges in _nodes_and_edges(rng)] + [([],)]


@_suite_of("nodes", "edges", "vertex")
def _edges_and_start(rng: random.Random) -> Suite:
    return [(size, edges, rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("nodes", "edges", "vertex", "vertex")
def _edges_and_ends(rng: random.Random) -> Suite:
    return [(size, edges, rng.randrange(size), rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("edges", "node", "node")
def _bare_edges_and_ends(rng: random.Random) -> Suite:
    return [(edges, rng.randrange(size), rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("edges", "node")
def _bare_edges_and_start(rng: random.Random) -> Suite:
    return [(edges, rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


def _graph_of(size: int, edges: list[list[int]], both: bool) -> dict[int, list[int]]:
    graph: dict[int, list[int]] = {node: [] for node in range(size)}
    for a, b in edges:
        graph[a].append(b)
        if both:
            graph[b].append(a)
    return graph


@_suite_of("graph")
def _graphs(rng: random.Random) -> Suite:
    return [(_graph_of(size, edges, number % 2 == 0),) for number, (size, edges) in enumerate(_nodes_and_edges(rng))]


@_suite_of("graph", "node")
def _graph_and_start(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph))) for (graph,) in _graphs(rng) if graph]


@_suite_of("graph", "node", "node")
def _graph_and_ends(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph)), rng.choice(list(graph))) for (graph,) in _graphs(rng) if graph]


def _dags(rng: random.Random) -> list[dict[int, list[int]]]:
    made = []
    for size, edges in [_random_edges(rng) for _ in range(44)]:
        made.append(_graph_of(size, [sorted(edge) for edge in edges if edge[0] != edge[1]], False))
    return made


@_suite_of("dag")
def _dags_alone(rng: random.Random) -> Suite:
    return [(graph,) for graph in _dags(rng)] + [({},)]


@_suite_of("dag", "node", "node")
def _dag_and_ends(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph)), rng.choice(list(graph))) for graph in _dags(rng)]


@_suite_of("ints", "edges")
def _items_and_links(rng: random.Random) -> Suite:
    """Items, some twice, and links between them and a few others."""
    cases: Suite = []
    for _ in range(40):
        items = [rng.randint(0, 8) for _ in range(rng.randint(0, 7))]
        cases.append((items, [[rng.randint(0, 8), rng.randint(0, 8)] for _ in range(rng.randint(0, 6))]))
    return cases


def _weighted_graph(rng: random.Random) -> dict[int, list[list[int]]]:
    size, edges = _random_edges(rng)
    graph: dict[int, list[list[int]]] = {node: [] for node in range(size)}
    for a, b in edges:
        graph[a].append([b, rng.randint(1, 9)])
    return graph


@_suite_of("weighted_graph", "node")
def _weighted_graph_and_start(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph))) for graph in (_weighted_graph(rng) for _ in range(44))]


@_suite_of("weighted_graph", "node", "node")
def _weighted_graph_and_ends(rng: random.Random) -> Suite:
    return [
        (graph, rng.choice(list(graph)), rng.choice(list(graph))) for graph in (_weighted_graph(rng) for _ in range(44))
    ]


@_suite_of("weighted_map", "node")
def _weighted_map_and_start(rng: random.Random) -> Suite:
    cases = _weighted_graph_and_start(rng)
    return [({node: dict(map(tuple, ends)) for node, ends in graph.items()}, start) for graph, start in cases]


@_suite_of("weighted_map", "node", "node")
def _weighted_map_and_ends(rng: random.Random) -> Suite:
    cases = _weighted_graph_and_ends(rng)
    return [({node: dict(map(tuple, ends)) for node, ends in graph.items()}, start, end) for graph, start, end in cases]


@_suite_of("intervals", "ints")
def _intervals_and_points(rng: random.Random) -> Suite:
    return [
        (spans, [rng.randint(-4, 16) for _ in range(rng.randint(0, 5))])
        for spans in values_of("intervals", rng)
        for _ in range(2)
    ]


@_suite_of("intervals", "int")
def _intervals_and_int(rng: random.Random) -> Suite:
    return [(spans, rng.randint(-2, 12)) for spans in values_of("intervals", rng) for _ in range(2)]


@_suite_of("grid", "count")
def _grid_and_steps(rng: random.Random) -> Suite:
    return [(grid, rng.randint(0, 4)) for grid in values_of("grid", rng) for _ in range(2)]
