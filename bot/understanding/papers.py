"""Documents of a founding as people tell of them: "KTP sudah terkumpul semua, akta belum, domisili tidak perlu"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.telling import asks

HAVE, MISSING, NOT_NEEDED = "have", "missing", "not_needed"
ALL = "all"
"""Named in place of the documents: all of them."""
_LETTER = r"(?:surat[ -]*)*(?:keterangan |pernyataan )*"
_COPY = r"(?:(?:foto ?(?:copy|kopi|copi)|fotokopi|fc|salinan|copy|kopi) )?"
_FOUNDING = r"(?: (?:rapat|pendirian|pembentukan|kumpulan|pendiri))"
_BOARD = r"(?:pengurus|pengawas)"
_EVERY = r"(?:semua|kabeh|sedaya)"
DOCUMENTS: Mapping[str, str] = {
    "three_year_plan": r"rencana (?:kerja |usaha |kegiatan )*(?:3|tiga|telung) tahun\w*",
    "kk_of_officers": rf"{_COPY}(?:kk|kartu keluarga) pengurus",
    "officers_list": rf"daftar (?:nama )?{_BOARD}(?: (?:dan|lan|sama) {_BOARD})?|susunan {_BOARD}",
    "no_family_ties": rf"{_LETTER}(?:tidak|tdk|bukan|ora) (?:ada |punya |memiliki |mempunyai |duwe )?"
    rf"(?:hubungan )?(?:sedarah|keluarga|darah)(?: (?:antar )?{_BOARD})?",
    "office_status": rf"{_LETTER}(?:(?:domisili|status|sewa|pinjam pakai)(?: kantor| koperasi)*|kantor)",
    "founding_minutes": rf"(?:berita acara|notulen|notula|ba){_FOUNDING}+|berita acara",
    "attendance_list": rf"daftar hadir{_FOUNDING}*",
    "capital": rf"{_LETTER}(?:bukti )?(?:setor|setoran|penyetoran|modal|simpanan pokok)"
    r"(?: (?:modal|simpanan pokok|awal))*",
    "business_plan": r"rencana (?:usaha|kerja|kegiatan)(?: (?:awal|koperasi))*|proposal usaha",
    "deed": r"(?:draf |draft |konsep )?(?:akta|akte)(?: (?:pendirian|notaris|koperasi))*|anggaran dasar|ad ?[/-]? ?art",
    "ktp_copies": rf"{_COPY}ktp(?: (?:anggota|pendiri|calon pendiri))?",
    ALL: rf"{_EVERY} (?:dokumen|berkas|surat)\w*|(?:dokumen|berkas)\w*(?= .*\b(?:{_EVERY}|lengkap|komplit)\b)",
}
"""The documents by their names in the rulebook, each with the words for it; the longer words come first."""
_ENDING = r"(?:nipun|ipun|nya|ne|e)?"
_MORE = (
    rf"(?:\s+(?:{_EVERY}|ada|ana|ono|wonten|jadi|dadi|dados|terkumpul|kumpul|nglumpuk|kempal|lengkap|komplit|beres|siap|dibuat"
    r"|digawe|punya|duwe|gadhah|lagi|maneh|diurus|selesai|rampung|dikumpulkan|ditandatangani|disetor|dibayar|dulu|kok))*"
)
_NEEDED = r"(?:perlu|usah|butuh|diminta|dibutuhkan|wajib|dipakai|diperlukan)"
_THERE = (
    r"(?:sudah|udah|sdh|wis|wes|sampun|pun|ada|ana|ono|wonten|lengkap|komplit|beres|siap|terkumpul|kumpul|nglumpuk"
    r"|kempal|jadi|dadi)"
)
_STATES = (
    (NOT_NEEDED, rf"(?:tidak|tdk|gak|ga|nggak|ndak|ora|mboten|boten)\s+{_NEEDED}|rasah"),
    (MISSING, rf"(?:belum|blm|durung|dereng|kurang|kirang|tidak ada|ora ana|ora ono|ilang|hilang){_MORE}"),
    (HAVE, _THERE + _MORE),
)
_PARTS = expression(
    "|".join(f"(?P<s{number}>\\b(?:{words})\\b)" for number, (_state, words) in enumerate(_STATES))
    + "|"
    + "|".join(f"(?P<{name}>\\b(?:{words}){_ENDING}\\b)" for name, words in DOCUMENTS.items()),
    re.IGNORECASE,
)
_FILLER = expression(
    r"\b(?:yang|sing|ingkang|dan|lan|karo|sama|serta|kalau|nek|yen|untuk|kanggo|dokumen\w*|berkas\w*|surat\w*|pendirian"
    r"|koperasi|kami|kita|catat|tulis|tolong|juga|masih|tinggal|mau|wau|tadi|barusan|kemarin|wingi|hari ini|bu|pak|mbak"
    r"|mas|ya|nggih|to|kok|dari notaris|soko notaris|di notaris)\b|[\s,;:.!()✓–-]+",
    re.IGNORECASE,
)
_SHOW = r"(?:daftar|lihat|tampilkan|cek|pirsa|apa|opo|saja|wae|mana|berapa|tolong|minta|status|kelengkapan|ceklis)"
_OF_FOUNDING = (
    r"(?:pendirian|koperasi|untuk|kanggo|buat|nggo|kangge|gawe|damel|mendirikan|notaris|ke|pendaftaran|badan hukum|kami"
    r"|kita|kelompok|yang|sing|apa|opo|mana|saja|wae|kurang|perlu|harus|kudu|dibutuhkan|disiap\w*|dicepak\w*|dicawis\w*"
    r"|diperlukan|sudah|belum|wis|durung|ada|ana|sampai)"
)
_PAPERS = r"(?:dokumen|berkas|surat[ -]?(?:2|surat)|persyaratan|kelengkapan|syarat dokumen|syarat berkas)"
_ASKED = expression(
    rf"\W*(?:{_SHOW}\s+)*(?:{_PAPERS}{_ENDING}(?:\s+{_OF_FOUNDING})+|(?:checklist|ceklis) pendirian)[?.!\s]*",
    re.IGNORECASE,
)
_ENDS = expression(r"[,;.]")
_NOT_ASKED = expression(r"\b(?:file|pdf|excel|word|unduh|download|cetak|kirim)\b", re.IGNORECASE)
_OR_NOT = expression(
    r"\b(?:sudah|udah|sdh|wis|wes|sampun|ada|apa) (?:belum|blm|durung|dereng|apa belum)\W*$", re.IGNORECASE
)
LISTS = ("dokumen", "berkas", "surat", "syarat", "kelengkapan", "checklist", "ceklis")
WORDS = (
    *("ktp", "kk", "kartu", "rencana", "proposal", "akta", "akte", "anggaran", "/art", "berita", "notul", "berkas"),
    *(
        "daftar hadir",
        "daftar p",
        "daftar nama",
        "susunan",
        "modal",
        "setor",
        "simpanan",
        "domisili",
        "kantor",
        "surat",
    ),
    *("hubungan", "dokumen"),
)
LONGEST = 400


@only_with(*(word for word in WORDS if word not in ("kk", "kartu")), "pengurus")
def find_papers(text: str) -> dict[str, str]:
    """How it stands with which documents, where a whole text tells nothing else; {} where it tells of none."""
    words = " ".join(text.replace("\n", ", ").split())
    if len(words) > LONGEST or not mentions(words, WORDS) or words.endswith("?") or asks(text) or _OR_NOT.search(words):
        return {}
    parts = list(_PARTS.finditer(words))
    rest = _FILLER.sub("", _PARTS.sub(" ", words))
    if rest or not parts:
        return {}
    clauses: dict[int, list[tuple[str, str]]] = {}
    for part in parts:
        clauses.setdefault(len(_ENDS.findall(words[: part.start()])), []).append(_told(part.lastgroup or ""))
    return _paired(list(clauses.values()))


def _told(group: str) -> tuple[str, str]:
    """The state or the document that a part of the text tells."""
    return ("", group) if group in DOCUMENTS else (_STATES[int(group.removeprefix("s"))][0], "")


def _paired(clauses: list[list[tuple[str, str]]]) -> dict[str, str]:
    """Each document with the state that is said behind it, or before it where a clause begins so."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    begun = ""
    for clause in clauses:
        states = [state for state, _document in clause if state]
        documents = [document for _state, document in clause if document]
        if clause[0][0] and documents and not waiting:
            begun = ""
            for state, document in clause:
                begun = state or begun
                found |= {document: begun} if document else {}
        elif not states and begun:
            found |= dict.fromkeys(documents, begun)
        else:
            begun = ""
            for state, document in clause:
                waiting += [document] if document else []
                found |= dict.fromkeys(waiting, state) if state else {}
                waiting = [] if state else waiting
            if not documents and states[-1] not in found.values():
                return {}
    return {} if waiting else found


@only_with(*LISTS)
def asks_for_papers(text: str) -> bool:
    """Whether a text asks which documents are there, or needed."""
    words = " ".join(text.split())
    return (
        len(words) <= LONGEST
        and mentions(words, LISTS)
        and not _NOT_ASKED.search(words)
        and _ASKED.fullmatch(words) is not None
    )
