import random


def clean_email(email):
    email = email.strip().lower()
    user, _, host = email.partition("@")
    return user.split("+")[0] + "@" + host


def clean_phone(phone):
    digits = ""
    for ch in phone:
        if ch.isdigit():
            digits = digits + ch
    return digits[-9:]


def same_person(a, b):
    for x in a["emails"]:
        for y in b["emails"]:
            if clean_email(x) == clean_email(y):
                return True
    for x in a["phones"]:
        for y in b["phones"]:
            if clean_phone(x) == clean_phone(y):
                return True
    return False


def contacts_unified(contacts):
    """Merge contacts that share an e-mail or a phone, also through others."""
    groups = [[c] for c in contacts]
    changed = True
    while changed:
        changed = False
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                if any(same_person(a, b) for a in groups[i] for b in groups[j]):
                    groups[i] = groups[i] + groups.pop(j)
                    changed = True
                    break
            if changed:
                break
    merged = []
    for group in groups:
        members = [k for k, c in enumerate(contacts) if any(c is g for g in group)]
        names = [contacts[k]["name"] for k in members]
        best = names[0]
        for name in names:
            if len(name.strip()) > len(best.strip()):
                best = name
        emails = sorted(set(clean_email(e) for k in members for e in contacts[k]["emails"]))
        phones = sorted(set(clean_phone(p) for k in members for p in contacts[k]["phones"]))
        merged.append({"name": best.strip(), "emails": emails, "phones": phones, "members": members})
    return merged


def _case(seed, n, pool):
    rnd = random.Random(seed)
    out = []
    for i in range(n):
        emails = ["%s%d%s@Mail.example" % (rnd.choice(["u", "U"]), rnd.randrange(pool), rnd.choice(["", "+x"]))
                  for _ in range(rnd.choice([0, 1, 1]))]
        phones = ["+44 20 %04d-%04d" % (7000, rnd.randrange(pool)) for _ in range(rnd.choice([0, 1]))]
        out.append({"name": " n" + "a" * rnd.randrange(6) + str(i), "emails": emails, "phones": phones})
    return (out,)


def workload():
    return [_case(4, 75, 180), _case(5, 40, 25)]
