def quadratic_orbit_total(x, a, c, m, n):
    """Sum of the first n terms of x, f(x), f(f(x)), ... with f(x) = (a*x*x + c) % m,
    and the number of different terms among them."""
    seen = []
    total = 0
    done = 0
    while done < n:
        total += x
        if x not in seen:
            seen.append(x)
        x = (a * x * x + c) % m
        done += 1
    return total, len(seen)


def workload():
    return [(5, 1, 1, 7, 0), (3, 1, 1, 1009, 4000), (17, 3, 5, 4099, 60000), (2, 1, 7, 9973, 26000),
            (123456, 5, 11, 65537, 50000)]
