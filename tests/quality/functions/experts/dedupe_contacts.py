def dedupe_contacts(contacts):
    kept = []
    dropped = {}
    first_email = {}
    first_phone = {}
    for c in contacts:
        email = c.get("email", "").strip().lower()
        phone = "".join([ch for ch in c.get("phone", "") if ch.isdigit()])[-9:]
        a = first_email.get(email) if email else None
        b = first_phone.get(phone) if phone else None
        if a is None:
            a = b
        elif b is not None and b < a:
            a = b
        if a is None:
            pos = len(kept)
            kept.append(c["id"])
            if email:
                first_email[email] = pos
            if phone:
                first_phone[phone] = pos
        else:
            dropped.setdefault(kept[a], []).append(c["id"])
    return kept, dropped
