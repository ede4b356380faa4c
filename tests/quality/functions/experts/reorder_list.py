from collections import Counter


def reorder_list(stock, incoming, blocked):
    on_its_way = Counter()
    for delivery in incoming:
        on_its_way[delivery["sku"]] += delivery["quantity"]
    left_out = set(blocked)
    proposal = []
    for article in stock:
        sku = article["sku"]
        if sku in left_out:
            continue
        history = article["history"]
        wanted = -(-sum(history) // len(history)) * 14 if history else 0
        available = article["on_hand"] + on_its_way[sku]
        if available < wanted:
            pack = article["pack_size"]
            proposal.append((sku, (wanted - available + pack - 1) // pack * pack))
    return proposal
