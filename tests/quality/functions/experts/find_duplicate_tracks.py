import re
from collections import namedtuple

Track = namedtuple("Track", "ident artist title seconds")

NOTE = re.compile(r"\((feat|ft|remaster)[^)]*\)")
ARTICLE = re.compile(r"^the ")
OTHER = re.compile(r"[^a-z0-9]+")


def normalise(text):
    text = NOTE.sub("", text.lower())
    return OTHER.sub("", ARTICLE.sub("", text.strip()))


def find_duplicate_tracks(tracks, tolerance=3):
    if tolerance < 0:
        raise ValueError("tolerance must not be negative")
    originals = []
    by_name = {}
    artist_keys = {}
    duplicates = {}
    saved = 0
    unreadable = []
    for track in tracks:
        ident, artist, title, seconds = track.ident, track.artist, track.title, track.seconds
        if seconds <= 0 or not title.strip():
            unreadable.append(ident)
            continue
        artist_key = artist_keys.get(artist)
        if artist_key is None:
            artist_key = artist_keys[artist] = normalise(artist)
        same_name = by_name.setdefault((artist_key, normalise(title)), [])
        for original_ident, original_seconds in same_name:
            if abs(seconds - original_seconds) <= tolerance:
                duplicates.setdefault(original_ident, []).append(ident)
                saved += seconds
                break
        else:
            originals.append(ident)
            same_name.append((ident, seconds))
    return originals, duplicates, saved, unreadable
