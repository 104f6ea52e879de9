"""Words by which a phone, or an account, is lost or found again: "hp bu sri hilang", "hp saya dicuri, ini nomor baru",
"WA bu sri dibajak"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from lean import dataclass

THIS = ""
"""Stands for whoever speaks."""
WORDS = (
    *("hilang", "ilang", "ical", "curi", "copet", "maling", "begal", "rampok", "jambret", "lost", "stolen", "kelangan"),
    *(
        "rusak",
        "kecemplung",
        "jatuh",
        "ketemu",
        "kepethuk",
        "kepanggih",
        "ditemukan",
        "found",
        "nomor baru",
        "ganti hp",
    ),
    *("ganti nomor", "ganti nomer", "nomer anyar", "nomer enggal", "nomor anyar", "hp baru", "hp anyar", "ganti hape"),
    *("bajak", "hack", "bobol", "retas", "sadap"),
    *("nomor anyare", "nomer anyare", "hp anyare", "nomor barune", "nomor barunya", "hp barunya", "hp enggale"),
)
"""One of these stands in all such words."""

_PHONE = r"(?:hp|hape|handphone|ponsel|telepon|telpon|nomor|nomer|wa|whatsapp|telegram)(?: ?(?:ne|e|nya|ipun))?"
_TITLE = r"(?:bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|yu|bude|pakde|mbok)"
_NAMED = rf"(?P<name>(?:{_TITLE} )?[^\W\d_]+(?: [^\W\d_]+){{0,2}}?)"
_OWN = r"(?:saya|aku|ku|kulo|kula|dalem|my)"
_WAS = r"(?:sudah|wis|mpun|baru|kemarin|tadi|wau|was|is|semalam|kayaknya|katanya|jare|itu|kok|malah|lagi)"
_GONE = (
    r"(?:hilang|ilang|ical|(?:di|ke)?curi|dicolong|kecolongan|(?:ke|di)copet(?:an)?|(?:ke|di)?maling(?:an)?|(?:ke|di)begal(?:an)?"
    r"|dirampok|dijambret|kejambret\w*|lost|stolen|rusak(?: total)?|mati total|kecemplung\w*|jatuh ke \w+"
    r"|di ?(?:bajak|hack|bobol|retas|sadap)(?: orang| wong)?|kena (?:bajak|hack))"
)
_BACK = r"(?:ketemu|kepethuk|kepanggih|ditemukan|found)"
_REST = r"(?:[ ,.;!]+[^\n]{0,80})?"
_SAID = tuple(
    expression(pattern)
    for pattern in (
        rf"(?:tolong )?{_PHONE} (?:{_OWN}|{_NAMED})(?: {_WAS})* {_GONE}\b{_REST}",
        rf"(?:{_OWN}|{_NAMED})(?: {_WAS})*"
        rf" (?:kehilangan|kelangan|kecopetan|kecolongan|lost|kemalingan) {_PHONE}\b{_REST}",
        rf"(?:{_OWN}|{_NAMED}) {_PHONE}(?: {_WAS})* {_GONE}\b{_REST}",
        rf"(?:{_OWN}|{_NAMED}) (?:kecopetan|kejambretan|kemalingan|kebegalan|kecolongan)(?: {_PHONE})?[.! ]*",
        rf"{_PHONE}(?: {_WAS})* {_GONE}\b{_REST}",
        rf"(?:my )?{_PHONE} (?:was|is|got) {_GONE}\b{_REST}",
        rf"{_PHONE} (?:baru|anyar|enggal)(?:e|nya|ipun)? {_NAMED}(?: {_WAS})* (?:ada|ana|wonten|aktif|siap)"
        rf"(?:[ ,.;!]+[^\n\d]{{0,80}})?",
        rf"i lost my {_PHONE}{_REST}",
    )
)
_FOUND = tuple(
    expression(pattern)
    for pattern in (
        rf"(?:alhamdulillah )?{_PHONE} (?:{_OWN}|{_NAMED})(?: (?:yang (?:hilang|ilang)|{_WAS}))* {_BACK}\b{_REST}",
        rf"(?:alhamdulillah )?{_PHONE}(?: {_WAS})* {_BACK}\b{_REST}",
        rf"{_NAMED} (?:sudah )?(?:menemukan|nemu|nemokke) {_PHONE}\b{_REST}",
    )
)
_NEW = expression(
    rf"(?:(?:halo|ini|niki|iki|saya|aku|kulo|bu|pak|mbak|mas|sekarang|sudah|pakai|nganggo|punya|duwe)[ ,]+)*"
    rf"(?:{_OWN} )?"
    rf"(?:(?:ganti|pindah) {_PHONE}(?: (?:baru|anyar|enggal|lain))?|{_PHONE} (?:{_OWN} )?(?:baru|anyar|enggal|ganti))"
    rf"(?: (?:{_OWN}|ini|iki|niki|yang|ya|nggih))*{_REST}"
)
_NOBODY = frozenset(
    {
        "siapa",
        "sapa",
        "sopo",
        "sinten",
        "yang",
        "ini",
        "itu",
        "iki",
        "kuwi",
        "saya",
        "aku",
        "kulo",
        "kula",
        "data",
        "catatan",
    }
)


@dataclass(frozen=True, slots=True)
class LostPhone:
    """Whose phone it is (THIS of whoever speaks), and whether it was found again instead."""

    whose: str
    found: bool = False


@only_with(*WORDS)
def lost_phone(text: str) -> LostPhone | None:
    """What a whole message says of a phone that is lost or was found; None if nothing of that."""
    if not mentions(text, WORDS):
        return None
    plain = read(text).plain.strip(" :,;-")
    for patterns, found in ((_FOUND, True), (_SAID, False)):
        said = next((match for pattern in patterns if (match := pattern.fullmatch(plain))), None)
        if said is not None:
            name = said.groupdict().get("name") or THIS
            return None if _NOBODY & set(name.split()) else LostPhone(name.title(), found)
    return LostPhone(THIS) if _NEW.fullmatch(plain) and not any(map(str.isdigit, plain)) else None
