"""Recursions become tables and memories of places that give the same results."""

import random

import pytest
from in_process import module_of

from hasten.code.locate import locate
from hasten.proposers.algorithms.recursion import rewritings


def texts(rng):
    return "".join(rng.choice("ab") for _ in range(rng.randint(0, 6)))


def numbers(rng):
    return [rng.randint(1, 7) for _ in range(rng.randint(0, 6))]


TABLE, MEMORY = "recursion_on_parts_to_table", "recursion_on_parts_to_memory"
RECURSIONS = {
    "two texts, cut at the front": (
        """
def f(left, right):
    if left == "":
        return len(right)
    if not right:
        return len(left)
    if left[0] == right[0]:
        return f(left[1:], right[1:])
    return 1 + min(f(left[1:], right), f(left, right[1:]), f(left[1:], right[1:]))
""",
        lambda rng: (texts(rng), texts(rng)),
        [TABLE, MEMORY],
    ),
    "a text, cut at both ends": (
        """
def f(s):
    if len(s) < 2:
        return len(s)
    if s[0] == s[-1]:
        return 2 + f(s[1:-1])
    return max(f(s[1:]), f(s[:-1]))
""",
        lambda rng: (texts(rng),),
        [TABLE, MEMORY],
    ),
    "a list, cut in two anywhere, by way of names": (
        """
def f(sizes):
    if len(sizes) < 3:
        return 0
    best = None
    for cut in range(1, len(sizes) - 1):
        head = sizes[:cut + 1]
        tail = sizes[cut:]
        cost = f(head) + f(tail) + head[0] * head[-1] * tail[-1]
        if best is None or cost < best:
            best = cost
    return best
""",
        lambda rng: (numbers(rng),),
        [TABLE, MEMORY],
    ),
    "a list and a number": (
        """
def f(coins, amount):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return f(coins, amount - coins[0]) + f(coins[1:], amount)
""",
        lambda rng: (numbers(rng), rng.randint(-2, 12)),
        [MEMORY],
    ),
    "the end of a list": (
        """
def f(values):
    if not values:
        return 0
    if len(values) == 1:
        return values[0]
    return max(f(values[:-1]), f(values[:-2]) + values[-1])
""",
        lambda rng: (numbers(rng),),
        [TABLE, MEMORY],
    ),
    "a number": (
        """
def f(n):
    if n <= 2:
        return n
    return f(n - 1) + 2 * f(n - 3) * (n % 2)
""",
        lambda rng: (rng.randint(-3, 15),),
        ["recursion_to_table"],
    ),
    "two numbers that fall": (
        """
def f(a, b, i, j):
    if i == 0 or j == 0:
        return 0
    if a[i - 1] == b[j - 1]:
        return 1 + f(a, b, i - 1, j - 1)
    return max(f(a, b, i - 1, j), f(a, b, i, j - 1))
""",
        lambda rng: (lambda a, b: (a, b, len(a), len(b)))(texts(rng), texts(rng)),
        ["recursion_to_table"],
    ),
    "nested, two numbers that rise": (
        """
def f(grid):
    rows, columns = len(grid), len(grid[0]) if grid else 0

    def ways(i, j):
        if i >= rows or j >= columns or grid[i][j]:
            return 0
        if i == rows - 1 and j == columns - 1:
            return 1
        return ways(i + 1, j) + ways(i, j + 1)

    return ways(0, 0)
""",
        lambda rng: ([[int(rng.random() < 0.2) for _ in range(4)] for _ in range(rng.randint(0, 4))],),
        ["nested_recursion_to_table"],
    ),
    "nested, with a loop that returns": (
        """
def f(text, words):
    def fits(start):
        if start == len(text):
            return True
        for word in words:
            if text[start:start + 1] == word and fits(start + 1):
                return True
        return False

    return fits(0)
""",
        lambda rng: (texts(rng), [rng.choice("ab") for _ in range(rng.randint(0, 2))]),
        ["nested_recursion_to_table"],
    ),
    "a nested function on two texts": (
        """
def f(pattern, names):
    def fits(rule, name):
        if rule == "":
            return name == ""
        if rule[0] == "b":
            return fits(rule[1:], name) or (name != "" and fits(rule, name[1:]))
        if name == "":
            return False
        return rule[0] == name[0] and fits(rule[1:], name[1:])

    return [name for name in names if fits(pattern, name)]
""",
        lambda rng: (texts(rng), [texts(rng) for _ in range(3)]),
        [TABLE, MEMORY],
    ),
}


@pytest.mark.parametrize("source, make, names", RECURSIONS.values(), ids=list(RECURSIONS))
def test_results_stay(source, make, names):
    found = list(rewritings(locate(source, "f")))
    assert [rewriting.name for rewriting in found] == names
    rng = random.Random(11)
    old = module_of(source).f
    for rewriting in found:
        new = module_of(rewriting.source).f
        for _ in range(40):
            args = make(rng)
            assert old(*args) == new(*args), args


def test_a_table_knows_no_recursion_limit():
    source, _, _ = RECURSIONS["the end of a list"]
    new = module_of(next(iter(rewritings(locate(source, "f")))).source).f
    assert new([1, 2] * 2000) == 4000


