"""Typical slow functions of users, written for this benchmark: loops over numbers, grids, texts, records, recursion.

Each has ``NAME_inputs``, which gives the calls of its workload. Runs under Python 3.9 too, for PyPy.
"""

import math


def longest_chain(limit):
    best = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > best:
            best = steps
    return best


def longest_chain_inputs():
    return [(300,), (3000,)]


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            cost = 0 if x == y else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


def edit_distance_inputs():
    return [("kitten" * 12, "sitting" * 12), ("abcde" * 30, "bcead" * 30)]


def bubble_sorted(values):
    values = values[:]
    n = len(values)
    for i in range(n):
        for j in range(n - 1 - i):
            if values[j] > values[j + 1]:
                values[j], values[j + 1] = values[j + 1], values[j]
    return values


def bubble_sorted_inputs():
    return [([(i * 7919) % 1009 for i in range(n)],) for n in (60, 250)]


def escape_counts(width, height, limit):
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            cr, ci = 3.0 * x / width - 2.0, 2.0 * y / height - 1.0
            zr = zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi <= 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                n += 1
            row.append(n)
        rows.append(row)
    return rows


def escape_counts_inputs():
    return [(30, 20, 60), (60, 40, 100)]


def moving_average(values, width):
    result = []
    for i in range(len(values) - width + 1):
        total = 0.0
        for j in range(i, i + width):
            total += values[j]
        result.append(total / width)
    return result


def moving_average_inputs():
    return [([math.sin(i) for i in range(n)], 25) for n in (400, 3000)]


def step_of_life(grid):
    height, width = len(grid), len(grid[0])
    after = [[0] * width for _ in range(height)]
    for y in range(height):
        for x in range(width):
            near = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if dy != 0 or dx != 0:
                        near += grid[(y + dy) % height][(x + dx) % width]
            if near == 3 or (near == 2 and grid[y][x] == 1):
                after[y][x] = 1
    return after


def step_of_life_inputs():
    return [([[(x * y + x) % 3 % 2 for x in range(n)] for y in range(n)],) for n in (20, 60)]


def product(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            total = 0.0
            for k in range(m):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def product_inputs():
    def matrix(n):
        return [[0.5 * i - j for j in range(n)] for i in range(n)]

    return [(matrix(n), matrix(n)) for n in (12, 45)]


def pairs_with_sum(values, target):
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] + values[j] == target:
                count += 1
    return count


def pairs_with_sum_inputs():
    return [([(i * 31) % 997 for i in range(n)], 500) for n in (100, 600)]


def prime_count(limit):
    count = 0
    for n in range(2, limit):
        prime = True
        d = 2
        while d * d <= n:
            if n % d == 0:
                prime = False
                break
            d += 1
        if prime:
            count += 1
    return count


def prime_count_inputs():
    return [(500,), (6000,)]


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def fibonacci_inputs():
    return [(12,), (21,)]


def queens(n):
    return _queens(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n))


def _queens(row, n, columns, up, down):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if not columns[c] and not up[row + c] and not down[row - c + n]:
            columns[c] = up[row + c] = down[row - c + n] = True
            count += _queens(row + 1, n, columns, up, down)
            columns[c] = up[row + c] = down[row - c + n] = False
    return count


def queens_inputs():
    return [(5,), (7,)]


def closest_pair(points):
    best = float("inf")
    for i in range(len(points)):
        x, y = points[i]
        for j in range(i + 1, len(points)):
            u, v = points[j]
            d = math.sqrt((x - u) * (x - u) + (y - v) * (y - v))
            if d < best:
                best = d
    return best


def closest_pair_inputs():
    return [([(math.sin(i) * 9, math.cos(3 * i) * 7) for i in range(n)],) for n in (60, 300)]


def shifted(text, by):
    out = ""
    for c in text:
        if c.islower():
            out += chr((ord(c) - 97 + by) % 26 + 97)
        elif c.isupper():
            out += chr((ord(c) - 65 + by) % 26 + 65)
        else:
            out += c
    return out


def shifted_inputs():
    return [("Hello, World! " * n, 7) for n in (20, 300)]


def common_subsequence(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[len(a)][len(b)]


def common_subsequence_inputs():
    return [("acgt" * 15, "gatc" * 15), ("acgta" * 40, "gatca" * 40)]


def knapsack(weights, values, capacity):
    best = [0] * (capacity + 1)
    for i in range(len(weights)):
        for room in range(capacity, weights[i] - 1, -1):
            other = best[room - weights[i]] + values[i]
            if other > best[room]:
                best[room] = other
    return best[capacity]


def knapsack_inputs():
    return [([3 + i % 7 for i in range(n)], [(i * 13) % 17 for i in range(n)], 10 * n) for n in (20, 80)]


def shortest_ways(weights):
    n = len(weights)
    ways = [row[:] for row in weights]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                through = ways[i][k] + ways[k][j]
                if through < ways[i][j]:
                    ways[i][j] = through
    return ways


def shortest_ways_inputs():
    return [([[0 if i == j else (i * 7 + j * 3) % 41 + 1 for j in range(n)] for i in range(n)],) for n in (15, 50)]


def checksum(data):
    a, b = 1, 0
    for c in data:
        a = (a + c) % 65521
        b = (b + a) % 65521
    return (b << 16) | a


def checksum_inputs():
    return [([i * i % 256 for i in range(n)],) for n in (500, 20000)]


def orbit(steps, dt):
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    energy = 0
    for _ in range(steps):
        r = math.sqrt(x * x + y * y)
        ax, ay = -x / (r * r * r), -y / (r * r * r)
        vx += ax * dt
        vy += ay * dt
        x += vx * dt
        y += vy * dt
        energy += 0.5 * (vx * vx + vy * vy) - 1.0 / r
    return x, y, energy


def orbit_inputs():
    return [(300, 0.01), (10000, 0.001)]


def word_counts(words):
    counts = {}
    for w in words:
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    best = ""
    most = 0
    for w, n in counts.items():
        if n > most or (n == most and w < best):
            best = w
            most = n
    return best, most


def word_counts_inputs():
    return [([f"w{i * i % 97}" for i in range(n)],) for n in (200, 4000)]


def order_total(orders, rate):
    total = 0
    for quantity, price, discount in orders:
        line = quantity * price
        if quantity >= 10:
            line -= line * discount
        total += line * (1 + rate)
    return total


def order_total_inputs():
    return [([(i % 23, 1.5 + i % 7, 0.05) for i in range(n)], 0.19) for n in (200, 5000)]


def islands(grid):
    seen = [[False] * len(row) for row in grid]
    count = 0
    for y in range(len(grid)):
        for x in range(len(grid[y])):
            if grid[y][x] == 0 or seen[y][x]:
                continue
            count += 1
            stack = [(y, x)]
            seen[y][x] = True
            while stack:
                r, c = stack.pop()
                for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                    i, j = r + dr, c + dc
                    if 0 <= i < len(grid) and 0 <= j < len(grid[i]) and grid[i][j] == 1 and not seen[i][j]:
                        seen[i][j] = True
                        stack.append((i, j))
    return count


def islands_inputs():
    return [([[1 if (x * x + y * 3) % 7 < 4 else 0 for x in range(n)] for y in range(n)],) for n in (15, 60)]


NAMES = sorted(name[: -len("_inputs")] for name in list(globals()) if name.endswith("_inputs"))
