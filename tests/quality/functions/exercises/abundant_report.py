def abundant_report(limit: int) -> dict:
    """Sort the numbers 1..limit into perfect, abundant and deficient ones.

    Also names the number whose proper divisors add up to most.
    """
    if limit < 1:
        raise ValueError("limit must be at least 1")

    def parts_total(number):
        total = 0
        for candidate in range(1, number // 2 + 1):
            if number % candidate == 0:
                total += candidate
        return total

    perfect = []
    abundant = 0
    deficient = 0
    champion = None
    for number in range(1, limit + 1):
        total = parts_total(number)
        if total == number:
            perfect.append(number)
        elif total > number:
            abundant += 1
        else:
            deficient += 1
        if champion is None or total > champion[1]:
            champion = (number, total)
    return {"perfect": perfect, "abundant": abundant,
            "deficient": deficient, "champion": champion}


def workload():
    return [(300,), (700,), (1100,), (1500,)]
