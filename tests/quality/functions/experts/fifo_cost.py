from collections import deque


def fifo_cost(movements):
    lots = deque()
    stock = 0
    costs = []
    short = []
    for kind, ref, qty, price in movements:
        if qty < 0:
            raise ValueError(f"negative quantity in {ref}")
        if kind == "buy":
            if qty:
                lots.append([qty, price])
                stock += qty
            continue
        need = taken = qty if qty < stock else stock
        cost = 0
        while need:
            lot = lots[0]
            if lot[0] <= need:
                need -= lot[0]
                cost += lot[0] * lot[1]
                lots.popleft()
            else:
                lot[0] -= need
                cost += need * lot[1]
                need = 0
        stock -= taken
        if taken < qty:
            short.append((ref, qty - taken))
        costs.append((ref, taken, cost, qty * price - cost if taken == qty else None))
    return {"sales": costs, "short": short, "stock": stock, "value": sum(q * p for q, p in lots)}
