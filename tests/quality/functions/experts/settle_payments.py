from collections import deque
from decimal import Decimal


def settle_payments(invoices, payments):
    items = sorted(invoices, key=lambda inv: (inv["issued"], inv["no"]))
    ledgers = {}      # customer -> (open positions in order, amount -> positions)
    for pos, inv in enumerate(items):
        book = ledgers.get(inv["customer"])
        if book is None:
            book = ledgers[inv["customer"]] = ({}, {})
        book[0][pos] = inv["amount"]
        book[1].setdefault(inv["amount"], deque()).append(pos)
    matches = []
    left_over = []
    nothing = ({}, {})
    for ref, customer, amount in payments:
        if amount <= 0:
            left_over.append((ref, "not a payment"))
            continue
        positions, by_amount = ledgers.get(customer, nothing)
        found = by_amount.get(amount)
        if found:
            pos = found.popleft()
            del positions[pos]
            matches.append((ref, [items[pos]["no"]]))
            continue
        pair = None
        for pos, one in positions.items():
            rest = by_amount.get(amount - one)
            if rest:
                # earlier positions have no partner, so only `pos` itself is to be skipped
                other = rest[0]
                if other == pos:
                    if len(rest) < 2:
                        continue
                    other = rest[1]
                pair = (pos, other)
                break
        if pair:
            for pos in pair:
                by_amount[positions.pop(pos)].remove(pos)
            matches.append((ref, [items[pair[0]]["no"], items[pair[1]]["no"]]))
        else:
            left_over.append((ref, "no invoice over %s" % amount))
    balance = {}
    for customer, (positions, _) in ledgers.items():
        if positions:
            total = Decimal(0)
            for pos in positions:
                total += items[pos]["amount"]
            balance[customer] = total
    return matches, left_over, sorted(balance.items())
