import random
from collections import namedtuple
from decimal import Decimal, ROUND_HALF_UP

Usage = namedtuple("Usage", "customer product units")


def _money(value):
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _rate(product, units, prices, free_units):
    billable = max(Decimal("0"), Decimal(units) - Decimal(free_units.get(product, 0)))
    price = Decimal(prices[product])
    amount = billable * price
    if billable > Decimal("1000"):
        amount -= (billable - Decimal("1000")) * price * Decimal("0.15")
    return _money(amount)


def rate_usage_invoices(usages, prices, free_units, tax_percent):
    """Rate usage records into one invoice per customer, each line rounded to cents.

    prices: {product: price string per unit}; units is a decimal string. Units beyond a thousand get 15% off.
    Returns {customer: (net, tax, gross, lines)} with strings, sorted by customer, and the products without a price.
    """
    net = {}
    lines = {}
    unpriced = set()
    for usage in usages:
        if usage.product not in prices:
            unpriced.add(usage.product)
            continue
        amount = _rate(usage.product, usage.units, prices, free_units)
        net[usage.customer] = net.get(usage.customer, Decimal("0.00")) + amount
        lines[usage.customer] = lines.get(usage.customer, 0) + 1
    invoices = {}
    for customer in sorted(net):
        tax = _money(net[customer] * Decimal(tax_percent) / Decimal("100"))
        invoices[customer] = (str(net[customer]), str(tax), str(net[customer] + tax), lines[customer])
    return invoices, sorted(unpriced)


def workload():
    rng = random.Random(365)
    prices = {"cpu": "0.0425", "disk": "0.00031", "mail": "0.002", "sms": "0.0795"}
    usages = [Usage("c%03d" % rng.randrange(300), rng.choice(("cpu", "disk", "mail", "sms", "sms", "fax") if i % 50 == 0 else tuple(prices)),
                    "%d.%02d" % (rng.randrange(2500), rng.randrange(100))) for i in range(22000)]
    return [(usages, prices, {"cpu": 100, "mail": 500}, "21")]
