from bisect import bisect_right


def issue_lots(receipts, issues):
    by_sku = {}
    for lot_no, sku, qty, cost, day in receipts:
        if qty <= 0:
            raise ValueError("lot %s: bad quantity %s" % (lot_no, qty))
        by_sku.setdefault(sku, []).append((day, lot_no, qty, cost))
    state = {}
    for sku, lots in by_sku.items():
        lots.sort(key=lambda lot: lot[0])
        sums = [0]
        for lot in lots:
            sums.append(sums[-1] + lot[2])
        # days, lots, prefix sums, index of head lot, left in head lot, consumed in total
        state[sku] = [[lot[0] for lot in lots], lots, sums, 0, lots[0][2], 0]
    lines = []
    for day, sku, qty in issues:
        if qty <= 0:
            raise ValueError("bad issue quantity")
        st = state.get(sku)
        if st is None:
            lines.append((day, sku, "short", qty, []))
            continue
        days, lots, sums, head, left, used = st
        have = sums[bisect_right(days, day)] - used
        if have < 0:
            have = 0
        if have < qty:
            lines.append((day, sku, "short", qty - have, []))
            continue
        used += qty
        taken = []
        cost = 0
        while qty > 0:
            if left <= 0:
                head += 1
                left = lots[head][2]
            lot = lots[head]
            part = min(qty, left)
            left -= part
            qty -= part
            taken.append((lot[1], part))
            cost += part * lot[3]
        st[3], st[4], st[5] = head, left, used
        lines.append((day, sku, "ok", cost, taken))
    return lines
