"""News of the village that belongs in no book: somebody in hospital, a wedding, a birth."""

from __future__ import annotations

import re

from bot.forms import Form, on
from bot.messages import Reply
from bot.texts import _, sentence
from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE
from handlers.ports import Store
from jamaah.roles import Deed

_WHO = rf"{TITLE}\s+[^\W\d_]+(?:\s(?!(?:masuk|mau|arep|lagi)\b)[^\W\d_]+)?"
_ILL = (
    r"(?:(?:masuk|mlebu|mlebet|dibawa|digawa|dibeta|dirujuk)\s+(?:ke\s+|neng\s+|ing\s+)?"
    r"(?:rumah sakit|griya sakit|rs\w*|puskesmas|icu|igd)"
    r"|opname|dirawat|dioperasi|operasi|kecelakaan|kecelakakan|stroke)"
)
_JOY = (
    r"(?:nikah|menikah|rabi|krama|kawin|mantu|ngunduh mantu|lamaran|tunangan|lairan|melahirkan|babaran|mbabar|nglairke"
    r"|sunatan|khitanan|tetakan|syukuran|wisuda)"
)
_NO_BOOK = (
    r"(?!.*\b(?:izin|ijin|hadir|teka|datang|rawuh|telat|alpa|absen|kumpul\w*|rapat\w*|usul\w*|daftar\w*|catat\w*|umur|rt"
    r"|libur|batal|diundur|keluar|pindah|meninggal|seda|istri|suami|bojo\w*|umumkan|kabari|ketua|sekretaris|bendahara)\b)"
)
_LEAD = r"\W*(?:(?:kabar|eh|oh|infone|info|bu|pak)\b[,:. ]*)?"
NEWS = rf"{_NO_BOOK}{_LEAD}{_WHO}\b[^.?\n]{{0,30}}\b(?:{_ILL}|{_JOY})\b[^?\n]{{0,60}}"
_IS_ILL = expression(rf"\b{_ILL}\b", re.IGNORECASE)


@on(
    "village_news",
    deed=Deed.ASK_HELP,
    pattern=NEWS,
    only_with="rumah sakit griya rs puskesmas icu igd opname rawat operasi kecelaka stroke nikah rabi krama kawin mantu"
    " lamar tunangan lair lahir babar sunat khitan tetak syukur wisuda",
)
class VillageNews(Form[Store]):
    """Tell what belongs in no book: it is answered kindly, and nothing that is open changes."""

    writes = False

    def done(self) -> Reply:
        kind = _("I hope for a quick recovery.") if _IS_ILL.search(self.talk.text) else _("That is good news.")
        return Reply(sentence(kind, _("That I need not write down.")))
