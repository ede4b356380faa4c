def reduce_inventory(items, actions, capacity):
    items = dict(items)
    gold = 100
    log = []
    peak = carried = sum(items.values())
    for action in actions:
        kind = action["type"]
        item = action.get("item")
        amount = action.get("amount", 1)
        if amount < 1:
            raise ValueError(f"bad amount {amount} in {kind}")
        held = items.get(item, 0)
        if kind == "pick":
            if carried + amount > capacity:
                log.append(f"no room for {amount} {item}")
                continue
            change = amount
        elif kind == "drop":
            if held < amount:
                log.append(f"only {held} {item}")
                continue
            change = -amount
        elif kind == "sell":
            if held < amount:
                log.append(f"cannot sell {amount} {item}")
                continue
            change = -amount
            gold += amount * action["price"]
        else:
            log.append(f"unknown action {kind}")
            continue
        carried += change
        if held + change:
            items[item] = held + change
        else:
            items.pop(item, None)
        if carried > peak:
            peak = carried
    return items, gold, log, peak
