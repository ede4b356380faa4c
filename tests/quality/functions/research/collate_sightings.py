"""Merge the notebooks of several bird watchers into one log."""
import random
from datetime import datetime, timedelta
from functools import cmp_to_key

STAMP = "%d/%m/%Y %H:%M"


def compare(one, two):
    """Order by time, then species, then observer."""
    when_one = datetime.strptime(one["when"], STAMP)
    when_two = datetime.strptime(two["when"], STAMP)
    if when_one != when_two:
        return -1 if when_one < when_two else 1
    key_one = (one["species"], one["observer"])
    key_two = (two["species"], two["observer"])
    return (key_one > key_two) - (key_one < key_two)


def collate_sightings(notebooks, window_minutes=30):
    """Return the joint log and the first and last sighting of each species.

    A sighting of the same species within ``window_minutes`` of the last kept
    one is folded into it: the larger count stands, observers are added.
    """
    entries = []
    for observer, pages in notebooks.items():
        for when, species, count in pages:
            entries.append({"when": when, "species": species,
                            "count": count, "observer": observer})
    entries.sort(key=cmp_to_key(compare))
    window = timedelta(minutes=window_minutes)
    log = []
    latest = {}
    span = {}
    for entry in entries:
        when = datetime.strptime(entry["when"], STAMP)
        species = entry["species"]
        kept = latest.get(species)
        if kept is not None and when - kept["time"] <= window:
            kept["count"] = max(kept["count"], entry["count"])
            if entry["observer"] not in kept["observers"]:
                kept["observers"].append(entry["observer"])
        else:
            kept = {"time": when, "species": species, "count": entry["count"],
                    "observers": [entry["observer"]]}
            log.append(kept)
            latest[species] = kept
        first, _ = span.get(species, (when, None))
        span[species] = (first, when)
    lines = ["%s %-10s x%d (%s)" % (k["time"].isoformat(" "), k["species"], k["count"],
                                    ", ".join(k["observers"])) for k in log]
    return lines, span


def workload():
    rng = random.Random(64)
    species = ["wren", "robin", "siskin", "dunnock", "bullfinch", "goldcrest"]
    books = {}
    for who in ("Ada", "Ben", "Cho", "Dee"):
        pages = []
        for _ in range(260):
            stamp = "%02d/%02d/%d %02d:%02d" % (rng.randrange(1, 29), rng.randrange(3, 6), 2021,
                                                rng.randrange(5, 20), rng.randrange(60))
            pages.append((stamp, rng.choice(species), rng.randrange(1, 9)))
        books[who] = pages
    return [(books,), ({"Eve": books["Ada"][:40], "Ben": []}, 2000)]
