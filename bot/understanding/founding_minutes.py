"""What the minutes of a founding meeting carry, each part behind its word: "pimpinan rapat Bu Tini, selesai 21.30"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from bot.understanding.expressions import expression
from bot.understanding.money import amounts_in
from bot.understanding.naming import mentions, names_in
from bot.understanding.normalise import read
from bot.understanding.numbers import number_words
from bot.understanding.telling import asks_outright
from bot.understanding.times import find_time

Json = str | int | list[str]
LONGEST, LONGEST_PART, LONGEST_NAME = 1_000, 200, 90
MOST_YEARS = 50
LABELS: Mapping[str, str] = {
    "chair": r"(?:pimpinan|pemimpin)(?:nya|ne|e)?(?: (?:rapat|sidang)(?:nya|ne|e)?)?"
    r"|ketua (?:rapat|sidang)(?:nya|ne|e)?|(?:rapat )?dipimpin(?: oleh)?|(?:yang|sing) (?:me)?mimpin",
    "minutes": r"notulis(?:nya|e)?(?: rapat(?:nya|e)?)?|sekretaris rapat|(?:yang|sing) (?:mencatat|nyatet|nyathet)"
    r"|dicatat oleh",
    "briefed": r"(?:yang |sing )?(?:penyuluh(?:an|nya|e)?|menyuluh|pemateri|narasumber)(?: (?:oleh|dari))?",
    "begun": r"(?:rapat )?(?:mulai|dimulai|dibuka|wiwit)(?:nya|ne)?",
    "closed": r"(?:rapat )?(?:selesai|ditutup|bubar|rampung|berakhir)(?:nya|ne|e)?",
    "name": r"(?:nama|jeneng|asma)(?:nya|ne|e)? koperasi(?:nya|ne|e)?",
    "address": r"alamat(?: (?:koperasi|kantor))?(?:nya|e)?",
    "area": r"(?:wilayah|daerah) (?:keanggotaan|kerja|anggota)(?:nya|e)?",
    "duration": r"jangka waktu(?: (?:berdiri|pendirian|koperasi))?(?:nya|e)?",
    "business": r"(?:(?:bidang|kegiatan|jenis) )?usaha(?:nya|ne|e)?(?: koperasi(?:nya|ne)?)?",
    "kind": r"jenis(?: koperasi)?(?:nya|e)?",
    "form": r"bentuk(?: koperasi)?(?:nya|e)?",
    "share": r"simpanan pokok(?:nya|e)?",
    "dues": r"simpanan wajib(?:nya|e)?",
    "paid": r"(?:(?:sudah|wis|sampun) )?(?:(?:di|ter)?setor(?:an|kan)?(?: semua\w*)?|nglumpuk|klumpuk|terkumpul)",
    "term": r"masa (?:jabatan|bakti|kerja)(?: (?:pengurus|pengawas))*",
    "statutes": r"anggaran dasar(?:nya|e)?|ad ?/ ?art",
    "holders": r"(?:(?:penerima|pemegang) )?kuasa(?: (?:pendiri|rapat))?(?: (?:diberikan )?(?:kepada|ke))?"
    r"|(?:yang|sing) diberi kuasa",
}
"""The parts by their names, each with the words for it; the longer words come before those that begin alike."""
OWN = frozenset({"chair", "minutes", "briefed", "area", "duration", "form", "dues", "term", "holders"})
"""The parts whose words mean nothing else."""
ANYWHERE = frozenset({"closed", "minutes", "share", "dues", "paid"})
OF_COOPERATIVE = frozenset({"address", "kind", "form", "business"})
"""The parts whose words mean nothing else where they are said of a cooperative."""
_IS = r"(?:\s*[:=]|\s+(?:adalah|yaitu|yaiku|oleh|dari|jam|pukul|sebesar|selama|itu|iku)\b)*[\s:]*"
_PART = expression(
    r"(?<!\S)(?:" + "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in LABELS.items()) + rf"){_IS}",
    re.IGNORECASE,
)
_ENDS = expression(r"(?:^|[\n,;.]|\b(?:dan|lan|serta))\s*$", re.IGNORECASE)
_LEAD = expression(
    r"\W*(?:(?:catat|tulis|tolong|isi|lengkapi|(?:betul|benar|ubah|ganti|perbaiki)(?:kan|no|ke)?|koreksi"
    r"|berita acara(?:nya|ne)?|rapat|pendirian|koperasi|itu|yang)[\s,:]+)*",
    re.IGNORECASE,
)
_NO_PERSON = expression(
    r"\b(?:pimpinan|pemimpin|notulis|penyuluh|penyuluhan|simpanan|rapat|mulai|dimulai|wiwit|dibuka|selesai|ditutup|bubar"
    r"|rampung|jeneng|nama|alamat|kuasa|jam|pukul|ribu|ewu|juta)(?:nya|ne|e)?\b",
    re.IGNORECASE,
)
_WHOLE_NAME = expression(
    r"koperasi (?:simpan pinjam|konsumen|produsen|pemasaran|jasa)(?: [^\W\d_][\w'’.-]*)+", re.IGNORECASE
)
_FILL_IN = expression(
    r"\W*(?:(?:tolong|mau|arep|ayo|saya|aku)\s+)*(?:isi|ngisi|mengisi|isekno|lengkapi|nglengkapi|terusno|teruskan"
    r"|lanjutkan|betulkan|koreksi|ubah)\s+berita acara(?:nya|ne)?(?:\s+(?:rapat|pendirian|koperasi))*[\s.!]*",
    re.IGNORECASE,
)
_ENOUGH = expression(
    r"(?:hanya |cuma )?(?:selesai|cukup|sudah|itu saja|niku mawon|kuwi wae|nanti saja|mengko wae|mangke mawon"
    r"|sudah cukup|nanti lagi|sisanya (?:nanti|menyusul)|menyusul semua)[\s.!]*",
    re.IGNORECASE,
)
WORDS = (
    *("pimpin", "notulis", "rapat", "sing", "yang", "yuluh", "materi", "sumber", "mulai", "buka", "wiwit", "selesai"),
    *(
        "tutup",
        "bubar",
        "rampung",
        "akhir",
        "catat oleh",
        "nama",
        "jeneng",
        "asma",
        "alamat",
        "wilayah",
        "daerah",
        "jangka",
        "usaha",
    ),
    *("jenis", "bentuk", "simpanan", "masa ", "anggaran", "ad/", "ad /", "kuasa", "setor", "klumpuk", "kumpul"),
)


def find_particulars(text: str, asked: str | None = None) -> dict[str, Json]:
    """The parts that a whole text tells, one after another, each behind its word; {} where it says anything besides, or
    asks. What stands before the first word is the answer to the part that is `asked`."""
    words = text.strip()[:LONGEST]
    words = words[_lead(words) :]
    if not mentions(words, WORDS) or asks_outright(words):
        return {}
    found = _found(words)
    if not found or (asked is None and found[0].start() > 0):
        return {}
    first = [(asked, _bare(words[: found[0].start()]))] if asked is not None and found[0].start() > 0 else []
    told = [*first, *_parts(words, found)]
    values = [(name, particular(name, said)) for name, said in told]
    return {} if any(value is None for _name, value in values) else {n: v for n, v in values if v is not None}


def names_parts(text: str) -> bool:
    """Whether the word of some part stands where one begins: then a text is no answer to one that is asked alone."""
    return bool(_found(text[:LONGEST]))


def whole_name(text: str) -> str | None:
    """A cooperative's whole name and nothing else, its kind within."""
    said = " ".join(text.split()).strip(' .!"“”')
    return said if _WHOLE_NAME.fullmatch(said) and not _found(said) else None


