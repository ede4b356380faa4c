"""Matches payments with invoices for the dunning run."""

import random
from dataclasses import dataclass


@dataclass
class Invoice:
    number: int
    customer: str
    cents: int
    due_day: int


@dataclass
class Payment:
    reference: int
    cents: int
    day: int


def days_late(invoice, today):
    return max(0, today - invoice.due_day)


def open_invoices(invoices: list[Invoice], payments: list[Payment], today: int) -> dict[str, list[tuple[int, int, int]]]:
    """What each customer still owes: (invoice number, open cents, days late), customers by name.

    Payments on a later day than today are only announced and do not count.
    """
    customers = []
    for invoice in invoices:
        if invoice.customer not in customers:
            customers.append(invoice.customer)
    customers.sort()

    owed = {}
    for customer in customers:
        rows = []
        for invoice in invoices:
            if invoice.customer != customer:
                continue
            paid = sum([p.cents for p in payments if p.reference == invoice.number and p.day <= today])
            if paid < invoice.cents:
                rows.append((invoice.number, invoice.cents - paid, days_late(invoice, today)))
        if rows:
            owed[customer] = rows
    return owed


def workload():
    rng = random.Random(77)
    calls = []
    for n_invoices, n_payments, n_customers in ((1700, 1600, 300), (900, 900, 40), (25, 30, 6), (2, 0, 2)):
        invoices = [
            Invoice(9000 + i, f"customer {rng.randrange(n_customers):03d}", rng.randint(500, 90000), rng.randrange(120))
            for i in range(n_invoices)
        ]
        payments = []
        for _ in range(n_payments):
            invoice = rng.choice(invoices)
            cents = invoice.cents if rng.random() < 0.6 else rng.randint(1, invoice.cents)
            payments.append(Payment(invoice.number, cents, invoice.due_day + rng.randrange(-20, 60)))
        calls.append((invoices, payments, 90))
    calls.append(([], [], 10))
    return calls
