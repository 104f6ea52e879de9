"""Writing down that somebody is a member no longer: moved, left, died. What was recorded stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on, opens
from bot.kinds import Choice, Day, YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import groups_for
from handlers.mourning import fall_silent
from handlers.ports import Store
from handlers.posts import POSTS
from handlers.the_member import Meant, MemberForm
from handlers.watching import keeper_lost, members_changed
from handlers.words import counted, group_name, listing
from jamaah import refusals
from jamaah.groups import Group
from jamaah.meant import known_as, resolve
from jamaah.members import Departure, Member, depart, figures
from jamaah.officers import Officer, serving
from jamaah.roles import Deed, Role

REASON = Choice(
    Departure,
    {Departure.MOVED: _("Moved away"), Departure.LEFT: _("Stops"), Departure.DIED: _("Died")},
    dict.fromkeys(("pindah", "boyong", "merantau", "pindahan"), Departure.MOVED)
    | dict.fromkeys(("keluar", "mundur", "leren", "medal", "tidak ikut lagi"), Departure.LEFT)
    | dict.fromkeys(("seda", "sedo", "wafat", "tilar donya", "kapundhut", "almarhum", "almarhumah"), Departure.DIED),
)
TOLD = {
    Departure.MOVED: _("{name} has moved away and is not a member any more from {day}."),
    Departure.LEFT: _("{name} stops and is not a member any more from {day}."),
    Departure.DIED: _("I write down that {name} has died."),
}
_DIED = expression(
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2}?) (?:(?:sudah|wis|mpun|sampun|telah|baru|saja) )*"
    r"(?:seda|sedo|(?:me)?ninggal(?: du?nia| donya)?|wafat|kapundhut|tilar donya|berpulang)[.! ]*",
    re.IGNORECASE,
)
"""The death of somebody by the name alone, without Bu or Pak."""
DIED_ON = _("I write down that {name} died on {day}.")


def _is_it_the_keeper(form: Any) -> Text:
    keeper = form.keeper_perhaps()
    if keeper == form.talk.person:
        return _("{name}, is that you yourself?")(name=form.name)
    return _("Is that the {name} who keeps the group's books?")(name=form.name)


class LeavingDay(Day):
    """The first day as a member no longer, where the words tell one."""

    def find(self, text: str, form: Form[Any]) -> date | None:
        return find_date(text, form.talk.local, past=True)


@on("remove_member", deed=Deed.REGISTER_MEMBERS, command="pindah")
class RemoveMember(MemberForm):
    """Write down that somebody is not a member any more."""

    title = _("Let a member go")
    ends_at_no = True
    question = _("Who is not a member any more?")
    keeper: bool = ask(
        YesNo(no=_("Somebody else")), _is_it_the_keeper, when=lambda form: form.keeper_perhaps() is not None
    )
    reason: Departure = ask(REASON, lambda form: _("What happened to {name}?")(name=form.name), label=_("the reason"))
    day: date | None = ask(LeavingDay(past=True), optional=True, label=_("day"))

    @classmethod
    @only_with("seda", "sedo", "ninggal", "wafat", "kapundhut", "tilar", "berpulang")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Who died, by a name that is somebody's of the book."""
        told = None if talk.busy else _DIED.fullmatch(text.strip())
        if told is None:
            return None
        rolls = (talk.store.members.of(group.id) for group in groups_for(talk, Deed.REGISTER_MEMBERS))
        found = [one for roll in rolls for one in known_as(told["name"], roll)]
        if len(found) != 1:
            return None
        whom = asdict(Meant(member=found[0].id))
        return {"group": found[0].group, "whom": whom, "reason": Departure.DIED.value}

    def check(self) -> None:
        super().check()
        if self.member is None:
            return
        self._check_secretary(self.member)
        if self.reason is not None:
            self._departed(self.member)

    def keeper_perhaps(self) -> int | None:
        """The secretary who is connected with nobody in the book and spoken to as this member is; None if nobody is."""
        member = self.member
        if member is None or member.person is not None:
            return None
        store, today = self.talk.store, self.talk.local.date()
        for person in store.people.holding(member.group, Role.SECRETARY):
            address = store.people.get(person).address
            connected = store.members.as_person(member.group, person) is not None
            if address and not connected and member in resolve(address, self.roll(), today):
                return person
        return None

    def _secretary(self, member: Member) -> int | None:
        """The person this member is as a secretary of the group; None if the member is none."""
        if member.person is None:
            return self.keeper_perhaps() if self.keeper else None
        if not self._is_the_person(member):
            return None
        keepers = self.talk.store.people.holding(member.group, Role.SECRETARY)
        return member.person if member.person in keepers else None

    def _others_on_the_phone(self, member: Member) -> list[Member]:
        """The other members of the group who are connected by the same phone."""
        linked = [one for one in self.roll() if one.person == member.person and member.person is not None]
        return [one for one in linked if one.id != member.id]

    def _is_the_person(self, member: Member) -> bool:
        """Whether this member is who writes from the phone, and not another one who uses it too."""
        others = self._others_on_the_phone(member)
        if not others or member.person is None:
            return True
        address = self.talk.store.people.get(member.person).address
        return [one.id for one in resolve(address, [member, *others], self.talk.local.date())] == [member.id]

    def _check_secretary(self, member: Member) -> None:
        """Nobody leaves the books without a keeper, nor writes this of themselves: it could not be taken back."""
        secretary = self._secretary(member)
        if secretary is None:
            return
        if len(self.talk.store.people.holding(self.group.id, Role.SECRETARY)) == 1:
            raise Denied(
                _("{name} keeps the group's books alone. Please hand them over first.")(name=self.name),
                (opens("hand_over", _("Hand the books over"), group=self.group.id),),
            )
        if secretary == self.talk.person:
            raise Denied(_("That is for the other secretary to write down, when it is about yourself."))

    def _departed(self, member: Member) -> Member:
        today = self.talk.local.date()
        try:
            return depart(member, self.reason, self.day or today, today, self.group.founded)
        except refusals.Refusal as refusal:
            if refusal.reason == "in_future":
                raise Denied(_("That day is still to come. Please tell me again when it is so far.")) from refusal
            joined = PlainDate(refusal.facts["joined"])
            raise Refusal("day", _("{name} joined only on {day}.")(name=self.name, day=joined)) from refusal

    def summary(self) -> Text:
        member = self._certain()
        told = DIED_ON if self.reason is Departure.DIED and self.day else TOLD[self.reason]
        day = PlainDate(self.day) if self.day else _("today")
        return sentence(
            _("My condolences.") if self.reason is Departure.DIED else None,
            told(name=self.name, day=day),
            _("What was recorded before stays."),
            self._no_more_words(member),
            self._post_free(member),
            _("Is that right?"),
        )

    def _no_more_words(self, member: Member) -> Text | None:
        """What the end of the membership means for somebody with a phone."""
        if self.reason is Departure.DIED:
            return None
        if self._secretary(member) is not None:
            return _("{name} then keeps the group's books no longer, and gets no messages any more.")(name=self.name)
        return None if member.person is None else _("No messages any more.")

    def act_on(self, member: Member, group: Group) -> Reply:
        self.check()
        name, store, secretary = self.name, self.talk.store, self._secretary(member)
        moved = self._moved_up(member)
        left = self._kept_today(self._departed(member))
        store.members.replace(left)
        members_changed(store, group, self.talk.now)
        for post in self._posts(member):
            store.officers.replace(replace(post, until=left.left))
        person = member.person if member.person is not None else secretary
        if person is not None and not self._others_on_the_phone(member):
            store.people.revoke(person, Role.MEMBER, group.id)
        if secretary is not None:
            store.people.revoke(secretary, Role.SECRETARY, group.id)
            keeper_lost(store, group, self.talk.now)
        listed = (opens("list_members", _("Show the list"), group=group.id),)
        if self.reason is Departure.DIED:
            fall_silent(self.talk, left, person)
            return Reply(_("✓ Written down."), listed if moved else ())
        if secretary is not None:
            self.talk.tell(secretary, self._thanks(secretary, group))
        roll, today = self.roll(), self.talk.local.date()
        told = _("✓ Saved. {name} is not a member any more. Members now {total}: {counted}.")
        now = told(name=name, total=len(roll), counted=counted(figures(roll, today)))
        return Reply(sentence(now, moved), listed if moved else ())

    def _posts(self, member: Member) -> list[Officer]:
        """The posts that somebody holds, and that end with the membership."""
        today = self.talk.local.date()
        held = serving(self.talk.store.officers.of(member.group), today)
        return [post for post in held if post.member == member.id]

    def _post_free(self, member: Member) -> Text | None:
        """That a post is somebody else's then."""
        posts = [POSTS[post.post] for post in self._posts(member)]
        if not posts or self.reason is Departure.DIED:
            return None
        return _("{name} then is not {posts} any more either.")(name=self.name, posts=listing(posts))

    def _moved_up(self, member: Member) -> Text | None:
        """What becomes of the numbers behind this member's: who keeps a list on paper says by them who was there."""
        ids = [one.id for one in self.roll()]
        number = ids.index(member.id) + 1
        if number == len(ids):
            return None
        told = _("In the list, what was number {number} is {now} from now on, and so on.")
        return told(number=number + 1, now=number)

    def _thanks(self, secretary: int, group: Group) -> Reply:
        """What a secretary hears who keeps the books no longer, and with whom to talk."""
        people = self.talk.store.people
        told = _(
            "{name}, {by} has written down that you are not a member of {group} any more, so its books are in other "
            "hands now. Thank you for keeping them. If that is not right, please talk with {by}."
        )
        by, name = people.get(self.talk.person).address, people.get(secretary).address
        return Reply(told(name=name, by=by, group=group_name(group)), kind="alert")

    def _kept_today(self, departed: Member) -> Member:
        """Whoever was at a meeting of that very day belongs to it still."""
        day = departed.left or self.talk.local.date()
        held = self.talk.store.meetings.on(departed.group, day)
        there = any(departed.id in meeting.attendance for meeting in held)
        return replace(departed, left=day + timedelta(days=1)) if there else departed
