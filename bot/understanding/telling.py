"""Whether a text tells something or asks for it: "hasil rapat tgl 5: beli bibit" tells, "hasil rapat tgl 5" asks."""

from __future__ import annotations

import re
from datetime import datetime

from bot.understanding.attendance import attendance
from bot.understanding.beginning import holds_on, without_beginning
from bot.understanding.expressions import expression
from bot.understanding.meeting import meeting_slots
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.paper_wishes import asks_for_paper
from bot.understanding.people import people_in
from bot.understanding.recurrence import find_recurrence
from bot.understanding.roll import corrects
from bot.understanding.words import words_of

LIKELY, TOLD = 0.5, 0.8
_SUBSTANCE = frozenset({"place", "agenda", "decision"})
_ATTENDANCE = frozenset(
    {"present", "absent", "excused", "represented", "late", "late_count", "all_present", "present_count"}
)
_WRONG = r"(?:salah|bukan|ralat|betul|betulkan|benar|benarkan|harus|harusnya|seharusnya|mestinya)"
_PART = r"(?P<part>tempat|lokasi|jam|hari|tanggal|kehadiran|absen|presensi)"
_PART_WRONG = (
    expression(rf"^\W*(?:\w+\W+){{0,2}}?{_PART}(?: (?:kumpulan|itu|tadi))*,? {_WRONG}\b"),
    expression(rf"^\W*(?:\w+\W+){{0,2}}?{_WRONG}:? {_PART}\b"),
)
_PARTS = {"tempat": "place", "lokasi": "place", "jam": "at", "hari": "day", "tanggal": "day"}
_WHO = frozenset({"present", "absent", "excused", "sick", "represented", "late"})
_AWAY = frozenset({"absent", "excused", "sick", "late"})
_A_MEETING = frozenset({"kumpulan", "rapat", "pertemuan", "kumpul"})
_SPEAKER = frozenset({"saya", "kami", "suami", "istri"})
_TAKING_UP = expression(
    r"^\W*(?:(?:oh|eh|o|ya|iya|iyo|yo|lupa|kelalen|salah|keliru|ralat|maaf|tadi|lho|tambahan)\b\W*)+", re.IGNORECASE
)
_FEW = 12
_TO_COME = expression(r"\b(?:besok|depan|nanti|lusa|akan|tiap|rutin|jadwal)\b")
_CAME = expression(r"\b(?:hadir|datang|ikut)\b")
_MISSING = expression(r"\b(?:tidak|belum|kurang)\b|\b(?:tidak_hadir|absen|izin|alpa|sakit|telat)\b")
_LAST_NIGHT = expression(
    r"\b(?:semalam|(?:tadi|td) (?:malam|mlm)|malam tadi"
    r"|(?:mau|wau) (?:m?bengi|n?dalu)|(?:m?bengi|n?dalu) (?:mau|wau))\b",
    re.IGNORECASE,
)
_INDEED = expression(r"^\W*(?:ya|betul|benar|oh ya|oke|sip)\b|\b(?:lupa|lali|kesupen|salah|keliru|betulkan|memang)\b")
_WAY = r"(?:hadir|datang|tidak_hadir|absen|izin|alpa|sakit|telat|wakil)"
_HOW_RECORDED = expression(
    rf"\b{_WAY} (?:apa|atau|opo|napa)(?: (?:tidak|belum))?(?: {_WAY}\b|\W*$| (?:ya|to|sih|bu|pak)\b)"
    r"|\b(?:ke|ter|di)?(?:tulis|catat)(?:nya|e)? (?:apa|bagaimana)\b"
    r"|\b(?:apa|bagaimana) (?:ke|ter|di)?(?:tulis|catat)(?:nya|e|an)?\b"
)
_CLAUSE = expression(r"[^,.;!?\n]+[,.;!?\n]?")


def asks(text: str | Said) -> bool:
    """Whether a word that asks (siapa, berapa, mana) stands in the text."""
    return _has("asking", read(text))


def is_question(text: str) -> bool:
    """Whether a whole message asks, or asks for something to be given: then it is nobody's name."""
    said = read(text)
    return _has("wanting", said) or asks_for_paper(said) or asks_outright(said)


