import random


def soft_limit(value, knee, limit):
    """Halve what goes over the knee, cut at the limit."""
    if -knee <= value <= knee:
        return value
    if value > knee:
        return min(limit, knee + (value - knee) // 2)
    return max(-limit, -knee - (-value - knee) // 2)


def mix_tracks(tracks, limit=32767):
    """Mix audio tracks (gain in percent, offset, samples) into one.

    Returns (mixed samples, peak, number of samples at the limit, longest
    run of silence)."""
    if limit < 1:
        raise ValueError("limit must be positive")
    length = 0
    for gain, offset, samples in tracks:
        if gain < 0 or offset < 0:
            raise ValueError("gain and offset must not be negative")
        length = max(length, offset + len(samples))
    mixed = [0] * length
    for gain, offset, samples in tracks:
        for index, sample in enumerate(samples, offset):
            mixed[index] += sample * gain // 100
    knee = limit * 3 // 4
    peak = 0
    at_limit = 0
    silence = longest = 0
    for index, value in enumerate(mixed):
        value = soft_limit(value, knee, limit)
        mixed[index] = value
        size = abs(value)
        peak = max(peak, size)
        if size == limit:
            at_limit += 1
        if value == 0:
            silence += 1
            if silence > longest:
                longest = silence
        else:
            silence = 0
    return mixed, peak, at_limit, longest


def workload():
    rng = random.Random(440)
    tracks = []
    for gain, offset in ((80, 0), (100, 900), (65, 20000), (120, 30500)):
        samples = [rng.randint(-24000, 24000) if (k // 500) % 5 else 0 for k in range(66000)]
        tracks.append((gain, offset, samples))
    return [(tracks, 32767)]
