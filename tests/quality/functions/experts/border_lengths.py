def border_lengths(text):
    """For every prefix, the longest shorter prefix that is also its ending.

    Returns the list and the shortest block the whole text is a repetition of.
    """
    size = len(text)
    if not size:
        return [], text
    borders = [0] * size
    k = 0
    for end in range(1, size):
        item = text[end]
        while k and text[k] != item:
            k = borders[k - 1]
        if text[k] == item:
            k += 1
        borders[end] = k
    period = size - k
    return borders, text[:period] if k and size % period == 0 else text
