"""Merging of contacts that reach the CRM from several import sources."""
import re

_NOT_PHONE = re.compile(r"[^\d+]")


def _clean_email(email):
    local, _, domain = email.strip().lower().partition("@")
    local = local.split("+", 1)[0]
    return local.replace(".", "") + "@" + domain


def _contact_key(country, email):
    """Identity of a contact: country plus cleaned-up e-mail address."""
    if "@" not in email:
        raise ValueError(f"not an e-mail address: {email!r}")
    return country.upper(), _clean_email(email)


def join_customers(records):
    """Return one dict per person; the first record wins, phones and sources are collected."""
    people = {}
    for record in records:
        key = _contact_key(record["country"], record["email"])
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
        phone = _NOT_PHONE.sub("", record.get("phone") or "")
        if phone and phone not in person["phones"]:
            person["phones"].append(phone)
        if record["source"] not in person["sources"]:
            person["sources"].append(record["source"])
    return list(people.values())
