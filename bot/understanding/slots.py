"""Which parsers serve which intent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.understanding.about_member import correction_slots
from bot.understanding.choices import choose
from bot.understanding.dates import find_date, find_dates, names_no_day
from bot.understanding.denials import without_denied
from bot.understanding.groups import find_business, find_group, find_village
from bot.understanding.lists import members_in
from bot.understanding.meeting import meeting_slots
from bot.understanding.member import member_slots
from bot.understanding.normalise import Said
from bot.understanding.particulars import find_rt, several_rts
from bot.understanding.people import find_name, people_in
from bot.understanding.recurrence import find_recurrence
from bot.understanding.spans import find_place, find_reason, rest_after, trimmed
from bot.understanding.telling import without_asked
from bot.understanding.times import find_lead, find_time
from bot.understanding.words import is_of

Slots = dict[str, Any]
Filler = Callable[[Said, datetime], Slots]


def fill(intent: str, said: Said, now: datetime) -> Slots:
    """The slots of a text of `intent`, those it does not state left out."""
    filler = FILLERS.get(intent)
    return {slot: value for slot, value in filler(said, now).items() if value not in (None, "", [])} if filler else {}


def _time(said: Said) -> str | None:
    found = find_time(said)
    return found.strftime("%H:%M") if found else None


def _date(said: Said, now: datetime, past: bool | None) -> str | None:
    found = find_date(said, now, past)
    return found.isoformat() if found else None


def _name(said: Said) -> str | None:
    person = find_name(said, offices=True)
    return person.name if person else None


def _titled_name(said: Said) -> str | None:
    """Only a name with Bu or Pak: where a bare word may be anything."""
    return next((person.name for person in people_in(said) if person.titled), None)


def _create_group(said: Said, now: datetime) -> Slots:
    said = without_denied(said)
    village = find_village(said)
    group, rt = find_group(said, labelled=True), None if several_rts(said) else find_rt(said)
    return {"group": group if group != village else None, "village": village, "rt": rt}


def _register_member(said: Said, now: datetime) -> Slots:
    return member_slots(without_asked(said), now)


def _register_members(said: Said, now: datetime) -> Slots:
    return {"members": members_in(said, now)}


def _remove_member(said: Said, now: datetime) -> Slots:
    return {"name": _name(said), "reason": choose("leaving", said)}


def _list_members(said: Said, now: datetime) -> Slots:
    return {"filter": choose("filter", said), "group": find_group(said)}


def _set_schedule(said: Said, now: datetime) -> Slots:
    return {**find_recurrence(said), "time": _time(said), "place": find_place(said)}


_NEW = re.compile(r"\b(?:jadi|ke|menjadi|dadi|ganti|to)\b")
_MOVED = re.compile(r"\b(?:mundur|tunda|geser|maju|pindah|ubah|ganti|jadi|undur|moved)\b")


def _move_meeting(said: Said, now: datetime) -> Slots:
    """One date before the word for moving is the meeting as fixed, one behind it the new day."""
    days = find_dates(said, now, past=False)
    moved = _MOVED.search(said.plain)
    before = find_dates(said.cut(0, moved.start()), now, past=False) if moved and moved.start() else []
    old = days[0] if days and (len(days) > 1 or before) else None
    new = days[-1] if len(days) > 1 or (days and not before) else None
    to = {"date": new.isoformat() if new else None, "time": _time(said), "place": find_place(said)}
    return {
        "from_date": old.isoformat() if old else None,
        **to,
        "why": find_reason(said, _CAUSE),
        "mourning": _mourning(said),
        "postponed": True if _PUT_OFF.search(said.plain) and not any(to.values()) and not names_no_day(said) else None,
    }


_PUT_OFF = re.compile(
    r"\b(?:mundur|tunda|undur|menyusul|postponed|belum (?:tahu|pasti|jelas|mengerti) (?:kapan|hari))\b"
)
_DEATH = re.compile(r"\b(?:meninggal|lelayu|kesripahan|sripahan?|berpulang|belasungkawa|melayat|layatan|takziah)\b")


def _mourning(said: Said) -> bool | None:
    """Whether somebody's death is told; None if not."""
    return bool(_DEATH.search(said.plain)) or None


def _cancel_meeting(said: Said, now: datetime) -> Slots:
    return {"date": _date(said, now, False), "reason": _reason(said), "mourning": _mourning(said)}


def _dispute(said: Said, now: datetime) -> Slots:
    """Whoever says "I" means himself, and whom he names is spoken to: "Bu Sri, aku wingi teka"."""
    return {"date": _date(said, now, True), "name": None if "saya" in said.words else _titled_name(said)}


_CLAUSE = re.compile(r"[^,.;!\n]+")
_CAUSE = re.compile(r"\b(?:karena|berhubung|hubung|gara-gara)\b ?(?=\w)")


