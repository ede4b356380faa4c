import random


def complete_terms(glossary, typed, limit=5):
    """Best completions for every typed prefix out of (term, weight) glossary entries.

    Case is ignored; heavier terms first, then alphabetical. Empty input completes to nothing."""
    answers = []
    for raw in typed:
        wanted = raw.strip().casefold()
        if wanted == "":
            answers.append((raw, 0, []))
            continue
        found = []
        for term, weight in glossary:
            if term.casefold().startswith(wanted):
                found.append((term, weight))
        found = sorted(found, key=lambda tw: (-tw[1], tw[0]))
        answers.append((raw, len(found), [t for t, _ in found][:limit]))
    return answers


def workload():
    out = []
    for seed, n, q in ((211, 1500, 130), (212, 900, 200), (213, 5, 3), (214, 1200, 100)):
        rng = random.Random(seed)
        syl = ["ka", "Ro", "mi", "st", "el", "an", "Tu", "br", "o", "ne"]
        word = lambda: "".join(rng.choice(syl) for _ in range(rng.randint(2, 5)))
        glossary = [(word(), rng.randint(0, 40)) for _ in range(n)]
        typed = []
        for _ in range(q):
            w = rng.choice(glossary)[0]
            typed.append(rng.choice(["", " "]) + w[:rng.randint(0, 6)] + rng.choice(["", "", "q"]))
        out.append((glossary, typed, 5))
    return out
