import random


def initial_state(items):
    return {"items": dict(items), "gold": 100, "log": ()}


def with_item(state, item, amount):
    if amount == 0:
        items = {name: count for name, count in state["items"].items() if name != item}
    else:
        items = {**state["items"], item: amount}
    return {**state, "items": items}


def with_message(state, message):
    return {**state, "log": state["log"] + (message,)}


def reducer(state, action, capacity):
    kind = action["type"]
    item = action.get("item")
    amount = action.get("amount", 1)
    if amount < 1:
        raise ValueError(f"bad amount {amount} in {kind}")
    held = state["items"].get(item, 0)
    if kind == "pick":
        carried = sum(state["items"].values())
        if carried + amount > capacity:
            return with_message(state, f"no room for {amount} {item}")
        return with_item(state, item, held + amount)
    if kind == "drop":
        if held < amount:
            return with_message(state, f"only {held} {item}")
        return with_item(state, item, held - amount)
    if kind == "sell":
        if held < amount:
            return with_message(state, f"cannot sell {amount} {item}")
        state = with_item(state, item, held - amount)
        return {**state, "gold": state["gold"] + amount * action["price"]}
    return with_message(state, f"unknown action {kind}")


def reduce_inventory(items, actions, capacity):
    """Run game actions (pick, drop, sell) on an inventory that can hold a
    number of things, without changing the one given.

    Returns (items left, gold, messages, most things carried at a time)."""
    state = initial_state(items)
    peak = sum(state["items"].values())
    for action in actions:
        state = reducer(state, action, capacity)
        peak = max(peak, sum(state["items"].values()))
    return state["items"], state["gold"], list(state["log"]), peak


def workload():
    rng = random.Random(99)
    names = [f"item{k}" for k in range(700)]
    items = {name: rng.randint(1, 4) for name in rng.sample(names, 450)}
    actions = []
    for _ in range(5000):
        kind = rng.choice(["pick", "pick", "drop", "sell"])
        action = {"type": kind, "item": rng.choice(names), "amount": rng.randint(1, 3)}
        if kind == "sell":
            action["price"] = rng.randint(1, 20)
        actions.append(action)
    return [(items, actions, 1300)]
