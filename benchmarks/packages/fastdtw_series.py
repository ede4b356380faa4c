import math
import random

from fastdtw import fastdtw

rng = random.Random(8)


def series(n):
    return [math.sin(i / 9) + rng.random() for i in range(n)]


print(round(sum(fastdtw(series(700), series(650), radius=3)[0] for _ in range(8)), 6))
