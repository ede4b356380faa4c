def wheel_checksum(digits, start, modulus):
    """Turn a wheel of the given modulus: each digit moves it by state squared plus
    the digit. Return (final state, how often it stood at zero, largest state)."""
    state = start % modulus
    zeros = 0
    highest = state
    for digit in digits:
        state = (state * state + digit) % modulus
        if not state:
            zeros += 1
        elif state > highest:
            highest = state
    return state, zeros, highest
