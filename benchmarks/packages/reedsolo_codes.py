import random

from reedsolo import RSCodec

rng = random.Random(5)
codec = RSCodec(24)
total = 0
for _ in range(140):
    data = bytes(rng.randrange(256) for _ in range(600))
    coded = bytearray(codec.encode(data))
    for _ in range(10):
        coded[rng.randrange(len(coded))] ^= rng.randrange(1, 256)
    total += sum(codec.decode(coded)[0])
print(total)
