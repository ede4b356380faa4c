import random


def count_readings(text, vocabulary):
    """In how many ways can text (spaces dropped) be cut completely into vocabulary words?"""
    if "" in vocabulary:
        raise ValueError("the empty word is not allowed")
    tail = text.replace(" ", "")
    if not tail:
        return 1
    ways = 0
    for word in vocabulary:
        if tail.startswith(word):
            ways += count_readings(tail[len(word):], vocabulary)
    return ways


def workload():
    rng = random.Random(66)
    morse = [".-", "-...", "-.-.", "-..", ".", "..-.", "--.", "....", "..", ".---",
             "-.-", ".-..", "--", "-.", "---"]
    return [("a" * 17, ["a", "aa", "aaa"]),
            ("cat sand dogs and cats and dog", ["cat", "cats", "sand", "and", "dog", "dogs", "s"]),
            ("".join(rng.choice(".-") for _ in range(15)), morse),
            ("abab" * 8 + "c", ["ab", "abab", "ba", "aba"]),
            ("".join(rng.choice(".-") for _ in range(14)), morse)]
