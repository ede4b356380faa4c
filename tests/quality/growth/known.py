"""Functions of known growth, each with a small call to grow from and the growth of its time and of its peak memory.

The size is the length of a container or text, the value of a number; the peak includes the result. They are written for
the kinds that real code has: several arguments, large constant terms, early exits, amortised work, library calls.
``growth_functions.py`` is the module that the functions are read from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

SOURCE = Path(__file__).with_name("growth_functions.py")


class Known(NamedTuple):
    """A function and what is known of it."""

    name: str
    args: tuple[Any, ...]
    time: str
    memory: str


ONE, LOG, N, NLOG, N2, N2LOG, N3, EXP = (
    "O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n²)", "O(n² log n)", "O(n³)", "O(2ⁿ)",
)
_UP = list(range(0, 60, 2))
_MIX = [i * 37 % 101 for i in range(40)]
_WORDS = [f"w{i * 37 % 101}" for i in range(40)]
_TEXT = "the quick brown fox jumps over the lazy dog"
_PAIRS = [(i, i * 7 % 31) for i in range(30)]
_MATRIX = [[i * j % 10 for j in range(6)] for i in range(6)]

KNOWN: tuple[Known, ...] = (
    Known("first_and_last", (_MIX,), ONE, ONE),
    Known("length_twice", (_TEXT,), ONE, ONE),
    Known("parity", (12,), ONE, ONE),
    Known("constant_table", (20,), ONE, ONE),
    Known("first_even", (_UP,), ONE, ONE),
    Known("middle_slice", (_MIX,), ONE, ONE),
    Known("bisect_sorted", (_UP, 20), LOG, ONE),
    Known("halvings_heavy", (64,), LOG, ONE),
    Known("total", (_MIX,), N, ONE),
    Known("total_builtin", (_MIX,), N, ONE),
    Known("squares", (_MIX,), N, N),
    Known("count_down", (40,), N, ONE),
    Known("biggest", (_MIX,), N, ONE),
    Known("running_sums", (_MIX,), N, N),
    Known("reverse_text", (_TEXT,), N, N),
    Known("count_vowels", (_TEXT,), N, ONE),
    Known("unique_ordered", (_WORDS,), N, N),
    Known("tally_words", (_WORDS,), N, N),
    Known("two_passes", (_MIX,), N, ONE),
    Known("linear_with_setup", (_MIX,), N, ONE),
    Known("dot_product", (_MIX, _MIX), N, ONE),
    Known("merge_sorted", (_UP, _UP), N, N),
    Known("common_items", (_WORDS, _WORDS), N, N),
    Known("fib_iterative_small", (30,), N, ONE),
    Known("sieve_odd_steps", (60,), N, N),
    Known("amortised_append", (40,), N, N),
    Known("amortised_queue", (40,), N, ONE),
    Known("monotone_stack", (_MIX,), N, N),
    Known("two_pointers", (_UP, 50), N, ONE),
    Known("window_sums", (_MIX, 3), N, N),
    Known("kadane", (_MIX,), N, ONE),
    Known("join_parts", (_WORDS,), N, N),
    Known("generator_total", (40,), N, ONE),
    Known("mask_bytes", (b"0123456789abcdefghij",), N, N),
    Known("split_and_strip", ("a, b, c, d, e, f, g, h, i, j",), N, N),
    Known("nested_but_constant", (_MIX,), N, ONE),
    Known("group_by_key", (_PAIRS,), N, N),
    Known("recursive_halves_sum", (_MIX,), N, N),
    Known("sort_plain", ([i * 7919 % 10007 for i in range(40)],), NLOG, N),
    Known("sort_python_merge", (_MIX,), NLOG, N),
    Known("heap_sort", (_MIX,), NLOG, N),
    Known("binary_search_each", (_UP, _UP), NLOG, ONE),
    Known("halve_and_scan", (64,), NLOG, ONE),
    Known("divide_and_scan", (_MIX,), NLOG, N),
    Known("all_pairs", (_MIX,), N2, ONE),
    Known("triangle_pairs", (_MIX,), N2, ONE),
    Known("bubble_passes", (_MIX,), N2, N),
    Known("pairs_listed", (_MIX[:20],), N2, N2),
    Known("membership_in_list", (_UP,), N2, N),
    Known("pop_front_by_slice", (_MIX,), N2, N),
    Known("prefix_sums_again", (_MIX,), N2, ONE),
    Known("multiplication_table", (20,), N2, N2),
    Known("edit_distance", ("kitten on a mat", "sitting on the"), N2, N2),
    Known("longest_common_rows", ("kitten on a mat", "sitting on the"), N2, N),
    Known("matrix_total", (_MATRIX,), N2, ONE),
    Known("matrix_transposed", (_MATRIX,), N2, N2),
    Known("nested_count", (20,), N2, ONE),
    Known("quadratic_with_setup", (_MIX,), N2, ONE),
    Known("sort_in_loop", (_MIX[:20],), N2LOG, N),
    Known("log_in_pairs", (20,), N2LOG, ONE),
    Known("matrix_product", (_MATRIX,), N3, N2),
    Known("triples", (_MIX[:10],), N3, ONE),
    Known("floyd_warshall", (_MATRIX,), N3, N2),
    Known("cubic_numbers", (10,), N3, ONE),
    Known("fib_recursive", (10,), EXP, ONE),
    Known("subset_sums", ([3, 5, 7, 11, 13, 17, 19, 23],), EXP, EXP),
    Known("hanoi_moves", (6,), EXP, ONE),
    Known("binary_strings", (6,), EXP, EXP),
    Known("knapsack_brute", ([3, 5, 7, 11, 13, 17, 19, 23],), EXP, ONE),
)
