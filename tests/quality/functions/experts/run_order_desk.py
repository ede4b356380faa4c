from heapq import heappop, heappush


def run_order_desk(events):
    offers = {}  # id -> [price, seq, qty], in order of adding
    heap = []  # (price, seq, id); an entry counts while the offer still has that price and seq
    seq = 0
    depth = 0
    trades, quotes, rejected = [], [], []

    def best():
        while True:
            price, number, ident = heap[0]
            offer = offers.get(ident)
            if offer is not None and offer[1] == number and offer[0] == price:
                return ident, offer
            heappop(heap)

    for event in events:
        op = event["op"]
        if op == "quote":
            quotes.append((best()[1][0], depth) if offers else None)
        elif op == "take":
            want = event["qty"]
            limit = event.get("limit")
            while want > 0 and offers:
                ident, offer = best()
                if limit is not None and offer[0] > limit:
                    break
                part = min(want, offer[2])
                trades.append((ident, part, offer[0]))
                want -= part
                depth -= part
                offer[2] -= part
                if not offer[2]:
                    del offers[ident]
        elif op == "add":
            ident = event["id"]
            if ident in offers or event["qty"] <= 0:
                rejected.append(ident)
                continue
            seq += 1
            offers[ident] = [event["price"], seq, event["qty"]]
            depth += event["qty"]
            heappush(heap, (event["price"], seq, ident))
        else:
            ident = event["id"]
            offer = offers.get(ident)
            if offer is None:
                rejected.append(ident)
            elif op == "cancel":
                depth -= offer[2]
                del offers[ident]
            elif op == "amend":
                if offer[0] != event["price"]:
                    offer[0] = event["price"]
                    heappush(heap, (offer[0], offer[1], ident))
            else:
                raise ValueError("unknown op %r" % op)
    return trades, quotes, rejected, [(i, o[0], o[2]) for i, o in offers.items()]
