import difflib


class RowError(Exception):
    pass


def _suggest(value, known):
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else ""


def _hint(row, known, suggestions):
    """Text that helps the sales people to find the row in their sheet; only for bad rows."""
    category = row.get("category", "").lower()
    if category not in suggestions:
        suggestions[category] = _suggest(category, known)
    shown = ", ".join(f"{k}={v!r}" for k, v in sorted(row.items()) if k != "note")
    return f"[{shown}]" + suggestions[category]


def _parse_price(text):
    cleaned = text.replace("EUR", "").replace(" ", "").replace(",", ".")
    whole, _, cents = cleaned.partition(".")
    if not whole.isdigit() or (cents and not cents.isdigit()) or len(cents) > 2:
        raise RowError(f"price {text!r} is not a number")
    return int(whole) * 100 + int((cents + "00")[:2])


def _check(row, known):
    if not row.get("sku"):
        raise RowError("no article number")
    category = row.get("category", "").lower()
    if category not in known:
        raise RowError("unknown category")
    price = _parse_price(row.get("price", ""))
    return {"sku": row["sku"].upper(), "category": category, "cents": price}


def import_price_rows(rows, categories):
    """Rows of the uploaded price list -> (prices per sku, error messages); later rows win."""
    known = sorted({c.lower() for c in categories})
    suggestions = {category: f", did you mean {category!r}?" for category in known}
    prices, errors = {}, []
    for number, row in enumerate(rows, start=2):
        try:
            item = _check(row, known)
        except RowError as error:
            errors.append(f"row {number}: {error} {_hint(row, known, suggestions)}")
            continue
        prices[item.pop("sku")] = item
    return prices, errors
