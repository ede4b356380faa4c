import random

import rectpack

rng = random.Random(23)
parts = [(rng.randrange(5, 60), rng.randrange(5, 60)) for _ in range(1300)]
for algorithm in (rectpack.MaxRectsBssf, rectpack.SkylineBlWm, rectpack.GuillotineBssfSas):
    packer = rectpack.newPacker(rotation=True, pack_algo=algorithm, sort_algo=rectpack.SORT_LSIDE)
    for n, (width, height) in enumerate(parts):
        packer.add_rect(width, height, rid=n)
    for _ in range(80):
        packer.add_bin(150, 200)
    packer.pack()
    placed = packer.rect_list()
    print(algorithm.__name__, len(packer), len(placed), sum(x + y for _, x, y, _, _, _ in placed))
