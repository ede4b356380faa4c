import random
import re
from collections import namedtuple
from datetime import datetime, timedelta

Rule = namedtuple("Rule", "name days hours minutes cooldown")

SPEC = re.compile(r"(\*|\*/[1-9]\d?|\d{1,2}(-\d{1,2})?)(,(\*|\*/[1-9]\d?|\d{1,2}(-\d{1,2})?))*")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def spec_matches(spec, value):
    """Whether a cron-like spec (*, */n, a-b, lists of those) has the value."""
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


def due(rule, moment):
    if rule.days != "*" and WEEK[moment.weekday()] not in rule.days.split(","):
        return False
    return spec_matches(rule.hours, moment.hour) and spec_matches(rule.minutes, moment.minute)


def automation_firings(rules, start, days):
    """List when home automation rules fire in the days from the start on.

    A rule stays quiet for its cooldown (minutes) after firing.  Returns
    (list of (time, rule name), firings per rule, firings left out)."""
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
    for offset in range(days * 24 * 60):
        moment = start + timedelta(minutes=offset)
        for rule in rules:
            if not due(rule, moment):
                continue
            if rule.name in last and offset - last[rule.name] < rule.cooldown:
                left_out += 1
                continue
            last[rule.name] = offset
            counts[rule.name] += 1
            firings.append((moment.strftime("%a %d %H:%M"), rule.name))
    return firings, counts, left_out


def workload():
    rng = random.Random(73)
    rules = [
        Rule("blinds", "mon,tue,wed,thu,fri", "7", "0", 0),
        Rule("lights", "*", "17-22", "*/30", 45),
        Rule("fan", "*", "6,12,18", "5-8", 2),
        Rule("pump", "sat,sun", "*/6", "15,45", 0),
        Rule("heating", "*", "5-8,16-21", "*/20", 0),
    ]
    rng.shuffle(rules)
    return [(rules, datetime(2024, 2, 26, 13, 37, 5), 7)]
