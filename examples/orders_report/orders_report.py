"""Monthly revenue report for the back office of a small online shop.

The shop system exports three JSON files at the end of each month: orders, customers and refunds. This script joins them
and writes the table that goes into the monthly mail:

    python orders_report.py orders.json customers.json refunds.json
"""

import json
import sys

UNKNOWN_REGION = "unknown"


def load(path):
    """Read one export file."""
    with open(path, encoding="utf-8") as handle:
        return json.load(handle)


def line_total(item):
    """Price of one order line in cents, after the line's own discount (percent, whole number)."""
    gross = item["quantity"] * item["unit_cents"]
    return gross - gross * item.get("discount", 0) // 100


def revenue_by_region(orders: list[dict], customers: list[dict], refunded: list[int]) -> list[dict]:
    """Revenue per region in cents, best region first.

    Orders that were refunded do not count. Orders of customers who are not in the export (deleted accounts) are
    collected under "unknown".
    """
    regions: dict[str, dict] = {}
    for order in orders:
        # refunds come as a separate list of order numbers
        if order["number"] in refunded:
            continue

        # look up the region of the customer
        region = UNKNOWN_REGION
        for customer in customers:
            if customer["id"] == order["customer_id"]:
                region = customer["region"]
                break

        total = 0
        for item in order["items"]:
            total += line_total(item)

        if region not in regions:
            regions[region] = {"region": region, "orders": 0, "cents": 0, "largest": 0}
        row = regions[region]
        row["orders"] += 1
        row["cents"] += total
        if total > row["largest"]:
            row["largest"] = total

    return sorted(regions.values(), key=lambda row: (-row["cents"], row["region"]))


def format_table(rows):
    """The rows as fixed-width text, money in whole currency units with two digits."""
    lines = [f"{'region':<16}{'orders':>8}{'revenue':>14}{'largest':>12}"]
    for row in rows:
        revenue = f"{row['cents'] // 100}.{row['cents'] % 100:02d}"
        largest = f"{row['largest'] // 100}.{row['largest'] % 100:02d}"
        lines.append(f"{row['region']:<16}{row['orders']:>8}{revenue:>14}{largest:>12}")
    return "\n".join(lines)


def main(argv):
    if len(argv) != 4:
        print("usage: orders_report.py ORDERS CUSTOMERS REFUNDS", file=sys.stderr)
        return 2
    orders, customers, refunds = (load(path) for path in argv[1:])
    refunded = [refund["order_number"] for refund in refunds]
    print(format_table(revenue_by_region(orders, customers, refunded)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
