import random


def join_contacts(rows):
    """Merge CRM contacts which share an e-mail address or a phone number.

    rows: dicts with id, name, emails, phones. Returns the merged contacts,
    ordered by their lowest id, and the number of source rows absorbed.
    """
    groups = []
    for row in rows:
        emails = [e.strip().lower() for e in row["emails"] if e.strip()]
        phones = ["".join(ch for ch in p if ch.isdigit()) for p in row["phones"]]
        groups.append({"ids": [row["id"]], "keys": emails + [p for p in phones if len(p) >= 6]})
    changed = True
    while changed:
        changed = False
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                if any(k in groups[i]["keys"] for k in groups[j]["keys"]):
                    groups[i]["ids"] += groups[j]["ids"]
                    groups[i]["keys"] += [k for k in groups[j]["keys"] if k not in groups[i]["keys"]]
                    del groups[j]
                    changed = True
                    break
            if changed:
                break
    names = {r["id"]: r["name"] for r in rows}
    merged = []
    for g in groups:
        ids = sorted(g["ids"])
        longest = max((names[i] for i in ids), key=len)
        merged.append({"id": ids[0], "name": longest, "sources": ids, "keys": sorted(set(g["keys"]))})
    merged.sort(key=lambda m: m["id"])
    return merged, len(rows) - len(merged)


def _rows(seed, n, people):
    rnd = random.Random(seed)
    out = []
    for i in range(n):
        p = rnd.randrange(people)
        out.append({"id": 1000 + i * 3, "name": rnd.choice(["Ann", "Annabel", "A."]) + " %d" % p,
                    "emails": [" U%d.%d@Mail.example " % (p, rnd.randrange(2))] if rnd.random() < .8 else [""],
                    "phones": ["+44 %05d-%d" % (p * 7, rnd.randrange(2))] if rnd.random() < .6 else ["n/a"]})
    rnd.shuffle(out)
    return out


def workload():
    return [(_rows(1, 120, 66),), (_rows(2, 150, 80),), (_rows(3, 5, 2),), ([],)]
