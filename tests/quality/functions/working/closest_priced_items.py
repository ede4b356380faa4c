"""Smallest price difference in a catalogue and every pair of skus that has it, in catalogue order."""
import random


def closest_priced_items(items):
    smallest = None
    pairs = []
    for i in range(len(items)):
        for j in range(i + 1, len(items)):
            if items[i]["category"] == "hidden" or items[j]["category"] == "hidden":
                continue
            gap = abs(items[i]["cents"] - items[j]["cents"])
            if smallest is None or gap < smallest:
                smallest = gap
                pairs = [(items[i]["sku"], items[j]["sku"])]
            elif gap == smallest:
                pairs.append((items[i]["sku"], items[j]["sku"]))
    return smallest, pairs


def workload():
    rnd = random.Random(12)

    def mk(n, top):
        return [{"sku": f"k{i}", "cents": rnd.randrange(top), "category": rnd.choice(["toys", "books", "hidden"])} for i in range(n)]

    return [([],), (mk(6, 8),), (mk(90, 40),), (mk(1500, 10 ** 6),)]
