def wrap_words(words, room):
    """(lines, cost) of one paragraph; best[i] is the cost of words[i:]."""
    total = len(words)
    lengths = [len(word) for word in words]
    best = [0] * (total + 1)
    step = [0] * total
    for start in range(total - 1, -1, -1):
        length = lengths[start]
        if length > room:
            cost = 1000 * (length - room)
        elif start + 1 == total:
            cost = 0
        else:
            cost = (room - length) ** 2
        lowest = cost + best[start + 1]
        chosen = start + 1
        end = start + 1
        while end < total:
            length += 1 + lengths[end]
            if length > room:
                break
            end += 1
            cost = (room - length) ** 2 + best[end] if end < total else 0
            if cost < lowest:
                lowest = cost
                chosen = end
        best[start] = lowest
        step[start] = chosen
    lines = []
    start = 0
    while start < total:
        lines.append(" ".join(words[start:step[start]]))
        start = step[start]
    return lines, best[0]


def wrap_paragraph(text, width, indent=""):
    room = width - len(indent)
    if room < 1:
        raise ValueError("no room for text")
    output = []
    costs = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split()
        if not words:
            continue
        lines, cost = wrap_words(words, room)
        if output:
            output.append("")
        output.extend(indent + line for line in lines)
        costs.append(cost)
    return output, costs
