"""Canonical Huffman code for a text."""
import heapq
import random
from collections import Counter
from itertools import count


def huffman_code_lengths(text, escape_below=1):
    """Return (codes, bits): canonical codewords of the symbols, encoded size.

    Symbols seen fewer than ``escape_below`` times share the code of the escape
    symbol '' and cost eight bits more each.  A lone symbol gets the code '0'.
    """
    counts = Counter(text)
    rare = [s for s, n in counts.items() if n < escape_below]
    escaped = sum(counts.pop(s) for s in rare)
    if escaped:
        counts[""] = escaped
    if not counts:
        return {}, 0
    ticket = count()
    heap = [(n, next(ticket), (s,)) for s, n in sorted(counts.items())]
    heapq.heapify(heap)
    depth = dict.fromkeys(counts, 0)
    if len(heap) == 1:
        depth[heap[0][2][0]] = 1
    while len(heap) > 1:
        n1, _, one = heapq.heappop(heap)
        n2, _, two = heapq.heappop(heap)
        merged = one + two
        for symbol in merged:
            depth[symbol] += 1
        heapq.heappush(heap, (n1 + n2, next(ticket), merged))
    codes = {}
    code = 0
    previous = 0
    for size, symbol in sorted((d, s) for s, d in depth.items()):
        code <<= size - previous
        codes[symbol] = format(code, "0%db" % size)
        code += 1
        previous = size
    bits = sum(depth[s] * n for s, n in counts.items()) + 8 * escaped
    return codes, bits


def workload():
    rng = random.Random(1952)
    weights = [1000 // (i + 1) + 1 for i in range(2500)]
    letters = [chr(200 + i) for i in range(2500)]
    text = "".join(rng.choices(letters, weights, k=300000))
    return [(text,), (text[:160000], 3), ("aaaa",), ("",)]
