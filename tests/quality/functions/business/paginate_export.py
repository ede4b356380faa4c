import random
from itertools import islice


def _address(customer):
    parts = (customer.get("street"), customer.get("zip"), customer.get("city"))
    return ", ".join(p.strip() for p in parts if p and p.strip())


class OrderExport:
    """Order lines for the accounting interface, which accepts a limited number of rows per file."""

    def __init__(self, customers, min_cents, page_size):
        self.customers = customers
        self.min_cents = min_cents
        self.page_size = page_size

    def rows(self):
        for customer in sorted(self.customers, key=lambda c: c["number"]):
            if customer.get("blocked"):
                continue
            address = _address(customer)
            for order in customer["orders"]:
                total = sum(qty * cents for _, qty, cents in order["lines"])
                if total < self.min_cents:
                    continue
                for pos, (sku, qty, cents) in enumerate(order["lines"], start=1):
                    yield (f"{customer['number']};{address};{order['id']};{pos};"
                           f"{sku};{qty};{qty * cents / 100:.2f}")

    def page(self, number):
        start = number * self.page_size
        return list(islice(self.rows(), start, start + self.page_size))

    def pages(self):
        number = 0
        page = self.page(number)
        while page:
            yield page
            number += 1
            page = self.page(number)


def paginate_export(customers, min_cents=0, page_size=50):
    if page_size < 1:
        raise ValueError("page_size must be at least 1")
    export = OrderExport(customers, min_cents, page_size)
    files = []
    for n, page in enumerate(export.pages(), start=1):
        header = f"#FILE {n};{len(page)} rows"
        files.append("\n".join([header, *page]))
    return files


def _customers(rng, n):
    customers = []
    for i in range(n):
        orders = [{"id": f"O{i}-{k}",
                   "lines": [(f"SKU{rng.randrange(300)}", rng.randint(1, 5), rng.choice([99, 1999, 4500]))
                             for _ in range(rng.randint(0, 5))]}
                  for k in range(rng.randint(0, 6))]
        customers.append({"number": 10000 + rng.randrange(5 * n), "street": rng.choice([None, " Main St 5 ", "Ring 9"]),
                          "zip": rng.choice(["", "10115", "80331"]), "city": rng.choice(["Berlin", "Ulm", None]),
                          "blocked": rng.random() < .05, "orders": orders})
    return customers


def workload():
    rng = random.Random(1414)
    return [
        ([],),
        (_customers(rng, 6), 2000, 4),
        (_customers(rng, 220), 1500, 50),
        (_customers(rng, 300), 0, 60),
    ]
