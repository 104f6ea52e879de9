"""What is written of a group itself, its time zone, village and name: asked for, and corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.forms import Denied, ask, on
from bot.kinds import Choice, Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.districts import region_in, rw_in, tells_only_where
from bot.understanding.group_data import asks_group_data, group_data
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, groups_for, remember
from handlers.announcing import announce_schedule, listeners
from handlers.houses import where
from handlers.kinds import Found
from handlers.meeting_days import Mention
from handlers.ports import Store
from handlers.reminders import replan
from handlers.telling import Telling, said_quietly
from handlers.words import group_name, listing, when
from jamaah.groups import Group, Zone
from jamaah.people import fold, tidy_name
from jamaah.roles import Deed
from jamaah.timetable import next_occurrence

CLOCK = Choice(Zone, {zone: verbatim(zone.name) for zone in Zone}, {zone.name.casefold(): zone for zone in Zone})


@on("correct_group", deed=Deed.SET_SCHEDULE)
class CorrectGroup(Telling):
    """Correct the group's time zone, village or name."""

    other_zone: bool | None = ask(Mention(), optional=True)
    zone: Zone | None = ask(
        CLOCK, _("Which time zone?"), label=_("time zone"), when=lambda f: f.other_zone or f.answers.get("zone")
    )
    village: str | None = ask(Words(60), _("In which village is it?"), optional=True, label=_("village"))
    name: str | None = ask(Words(60), _("What is the group called?"), optional=True, label=_("name"))
    rw: str | None = ask(Found(rw_in), _("Which RW is it?"), optional=True, label=_("RW"))
    region: str | None = ask(
        Found(region_in),
        _("In which district and regency? For example: kec Getasan kab Semarang."),
        optional=True,
        label=_("district and regency"),
    )

    @classmethod
    @only_with(group_data, tells_only_where)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """What is said to be otherwise, to who may write it."""
        found = group_data(text) or _where(text)
        if not found or not groups_for(talk, Deed.SET_SCHEDULE):
            return None
        zone = found.pop("zone", None)
        told = {"other_zone": True} if zone == "" else {"zone": Zone[zone].value} if zone else found
        return {**told, **said_quietly(text)}

    def corrected(self) -> Group:
        """The group as it will be."""
        zone = self.zone or self.group.zone
        village = tidy_name(self.village) if self.village else self.group.village
        name = tidy_name(self.name).removeprefix("JP ").removeprefix("Jp ") if self.name else self.group.name
        rw, region = self.rw or self.group.rw, self.region or self.group.region
        return replace(self.group, zone=zone, village=village, name=name, rw=rw, region=region)

    def check(self) -> None:
        super().check()
        if self.group is None or self.next_slot() is not None:
            return
        wanted = self.corrected()
        if wanted == self.group:
            raise Denied(sentence(_("That is written down already."), _told(wanted)))
        for other in groups_for(self.talk, Deed.SET_SCHEDULE):
            same = (fold(other.name), fold(other.village)) == (fold(wanted.name), fold(wanted.village))
            if same and other.id != wanted.id:
                already = _("{group} in {village} is in your hands already; I write down no second one of that name.")
                raise Denied(already(group=group_name(other), village=other.village))

    def summary(self) -> Text:
        wanted = self.corrected()
        following = self._next(wanted)
        asked = self.question() if following else _("Is that right?")
        return lines(_told(wanted), following, asked)

    def _next(self, wanted: Group, before: Group | None = None) -> Text | None:
        """By another clock: when the next meeting is then."""
        timetable = self.talk.store.schedules.current(wanted.id)
        if wanted.zone == (before or self.group).zone or timetable is None:
            return None
        coming = next_occurrence(timetable, wanted.zone, self.talk.now)
        if coming is None:
            return None
        return _("The next meeting: {when}.")(when=when(coming, wanted.zone, where(timetable, coming)))

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        wanted = self.corrected()
        self.talk.store.groups.replace(wanted)
        remember(self.talk, wanted)
        if wanted.zone != group.zone:
            replan(self.talk.store, group.id, self.talk.now)
            if self._next(wanted, group) and listeners(self.talk, wanted).all:
                return self.kept_quiet() if self.quietly else announce_schedule(self.talk, wanted, ())
        return Reply(_("✓ Saved."))


def _where(text: str) -> dict[str, str]:
    """District, regency and RW, where a message tells nothing else."""
    told = {"rw": rw_in(text), "region": region_in(text)} if tells_only_where(text) else {}
    return {name: value for name, value in told.items() if value}


@on("group_data", deed=Deed.SEE_SCHEDULE)
class GroupData(GroupForm):
    """See in which village and by which clock the group is written down."""

    writes = False

    @classmethod
    @only_with(asks_group_data)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That it is asked, of who belongs to one."""
        return {} if asks_group_data(text) and groups_for(talk, Deed.SEE_SCHEDULE) else None

    def act(self, group: Group) -> Reply:
        mend = _("If something of that is wrong, write it as it should be, for example: our time zone is WITA.")
        return Reply(sentence(_told(group), mend if can(self.talk, group.id, Deed.SET_SCHEDULE) else None))


def _told(group: Group) -> Text:
    beyond = [part for part in (_("RW {rw}")(rw=group.rw) if group.rw else None, group.region) if part]
    told = _("{group}, village {village}, {zone}.")
    village = listing([group.village, *beyond])
    return told(group=group_name(group), village=village, zone=group.zone.name)
