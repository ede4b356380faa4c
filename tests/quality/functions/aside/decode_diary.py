"""Decode a diary written with a repeating-key shift cipher; letters only advance the key."""
import random

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def decode_diary(pages, key):
    shifts = []
    for k in key:
        if k.lower() in ALPHABET:
            shifts.append(ALPHABET.index(k.lower()))
    if not shifts:
        raise ValueError("key has no letters")
    decoded = []
    letters = 0
    for page in pages:
        text = ""
        position = 0
        for ch in page:
            low = ch.lower()
            if low in list(ALPHABET):
                shift = shifts[position % len(shifts)]
                plain = ALPHABET[(ALPHABET.index(low) - shift) % 26]
                text = text + (plain.upper() if ch in ALPHABET.upper() else plain)
                position = position + 1
            else:
                text = text + ch
        letters += position
        decoded.append(text)
    return decoded, letters


def workload():
    rnd = random.Random(76)

    def mk(n, ln):
        return ["".join(rnd.choice("abcdefgh XYZ.Qrstu,é1\n") for _ in range(ln)) for _ in range(n)]

    return [([], "k"), (["", "Ab c!"], "B-c"), (mk(3, 50), "secret"), (mk(60, 3000), "Longer Key")]
