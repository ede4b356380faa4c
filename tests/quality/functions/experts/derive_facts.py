def _triple(text, where):
    words = text.split()
    if len(words) != 3:
        raise ValueError("%s: expected 'subject relation object', not %r" % (where, text.strip()))
    if words[1].startswith("?"):
        raise ValueError("%s: a relation cannot be a variable" % where)
    return tuple(words)


def _parse_rule(text):
    name, colon, body = text.partition(":")
    before, arrow, after = body.partition("=>")
    if not colon or not arrow:
        raise ValueError("not a rule: %r" % text)
    conclusion = _triple(after, name)
    conditions, guards = [], []
    for part in before.split(","):
        triple = _triple(part, name)
        (guards if triple[1] == "!=" else conditions).append(triple)
    bound = {word for fact in conditions for word in fact if word.startswith("?")}
    for triple in guards + [conclusion]:
        for word in triple:
            if word.startswith("?") and word not in bound:
                raise ValueError("%s: %s is never bound" % (name, word))
    return name.strip(), conditions, guards, conclusion


class _Index:
    """Facts by relation, by relation and subject, by relation and object."""

    def __init__(self):
        self.facts = set()
        self.by = {}

    def add(self, fact):
        self.facts.add(fact)
        s, r, o = fact
        for key in (r, (r, s), (o, r, 0)):
            self.by.setdefault(key, []).append(fact)

    def look(self, s, r, o):
        if s is None:
            return self.by.get(r if o is None else (o, r, 0), ())
        if o is None:
            return self.by.get((r, s), ())
        fact = (s, r, o)
        return (fact,) if fact in self.facts else ()


def _search(order, at, binding, emit):
    """order: list of (pattern, index); emit is called with every complete binding."""
    if at == len(order):
        emit(binding)
        return
    (s, r, o), index = order[at]
    s_var, o_var = s[0] == "?", o[0] == "?"
    left = binding.get(s) if s_var else s
    right = binding.get(o) if o_var else o
    same = s_var and s == o
    for fact in index.look(left, r, right):
        if same and fact[0] != fact[2]:
            continue
        inner = binding
        if left is None or right is None:
            inner = dict(binding)
            if left is None:
                inner[s] = fact[0]
            if right is None:
                inner[o] = fact[2]
        _search(order, at + 1, inner, emit)


def _ordered(conditions, first):
    """The conditions' numbers, `first` leading, then always one tied to what is bound."""
    left = [k for k in range(len(conditions)) if k != first]
    order = [first]
    bound = {w for w in conditions[first] if w[0] == "?"}

    def free(k):
        return sum(w[0] == "?" and w not in bound for w in (conditions[k][0], conditions[k][2]))
    while left:
        k = min(left, key=free)
        left.remove(k)
        order.append(k)
        bound.update(w for w in conditions[k] if w[0] == "?")
    return order


def derive_facts(facts, rules, max_rounds=50):
    rules = [_parse_rule(text) for text in rules]
    if len({rule[0] for rule in rules}) < len(rules):
        raise ValueError("two rules have the same name")
    delta = _Index()
    for text in facts:
        fact = _triple(text, "fact")
        if fact not in delta.facts:
            delta.add(fact)
    known, before = delta, _Index()
    plans = []
    for name, conditions, guards, conclusion in rules:
        plans.append((name, conditions, guards, conclusion, [_ordered(conditions, k) for k in range(len(conditions))]))
    log = []
    credit = {rule[0]: 0 for rule in rules}
    rounds = 0
    while True:
        fresh = {}
        for name, conditions, guards, conclusion, orders in plans:
            s, r, o = conclusion

            def emit(binding):
                for left, _, right in guards:
                    if binding.get(left, left) == binding.get(right, right):
                        return
                fact = (binding.get(s, s), r, binding.get(o, o))
                if fact not in known.facts and fact not in fresh:
                    fresh[fact] = name
            if not conditions:
                if not rounds:
                    emit({})
                continue
            for first, order in enumerate(orders):
                if conditions[first][1] in delta.by:
                    _search([(conditions[k], delta if k == first else before if k < first else known) for k in order],
                            0, {}, emit)
        if not fresh:
            break
        rounds += 1
        if rounds > max_rounds:
            raise ValueError("no rest after %d rounds, %d facts" % (max_rounds, len(known.facts)))
        log.extend(sorted((rounds, name, " ".join(fact)) for fact, name in fresh.items()))
        for name in fresh.values():
            credit[name] += 1
        if known is delta:
            known = _Index()
            for fact in delta.facts:
                known.add(fact)
        for fact in delta.facts:
            before.add(fact)
        delta = _Index()
        for fact in fresh:
            delta.add(fact)
            known.add(fact)
    return log, credit, rounds, [name for name, count in credit.items() if not count]
