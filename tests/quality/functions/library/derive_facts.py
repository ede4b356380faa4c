import random
from dataclasses import dataclass


@dataclass
class Rule:
    name: str
    conditions: list
    guards: list
    conclusion: tuple


def _triple(text, where):
    words = text.split()
    if len(words) != 3:
        raise ValueError("%s: expected 'subject relation object', not %r" % (where, text.strip()))
    if words[1].startswith("?"):
        raise ValueError("%s: a relation cannot be a variable" % where)
    return tuple(words)


def _parse_rule(text):
    """Read "name: ?x likes ?y, ?x != ?y => ?y knows ?x"."""
    name, colon, body = text.partition(":")
    before, arrow, after = body.partition("=>")
    if not colon or not arrow:
        raise ValueError("not a rule: %r" % text)
    rule = Rule(name.strip(), [], [], _triple(after, name))
    for part in before.split(","):
        triple = _triple(part, name)
        (rule.guards if triple[1] == "!=" else rule.conditions).append(triple)
    bound = {word for triple in rule.conditions for word in triple}
    for word in sum(rule.guards, ()) + rule.conclusion:
        if word.startswith("?") and word not in bound:
            raise ValueError("%s: %s is never bound" % (name, word))
    return rule


def _unify(pattern, fact, binding):
    """The binding extended so that the pattern becomes the fact, or None."""
    binding = dict(binding)
    for want, have in zip(pattern, fact):
        if want.startswith("?"):
            if binding.setdefault(want, have) != have:
                return None
        elif want != have:
            return None
    return binding


def _matches(conditions, facts, binding):
    if not conditions:
        yield binding
        return
    for fact in facts:
        extended = _unify(conditions[0], fact, binding)
        if extended is not None:
            yield from _matches(conditions[1:], facts, extended)


def derive_facts(facts, rules, max_rounds=50):
    """Fire the rules on the facts ("subject relation object"), round by round, until nothing new turns up.

    Within a round the rules see only what was known before; the first rule to find a fact gets the credit.
    Returns (new facts as (round, rule, fact) in order, new facts per rule, number of rounds, idle rules).
    """
    rules = [_parse_rule(text) for text in rules]
    if len({rule.name for rule in rules}) < len(rules):
        raise ValueError("two rules have the same name")
    known = {_triple(text, "fact"): None for text in facts}
    log, rounds = [], 0
    while True:
        fresh = {}
        for rule in rules:
            for binding in _matches(rule.conditions, known, {}):
                value = lambda word: binding.get(word, word)
                if any(value(left) == value(right) for left, _, right in rule.guards):
                    continue
                conclusion = tuple(value(word) for word in rule.conclusion)
                if conclusion not in known and conclusion not in fresh:
                    fresh[conclusion] = rule.name
        if not fresh:
            break
        if rounds >= max_rounds:
            raise ValueError("no rest after %d rounds, %d facts" % (max_rounds, len(known)))
        rounds += 1
        log.extend(sorted((rounds, name, " ".join(fact)) for fact, name in fresh.items()))
        known.update(fresh)
    credit = {rule.name: sum(1 for entry in log if entry[1] == rule.name) for rule in rules}
    return log, credit, rounds, [name for name, count in credit.items() if not count]


_RULES = [
    "base: ?a on ?b => ?a above ?b", "chain: ?a on ?b, ?b above ?c => ?a above ?c",
    "near: ?a on ?c, ?b on ?c, ?a != ?b => ?a beside ?b",
    "tall: ?a above ?b, ?a is red, ?b is red => ?a crowns ?b",
    "same: ?a beside ?b, ?a is red => ?b is warm", "self: ?a above ?a => ?a is looped",
    "pair: ?a crowns ?b, ?b beside ?c, ?c != table => ?a over ?c",
]


def _world(rnd, n, loops):
    facts = ["b%d on %s" % (k, "b%d" % rnd.randrange(k) if k and rnd.random() < .85 else "table") for k in range(n)]
    facts += ["b%d is %s" % (k, rnd.choice(["red", "blue"])) for k in range(n) if rnd.random() < .6]
    facts += ["b%d on b%d" % (rnd.randrange(n), rnd.randrange(n)) for _ in range(loops)]
    rnd.shuffle(facts)
    return facts


def workload():
    rnd = random.Random(77)
    return [(_world(rnd, 21, 1), _RULES), (_world(rnd, 15, 0), _RULES[::-1]), (_world(rnd, 5, 2), _RULES[:3])]
