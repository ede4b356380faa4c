from collections import namedtuple


Line = namedtuple("Line", "sku qty")


Order = namedtuple("Order", "ref customer lines split_allowed")


def reserve_stock(stock, orders):
    reserved = {}
    rejected = []
    shortage = {}
    sites = list(stock.items())
    for order in orders:
        picks = []
        reason = None
        if order.ref in reserved:
            rejected.append((order.ref, f"order {order.ref} seen twice"))
            continue
        for line in order.lines:
            sku, qty = line.sku, line.qty
            if qty <= 0:
                reason = f"bad quantity for {sku}"
                break
            for site, levels in sites:
                have = levels.get(sku, 0)
                if have >= qty:
                    levels[sku] = have - qty
                    picks.append((site, sku, qty))
                    break
            else:
                need = qty
                if order.split_allowed:
                    for site, levels in sites:
                        got = min(need, levels.get(sku, 0))
                        if got:
                            levels[sku] -= got
                            picks.append((site, sku, got))
                            need -= got
                        if not need:
                            break
                if need:
                    reason = f"{sku} short by {need}"
                    shortage[sku] = shortage.get(sku, 0) + need
                    break
        if reason is None:
            reserved[order.ref] = picks
        else:
            for site, sku, got in picks:
                stock[site][sku] += got
            rejected.append((order.ref, reason))
    return reserved, rejected, shortage
