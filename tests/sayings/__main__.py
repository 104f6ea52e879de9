"""Score the sayings: `python -m tests.sayings [FILE] [--misses]`; FILE is `open` (default) or `blind`."""

from __future__ import annotations

import argparse
import json

from bot.understanding import Reader
from tests.sayings.scoring import sayings, score

MOST_CONFUSED = 20


def main() -> None:
    """Print how the reader does, and what it confuses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default="open", choices=("open", "blind"))
    parser.add_argument("--misses", action="store_true", help="every saying that is not right whole")
    chosen = parser.parse_args()
    total = score(sayings(chosen.file), Reader.load())
    for saying, answer in total.missed if chosen.misses else ():
        told = {"text": saying["text"], "want": [saying["intent"], saying["slots"]]}
        print(json.dumps(told | {"got": [answer["intent"], answer["slots"]]}, ensure_ascii=False))
    for (want, got), count in total.confused.most_common(MOST_CONFUSED):
        print(f"{count} x {want} taken for {got}")
    print(total)


if __name__ == "__main__":
    main()
