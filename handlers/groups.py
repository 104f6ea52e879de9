"""Starting a group: its name, where it is, and how its secretary is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Form, Reading, Refusal, ask, on, opens
from bot.kinds import Choice, Spoken
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.districts import region_in, rw_in
from bot.understanding.expressions import expression
from bot.understanding.particulars import find_rt
from bot.understanding.people import people_in
from bot.understanding.telling import told_in
from handlers.access import groups_for, remember
from handlers.kinds import Found, Named, RtOfGroup
from handlers.names import Called, called, is_titled, known_address
from handlers.ports import Store
from handlers.words import ZONES, group_name, listing, place_parts
from jamaah.groups import Group, Zone
from jamaah.people import fold, tidy_name
from jamaah.roles import Deed, Role

PROVINCES = {
    Zone.WIB: "jawa jateng jatim jabar banten yogyakarta yogya jogja jogjakarta diy jakarta dki sumatra sumatera sumut"
    " sumsel sumbar aceh riau jambi bengkulu lampung bangka belitung kalbar kalteng semarang solo surabaya bandung",
    Zone.WITA: "bali ntt ntb nusa sulawesi flores sumba sumbawa manado toraja"
    " sulsel sulut sulteng sultra gorontalo kalsel kaltim kaltara makassar lombok",
    Zone.WIT: "papua maluku jayapura ambon ternate sorong merauke",
}
OF_PROVINCE = {word: zone for zone, words in PROVINCES.items() for word in words.split()}


_A_ZONE = expression(r"\b(?:wib|wita|wit)\b", re.IGNORECASE)
_VILLAGE = expression(
    r"(?P<kind>(?:ds|desa|dsn|dusun|dukuh|kel|kelurahan|kalurahan|kampung)\b[. :]*)?"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2}?)"
    r"(?P<more>[ ,]+(?:kec|kecamatan|kab|kabupaten|rt|rw|ds|dusun|dsn|prov|provinsi)\b[^?\n]*)?",
    re.IGNORECASE,
)


class TimeZone(Choice[Zone]):
    """A time zone, by its name or by a place where it is."""

    hint = _("In Java and Sumatra it is WIB, in Bali and Sulawesi WITA, in Maluku and Papua WIT. Please tap yours.")

    def read(self, text: str, form: Form[Any]) -> Reading[Zone] | None:
        zones = {CALLED[word] for word in re.findall(r"\w+", text.casefold()) if word in CALLED}
        return super().read(text, form) or (Reading(zones.pop(), certain=True) if len(zones) == 1 else None)


CALLED = {**OF_PROVINCE, **{zone.name.casefold(): zone for zone in Zone}}


class Village(Named):
    """The name of a village; words in which somebody is named with Bu or Pak are none."""

    def __init__(self) -> None:
        super().__init__(60, _("The village is needed: by it groups of the same name are told apart."))

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None if any(one.titled for one in people_in(text)) else super().read(text, form)


ZONE = TimeZone(Zone, ZONES, {zone.name.casefold(): zone for zone in Zone})


_NUMBER = expression(r"\s*0*(\d{1,3})\b")
_JP = expression(r"\s*(?:jp|jamaah produksi)(?: [^\W\d_]+){1,2}[.! ]*", re.IGNORECASE)


class Keeping(StrEnum):
    """Who keeps the books of a group that a facilitator starts."""

    STEWARD = "steward"
    SECRETARY = "secretary"


_ON_BEHALF = expression(r"\b(?:atas nama|mewakili|catatkan|mencatatkan|bukan sekretaris|pendampingnya|pendampinge)\b")


class KeepingKind(Spoken[Keeping]):
    """Who keeps them, also where the message says that it is on the group's behalf."""

    def find(self, text: str, form: Form[Any]) -> Keeping | None:
        return Keeping.STEWARD if _ON_BEHALF.search(text.casefold()) else None


KEEPING = KeepingKind(
    Keeping,
    {Keeping.STEWARD: _("On their behalf for now"), Keeping.SECRETARY: _("I am the secretary")},
    dict.fromkeys(("pendamping", "mewakili", "catat", "catatkan", "dicatatkan"), Keeping.STEWARD)
    | {"sekretaris": Keeping.SECRETARY},
)


def _accompanies(form: Form[Any]) -> bool:
    grants = form.talk.store.people.grants(form.talk.person)
    return any(grant.role is Role.FACILITATOR for grant in grants)


