import random


def _schedule(principal, rate_bp, months, payment):
    """Month by month: returns (remaining cents, interest paid, last payment)."""
    balance = principal
    interest_paid = 0
    last = 0
    for _ in range(months):
        interest = (balance * rate_bp + 60000) // 120000
        interest_paid += interest
        balance += interest
        last = payment if payment < balance else balance
        balance -= last
        if balance == 0:
            break
    return balance, interest_paid, last


def _smallest_payment(principal, rate_bp, months):
    payment = principal // months
    while True:
        remaining, _, _ = _schedule(principal, rate_bp, months, payment)
        if remaining == 0:
            return payment
        payment += 1


def quote_installments(requests):
    """Quotes for loan requests (customer, principal in cents, yearly rate in basis points, months)."""
    quotes = []
    for customer, principal, rate_bp, months in requests:
        if principal <= 0 or months <= 0 or rate_bp < 0:
            quotes.append({"customer": customer, "error": "invalid request"})
            continue
        payment = _smallest_payment(principal, rate_bp, months)
        _, interest, last = _schedule(principal, rate_bp, months, payment)
        quotes.append({
            "customer": customer,
            "installment": payment,
            "last": last,
            "interest": interest,
            "label": f"{months} x {payment / 100:.2f} ({rate_bp / 100:.2f} %)",
        })
    return quotes


def _requests(rng, n):
    out = []
    for i in range(n):
        principal = rng.choice([50000, 120000, 199900, 480000, rng.randint(10000, 900000)])
        out.append((f"C{i:03d}", principal, rng.choice([0, 390, 590, 799, 1190]), rng.choice([6, 12, 24, 36])))
    return out


def workload():
    rng = random.Random(707)
    return [
        ([("Zero", 1000, 0, 3), ("Bad", 0, 500, 12), ("Bad", 100, 500, 0), ("Tiny", 1, 900, 12)],),
        (_requests(rng, 20),),
        (_requests(rng, 12) + [("Car", 1550000, 649, 24)],),
    ]
