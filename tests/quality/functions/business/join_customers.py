"""Merging of contacts that reach the CRM from several import sources."""
import random
import re


def _clean_email(email):
    local, _, domain = email.strip().lower().partition("@")
    local = local.split("+", 1)[0]
    return local.replace(".", "") + "@" + domain


class ContactKey:
    """Identity of a contact: country plus cleaned-up e-mail address."""

    def __init__(self, country, email):
        if "@" not in email:
            raise ValueError(f"not an e-mail address: {email!r}")
        self.country = country.upper()
        self.email = email

    def __eq__(self, other):
        if not isinstance(other, ContactKey):
            return NotImplemented
        return (self.country == other.country
                and _clean_email(self.email) == _clean_email(other.email))

    def __hash__(self):
        return hash(self.country)


def _clean_phone(phone):
    return re.sub(r"[^\d+]", "", phone)


def join_customers(records):
    """Return one dict per person; the first record wins, phones and sources are collected."""
    people = {}
    for record in records:
        key = ContactKey(record["country"], record["email"])
        person = people.get(key)
        if person is None:
            person = {
                "name": record["name"].strip(),
                "email": record["email"],
                "phones": [],
                "sources": [],
            }
            people[key] = person
        elif not person["name"]:
            person["name"] = record["name"].strip()
        phone = _clean_phone(record.get("phone") or "")
        if phone and phone not in person["phones"]:
            person["phones"].append(phone)
        if record["source"] not in person["sources"]:
            person["sources"].append(record["source"])
    return list(people.values())


def _make_records(rng, count):
    first = ["anna", "Bert", "carla", "dieter", "Eva", "frank", "gerda", "Hugo", "ines", "jan"]
    last = ["meyer", "Smith", "novak", "rossi", "Dubois", "larsen", "kovacs", "silva"]
    records = []
    for _ in range(count):
        f, l = rng.choice(first), rng.choice(last)
        number = rng.choice(["", "", str(rng.randrange(1, 60))])
        sep = rng.choice([".", "", "."])
        plus = rng.choice(["", "", "", "+news"])
        domain = rng.choice(["example.com", "Example.com", "mail.test", "firma.test"])
        records.append({
            "name": rng.choice([f"{f} {l}".title(), f" {f} {l} ", ""]),
            "email": f"{f}{sep}{l}{number}{plus}@{domain}",
            "country": rng.choice(["de", "DE", "fr", "it", "at"]),
            "phone": rng.choice([None, "", f"+49 {rng.randrange(100, 140)}-{rng.randrange(100)}"]),
            "source": rng.choice(["web", "fair", "newsletter", "csv"]),
        })
    return records


def workload():
    rng = random.Random(101)
    return [
        ([],),
        (_make_records(rng, 12),),
        (_make_records(rng, 420),),
        (_make_records(rng, 650),),
    ]