def _found(words: str) -> list[re.Match[str]]:
    return [part for part in _PART.finditer(words) if _begins(words, part)]


def _begins(words: str, part: re.Match[str]) -> bool:
    """Whether a word for a part stands where one begins; some mean nothing else, wherever they stand."""
    return part.lastgroup in ANYWHERE or _ENDS.search(words[: part.start()]) is not None


def _lead(words: str) -> int:
    lead = _LEAD.match(words)
    end = lead.end() if lead else 0
    return 0 if _PART.match(words) else end


def _parts(words: str, found: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [*(part.start() for part in found[1:]), len(words)]
    for part, end in zip(found, ends, strict=True):
        yield str(part.lastgroup), _bare(words[part.end() : end])


def _bare(words: str) -> str:
    said = re.sub(r"[\s,;]+(?:dan|lan)?\s*$", "", words)
    return " ".join(said.split()).strip(' ,;.!"“”')


def particular(name: str, said: str) -> Json | None:
    """What words say as the answer to one part; None where they say nothing of its kind."""
    return PARTICULARS.get(name, _words)(said) if said else None


def _words(said: str) -> str | None:
    return said if len(said) <= LONGEST_PART and any(map(str.isalnum, said)) else None


def _person(said: str) -> str | None:
    """Somebody's name: no comma, no figure, no word for any part."""
    plain = all(one.isalpha() or one in " .'’-" for one in said) and "koperasi" not in said.casefold()
    return _guest(said) if plain else None


def _guest(said: str) -> str | None:
    """Who came from elsewhere, perhaps with the office."""
    named = len(said) <= LONGEST_NAME and any(map(str.isalpha, said)) and not any(map(str.isdecimal, said))
    return said if named and not _NO_PERSON.search(said) else None


def _cooperative(said: str) -> str | None:
    return said if _words(said) and not any(one.isdecimal() or one in ",;:\n" for one in said) else None


def _one_of(*words: str) -> Callable[[str], str | None]:
    def chosen(said: str) -> str | None:
        plain = " ".join(re.findall(r"\w+", said.casefold())).removeprefix("koperasi ")
        return plain if plain in words else None

    return chosen


def _hour(said: str) -> str | None:
    found = find_time(said) or find_time(f"jam {said}")
    return found.isoformat("minutes") if found else None


def _amount(said: str) -> int | None:
    found = amounts_in(said)
    return found[0].rupiah if len(found) == 1 else None


def _years(said: str) -> int | None:
    words = list(read(said).words)
    figures = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    count = figures[0] if len(figures) == 1 else number_words(words)[0]
    return count if 0 < count <= MOST_YEARS else None


def _people(said: str) -> list[str] | None:
    return names_in(said) or None


PARTICULARS: Mapping[str, Callable[[str], Json | None]] = {
    **{"chair": _person, "minutes": _person, "briefed": _guest, "name": _cooperative},
    "kind": _one_of("simpan pinjam", "konsumen", "produsen", "pemasaran", "jasa"),
    "form": _one_of("primer", "sekunder"),
    **{
        "begun": _hour,
        "closed": _hour,
        "share": _amount,
        "dues": _amount,
        "paid": _amount,
        "term": _years,
        "holders": _people,
    },
}


def is_enough(text: str) -> bool:
    """Whether somebody wants to tell no more for now: "nanti saja", "itu saja"."""
    return _ENOUGH.fullmatch(text.strip()) is not None


def fills_in(text: str) -> bool:
    """Whether a whole text asks to fill in the minutes of the founding: "isi berita acara"."""
    return _FILL_IN.fullmatch(text.strip()[:LONGEST_PART]) is not None
