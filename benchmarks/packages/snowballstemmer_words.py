import random

import snowballstemmer

rng = random.Random(22)
endings = {
    "english": ["", "s", "ed", "ing", "ational", "fulness", "ization", "ly", "ement", "iveness"],
    "french": ["", "es", "ement", "ations", "eraient", "issement", "euse", "ivité", "âmes", "ons"],
    "german": ["", "en", "ern", "heiten", "ung", "lichkeit", "isch", "est", "keit", "igung"],
}


def word(language):
    stem = "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiou") for _ in range(rng.randrange(1, 4)))
    return stem + rng.choice("bdgklmnprst") + rng.choice(endings[language])


for language in endings:
    stemmer = snowballstemmer.stemmer(language)
    stems = stemmer.stemWords([word(language) for _ in range(16000)])
    print(language, len(set(stems)), sum(len(stem) for stem in stems))