class GroupName(Named):
    """What a group is called; a word or two behind "JP" can hardly be anything else."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        found = super().read(text, form)
        return replace(found, certain=True) if found and _JP.fullmatch(text) else found


SECRETARY = _("secretary {name}")


A_LIST = 3


@on("create_group", deed=Deed.START_GROUP, command="kelompok")
class CreateGroup(Form[Store]):
    """Start a group: you become its secretary."""

    title = _("Start a group")
    name: str = ask(
        GroupName(60, _("Please write only the group's name, for example: Tani Jaya.")),
        _("What is the group called?"),
        label=_("name"),
        takes=("group",),
        key=True,
    )
    village: str = ask(
        Village(),
        _("In which village is it?"),
        label=_("village"),
    )
    rt: str | None = ask(RtOfGroup(), _("Which RT is it based on?"), label=_("RT"), skip=True)
    rw: str | None = ask(Found(rw_in), _("Which RW is it?"), optional=True, label=_("RW"))
    region: str | None = ask(
        Found(region_in),
        _("In which district and regency? For example: kec Getasan kab Semarang."),
        optional=True,
        label=_("district and regency"),
    )
    zone: Zone = ask(ZONE, _("Which time zone?"), label=_("time zone"))
    address: str = ask(
        Called(),
        called(_("And how are you called? For example: Bu Sri.")),
        label=_("your name"),
        default=known_address,
        until=is_titled,
    )
    keeping: Keeping | None = ask(
        KEEPING,
        _("Are you its secretary yourself, or do you write on their behalf until there is one?"),
        label=_("who keeps the books"),
        when=_accompanies,
    )

    @property
    def is_on_behalf(self) -> bool:
        """Whether the books are a facilitator's until there is a secretary."""
        return self.keeping is Keeping.STEWARD and _accompanies(self)

    def shows(self, text: str) -> Text | None:
        """That a list of members comes afterwards: no name in it is the group's or the village's."""
        if len(text.strip().splitlines()) < A_LIST:
            return None
        heard = self.talk.reader.understand(text, self.talk.local)
        later = _("The members' list can follow once the group is saved; please send it again then.")
        return later if heard.intent == "register_members" else None

    def states(self, text: str) -> Mapping[str, Json]:
        """Where the group is, as people write it: "ds. Batur kec getasan, rt 3 rw 5"; a time zone beside a question."""
        slot, told = self.next_slot(), _VILLAGE.fullmatch(text.strip())
        where = {name: value for name, value in (("rw", rw_in(text)), ("region", region_in(text))) if value}
        asked = slot is not None and slot.name == "zone"
        if asked or _A_ZONE.search(text):
            zone = ZONE.read(told_in(text), self)
            return {"zone": zone.value.value, **where} if zone is not None else where
        rt = find_rt(text)
        if slot is None or slot.name == "rt":
            number = _NUMBER.match(text)
            rt = rt or (number[1] if number and where and slot else None)
            return {**({"rt": rt} if rt and where else {}), **where}
        if slot.name != "village":
            return {}
        if told is None or not (told["kind"] or told["more"]):
            return {}
        return {"village": tidy_name(told["name"]), **({"rt": rt} if rt else {}), **where}

    def check(self) -> None:
        if self.name is not None and not tidy_name(self.name):
            raise Refusal("name", _("Please write the group's name in letters."))
        if self.name is not None and self.village is not None:
            self._refuse_twice()

    def _refuse_twice(self) -> None:
        """Raise Denied if the speaker keeps the books of this very group already."""
        name, village = fold(self._name()), fold(self.village)
        for group in groups_for(self.talk, Deed.REGISTER_MEMBERS):
            if (fold(group.name), fold(group.village)) == (name, village):
                already = _("{group} in {village} is in your hands already; I write down no second one of that name.")
                raise Denied(already(group=group_name(group), village=group.village))

    def _name(self) -> str:
        return tidy_name(self.name).removeprefix("JP ").removeprefix("Jp ")

    def _group(self) -> Group:
        name, village = self._name(), tidy_name(self.village)
        today = self.talk.local.date()
        rt, rw, region = self.rt or None, self.rw, self.region
        return Group(id=0, name=name, village=village, rt=rt, zone=self.zone, founded=today, rw=rw, region=region)

    def summary(self) -> Text:
        group = self._group()
        where = [_("village {village}")(village=group.village), *place_parts(group)]
        keeper = _("the facilitator {name} writes until there is a secretary") if self.is_on_behalf else SECRETARY
        told = listing([group_name(group), *where, group.zone.name, keeper(name=self.address)])
        several = _("Of several RT, so none stands with the group; each member has their own.")
        return sentence(_("{told}.")(told=told), several if self.rt == "" else None, _("Is that right?"))

    def done(self) -> Reply:
        store, address = self.talk.store, self.address
        group = store.groups.add(self._group())
        for role in (Role.FACILITATOR, Role.STEWARD) if self.is_on_behalf else (Role.SECRETARY,):
            store.people.grant(self.talk.person, role, group.id)
        store.people.address(self.talk.person, address)
        remember(self.talk, group)
        if self.is_on_behalf:
            return self._begun(group)
        return Reply(
            lines(
                _("✓ {group} is written down. You keep its books, {name}.")(group=group_name(group), name=address),
                _("{name} is not in the members' book yet. Shall I enter you, or do you paste the list of members?")(
                    name=address
                ),
            ),
            (opens("register_me", _("Enter me")), opens("register_members", _("Members' list"))),
        )

    def _begun(self, group: Group) -> Reply:
        """What a facilitator hears who begins the books for others."""
        return Reply(
            lines(
                _("✓ {group} is written down. What you write in it is marked as the facilitator's.")(
                    group=group_name(group)
                ),
                _("When there is a secretary, invite them: the books are theirs from then on."),
            ),
            (
                opens("register_members", _("Members' list"), group=group.id),
                opens("invite", _("Invite a secretary"), role=Role.SECRETARY.value, group=group.id),
            ),
        )
