from collections import deque


def plan_stock(items, deliveries, orders, days, span=7, patience=4):
    catalogue = {}
    for name, lead, life, safety, pack in items:
        catalogue[name] = (lead, life, safety, pack)
    orders = [(day, number, wanted) for day, number, wanted in orders]
    wishes = [(day, name, quantity) for day, name, quantity in deliveries]
    wishes += [(day, name, quantity) for day, _, wanted in orders for name, quantity in wanted.items()]
    for name, (lead, life, _, pack) in catalogue.items():
        if min(lead, life, pack, span) < 1:
            raise ValueError("%s: lead, life, pack and span must be positive" % name)
    for day, name, quantity in wishes:
        if name not in catalogue:
            raise ValueError("unknown item %r" % (name,))
        if quantity < 1 or not 0 <= day < days:
            raise ValueError("cannot plan %r of %s on day %r" % (quantity, name, day))
    arriving = [[] for _ in range(days)]
    for day, name, quantity in deliveries:
        arriving[day].append((name, quantity))
    incoming = [[] for _ in range(days)]
    new = [[] for _ in range(days)]
    demands = {name: [0] * days for name in catalogue}
    for order in orders:
        day, _, wanted = order
        new[day].append(order)
        for name, quantity in wanted.items():
            demands[name][day] += quantity
    # lots of one item live equally long, so the first to come are the first to expire
    shelves = {name: deque() for name in catalogue}
    total = dict.fromkeys(catalogue, 0)
    recent = dict.fromkeys(catalogue, 0)
    due = dict.fromkeys(catalogue, -1)
    expiring = {}
    lots = 0
    served, lost, spoilt, reorders, waiting = [], [], [], [], []
    for day in range(days):
        for name, number in expiring.pop(day, ()):
            shelf = shelves[name]
            if shelf and shelf[0][0] == number:
                left = shelf.popleft()[1]
                total[name] -= left
                spoilt.append((day, name, number, left))
        for name, quantity in arriving[day] + incoming[day]:
            lots += 1
            shelves[name].append([lots, quantity])
            total[name] += quantity
            expiring.setdefault(day + catalogue[name][1], []).append((name, lots))
        still = []
        for order in waiting + new[day] if new[day] else waiting:
            since, number, wanted = order
            for name, quantity in wanted.items():
                if total[name] < quantity:
                    if since == day or day - since < patience:
                        still.append(order)
                    else:
                        lost.append(number)
                    break
            else:
                picks = []
                for name, quantity in wanted.items():
                    total[name] -= quantity
                    shelf = shelves[name]
                    while quantity:
                        lot = shelf[0]
                        if lot[1] > quantity:
                            lot[1] -= quantity
                            picks.append((name, lot[0], quantity))
                            break
                        shelf.popleft()
                        quantity -= lot[1]
                        picks.append((name, lot[0], lot[1]))
                served.append((day, number, picks))
        waiting = still
        for name, (lead, _, safety, pack) in catalogue.items():
            demand = demands[name]
            recent[name] += demand[day] - (demand[day - span] if day >= span else 0)
            if due[name] <= day:
                short = -(-recent[name] * lead // span) + safety - total[name]
                if short >= 0:
                    quantity = (short // pack + 1) * pack
                    due[name] = day + lead
                    reorders.append((day, day + lead, name, quantity))
                    if day + lead < days:
                        incoming[day + lead].append((name, quantity))
    return served, lost, spoilt, reorders, total
