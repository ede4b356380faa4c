"""Order in which a chain of matrices is multiplied with the fewest scalar products."""

import random


def cheapest_product_order(shapes):
    """Fewest scalar multiplications for the product of the chain.

    ``shapes`` holds (rows, columns) of each matrix; neighbours must fit. A single matrix costs nothing.
    """
    for left, right in zip(shapes, shapes[1:]):
        if left[1] != right[0]:
            raise ValueError(f"shapes {left} and {right} do not fit")
    if len(shapes) < 2:
        return 0
    best = None
    for cut in range(1, len(shapes)):
        head = shapes[:cut]
        tail = shapes[cut:]
        cost = cheapest_product_order(head) + cheapest_product_order(tail)
        cost += head[0][0] * head[-1][1] * tail[-1][1]
        if best is None or cost < best:
            best = cost
    return best


def workload():
    rng = random.Random(64)
    calls = []
    for n in (12, 11, 9, 6, 2, 1):
        sizes = [rng.randint(2, 60) for _ in range(n + 1)]
        calls.append((list(zip(sizes, sizes[1:])),))
    calls.append(([],))
    return calls
