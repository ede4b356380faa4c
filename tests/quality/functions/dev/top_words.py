"""Most used words of the support tickets, for the word cloud on the dashboard."""

import random

STOP_WORDS = ["the", "a", "an", "and", "or", "of", "to", "in", "is", "it", "on", "for", "with", "my", "i", "not"]
PUNCTUATION = ".,;:!?()\"'-"


def clean(word):
    while word and word[0] in PUNCTUATION:
        word = word[1:]
    while word and word[-1] in PUNCTUATION:
        word = word[:-1]
    return word.lower()


def top_words(tickets, limit=10):
    """The most frequent words with their counts, most frequent first, equal counts alphabetically."""
    words = []
    for ticket in tickets:
        for raw in ticket.split():
            word = clean(raw)
            if word != "" and word not in STOP_WORDS:
                words = words + [word]

    ranking = []
    done = []
    for word in words:
        if word in done:
            continue
        done.append(word)
        ranking.append((word, words.count(word)))
    ranking.sort(key=lambda pair: (-pair[1], pair[0]))
    return ranking[:limit]


def workload():
    rng = random.Random(41)
    stems = ["print", "log", "pay", "load", "error", "invoice", "mail", "crash", "slow", "account", "reset", "page"]
    vocabulary = [stem + ending for stem in stems for ending in ("", "s", "ed", "ing", "er", "able", "less", "-in")]
    vocabulary += [f"{stem}{i}" for stem in stems for i in range(40)]
    calls = []
    for n_tickets, length in ((130, 45), (80, 35), (5, 8)):
        tickets = []
        for _ in range(n_tickets):
            picked = [rng.choice(STOP_WORDS) if rng.random() < 0.3 else rng.choice(vocabulary) for _ in range(length)]
            picked[0] = picked[0].capitalize()
            tickets.append(" ".join(picked) + rng.choice([".", "!", "?!"]))
        calls.append((tickets,))
    calls.append((["-- the ...", ""], 3))
    calls.append(([], 5))
    return calls
