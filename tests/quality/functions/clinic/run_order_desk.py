import random


class Desk:
    """Sell offers of one instrument, oldest first."""

    def __init__(self):
        self.offers = []
        self.rejected = []

    def index_of(self, ident):
        for i, offer in enumerate(self.offers):
            if offer["id"] == ident:
                return i
        return -1

    def best(self):
        return min(self.offers, key=lambda o: o["price"])


def run_order_desk(events):
    """Replay a session: add / cancel / amend / take / quote events, dicts with "op".

    Returns (trades, quotes, rejected ids, offers left as (id, price, qty)).
    """
    desk = Desk()
    trades = []
    quotes = []
    for event in events:
        op = event["op"]
        if op == "quote":
            if not desk.offers:
                quotes.append(None)
            else:
                quotes.append((desk.best()["price"], sum(o["qty"] for o in desk.offers)))
        elif op == "take":
            want = event["qty"]
            while want > 0 and desk.offers:
                offer = desk.best()
                if event.get("limit") is not None and offer["price"] > event["limit"]:
                    break
                part = min(want, offer["qty"])
                trades.append((offer["id"], part, offer["price"]))
                want -= part
                offer["qty"] -= part
                if not offer["qty"]:
                    desk.offers.remove(offer)
        elif op == "add":
            if desk.index_of(event["id"]) >= 0 or event["qty"] <= 0:
                desk.rejected.append(event["id"])
                continue
            desk.offers.append({"id": event["id"], "price": event["price"], "qty": event["qty"]})
        else:
            at = desk.index_of(event["id"])
            if at < 0:
                desk.rejected.append(event["id"])
            elif op == "cancel":
                desk.offers.pop(at)
            elif op == "amend":  # a new price keeps the place in the line
                desk.offers[at]["price"] = event["price"]
            else:
                raise ValueError("unknown op %r" % op)
    return trades, quotes, desk.rejected, [(o["id"], o["price"], o["qty"]) for o in desk.offers]


def _case(seed, n, ids, spread):
    rnd = random.Random(seed)
    events = []
    for _ in range(n):
        op = rnd.choice(["add"] * 6 + ["cancel", "amend", "take", "quote"])
        event = {"op": op}
        if op in ("add", "cancel", "amend"):
            event["id"] = "o%d" % rnd.randrange(ids)
        if op in ("add", "amend"):
            event["price"] = 1000 + rnd.randrange(spread)
        if op in ("add", "take"):
            event["qty"] = rnd.randint(0 if op == "add" else 1, 20)
        if op == "take" and rnd.random() < 0.5:
            event["limit"] = 1000 + spread // 2
        events.append(event)
    return (events,)


def workload():
    return [_case(1, 2000, 5000, 40), _case(2, 1500, 300, 9), _case(3, 8, 3, 3), ([],)]
