def lottery_state(seed, draws, seats):
    if seats < 1:
        raise ValueError("there must be at least one seat")
    modulus = 2147483647
    winners = []
    for draw in draws:
        state = seed % modulus
        # the step applied 2**k times is again a factor and an offset
        factor, offset = 48271, 12
        steps = draw + 1
        while steps > 0:
            if steps & 1:
                state = (state * factor + offset) % modulus
            factor, offset = factor * factor % modulus, (factor * offset + offset) % modulus
            steps >>= 1
        winners.append(state % seats + 1)
    return winners
