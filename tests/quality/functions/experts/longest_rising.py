from bisect import bisect_left


def longest_rising(weights):
    # lightest last entry of a rising series of each length
    ends = []
    for weight in weights:
        position = bisect_left(ends, weight)
        ends[position:position + 1] = [weight]
    return len(ends)