def _reason(said: Said) -> str | None:
    """What follows karena, else a clause of its own, else what begins with "ada" or "lagi"."""
    if because := find_reason(said, _CAUSE):
        return because
    for clause in list(_CLAUSE.finditer(said.plain))[1:]:
        words = clause[0].split()
        if len(words) > 1 and not any(is_of("answering", word) for word in words):
            return trimmed(said, clause.start(), clause.end())
    return find_reason(said)


def _rsvp(said: Said, now: datetime) -> Slots:
    answer = choose("answer", said)
    reason = None if answer == "yes" else _reason(said)
    if reason and choose("answer", reason) == "maybe":
        reason = None
    return {"answer": answer, "reason": reason, "name": _titled_name(_without_vocative(said))}


_VOCATIVE = re.compile(r"^(?:assalamualaikum|maaf|halo|pagi|siang|sore|malam)?,? ?(?:bu|pak|mbak|mas) [^\W\d]+, ")


def _without_vocative(said: Said) -> Said:
    match = _VOCATIVE.match(said.plain)
    return said.cut(match.end(), len(said.plain)) if match else said


_IDEA = re.compile(
    r"\b(?:usul)\b(?: (?:saya|kami|dari|catat|untuk|saja|dong|nih|ini|itu|yang|bu|baru))*(?: (?:bu|pak|mbak|mas"
    r"|mbah|kang) [^\W\d]+)?"
    r"(?: ?[:=,-])?(?: (?:bagaimana (?:kalau|jika)|kalau|yaitu|adalah))?(?: kita| kami)? ?(?=\w)"
    r"|\bbagaimana (?:kalau|jika|misal)(?: kita| kami| kelompok kita)? ?(?=\w)"
)


def _propose_idea(said: Said, now: datetime) -> Slots:
    return {"idea": rest_after(said, _IDEA)}


_MESSAGE = re.compile(
    r"\b(?:umumkan|kirim pesan|beri tahu|kasih tahu|kabari|kabar|sampaikan|siarkan|pesan)\b(?: (?:ke|kepada|untuk"
    r"|pada|semua|anggota|ibu-ibu|bapak-bapak|bahwa|kalau|supaya|orang|ya))*"
    r"(?: ?[:=,])? ?(?=\w)"
)


def _announce(said: Said, now: datetime) -> Slots:
    return {"message": rest_after(said, _MESSAGE)}


def _record_business(said: Said, now: datetime) -> Slots:
    business = find_business(said)
    return {
        "business": business,
        "kind": choose("kind", said),
        "field": choose("field", business) if business else None,
    }


def _attendance_stats(said: Said, now: datetime) -> Slots:
    return {"name": _titled_name(said), "period": choose("period", said)}


def _overdue(said: Said, now: datetime) -> Slots:
    period = choose("period", said)
    return {"period": period if period in {"month", "year"} else None}


def _group(said: Said, now: datetime) -> Slots:
    return {"group": find_group(said)}


_BEFORE_COLON = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+){0,3}) ?: ?\w")


def _status(said: Said, now: datetime) -> Slots:
    """The group stands where it is asked about, or before a colon: "mandiri getasan: anggota, putri"."""
    headed = _BEFORE_COLON.match(said.text)
    return {"group": find_group(said) or (headed[1].title() if headed else None)}


def _choices(*slots: str) -> Filler:
    return lambda said, now: {slot: choose(slot, said) for slot in slots}


FILLERS: Mapping[str, Filler] = MappingProxyType({
    "create_group": _create_group,
    "register_member": _register_member,
    "register_me": _register_member,
    "register_members": _register_members,
    "update_member": correction_slots,
    "remove_member": _remove_member,
    "list_members": _list_members,
    "show_member": lambda said, now: {"name": _name(said)},
    "record_meeting": meeting_slots,
    "show_meeting": lambda said, now: {"date": _date(said, now, True)},
    "set_schedule": _set_schedule,
    "move_meeting": _move_meeting,
    "cancel_meeting": _cancel_meeting,
    "next_meeting": _group,
    "set_reminder": lambda said, now: {"lead": find_lead(said)},
    "rsvp": _rsvp,
    "dispute_attendance": _dispute,
    "announce": _announce,
    "propose_idea": _propose_idea,
    "record_business": _record_business,
    "readiness": _group,
    "rule_question": _choices("topic"),
    "attendance_stats": _attendance_stats,
    "group_status": _status,
    "groups_overdue": _overdue,
    "export": _choices("document", "format"),
    "invite": _choices("role"),
    "hand_over": lambda said, now: {"name": _titled_name(said)},
    "set_language": _choices("language"),
    "delete_my_data": _choices("action"),
})  # fmt: skip