def asks_outright(text: str | Said) -> bool:
    """Whether a whole message is a question; a wish for something to be done is none."""
    said = read(text)
    told = said.without_all(found.span() for found in _NOT_KNOWN.finditer(said.plain))
    return asks(told) or said.text.rstrip().endswith("?") or _OR_NOT.search(said.plain) is not None


_WHAT = r"(?:apa|punapa|menapa|menopo|nopo|what)"
_BESIDE_MISSING = (
    r"(?:yang|ingkang|saja|lagi|malih|isi|diisi|catat|tercatat|lengkap|ada|to|ya|bu|pak|mbak|mas|itu|ini|masih)"
)
_ASKS_MISSING = expression(
    rf"\W*(?:(?>(?:eh|lha|la|terus|isih|taksih|jadi|{_WHAT}|{_BESIDE_MISSING})\b)\W+)*"
    rf"(?:kurang(?:nya|ane|e)?|belum|missing)(?: (?:{_WHAT}|{_BESIDE_MISSING}))*\W*",
    only_with="kurang belum missing",
)


def asks_missing(text: str) -> bool:
    """Whether words ask what is still to be told of what is open, and of nothing else: "kirange punapa mawon?"."""
    said = read(text)
    return _ASKS_MISSING.fullmatch(said.plain) is not None and re.search(rf"\b{_WHAT}\b", said.plain) is not None


def is_report(text: str) -> bool:
    """Whether words say who came or what was paid: then they are nobody's name."""
    return not _REPORTED.isdisjoint(read(text).words)


_REPORTED = words_of("attending") - {"ikut", "wakil"} | {"bayar", "mbayar", "dibayar", "iuran", "kumpulan", "semua"}
_NOT_KNOWN = expression(r"\b(?:belum|tidak) (?:tahu|pasti|jelas|mengerti) (?:kapan|mana|siapa|bagaimana|jam berapa)\b")
"""What is told, not asked: "diundur, durung ngerti kapan"."""
_OR_NOT = expression(r"\b(?:tidak|belum)(?: (?:bu|pak|mbak|mas|ya|to|sih))?\W*$")


def asks_for_last(text: str | Said) -> bool:
    """Whether only the last minutes are named: "keputusan terakhir tempe makmur" tells nothing that was decided."""
    return _LAST_MINUTES.match(read(text).plain) is not None


_LAST_MINUTES = expression(
    r"\W*(?:apa |mana )?(?:keputusan|hasil|catatan|notulen)\w* (?:(?:kumpulan|rapat) )?(?:terakhir|pungkasan)\b"
    r"[^:\d\n]*$"
)


_LAST_HELD = expression(
    r"\b(?:kumpulan|rapat)(?: (?:kita|kami|itu|yang))* (?:terakhir|pungkasan|kemarin|lalu)\b"
    r"(?! (?:tahun|bulan|sebelum)\b)"
)


def without_asked(said: Said) -> Said:
    """The text without the clauses that ask: "bu Siti umur 45, rt berapa ya" tells an age and no RT."""
    clauses, asking = _CLAUSE.finditer(said.plain), words_of("asking")
    return said.without_all(
        clause.span() for clause in clauses if not asking.isdisjoint(re.findall(r"[^\W\d]+", clause[0]))
    )


def told_in(text: str) -> str:
    """What a text tells beside what it asks; "" where it only asks."""
    said = read(text)
    rest = without_asked(said).text if asks(said) else text
    return rest if any(map(str.isalnum, rest)) else ""


