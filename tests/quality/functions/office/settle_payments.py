import random
from decimal import Decimal


def settle_payments(invoices, payments):
    """Match bank payments with open invoices of the same customer.

    First an invoice of exactly the amount (the oldest one), otherwise the first two
    invoices which add up to it. invoices: dicts no, customer, amount, issued; payments:
    (ref, customer, amount). Returns (matches, payments left over, open amount per customer).
    """
    open_items = sorted(invoices, key=lambda inv: (inv["issued"], inv["no"]))
    matches = []
    left_over = []
    for ref, customer, amount in payments:
        if amount <= 0:
            left_over.append((ref, "not a payment"))
            continue
        exact = [inv for inv in open_items if inv["customer"] == customer and inv["amount"] == amount]
        if exact:
            open_items.remove(exact[0])
            matches.append((ref, [exact[0]["no"]]))
            continue
        pair = None
        for a in range(len(open_items)):
            for b in range(a + 1, len(open_items)):
                one, two = open_items[a], open_items[b]
                if one["customer"] == two["customer"] == customer and one["amount"] + two["amount"] == amount:
                    pair = (a, b)
                    break
            if pair:
                break
        if pair:
            two = open_items.pop(pair[1])
            one = open_items.pop(pair[0])
            matches.append((ref, [one["no"], two["no"]]))
        else:
            left_over.append((ref, "no invoice over %s" % amount))
    balance = {}
    for inv in open_items:
        balance[inv["customer"]] = balance.get(inv["customer"], Decimal(0)) + inv["amount"]
    return matches, left_over, sorted(balance.items())


def _case(seed, n, m, customers):
    rnd = random.Random(seed)
    inv = [{"no": "R%04d" % i, "customer": "C%d" % rnd.randrange(customers),
            "amount": Decimal(rnd.randrange(1000, 6000, 50)) / 100, "issued": "2024-%02d-%02d" % (rnd.randint(1, 9), rnd.randint(1, 28))}
           for i in range(n)]
    pay = []
    for i in range(m):
        one = rnd.choice(inv)
        amount = one["amount"]
        if rnd.random() < .5:
            amount += rnd.choice(inv)["amount"]
        pay.append(("B%d" % i, one["customer"], amount if rnd.random() < .98 else Decimal(-5)))
    return inv, pay


def workload():
    return [_case(1, 330, 190, 6), _case(2, 280, 220, 2), _case(3, 4, 3, 1), ([], [("B1", "C1", Decimal("10.00"))])]
