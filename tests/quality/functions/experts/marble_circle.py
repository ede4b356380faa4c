from collections import deque


def marble_circle(last, players, special):
    """Players in turn set marbles 1..last after the next but one place in a circle;
    a multiple of special is kept, with the marble 7 back if the circle has more
    than 7. Return (scores, number of the first winner, marbles left in the circle)."""
    scores = [0] * players
    circle = deque([0])  # the current marble is the last one
    for marble in range(1, last + 1):
        player = (marble - 1) % players
        if marble % special == 0:
            scores[player] += marble
            if len(circle) > 7:
                circle.rotate(7)
                scores[player] += circle.pop()
                circle.rotate(-1)
        else:
            circle.rotate(-1)
            circle.append(marble)
    winner = scores.index(max(scores)) + 1
    return scores, winner, len(circle)
