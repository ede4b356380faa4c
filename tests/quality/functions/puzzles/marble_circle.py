def marble_circle(last, players, special):
    """Players in turn set marbles 1..last after the next but one place in a circle;
    a multiple of special is kept, with the marble 7 back if the circle has more
    than 7. Return (scores, number of the first winner, marbles left in the circle)."""
    scores = [0] * players
    circle = [0]
    current = 0
    marble = 1
    while marble <= last:
        player = (marble - 1) % players
        if marble % special == 0:
            scores[player] += marble
            if len(circle) > 7:
                current = (current - 7) % len(circle)
                scores[player] += circle[current]
                circle = circle[:current] + circle[current + 1:]
                current = current % len(circle)
        else:
            current = (current + 1) % len(circle) + 1
            circle = circle[:current] + [marble] + circle[current:]
        marble += 1
    winner = scores.index(max(scores)) + 1
    return scores, winner, len(circle)


def workload():
    return [(5000, 9, 23), (1500, 5, 11), (2500, 31, 17)]
