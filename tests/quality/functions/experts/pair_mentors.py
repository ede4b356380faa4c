"""Pair students with mentors (Hopcroft-Karp)."""
from collections import deque

FAR = float("inf")


def pair_mentors(wishes):
    """Largest possible pairing of students with acceptable mentors.

    ``wishes`` maps each student to the mentors he or she would accept.
    Returns ``(pairs, lonely)``: the pairing and the students left over, in
    the order of ``wishes``.
    """
    students = list(wishes)
    mentor_of = {}
    student_of = {}
    for student in students:            # greedy start
        for mentor in wishes[student]:
            if mentor not in student_of:
                mentor_of[student] = mentor
                student_of[mentor] = student
                break
    while True:
        layer = {}
        queue = deque()
        for student in students:
            if student not in mentor_of:
                layer[student] = 0
                queue.append(student)
        reachable = False
        while queue:
            student = queue.popleft()
            for mentor in wishes[student]:
                rival = student_of.get(mentor)
                if rival is None:
                    reachable = True
                elif rival not in layer:
                    layer[rival] = layer[student] + 1
                    queue.append(rival)
        if not reachable:
            break
        for root in [s for s in students if s not in mentor_of]:
            trail = [(root, iter(wishes[root]), None)]
            while trail:
                student, options, _ = trail[-1]
                for mentor in options:
                    rival = student_of.get(mentor)
                    if rival is None:
                        trail[-1] = (student, options, mentor)
                        for who, _, choice in trail:
                            mentor_of[who] = choice
                            student_of[choice] = who
                        trail = []
                        break
                    if layer.get(rival, FAR) == layer[student] + 1:
                        trail[-1] = (student, options, mentor)
                        trail.append((rival, iter(wishes[rival]), None))
                        break
                else:
                    layer[student] = FAR
                    trail.pop()
    pairs = {s: mentor_of[s] for s in students if s in mentor_of}
    return pairs, [s for s in students if s not in mentor_of]
