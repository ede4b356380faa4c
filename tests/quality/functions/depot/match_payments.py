import random
import re


def invoice_key(text):
    """'inv 0012', 'INV-12' and 'Invoice 12' are the same."""
    found = re.search(r"inv(?:oice)?[\s\-#]*0*(\d+)", text.lower())
    return found.group(1) if found else None


def match_payments(invoices, payments):
    """Book payments (customer, cents, memo) on open invoices (number, customer, cents).

    By the number in the memo, then the customer's invoice of that amount, then two of the
    customer's invoices of that sum. Returns (bookings, numbers of the invoices still open).
    """
    open_invoices = list(invoices)
    bookings = []
    for n, (customer, cents, memo) in enumerate(payments):
        chosen = None
        if invoice_key(memo) is not None:
            for inv in open_invoices:
                if invoice_key(inv[0]) == invoice_key(memo):
                    chosen = [inv]
                    break
        if chosen is None:
            own = [inv for inv in open_invoices if inv[1].strip().lower() == customer.strip().lower()]
            exact = [inv for inv in own if inv[2] == cents]
            if exact:
                chosen = [exact[0]]
            else:
                for i in range(len(own)):
                    for j in range(i + 1, len(own)):
                        if own[i][2] + own[j][2] == cents and chosen is None:
                            chosen = [own[i], own[j]]
        if chosen is None:
            bookings.append((n, "unmatched", [], cents))
            continue
        difference = cents - sum(inv[2] for inv in chosen)
        kind = "exact" if difference == 0 else "over" if difference > 0 else "under"
        bookings.append((n, kind, [inv[0] for inv in chosen], difference))
        for inv in chosen:
            open_invoices.remove(inv)
    return bookings, [inv[0] for inv in open_invoices]


def workload():
    rnd = random.Random(12)
    invoices = [("INV-%05d" % (i + 1), rnd.choice(["Acme", "Bolt ", "cargo", "Dune"]), rnd.randint(20, 400))
                for i in range(420)]
    payments = []
    for _ in range(330):
        number, customer, cents = rnd.choice(invoices)
        style = rnd.random()
        if style < 0.3:
            payments.append((customer, cents + rnd.choice([0, 0, -5, 7]), "paid invoice %s thanks" % number[-4:]))
        elif style < 0.7:
            payments.append((customer.upper(), cents, "thank you"))
        else:
            payments.append((customer, cents + rnd.choice(invoices)[2] + rnd.choice([0, 900]), ""))
    return [(invoices, payments)]
