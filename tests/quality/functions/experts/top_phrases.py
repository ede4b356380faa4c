import re
from collections import Counter
from typing import List, Tuple


def top_phrases(text: str, size: int = 2, how_many: int = 5) -> List[Tuple[str, int]]:
    """The most frequent phrases of `size` words with their counts; ties in alphabetical order."""
    if size < 1:
        raise ValueError("a phrase needs at least one word")
    words = re.findall(r"[a-z']+", text.lower())
    tally = Counter(map(" ".join, zip(*[words[i:] for i in range(size)])))
    return sorted(tally.items(), key=lambda entry: (-entry[1], entry[0]))[:how_many]
