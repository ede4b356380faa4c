def word_puzzle_families(words, min_len=3):
    families = {}
    skipped = []
    for w in words:
        w = w.strip().lower()
        if len(w) < min_len or not w.isalpha():
            skipped.append(w)
            continue
        key = "".join(sorted(w))
        fam = families.get(key)
        if fam is None:
            families[key] = {w: None}
        else:
            fam[w] = None
    result = []
    for fam in families.values():
        if len(fam) > 1:
            result.append({"show": min(fam), "size": len(fam), "words": list(fam)})
    return result, skipped
