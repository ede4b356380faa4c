import random
from dataclasses import dataclass
from fractions import Fraction

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHARP_NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
FLAT_NAMES = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]
WRITABLE = [Fraction(v) for v in "1 3/4 1/2 3/8 1/4 3/16 1/6 1/8 1/12 1/16 1/24 1/32 1/48".split()]


@dataclass
class Piece:
    bar: int
    name: str
    octave: int
    value: Fraction
    tied: bool = False


def _parse_pitch(text):
    """Semitones above C0 of a pitch such as "Eb4", None for a rest."""
    if text == "r":
        return None
    accidental = text[1:-1]
    if text[:1] not in STEPS or not text[-1:].isdigit() or accidental.strip("#") and accidental.strip("b"):
        raise ValueError("not a pitch: %r" % text)
    return STEPS[text[0]] + accidental.count("#") - accidental.count("b") + 12 * int(text[-1])


def _spell(semitones, shift, flats):
    if semitones is None:
        return "r", 0
    names = FLAT_NAMES if flats else SHARP_NAMES
    return names[(semitones + shift) % 12], (semitones + shift) // 12


def _fraction(meter):
    over, under = meter.split("/")
    return Fraction(int(over), int(under))


def _meter(number, meters):
    """The meter of a bar: that of the last change at or before it."""
    found = "4/4"
    for first, meter in sorted(meters):
        if first <= number:
            found = meter
    return found


def _bar_at(position, meters):
    """Number and end of the bar that holds a position."""
    number, end = 1, _fraction(_meter(1, meters))
    while end <= position:
        number += 1
        end += _fraction(_meter(number, meters))
    return number, end


def _values(length):
    out = []
    while length:
        value = next((v for v in WRITABLE if v <= length), None)
        if value is None:
            raise ValueError("cannot write a note of %s" % length)
        out.append(value)
        length -= value
    return out


def _show(piece, earlier):
    """The name to print: an accidental only where it changes within the bar."""
    before = [p for p in earlier if p.bar == piece.bar and p.name[0] == piece.name[0] and p.octave == piece.octave]
    if piece.name == "r" or before and before[-1].name == piece.name:
        return piece.name[0]
    return piece.name + ("n" if before and len(piece.name) == 1 else "")


def engrave_part(notes, meters=(), shift=0, flats=False):
    """Lay out a part in bars. notes: (pitch or "r", length as "3/8") in order; meters: (first bar, "3/4").

    Notes are moved by `shift` semitones, cut at bar lines and into lengths that can be written, and tied. Returns the
    bars as (number, meter, [symbol with octave and length, "~" for a tie]), how many ties, and what the last bar holds.
    """
    pitches = [_parse_pitch(pitch) for pitch, _ in notes]
    lengths = [Fraction(length) for _, length in notes]
    for first, meter in meters:
        if first < 1 or _fraction(meter) <= 0:
            raise ValueError("cannot change to %s at bar %d" % (meter, first))
    for (pitch, _), length in zip(notes, lengths):
        if length <= 0:
            raise ValueError("%s has no length" % pitch)
    pieces = []
    for k, semitones in enumerate(pitches):
        position = sum(lengths[:k], Fraction(0))
        end = position + lengths[k]
        while position < end:
            bar, line = _bar_at(position, meters)
            for value in _values(min(end, line) - position):
                pieces.append(Piece(bar, *_spell(semitones, shift, flats), value))
                position += value
                pieces[-1].tied = position < end and semitones is not None
    bars = []
    for number in range(1, pieces[-1].bar + 1 if pieces else 1):
        content = []
        for k, piece in enumerate(pieces):
            if piece.bar == number:
                symbol = _show(piece, pieces[:k])
                octave = "" if symbol == "r" else str(piece.octave)
                content.append("%s%s:%s%s" % (symbol, octave, piece.value, "~" if piece.tied else ""))
        bars.append((number, _meter(number, meters), content))
    filled = sum(lengths, Fraction(0)) - (line - _fraction(_meter(pieces[-1].bar, meters))) if pieces else 0
    return bars, sum(piece.tied for piece in pieces), str(filled)


def _tune(rnd, n):
    lengths = "1/4 1/4 1/4 1/4 1/8 1/8 1/8 1/8 1/2 3/8 3/4 1 5/16 1/6 1/12 1/16".split()
    pitches = [a + b + c for a in "CDEFGAB" for b in ("", "", "", "#", "b") for c in "345"] + ["r"] * 10
    return [(rnd.choice(pitches), rnd.choice(lengths)) for _ in range(n)]


def workload():
    rnd = random.Random(1750)
    return [(_tune(rnd, 190), [(1, "4/4"), (9, "3/4"), (20, "6/8")], 3), (_tune(rnd, 90), [], -2, True),
            (_tune(rnd, 6), [(2, "5/8")])]
