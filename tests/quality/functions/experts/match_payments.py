import re

_NUMBER = re.compile(r"inv(?:oice)?[\s\-#]*0*(\d+)")


def _first(queue, is_open):
    while queue:
        i = queue[-1]
        if is_open[i]:
            return i
        queue.pop()
    return None


def match_payments(invoices, payments):
    n_invoices = len(invoices)
    is_open = [True] * n_invoices
    by_key = {}
    by_customer = {}
    canon = {}
    for i in range(n_invoices - 1, -1, -1):  # queues hold the first invoice last
        inv = invoices[i]
        number, customer, cents = inv
        found = _NUMBER.search(number.lower())
        if found:
            by_key.setdefault(found.group(1), []).append(i)
        name = canon.get(customer)
        if name is None:
            name = canon[customer] = customer.strip().lower()
        own = by_customer.get(name)
        if own is None:
            own = by_customer[name] = ([], {})
        own[0].append(i)
        own[1].setdefault(cents, []).append(i)
    for own, _ in by_customer.values():
        own.reverse()
    bookings = []
    for n, (customer, cents, memo) in enumerate(payments):
        chosen = None
        found = _NUMBER.search(memo.lower())
        if found:
            i = _first(by_key.get(found.group(1)), is_open)
            if i is not None:
                chosen = [i]
        if chosen is None:
            name = canon.get(customer)
            if name is None:
                name = canon[customer] = customer.strip().lower()
            entry = by_customer.get(name)
            if entry is not None:
                own, amounts = entry
                i = _first(amounts.get(cents), is_open)
                if i is not None:
                    chosen = [i]
                else:
                    if len(own) > 8:
                        own[:] = [i for i in own if is_open[i]]
                    for i in own:
                        if not is_open[i]:
                            continue
                        a = invoices[i][2]
                        queue = amounts.get(cents - a)
                        if not queue:
                            continue
                        j = _first(queue, is_open)
                        if j == i:
                            j = None
                            for k in range(len(queue) - 2, -1, -1):
                                if is_open[queue[k]]:
                                    j = queue[k]
                                    break
                        if j is not None:
                            chosen = [i, j]
                            break
        if chosen is None:
            bookings.append((n, "unmatched", [], cents))
            continue
        difference = cents - sum([invoices[i][2] for i in chosen])
        kind = "exact" if difference == 0 else "over" if difference > 0 else "under"
        bookings.append((n, kind, [invoices[i][0] for i in chosen], difference))
        for i in chosen:
            is_open[i] = False
    return bookings, [invoices[i][0] for i in range(n_invoices) if is_open[i]]
