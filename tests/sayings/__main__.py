"""Score the sayings: `python -m tests.sayings [open|blind] [--misses] [--slots] [--only INTENTS]`."""

from __future__ import annotations

import argparse
import json

from bot.understanding import Reader
from bot.understanding.examples import INTENTS
from tests.sayings.scoring import sayings, score, score_slots

MOST_CONFUSED = 20


def main() -> None:
    """Print how the reader does, and what it confuses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default="open", choices=("open", "blind"))
    parser.add_argument("--misses", action="store_true", help="every saying that is not right whole")
    parser.add_argument("--slots", action="store_true", help="the slots alone: the intent is told to the reader")
    parser.add_argument("--only", default="", help="these intents alone, with commas between")
    chosen = parser.parse_args()
    wanted = set(chosen.only.split(",")) if chosen.only else INTENTS
    said = [saying for saying in sayings(chosen.file) if saying["intent"] in wanted]
    total = (score_slots if chosen.slots else score)(said, Reader.load())
    for saying, answer in total.missed if chosen.misses else ():
        told = {"text": saying["text"], "want": [saying["intent"], saying["slots"]]}
        print(json.dumps(told | {"got": [answer["intent"], answer["slots"]]}, ensure_ascii=False))
    for (want, got), count in total.confused.most_common(MOST_CONFUSED):
        print(f"{count} x {want} taken for {got}")
    print(total)


if __name__ == "__main__":
    main()
