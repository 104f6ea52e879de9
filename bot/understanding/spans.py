"""Parts of a text that are kept as they were typed: places, agendas, decisions, ideas, reasons."""

from __future__ import annotations

import re

from bot.understanding.agreed import agreed_from
from bot.understanding.dates import DAY
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.words import is_honorific, is_of, may_be_name

Span = tuple[int, int]
"""Where a part begins and ends in the plain text."""

_HEADS = (
    "rumah|balai|masjid|musola|mushola|musholla|langgar|pendopo|aula|gedung|posko|serambi|lumbung|sekolah|sanggar|warung"
    "|lapangan|poskamling|gubuk|pos|kantor|kelurahan|kebun|sawah|saung|kediaman|gazebo|joglo|gudang|kandang|teras|halaman"
    "|pondok|gereja|lantai|ruang|madrasah|tpq|paud|pasar|ladang|limasan|cakruk"
    "|kalurahan|bale|wantilan|baileo|basecamp|bumi (?:bu|pak|kang|teh|mang)|sd|gor"
    "|alun-alun|balaidesa|musala|latar|emper|emperan|pinggir|gubug|pelataran|pekarangan|pendhapa|pendapa"
    "|tempat (?:bu|pak|mbak|mas|mbah|lik|kang|yu|budhe|pakdhe|bulik|paklik)"
)
_PLACE_LABEL = expression(
    r"\b(?:bertempat|lokasi|tempat)(?: kumpulan)?(?: ?[:=]| ganti| pindah| jadi| di| ke| ada| adalah| baru"
    r"| tetap)* ?(?=\w)"
)
_PLACE_HEAD = expression(rf"(?<!dari )(?:\b(?:di|ke|jadi) ?)?\b(?=(?:{_HEADS})\b)")
_PLACE_IN = expression(r"\b(?:di|ke) (?=\w)")
_MOST_WORDS = 7
_LABEL = (
    r"(?:hari|tanggal|tempat|jam|waktu|agenda|acara|keputusan|hasil|hadir|peserta|izin|sakit|alpa|absen|telat|catatan|"
    r"yang (?:hadir|izin|datang|telat)|tidak hadir|jumlah|pemimpin|notulis)"
)
_WHEN = (
    r" (?:hari )?(?:kemarin|semalam|terakhir|lalu|tadi|ini|malam|senin|selasa|rabu|kamis|jumat|sabtu|ahad|minggu)\b"
    r"| (?:tanggal )?\d{1,2}(?: (?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)[a-z]*)?(?: \d{4})?"
)
_TO_COME_AT = expression(
    r"\W*(?:(?:kumpulan|untuk|yang|bu|pak|tempat) )*"
    r"(?:nanti(?: (?:malam|sore|siang))?|malam ini|besok(?: malam)?|malam nanti)"
    r"(?: (?:kumpulan|tempat|jadi|itu))* (?=(?:di|ke|pindah(?: di| ke)) )"
)
_DECISION = expression(
    r"\bhasil(?: kumpulan\b[^:\n]{0,60})?:(?! ?(?:yang |semua )?(?:hadir|datang|izin|telat|alpa|\d+ orang)\b)|"
    r"(?<!tidak ada )(?<!belum ada )(?<!tanpa )(?<!tidak ambil )(?<!belum ambil )"
    r"\b(?:keputusan|putus|memutuskan|menyepakati|sepakat|disepakati|mufakat|kesimpulan|(?<!tidak )(?<!belum )setuju)\b"
    r"(?: (?:kemarin|semalam|terakhir)\b)?+"
    rf"(?: yang(?: di)?(?: ambil| sepakati)?| kumpulan(?:{_WHEN})*+| ialah| adalah| yaitu| itu| bahwa"
    r"| untuk(?= \w)| to(?= \w))*+ ?[:=]? ?(?=[\w(])"
)
_RESULT = expression(
    r"\bhasil(?P<told> kumpulan\b[^:,.;\n]{0,40}? (?:ialah|adalah|yaitu|bahwa))?(?: (?:ialah|adalah|yaitu|itu))*,? "
    r"(?=\w)(?!(?:apa|bagaimana|gimana|mana|kumpulan|dong|ya|tolong|kirim|minta|lihat|mau|bisa|belum|sudah|baca)\b)"
)
_NO_DECISION = expression(r"(?:belum|tidak|masih|nihil|kosong|apa-apa|apapun)\b(?: (?:ada|putus)\b)?")
_AGENDA = expression(
    r"\b(?:membahas|bahas|bahasan|pembahasan|agenda|(?<!berita )acara|soal|tentang"
    r"|bahasa(?! (?:jawa|indonesia|inggris|krama)))\b"
    r"(?: soal| tentang| kumpulan| adalah"
    r"| yaitu| ialah| masalah(?= \w))* ?[:=]? ?(?=\w)"
)
_TALK = expression(r"\bkumpulan (?=[^\W\d])")
_FORMING = expression(r"\bkumpulan (?=pembentukan\b)")
_FOUNDING, _FOUNDING_END = (
    expression(r"\bkumpulan (?=pendirian\b)"),
    expression(r"\b(?!(?:pendirian|koperasi)\b)\w+|[^\w ]"),
)
_AGENDA_STOPS = expression(
    r"[.,;\n]|\b(?:yang hadir|hadir|dihadiri|keputusan|putus|hasil(?: kumpulan)?:|izin|(?:di|ke) (?:"
    + _HEADS
    + rf")|jam \d|tanggal \d|alhamdulillah|sudah|saja|pada (?:hari|tanggal|{DAY})"
    rf"|(?:hari )?(?:{DAY})(?= (?:kemarin|lalu|malam|\d))|(?:dan )?akhirnya|(?:sih )?(?:tidak|belum) ada keputusan"
    r"|habis (?:itu|begitu)"
    r"|semua hadir|semua datang|yang datang|datang \d|"
    r"tempat|sepakat|kecuali)\b"
)
_DECISION_END = expression(
    rf"\n|[.,;] ?(?=(?:yang )?{_LABEL}\b)|\. (?=hadir|tempat|izin)|(?<!\b\d)(?<!\b\d\d)(?:\.\s)(?=[^\d])"
)
_REASON = expression(
    r"\b(?:karena|berhubung|hubung|gara-gara)(?: ada)?\b ?(?=\w)|\b(?=(?:ada|lagi|masih|sedang|taksih|wonten)\b \w)"
)
_END = expression(r"[.;\n!?]|$")
_POLITE_TAIL = expression(
    r"(?:[\s,]+(?:ya|nggih|bu|pak|mbak|mas|min|tolong|dong|mohon maaf|maaf|terima_kasih|makasih|kak|saja))+\W*$"
)


