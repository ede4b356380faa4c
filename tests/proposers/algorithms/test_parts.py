"""Functions that a target calls, and pieces of its own code, are recognised where the whole is not."""

import ast
import random

import pytest
from in_process import module_of, proposals

from hasten.code.locate import Located, locate
from hasten.code.source import ParsedModule, parse
from hasten.core.facts import Facts
from hasten.proposers.algorithms.index import load_index
from hasten.proposers.algorithms.outline import NAME, outlined
from hasten.proposers.algorithms.parts import part_matches

HELPER = """
def prime(n):
    return n > 1 and all(n % d for d in range(2, n))

def f(rows):
    \"\"\"Rows whose number is prime, with a mark.\"\"\"
    return [f"{row['number']}!" for row in rows if prime(row["number"])]
"""
NESTED = """
def f(rows):
    def prime(n):
        return n > 1 and all(n % d for d in range(2, n))

    return [f"{row['number']}!" for row in rows if prime(row["number"])]
"""
PIECE = """
def f(rows, title):
    limit = max(len(row["name"]) for row in rows)
    primes = []
    for n in range(2, limit + 1):
        if all(n % d for d in range(2, n)):
            primes.append(n)
    return {title: [row["name"] for row in rows if len(row["name"]) in primes]}
"""
EXPRESSION = """
def f(rows):
    order = {}
    for row in rows:
        values = row["values"]
        order[row["name"]] = sum(1 for i in range(len(values)) for j in range(i) if values[j] > values[i])
    return order
"""
END = """
def f(rows, title):
    if not title:
        raise ValueError("no title")
    clean = "".join(row["name"][:1] + title for row in rows)
    for size in range(len(clean), 0, -1):
        for at in range(0, len(clean) - size + 1):
            part = clean[at:at + size]
            if part == part[::-1]:
                return part
    return ""
"""
END_WITH_A_HELPER = """
def f(rows, title):
    values = [row["number"] for row in rows]

    def best(place):
        if place >= len(values):
            return 0
        return max(best(place + 1), values[place] + best(place + 2))

    return best(0)
"""
ROWS = [{"number": n, "name": "x" * n, "values": [n % 5, n % 3, n % 7, n]} for n in (2, 9, 7, 1, 12)]


@pytest.mark.parametrize(
    "source, example, name",
    [
        (HELPER, (ROWS,), "is_prime"),
        (NESTED, (ROWS,), "is_prime"),
        (PIECE, (ROWS, "t"), "primes_up_to"),
        (EXPRESSION, (ROWS,), "count_inversions"),
        (END, (ROWS, "t"), "longest_palindrome"),
        (END_WITH_A_HELPER, (ROWS, "t"), "largest_sum_without_neighbours"),
    ],
    ids=["helper", "nested", "piece", "expression", "end", "end with a helper"],
)
def test_a_part_is_recognised(source, example, name):
    found = {c.proposer.partition("/")[2]: c for c in proposals(source, "f", [example])}
    new = found[name].payload.source
    assert "part of this" in found[name].rationale
    rng = random.Random(2)
    for _ in range(10):
        rows = rng.sample(ROWS, rng.randint(1, 5))
        assert module_of(source).f(rows, *example[1:]) == module_of(new).f(rows, *example[1:])


def test_a_piece_becomes_a_function_with_a_name_and_a_docstring():
    candidates = proposals(PIECE, "f", [(ROWS, "t")])
    new = next(c.payload.source for c in candidates if c.proposer == "algorithms/primes_up_to")
    tree = ast.parse(new)
    made = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "primes_up_to")
    assert ast.get_docstring(made) == "The primes up to a number, itself included."
    assert NAME not in new


LEAVING = {
    "return": "def f(xs):\n    k = 1\n    for x in xs:\n        if x > k:\n            return x\n    return 0\n",
    "two results": "def f(xs):\n    a = b = 0\n    for x in xs:\n        a += x\n        b -= x\n    return a, b\n",
    "break of a loop around": "def f(xs):\n    n = 0\n    for x in xs:\n        for y in xs:\n            n += y\n        break\n"
    "    return n\n",
}


@pytest.mark.parametrize("source", LEAVING.values(), ids=list(LEAVING))
def test_pieces_never_change_what_the_function_does(source):
    module = ParsedModule(source)
    old = module_of(source).f
    for piece in outlined(module, module.functions["f"]):
        new = module_of(piece.module.source).f
        for xs in ([], [3], [1, 2, 0], [5, 5, 1, 7]):
            assert old(xs) == new(xs)


def test_pieces_of_many_shapes_do_what_the_code_did():
    source = """
def f(xs, k):
    seen = []
    total = 0
    for i, x in enumerate(xs):
        if x in seen:
            continue
        seen.append(x)
        total += sum(y for y in xs[:i] if y < x)
    best = max([x - y for x in seen for y in seen], default=k)
    pairs = {(x, y) for x in xs for y in seen if x + y == k}
    while total > 10:
        total -= k + 1
    return total, best, sorted(pairs), [z for z in seen if z != k]
"""
    module = ParsedModule(source)
    pieces = list(outlined(module, module.functions["f"]))
    assert len(pieces) > 5
    rng = random.Random(4)
    for piece in pieces:
        new = module_of(piece.module.source).f
        for _ in range(20):
            xs, k = [rng.randint(0, 6) for _ in range(rng.randint(0, 7))], rng.randint(0, 8)
            assert module_of(source).f(list(xs), k) == new(list(xs), k), piece.module.source


def test_parts_that_take_no_time_are_not_looked_at_and_those_that_take_little_come_last() -> None:
    source = PIECE + EXPRESSION.replace("def f(rows):", "def inverted(rows):")
    source = source.replace("    return {title:", "    inverted(rows)\n    return {title:")
    module = parse(source)
    assert isinstance(module, ParsedModule)
    located = locate(source, "f")
    assert isinstance(located, Located)
    lines = range(1, source.count("\n") + 2)

    def matched(cold_from: int, share: float) -> list[str]:
        inverted_starts = module.functions["inverted"].lineno
        shares = {n: share if (n >= inverted_starts) == (cold_from > 0) else 0.9 for n in lines}
        facts = Facts(line_share=shares, profiled=source)
        return [match.entry.name for match, _ in part_matches(located, load_index(), facts)]

    prime_pieces, inversions = matched(1, 0.0), matched(0, 0.0)
    assert prime_pieces and inversions and not set(prime_pieces) & set(inversions)
    assert matched(1, 0.01)[: len(prime_pieces)] == prime_pieces and matched(0, 0.01)[0] == inversions[0]
