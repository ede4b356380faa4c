import random


def allocate_payments(invoices, payments):
    """Settle the oldest invoices of every customer first.

    invoices: (number, customer, due date as ISO text, cents), payments: (reference, customer, cents)
    Returns the allocations, the open invoices and the credit left over per customer.
    """
    open_items = {}
    for number, customer, due, cents in sorted(invoices, key=lambda inv: (inv[2], inv[0])):
        if cents <= 0:
            raise ValueError(f"invoice {number}: amount must be positive")
        open_items.setdefault(customer, []).append([number, cents])
    for items in open_items.values():
        items.reverse()  # oldest at the end, so that it can be popped

    allocations = []
    credit = {}
    for reference, customer, cents in payments:
        items = open_items.get(customer)
        while cents and items:
            oldest = items[-1]
            if oldest[1] <= cents:
                used = oldest[1]
                items.pop()
            else:
                used = cents
                oldest[1] -= used
            cents -= used
            allocations.append((reference, oldest[0], used))
        if cents:
            credit[customer] = credit.get(customer, 0) + cents

    still_open = [
        (customer, number, cents)
        for customer, items in open_items.items()
        for number, cents in reversed(items)
    ]
    still_open.sort()
    return allocations, still_open, credit


def _books(rng, n, customers):
    invoices = [(f"R{100000 + i}", f"C{rng.randrange(customers):04d}",
                 f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", rng.choice([990, 4900, rng.randint(1, 90000)]))
                for i in range(n)]
    payments = [(f"P{i}", f"C{rng.randrange(customers + 5):04d}", rng.choice([0, 990, 5000, rng.randint(1, 150000)]))
                for i in range(n)]
    return invoices, payments


def workload():
    rng = random.Random(2222)
    return [([], [("P1", "C1", 5)]), _books(rng, 15, 3), _books(rng, 9000, 700), _books(rng, 14000, 40)]
