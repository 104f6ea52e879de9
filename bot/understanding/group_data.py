"""What of a group's own data is asked, or said to be otherwise: "zona waktu kami WITA", "desane sing bener Batur"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_outright

_RIGHT = (
    r"(?:(?:itu|kami|kita|kelompok\w*|jp|grup) )*(?:(?:salah|keliru|luput),? *)?"
    r"(?:yang (?:benar|betul)|sing (?:bener|betul)|seharusnya|harusnya|mestinya|kudune|diganti|ganti|jadi|dadi|bukan"
    r" [^,]{1,40},? (?:tapi|melainkan|ning))(?: (?:adalah|itu|jadi|dadi|menjadi|yaiku))*[:,]? "
)
_ZONE = expression(
    r"(?:\w+ ){0,4}(?:zona|zone|waktu\w*|jame|jamnya)(?:,? \w+){0,5}? (?P<zone>wib|wita|wit)\b"
    r"[\s.!]*(?:bukan \w+)?[\s.!]*"
    r"|(?:kami|kita|kelompok\w*|awake dewe)(?: \w+){0,2} (?:ikut|pakai|nganggo|pake|di|melu) (?P<by>wib|wita|wit)\b.*",
    re.IGNORECASE,
)
_VILLAGE = expression(
    rf"(?:\w+ ){{0,2}}?(?:desa|kelurahan|dusun)(?:nya|ne|e|ipun)? {_RIGHT}(?:desa )?"
    rf"(?P<village>[^\W\d][\w' .-]{{1,58}})",
    re.IGNORECASE,
)
_NAME = expression(
    rf"(?:\w+ ){{0,2}}?(?:nama|jeneng)(?:nya|e|ne)? (?:kelompok|jp|grup|jamaah)(?:nya|e|ne|ku|ipun)? {_RIGHT}"
    rf"(?P<name>[^\W\d][\w' .-]{{1,58}})",
    re.IGNORECASE,
)


_OURS = r"(?:kami|kita|kelompok|jp|dong|ya|pak|bu|mas|mbak)"
_CHANGE = r"(?:ganti|ubah|diganti|diubah|ngganti|ngubah|gantos|mengganti|mengubah|betulkan|benerke|mbenerke|atur)"
_OTHER_ZONE = expression(
    rf"(?:(?:tolong|mohon|mau|arep|pengin|ingin|kula|saya|aku|badh?e) )*{_CHANGE} zon[ae](?: ?waktu\w*)?(?: {_OURS})*"
    rf"[ .!]*|zon[ae](?: ?waktu\w*)?(?: {_OURS})*,? (?:salah|kl?iru|keliru|luput|{_CHANGE})[ .!]*",
    re.IGNORECASE,
)


_THING = r"(?:zon[ae]\w*|waktu(?:nya|ne)?|wib|wita|wit|desa(?:ne|nya)?|kelurahan(?:e|nya)?)"
_TAG = r"(?:to|tho|toh|ta|kan|ya|yo|nggih|njih|bukan|leres|bener|betul|ora|tidak|apa|opo|napa|endi|mana|pundi|piye)"
_BESIDE = (
    r"(?:kami|kita|kula|kulo|awake|dewe|dhewe|kelompok\w*|jp|grup|ini|iki|itu|kuwi|niku|ki|kuwi|pakai|pake|nganggo|ngagem"
    r"|ikut|melu|tumut|masuk|mlebu|di|ing|neng|atau|utawa|utowo|sih|yang|sing|bu|pak|mas|mbak|wis|sudah|tercatat|kecatet"
    r"|eh|lha|la)"
)
_ASKED = expression(
    rf"(?=.*(?:\?|\b{_TAG}\W*$|\b(?:apa|opo|napa|endi|mana|pundi)\b))(?:(?>(?:{_BESIDE}|{_TAG})\b)[ ,]+)*{_THING}"
    rf"(?:[ ,]+(?>(?:{_BESIDE}|{_TAG}|{_THING})\b))*[\s?.!]*",
    re.IGNORECASE,
    only_with="zon waktu wib wita wit desa kelurahan",
)


@only_with(_ASKED)
def asks_group_data(text: str) -> bool:
    """Whether words ask what is written of a group itself: "zona waktu kami WIB to?", "desa kita apa?"."""
    return len(text) <= _LONGEST and _ASKED.fullmatch(" ".join(text.split())) is not None


_LONGEST = 80


@only_with("wib", "wit", _OTHER_ZONE, _VILLAGE, _NAME)
def group_data(text: str) -> dict[str, str] | None:
    """What is to be otherwise: "zone" (WIB, WITA, WIT, or "" where that is not said), "village" or "name"; None where
    nothing of that is said."""
    words = " ".join(text.split())
    if asks_outright(text) or asks_group_data(text):
        return None
    if found := _ZONE.fullmatch(words):
        return {"zone": (found["zone"] or found["by"]).upper()}
    if _OTHER_ZONE.fullmatch(words):
        return {"zone": ""}
    for name, pattern in (("village", _VILLAGE), ("name", _NAME)):
        if found := pattern.fullmatch(words.rstrip(" .!")):
            return {name: found[name]}
    return None
