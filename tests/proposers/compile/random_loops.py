"""Random functions with loops over arrays and lists, and random arguments with edge values among them."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from tests.proposers.compile.edge_cases import FLOATS, INTEGERS

_HEAD = """
s = {sum}
c = 0
m = {best}
mi = -1
k = 0
hit = -1
flag = False
outf = []
outi = []
h = [0] * 5
hz = np.zeros(5)
"""
_RETURN = "return s, c, m, mi, k, hit, flag, outf, outi, h, hz, rest"


class Program:
    """One random function ``f(xs, ys, ks, g, f0, n0)``.

    Args:
        rng: Decides all of it.

    Attributes:
        world: ``lists``, ``arrays``, or ``mixed`` (arrays of floats, lists of integers).
        source: Its module.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.world = rng.choice(["lists", "arrays", "arrays", "mixed"])
        self.floats, self.integers = ["f0"], ["n0"]
        head = _HEAD.format(sum=rng.choice(["0.0", "0.0", "0"]), best=rng.choice(["0.0", "float('inf')", "f0"]))
        shape = rng.choice([self._line, self._line, self._nest, self._grid, self._window, self._pairs, self._steps,
                            self._search, self._comprehension])  # fmt: skip
        lines = [*head.strip().split("\n"), "rest = 0", *shape(), _RETURN]
        body = "\n".join(f"    {line}" for line in lines)
        self.source = f"import math\n\nimport numpy as np\n\n\ndef f(xs, ys, ks, g, f0, n0):\n{body}\n"

    # -- shapes ---------------------------------------------------------------------------------------------------

    def _line(self) -> list[str]:
        """One loop over all elements, or all but the outer ones."""
        rng = self.rng
        self.floats, self.integers = ["f0", "xs[i]"], ["n0", "ks[i]", "i"]
        over, stored = "for i in range(len(xs)):", "w[i]"
        way = rng.random()
        if way < 0.3:
            over = "for i in range(1, len(xs) - 1):"
            self.floats += ["xs[i - 1]", "xs[i + 1]"]
        elif way < 0.45:
            over, self.floats = "for i, x in enumerate(xs):", ["f0", "x"]
        elif way < 0.6:
            over, self.floats, self.integers, stored = "for x, i in zip(xs, ks):", ["f0", "x"], ["n0", "i"], ""
        made = ["np.zeros(len(xs))", "[0.0] * len(xs)"] if self.world == "lists" else ["np.zeros(len(xs))", "xs.copy()"]
        if stored and rng.random() < 0.15:
            stored = "xs[i]"
        again = ["xs = xs.copy()"] if rng.random() < 0.2 else []
        return [*again, f"w = {rng.choice(made)}", over, *self._body(stored), "rest = w"]

    def _nest(self) -> list[str]:
        self.floats, self.integers = ["f0", "xs[i]", "ys[j]"], ["n0", "ks[i]", "i", "j"]
        body = [f"    {line}" for line in self._body("z[i, j]")]
        loops = ["for i in range(len(xs)):", "    for j in range(len(ys)):"]
        return ["z = np.zeros((len(xs), len(ys)))", *loops, *body, "rest = z"]

    def _grid(self) -> list[str]:
        self.floats, self.integers = ["f0", "g[i][j]"], ["n0", "i", "j"]
        loops = ["for i in range(len(g)):", "    for j in range(len(g[0])):"]
        if self.rng.random() < 0.4:
            self.floats += ["g[i - 1][j]", "g[i][j + 1]"]
            loops = ["for i in range(1, len(g)):", "    for j in range(len(g[0]) - 1):"]
        if self.world != "lists":
            self.floats = [text.replace("][", ", ") for text in self.floats]
        body = [f"    {line}" for line in self._body("z[i, j]")]
        return ["z = np.zeros((len(g), len(g[0])))", *loops, *body, "rest = z"]

    def _window(self) -> list[str]:
        self.floats, self.integers = ["f0", "xs[i]", "xs[j]"], ["n0", "i", "j"]
        lines = ["for i in range(len(xs) - 3):", f"    t = {self.rng.choice(['0.0', '0'])}", "    n = 0"]
        lines.append("    for j in range(i, i + 3):")
        if self.rng.random() < 0.4:
            lines += [f"        if {self.test(1)}:", "            continue"]
        lines += [f"        t += {self.float(2)}", f"        n += {self.rng.choice(['1', self.integer(1)])}"]
        return [*lines, "    outf.append(t + 0.0)", "    outi.append(n)"]

    def _pairs(self) -> list[str]:
        self.floats, self.integers = ["f0", "xs[i]", "xs[j]"], ["n0", "ks[i]", "i", "j"]
        loops = ["for i in range(len(xs)):", "    for j in range(i + 1, len(xs)):"]
        return [*loops, *[f"    {line}" for line in self._body("")]]

    def _steps(self) -> list[str]:
        self.floats, self.integers = ["f0", "now[i]", "now[i - 1]", "now[i + 1]", "xs[i]"], ["n0", "i", "step"]
        body = [f"    {line}" for line in self._body("after[i]")]
        loops = ["for step in range(3):", "    after = now.copy()", "    for i in range(1, len(now) - 1):"]
        return ["now = xs.copy()", *loops, *body, "    now = after", "rest = now"]

    def _search(self) -> list[str]:
        self.floats, self.integers = ["f0", "xs[i]"], ["n0", "ks[i]", "i"]
        end = self.rng.choice([["hit = i", "break"], ["flag = True", "break"], ["flag = True"], ["return i"], ["return True"]])
        lines = [f"t = {self.float(2)}"] if self.rng.random() < 0.5 else []
        self.floats += ["t"] if lines else []
        lines += [f"if {self.test(2)}:", *[f"    {line}" for line in end]]
        return ["for i in range(len(xs)):", *[f"    {line}" for line in lines]]

    def _comprehension(self) -> list[str]:
        self.floats, self.integers = ["f0", "x"], ["n0", "k"]
        over = f"for x, k in zip(xs, ks){f' if {self.test(1)}' if self.rng.random() < 0.5 else ''}"
        return [
            f"outf = [{self.float(2)} {over}]", f"s = sum({self.float(1)} {over})", f"flag = any({self.test(1)} {over})",
            f"rest = [[x * y for y in ys] for x in xs], all({self.test(1)} {over})",
        ]  # fmt: skip

    # -- statements -----------------------------------------------------------------------------------------------

    def _body(self, stored: str) -> list[str]:
        rng, lines = self.rng, list[str]()
        for number in range(rng.randint(0, 2)):
            name, real = f"t{number}", rng.random() < 0.5
            made = self.float if real else self.integer
            lines.append(f"{name} = {made(2)}")
            if rng.random() < 0.3:
                lines += [f"if {self.test(1)}:", f"    {name} = {made(1)}"]
                lines += ["else:", f"    {name} = {made(1)}"] if rng.random() < 0.4 else []
            (self.floats if real else self.integers).append(name)
        if rng.random() < 0.15:
            lines += [f"if {self.test(1)}:", "    continue"]
        best = self.float(1)
        steps = [
            f"s += {self.float(2)}", f"s -= {self.float(1)}", f"c += {self.integer(2)}", "c += 1",
            f"m = max(m, {best})", f"m = min(m, {best})", f"k = max(k, {self.integer(1)})",
            f"outf.append({self.float(2)})", f"outi.append({self.integer(2)})", "s += f0\noutf.append(s)",
            f"h[{self.integer(1)} % 5] += {self.integer(1)}", f"hz[{self.integer(1)} % 5] += {self.float(1)}",
            f"if {best} > m:\n    m = {best}\n    mi = {rng.choice(self.integers)}",
            *[f"{stored} = {self.float(2)}", f"{stored} += {self.float(1)}"] * bool(stored),
        ]  # fmt: skip
        used: set[str] = set()
        for step in rng.sample(steps, rng.randint(1, 3)):
            name = step.split()[0].split(".")[0].split("[")[0].replace("if", "m")
            if name in used:
                continue
            used.add(name)
            if rng.random() < 0.35 and "\n" not in step:
                lines += [f"if {self.test(1)}:", f"    {step}"]
            else:
                lines += step.split("\n")
        return [f"    {line}" for line in lines]

    # -- expressions ----------------------------------------------------------------------------------------------

    def float(self, depth: int) -> str:
        """An expression whose value is a float."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.25:
            return rng.choice([*self.floats, *self.floats, "0.5", "-2.0", rng.choice(self.integers)])
        a, b = self.float(depth - 1), self.float(depth - 1)
        return rng.choice([
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} + {b})", f"({a} / 2.0)", f"({a} / {b})", f"({a} % {b})",
            f"({a} // 3.0)", f"abs({a})", f"min({a}, {b})", f"max({a}, {b})", f"math.sqrt(abs({a}))", f"(-{a})",
            f"float({self.integer(depth - 1)})", f"({a} if {self.test(depth - 1)} else {b})",
        ])  # fmt: skip

    def integer(self, depth: int) -> str:
        """An expression whose value is an integer."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.25:
            return rng.choice([*self.integers, *self.integers, "2", "-3", "7"])
        a, b = self.integer(depth - 1), self.integer(depth - 1)
        return rng.choice([
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} // 7)", f"({a} % -3)", f"({a} % {b})", f"({a} // {b})",
            f"({a} & {b})", f"({a} ^ {b})", f"abs({a})", f"min({a}, {b})", f"max({a}, {b})", f"({a} ** 2)", f"(-{a})",
            f"int({self.float(depth - 1)})", f"round({self.float(depth - 1)})", f"({a} << 3)", f"({a} >> 2)",
            f"({a} if {self.test(depth - 1)} else {b})",
        ])  # fmt: skip

    def test(self, depth: int) -> str:
        """An expression whose value is a boolean."""
        rng, below = self.rng, max(0, depth - 1)
        sign = rng.choice(["<", "<=", ">", ">=", "==", "!="])
        if depth and rng.random() < 0.25:
            both = f"({self.test(below)} {rng.choice(['and', 'or'])} {self.test(below)})"
            return rng.choice([both, f"(not {self.test(below)})"])
        sides = rng.choice([(self.float, self.float), (self.integer, self.integer), (self.float, self.integer)])
        return f"({sides[0](below)} {sign} {sides[1](below)})"


def arguments(rng: random.Random, world: str, *, plain: bool = False) -> tuple[Any, ...]:
    """Arguments of a call.

    Args:
        rng: Decides on them.
        world: Of the function.
        plain: Whether to leave out what is at the edges.
    """
    wild = 0.0 if plain else rng.choice([0.0, 0.02, 0.1, 0.6])

    def real() -> float:
        return rng.choice(FLOATS) if rng.random() < wild else rng.uniform(-9, 9)

    def whole() -> int:
        return rng.choice(INTEGERS) if rng.random() < wild / 2 else rng.randint(-9, 9)

    n, m = rng.choice([1, 2, 3, 5, 8, 17, 40]), rng.choice([1, 2, 5])
    xs, ys, ks = [real() for _ in range(n)], [real() for _ in range(m)], [whole() for _ in range(n)]
    grid = [[real() for _ in range(m)] for _ in range(rng.choice([1, 2, 4]))]
    if world == "lists":
        return xs, ys, ks, grid, real(), whole()
    numbers: Any = np.array(ks) if world == "arrays" else ks
    return np.array(xs), np.array(ys), numbers, np.array(grid), real(), whole()
