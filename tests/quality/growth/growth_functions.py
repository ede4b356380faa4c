# ruff: noqa - code under test, written as people write it
"""The functions of ``known.py``: slow, fast and ordinary ones; only their growth is of interest."""

import heapq


def first_and_last(xs):
    return xs[0] + xs[-1]


def length_twice(text):
    return len(text) * 2


def parity(n):
    return "odd" if n % 2 else "even"


def constant_table(n):
    table = [i * i % 97 for i in range(500)]
    return table[n % 500]


def first_even(xs):
    for x in xs:
        if x % 2 == 0:
            return x
    return None


def middle_slice(xs):
    middle = len(xs) // 2
    return xs[middle : middle + 3]


def bisect_sorted(xs, x):
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


def halvings_heavy(n):
    steps = 0
    while n > 1:
        n //= 2
        for k in range(30):
            steps += k & 1
    return steps


def total(xs):
    s = 0
    for x in xs:
        s += x
    return s


def total_builtin(xs):
    return sum(xs)


def squares(xs):
    return [x * x + 1000 for x in xs]


def count_down(n):
    k = 0
    while n > 0:
        n -= 1
        k += 2
    return k & 7


def biggest(xs):
    best = xs[0]
    for x in xs:
        if x > best:
            best = x
    return best


def running_sums(xs):
    out, s = [], 0
    for x in xs:
        s += x
        out.append(s)
    return out


def reverse_text(text):
    out = []
    for c in text:
        out.append(c)
    out.reverse()
    return "".join(out)


def count_vowels(text):
    return sum(1 for c in text if c in "aeiou")


def unique_ordered(words):
    return list(dict.fromkeys(words))


