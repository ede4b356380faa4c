def best_gift_cards(cards, bill):
    good = [c for c in cards if 0 < c <= bill]
    fewest = {0: 0}
    for card in good:
        for total, count in list(fewest.items()):
            new = total + card
            if new <= bill:
                old = fewest.get(new)
                if old is None or count + 1 < old:
                    fewest[new] = count + 1
    best_total = max(fewest)
    return {"covered": best_total, "cards": fewest[best_total], "cash": max(bill - best_total, 0), "ignored": len(cards) - len(good)}
