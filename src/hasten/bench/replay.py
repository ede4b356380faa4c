"""Recorded answers as an outside proposer: ``python -m hasten.bench.replay FILE``.

FILE is a JSON object from the digest of an original's text (``digest``) to a list of whole files. The protocol is that
of ``hasten.proposers.outside``; a target that is not in the file gets no candidates.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path


def digest(source: str) -> str:
    """Names an original by its text."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def main(file: str) -> None:
    """Answer asks on standard input until it ends."""
    answers = json.loads(Path(file).read_text(encoding="utf-8"))
    for line in sys.stdin:
        message = json.loads(line)
        if "end" in message:
            return
        if "ask" in message:
            source = message["ask"]["target"]["source"]
            for number, text in enumerate(answers.get(digest(source), [])):
                print(json.dumps({"candidate": {"id": number, "source": text}}), flush=True)
            print(json.dumps({"done": {}}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
