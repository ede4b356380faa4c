_DOUBLED = bytes.maketrans(b"0123456789", bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))
_BRANDS = {"34": "amex", "37": "amex", "51": "master", "52": "master", "53": "master", "54": "master", "55": "master"}


def mask_cards(cards):
    rows = []
    per_brand = {}
    for raw in cards:
        text = raw.replace(" ", "").replace("-", "")
        n = len(text)
        if n < 12 or n > 19 or not (text.isascii() and text.isdigit()):
            rows.append((raw[:4], "length"))
            continue
        data = text.encode()
        plain = data[::-2]
        if (sum(plain) - 48 * len(plain) + sum(data[-2::-2].translate(_DOUBLED))) % 10:
            rows.append((raw[:4], "checksum"))
            continue
        brand = _BRANDS.get(text[:2])
        if brand is None:
            first = text[0]
            brand = "visa" if first == "4" else "other" if first == "6" else "unknown"
        per_brand[brand] = per_brand.get(brand, 0) + 1
        stars = "*" * (n - 4) + text[-4:]
        rows.append((" ".join([stars[i:i + 4] for i in range(0, n, 4)]), brand))
    return rows, per_brand
