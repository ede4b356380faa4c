def primitive_abundant(limit):
    """Abundant numbers up to limit that have no abundant proper divisor."""
    abundant = []
    primitive = []
    for n in range(1, limit + 1):
        total = sum(d for d in range(1, n) if n % d == 0)
        if total > n:
            if not any(n % a == 0 for a in abundant):
                primitive.append(n)
            abundant.append(n)
    return primitive


def workload():
    return [(0,), (70,), (640,), (1180,), (1690,)]
