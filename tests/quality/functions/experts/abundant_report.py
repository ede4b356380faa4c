def abundant_report(limit: int) -> dict:
    """Sort the numbers 1..limit into perfect, abundant and deficient ones.

    Also names the number whose proper divisors add up to most.
    """
    if limit < 1:
        raise ValueError("limit must be at least 1")
    totals = [0] * (limit + 1)
    for part in range(1, limit // 2 + 1):
        for multiple in range(2 * part, limit + 1, part):
            totals[multiple] += part
    perfect = []
    abundant = 0
    champion = (1, 0)
    for number in range(1, limit + 1):
        total = totals[number]
        if total == number:
            perfect.append(number)
        elif total > number:
            abundant += 1
        if total > champion[1]:
            champion = (number, total)
    return {"perfect": perfect, "abundant": abundant,
            "deficient": limit - abundant - len(perfect), "champion": champion}
