import random

import mistune

rng = random.Random(7)


def page():
    out = []
    for n in range(60):
        out.append(
            f"## Heading {n}\n\nSome *text* with `code`, [a link](http://x.org/{n}) and **bold** words {rng.random()}.\n"
        )
        out.append("\n".join(f"- item {i} with _stress_" for i in range(rng.randrange(2, 7))) + "\n")
        out.append("| a | b |\n|---|---|\n| 1 | 2 |\n")
        out.append("```\ncode\n```\n")
    return "\n".join(out)


render = mistune.create_markdown(plugins=["table", "strikethrough"])
print(sum(len(render(page())) for _ in range(14)))
