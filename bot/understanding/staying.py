"""Whether a text says that a meeting is held as it was: "ora sida, tetep kamis", "tetap seperti jadwal"."""

from __future__ import annotations

from bot.understanding.dates import WEEKDAY
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import is_question

_STAYS = expression(
    rf"(?:(?:eh|oh|o|ah|wah|maaf|ternyata|jebul\w*|tidak|jadi|sida|batal|pindah|tunda|mundur|maju|kumpulan)[ ,.]+)*"
    rf"(?:(?:hari )?(?:{WEEKDAY.pattern})[ ,]*)?\btet[ae]p\b[^.;\n]*"
)
_LONGEST = 10


@only_with("tetap", "tetep")
def stays(text: str) -> bool:
    """Whether the whole text says that a meeting stays on its day, or as the schedule has it."""
    said = read(text)
    if len(said.words) > _LONGEST or is_question(text) or _STAYS.fullmatch(said.plain.strip(" .!")) is None:
        return False
    return "jadwal" in said.words or WEEKDAY.search(said.plain) is not None
