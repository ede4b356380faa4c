def best_campaign_stretch(days):
    if not days:
        return None
    best = None
    a = b = 0
    running = 0
    start = 0
    for i, d in enumerate(days):
        net = d["revenue"] - d["spend"]
        if i and running >= 0:
            running += net
        else:
            running = net
            start = i
        # earliest start among equal totals, then earliest end
        if best is None or running > best or (running == best and start < a):
            best = running
            a, b = start, i
    label = days[a]["day"] if a == b else days[a]["day"] + ".." + days[b]["day"]
    sign = "-" if best < 0 else ""
    return {"label": label, "days": b - a + 1, "net": f"{sign}{abs(best) // 100}.{abs(best) % 100:02d}"}