def find_place(said: Said) -> str | None:
    """The place a text names, as typed: after "tempat", or a house, hall or mosque, or after "di"."""
    for pattern in (_PLACE_HEAD, _PLACE_LABEL, _PLACE_IN):
        for match in pattern.finditer(said.plain[:1500]):
            if place := _place_from(said, match.end()):
                return place
    return None


@only_with(_TO_COME_AT)
def place_to_come(text: str) -> str | None:
    """The place of a meeting to come, where a text tells its evening or day and where, and nothing else: "mengko bengi
    neng omahe bu tini yo"."""
    said = read(text.strip(" .!"))
    lead = _TO_COME_AT.match(said.plain)
    place = find_place(said.cut(lead.end(), len(said.plain))) if lead else None
    rest = read(text.rpartition(place)[2]).words if place else []
    return place if all(is_of("polite", word) for word in rest) else None


def _place_from(said: Said, start: int) -> str | None:
    first = said.token_at(start)
    if first < 0 or not _begins_place(said.tokens[first].word):
        return None
    last, named = first, False
    for at in range(first + 1, min(first + _MOST_WORDS, len(said.tokens))):
        token, gap = said.tokens[at], said.text[said.tokens[at - 1].end : said.tokens[at].start]
        if "\n" in gap or (gap.strip(" -'’/") and not _abbreviated(said, at)):
            break
        if is_of("place_ends", token.word) or (named and is_honorific(token.word)):
            break
        if token.word.isdigit() and said.tokens[at - 1].word not in {"rt", "rw", "sd", "no", "nomor", "blok", "/"}:
            break
        if named and said.tokens[at - 1].is_capital and token.raw.islower() and may_be_name(token.raw, token.word):
            break  # "omahe lik Man santi telat"
        named = named or is_honorific(token.word)
        last = at
    alone = said.tokens[first].raw.lower()
    if last == first and said.tokens[first].word in {"rumah", "tempat"} and not alone.endswith("ku"):
        return None
    return said.text[said.tokens[first].start : said.tokens[last].end]


