"""The NIK of founders, for the founding papers alone: sealed as soon as it is read, and shown by its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Denied, Kind, Reading, Refusal, ask, on, opens
from bot.hiding import COUNTED_FIRST, behind
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.taking_out import ME, NIK, taken_out
from handlers.access import groups_for
from handlers.names import FullName
from handlers.ports import Store
from handlers.the_member import Meant, MemberForm
from handlers.words import GENDERS
from jamaah.founders import Founder
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.nik import LENGTH, Hint, differs, ends, hint
from jamaah.people import Gender
from jamaah.roles import Deed

Sealed = dict[str, Any]
_ITS = expression(
    r"\b(?:nik|ktp|no|nomor|nomer)(?:e|ne|nya|ipun)?\b|\b(?:itu|iku|yaiku|yaitu|adalah|punya|milik)\b|[:=,.;]",
    re.IGNORECASE,
)
_OTHER = expression(
    r"\b(?:daftar\w*|kumpul\w*|rapat|usul\w*|umum\w*|kk|kartu|rekening|norek|keputus\w*|diputus\w*)\b", re.IGNORECASE
)
_WHOSE = expression(
    r"(?:(?:isi|catat|tambah) )?nik(?:e|ne|nya|ipun)?[\s:]+(?P<who>[^\d\n?]{2,40}?)[.! ]*", re.IGNORECASE
)
_NIK = ("nik ", "nik:", "nike", "nikn", "nikip")
"""What stands in all that `_WHOSE` finds; "nik" alone is also in "niki" and "unik"."""
LONGEST = 120


class Nik(Kind[Sealed]):
    """The digits of a NIK, of which nothing but the sealed number, its end and what it hints at is kept."""

    hint = _("A NIK has 16 digits; it stands on the KTP.")

    def read(self, text: str, form: Any) -> Reading[Sealed] | None:
        found = behind(text, form.talk.hidden)
        return Reading(_sealed(form.talk, found[0]), certain=True) if found else None

    def find(self, text: str, form: Any) -> Sealed | None:
        reading = self.read(text, form)
        return reading.value if reading else None


def _sealed(talk: Talk[Store], digits: str) -> Sealed:
    if len(digits) != LENGTH or not talk.seal.is_there:
        return {"count": len(digits)}
    told = hint(digits, talk.local.date())
    said = {"born": told.born.isoformat(), "gender": told.gender.value} if told else {}
    return {"count": LENGTH, "sealed": talk.seal.close(digits), "end": ends(digits), **said}


@on("set_nik", deed=Deed.KEEP_NIK, pattern=r"(?:isi |catat |tambah |lengkapi )?nik(?:e|ne|nya)?(?: (?:para )?pendiri)?")
class SetNik(MemberForm):
    """Keep the NIK of a founder, sealed, for the founding papers."""

    title = _("A founder's NIK")
    question = _("Whose NIK is it?")
    number: Sealed = ask(
        Nik(),
        lambda form: _("What is the NIK of {name}? 16 digits, from the KTP. It is locked; only its end is shown.")(
            name=form.name
        ),
        label=_("NIK"),
    )

    @classmethod
    @only_with(*_NIK, COUNTED_FIRST)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """One long number beside a name: "nik bu tini 3322..."; or the name alone: "nik bu tini"."""
        if not talk.hidden:
            whose = _WHOSE.fullmatch(text.strip())
            return cls._of_whom(cls(talk), whose["who"]) if whose else None
        found = behind(text, talk.hidden) if len(talk.hidden) == 1 and len(text) <= LONGEST else None
        if found is None or "\n" in text.strip() or _OTHER.search(text):
            return None
        form, rest = cls(talk), " ".join(_ITS.sub(" ", found[1]).split())
        number: dict[str, Json] = {"number": form.slots["number"].kind.dump(_sealed(talk, found[0]))}
        whom = cls._of_whom(form, rest)
        return {**number, **(whom or {})} if whom or not rest or "nik" in text.casefold() else None

    @staticmethod
    def _of_whom(form: SetNik, said: str) -> Mapping[str, Json] | None:
        """Whom words name, who has to be of the book where it is known which one it is."""
        name = FullName().read(said, form)
        known = name is not None and (form.group is None or form.meant_by(name.value))
        return {"whom": form.slots["whom"].kind.dump(Meant(name.value))} if name is not None and known else None

    def check(self) -> None:
        self.talk.took_hidden = True
        if not self.talk.seal.is_there:
            raise Denied(_("I cannot keep a NIK yet: whoever runs Carik has set no key. The number was not kept."))
        super().check()
        if self.group is not None and not self._is_time():
            shown = (opens("list_papers", _("Founding documents"), group=self.group.id),)
            raise Denied(
                _("A NIK is only needed once the founding papers are prepared. Until then I do not keep it."), shown
            )
        if self.number is not None and self.number["count"] != LENGTH:
            wrong = _("I count {count} digits; a NIK has 16. Please look at the KTP once more.")
            raise Refusal("number", wrong(count=self.number["count"]))

    def _is_time(self) -> bool:
        """Whether the papers of a founding are being prepared: one of them was written down, the name is chosen, or the
        founding meeting was held."""
        store, group = self.talk.store, self.group
        return group.cooperative is not None or bool(store.papers.of(group.id)) or bool(store.foundings.of(group.id))

    def summary(self) -> Text:
        return sentence(
            _("NIK of {name}: {end}.")(name=self.name, end=self.number["end"]), self._hint(), _("Is that right?")
        )

    def _hint(self) -> Text | None:
        """What the number says of the birth, and that the book says otherwise: a hint to look once more."""
        if "born" not in self.number:
            return None
        born, gender = date.fromisoformat(self.number["born"]), Gender(self.number["gender"])
        told = _("By the number {gender}, born on {day}.")(gender=GENDERS[gender], day=PlainDate(born))
        other = _("The book says otherwise; that may be so.") if differs(Hint(born, gender), self._certain()) else None
        return sentence(told, other)

    def act_on(self, member: Member, group: Group) -> Reply:
        self.check()
        founders, today = self.talk.store.founders, self.talk.local.date()
        known = next((one for one in founders.of(group.id) if one.member == member.id), None)
        if known is None:
            founders.add([Founder(group=group.id, member=member.id, ktp=True, day=today, nik=self.number["sealed"])])
        else:
            founders.replace(replace(known, nik=self.number["sealed"], ktp=True, day=today))
        have = sum(one.nik is not None for one in founders.of(group.id))
        told = _("✓ Kept, and locked. There are {count} NIK now.")
        return Reply(told(count=have), (opens("set_nik", _("Another NIK"), group=group.id),))


@on("remove_nik", deed=Deed.KEEP_NIK)
class RemoveNik(MemberForm):
    """Take the kept NIK of somebody out again."""

    title = _("Take a NIK out")
    save = _("Delete")
    cancelled = _("All right. Nothing has changed.")
    ends_at_no = True
    question = _("Whose NIK is to be taken out?")

    @classmethod
    @only_with(NIK, "ktp")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "hapus nik bu lasmi"; of a member's own the secretary is asked (see `withholding`)."""
        told = taken_out(text)
        if (
            told is None
            or told.what != NIK
            or (talk.busy and not told.who)
            or (told.who == ME and not groups_for(talk, Deed.KEEP_NIK))
        ):
            return None
        return {"whom": cls.slots["whom"].kind.dump(Meant(told.who))} if told.who else {}

    def roll(self) -> list[Member]:
        """Also who has left, of whom a NIK is kept still."""
        members = self.talk.store.members
        gone = members.departed(self.group.id) if self.group else []
        return [*super().roll(), *(one for one in gone if self._kept(one) is not None)]

    def check(self) -> None:
        super().check()
        if self.member is not None and self._kept(self.member) is None:
            raise Denied(_("No NIK of {name} is kept.")(name=self.name))

    def _kept(self, member: Member) -> Founder | None:
        """What is known of a member as a founder, where a NIK is among it."""
        known = self.talk.store.founders.of(member.group)
        return next((one for one in known if one.member == member.id and one.nik is not None), None)

    def _end(self) -> str:
        kept = self._kept(self._certain())
        number = self.talk.seal.open(kept.nik) if kept is not None and kept.nik is not None else None
        return f" ({ends(number)})" if number else ""

    def summary(self) -> Text:
        told = _("The NIK of {name}{end} is taken out for good; papers made already keep it.")
        told = told(name=self.name, end=self._end())
        return sentence(told, _("Is that right?"))

    def act_on(self, member: Member, group: Group) -> Reply:
        kept = self._kept(member)
        if kept is None:
            raise Denied(_("No NIK of {name} is kept.")(name=self.name))
        founders = self.talk.store.founders
        founders.replace(replace(kept, nik=None, day=self.talk.local.date()))
        left = sum(one.nik is not None for one in founders.of(group.id))
        return Reply(_("✓ The NIK of {name} is deleted. There are {count} NIK now.")(name=self.name, count=left))
