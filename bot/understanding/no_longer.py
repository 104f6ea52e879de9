"""Words by which somebody else keeps the books no longer: "Bu Sri sudah bukan sekretaris"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.normalise import read

WORDS = (
    "sekretaris",
    "carik",
    "pegang buku",
    "megang buku",
    "pemegang buku",
    "nyekel buku",
    "nyepeng buku",
    "secretary",
    "akses",
)
_TITLE = r"(?:bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|yu|bude|pakde|mbok)"
_NAMED = rf"(?P<name>{_TITLE} [^\W\d_]+(?: [^\W\d_]+){{0,2}}?)"
_POST = r"(?:sekretaris|carik|(?:yang )?(?:pe)?(?:megang|pegang|nyekel|nyepeng) buku|secretary)(?:nya|ne|e)?"
_REST = r"(?: (?:lagi|ya|nggih|kita|kelompok|kami|di kelompok|mulai sekarang|sekarang|kok|to|any more|anymore))*[.! ]*"
_SAID = tuple(
    expression(pattern)
    for pattern in (
        rf"{_NAMED} (?:itu |sekarang |mpun )*(?:sudah |mpun )*(?:bukan|tidak|sanes|boten)(?: (?:lagi|jadi|dados))*"
        rf" (?:jadi |dados )?{_POST}{_REST}",
        rf"{_NAMED} (?:sudah |mpun )*(?:(?:ber)?henti|mundur|leren|mandeg|lereh)(?: (?:jadi|dari|sebagai|saking))*"
        rf" {_POST}{_REST}",
        rf"(?:tolong |mohon )*(?:copot|hapus|cabut|lepas(?:kan)?|keluarkan|(?:ber)?henti(?:kan)?)"
        rf"(?: (?:akses|hak))?(?: dari)? {_NAMED}"
        rf"(?: (?:dari|sebagai|jadi|saking))* {_POST}{_REST}",
        rf"(?:tolong |mohon )*(?:copot|cabut|hapus|tutup) akses {_NAMED}{_REST}",
        rf"(?:tolong |mohon )*(?:copot|cabut|lepas(?:kan)?|keluarkan|(?:ber)?henti(?:kan)?) {_POST} {_NAMED}{_REST}",
        rf"{_NAMED} is (?:not|no longer)(?: the| our)? {_POST}{_REST}",
    )
)
_STEPS_DOWN = expression(
    rf"{_NAMED} (?:sudah |mpun |mau |arep |badhe |ingin )*(?:(?:ber)?henti|mundur|leren|mandeg|lereh|tidak)\b"
    rf"[^\n]{{0,20}}\b(?:sekretaris|carik|buku)\w*\b.{{0,80}}"
    rf"|(?:tolong )?(?:ganti )?(?:sekretaris|carik)\w*(?: (?:lama|dari))* {_NAMED.replace('name', 'old')} "
    rf"(?:di)?(?:ganti|serah\w*)\b.{{0,80}}"
)


@only_with(*WORDS)
def no_longer_keeper(text: str) -> str | None:
    """Who keeps the books no longer, as a whole message names them; None if it says nothing of that."""
    if not mentions(text, WORDS):
        return None
    plain = read(text).plain.strip()
    said = next((match for pattern in _SAID if (match := pattern.fullmatch(plain))), None)
    return None if said is None else said["name"].title()


_I_STEP_DOWN = expression(
    r"(?:saya|aku|ku|kulo|kula|dalem|i)(?: (?:mau|arep|badhe|ingin|pengen|kepengin|pingin|sudah|mpun|tak|want|to))*"
    rf" (?:(?:ber)?henti|mundur|leren|mandeg|lereh|istirahat|step down)(?: (?:jadi|dadi|dados|dari|sebagai|saking|as))*"
    rf" {_POST}{_REST}"
)


@only_with(_I_STEP_DOWN)
def i_step_down(text: str) -> bool:
    """Whether a whole message says that the speaker keeps the books no longer, and names nobody else."""
    return mentions(text, WORDS) and _I_STEP_DOWN.fullmatch(read(text).plain.strip()) is not None


@only_with(*WORDS)
def steps_down(text: str) -> str | None:
    """Who keeps the books no longer because somebody else is to keep them, where a message begins with that; None where
    it names nobody."""
    if not mentions(text, WORDS):
        return None
    said = _STEPS_DOWN.fullmatch(read(text).plain.strip())
    return None if said is None else (said["name"] or said["old"]).title()
