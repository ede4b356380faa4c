import random
import re

_PREFIX = re.compile(r"^\s*(re|fwd?|aw)\s*(\[\d+\])?\s*:\s*", re.I)


def _bare_subject(subject):
    """Subject without its reply prefixes, folded for comparison."""
    while True:
        shorter = _PREFIX.sub("", subject)
        if shorter == subject:
            return " ".join(subject.split()).lower()
        subject = shorter


class _Mailbox:
    def __init__(self):
        self.messages = {}
        self.parents = {}

    def add(self, mid, subject, when):
        if not mid.startswith("<") or not mid.endswith(">"):
            raise ValueError("bad message id %r" % mid)
        if mid in self.messages:
            raise ValueError("message %s twice" % mid)
        self.messages[mid] = (subject, when)
        self.parents[mid] = None

    def ancestors(self, mid):
        line = []
        while mid is not None:
            line.append(mid)
            mid = self.parents[mid]
        return line

    def children(self, mid):
        """Replies to a message, oldest first."""
        found = [m for m, parent in self.parents.items() if parent == mid]
        return sorted(found, key=lambda m: (self.messages[m][1], m))

    def link(self, mid, parent):
        if mid in self.ancestors(parent):
            return False
        self.parents[mid] = parent
        return True

    def size(self, mid):
        return 1 + sum(self.size(child) for child in self.children(mid))

    def latest(self, mid):
        return max([self.messages[mid][1]] + [self.latest(child) for child in self.children(mid)])

    def outline(self, mid):
        lines = [(len(self.ancestors(mid)) - 1, mid, self.size(mid) - 1)]
        for child in self.children(mid):
            lines.extend(self.outline(child))
        return lines


def thread_messages(messages, by_subject=True):
    """Arrange mails into threads. messages: (message id, references, subject, time) in order of arrival.

    A mail answers the last of its references that is in the box; with `by_subject`, a reply without a known reference
    joins the oldest other thread of the same subject. Returns (threads, stray): each thread a dict with `subject`,
    `latest`, `depth` and `lines` of (level, id, mails below), the thread with the newest mail first; and the references that
    no mail has, in order of first mention.
    """
    box = _Mailbox()
    for mid, references, subject, when in messages:
        box.add(mid, subject, when)
    stray = []
    for mid, references, subject, when in messages:
        for reference in reversed(references):
            if reference in box.messages and box.link(mid, reference):
                break
        for reference in references:
            if reference not in box.messages and reference not in stray:
                stray.append(reference)
    if by_subject:
        for mid in box.children(None):
            subject = box.messages[mid][0]
            if not _PREFIX.match(subject):
                continue
            for other in box.children(None):
                if other != mid and _bare_subject(box.messages[other][0]) == _bare_subject(subject):
                    box.link(mid, other)
                    break
    threads = []
    for root in sorted(box.children(None), key=lambda m: (-box.latest(m), m)):
        lines = box.outline(root)
        threads.append({"subject": box.messages[root][0].strip(), "latest": box.latest(root),
                        "depth": max(level for level, _, _ in lines), "lines": lines})
    return threads, stray


def _mails(rnd, n, topics):
    out = []
    for i in range(n):
        mid = "<%d.%x@lists.example>" % (i, rnd.getrandbits(24))
        if i and rnd.random() < .88:
            other = out[max(0, i - 1 - int(rnd.expovariate(.1)))]
            references = other[1][-6:] + [other[0]]
            subject = other[2] if other[2].startswith("Re: ") else "Re: " + other[2]
            if rnd.random() < .08:
                references = ["<gone%d@elsewhere>" % rnd.randrange(n)]
        else:
            references, subject = [], "Question about topic %d" % rnd.randrange(topics)
        out.append((mid, references, subject, 1600000000 + i * 400 + rnd.randrange(3000)))
    return out


def workload():
    rnd = random.Random(31)
    return [(_mails(rnd, 620, 150),), (_mails(rnd, 260, 40), False), (_mails(rnd, 6, 2),), ([],)]
