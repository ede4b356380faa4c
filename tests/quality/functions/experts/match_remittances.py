def match_remittances(invoices, payments):
    bookings = []
    unapplied = []
    exact = []
    for ref, cents in payments:
        if cents <= 0:
            unapplied.append((ref, cents, "not a payment"))
            continue
        cands = sorted((inv for inv in invoices if inv["open"] > 0), key=lambda inv: inv["due"])
        if sum(inv["open"] for inv in cands) < cents:
            unapplied.append((ref, cents, "too much"))
            continue
        # bit s of reach[i]: some of cands[i:] sum to s
        mask = (1 << (cents + 1)) - 1
        reach = [1]
        for inv in reversed(cands):
            if inv["open"] <= cents:
                reach.append((reach[-1] | reach[-1] << inv["open"]) & mask)
            else:
                reach.append(reach[-1])
        reach.reverse()
        if reach[0] >> cents & 1:
            exact.append(ref)
            left = cents
            for i, inv in enumerate(cands):
                size = inv["open"]
                if size <= left and reach[i + 1] >> (left - size) & 1:
                    bookings.append((ref, inv["no"], size))
                    inv["open"] = 0
                    left -= size
                    if not left:
                        break
            continue
        for inv in cands:
            part = min(cents, inv["open"])
            inv["open"] -= part
            cents -= part
            bookings.append((ref, inv["no"], part))
            if not cents:
                break
    return bookings, unapplied, exact
