def hidden_words(text, pattern):
    """Ways to pick positions of text, no two of them next to each other, that
    spell pattern; also the first such choice in dictionary order, or None."""
    size = len(pattern)
    # now[k]: choices in the text so far spelling pattern[:k]; before: one letter earlier
    before = now = [1] + [0] * size
    for letter in text:
        later = now[:]
        for k in range(size):
            if pattern[k] == letter:
                later[k + 1] += before[k]
        before, now = now, later
    chosen = []
    pos = 0
    for letter in pattern:
        pos = text.find(letter, pos)
        if pos < 0:
            return now[size], None
        chosen.append(pos)
        pos += 2
    return now[size], chosen
