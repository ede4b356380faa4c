"""Number of three-dish combinations that hit the calorie target and how many are all vegetarian."""
import random


def meal_combos(dishes, target):
    names = [d["name"] for d in dishes]
    total = 0
    veggie = 0
    example = None
    for i in range(len(dishes)):
        for j in range(i + 1, len(dishes)):
            for k in range(j + 1, len(dishes)):
                kcal = dishes[i]["kcal"] + dishes[j]["kcal"] + dishes[k]["kcal"]
                if kcal != target:
                    continue
                total += 1
                if dishes[i]["veg"] and dishes[j]["veg"] and dishes[k]["veg"]:
                    veggie += 1
                if example is None:
                    example = (names[i], names[j], names[k])
    return {"combos": total, "vegetarian": veggie, "example": example}


def workload():
    rnd = random.Random(73)

    def mk(n):
        return [{"name": f"dish{i}", "kcal": rnd.randrange(80, 900, 5), "veg": rnd.random() < .4} for i in range(n)]

    return [([], 5), ([{"name": "x", "kcal": 5, "veg": True}] * 4, 15), (mk(25), 900), (mk(150), 1200)]