def tally_words(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def two_passes(xs):
    low = min(xs)
    s = 0
    for x in xs:
        s += x - low
    return s


def linear_with_setup(xs):
    weights = [k % 7 for k in range(300)]
    s = 0
    for i, x in enumerate(xs):
        s += x * weights[i % 300]
    return s


def dot_product(xs, ys):
    s = 0
    for x, y in zip(xs, ys):
        s += x * y
    return s


def merge_sorted(xs, ys):
    out = []
    i = j = 0
    while i < len(xs) and j < len(ys):
        if xs[i] <= ys[j]:
            out.append(xs[i])
            i += 1
        else:
            out.append(ys[j])
            j += 1
    return out + xs[i:] + ys[j:]


def common_items(xs, ys):
    seen = set(ys)
    return [x for x in xs if x in seen]


def fib_iterative_small(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, (a + b) % 1_000_007
    return a


def sieve_odd_steps(n):
    flags = [True] * n
    for i in range(0, n, 2):
        flags[i] = False
    return flags


def amortised_append(n):
    out = []
    for i in range(n):
        out.append(i)
    return out


def amortised_queue(n):
    stack = []
    moved = 0
    for i in range(n):
        stack.append(i)
        if len(stack) >= 16:
            while stack:
                stack.pop()
                moved += 1
    return moved


def monotone_stack(xs):
    out = [0] * len(xs)
    stack = []
    for i, x in enumerate(xs):
        while stack and xs[stack[-1]] < x:
            out[stack.pop()] = i
        stack.append(i)
    return out


def two_pointers(xs, target):
    i, j = 0, len(xs) - 1
    hits = 0
    while i < j:
        s = xs[i] + xs[j]
        hits += s % target == 0
        if s < xs[-1]:
            i += 1
        else:
            j -= 1
    return hits


def window_sums(xs, k):
    return [xs[i] + xs[i + 1] * 3 + 1000 for i in range(len(xs) - 1)]


def kadane(xs):
    best = here = 0
    for x in xs:
        here = max(0, here + x - 50)
        best = max(best, here)
    return best


def join_parts(words):
    return "-".join(word.upper() for word in words)


def generator_total(n):
    return sum(i * 3 % 7 for i in range(n))


def mask_bytes(data):
    return bytes(b ^ 0x2A for b in data)


def split_and_strip(text):
    return [part.strip() for part in text.split(",")]


def nested_but_constant(xs):
    s = 0
    for x in xs:
        for k in range(8):
            s += x ^ k
    return s


def group_by_key(pairs):
    groups = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def recursive_halves_sum(xs):
    if len(xs) <= 2:
        s = 0
        for x in xs:
            for k in range(40):
                s += x * k
        return s
    middle = len(xs) // 2
    return recursive_halves_sum(xs[:middle]) + recursive_halves_sum(xs[middle:])


def sort_plain(xs):
    return sorted(xs, key=lambda x: x * 7919 % 10007)


def sort_python_merge(xs):
    if len(xs) < 2:
        return list(xs)
    middle = len(xs) // 2
    return merge_sorted(sort_python_merge(xs[:middle]), sort_python_merge(xs[middle:]))


def heap_sort(xs):
    heap = [(x * 7919 % 10007, i) for i, x in enumerate(xs)]
    heapq.heapify(heap)
    out = []
    while heap:
        out.append(heapq.heappop(heap)[0])
    return out


def binary_search_each(xs, ys):
    hits = 0
    for y in ys:
        hits += bisect_sorted(xs, y) > 2
    return hits


def halve_and_scan(n):
    s = 0
    step = 1
    while step < n:
        for i in range(n):
            s += i & step
        step *= 2
    return s


def divide_and_scan(xs):
    if len(xs) <= 1:
        return 0
    middle = len(xs) // 2
    s = 0
    for x in xs:
        s += x & 3
    return s + divide_and_scan(xs[:middle]) + divide_and_scan(xs[middle:])


def all_pairs(xs):
    hits = 0
    for a in xs:
        for b in xs:
            hits += a + b == 10
    return hits


def triangle_pairs(xs):
    hits = 0
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] == xs[j]:
                hits += 1
    return hits


def bubble_passes(xs):
    xs = list(xs)
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def pairs_listed(xs):
    return [(a, b) for a in xs for b in xs]


def membership_in_list(xs):
    seen = []
    for x in xs:
        if -x - 1 not in seen:
            seen.append(x)
    return seen


def pop_front_by_slice(xs):
    s = 0
    while xs:
        s += len([x for x in xs if x >= 0])
        xs = xs[1:]
    return s


def prefix_sums_again(xs):
    best = 0
    for i in range(len(xs)):
        s = 0
        for j in range(i):
            s += xs[j]
        best = max(best, s)
    return best


def multiplication_table(n):
    return [[i * j + 1000 for j in range(n)] for i in range(n)]


def edit_distance(a, b):
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        rows[i][0] = i
    for j in range(len(b) + 1):
        rows[0][j] = j
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            same = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            rows[i][j] = min(same, rows[i - 1][j] + 1, rows[i][j - 1] + 1)
    return rows[-1][-1]


def longest_common_rows(a, b):
    before = [0] * (len(b) + 1)
    for x in a:
        now = [0]
        for j, y in enumerate(b):
            now.append(before[j] + 1 if x == y else max(now[-1], before[j + 1]))
        before = now
    return before[-1]


def matrix_total(rows):
    s = 0
    for row in rows:
        for x in row:
            s += x
    return s


def matrix_transposed(rows):
    return [[row[j] for row in rows] for j in range(len(rows[0]))]


def nested_count(n):
    k = 0
    for i in range(n):
        for j in range(n):
            k += i ^ j
    return k & 7


def quadratic_with_setup(xs):
    table = [k * k % 11 for k in range(400)]
    s = 0
    for a in xs:
        for b in xs:
            s += table[(a + b) % 400]
    return s


def sort_in_loop(xs):
    s = 0
    for i in range(len(xs)):
        ordered = sort_python_merge(xs)
        s += ordered[i]
    return s


def log_in_pairs(n):
    s = 0
    for i in range(n):
        for j in range(n):
            k = n
            while k > 1:
                k //= 2
                s += 1
    return s & 7


def matrix_product(rows):
    n = len(rows)
    return [[1000 + sum(rows[i][k] * rows[k][j] for k in range(n)) for j in range(n)] for i in range(n)]


def triples(xs):
    hits = 0
    n = len(xs)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                hits += xs[i] + xs[j] == xs[k]
    return hits


def floyd_warshall(rows):
    n = len(rows)
    d = [row[:] for row in rows]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def cubic_numbers(n):
    s = 0
    for i in range(n):
        for j in range(n):
            for k in range(n):
                s += i & j & k
    return s


def fib_recursive(n):
    # T(n) = 2 T(n - 1), the simple textbook bound made exact
    return 1 if n <= 0 else fib_recursive(n - 1) + (fib_recursive(n - 1) & 1)


def subset_sums(xs):
    sums = [0]
    for x in xs:
        sums = sums + [s + x for s in sums]
    return sums


def hanoi_moves(n):
    return 0 if n == 0 else hanoi_moves(n - 1) + 1 + hanoi_moves(n - 1)


def binary_strings(n):
    return [""] if n == 0 else [bit + rest for bit in "01" for rest in binary_strings(n - 1)]


def knapsack_brute(xs, i=0, room=10**9):
    if i == len(xs):
        return 0
    return max(knapsack_brute(xs, i + 1, room), xs[i] + knapsack_brute(xs, i + 1, room - xs[i]))