def of_meeting(intent: str, confidence: float, said: Said, now: datetime) -> tuple[str, float]:
    """The intent of a text taken for record_meeting or show_meeting, and the belief in it; others as they are, but the
    last meeting is none to come, and what is moved to a weekday from a week or month on is the schedule.

    Recording takes something to be told: "hasil rapat tanggal 15" asks for the minutes, "catat hasil rapat" and "hasil
    rapat tanggal 15: beli bibit" record, "kumpulan kemarin siapa yang izin" asks who was there.
    """
    if intent == "next_meeting" and _LAST_HELD.search(said.plain):
        return "show_meeting", confidence
    if intent == "move_meeting" and holds_on(said) and find_recurrence(without_beginning(said)):
        return "set_schedule", confidence
    if intent not in {"record_meeting", "show_meeting"}:
        return intent, confidence
    if asks_for_last(said):
        return "show_meeting", confidence
    minutes, recording = _has("minutes", said), _has("recording", said)
    slots = meeting_slots(said, now)
    if asks(said) and not recording and slots.keys().isdisjoint(_ATTENDANCE):
        return _asked(said), confidence
    beside = read(said.text.replace(str(slots.get("decision", "\0")), " ", 1))
    if not minutes or _has("showing", beside):  # what was decided may open something: "warung dibuka minggu depan"
        return ("show_meeting", confidence) if minutes else (intent, confidence)
    if recording or not slots.keys().isdisjoint(_ATTENDANCE | _SUBSTANCE):
        return "record_meeting", max(confidence, TOLD) if confidence >= LIKELY else confidence
    return "show_meeting", confidence


def wrong_of_meeting(text: str | Said) -> str | None:
    """What of a meeting is said to be wrong ("place", "at", "day", "who"), by words that speak of no day to come."""
    said = read(text)
    if _TO_COME.search(said.plain):
        return None
    found = next((match for pattern in _PART_WRONG if (match := pattern.search(said.plain))), None)
    if found:
        return _PARTS.get(found["part"], "who")
    return "who" if corrects(said.text) and attendance(said) else None


def tells_who(text: str) -> str | None:
    """The words that say of others who was there and who was not, and nothing else, without those that only take up
    what was said before: "oh iya, bu lasmi juga izin"; None where they say no such thing, or it of a day to come."""
    rest = _TAKING_UP.sub("", text.strip(), count=1)
    said = read(rest)
    if len(said.tokens) > _FEW or "\n" in rest or _TO_COME.search(said.plain) or asks_outright(said):
        return None
    if _A_MEETING & set(said.words) or _has("recording", said):
        return None
    told = attendance(said)
    who = [name for kind in _WHO & told.keys() for name in told[kind]]
    return rest if who and told.keys() <= _WHO and _SPEAKER.isdisjoint(said.words) else None


def tells_away(text: str) -> str | None:
    """What `tells_who` finds where it is told of nobody that they were there, which may be decided."""
    words = tells_who(text)
    return words if words and attendance(read(words)).keys() <= _AWAY else None


def is_to_come(text: str | Said) -> bool:
    """Whether the text speaks of a day that is to come."""
    return _TO_COME.search(read(text).plain) is not None


def of_last_night(text: str) -> bool:
    """Whether an evening is told of that is over by now: "tadi malam", "mau bengi"; late in it, it may be this one."""
    return _LAST_NIGHT.search(text) is not None


@only_with(_INDEED)
def came_indeed(text: str) -> str | None:
    """Who, as spoken, is said to have come indeed ("iya betul pak giyono teko, aku lali"); None where nobody is."""
    said = read(text)
    if not _INDEED.search(said.plain) or _TO_COME.search(said.plain) or asks_outright(said):
        return None
    if _A_MEETING & set(said.words) or _has("recording", said):
        return None
    told = attendance(said)
    named = people_in(said) if list(told) == ["present"] else []
    found = [one for one in named if [one.name] == told["present"]]
    if len(found) != 1:
        return None
    title = said.tokens[found[0].first].word.capitalize() if found[0].titled else ""
    return f"{title} {found[0].name}".strip()


def asks_how_recorded(text: str | Said) -> bool:
    """Whether a question is how somebody is written down: "sakit opo izin ketulise", "aku wingi tercatat apa"."""
    return _HOW_RECORDED.search(read(text).plain) is not None


def asks_who_came(text: str | Said) -> bool:
    """Whether a question is who was there, not who was missing."""
    plain = read(text).plain
    return _CAME.search(plain) is not None and _MISSING.search(plain) is None


def _asked(said: Said) -> str:
    return "attendance_stats" if "siapa" in said.words and _has("attending", said) else "show_meeting"


def _has(kind: str, said: Said) -> bool:
    return not words_of(kind).isdisjoint(said.words)
