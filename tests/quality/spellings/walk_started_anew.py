import random
from collections import deque


# networks: hops from the gateway
def hops_from_gateway(links, gateway, hosts):
    near = {}
    for a, b in links:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    answers = []
    unreachable = 0
    for host in hosts:
        seen = {gateway}
        layer = [gateway]
        hops = 0
        result = -1
        while layer:
            if host in layer:
                result = hops
                break
            following = []
            for node in layer:
                for other in near.get(node, ()):
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
            layer = following
            hops += 1
        if result < 0:
            unreachable += 1
        answers.append(result)
    return answers, unreachable


# games: quest unlocking from the first quest
def _reachable(unlocks: dict, start: str, goal: str) -> bool:
    stack = [start]
    visited = set()
    while stack:
        quest = stack.pop()
        if quest == goal:
            return True
        if quest in visited:
            continue
        visited.add(quest)
        stack.extend(unlocks.get(quest, []))
    return False


def available_rewards(unlocks: dict, first: str, rewards: list) -> dict:
    summary = {"gold": 0, "locked": []}
    for quest, gold in rewards:
        if gold <= 0:
            continue
        if _reachable(unlocks, first, quest):
            summary["gold"] += gold
        else:
            summary["locked"].append(quest)
    return summary


# text: chapters held in a linked list
class Chapter:
    def __init__(self, title, pages):
        self.title = title
        self.pages = pages
        self.next = None


class Book:
    def __init__(self, chapters):
        self.head = None
        tail = None
        for title, pages in chapters:
            node = Chapter(title, pages)
            if tail is None:
                self.head = node
            else:
                tail.next = node
            tail = node

    def first_page(self, title):
        page = 1
        node = self.head
        while node is not None:
            if node.title == title:
                return page
            page += node.pages
            node = node.next
        return None


def index_lines(chapters, titles):
    book = Book(chapters)
    lines = []
    for title in titles:
        page = book.first_page(title)
        lines.append(title + " " + ("-" if page is None else str(page)))
    return lines


# biology: generation distance of species from the root ancestor
def generations(children, root, species):
    def walk():
        queue = deque([(root, 0)])
        while queue:
            name, depth = queue.popleft()
            yield name, depth
            queue.extend((child, depth + 1) for child in children.get(name, ()))

    depths = [next((d for name, d in walk() if name == s), None) for s in species]
    known = [d for d in depths if d is not None]
    return depths, max(known, default=0), len(depths) - len(known)


def _net(n, m, seed):
    r = random.Random(seed)
    links = [(r.randrange(max(1, i - 12), i) if i > 1 else 0, i) for i in range(1, n)]
    return (links, 0, [r.randrange(n + n // 4) for _ in range(m)])


def small_hops():
    return [([], 0, [0, 3]), _net(6, 5, 1), _net(12, 8, 2), ([(1, 2), (2, 3), (3, 1), (5, 6)], 1, [3, 3, 6, 1])]


def large_hops():
    return _net(1300, 1000, 7)


def _quests(n, m, seed):
    r = random.Random(seed)
    unlocks = {"q%d" % i: ["q%d" % min(n, i + r.randrange(1, 6)) for _ in range(2)] for i in range(n)}
    return (unlocks, "q0", [("q%d" % r.randrange(n + 3), r.randrange(-1, 9)) for _ in range(m)])


def small_quests():
    return [({}, "q0", []), _quests(5, 6, 1), _quests(9, 10, 2), ({"a": ["b"], "b": ["a"]}, "a", [("b", 3), ("z", 2)])]


def large_quests():
    return _quests(1500, 1300, 7)


def _book(n, m, seed):
    r = random.Random(seed)
    return ([("ch%d" % r.randrange(n), r.randrange(1, 30)) for _ in range(n)],
            ["ch%d" % r.randrange(n) for _ in range(m)])


def small_book():
    return [([], ["x"]), _book(4, 4, 1), _book(9, 6, 2), _book(15, 9, 3)]


def large_book():
    return _book(3200, 3000, 7)


def _species(n, m, seed):
    r = random.Random(seed)
    children = {}
    for i in range(1, n):
        children.setdefault("s%d" % r.randrange(max(0, i - 20), i), []).append("s%d" % i)
    return (children, "s0", ["s%d" % r.randrange(n + 4) for _ in range(m)])


def small_species():
    return [({}, "s0", ["s0", "s0", "x"]), _species(5, 5, 1), _species(10, 8, 2), _species(16, 10, 3)]


def large_species():
    return _species(1100, 900, 7)


CASES = {
    "hops_from_gateway": (small_hops, large_hops),
    "available_rewards": (small_quests, large_quests),
    "index_lines": (small_book, large_book),
    "generations": (small_species, large_species),
}
