import heapq


def cross_orders(events):
    live = {}                   # oid -> [oid, side, price, qty, seq], in order of arrival
    heaps = {"B": [], "S": []}
    trades = []
    lost = 0
    for seq, (oid, side, price, qty) in enumerate(events):
        if side == "C":
            gone = live.pop(oid, None)
            if gone is None:
                lost += 1
            else:
                gone[3] = 0     # its heap entry is dropped when it surfaces
            continue
        if side not in ("B", "S"):
            raise ValueError("unknown side %r" % (side,))
        if oid in live:
            raise ValueError("order %s is already in the book" % oid)
        heap = heaps["S" if side == "B" else "B"]
        while qty > 0 and heap:
            best = heap[0][2]
            if best[3] == 0:
                heapq.heappop(heap)
                continue
            if (best[2] > price) if side == "B" else (best[2] < price):
                break
            n = min(best[3], qty)
            trades.append((oid, best[0], best[2], n))
            best[3] -= n
            qty -= n
            if best[3] == 0:
                heapq.heappop(heap)
                del live[best[0]]
        if qty > 0:
            order = live[oid] = [oid, side, price, qty, seq]
            heapq.heappush(heaps[side], (price if side == "S" else -price, seq, order))
    buys = [(o[0], o[2], o[3]) for o in live.values() if o[1] == "B"]
    sells = [(o[0], o[2], o[3]) for o in live.values() if o[1] == "S"]
    return trades, buys, sells, lost
