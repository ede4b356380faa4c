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
