def filter_names(pattern, names):
    """The names that fit a shell-like pattern: ? is any one character, * is any run of them."""

    def fits(rule, name):
        if rule == "":
            return name == ""
        if rule[0] == "*":
            return fits(rule[1:], name) or (name != "" and fits(rule, name[1:]))
        if name == "":
            return False
        return (rule[0] == "?" or rule[0] == name[0]) and fits(rule[1:], name[1:])

    return [name for name in names if fits(pattern, name)]


def workload():
    logs = ["app_%02d_data_a_backup_%d.tar" % (i, i * 7) for i in range(30)]
    logs += ["banana_split_%d.txt" % i for i in range(20)]
    runs = ["ab" * 9, "aab" * 7, "abbb" * 5 + "c", "aaaaaaaaaaaaaaaa", "baab" * 5]
    return [("*a*a*a*.txt", logs),
            ("app_*_*_*_?*.zip", logs),
            ("*a*b*a*b*c", runs),
            ("*a?*b*", runs + logs),
            ("*b*b*b*c", runs)]