def _abbreviated(said: Said, at: int) -> bool:
    """Whether a stop before a token only shortens a title: "rumah Hj. Aminah"."""
    before = said.tokens[at - 1]
    return is_honorific(before.word) and said.text[before.end : said.tokens[at].start] in (".", ". ")


def _begins_place(word: str) -> bool:
    return not (word.isdigit() or is_of("no_place", word) or is_of("place_ends", word))


def find_decision(said: Said) -> tuple[str, Span] | None:
    """What was decided, as typed, and where it stands with the words that lead to it; or what stands before these."""
    found, agreed = _after(said, _DECISION, _DECISION_END) or _result(said), agreed_from(said)
    if agreed is not None and (found is None or agreed < found[1][0]):
        return _from(said, agreed, _DECISION_END)
    return None if found and _NO_DECISION.match(said.plain, found[1][0]) else found


def _result(said: Said) -> tuple[str, Span] | None:
    """What follows "hasilnya" without a colon; "hasil rapat" alone names the minutes."""
    for match in _RESULT.finditer(said.plain[:2500]):
        if match["told"] or said.typed(match.start(), match.start() + 1).lower().endswith(("nya", "e", "ipun")):
            return _from(said, match.end(), _DECISION_END)
    return None


def find_agenda(said: Said) -> tuple[str, Span] | None:
    """What a meeting was about, as typed, and where it stands."""
    if found := _after(said, _FORMING, _AGENDA_STOPS) or _after(said, _FOUNDING, _FOUNDING_END):
        return found
    return _after(said, _AGENDA, _AGENDA_STOPS) or _talked_over(said)


def _talked_over(said: Said) -> tuple[str, Span] | None:
    """What follows "rembugan", which is a meeting too: "rembugan neng omahe Bu Sri"."""
    for match in _TALK.finditer(said.plain[:2500]):
        first = said.tokens[said.token_at(match.end())].word
        typed = said.typed(match.start(), match.start() + 1).lower()
        if typed.startswith("rembu") and not (first == "di" or is_of("place_ends", first)):
            return _from(said, match.end(), _AGENDA_STOPS)
    return None


def find_reason(said: Said, leads: re.Pattern[str] = _REASON) -> str | None:
    """Why, as typed: what follows karena, or begins with "ada", "lagi"."""
    found = _after(said, leads, _END)
    return found[0] if found else None


def trimmed(said: Said, start: int, end: int) -> str | None:
    """The typed words between two places of the plain text, without polite words at the end; None if none are left."""
    tail = _POLITE_TAIL.search(said.plain[max(start, end - 60) : end])
    if tail:
        end = max(start, end - 60) + tail.start()
    return said.typed(start, end) or None if end > start else None


def _after(said: Said, lead: re.Pattern[str], end: re.Pattern[str]) -> tuple[str, Span] | None:
    match = lead.search(said.plain[:2500])
    return _from(said, match.end(), end) if match else None


def _from(said: Said, start: int, end: re.Pattern[str]) -> tuple[str, Span] | None:
    stop = end.search(said.plain, start)
    last = stop.start() if stop else len(said.plain)
    words = trimmed(said, start, last)
    return (words, (start, last)) if words else None
