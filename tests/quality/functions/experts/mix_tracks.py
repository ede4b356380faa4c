def mix_tracks(tracks, limit=32767):
    if limit < 1:
        raise ValueError("limit must be positive")
    length = 0
    for gain, offset, samples in tracks:
        if gain < 0 or offset < 0:
            raise ValueError("gain and offset must not be negative")
        length = max(length, offset + len(samples))
    mixed = [0] * length
    for gain, offset, samples in tracks:
        end = offset + len(samples)
        mixed[offset:end] = [old + sample * gain // 100 for old, sample in zip(mixed[offset:end], samples)]
    knee = limit * 3 // 4
    silence = longest = 0
    for index, value in enumerate(mixed):
        if value > knee:
            value = knee + (value - knee) // 2
            mixed[index] = value if value < limit else limit
        elif value < -knee:
            value = -knee - (-value - knee) // 2
            mixed[index] = value if value > -limit else -limit
        if value:
            if silence:
                if silence > longest:
                    longest = silence
                silence = 0
        else:
            silence += 1
    longest = max(longest, silence)
    peak = max(max(mixed), -min(mixed)) if mixed else 0
    at_limit = mixed.count(limit) + mixed.count(-limit)
    return mixed, peak, at_limit, longest
