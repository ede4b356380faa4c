"""Merge the notebooks of several bird watchers into one log."""
from datetime import datetime, timedelta
from operator import itemgetter

STAMP = "%d/%m/%Y %H:%M"


def parse(stamp):
    """strptime for the usual spelling, the real one for anything else."""
    if len(stamp) == 16 and stamp[2::3][:2] == "//" and stamp[10] == " " and stamp[13] == ":":
        digits = stamp[:2] + stamp[3:5] + stamp[6:10] + stamp[11:13] + stamp[14:]
        if digits.isdecimal() and digits.isascii():
            return datetime(int(digits[4:8]), int(digits[2:4]), int(digits[:2]),
                            int(digits[8:10]), int(digits[10:]))
    return datetime.strptime(stamp, STAMP)


def collate_sightings(notebooks, window_minutes=30):
    """Return the joint log and the first and last sighting of each species.

    A sighting of the same species within ``window_minutes`` of the last kept
    one is folded into it: the larger count stands, observers are added.
    """
    entries = []
    for observer, pages in notebooks.items():
        for when, species, count in pages:
            entries.append((parse(when), species, observer, count))
    entries.sort(key=itemgetter(0, 1, 2))
    window = timedelta(minutes=window_minutes)
    log = []
    latest = {}
    span = {}
    for when, species, observer, count in entries:
        kept = latest.get(species)
        if kept is not None and when - kept["time"] <= window:
            if count > kept["count"]:
                kept["count"] = count
            if observer not in kept["observers"]:
                kept["observers"].append(observer)
        else:
            kept = {"time": when, "species": species, "count": count, "observers": [observer]}
            log.append(kept)
            latest[species] = kept
        first = span[species][0] if species in span else when
        span[species] = (first, when)
    lines = ["%s %-10s x%d (%s)" % (k["time"].isoformat(" "), k["species"], k["count"],
                                    ", ".join(k["observers"])) for k in log]
    return lines, span
