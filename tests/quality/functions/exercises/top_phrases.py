import random
import re
from typing import List, Tuple


def top_phrases(text: str, size: int = 2, how_many: int = 5) -> List[Tuple[str, int]]:
    """The most frequent phrases of `size` words with their counts; ties in alphabetical order."""
    if size < 1:
        raise ValueError("a phrase needs at least one word")
    words = re.findall(r"[a-z']+", text.lower())
    phrases = [" ".join(words[i:i + size]) for i in range(len(words) - size + 1)]
    tally = []
    for phrase in phrases:
        entry = (phrase, phrases.count(phrase))
        if entry not in tally:
            tally.append(entry)
    tally.sort(key=lambda entry: (-entry[1], entry[0]))
    return tally[:how_many]


def workload():
    rng = random.Random(75)
    lexicon = ("the ship left harbour at dawn and nobody saw old captain who kept "
               "his log in a box under bed while rain fell over town").split()
    texts = []
    for n in (450, 600, 350):
        texts.append(" ".join(rng.choice(lexicon) + rng.choice(("", "", ",", ".")) for _ in range(n)))
    return [(texts[0], 2, 5), (texts[1], 2, 8), (texts[2], 3, 4), (texts[1], 1, 10)]
