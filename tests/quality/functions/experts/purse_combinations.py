def purse_combinations(coins, target):
    """(number of ways, fewest coins) to lay out exactly target with some of the coins.

    Coins of the same value are different coins; the fewest is None if there is no way.
    """
    reach = {}                      # total -> (ways, fewest coins), never with no coin at all
    for coin in coins:
        more = dict(reach)
        for total, (ways, fewest) in list(reach.items()) + [(0, (1, 0))]:
            key = total + coin
            known = more.get(key)
            if known is None:
                more[key] = (ways, fewest + 1)
            else:
                more[key] = (known[0] + ways, min(known[1], fewest + 1))
        reach = more
    return reach.get(target, (0, None))
