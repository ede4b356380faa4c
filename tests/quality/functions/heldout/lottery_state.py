"""Recomputes the draws of the office lottery for the works council."""

MODULUS = 2147483647
FACTOR = 48271
OFFSET = 12


def lottery_state(seed: int, draws: list[int], seats: int) -> list[int]:
    """Seat that wins in each of the draws (numbered from 0) when the machine was started with ``seed``.

    The machine steps its state once per draw, and the winning seat is the state modulo the number of seats, plus 1.
    """
    if seats < 1:
        raise ValueError("there must be at least one seat")
    winners = []
    for draw in draws:
        state = seed % MODULUS
        for _ in range(draw + 1):
            state = (state * FACTOR + OFFSET) % MODULUS
        winners.append(state % seats + 1)
    return winners


def workload():
    return [
        (20240229, [17, 40000, 250000, 5, 100000, 123456], 120),
        (7, list(range(0, 900, 3)), 49),
        (0, [0], 1),
        (-3, [4, 4], 10),
        (99, [-1, -7], 6),
        (1, [], 3),
    ]
