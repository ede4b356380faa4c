import re

MAIL = re.compile(r"^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$")


def check_import(rows):
    problems = []
    mails = set()
    licences = set()
    for number, row in enumerate(rows, 1):
        mail = row["mail"].strip().lower()
        if not MAIL.match(mail):
            problems.append((number, "mail address is not valid"))
        try:
            int(row["club"])
        except ValueError:
            problems.append((number, "club is not a number"))
        if mail in mails:
            problems.append((number, "mail address occurs twice"))
        mails.add(mail)
        if row["licence"] in licences:
            problems.append((number, "licence occurs twice"))
        licences.add(row["licence"])
    return problems
