import random


def badness(words, width):
    length = len(" ".join(words))
    if length <= width:
        return (width - length) ** 2
    if len(words) == 1:
        return 1000 * (length - width)
    return None


def wrap_paragraph(text, width, indent=""):
    """Break the paragraphs of a text into lines of even length (least sum
    of squared gaps; the last line of a paragraph is free).

    Returns (lines with empty lines between paragraphs, cost per paragraph)."""
    if width - len(indent) < 1:
        raise ValueError("no room for text")
    room = width - len(indent)
    output = []
    costs = []
    for paragraph in text.split("\n\n"):
        words = tuple(paragraph.split())
        if not words:
            continue
        known = {}

        def best(rest):
            if not rest:
                return 0, ()
            if rest in known:
                return known[rest]
            choice = None
            for count in range(1, len(rest) + 1):
                cost = badness(rest[:count], room)
                if cost is None:
                    break
                if count == len(rest) and len(" ".join(rest)) <= room:
                    cost = 0
                later, lines = best(rest[count:])
                if choice is None or cost + later < choice[0]:
                    choice = (cost + later, (" ".join(rest[:count]),) + lines)
            known[rest] = choice
            return choice

        cost, lines = best(words)
        if output:
            output.append("")
        output.extend(indent + line for line in lines)
        costs.append(cost)
    return output, costs


def workload():
    rng = random.Random(60)
    paragraphs = []
    for _ in range(15):
        words = ["".join(rng.choice("aeioutnrs") for _ in range(rng.randint(1, 9))) for _ in range(170)]
        paragraphs.append(" ".join(words))
    return [("\n\n".join(paragraphs), 72, "  ")]
