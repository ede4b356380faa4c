def mirror_core(text: str) -> str:
    """Longest piece of the text that reads the same both ways; case and punctuation are ignored.

    The leftmost of equally long pieces is returned.
    """
    clean = "".join([ch.lower() for ch in text if ch.isalnum()])
    if not clean:
        return ""
    # Manacher on the text with a gap between all letters
    spread = [None] * (2 * len(clean) + 1)
    spread[1::2] = clean
    size = len(spread)
    radius = [0] * size
    centre = border = 0
    for i in range(size):
        r = min(border - i, radius[2 * centre - i]) if i < border else 0
        while i - r > 0 and i + r + 1 < size and spread[i - r - 1] == spread[i + r + 1]:
            r += 1
        radius[i] = r
        if i + r > border:
            centre, border = i, i + r
    longest = max(radius)
    start = (radius.index(longest) - longest) // 2
    return clean[start:start + longest]
