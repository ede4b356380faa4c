"""Quiz question of the month: in how many ways can a match end with a given score?"""


def ways_to_score(points, plays):
    """Number of ways to reach ``points`` with the given kinds of plays, where the order of plays does not matter.

    ``plays`` are the distinct positive values of the plays (3 and 7 for field goal and touchdown, say).
    """
    if points == 0:
        return 1
    if points < 0 or not plays:
        return 0
    return ways_to_score(points - plays[0], plays) + ways_to_score(points, plays[1:])


def workload():
    return [
        (120, [2, 3, 6, 7, 8]),
        (230, (1, 5, 10, 25, 50)),
        (120, [1, 2, 3]),
        (31, [4, 9]),
        (7, [7]),
        (0, [3]),
        (5, []),
        (-4, [2, 3]),
    ]
