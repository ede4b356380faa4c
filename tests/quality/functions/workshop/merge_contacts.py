import random


def _mail(rec):
    return (rec.get("email") or "").strip().lower()


def _phone(rec):
    digits = ""
    for ch in rec.get("phone") or "":
        if ch in "0123456789":
            digits += ch
    return digits[-9:]


def _same_person(one, two):
    if _mail(one) and _mail(one) == _mail(two):
        return True
    return _phone(one) != "" and _phone(one) == _phone(two)


def merge_contacts(rows):
    """Merge contact dicts (name, email, phone) that share an e-mail or phone with one kept before.

    The first record wins, its blanks are filled. Returns (kept records, merge log)."""
    kept = []
    log = []
    for no, row in enumerate(rows):
        target = None
        for k, old in enumerate(kept):
            if _same_person(old, row):
                target = k
                break
        if target is None:
            fresh = dict(row)
            fresh["sources"] = [no]
            kept.append(fresh)
            continue
        old = kept[target]
        for field in ("name", "email", "phone"):
            if not old.get(field) and row.get(field):
                old[field] = row[field]
        old["sources"].append(no)
        log.append((no, target))
    return kept, log


def workload():
    out = []
    for seed, n, pool in ((221, 140, 110), (222, 110, 60), (223, 6, 3), (224, 120, 200)):
        rng = random.Random(seed)
        rows = []
        for _ in range(n):
            p = rng.randrange(pool)
            rows.append({"name": rng.choice(["", "Person %d" % p]),
                         "email": rng.choice([None, "p%d@Mail.org" % p, " P%d@mail.org" % p]),
                         "phone": rng.choice(["", "+44 20 7946 %04d" % p, "020-7946-%04d" % p, "n/a"])})
        out.append((rows,))
    return out
