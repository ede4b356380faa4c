"""Who is hitting the server, and what do they get? A summary of an access log.

Made for the weekly look at the reverse proxy's log:

    python access_log.py /var/log/proxy/access.log
"""

import re
import sys

LINE = r'^(?P<host>\S+) \S+ (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>\S+) [^"]*" (?P<status>\d{3}) (?P<size>\d+|-)'
ASSETS = [".css", ".js", ".png", ".jpg", ".gif", ".svg", ".woff", ".woff2", ".ico", ".map"]


def extension(path):
    """Extension of a request path, without the query, lower case; '' where there is none."""
    name = path.split("?")[0].split("/")[-1]
    if "." not in name:
        return ""
    return "." + name.split(".")[-1].lower()


def human(n_bytes):
    """Bytes as people read them."""
    for unit in ("B", "KB", "MB"):
        if n_bytes < 1024:
            return f"{n_bytes} {unit}"
        n_bytes //= 1024
    return f"{n_bytes} GB"


def summarise(lines: list[str], ignore_assets: bool = True) -> dict:
    """Count what the log holds.

    Returns the hosts in the order in which they first appear with their number of requests and errors, the bytes sent,
    and the number of lines that could not be read.
    """
    hosts = []
    all_hosts = []
    failing = []
    n_bytes = 0
    unreadable = 0

    for line in lines:
        pattern = re.compile(LINE)
        match = pattern.match(line.strip())
        if match is None:
            unreadable += 1
            continue
        if ignore_assets and extension(match.group("path")) in ASSETS:
            continue
        host = match.group("host")
        if host not in hosts:
            hosts.append(host)
        all_hosts.append(host)
        if int(match.group("status")) >= 400:
            failing.append(host)
        if match.group("size") != "-":
            n_bytes += int(match.group("size"))

    rows = []
    for host in hosts:
        rows.append((host, all_hosts.count(host), failing.count(host)))

    return {"hosts": rows, "requests": len(all_hosts), "bytes": n_bytes, "unreadable": unreadable}


def main(argv):
    if len(argv) != 2:
        print("usage: access_log.py LOGFILE", file=sys.stderr)
        return 2
    with open(argv[1], encoding="utf-8", errors="replace") as handle:
        summary = summarise(handle.readlines())
    for host, requests, errors in sorted(summary["hosts"], key=lambda row: -row[1])[:20]:
        print(f"{host:<40}{requests:>8} requests {errors:>6} errors")
    print(f"{summary['requests']} requests, {human(summary['bytes'])}, {summary['unreadable']} unreadable lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
