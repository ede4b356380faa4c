"""Validate (Luhn), brand and mask payment card numbers typed with blanks or dashes."""
import random


def _digits(text):
    out = []
    for ch in text:
        if ch in "0123456789":
            out.append(int(ch))
        elif ch not in " -":
            return []
    return out


def _luhn(digits):
    total = 0
    for i, d in enumerate(list(reversed(digits))):
        if i % 2 == 1:
            doubled = str(d * 2)
            total += sum(int(x) for x in list(doubled))
        else:
            total += int(str(d))
    return total % 10 == 0


def _brand(digits):
    text = "".join([str(d) for d in digits])
    table = [("34", "amex"), ("37", "amex"), ("4", "visa"), ("6", "other")]
    for n in range(51, 56):
        table.append((str(n), "master"))
    for prefix, name in sorted(table, key=lambda t: -len(t[0])):
        if text.startswith(prefix):
            return name
    return "unknown"


def mask_cards(cards):
    rows = []
    per_brand = {}
    for raw in cards:
        digits = _digits(raw)
        if len(digits) < 12 or len(digits) > 19:
            rows.append((raw[:4], "length"))
            continue
        if not _luhn(digits):
            rows.append((raw[:4], "checksum"))
            continue
        brand = _brand(digits)
        per_brand[brand] = per_brand.get(brand, 0) + 1
        masked = ""
        for i, d in enumerate(digits):
            masked += str(d) if i >= len(digits) - 4 else "*"
            if i % 4 == 3 and i != len(digits) - 1:
                masked += " "
        rows.append((masked, brand))
    return rows, per_brand


def workload():
    rnd = random.Random(92)

    def mk(n):
        out = []
        for _ in range(n):
            body = rnd.choice(["4", "51", "55", "37", "60", "9"]) + "".join(rnd.choice("0123456789") for _ in range(rnd.choice([13, 14, 14, 14, 8])))
            t = 0
            for i, ch in enumerate(reversed(body)):
                d = int(ch) * (2 if i % 2 == 0 else 1)
                t += d // 10 + d % 10
            body += str(-t % 10) if rnd.random() < .85 else "0"
            out.append(rnd.choice([body, body[:4] + "-" + body[4:], body[:4] + " " + body[4:8] + " " + body[8:], body + "x"]))
        return out

    return [([],), (["", "4", "0000 0000 0000", "000000000000000000000"],), (mk(50),), (mk(6000),)]
