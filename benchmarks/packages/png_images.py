import io

import png

total = 0
line = bytes((x * x + x // 7) % 251 for x in range(3 * 200))
for n in range(60):
    rows = [line[y % 50 :] + line[: y % 50] for y in range(n, n + 160)]
    out = io.BytesIO()
    png.Writer(200, 160, greyscale=False, compression=1).write(out, rows)
    _, _, read, _ = png.Reader(bytes=out.getvalue()).asRGBA8()
    total += sum(sum(row) for row in read)
print(total)
