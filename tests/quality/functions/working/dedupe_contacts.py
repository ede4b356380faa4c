"""Merge a contact list: same normalised email or same phone digits means the same person."""
import random


def _email_key(contact):
    return contact.get("email", "").strip().lower()


def _phone_key(contact):
    digits = ""
    for ch in contact.get("phone", ""):
        if ch.isdigit():
            digits += ch
    return digits[-9:]


def dedupe_contacts(contacts):
    kept = []
    dropped = {}
    for c in contacts:
        found = False
        for k in kept:
            if _email_key(c) and _email_key(c) == _email_key(k):
                found = True
            elif _phone_key(c) and _phone_key(c) == _phone_key(k):
                found = True
            if found:
                dropped.setdefault(k["id"], []).append(c["id"])
                break
        if not found:
            kept.append(c)
    return [k["id"] for k in kept], dropped


def workload():
    rnd = random.Random(21)
    out = [([],), ([{"id": 1}, {"id": 2}, {"id": 3, "email": " A@x.org", "phone": ""}, {"id": 4, "email": "a@X.org ", "phone": "12"}],)]
    for n in (60, 330):
        rows = []
        for i in range(n):
            k = rnd.randrange(n)
            row = {"id": i, "email": rnd.choice(["", f"User{k}@Mail.com", f" user{k}@mail.com"])}
            if rnd.random() < 0.7:
                row["phone"] = f"+44 20 {rnd.randrange(n) + 1000000}"
            rows.append(row)
        out.append((rows,))
    return out
