from collections import namedtuple
from decimal import Decimal, ROUND_HALF_UP


Usage = namedtuple("Usage", "customer product units")


def rate_usage_invoices(usages, prices, free_units, tax_percent):
    cent = Decimal("0.01")
    zero = Decimal("0")
    thousand = Decimal("1000")
    discount = Decimal("0.15")
    dec = Decimal
    rates = {}
    net = {}
    unpriced = set()
    for customer, product, units in usages:
        rate = rates.get(product)
        if rate is None:
            if product not in prices:
                unpriced.add(product)
                continue
            rate = (dec(free_units.get(product, 0)), dec(prices[product]))
            rates[product] = rate
        free, price = rate
        billable = dec(units) - free
        if billable < zero:
            billable = zero
        amount = billable * price
        if billable > thousand:
            amount -= (billable - thousand) * price * discount
        amount = amount.quantize(cent, ROUND_HALF_UP)
        entry = net.get(customer)
        if entry is None:
            net[customer] = [Decimal("0.00") + amount, 1]
        else:
            entry[0] += amount
            entry[1] += 1
    invoices = {}
    percent = Decimal(tax_percent) if net else None
    for customer in sorted(net):
        total, lines = net[customer]
        tax = (total * percent / Decimal("100")).quantize(cent, ROUND_HALF_UP)
        invoices[customer] = (str(total), str(tax), str(total + tax), lines)
    return invoices, sorted(unpriced)
