WANTED = ["sku", "name", "qty", "price", "stock_site"]


def parse_export(text):
    lines = text.splitlines()
    if not lines:
        return [], []
    cols = [h.strip().strip('"').lower().replace(" ", "_") for h in lines[0].split(";")]
    first = {}
    for i, name in enumerate(cols):
        first.setdefault(name, i)
    plan = [(name, first.get(name, 1 << 60)) for name in WANTED]
    records = []
    rejected = []
    for no, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split(";")
        n = len(cells)
        rec = {name: cells[pos].strip().strip('"') if pos < n else "" for name, pos in plan}
        if not rec["qty"].isdigit() or not rec["sku"]:
            rejected.append(no)
            continue
        qty = rec["qty"] = int(rec["qty"])
        price = rec["price"] = int(rec["price"].replace(",", "").replace(".", "") or "0")
        rec["value"] = qty * price
        records.append(rec)
    return records, rejected
