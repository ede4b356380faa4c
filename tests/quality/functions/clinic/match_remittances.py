import random


def match_remittances(invoices, payments):
    """Clear one customer's open invoices with the payments that came in.

    invoices: dicts no, due, open (cents); what is cleared is taken off "open". payments:
    (reference, cents). An exact sum of invoices is preferred, older invoices first; else
    the money goes to the oldest ones. Returns (bookings, unapplied, references that matched).
    """
    bookings = []
    unapplied = []
    exact = []

    def find(cands, i, left, chosen):
        if left == 0:
            return chosen
        if left < 0 or i == len(cands):
            return None
        with_it = find(cands, i + 1, left - cands[i]["open"], chosen + [cands[i]])
        if with_it is not None:
            return with_it
        return find(cands, i + 1, left, chosen)

    for ref, cents in payments:
        if cents <= 0:
            unapplied.append((ref, cents, "not a payment"))
            continue
        cands = sorted((inv for inv in invoices if inv["open"] > 0), key=lambda inv: inv["due"])
        if sum(inv["open"] for inv in cands) < cents:
            unapplied.append((ref, cents, "too much"))
            continue
        hit = find(cands, 0, cents, [])
        if hit is not None:
            exact.append(ref)
            for inv in hit:
                bookings.append((ref, inv["no"], inv["open"]))
                inv["open"] = 0
            continue
        for inv in cands:
            part = min(cents, inv["open"])
            inv["open"] -= part
            cents -= part
            bookings.append((ref, inv["no"], part))
            if not cents:
                break
    return bookings, unapplied, exact


def _case(seed, n, npay, top):
    rnd = random.Random(seed)
    invoices = [{"no": 7000 + i, "due": rnd.randrange(400), "open": rnd.randint(1, top) * 5} for i in range(n)]
    payments = []
    for k in range(npay):
        cents = sum(inv["open"] for inv in rnd.sample(invoices, max(1, n // 4)))
        if rnd.random() < 0.5:
            cents -= rnd.randint(1, 4)  # the bank took its fee
        payments.append(("R%d" % k, cents))
    return invoices, payments


def workload():
    return [_case(6, 24, 6, 9000), _case(2, 20, 7, 4000), _case(3, 4, 4, 9), ([], [("X", 5), ("Y", 0)])]
