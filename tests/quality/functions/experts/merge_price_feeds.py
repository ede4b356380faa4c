from decimal import Decimal, InvalidOperation


def merge_price_feeds(catalogue, feeds, margin=20):
    """Take the cheapest offer in stock for each article of a web shop from
    the suppliers' feeds (article, price text, stock) and set its price.

    Returns (article -> (supplier, cost, price), articles without an offer,
    rejected lines per supplier, unknown articles)."""
    if margin < 0:
        raise ValueError("margin must not be negative")
    offers = {}
    rejected = {}
    unknown = set()
    for supplier, lines in feeds.items():
        bad = 0
        for article, text, stock in lines:
            if article not in catalogue:
                unknown.add(article)
                continue
            if stock <= 0:
                continue
            try:
                cost = Decimal(text)
            except InvalidOperation:
                bad += 1
                continue
            if not cost > 0:
                bad += 1
                continue
            known = offers.get(article)
            if known is None or cost < known[1]:
                offers[article] = (supplier, cost)
        if bad:
            rejected[supplier] = bad
    factor = Decimal(100 + margin) / 100
    cent = Decimal("0.01")
    prices = {}
    missing = []
    for article, floor in catalogue.items():
        offer = offers.get(article)
        if offer is None:
            missing.append(article)
            continue
        supplier, cost = offer
        price = (cost * factor).quantize(cent)
        prices[article] = (supplier, cost, price if price > floor else floor)
    return prices, missing, rejected, sorted(unknown)
