"""The weekly digest: whom to visit and why, on the day and at the hour a facilitator chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, on, opens
from bot.kinds import Hour, YesNo
from bot.messages import Reply
from bot.ports import Due, Json
from bot.talk import Later, Occasion, Talk
from bot.texts import WEEKDAYS, Text, _, lines
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.recurrence import find_recurrence
from handlers.access import groups_for
from handlers.accompanied import looks
from handlers.ports import Store
from handlers.visits import digest
from jamaah import refusals
from jamaah.accompanying import worst_first
from jamaah.asking_after import DAY, by_day
from jamaah.digests import MORNING, When, check_hour, next_digest
from jamaah.groups import Group, Zone
from jamaah.roles import Deed, Role

WORK = "digest"
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = {"pagi": MORNING, "siang": time(12), "sore": time(16), "malam": time(19)}
DIGEST = expression(r"\b(?:ringkasan|rangkuman|rekap|laporan|digest)\w{0,3}\b")
EACH_WEEK = expression(r"\b(?:tiap|setiap|saban|mingguan|per minggu|seminggu sekali|weekly|every)\b")
STOP = expression(
    r"\b(?:berhenti|stop|hentikan|matikan|jangan|tidak usah|tidak perlu) (?:lagi )?(?:di)?(?:kirim\w{0,3} |beri )?"
    r"(?:ringkasan|rangkuman|rekap|laporan|digest)"
)

QUIET = _("Between nine in the evening and five I stay quiet. At what other hour?")


class Weekday(Kind[int]):
    """A day of the week, 0 for Monday."""

    hint = _("Please write a day, for example: Monday.")

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        found = self.find(text, form)
        return None if found is None else Reading(found, certain=True)

    def find(self, text: str, form: Form[Any]) -> int | None:
        name = find_recurrence(text).get("weekday")
        return NAMES.index(name) if name in NAMES else None

    def tap(self, token: str, form: Form[Any]) -> int | None:
        return int(token) if token in set("0123456") else None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> int | None:
        return None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(WEEKDAYS[day], str(day)) for day in (0, 4, 5, 6)]


class HourOrPart(Hour):
    """An hour, or a part of the day: "pagi" is seven."""

    def read(self, text: str, form: Form[Any]) -> Reading[time] | None:
        reading = super().read(text, form)
        part = next((at for word, at in PARTS.items() if word in read(text).words), None)
        return reading if reading is not None or part is None else Reading(part, certain=True)

    def find(self, text: str, form: Form[Any]) -> time | None:
        reading = self.read(text, form)
        return reading.value if reading else None


@on("set_digest", deed=Deed.ACCOMPANY)
class SetDigest(Form[Store]):
    """Say on which day of the week you want to hear which groups to visit, or that you do not."""

    title = _("A digest each week")
    ends_at_no = True
    off: bool | None = ask(YesNo(), optional=True)
    day: int = ask(Weekday(), _("On which day?"), label=_("the day"), when=lambda form: not form.off)
    at: time = ask(HourOrPart(), _("At what hour?"), label=_("the hour"), optional=True, default=lambda form: MORNING)

    @classmethod
    @only_with(DIGEST)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        stop = STOP.search(plain)
        wanted = stop or (not talk.busy and DIGEST.search(plain) and EACH_WEEK.search(plain))
        if not wanted or not groups_for(talk, Deed.SEE_FIGURES):
            return None
        if stop:
            return {"off": True}
        form = cls(talk)
        found = {name: slot.kind.find(text, form) for name, slot in form.slots.items() if name in ("day", "at")}
        return {name: form.slots[name].kind.dump(value) for name, value in found.items() if value is not None}

    def check(self) -> None:
        if self.off and self._now() is None:
            raise Denied(_("No digest is sent as it is."))
        try:
            check_hour(self.at, zone_of(self.talk), self.talk.now)
        except refusals.Refusal as refusal:
            raise Refusal(
                "at", _("Between nine in the evening and five I stay quiet. At what other hour?")
            ) from refusal

    def _now(self) -> When | None:
        return self.talk.store.people.get(self.talk.person).digest

    def summary(self) -> Text:
        if self.off:
            return lines(_("No digest any more."), _("Is that right?"))
        told = _("A digest of your groups every {weekday} at {hour}.")
        return lines(told(weekday=WEEKDAYS[self.day], hour=self.at), _("Is that right?"))

    def done(self) -> Reply:
        self.check()
        store, person = self.talk.store, self.talk.person
        when = None if self.off else (self.day, self.at)
        store.people.digest(person, when)
        store.due.cancel(f"{WORK}:{person}:", self.talk.now)
        if when is None:
            return Reply(_("✓ No digest any more. It can be asked for again at any time."))
        at = next_digest(when, zone_of(self.talk), self.talk.now)
        _plan(store, person, when, zone_of(self.talk), self.talk.now)
        first = (self.talk.at(at).local.date(),)
        return Reply(
            _("✓ Saved. The first comes on {day}.")(day=first[0]), (opens("groups_overview", _("All my groups")),)
        )


def zone_of(occasion: Talk[Store]) -> Zone:
    """The clock that counts for the speaker: that of their first group."""
    return next((group.zone for group in groups_for(occasion, Deed.ACCOMPANY)), Zone.WIB)


def _plan(store: Store, person: int, when: When, zone: Zone, after: int) -> None:
    at = next_digest(when, zone, after)
    body = {"person": person, "day": when[0], "at": when[1].isoformat("minutes")}
    store.due.plan([Due(at, WORK, f"{WORK}:{person}:{at}", body)])


def send_digest(occasion: Occasion[Store], due: Due) -> None:
    """Tell a facilitator whom to visit, if they still want it on that day, and plan the next."""
    store, now, person = occasion.store, occasion.now, int(due.body["person"])
    when = store.people.get(person).digest
    groups = _accompanied(store, person)
    if when is None or not any(grant.role is Role.FACILITATOR for grant in store.people.grants(person)):
        return
    zone = groups[0].zone if groups else Zone.WIB
    if by_day(now, zone) > now:
        raise Later(by_day(now, zone))
    _plan(store, person, when, zone, now)
    if not groups or [due.body["day"], due.body["at"]] != [when[0], when[1].isoformat("minutes")]:
        return
    occasion.dropped = now - due.at > DAY
    if not occasion.dropped:
        found = worst_first(looks(store, groups, now))
        occasion.tell(person, digest(found, groups, now), key=due.key)


def _accompanied(store: Store, person: int) -> list[Group]:
    held = [grant.group for grant in store.people.grants(person) if grant.role is Role.FACILITATOR and grant.group]
    return store.groups.some([group for group in held if group is not None])
