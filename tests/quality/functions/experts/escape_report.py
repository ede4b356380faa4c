def escape(cell):
    return cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def escape_report(rows, title):
    lines = [
        "<tr>" + "".join(["<td>" + escape(cell) + "</td>" for cell in row]) + "</tr>\n" for row in reversed(rows)
    ]
    return '<table title="' + title + '">\n' + "".join(lines) + "</table>\n"
