from collections import namedtuple


Ticket = namedtuple("Ticket", "id team priority opened tags")


PRIORITY = {"low": 3, "normal": 2, "high": 1, "critical": 0}


def export_pages(tickets, exports, page_size):
    if page_size < 1:
        raise ValueError("page size")
    if len({t.id for t in tickets}) != len(tickets):
        raise ValueError("ticket ids are not unique")
    if all(t.priority in PRIORITY for t in tickets):
        tickets = sorted(tickets, key=lambda t: (PRIORITY[t.priority], t.opened, t.id))
        presorted = True
    else:
        presorted = False  # the bad one only matters to exports that include it
    text = {}
    pages = []
    totals = {}
    for title, team, tag in exports:
        hits = [t for t in tickets if (team is None or t.team == team) and (tag is None or tag in t.tags)]
        if not presorted:
            hits.sort(key=lambda t: (PRIORITY[t.priority], t.opened, t.id))
        lines = []
        critical = 0
        for t in hits:
            line = text.get(t.id)
            if line is None:
                line = text[t.id] = "%6d %-8s %-10s %s" % (t.id, t.priority, t.team, ",".join(t.tags))
            lines.append(line)
            if t.priority == "critical":
                critical += 1
        number = 0
        for at in range(0, len(lines) or 1, page_size):
            number += 1
            pages.append("\n".join(["%s - page %d" % (title, number)] + lines[at:at + page_size]))
        totals[title] = (number, len(hits), critical)
    return pages, totals
