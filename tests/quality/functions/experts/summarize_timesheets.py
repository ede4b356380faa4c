OVERTIME_AFTER = 8 * 60


def summarize_timesheets(lines):
    """Worked minutes per employee and project, and overtime per employee.

    lines: "employee;2023-05-02;495;1005;project" as written by the terminals at the doors, times
    in minutes since midnight - night shifts may run past midnight.
    """
    per_day = {}
    per_project = {}
    for number, line in enumerate(lines, start=1):
        fields = line.split(";")
        if len(fields) != 5:
            raise ValueError(f"line {number}: expected 5 fields, got {len(fields)}")
        employee, day, begin, end, project = fields
        worked = int(end) - int(begin)
        if worked < 0:
            worked += 24 * 60
        key = (employee, day)
        per_day[key] = per_day.get(key, 0) + worked
        key = (employee, project)
        per_project[key] = per_project.get(key, 0) + worked

    overtime = {}
    for (employee, day), worked in per_day.items():
        if worked > OVERTIME_AFTER:
            overtime[employee] = overtime.get(employee, 0) + worked - OVERTIME_AFTER
    projects = [
        f"{employee:<12} {project:<10} {worked // 60:>4}:{worked % 60:02d}"
        for (employee, project), worked in sorted(per_project.items())
    ]
    return {"projects": projects, "overtime": overtime}
