"""Correcting what the members' book says of somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.forms import on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.stated import Stated, stated
from bot.understanding.taking_out import ME, NIK, taken_out
from handlers.access import groups_for
from handlers.member_fields import KINDS, NOTHING, Corrected, Entry, Field
from handlers.ports import Store
from handlers.the_member import Meant, spoken_of
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.roles import Deed

PARENTS_YES = expression(
    r"izin(?:e|ne|nya)? (?:orang ?tua|ortu|wong ?tuwo|wali)(?:ne|nya|nipun)? (?P<who>[^,:\d\n]{2,40}?)"
    r"(?:\s*[:,]\s*|\s+(?:dari|saka|soko|saking|sudah dari)\s+)(?P<parent>[^\d\n]{2,40}?)[.! ]*",
    re.IGNORECASE,
)


@on("update_member", deed=Deed.REGISTER_MEMBERS, command="ubah")
class CorrectMember(Corrected):
    """Correct what the book says of a member."""

    title = _("Correct a member")
    question = _("Whose data should be changed?")

    @classmethod
    @only_with(taken_out, PARENTS_YES, stated)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """What is stated of somebody of the book is to stand there: "suparmi rt ne 4"; or is to be taken out."""
        form = cls(talk)
        out = taken_out(text)
        if (
            out is not None
            and out.what != NIK
            and (out.who or not talk.busy)
            and (out.who != ME or groups_for(talk, Deed.REGISTER_MEMBERS))
        ):
            whom = {"whom": cls.slots["whom"].kind.dump(Meant(out.who))} if out.who else {}
            return {**whom, "field": out.what, **form.entered(Field(out.what), NOTHING)}
        agreed = PARENTS_YES.fullmatch(text.strip()) if "izin" in text.casefold() else None
        if agreed and form.group is not None and (found := spoken_of(talk, agreed["who"], form.roll())):
            return form.answered(Stated(agreed["who"], "parent", agreed["parent"]), found)
        told = list(stated(text))
        if not told or form.group is None:
            return None
        for one in told:
            found = spoken_of(talk, one.who, form.roll()) if one.who or not talk.busy else []
            if found:
                return form.answered(one, found)
        return None

    def answered(self, one: Stated, found: Sequence[Member]) -> Mapping[str, Json]:
        """The answers that a statement about one of these gives."""
        whom = Meant(member=found[0].id) if len(found) == 1 else Meant(one.who)
        field = Field.BORN if one.field in ("age", "birth_year") else Field(one.field)
        reading = KINDS[field].read(one.value, self)
        entry = Entry(field, one.value if reading is None else reading.value)
        called = one.called or (addressed(found[0], self.talk.local.date(), self.roll()) if field is Field.NAME else "")
        return {
            "whom": self.slots["whom"].kind.dump(whom),
            "field": field.value,
            "value": self.slots["value"].kind.dump(entry),
            **({"called": called} if called else {}),
            **({"phone": one.phone} if one.phone else {}),
        }

    def summary(self) -> Text:
        return sentence(self.becomes(), _("Is that right?"))

    def act_on(self, member: Member, group: Group) -> Reply:
        return self.put_right(member)
