import random


def border_lengths(text):
    """For every prefix, the longest shorter prefix that is also its ending.

    Returns the list and the shortest block the whole text is a repetition of.
    """
    borders = []
    for end in range(1, len(text) + 1):
        head = text[:end]
        k = end - 1
        while k > 0 and head[:k] != head[end - k:]:
            k -= 1
        borders.append(k)
    block = text
    for size in range(1, len(text)):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            block = text[:size]
            break
    return borders, block


def workload():
    rng = random.Random(67)
    return [("".join(rng.choice("ACGT") for _ in range(260)),),
            ("abaab" * 50,),
            ("".join(rng.choice("ab") for _ in range(230)),),
            ([rng.randint(0, 2) for _ in range(150)],)]
