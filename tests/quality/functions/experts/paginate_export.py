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

    def pages(self):
        rows = self.rows()
        while page := list(islice(rows, self.page_size)):
            yield page


def paginate_export(customers, min_cents=0, page_size=50):
    if page_size < 1:
        raise ValueError("page_size must be at least 1")
    export = OrderExport(customers, min_cents, page_size)
    files = []
    for n, page in enumerate(export.pages(), start=1):
        header = f"#FILE {n};{len(page)} rows"
        files.append("\n".join([header, *page]))
    return files
