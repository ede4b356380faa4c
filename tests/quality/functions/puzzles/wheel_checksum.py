import random


def wheel_checksum(digits, start, modulus):
    """Turn a wheel of the given modulus: each digit moves it by state squared plus
    the digit. Return (final state, how often it stood at zero, largest state)."""
    state = start % modulus
    zeros = 0
    highest = state
    for digit in digits:
        state = (state * state + digit) % modulus
        if state == 0:
            zeros += 1
        elif state > highest:
            highest = state
    return state, zeros, highest


def workload():
    rng = random.Random(32)
    digits = [rng.randint(0, 9) for _ in range(100000)]
    return [(digits, 5, 1000003), (digits, 77, 99991), (digits[::-1], 123456, 2 ** 31 - 1),
            (digits, 9, 10 ** 12 + 39)]
