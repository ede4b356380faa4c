from collections import Counter


def count_readings(text, vocabulary):
    """In how many ways can text (spaces dropped) be cut completely into vocabulary words?"""
    if "" in vocabulary:
        raise ValueError("the empty word is not allowed")
    tail = text.replace(" ", "")
    copies = Counter(vocabulary)
    lengths = sorted({len(word) for word in copies})
    ways = [0] * (len(tail) + 1)
    ways[0] = 1
    for here in range(len(tail)):
        so_far = ways[here]
        if so_far:
            for length in lengths:
                if here + length > len(tail):
                    break
                ways[here + length] += so_far * copies.get(tail[here:here + length], 0)
    return ways[len(tail)]
