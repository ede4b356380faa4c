def regional_summary(sales):
    groups = {}
    grand = 0
    for s in sales:
        region = s.get("region")
        if not region:
            continue
        amount = s["qty"] * s["cents"]
        grand += amount
        group = groups.get(region)
        if group is None:
            group = groups[region] = [0, 0, {}]
        group[0] += 1
        group[1] += amount
        products = group[2]
        name = s["product"]
        products[name] = products.get(name, 0) + amount
    summary = []
    for region in sorted(groups):
        orders, revenue, products = groups[region]
        best = max(products, key=products.get)
        share = round(revenue * 100 / grand, 2) if grand else 0.0
        summary.append({"region": region, "orders": orders, "revenue": revenue, "best": best, "best_rev": products[best], "share": share})
    return summary
