import random


def mirror_core(text: str) -> str:
    """Longest piece of the text that reads the same both ways; case and punctuation are ignored.

    The leftmost of equally long pieces is returned.
    """
    clean = "".join(ch.lower() for ch in text if ch.isalnum())
    for size in range(len(clean), 0, -1):
        for at in range(0, len(clean) - size + 1):
            part = clean[at:at + size]
            if part == part[::-1]:
                return part
    return ""


def workload():
    rng = random.Random(65)

    def noise(n, pool):
        return "".join(rng.choice(pool) for _ in range(n))

    hidden = noise(40, "abcde ")
    return [(noise(260, "abcdefg, "),),
            (noise(330, "xyz"),),
            (noise(120, "pqrs") + hidden + hidden[::-1] + noise(150, "pqrs"),),
            ("A man, a plan, a canal: Panama! " + noise(230, "klmnop "),)]
