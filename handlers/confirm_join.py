"""Saying who somebody is that waits to be connected: one tap of a secretary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.answers import yes_no
from handlers.access import GroupForm, YourGroup, can, groups_for, on_behalf
from handlers.inquiry import UNDECIDED, Inquiry, Said, Verdict, read_token
from handlers.joining import connect, connected, welcomed
from handlers.kinds import GENDER, Id
from handlers.names import FullName
from handlers.ports import Joining
from handlers.registering import joined_on, panggilan_in, refused
from handlers.watching import members_changed
from handlers.welcome import secretaries_of
from handlers.words import described, group_name
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, admit
from jamaah.people import Gender, split_honorific
from jamaah.roles import Deed

GONE = _("That group is not in your hands any more.")


class WhoItIs(Kind[Verdict]):
    """Which member somebody is: a tap, yes or no to the one who was offered, or a name to look for in the book."""

    hint = _("Please tap a button, or write the name as it stands in the book.")
    _name = FullName()

    def read(self, text: str, form: Form[Any]) -> Reading[Verdict] | None:
        inquiry, said = form.inquiry, yes_no(text)  # type: ignore[attr-defined]
        if said is not None:
            sure = said is False or len(inquiry.fits) == 1
            answer = inquiry.verdict(inquiry.fits[0]) if said and sure else Verdict(Said.ANOTHER)
            return Reading(answer, certain=True) if sure else None
        name = self._name.read(text, form)
        return Reading(Verdict(Said.NAME, name.value)) if name else None

    def tap(self, token: str, form: Form[Any]) -> Verdict | None:
        return read_token(token)

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(label, said.token) for label, said in form.inquiry.choices()]  # type: ignore[attr-defined]

    def dump(self, value: Verdict) -> Json:
        return [value.said, value.of]

    def load(self, raw: Json, form: Form[Any]) -> Verdict:
        return Verdict(Said(raw[0]), raw[1])


def _first_waiting(form: Form[Any]) -> int | None:
    groups = groups_for(form.talk, Deed.REGISTER_MEMBERS)
    waiting = [joining for group in groups for joining in form.talk.store.joins.waiting(group.id)]
    return min((joining.id for joining in waiting), default=None)


def _its_group(form: Any) -> Group | None:
    joining = form.asked()
    if joining is None or not can(form.talk, joining.group, Deed.REGISTER_MEMBERS):
        return None
    group: Group = form.talk.store.groups.get(joining.group)
    return group


@on(
    "confirm_join",
    deed=Deed.REGISTER_MEMBERS,
    pattern=r"(?:siapa|sapa|sinten)(?: (?:saja|wae|aja))? (?:yang|sing|ingkang) (?:masih |isih )?(?:me)?nunggu\??",
)
class ConfirmJoin(GroupForm):
    """Say which member somebody is who wants to be connected."""

    title = _("See who waits")
    save = _("Register")
    group: Group = ask(YourGroup(), optional=True, default=_its_group)
    joining: int = ask(Id(), optional=True, default=_first_waiting)
    who: Verdict = ask(WhoItIs(), lambda form: form.inquiry.question(), until=lambda form: form.is_decided)
    gender: Gender = ask(
        GENDER,
        _("A woman or a man?"),
        when=lambda form: form.is_new,
        default=lambda form: split_honorific(form.inquiry.joining.name)[2],
    )

    def asked(self) -> Joining | None:
        """The joining this is about."""
        number = self.joining
        return None if number is None else self.talk.store.joins.get(number)

    @property
    def inquiry(self) -> Inquiry:
        """What there is to ask about the one who waits. Raises Denied once nobody does any more."""
        joining = self.asked()
        if joining is None:
            raise Denied(_("Nobody is waiting to be connected."))
        if joining.decided is not None:
            raise Denied(self._decided_as(joining), self._more(joining.group))
        return Inquiry(self.talk, joining, self.who)

    @property
    def is_decided(self) -> bool:
        """Whether it has been said who it is."""
        return self.who is not None and self.who.said not in UNDECIDED

    @property
    def is_new(self) -> bool:
        """Whether it is somebody who is to be registered."""
        return self.who is not None and self.who.said is Said.NEW

    def check(self) -> None:
        asked = self.asked()
        foreign = asked is not None and not can(self.talk, asked.group, Deed.REGISTER_MEMBERS)
        if foreign or (asked is None and self.joining is not None):
            raise Denied(GONE)
        joining = self.inquiry.joining
        # Kept among the answers: when somebody else decides on the first one, the next must not take this answer.
        self.answers |= {"joining": joining.id, "group": joining.group}
        if self.is_new:
            self._admitted()

    def _decided_as(self, joining: Joining) -> Text:
        member = None if joining.member is None else self.talk.store.members.get(joining.member)
        if member is None:
            return _("That was answered already: “{wrote}” was not connected.")(wrote=joining.name)
        return _("That was done already: {member} is connected.")(member=member.name)

    def summary(self) -> Text | None:
        if not self.is_new:
            return None
        words = _("{member}. Shall I register and connect? The age may follow.")
        return words(member=described(self._admitted()))

    def _admitted(self) -> Member:
        """The one who waits as a new member. Raises Refusal."""
        joining, today = self.inquiry.joining, self.inquiry.today
        group, store = self.inquiry.group, self.talk.store
        member = Member(
            group=group.id,
            name=joining.name,
            called=panggilan_in(joining.name),
            gender=self.gender,
            rt=group.rt,
            joined=joined_on(store, group, today),
            behalf=on_behalf(self.talk, group.id),
        )
        try:
            return admit(member, self.inquiry.roll)
        except refusals.Refusal as refusal:
            raise Refusal("who", refused(refusal, today).text) from refusal

    def act(self, group: Group) -> Reply:
        self.check()
        joining = self.inquiry.joining
        known = self.talk.store.members.as_person(group.id, joining.person)
        if known is not None:
            return self._known(joining, known)
        if self.who.said is Said.NOBODY:
            return self._not_connected(joining, group)
        name = connect(self.talk, joining, self._member(group))
        if joining.person != self.talk.person:
            self.talk.tell(joining.person, welcomed(name, group))
        return Reply(_("✓ {told}")(told=connected(name)), self._more(group.id))

    def _known(self, joining: Joining, member: Member) -> Reply:
        """Who waited has been connected in another way."""
        decided = replace(joining, decided=self.talk.now, member=member.id)
        self.talk.store.joins.replace(decided)
        return Reply(self._decided_as(decided), self._more(joining.group))

    def _member(self, group: Group) -> Member:
        """Who it is, registered now if need be. Raises Refusal if that changed since it was asked."""
        if self.is_new:
            members_changed(self.talk.store, group, self.talk.now)
            return self.talk.store.members.add([self._admitted()])[0]
        member = self.talk.store.members.get(int(self.who.of))
        free = member is not None and (member.person is None or self.who.said is Said.INSTEAD)
        if member is None or member.group != group.id or member.left is not None or not free:
            raise Refusal("who", _("The book has changed since. Please look once more."))
        return member

    def _not_connected(self, joining: Joining, group: Group) -> Reply:
        self.talk.store.joins.replace(replace(joining, decided=self.talk.now))
        sorry = _(
            "{secretaries} could not find you in the book of {group}. Please talk with them, and ask for a new code."
        )
        words = sorry(secretaries=secretaries_of(self.talk, group.id), group=group_name(group))
        self.talk.tell(joining.person, Reply(words, kind="alert"))
        return Reply(
            _("All right, “{wrote}” is not connected, and is told so.")(wrote=joining.name), self._more(group.id)
        )

    def _more(self, group: int) -> tuple[Button, ...]:
        """A button for the next one who waits."""
        return (opens("confirm_join", _("The next one")),) if self.talk.store.joins.waiting(group) else ()
