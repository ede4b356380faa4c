from itertools import permutations


def anagram_rank(word):
    """1-based place of word in the alphabetical list of all its distinct rearrangements."""
    shelf = sorted(set(permutations(word)))
    wanted = tuple(word)
    for place, entry in enumerate(shelf, start=1):
        if entry == wanted:
            return place


def workload():
    return [("stapler",), ("balloon",), ("notebook",), ("assesses",), ("zebra",)]
