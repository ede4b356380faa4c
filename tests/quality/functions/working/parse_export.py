"""Parse a semicolon separated export into typed records with a list of rejected line numbers."""
import random

WANTED = ["sku", "name", "qty", "price", "stock_site"]


def _clean(header):
    return [h.strip().strip('"').lower().replace(" ", "_") for h in header.split(";")]


def _field(header, line, name):
    cols = _clean(header)
    cells = line.split(";")
    if name not in cols:
        return ""
    pos = cols.index(name)
    if pos >= len(cells):
        return ""
    return cells[pos].strip().strip('"')


def parse_export(text):
    lines = text.splitlines()
    if not lines:
        return [], []
    header = lines[0]
    records = []
    rejected = []
    for no, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        rec = {}
        for name in WANTED:
            rec[name] = _field(header, line, name)
        if not rec["qty"].isdigit() or not rec["sku"]:
            rejected.append(no)
            continue
        rec["qty"] = int(rec["qty"])
        rec["price"] = int(rec["price"].replace(",", "").replace(".", "") or "0")
        rec["value"] = rec["qty"] * rec["price"]
        records.append(rec)
    return records, rejected


def workload():
    rnd = random.Random(18)

    def mk(n):
        rows = ['"SKU";Name;Colour; QTY ;Price;"Stock Site"']
        for i in range(n):
            rows.append(rnd.choice(["", f'"a{i}"; Item {i} ;red;{rnd.choice([3, 0, 17, "x"])};{rnd.randrange(99)},{rnd.randrange(10, 99)};W{i % 4}', f"b{i};short;blue;5", f";nosku;r;4;1.00;W1", f'c{i};"x";g; 12 ;3.50;"W2"']))
        return "\n".join(rows)

    return [("",), ("sku;qty\na;3\nb;\n",), (mk(100),), (mk(7000),)]
