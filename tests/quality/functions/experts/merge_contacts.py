def _mail(rec):
    return (rec.get("email") or "").strip().lower()


_DIGITS = frozenset("0123456789")


def _phone(rec):
    return "".join([ch for ch in rec.get("phone") or "" if ch in _DIGITS])[-9:]


def merge_contacts(rows):
    kept = []
    log = []
    by_mail, by_phone = {}, {}          # key -> first kept record that has it

    def register(k):
        for key, book in ((_mail(kept[k]), by_mail), (_phone(kept[k]), by_phone)):
            if key and book.get(key, k) >= k:
                book[key] = k

    for no, row in enumerate(rows):
        none = len(kept)
        target = min(by_mail.get(_mail(row), none), by_phone.get(_phone(row), none))
        if target == none:
            fresh = dict(row)
            fresh["sources"] = [no]
            kept.append(fresh)
            register(target)
            continue
        old = kept[target]
        changed = False
        for field in ("name", "email", "phone"):
            if not old.get(field) and row.get(field):
                old[field] = row[field]
                changed = True
        if changed:
            register(target)
        old["sources"].append(no)
        log.append((no, target))
    return kept, log
