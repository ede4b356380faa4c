def quadratic_orbit_total(x, a, c, m, n):
    if n < 1:
        return 0, 0
    first = {}
    prefix = [0]
    total = 0
    i = 0
    while i < n and x not in first:
        first[x] = i
        total += x
        prefix.append(total)
        x = (a * x * x + c) % m
        i += 1
    if i == n:
        return total, len(first)
    start = first[x]
    period = i - start
    laps, extra = divmod(n - i, period)
    total += laps * (prefix[i] - prefix[start])
    total += prefix[start + extra] - prefix[start]
    return total, len(first)
