import random
from itertools import count
from typing import NamedTuple


# a. files: a number behind every title that is there already
def number_titles(titles):
    taken = set()
    result = []
    renamed = 0
    for raw in titles:
        title = raw.strip() or "untitled"
        if title not in taken:
            taken.add(title)
            result.append(title)
            continue
        n = 1
        candidate = title + " (" + str(n) + ")"
        while candidate in taken:
            n += 1
            candidate = title + " (" + str(n) + ")"
        taken.add(candidate)
        result.append(candidate)
        renamed += 1
    return result, renamed


# b. networks: host names by role
def _free_index(used: set, role: str, site: str) -> int:
    for i in range(1, len(used) + 2):
        if (role, site, i) not in used:
            return i
    return 0


def assign_hostnames(machines: list) -> dict:
    used = set()
    names = {}
    for serial, role, site in machines:
        if serial in names:
            continue
        index = _free_index(used, role, site)
        used.add((role, site, index))
        names[serial] = "%s%03d.%s.local" % (role, index, site)
    return names


# c. users: login names
class Person(NamedTuple):
    first: str
    last: str

    @property
    def base(self):
        return (self.first[:1] + self.last).lower().replace(" ", "")


class Directory:
    def __init__(self, reserved):
        self.logins = {name: None for name in reserved}

    def login_for(self, person):
        login = person.base
        suffix = 2
        while login in self.logins:
            login = f"{person.base}{suffix}"
            suffix += 1
        return login

    def register(self, person):
        login = self.login_for(person)
        self.logins[login] = person
        return login


def create_logins(people, reserved=()):
    directory = Directory(reserved)
    given = []
    for first, last in people:
        if not last:
            given.append(None)
        else:
            given.append(directory.register(Person(first, last)))
    return given


# d. text: anchors of headings, as in a generator of web pages
def heading_anchors(headings):
    seen = set()

    def slug(text):
        return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())

    def unique(base):
        if base not in seen:
            return base
        return next(s for s in (f"{base}-{i}" for i in count(1)) if s not in seen)

    lines = []
    for level, text in headings:
        anchor = unique(slug(text))
        seen.add(anchor)
        lines.append("  " * (level - 1) + f"- [{text}](#{anchor})")
    return "\n".join(lines)


def small_titles():
    return [
        (["a", "b", "a", "a", "a (1)", " b "],),
        ([],),
        (["", " ", "x (1)", "x", "x", "x"],),
        (["one", "two", "three", "one"],),
    ]


def large_titles():
    rnd = random.Random(7)
    return ([rnd.choice(["report", "notes", "budget"]) for _ in range(3300)],)


def small_hosts():
    return [
        ([(1, "web", "ber"), (2, "web", "ber"), (1, "web", "ber"), (3, "db", "ber")],),
        ([],),
        ([(9, "web", "par"), (8, "web", "ber"), (7, "web", "par")],),
        ([(5, "db", "par")] * 3,),
    ]


def large_hosts():
    rnd = random.Random(7)
    return ([(i, rnd.choice(["web", "db"]), "ber") for i in range(4200)],)


def small_people():
    return [
        ([("Ann", "Lee"), ("Al", "Lee"), ("Bo", "Li"), ("Abe", "Lee")],),
        ([], ["root"]),
        ([("Ann", "Lee"), ("X", ""), ("Art", "Lee")], ["alee", "alee3"]),
        ([("R", "oot"), ("Mia", "van Dam"), ("Max", "Van Dam")], ["root", "root2"]),
    ]


def large_people():
    rnd = random.Random(7)
    firsts = ["Ann", "Al", "Bo", "Ben", "Abe"]
    return ([(rnd.choice(firsts), "Smith") for _ in range(1500)], ["root", "admin"])


def small_headings():
    return [
        ([(1, "Intro"), (2, "Example"), (2, "Example"), (2, "example!")],),
        ([],),
        ([(1, "A 1"), (1, "A"), (2, "A"), (1, "a"), (3, "A-2")],),
        ([(2, "What's new?"), (2, "Whats new"), (2, "what s new")],),
    ]


def large_headings():
    rnd = random.Random(7)
    return ([(rnd.randrange(1, 4), rnd.choice(["Parameters", "Returns", "Example"])) for _ in range(4200)],)


CASES = {
    "number_titles": (small_titles, large_titles),
    "assign_hostnames": (small_hosts, large_hosts),
    "create_logins": (small_people, large_people),
    "heading_anchors": (small_headings, large_headings),
}
