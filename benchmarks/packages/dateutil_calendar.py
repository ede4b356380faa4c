from datetime import datetime

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, MONTHLY, TH, WE, WEEKLY, YEARLY, rrule, rruleset, rrulestr

start = datetime(2000, 1, 3, 9, 30)
days = 0
for interval in range(1, 13):
    until = start + relativedelta(years=60)
    days += sum(day.day for day in rrule(WEEKLY, interval=interval, byweekday=(MO, WE, FR), dtstart=start, until=until))
    days += sum(day.day for day in rrule(MONTHLY, interval=interval, byweekday=TH(-1), dtstart=start, until=until))
    days += sum(day.day for day in rrule(DAILY, interval=interval, bymonth=(6, 7, 8), dtstart=start, until=until))
print(days)

meetings = rruleset()
meetings.rrule(rrulestr("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=1200", dtstart=start))
meetings.rrule(rrule(DAILY, dtstart=start, count=50000, byhour=(9, 14), byminute=0, bysecond=0))
meetings.exrule(rrule(YEARLY, dtstart=start, bymonth=12, bymonthday=range(20, 32), byhour=9, byminute=0, bysecond=0))
held = list(meetings)
print(len(held), held[-1].isoformat())

friday = rrule(MONTHLY, byweekday=FR, bymonthday=13, dtstart=start)
print(sum(friday.after(start + relativedelta(months=n)).month for n in range(700)))
