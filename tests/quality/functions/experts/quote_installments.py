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
    """Bisection: what remains at the end never grows with the payment."""
    low = principal // months
    high = principal + (principal * rate_bp + 60000) // 120000  # settles the loan in month one
    while low < high:
        middle = (low + high) // 2
        if _schedule(principal, rate_bp, months, middle)[0] == 0:
            high = middle
        else:
            low = middle + 1
    return low


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
