"""Suggestions while the user types in the search box."""

import random

MAX_SUGGESTIONS = 8


def complete(titles: list[str], typed: list[str]) -> list[list[str]]:
    """For each typed prefix the first few titles that begin with it, in alphabetical order."""
    catalogue = sorted(titles)
    answers = []
    for prefix in typed:
        prefix = prefix.strip()
        matching = []
        for title in catalogue:
            if title[:len(prefix)] == prefix:
                matching.append(title)
        answers.append(matching[:MAX_SUGGESTIONS])
    return answers


def workload():
    rng = random.Random(23)
    parts = ["al", "be", "cor", "da", "en", "fi", "gra", "ho", "in", "jo", "ka", "lu", "mo", "ne", "or", "pa"]

    def title():
        return "".join(rng.choice(parts) for _ in range(rng.randint(2, 6)))

    calls = []
    for n_titles, n_typed in ((5000, 220), (900, 300), (12, 5), (1, 2)):
        titles = [title() for _ in range(n_titles)]
        typed = [title()[: rng.randint(1, 7)] + rng.choice(["", " "]) for _ in range(n_typed)]
        typed.append(titles[0])
        calls.append((titles, typed))
    calls.append(([], ["a"]))
    calls.append((["aa", "ab", "b"], ["", "zz", " a"]))
    return calls
