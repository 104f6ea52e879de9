"""Members say what is wrong of themselves in the book: the secretary hears it in their own words and puts it right with
one tap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Denied, ask, on, on_yes, opens
from bot.kinds import Words, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.faults import finds_fault
from bot.understanding.needed import only_with
from bot.understanding.own_wrong import LONGEST, OwnWrong, own_wrong
from bot.understanding.taking_out import ME, NIK, taken_out
from handlers.access import can, groups_for
from handlers.member_fields import FIELD, KINDS, NOTHING, Corrected, Entry, Field, NewEntry
from handlers.ports import Store
from handlers.the_member import Meant, TheMember
from handlers.welcome import hearers_of, passed_on
from handlers.words import spoken_to
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.people import Born, age
from jamaah.roles import Deed

OFFERED = "!correct_own&"
A_DAY = 86_400


@on("correct_own", deed=Deed.DISPUTE)
class CorrectOwn(Corrected):
    """Say what is wrong of yourself in the book."""

    title = _("My data is wrong")
    save = _("Yes")
    cancelled = _("All right. Nothing is passed on.")
    whom: Meant = ask(TheMember(), optional=True, default=lambda form: form.myself())
    words: str | None = ask(Words(LONGEST), optional=True)

    @classmethod
    @only_with(taken_out, own_wrong, finds_fault)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "Umurku dudu 22, sing bener 23", of who keeps no book; that something is wrong, where they just heard what
        was changed of theirs."""
        if groups_for(talk, Deed.REGISTER_MEMBERS) or not groups_for(talk, Deed.DISPUTE):
            return None
        out = taken_out(text)
        if out is not None and out.who == ME and out.what != NIK:
            words = {"words": one_line(text)[:LONGEST]}
            return {**words, "field": out.what, **cls(talk).entered(Field(out.what), NOTHING)}
        told = None if talk.busy else own_wrong(text)
        if told is None and not talk.busy and finds_fault(text) and _was_offered(talk):
            told = OwnWrong("", "")
        return cls(talk).heard(told, text) if told is not None else None

    def heard(self, told: OwnWrong, text: str) -> Mapping[str, Json]:
        """What was told, as answers."""
        words = {"words": one_line(text)[:LONGEST]} if told.right else {}
        field = Field(told.field) if told.field else None
        reading = KINDS[field].read(told.right, self) if field and told.right else None
        value = {} if reading is None or field is None else self.entered(field, reading.value)
        return {**words, **({"field": field.value} if field else {}), **value}

    def roll(self) -> list[Member]:
        """Who speaks from this phone: nobody else is meant."""
        return [member for member in super().roll() if member.person == self.talk.person]

    def myself(self) -> Meant | None:
        """The speaker as a member."""
        own = self.talk.store.members.as_person(self.group.id, self.talk.person) if self.group else None
        return None if own is None else Meant(member=own.id)

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Who keeps the book puts it right without asking anybody."""
        if self.group is None or not can(self.talk, self.group.id, Deed.REGISTER_MEMBERS):
            return None
        return "update_member", {key: value for key, value in self.answers.items() if key != "words"}

    def check(self) -> None:
        super().check()
        if self.group is not None and self.member is None:
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=you))

    def summary(self) -> Text:
        asked = _("Shall I pass it on to {secretaries}?")(secretaries=hearers_of(self.talk, self.group.id))
        return sentence(self.becomes(), asked)

    def act_on(self, member: Member, group: Group) -> Reply:
        quoted = _("“{message}”")(message=self.words) if self.words else None
        told = lines(_("{name} asks to put the members' book right.")(name=self.name), self.becomes(), quoted)
        entry = {"field": self.field.value, "value": self._token()}
        right = opens("put_right_own", _("Put it right"), group=group.id, whom=member.id, **entry)
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, Reply(told, (on_yes(right),), kind="alert"))
        return Reply(passed_on(self.talk, group.id))

    def _token(self) -> str:
        value: Any = self.value.value
        if isinstance(value, Born):
            day = f"{value.day}-{value.month}-{value.year}" if value.day else str(value.year)
            return str(age(value, self.talk.local.date())) if value.about else day
        return str(KINDS[self.field].dump(value)).replace("&", " ") or "-"


def _was_offered(talk: Talk[Store]) -> bool:
    """Whether the last message told the speaker what was changed of theirs."""
    account = talk.account
    told = talk.store.outbox.latest(account.channel, account.chat, 1, talk.now - A_DAY)
    return any(payload.startswith(OFFERED) for message in told for _label, payload in message.buttons)


@on("put_right_own", deed=Deed.REGISTER_MEMBERS)
class PutRightOwn(Corrected):
    """Put right what a member says is wrong of themselves: the tap is the yes to what was read back."""

    whom: Meant = ask(TheMember(), optional=True)
    field: Field = ask(FIELD, optional=True)
    value: Entry = ask(NewEntry(), optional=True)

    def check(self) -> None:
        super().check()
        if self.group is not None and (self.member is None or self.field is None or not self.is_of_field()):
            raise Denied(_("That is not in the book any more."))

    def summary(self) -> Text | None:
        return None

    def act_on(self, member: Member, group: Group) -> Reply:
        said = self.put_right(member)
        if member.person is not None and member.person != self.talk.person:
            mine = self.talk.store.people.get(self.talk.person).address
            told = _("{name}: {told}.")(name=self.name, told=self._told(self._certain()))
            done = sentence(_("{secretary} has put it right.")(secretary=mine), told)
            self.talk.tell(member.person, Reply(done, kind="alert"))
        return said
