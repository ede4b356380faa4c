import random
import re
from collections import namedtuple

Track = namedtuple("Track", "ident artist title seconds")


def normalise(text):
    text = text.lower()
    text = re.sub(r"\((feat|ft|remaster)[^)]*\)", "", text)
    text = re.sub(r"^the ", "", text.strip())
    return re.sub(r"[^a-z0-9]+", "", text)


def same_recording(track, other, tolerance):
    return (
        abs(track.seconds - other.seconds) <= tolerance
        and normalise(track.artist) == normalise(other.artist)
        and normalise(track.title) == normalise(other.title)
    )


def find_duplicate_tracks(tracks, tolerance=3):
    """Sort a music library into originals and their duplicates.

    A track duplicates the first original of the same artist and title (case,
    punctuation, "feat." notes apart) whose length differs by at most the
    tolerance.  Returns (originals, original -> duplicates, seconds saved,
    unreadable track numbers)."""
    if tolerance < 0:
        raise ValueError("tolerance must not be negative")
    originals = []
    duplicates = {}
    saved = 0
    unreadable = []
    for track in tracks:
        if track.seconds <= 0 or not track.title.strip():
            unreadable.append(track.ident)
            continue
        for original in originals:
            if same_recording(track, original, tolerance):
                duplicates.setdefault(original.ident, []).append(track.ident)
                saved += track.seconds
                break
        else:
            originals.append(track)
    return [track.ident for track in originals], duplicates, saved, unreadable


def workload():
    rng = random.Random(808)
    artists = ["The Kinks", "kinks", "Sade", "Portishead", "Nina Simone", "NINA SIMONE", "Can"]
    tracks = []
    for n in range(520):
        title = f"Song No. {rng.randrange(45)}"
        if rng.random() < 0.3:
            title += rng.choice([" (feat. Bob)", " (Remastered 2011)", "!", " (ft Eve)"])
        tracks.append(Track(n, rng.choice(artists), title, rng.choice([0, 190, 200, 202, 215, 230, 231, 240, 251, 260, 277, 300])))
    return [(tracks, 3)]
