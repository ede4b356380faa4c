import io
import random

import segno

rng = random.Random(21)
dark = size = 0
for n in range(220):
    code = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(rng.randrange(10, 60)))
    label = segno.make(f"https://example.org/parts/{n}?code={code}", error="m", micro=False)
    dark += sum(sum(row) for row in label.matrix)
    for kind in ("svg", "pbm"):
        out = io.BytesIO()
        label.save(out, kind=kind)
        size += len(out.getvalue())
    dark += label.version
print(dark, size)
