import getpass
import json
import platform
import socket

from hasten.report import machine


def test_it_says_what_figures_depend_on():
    found = machine.describe()
    assert {
        "cpu", "cores", "architecture", "system", "kernel", "python", "implementation", "memory_bytes", "load",
    } == set(found)
    assert found["cpu"] and found["cores"] >= 1
    assert platform.python_version() == found["python"]
    json.dumps(found, allow_nan=False)


def test_it_names_neither_host_nor_user():
    text = json.dumps(machine.describe(), ensure_ascii=False).lower()
    for name in (socket.gethostname(), getpass.getuser()):
        if len(name) > 2:
            assert name.lower() not in text.replace(platform.release().lower(), "")


def test_the_interpreter_is_the_users():
    found = machine.describe(python="3.9.2", implementation="PyPy")
    assert ("3.9.2", "PyPy") == (found["python"], found["implementation"])


def test_the_key_leaves_out_what_changes_by_the_minute():
    base = machine.describe()
    assert machine.key(base) == machine.key({**base, "load": [99, 99, 99]})
    assert machine.key(base) != machine.key({**base, "cores": base["cores"] + 1})
    assert machine.key(base) != machine.key({**base, "python": "3.99"})


def test_one_line():
    line = machine.sentence({
        "cpu": "Some CPU 2.8 GHz", "cores": 2, "system": "Linux", "kernel": "6.1", "python": "3.11.7",
        "implementation": "CPython", "load": [3.94, 1.0, 1.0],
    })
    assert line == "Some CPU 2.8 GHz, 2 cores, Linux 6.1, CPython 3.11.7, load 3.9"
    assert machine.sentence({}) == ""
