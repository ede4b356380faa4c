"""Chapters of a manual with the editors' glossary."""

import random

SYLLABLES = ["val", "pum", "ro", "tor", "seal", "in", "let", "flan", "ge", "bolt", "ax", "le"]


def word(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3)))


def chapter(rng, n_paragraphs, n_words, n_terms):
    vocabulary = [word(rng) for _ in range(400)]
    glossary = [term.capitalize() if rng.random() < 0.3 else term for term in rng.sample(vocabulary, n_terms)]
    paragraphs = []
    for _ in range(n_paragraphs):
        words = [rng.choice(vocabulary) for _ in range(rng.randint(n_words // 2, n_words))]
        words[0] = words[0].capitalize()
        paragraphs.append(", ".join(words[:3]) + " (" + words[-1] + ") " + " ".join(words[3:]) + ".")
    return paragraphs, glossary


def workload():
    rng = random.Random(99)
    return [
        chapter(rng, 20, 90, 90),
        chapter(rng, 40, 30, 60),
        chapter(rng, 3, 12, 10),
        (["", "The pump; the PUMP!"], ["pump", "Pump", "valve", "the"]),
        ([], ["pump"]),
        (["Nothing to see."], []),
    ]
