import random
from typing import NamedTuple, Optional


# --- billing: match payments with invoices by number or by reference, plain loop
def match_payments(payments, invoices):
    matched = []
    unmatched = 0
    total = 0
    for pay_id, text, cents in payments:
        hit = None
        for inv in invoices:
            if inv["number"] == text or inv["reference"] == text:
                hit = inv
                break
        if hit is None:
            unmatched += 1
            continue
        total += cents
        diff = cents - hit["cents"]
        matched.append((pay_id, hit["number"], "ok" if diff == 0 else "%+d" % diff))
    return matched, unmatched, total


# --- text: contacts by mail or phone, helper
def find_contact(contacts: list, mail: str, phone: str) -> int:
    for i, (_name, c_mail, c_phone) in enumerate(contacts):
        if c_mail == mail:
            return i
        if c_phone == phone:
            return i
    return -1


def import_contacts(existing: list, incoming: list) -> dict:
    contacts = [(n, m.lower(), p.replace(" ", "")) for n, m, p in existing]
    updates: dict = {}
    added = []
    for name, mail, phone in incoming:
        at = find_contact(contacts, mail.lower(), phone.replace(" ", ""))
        if at < 0:
            added.append(name)
        else:
            updates.setdefault(contacts[at][0], []).append(name)
    return {"added": sorted(added), "updates": updates}


# --- networks: devices by mac or by ip, NamedTuple and class
class Device(NamedTuple):
    mac: str
    ip: str
    vlan: int


class Inventory:
    def __init__(self, devices):
        self.devices = [Device(*d) for d in devices]

    def lookup(self, key: str) -> Optional[Device]:
        for dev in self.devices:
            if key in (dev.mac, dev.ip):
                return dev
        return None


def traffic_per_vlan(devices, flows):
    inv = Inventory(devices)
    volume = {}
    strangers = []
    for key, size in flows:
        dev = inv.lookup(key)
        if dev:
            volume[dev.vlan] = volume.get(dev.vlan, 0) + size
        elif key not in strangers[-3:]:
            strangers.append(key)
    return sorted(volume.items()), strangers


# --- biology: genes by symbol or by accession, next over generator
def annotate(hits, genes):
    def gene_for(name, accession):
        matches = (g for g in genes if g[0] == name or g[1] == accession)
        return next(matches, ("unknown", None, "-"))

    found = [gene_for(name, acc) for name, acc, _ in hits]
    rows = ["%s\t%s\t%d" % (g[0], g[2], hit[2]) for g, hit in zip(found, hits)]
    per_chrom = {}
    for _, _, chrom in found:
        per_chrom[chrom] = per_chrom.get(chrom, 0) + 1
    return rows, per_chrom


def small_payments():
    inv = [
        {"number": "R1", "reference": "K7", "cents": 100},
        {"number": "R2", "reference": "R1", "cents": 250},
        {"number": "K7", "reference": "K9", "cents": 300},
    ]
    return [
        ([(1, "R1", 100), (2, "K9", 290), (3, "K7", 100), (4, "??", 5)], inv),
        ([], inv),
        ([(1, "R1", 100)], []),
        ([(1, "R2", 260), (2, "R2", 260)], inv + inv),
    ]


def large_payments():
    r = random.Random(7)
    inv = [{"number": "R%d" % i, "reference": "K%d" % (i * 7 % 2500), "cents": i % 900} for i in range(2500)]
    r.shuffle(inv)
    return ([(k, r.choice("RK") + str(r.randrange(2800)), r.randrange(900)) for k in range(2800)], inv)


def small_contacts():
    ex = [("Al", "al@x.org", "12 3"), ("Bo", "bo@x.org", "45 6"), ("Al2", "al@x.org", "789")]
    return [
        (ex, [("Albert", "AL@x.org", "000"), ("Bob", "q@q", "456"), ("Cy", "c@c", "1"), ("Bert", "al@x.org", "45 6")]),
        (ex, []),
        ([], [("Z", "z@z", "1"), ("A", "z@z", "1")]),
        (ex, [("M", "m", "789"), ("M", "bo@x.org", "789")]),
    ]


def large_contacts():
    r = random.Random(7)
    ex = [("n%d" % i, "m%d@x.org" % i, "0%d" % (i * 31 % 3001)) for i in range(3000)]
    return (ex, [("i%d" % k, "m%d@x.org" % r.randrange(4000, 6000), "0%d" % r.randrange(3600)) for k in range(2800)])


def small_flows():
    d = [("aa", "10.1", 5), ("bb", "10.2", 6), ("cc", "10.1", 7)]
    return [
        (d, [("10.1", 100), ("bb", 50), ("zz", 1), ("zz", 2), ("cc", 7)]),
        (d, []),
        ([], [("aa", 1), ("aa", 1)]),
        (d + [("10.2", "aa", 9)], [("10.2", 3), ("aa", 3), ("10.2", 3)]),
    ]


def large_flows():
    r = random.Random(7)
    d = [("mac%04d" % i, "10.0.%d.%d" % (i // 250, i % 250), i % 12) for i in range(2800)]
    fl = []
    for _ in range(3200):
        i = r.randrange(3000)
        fl.append(("mac%04d" % i if r.random() < 0.5 else "10.0.%d.%d" % (i // 250, i % 250), r.randrange(1500)))
    return (d, fl)


def small_hits():
    g = [("TP53", "NM_1", "17"), ("MYC", "NM_2", "8"), ("P53", "NM_1", "17b")]
    return [
        ([("MYC", "x", 5), ("y", "NM_1", 6), ("P53", "NM_2", 7), ("q", "q", 8)], g),
        ([], g),
        ([("MYC", "x", 5)], []),
        ([("P53", "NM_1", 1), ("P53", "-", 1)], g),
    ]


def large_hits():
    r = random.Random(7)
    g = [("SYM%d" % i, "NM_%05d" % i, str(i % 23)) for i in range(4200)]
    hits = []
    for k in range(3600):
        i = r.randrange(4500)
        hits.append(("SYM%d" % i, "?", k) if k % 2 else ("?", "NM_%05d" % i, k))
    return (hits, g)


CASES = {
    "match_payments": (small_payments, large_payments),
    "import_contacts": (small_contacts, large_contacts),
    "traffic_per_vlan": (small_flows, large_flows),
    "annotate": (small_hits, large_hits),
}
