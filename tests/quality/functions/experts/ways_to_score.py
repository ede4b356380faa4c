def ways_to_score(points, plays):
    if points < 0:
        return 0
    ways = [1] + [0] * points
    for play in plays:
        for total in range(play, points + 1):
            ways[total] += ways[total - play]
    return ways[points]
