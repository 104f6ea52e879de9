"""What members say is wrong of themselves in the book, and how it is right: "umurku dudu 22, sing bener 23"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import is_question
from lean import dataclass

LONGEST = 200
_OF = {
    "born": r"umur|usia|yuswa|yuswo|age",
    "name": r"nama|jeneng|asma|asmo|name",
    "rt": r"rt",
    "phone": r"(?:nomor|nomer|no)\W?(?:hp|wa|telpon)?|hp|wa|phone",
    "occupation": r"kerjaan|pekerjaan|gawean|pegawean|pendamelan",
    "household": r"kk",
    "": r"data|catatan|cathetan",
}
_MINE = r"\W{0,2}(?:(?:e|ne|nya|ipun)\W{1,2})?(?:ku|kula|kulo|saya|aku|dalem)\b"
_OWN = tuple((field, expression(rf"\b(?:{words}){_MINE}", re.IGNORECASE)) for field, words in _OF.items())
_ANY_OWN = expression(rf"\b(?:{'|'.join(_OF.values())}){_MINE}", re.IGNORECASE)
_RIGHT = r"(?:yang benar|sebenarnya|harus|harusnya|seharusnya|mestinya|jadi|tapi|ning|nanging|padahal"
_RIGHT += r"|melainkan|kudu|ganti|pindah|sekarang)"
_WRONG = r"(?:salah|keliru|tidak benar|kurang benar|klentu)"
_BESIDE = r"(?:(?:itu|ini|kok|lho|di|buku|catatan|tercatat|ditulis|ya|yang)\W+)*"
_TOLD = tuple(
    expression(rf"\W*{form}\W*")
    for form in (
        rf"{_BESIDE}(?:{_WRONG}|(?:bukan|{_WRONG}|di\w+)\W+\w+)\W+{_RIGHT}\W+(?P<right>\w.*?)",
        rf"{_BESIDE}(?:bukan|{_WRONG})\W+\w+\W*,\W*(?P<right>\w.*?)",
        rf"{_BESIDE}{_RIGHT}\W+(?P<right>\w.*?)(?:\W+bukan\W+.*)?",
        rf"{_BESIDE}(?:bukan \w+|{_WRONG})(?: (?:itu|ya|bu|pak|kok|lho))*",
        r"(?P<right>(?:0|\+|\d).*?)(?:\W+bukan\W+.*)?",
    )
)
_ASKED = expression(
    r"\W*(?:tolong|tulung|nyuwun|mohon)\W+(?:data(?:ku| saya)?\W+)?(?:di)?(?:benar|betul|ganti)\w*\W*",
)


@dataclass(frozen=True, slots=True)
class OwnWrong:
    """Which field of a member's data ("" where none is named), and how it is right, as typed; "" where that was not
    said."""

    field: str
    right: str


@only_with(_ASKED, "ku", "saya", "dalem")
def own_wrong(text: str) -> OwnWrong | None:
    """What a whole text says is wrong of the speaker's own data; None if it says no such thing."""
    if len(text) > LONGEST:
        return None
    if _ASKED.fullmatch(read(text).plain):
        return OwnWrong("", "")
    if _ANY_OWN.search(text) is None or is_question(text):
        return None
    for field, own in _OWN:
        found = own.search(text)
        if found is not None and len(text[: found.start()].split()) <= 2:
            return _told(field, text[found.end() :])
    return None


def _told(field: str, rest: str) -> OwnWrong | None:
    said = read(rest)
    match = next((match for form in _TOLD if (match := form.fullmatch(said.plain))), None)
    if match is None:
        return None
    right = match.groupdict().get("right")
    return OwnWrong(field, said.typed(*match.span("right")).strip(" .,!") if right else "")
