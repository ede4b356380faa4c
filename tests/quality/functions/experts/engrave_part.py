from fractions import Fraction
from math import lcm

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHARP_NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
FLAT_NAMES = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]
WRITABLE = ((1, 1), (3, 4), (1, 2), (3, 8), (1, 4), (3, 16), (1, 6), (1, 8), (1, 12), (1, 16), (1, 24),
            (1, 32), (1, 48))


def _parse_pitch(text):
    if text == "r":
        return None
    accidental = text[1:-1]
    if text[:1] not in STEPS or not text[-1:].isdigit() or accidental.strip("#") and accidental.strip("b"):
        raise ValueError("not a pitch: %r" % text)
    return STEPS[text[0]] + accidental.count("#") - accidental.count("b") + 12 * int(text[-1])


def _fraction(meter):
    over, under = meter.split("/")
    return Fraction(int(over), int(under))


def engrave_part(notes, meters=(), shift=0, flats=False):
    known = {}
    pitches = []
    for pitch, _ in notes:
        if pitch not in known:
            known[pitch] = _parse_pitch(pitch)
        pitches.append(known[pitch])
    lengths = {}
    for _, length in notes:
        if length not in lengths:
            lengths[length] = Fraction(length)
    sizes = {"4/4": Fraction(1)}
    for first, meter in meters:
        sizes[meter] = _fraction(meter)
        if first < 1 or sizes[meter] <= 0:
            raise ValueError("cannot change to %s at bar %d" % (meter, first))
    for pitch, length in notes:
        if lengths[length] <= 0:
            raise ValueError("%s has no length" % pitch)
    if not notes:
        return [], 0, "0"

    # whole numbers of the smallest unit in use
    unit = lcm(96, *[x.denominator for x in lengths.values()], *[x.denominator for x in sizes.values()])
    ticks = {text: x.numerator * (unit // x.denominator) for text, x in lengths.items()}
    bar_ticks = {text: x.numerator * (unit // x.denominator) for text, x in sizes.items()}
    writable = [(n * unit // d, str(Fraction(n, d))) for n, d in WRITABLE]
    splits = {}

    def split(rest):
        out = []
        for size, text in writable:
            while size <= rest:
                out.append(text)
                rest -= size
        if rest:
            raise ValueError("cannot write a note of %s" % Fraction(rest, unit))
        return out

    changes = sorted(meters, reverse=True)
    number = 1
    meter = "4/4"
    while changes and changes[-1][0] <= number:
        meter = changes.pop()[1]
    content = []
    bars = [(1, meter, content)]
    heard = {}
    room = bar_ticks[meter]      # left in the bar
    names = FLAT_NAMES if flats else SHARP_NAMES
    ties = 0
    for (_, length), semitones in zip(notes, pitches):
        left = ticks[length]
        if semitones is not None:
            name = names[(semitones + shift) % 12]
            octave = (semitones + shift) // 12
            key = (name[0], octave)
        while left:
            if not room:
                number += 1
                while changes and changes[-1][0] <= number:
                    meter = changes.pop()[1]
                content = []
                bars.append((number, meter, content))
                heard = {}
                room = bar_ticks[meter]
            part = left if left < room else room
            if part not in splits:
                splits[part] = split(part)
            values = splits[part]
            left -= part
            room -= part
            if semitones is None:
                for value in values:
                    content.append("r:" + value)
                continue
            ties += len(values) - (not left)
            last = heard.get(key)
            if last == name:
                symbol = name[0]
            else:
                symbol = name + ("n" if last is not None and len(name) == 1 else "")
                heard[key] = name
            content.append("%s%d:%s~" % (symbol, octave, values[0]))
            for value in values[1:]:
                content.append("%s%d:%s~" % (name[0], octave, value))
            if not left:
                content[-1] = content[-1][:-1]
    return bars, ties, str(Fraction(bar_ticks[meter] - room, unit))
