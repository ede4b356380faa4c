import difflib
import random


class RowError(Exception):
    pass


def _suggest(value, known):
    close = difflib.get_close_matches(value.lower(), known, n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else ""


def _hint(row, known):
    """Text that helps the sales people to find the row in their sheet."""
    shown = ", ".join(f"{k}={v!r}" for k, v in sorted(row.items()) if k != "note")
    return f"[{shown}]" + _suggest(row.get("category", ""), known)


def _parse_price(text):
    cleaned = text.replace("EUR", "").replace(" ", "").replace(",", ".")
    whole, _, cents = cleaned.partition(".")
    if not whole.isdigit() or (cents and not cents.isdigit()) or len(cents) > 2:
        raise RowError(f"price {text!r} is not a number")
    return int(whole) * 100 + int((cents + "00")[:2])


def _check(row, known):
    hint = _hint(row, known)
    if not row.get("sku"):
        raise RowError(f"no article number {hint}")
    if row.get("category", "").lower() not in known:
        raise RowError(f"unknown category {hint}")
    try:
        price = _parse_price(row.get("price", ""))
    except RowError as error:
        raise RowError(f"{error} {hint}") from None
    return {"sku": row["sku"].upper(), "category": row["category"].lower(), "cents": price}


def import_price_rows(rows, categories):
    """Rows of the uploaded price list -> (prices per sku, error messages); later rows win."""
    known = sorted({c.lower() for c in categories})
    prices, errors = {}, []
    for number, row in enumerate(rows, start=2):
        try:
            item = _check(row, known)
        except RowError as error:
            errors.append(f"row {number}: {error}")
            continue
        prices[item.pop("sku")] = item
    return prices, errors


CATEGORIES = ["Garden", "Garage", "Kitchen", "Bathroom", "Living room", "Bedroom", "Office", "Lighting",
              "Toys", "Books", "Music", "Sports", "Outdoor", "Shoes", "Jewellery", "Watches", "Pets", "Food"]


def _rows(rng, n):
    rows = []
    for _ in range(n):
        category = rng.choice(CATEGORIES)
        if rng.random() < .04:
            category = category[1:] + rng.choice(["s", "", "x"])
        price = rng.choice(["9,99", "12", "1299.00 EUR", "0,5", str(rng.randint(1, 500))])
        if rng.random() < .02:
            price = rng.choice(["", "n/a", "1.234,50"])
        sku = "" if rng.random() < .01 else f"a-{rng.randrange(2 * n)}"
        rows.append({"sku": sku, "category": rng.choice([category, category.upper()]),
                     "price": price, "note": rng.choice(["", "sale until 31.3."])})
    return rows


def workload():
    rng = random.Random(1515)
    return [
        ([{"sku": "x"}, {"sku": "y", "category": "Toys", "price": "3"}], CATEGORIES[:9]),
        (_rows(rng, 600), CATEGORIES),
        (_rows(rng, 250), CATEGORIES[3:]),
    ]
