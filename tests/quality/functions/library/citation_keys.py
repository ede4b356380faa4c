import random
import re
import unicodedata
from dataclasses import dataclass, field

_SMALL = {"a", "an", "the", "of", "on", "in", "and", "for", "to", "with"}


def _plain(text):
    """Lower case ASCII letters and digits only, words separated by one blank."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", text))


@dataclass
class Entry:
    authors: str
    year: int
    title: str
    sources: list = field(default_factory=list)

    def surnames(self):
        return [_plain(person.split(",")[0]).replace(" ", "") for person in self.authors.split(" and ")]

    def words(self):
        return [w for w in _plain(self.title).split() if w not in _SMALL]

    def same_work(self, other, threshold):
        if abs(self.year - other.year) > 1:
            return False
        mine, theirs = set(self.words()), set(other.words())
        if self.surnames()[0] != other.surnames()[0]:
            return False
        if not mine or not theirs:
            return mine == theirs
        return len(mine & theirs) / len(mine | theirs) >= threshold

    def key(self, level):
        """The citation key; a higher level makes it more specific."""
        names = self.surnames()
        base = names[0] + ("EtAl" if len(names) > 2 else "".join(n.title() for n in names[1:]))
        return base + str(self.year) + "".join(w.title() for w in self.words()[:level])


def _clash(works, levels, limit):
    """The first two works with the same key of which one can still grow, or None."""
    for i in range(len(works)):
        for j in range(i + 1, len(works)):
            if works[i].key(levels[i]) == works[j].key(levels[j]) and min(levels[i], levels[j]) < limit:
                return i, j
    return None


def citation_keys(records, threshold=0.6, max_words=3):
    """Merge duplicate (authors, year, title) records and give every work its own citation key.

    A record is merged into the first known work it resembles. While two works share a key,
    both keys grow by one title word; those still alike after max_words words are told apart by a, b, c...
    Returns ([(key, record numbers)] sorted by key, number of merged records, keys that needed letters).
    """
    if not 0 < threshold <= 1:
        raise ValueError("threshold must be in (0, 1], not %r" % (threshold,))
    if max_words < 0:
        raise ValueError("max_words must not be negative")
    works = []
    for number, (authors, year, title) in enumerate(records, 1):
        entry = Entry(authors, year, title, [number])
        if not entry.surnames()[0]:
            raise ValueError("record %d has no author" % number)
        for work in works:
            if work.same_work(entry, threshold):
                work.sources.append(number)
                break
        else:
            works.append(entry)
    levels = [0] * len(works)
    while True:
        found = _clash(works, levels, max_words)
        if found is None:
            break
        for i in found:
            levels[i] = min(levels[i] + 1, max_words)
    keys = [work.key(level) for work, level in zip(works, levels)]
    final = []
    for i, key in enumerate(keys):
        if keys.count(key) > 1:
            k = keys[:i].count(key)
            key = "%s-%s" % (key, chr(ord("a") + k % 26) * (k // 26 + 1))
        final.append((key, tuple(works[i].sources)))
    lettered = sorted({key for key in keys if keys.count(key) > 1})
    return sorted(final), len(records) - len(works), lettered


_NAMES = ["Knuth", "M\u00fcller", "Plass", "O'Neil", "Garc\u00eda", "van Dam", "Lee", "Ahmadi", "Sato", "Novak"]
_TOPICS = "line breaking optimal paragraph layout of the fonts in typesetting page table float search hash".split()


def _record(rnd, years):
    people = ["%s, %s." % (rnd.choice(_NAMES), rnd.choice("ABCD")) for _ in range(rnd.choice((1, 1, 1, 2, 3)))]
    title = " ".join(rnd.choice(_TOPICS) for _ in range(rnd.randint(2, 6)))
    return " and ".join(people), rnd.choice(years), title.capitalize()


def workload():
    rnd = random.Random(1984)
    out = []
    for n, years in ((48, range(1970, 2010)), (32, range(2001, 2003))):
        records = [_record(rnd, years) for _ in range(n)]
        for _ in range(n // 5):
            authors, year, title = rnd.choice(records)
            records.append((authors.upper(), year, title + rnd.choice(["", ".", " (extended)", ": a longer second version"])))
        out.append((records,))
    return out
