import random
from dataclasses import dataclass

NAMES = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "lime": "#00ff00", "blue": "#0000ff",
         "gold": "#ffd700", "grey": "#808080", "maroon": "#800000", "olive": "#808000", "navy": "#000080",
         "teal": "#008080", "purple": "#800080", "orange": "#ffa500", "salmon": "#fa8072", "sky": "#87ceeb"}


@dataclass
class Swatch:
    red: float
    green: float
    blue: float
    weight: int


def _parse(text):
    if len(text) != 7 or text[0] != "#":
        raise ValueError("not a colour: %r" % text)
    try:
        return tuple(int(text[k:k + 2], 16) for k in (1, 3, 5))
    except ValueError:
        raise ValueError("not a colour: %r" % text) from None


def _distance(a, b):
    """Squared distance of two colours with the weights of the eye."""
    return 2 * (a[0] - b[0]) ** 2 + 4 * (a[1] - b[1]) ** 2 + 3 * (a[2] - b[2]) ** 2


def _merge_cost(a, b):
    share = a.weight * b.weight / (a.weight + b.weight)
    return share * _distance((a.red, a.green, a.blue), (b.red, b.green, b.blue))


def _merged(a, b):
    total = a.weight + b.weight
    return Swatch((a.red * a.weight + b.red * b.weight) / total, (a.green * a.weight + b.green * b.weight) / total,
                  (a.blue * a.weight + b.blue * b.weight) / total, total)


def _closest_pair(swatches):
    best = None
    for i in range(len(swatches)):
        for j in range(i + 1, len(swatches)):
            cost = _merge_cost(swatches[i], swatches[j])
            if best is None or cost < best[0]:
                best = (cost, i, j)
    return best


def _nearest_name(rgb):
    return min(NAMES, key=lambda name: (_distance(rgb, _parse(NAMES[name])), name))


def reduce_palette(pixels, size):
    """Reduce an image, a list of "#rrggbb" pixels, to `size` colours by joining the two most alike again and again.

    Returns a dict: `palette` of (colour, name of the closest basic colour, pixels joined), the most used first;
    `indexes`, for each pixel the place of the closest colour in the palette; `error`, the sum of squared distances;
    and `loss`, what every step of joining cost.
    """
    if size < 1:
        raise ValueError("a palette needs a colour")
    counts = {}
    for text in pixels:
        rgb = _parse(text)
        counts[rgb] = counts.get(rgb, 0) + 1
    swatches = [Swatch(*rgb, count) for rgb, count in sorted(counts.items())]
    loss = []
    while len(swatches) > size:
        cost, i, j = _closest_pair(swatches)
        swatches[i] = _merged(swatches[i], swatches[j])
        del swatches[j]
        loss.append(round(cost, 3))
    swatches.sort(key=lambda s: -s.weight)
    colours = [(round(s.red), round(s.green), round(s.blue)) for s in swatches]
    palette = []
    for rgb, swatch in zip(colours, swatches):
        palette.append(("#%02x%02x%02x" % rgb, _nearest_name(rgb), swatch.weight))
    indexes = []
    error = 0
    for text in pixels:
        rgb = _parse(text)
        distances = [_distance(rgb, colour) for colour in colours]
        indexes.append(distances.index(min(distances)))
        error += min(distances)
    return {"palette": palette, "indexes": indexes, "error": error, "loss": loss}


def _image(rnd, pixels, centres, spread, colours):
    middle = [[rnd.randrange(256) for _ in range(3)] for _ in range(centres)]
    shades = []
    for _ in range(colours):
        c = rnd.choice(middle)
        shades.append("#%02x%02x%02x" % tuple(min(255, max(0, int(rnd.gauss(v, spread)))) for v in c))
    return [shades[int(rnd.triangular(0, colours, 0))] for _ in range(pixels)]


def workload():
    rnd = random.Random(88)
    return [(_image(rnd, 1500, 9, 14, 100), 12), (_image(rnd, 400, 5, 25, 60), 4), (_image(rnd, 30, 3, 9, 8), 16)]
