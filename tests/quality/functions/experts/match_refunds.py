from collections import deque


def match_refunds(orders, refunds):
    queues = {}
    for order in orders:
        queues.setdefault((order["customer"], order["cents"]), deque()).append(order["id"])
    matches = []
    orphans = []
    refunded_cents = 0
    for refund in refunds:
        cents = refund["cents"]
        if cents <= 0:
            orphans.append((refund["id"], "bad amount"))
            continue
        queue = queues.get((refund["customer"], cents))
        if queue:
            matches.append((refund["id"], queue.popleft()))
            refunded_cents += cents
        else:
            orphans.append((refund["id"], "no order"))
    return {"matches": matches, "orphans": orphans, "refunded": f"{refunded_cents / 100:.2f}"}
