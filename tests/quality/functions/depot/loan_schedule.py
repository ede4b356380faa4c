import random


def _monthly(principal, basis_points, months):
    """Instalment in cents, rounded up so that the last one is the smallest."""
    if basis_points == 0:
        return -(-principal // months)
    scale = 120000
    grown = (scale + basis_points) ** months
    unit = scale ** months
    top = principal * basis_points * grown
    bottom = scale * (grown - unit)
    return -(-top // bottom)


def loan_schedule(loans):
    """Total interest, last instalment and yearly interest of each loan.

    loans: (name, cents, yearly basis points, months, {month: extra payment}). Interest is
    rounded half up to the cent every month, as the bank does.
    """
    report = []
    for name, principal, basis_points, months, extras in loans:
        if months <= 0 or principal <= 0:
            report.append((name, 0, 0, []))
            continue
        instalment = _monthly(principal, basis_points, months)
        balance = principal
        interest_total = 0
        per_year = []
        last = 0
        for month in range(1, months + 1):
            if month % 12 == 1:
                per_year.append(0)
            interest = (balance * basis_points + 60000) // 120000
            interest_total += interest
            per_year[-1] += interest
            balance += interest
            last = min(instalment, balance)
            balance -= last
            extra = extras.get(month)
            if extra:
                balance -= min(extra, balance)
            if balance == 0:
                break
        report.append((name, interest_total, last, per_year))
    return report


def workload():
    rnd = random.Random(40)
    loans = []
    for i in range(900):
        months = rnd.choice([12, 60, 120, 240, 360])
        extras = {rnd.randint(1, months): rnd.randint(1000, 90000) for _ in range(rnd.choice([0, 0, 2]))}
        loans.append(("loan%d" % i, rnd.randint(100000, 30000000), rnd.choice([0, 90, 250, 475]), months, extras))
    return [(loans,)]