def test_a_state_that_is_changed_in_place_is_left_alone():
    assert not list(rewritings(locate("def f(xs, seen):\n    seen.append(xs[0])\n    return f(xs[1:], seen)\n", "f")))


def test_a_function_that_prints_is_left_alone():
    assert not list(
        rewritings(locate("def f(n):\n    print(n)\n    return n if n < 2 else f(n - 1) + f(n - 2)\n", "f"))
    )


def test_a_recursion_by_other_steps_gets_no_table():
    assert not list(rewritings(locate("def f(n):\n    return n if n < 2 else f(n // 2) + f(n - 1)\n", "f")))


def test_comments_inside_stay():
    source = "def f(n):\n    if n < 2:\n        return n\n    # the others\n    return f(n - 1) + f(n - 2)\n"
    new = next(iter(rewritings(locate(source, "f")))).source
    assert "# the others" in new


REMEMBERING = {
    "a memory that is given, its key a copy of the part": (
        """
def best(values, memo):
    if len(values) == 0:
        return 0
    key = tuple(values)
    if key not in memo:
        options = [values[0] - best(values[1:], memo), values[-1] - best(values[:-1], memo)]
        memo[key] = max(options)
    return memo[key]


def f(values):
    return best(values, {}), len(values)
""",
        lambda rng: (numbers(rng),),
        "def best(values, memo):",
    ),
    "one that is made where none is given, in a private function": (
        """
def _ways(text, words, memo=None):
    if memo is None:
        memo = {}
    if text in memo:
        return memo[text]
    if not text:
        return 1
    total = 0
    for word in words:
        if text.startswith(word):
            total += _ways(text[len(word):], words, memo)
    memo[text] = total
    return total


def f(text):
    return _ways(text, ["a", "ab", "ba"]) + _ways(text[:2], ["b"], {})
""",
        lambda rng: (texts(rng),),
        "def _ways(text, words):",
    ),
    "one of the function around, kept on every way out": (
        """
def f(text, words):
    memo = {}

    def go(rest):
        if rest == "":
            return True
        if rest in memo:
            return memo[rest]
        for word in words:
            if rest.startswith(word) and go(rest[len(word):]):
                memo[rest] = True
                return True
        memo[rest] = False
        return False

    return go(text)
""",
        lambda rng: (texts(rng), ["a", "bb"]),
        "def go(rest):",
    ),
    "of a function that is defined in a loop, results in pairs, a way out of its loop": (
        """
def gap(words, room):
    length = len(" ".join(words))
    return None if length > room else (room - length) ** 2


def f(texts, room):
    found = []
    for text in texts.split("b"):
        words = tuple(text.split("a"))
        memo = {}

        def best(rest):
            if not rest:
                return 0, ()
            if rest in memo:
                return memo[rest]
            choice = (10**6, ())
            for count in range(1, len(rest) + 1):
                cost = gap(rest[:count], room)
                if cost is None:
                    break
                later, lines = best(rest[count:])
                if cost + later < choice[0]:
                    choice = (cost + later, (" ".join(rest[:count]),) + lines)
            memo[rest] = choice
            return choice

        found.append(best(words))
    return found
""",
        lambda rng: ("".join(rng.choice("aabcc") for _ in range(rng.randrange(14))), rng.randrange(6)),
        "def best(rest):",
    ),
    "kept on either side of a condition": (
        """
def g(left, right, memo):
    if not left or not right:
        return 0
    key = (left, right)
    if key in memo:
        return memo[key]
    if left[0] == right[0]:
        memo[key] = 1 + g(left[1:], right[1:], memo)
    else:
        memo[key] = max(g(left[1:], right, memo), g(left, right[1:], memo))
    return memo[key]


def f(left, right):
    return g(left, right, {})
""",
        lambda rng: (texts(rng), texts(rng)),
        "def g(left, right, memo):",
    ),
}


@pytest.mark.parametrize("source, make, head", REMEMBERING.values(), ids=list(REMEMBERING))
def test_a_recursion_that_remembers_by_itself_is_one_on_parts(source, make, head):
    found = list(rewritings(locate(source, "f")))
    assert [rewriting.name for rewriting in found] == [TABLE, MEMORY]
    rng = random.Random(12)
    old = module_of(source).f
    for rewriting in found:
        assert head in rewriting.source
        assert "memo[" not in rewriting.source
        new = module_of(rewriting.source).f
        for _ in range(60):
            args = make(rng)
            assert old(*args) == new(*args), args


@pytest.mark.parametrize(
    "change",
    [
        ("    return memo[key]", "    return memo[key] + len(memo)"),
        ("        memo[key] = max(", "        memo[len(key)] = memo[key] = max("),
        ("best(values[1:], memo)", "best(values[1:], dict(memo))"),
        ("best(values, {})", "best(values, known)"),
    ],
)
def test_a_memory_that_is_used_in_another_way_stays(change):
    source = REMEMBERING["a memory that is given, its key a copy of the part"][0]
    assert change[0] in source
    assert not list(rewritings(locate("known = {}\n" + source.replace(*change), "f")))
