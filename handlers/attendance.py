"""Who was there, as it is answered: by exception, by names, by the numbers of a numbered roll, or by buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from bot.forms import Kind, Reading
from bot.ports import Json
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.dates import find_date
from bot.understanding.degrees import plainly
from bot.understanding.expressions import expression
from bot.understanding.meeting import unused_in_report
from bot.understanding.normalise import read
from bot.understanding.numbers import numbers_in
from bot.understanding.roll import instead, lists_present, numbered, only_late, others
from bot.understanding.sections import in_one_line
from bot.understanding.ticked import ticked
from bot.understanding.wrong import corrections
from handlers.spoken_names import ME, as_in_the_book, told_apart
from jamaah.meetings import Presence
from jamaah.members import addressed

Said = dict[str, Json]
"""One statement. Under "present", "absent", "excused", "sick", "represented" and "late" stand names as they were spoken
and ids of members; "late_count", "present_count", "all_present", "others" (a presence) and "instead" (two names) as
said; "only" has "late" where nobody else was late, "present" where those are all who came, as far as is told;
"mentioned" are names that stand beside these and of which nothing is said, "order" all names in the order spoken;
"way" is how it is answered ("roll", "tick", "done"), "roll" the ids by their numbers, "page" what buttons show,
"beyond" numbers that are not in the roll."""

NAMED = {presence.value: presence for presence in Presence}
SPOKEN = (*NAMED, "late_count", "all_present", "present_count")
MISSING = frozenset({"absent", "excused", "sick", "represented"})
TELLING = frozenset({*NAMED, "all_present", "present_count", "others", "instead"})
PAGE, A_LIST = 7, 2
MARKS = {"present": "✓", "absent": "✗", "excused": "✉", "sick": "✉", "represented": "✗", "late": "✓", "open": "·"}
NEXT = {
    "present": "absent",
    "late": "absent",
    "absent": "excused",
    "excused": "present",
    "sick": "present",
    "represented": "present",
    "open": "present",
}
_TICK = expression(r"(present|absent|excused|page)(\d{1,17})")


def is_told(told: Sequence[Said], *, known: bool = False) -> bool:
    """Whether it is said by now who was there; where it is `known` already, also how many were late."""
    telling = TELLING | {"late_count"} if known else TELLING
    way = way_of(told)
    last = max((at for at, said in enumerate(told) if "way" in said), default=0) if way == "roll" else 0
    return way != "tick" and any(telling & said.keys() for said in told[last:])


def way_of(told: Sequence[Said]) -> str | None:
    """How it is being answered: by the numbers of a "roll", by "tick", or in words (None, or "done")."""
    return next((str(said["way"]) for said in reversed(told) if "way" in said), None)


def _shown(told: Sequence[Said]) -> list[int] | None:
    """The roll that was shown, by its numbers."""
    return next((list(said["roll"]) for said in reversed(told) if "roll" in said), None)


class Attendance(Kind[list[Said]]):
    """What was said of who was there, statement upon statement; of an `Attended` form."""

    grows = True
    called = ("hadir", "yang hadir", "tidak hadir", "absen", "presensi", "daftar hadir")
    hint = _("For example: all present except Bu Tini, Pak Darmo excused. Or only the number: 18 present.")

    def read(self, text: str, form: Any) -> Reading[list[Said]] | None:
        several = len(numbers_in(text)) > 1 or _shown(form.told()) is not None
        said = in_words(text, form, asked="absent" if several else None)
        return Reading([said], certain=not _of_another_day(text, form)) if said else None

    def take(self, said: Mapping[str, Json], form: Any) -> list[Said] | None:
        heard = in_words(form.talk.text, form)
        return [heard] if heard else None

    def find(self, text: str, form: Any) -> list[Said] | None:
        return self.take({}, form)

    def tap(self, token: str, form: Any) -> list[Said] | None:
        told, roll = form.told(), _roll(form)
        if token in ("roll", "tick"):
            return [{"way": token, "roll": roll, **_rest(form, token)}]
        if token == "done":
            return [{"way": "done"}] if way_of(told) == "tick" else None
        found = _TICK.fullmatch(token)
        if found is None or (found[1] != "page" and int(found[2]) not in roll):
            return None
        return [{found[1]: int(found[2]) if found[1] == "page" else [int(found[2])]}]

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        way = way_of(form.told())
        if way == "tick":
            return _ticks(form)
        ticking = (_("Tick one by one"), "tick")
        return [ticking] if way == "roll" else [(_("Numbered list"), "roll"), ticking]

    def merge(self, old: list[Said], new: list[Said]) -> list[Said]:
        return [*old, *new]


def _of_another_day(text: str, form: Any) -> bool:
    """Whether the words report a meeting of another day than the one that is asked about: "mau bengi kumpulan ..."."""
    day = form.on_day() if "kumpulan" in read(text).words else None
    return day is not None and find_date(text, form.talk.local, past=True) not in (None, day)


def _rest(form: Any, token: str) -> Said:
    """Whoever is not tapped was there; on top of what was said or recorded, they stay as they are."""
    return {"others": "present"} if token == "tick" and not _is_known(form) else {}


def _is_known(form: Any) -> bool:
    """Whether anything is known of who was there before it is ticked."""
    return form.recorded() is not None or any(TELLING & said.keys() for said in form.told())


def in_words(text: str, form: Any, asked: str | None = None) -> Said:
    """What a message says of who was there: names, numbers, what it says of the others and of a mistake."""
    text = as_in_the_book(
        _without_group(in_one_line(plainly(ticked(read(text)).text)), form), form.roll() if form.group else ()
    )
    text, stands = told_apart(text)
    slots = _sick_apart(form.talk.reader.slots("record_meeting", text, form.talk.local))
    spoken, me = slots.get("spoken", {}), _speaker(form)
    said: Said = {
        part: [me if name == ME else spoken.get(name, name) for name in slots[part]] if part in NAMED else slots[part]
        for part in SPOKEN
        if slots.get(part) is not None
    }
    _by_numbers(said, text, form, asked)
    known = said.keys() & TELLING or form.told() or form.recorded() is not None
    # Of others than whom? Who those are was not understood, so nobody is taken to have been there.
    rest, pair = others(text) if known else None, instead(text) or _another_number(text, form)
    only = [part for part, whole in (("late", only_late), ("present", lists_present)) if part in said and whole(text)]
    only = [part for part in only if part == "late" or len(said["present"]) >= A_LIST]
    said |= {"only": only} if only else {}
    said |= ({"others": rest} if rest else {}) | ({"instead": list(pair)} if pair else {})
    return _spoken(said | _beside(said, text), stands) if said else {}


def _sick_apart(slots: Mapping[str, Json]) -> dict[str, Json]:
    """With the sick no longer among the excused, as whom they are understood too."""
    sick = slots.get("sick", ())
    excused = [name for name in slots.get("excused", ()) if name not in sick]
    return {part: told for part, told in {**slots, "excused": excused}.items() if part != "excused" or told}


def _spoken(said: Said, stands: Mapping[str, str]) -> Said:
    """With the names as spoken in place of the words that stood for them."""
    return {
        part: [stands.get(one.split()[-1], one) if isinstance(one, str) and one else one for one in told]
        if isinstance(told, list)
        else told
        for part, told in said.items()
    }


def _without_group(text: str, form: Any) -> str:
    """The text without the name of the group, in which nobody is named."""
    return re.sub(rf"\b{re.escape(form.group.name)}\b", " ", text, flags=re.IGNORECASE) if form.group else text


def _another_number(text: str, form: Any) -> tuple[int, int] | None:
    """One member instead of another by their numbers, "bukan 5 tapi 6", where the first was told of by its number."""
    roll = _roll(form)
    told = {name for said in form.told() for part in NAMED for name in said.get(part) or ()}
    for wrong in corrections(text):
        pair = [roll[n - 1] for part in (wrong.was, wrong.right) for n in numbers_in(part) if 1 <= n <= len(roll)]
        if len(pair) == 2 and pair[0] in told:
            return pair[0], pair[1]
    return None


def _speaker(form: Any) -> int | str:
    """The member the speaker is; ME where that is not known."""
    known = form.talk.store.members.as_person(form.group.id, form.talk.person) if form.group else None
    return ME if known is None else int(known.id)


def _beside(said: Said, text: str) -> Said:
    """Who is named besides, and in what order the names stand."""
    mentioned = [] if said.get("all_present") or "instead" in said else unused_in_report(text)
    mentioned = [name for name in mentioned if name != ME]
    names = {str(name) for part in NAMED for name in said.get(part, ()) if isinstance(name, str)}
    order = sorted(names, key=lambda name: _place_of(name, text))
    return ({"mentioned": mentioned} if mentioned else {}) | ({"order": order} if len(order) > 1 else {})


def _place_of(name: str, text: str) -> int:
    return text.casefold().find(name.split()[-1].casefold())


def _by_numbers(said: Said, text: str, form: Any, asked: str | None) -> None:
    roll = _roll(form)
    shown, recorded = _shown(form.told()) is not None, form.recorded() is not None
    found = numbered(text, shown=shown, known=recorded, asked=asked) if roll else {}
    if not found and not MISSING.isdisjoint(numbered(text, shown=True)):
        said.pop("late_count", None)  # "11 telat, 7 izin": whether these are two members or eighteen is not known.
    known = any(number in range(1, len(roll) + 1) for number in chain(*found.values()))
    for part, numbers in found.items():
        said.pop(f"{part}_count", None)
        if known or said.keys() & NAMED.keys():
            # What a number means stays, whoever is registered or leaves before this is saved.
            here = [roll[n - 1] if 1 <= n <= len(roll) else f"Nomor {n}" for n in numbers]
            said[part] = [*said.get(part, []), *here]
        else:
            said["beyond"] = [*said.get("beyond", []), *numbers]


def _roll(form: Any) -> list[int]:
    shown = _shown(form.told())
    return shown if shown is not None else [member.id for member in form.roll()] if form.group else []


def how_to_tell(form: Any) -> Text:
    """The question who was not there: in words, by the numbers of the roll, or by buttons."""
    told = form.told()
    if way_of(told) == "tick":
        return _ticking(form)
    beyond = told[-1].get("beyond") if told else None
    if way_of(told) != "roll" and not beyond:
        if is_told(told):
            return _("Who is to be different? For example: Bu Tini was there, Pak Darmo excused.")
        return _("Who was not there? For example: all present except Bu Tini, Pak Darmo excused.")
    names = [verbatim(f"{number}. {name}") for number, name in enumerate(_names(form, _roll(form)), 1)]
    missing = _("Number {numbers} is not there; the list ends with {last}.")
    return lines(
        missing(numbers=", ".join(map(str, beyond)), last=len(names)) if beyond else None,
        *names,
        _("Which numbers were not there? For example: 3 7 12, excused 5."),
    )


def _names(form: Any, ids: Iterable[int]) -> list[str]:
    roll = {member.id: member for member in form.roll()}
    today, all_of_them = form.talk.local.date(), form.roll()
    return [addressed(roll[one], today, all_of_them) if one in roll else "-" for one in ids]


def _ticking(form: Any) -> Text:
    roll, first = _roll(form), _first_shown(form)
    known = not any(said.get("way") == "tick" and "others" in said for said in form.told())
    marks = _("As it is known so far: there (✓), not there (✗), excused (✉), not known (·). Tap whom to change.")
    return sentence(
        marks if known else _("Everybody was there but those you tap: once not there (✗), twice excused (✉)."),
        *form.exceptions(),
        _("Names {first} to {last} of {all}.")(first=first + 1, last=min(first + PAGE, len(roll)), all=len(roll)),
    )


def _first_shown(form: Any) -> int:
    page = next((int(said["page"]) for said in reversed(form.told()) if "page" in said), 0)
    return page * PAGE if page * PAGE < len(_roll(form)) else 0


def _ticks(form: Any) -> list[tuple[Text, str]]:
    """A page of names, each as it stands and with what a tap makes of it; a button that was tapped before says the same
    again, so that no tap is lost or counted twice."""
    roll, first, entries = _roll(form), _first_shown(form), form.reckoned().entries
    page = roll[first : first + PAGE]
    found = []
    for member, name in zip(page, _names(form, page), strict=True):
        now = str(entries.get(member, "open"))
        found.append((verbatim(f"{MARKS[now]} {name}"), f"{NEXT[now]}{member}"))
    number = first // PAGE
    back = [(_("‹ Before"), f"page{number - 1}")] if first else []
    onward = [(_("Next ›"), f"page{number + 1}")] if first + PAGE < len(roll) else []
    return [*found, *back, *onward, (_("Done"), "done")]
