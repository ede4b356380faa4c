"""Lists moved round their end."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm


@algorithm(
    reference=lambda values, k: (lambda s: values[s:] + values[:s])(-k % len(values)) if values else values[:],
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="the items and their order are the same",
    source="slices",
)
def rotated_right(values: list[int], k: int) -> list[int]:
    """The items moved so many places to the right, round the end."""
    if not values:
        return values[:]
    start = -k % len(values)
    return values[start:] + values[:start]


@algorithm(
    reference=lambda values, k: (lambda s: values[s:] + values[:s])(k % len(values)) if values else values[:],
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="the items and their order are the same",
    source="slices",
)
def rotated_left(values: list[int], k: int) -> list[int]:
    """The items moved so many places to the left, round the end."""
    if not values:
        return values[:]
    start = k % len(values)
    return values[start:] + values[:start]


@algorithm(
    reference=lambda left, right: (
        len(left) == len(right) and (not left or any(left[i:] + left[:i] == right for i in range(len(left))))
    ),
    takes=("items", "items"),
    growth=("O(n^2)", "O(n)"),
    exact="a rotation occurs in the list written twice; the failure function finds it without comparing anew",
    source="Knuth, Morris and Pratt",
)
def is_rotation_of_list(left: list[int], right: list[int]) -> bool:
    """Whether one list is the other with its beginning moved to the end."""
    size = len(left)
    if size != len(right):
        return False
    failure = [0] * size
    length = 0
    for place in range(1, size):
        while length and right[place] != right[length]:
            length = failure[length - 1]
        length += right[place] == right[length]
        failure[place] = length
    length = 0
    for item in [*left, *left]:
        if length == size:
            break
        while length and item != right[length]:
            length = failure[length - 1]
        length += item == right[length]
    return length == size
