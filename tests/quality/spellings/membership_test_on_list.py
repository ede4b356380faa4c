import random
from dataclasses import dataclass, field


# --- billing: which invoices were paid, plain loop
def unpaid_invoices(invoices, paid_numbers):
    open_total = 0
    overdue = []
    skipped = 0
    for i in range(len(invoices)):
        number, customer, cents = invoices[i]
        if cents <= 0:
            skipped += 1
            continue
        if number in paid_numbers:
            continue
        open_total += cents
        overdue.append("%s owes %d.%02d on %s" % (customer, cents // 100, cents % 100, number))
    overdue.sort()
    return overdue, open_total, skipped


# --- text: spell check, small helpers
def _clean(word):
    return word.strip(".,;:!?").lower()


def _known(word: str, lexicon: list) -> bool:
    if word.isdigit():
        return True
    if word.endswith("s") and word[:-1] in lexicon:
        return True
    return word in lexicon


def misspelled(text: str, dictionary_lines: list) -> dict:
    lexicon = [line.strip().lower() for line in dictionary_lines if line.strip()]
    result = {}
    for pos, raw in enumerate(text.split()):
        word = _clean(raw)
        if not word:
            continue
        if not _known(word, lexicon):
            result.setdefault(word, []).append(pos)
    return result


# --- networks: firewall with a block list, class
@dataclass
class Firewall:
    blocked: list
    ports: tuple = (80, 443)
    dropped: dict = field(default_factory=dict)

    def allows(self, packet: tuple) -> bool:
        src, port, size = packet
        if port not in self.ports:
            return False
        return src not in self.blocked

    def drop(self, packet):
        self.dropped[packet[0]] = self.dropped.get(packet[0], 0) + 1


def filter_packets(packets, blocked_hosts):
    fw = Firewall(list(blocked_hosts))
    passed = 0
    volume = 0
    for packet in packets:
        if fw.allows(packet):
            passed += 1
            volume += packet[2]
        else:
            fw.drop(packet)
    worst = sorted(fw.dropped.items(), key=lambda kv: (-kv[1], kv[0]))[:5]
    return {"passed": passed, "volume": volume, "worst": worst}


# --- biology: genes shared between two screens, comprehensions
def compare_screens(screen_a, screen_b, min_score=10):
    hits_a = [gene for gene, score in screen_a if score >= min_score]
    hits_b = [gene for gene, score in screen_b if score >= min_score]
    shared = [g for g in hits_a if g in hits_b]
    only_a = [g for g in hits_a if not g in hits_b]
    only_b = sum(1 for g in hits_b if g not in hits_a)
    ratio = "%d/%d" % (len(shared), len(hits_a) + only_b)
    return shared, sorted(only_a), only_b, ratio


def small_unpaid():
    return [
        ([("A1", "Bo", 1250), ("A2", "Al", 300), ("A3", "Bo", 0), ("A4", "Cy", 99)], ["A2", "A9"]),
        ([("A1", "Bo", 5), ("A1", "Bo", 5)], []),
        ([], ["A1"]),
        ([("B1", "Xi", 1000), ("B2", "Xi", 1000), ("B3", "Di", -5)], ["B2", "B2", "B3"]),
    ]


def large_unpaid():
    r = random.Random(7)
    inv = [("N%06d" % i, "c%d" % r.randrange(300), r.randrange(1, 9000)) for i in range(8000)]
    paid = ["N%06d" % i for i in r.sample(range(11000), 5000)]
    return (inv, paid)


def small_misspelled():
    d = ["Cat", "dog", " house ", "", "the", "the"]
    return [
        ("The cats and the dog, 42 hoses!", d),
        ("", d),
        ("foo bar foo.", []),
        ("House house HOUSE mouse dogs ... the", d),
    ]


def large_misspelled():
    r = random.Random(7)
    words = ["".join(r.choice("abcdeghiklmnort") for _ in range(6)) for _ in range(6000)]
    text = " ".join(r.choice(words) if r.random() < 0.7 else r.choice(words)[::-1] for _ in range(7000))
    return (text, words)


def small_packets():
    return [
        ([("10.0.0.1", 80, 10), ("10.0.0.2", 443, 20), ("10.0.0.1", 22, 5)], ["10.0.0.2"]),
        ([], ["10.0.0.2"]),
        ([("a", 80, 1), ("b", 80, 2), ("a", 80, 3), ("b", 81, 4)], []),
        ([("a", 80, 1), ("b", 80, 2), ("a", 443, 3), ("c", 80, 4)], ("a", "a", "c")),
    ]


def large_packets():
    r = random.Random(7)
    hosts = ["10.%d.%d.%d" % (r.randrange(256), r.randrange(256), r.randrange(256)) for _ in range(5000)]
    return ([(r.choice(hosts), r.choice([80, 443]), r.randrange(1500)) for _ in range(11000)], hosts[:2500])


def small_screens():
    return [
        ([("TP53", 12), ("MYC", 30), ("EGFR", 3)], [("MYC", 11), ("KRAS", 50), ("TP53", 9)]),
        ([], [("MYC", 11)]),
        ([("a", 5), ("b", 6), ("b", 7)], [("b", 5), ("c", 9)], 5),
        ([("x", 99), ("x", 99), ("y", 10)], [("x", 10), ("x", 12)]),
    ]


def large_screens():
    r = random.Random(7)
    ids = ["GENE%05d" % i for i in range(7000)]
    a = [(g, r.randrange(8, 40)) for g in r.sample(ids, 4500)]
    b = [(g, r.randrange(8, 40)) for g in r.sample(ids, 4500)]
    return (a, b)


CASES = {
    "unpaid_invoices": (small_unpaid, large_unpaid),
    "misspelled": (small_misspelled, large_misspelled),
    "filter_packets": (small_packets, large_packets),
    "compare_screens": (small_screens, large_screens),
}
