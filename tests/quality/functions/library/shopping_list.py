import random
import re
from fractions import Fraction

# every unit in terms of the base unit of its kind
_UNITS = {"g": ("g", 1), "kg": ("g", 1000), "oz": ("g", Fraction(567, 20)),
          "ml": ("ml", 1), "l": ("ml", 1000), "tsp": ("ml", 5), "tbsp": ("ml", 15), "cup": ("ml", 240),
          "": ("", 1), "servings": ("servings", 1)}
_LARGE = {"g": ("kg", 1000), "ml": ("l", 1000)}
_LINE = re.compile(r"(?:(\d+) +)?(\d+/[1-9]\d*|\d+(?:\.\d+)?)(?: +(%s))? +(\S.*)$" % "|".join(filter(None, _UNITS)))


def _parse(line, recipe):
    """ "1 1/2 cup milk" becomes (name, base unit, amount)."""
    found = _LINE.match(line.strip())
    if not found:
        raise ValueError("%s: cannot read %r" % (recipe, line))
    whole, part, unit, name = found.groups()
    base, factor = _UNITS[unit or ""]
    return name.strip().lower(), base, (int(whole or 0) + Fraction(part)) * factor


def _show(amount, unit):
    if unit in _LARGE and amount >= _LARGE[unit][1]:
        unit, factor = _LARGE[unit]
        return "%s %s" % (("%.2f" % (amount / factor)).rstrip("0").rstrip("."), unit)
    if unit:
        return "%d %s" % (-(-amount // 1), unit)
    return str(-(-amount * 2 // 1) // 2) if amount.denominator > 4 else str(amount)


def _order(recipes, parts, wanted):
    """The recipes needed for the wanted ones, each before those it is made of."""
    state, order = {}, []

    def visit(name, path):
        if state.get(name) == "done":
            return
        if state.get(name) == "open":
            raise ValueError("%s is made of itself" % " > ".join(path + [name]))
        if name not in recipes:
            raise ValueError("no recipe for %s" % name)
        state[name] = "open"
        servings, lines = recipes[name]
        if servings <= 0:
            raise ValueError("%s: makes %r servings" % (name, servings))
        parts[name] = [_parse(line, name) for line in lines]
        for other, unit, _ in parts[name]:
            if unit == "servings":
                visit(other, path + [name])
        state[name] = "done"
        order.append(name)

    for name in wanted:
        visit(name, [])
    return order[::-1]


def shopping_list(recipes, menu, pantry=(), aisles=None):
    """Work out what to buy for a menu of (recipe, servings).

    Recipes are {name: (servings, lines)}; a line like "2 servings pastry" asks for another recipe. The pantry
    holds lines of what is there already, aisles tell where in the shop an ingredient is found.
    Returns (shopping list as (aisle, [lines]), servings to cook per recipe in order of cooking, unused pantry).
    """
    parts, demand = {}, {}
    for name, servings in menu:
        if servings <= 0:
            raise ValueError("%r servings of %s" % (servings, name))
        demand[name] = demand.get(name, 0) + Fraction(servings)
    order = _order(recipes, parts, list(demand))
    needs = {}
    for name in order:
        factor = demand[name] / recipes[name][0]
        for other, unit, amount in parts[name]:
            total = demand if unit == "servings" else needs
            key = other if unit == "servings" else (other, unit)
            total[key] = total.get(key, 0) + amount * factor
    unused = []
    for line in pantry:
        name, unit, amount = _parse(line, "pantry")
        rest = needs.get((name, unit), 0) - amount
        needs[name, unit] = max(rest, Fraction(0))
        if rest < 0:
            unused.append("%s %s" % (_show(-rest, unit), name))
    shelves = {}
    for (name, unit), amount in sorted(needs.items()):
        if amount:
            shelves.setdefault((aisles or {}).get(name, "other"), []).append("%s %s" % (_show(amount, unit), name))
    cooking = [(name, _show(demand[name], "")) for name in reversed(order)]
    return sorted(shelves.items()), cooking, unused


def _line(rnd, name):
    amount = rnd.choice(["1", "2", "1/2", "1 1/2", "0.75", "250", "3", "2/3"])
    return " ".join(filter(None, (amount, rnd.choice(["g", "kg", "ml", "tsp", "cup", "", "oz"]), name)))


def _kitchen(rnd, n, goods):
    names = ["ingredient %d" % k for k in range(goods)]
    recipes = {}
    for k in range(n):
        lines = [_line(rnd, rnd.choice(names)) for _ in range(rnd.randint(1, 9))]
        lines += ["%d servings dish %d" % (rnd.randint(1, 6), rnd.randrange(k)) for _ in range(rnd.randrange(3)) if k]
        recipes["dish %d" % k] = (rnd.choice((1, 2, 4, 6)), lines)
    menu = [("dish %d" % rnd.randrange(n), rnd.randint(1, 12)) for _ in range(n // 3 + 1)]
    pantry = [_line(rnd, rnd.choice(names)) for _ in range(goods // 4)]
    return recipes, menu, pantry, {name: "aisle %d" % rnd.randrange(9) for name in names if rnd.random() < .9}


def workload():
    rnd = random.Random(1811)
    return [_kitchen(rnd, 1300, 500), _kitchen(rnd, 500, 90), _kitchen(rnd, 8, 9)]
