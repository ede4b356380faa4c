import re
from collections import namedtuple
from datetime import datetime, timedelta

Rule = namedtuple("Rule", "name days hours minutes cooldown")

SPEC = re.compile(r"(\*|\*/[1-9]\d?|\d{1,2}(-\d{1,2})?)(,(\*|\*/[1-9]\d?|\d{1,2}(-\d{1,2})?))*")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def spec_matches(spec, value):
    for part in spec.split(","):
        if part == "*":
            return True
        if part.startswith("*/"):
            if value % int(part[2:]) == 0:
                return True
        elif "-" in part:
            low, high = part.split("-")
            if int(low) <= value <= int(high):
                return True
        elif int(part) == value:
            return True
    return False


def automation_firings(rules, start, days):
    if days < 0:
        raise ValueError("days must not be negative")
    for rule in rules:
        if not SPEC.fullmatch(rule.hours) or not SPEC.fullmatch(rule.minutes):
            raise ValueError(f"rule {rule.name}: bad hours or minutes")
    start = start.replace(second=0, microsecond=0)
    firings = []
    counts = {rule.name: 0 for rule in rules}
    last = {}
    left_out = 0
    if not days or not rules:
        return firings, counts, left_out

    # minutes of a day each rule is due in, as (minute of day, rule position)
    due_on = [[] for _ in WEEK]
    for position, rule in enumerate(rules):
        hours = [hour for hour in range(24) if spec_matches(rule.hours, hour)]
        minutes = [minute for minute in range(60) if spec_matches(rule.minutes, minute)] if hours else []
        names = rule.days.split(",")
        for weekday, name in enumerate(WEEK):
            if rule.days == "*" or name in names:
                due_on[weekday].extend((hour * 60 + minute, position) for hour in hours for minute in minutes)
    for entries in due_on:
        entries.sort()

    total = days * 24 * 60
    first = start.hour * 60 + start.minute
    midnight = start - timedelta(minutes=first)
    for day in range(days + 1):
        shift = day * 24 * 60 - first
        today = midnight + timedelta(days=day)
        for minute, position in due_on[today.weekday()]:
            offset = minute + shift
            if offset < 0:
                continue
            if offset >= total:
                break
            rule = rules[position]
            name = rule.name
            if name in last and offset - last[name] < rule.cooldown:
                left_out += 1
                continue
            last[name] = offset
            counts[name] += 1
            firings.append(((today + timedelta(minutes=minute)).strftime("%a %d %H:%M"), name))
    return firings, counts, left_out
