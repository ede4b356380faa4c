import random


def hidden_words(text, pattern):
    """Ways to pick positions of text, no two of them next to each other, that
    spell pattern; also the first such choice in dictionary order, or None."""
    def ways(rest, word):
        if word == "":
            return 1
        if rest == "":
            return 0
        total = ways(rest[1:], word)
        if rest[0] == word[0]:
            total += ways(rest[2:], word[1:])
        return total

    def first(pos, k):
        if k == len(pattern):
            return []
        for i in range(pos, len(text)):
            if text[i] == pattern[k]:
                tail = first(i + 2, k + 1)
                if tail is not None:
                    return [i] + tail
        return None

    return ways(text, pattern), first(0, 0)


def workload():
    rng = random.Random(15)
    calls = []
    for length, word in [(170, "abc"), (420, "ca"), (56, "abcab")]:
        calls.append(("".join(rng.choice("abc") for _ in range(length)), word))
    return calls
