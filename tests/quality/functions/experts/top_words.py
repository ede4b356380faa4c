from collections import Counter

STOP_WORDS = {"the", "a", "an", "and", "or", "of", "to", "in", "is", "it", "on", "for", "with", "my", "i", "not"}
PUNCTUATION = ".,;:!?()\"'-"


def top_words(tickets, limit=10):
    counts = Counter()
    for raw, n in Counter(raw for ticket in tickets for raw in ticket.split()).items():
        word = raw.strip(PUNCTUATION).lower()
        if word and word not in STOP_WORDS:
            counts[word] += n
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
