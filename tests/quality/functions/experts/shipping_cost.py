from bisect import bisect_left


def shipping_cost(parcels, price_list):
    bounds = costs = None
    total = 0
    for weight in parcels:
        if weight <= 0:
            continue
        if bounds is None:
            bounds = price_list.bounds()
            costs = [price_list.price(bound) for bound in bounds]
        position = bisect_left(bounds, weight)
        if position < len(bounds):
            total += costs[position]
        else:
            total += costs[-1] + (weight - bounds[-1] + 999) // 1000 * price_list.surcharge_cents
    return total
