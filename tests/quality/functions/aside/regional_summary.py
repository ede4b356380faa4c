"""Per region: orders, revenue, best product (revenue desc, first seen on ties) and share of revenue."""
import random


def regional_summary(sales):
    regions = []
    for s in sales:
        if s.get("region") and s["region"] not in regions:
            regions.append(s["region"])
    grand = sum(s["qty"] * s["cents"] for s in sales if s.get("region"))
    summary = []
    for region in sorted(regions):
        rows = [s for s in sales if s.get("region") == region]
        revenue = sum(s["qty"] * s["cents"] for s in rows)
        best = None
        best_rev = None
        for s in rows:
            rev = sum(t["qty"] * t["cents"] for t in rows if t["product"] == s["product"])
            if best_rev is None or rev > best_rev:
                best, best_rev = s["product"], rev
        share = round(revenue * 100 / grand, 2) if grand else 0.0
        summary.append({"region": region, "orders": len(rows), "revenue": revenue, "best": best, "best_rev": best_rev, "share": share})
    return summary


def workload():
    rnd = random.Random(70)

    def mk(n, regs, prods):
        return [{"region": rnd.choice(["", None, f"R{rnd.randrange(regs)}", f"R{rnd.randrange(regs)}"]), "product": f"p{rnd.randrange(prods)}", "qty": rnd.randrange(0, 5), "cents": rnd.choice([100, 250, 999])} for _ in range(n)]

    return [([],), (mk(10, 2, 2),), (mk(200, 5, 9),), (mk(6000, 14, 60),)]
