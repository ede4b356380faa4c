"""Pay as much as possible of a bill with whole gift cards: best total, then fewest cards."""


def best_gift_cards(cards, bill):
    good = [c for c in cards if 0 < c <= bill]
    best_total = 0
    best_count = 0
    for mask in range(1 << len(good)):
        total = 0
        count = 0
        for i in range(len(good)):
            if mask & (1 << i):
                total += good[i]
                count += 1
        if total > bill:
            continue
        if total > best_total or (total == best_total and count < best_count):
            best_total = total
            best_count = count
    return {"covered": best_total, "cards": best_count, "cash": max(bill - best_total, 0), "ignored": len(cards) - len(good)}


def workload():
    return [([], 50), ([20, 20, 50, -1, 0], 45), ([15, 25, 25, 40, 70, 10, 5, 90], 133), ([15, 25, 25, 40, 70, 10, 5, 90, 35, 60, 45, 22, 18, 31, 77], 412)]
