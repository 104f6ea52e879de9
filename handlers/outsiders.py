"""A list of the members for an office, a notary or whoever else is outside: read back for whom and what for, logged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on
from bot.kinds import Words
from bot.messages import Reply
from bot.papers.paper import Format, paper_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import HOME_LANGUAGE, Text, _, lines, sentence
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.printing import OUTSIDE, asked_paper, columns_changed, columns_in, may_ask, outside
from bot.understanding.telling import is_question
from handlers.access import GroupForm, groups_for, told_of
from handlers.list_for_outside import TITLE, list_for_outside
from handlers.on_paper import Document, Wish, file_name
from handlers.ports import Store
from handlers.purposes import MORE
from handlers.words import group_name, listing
from jamaah.exports import Export, Purpose
from jamaah.groups import Group
from jamaah.roles import Deed

NAMES = ("untuk", "buat", "kanggo", "nggo", "kagem", "ke", "kepada", "setor", "minta")
_LEADS = expression(r"^(?:(?:untuk|buat|kanggo|nggo|kagem|ke|kepada|keperluan|dari)\s+)+")
_REASON = expression(r"\bkeperluan(?:nya|e)? (?:untuk |buat |kanggo )?([^,.;!?\n]{3,120})", re.IGNORECASE)
ALWAYS = _("name, woman or man, RT")


class Told(Words):
    """For whom or what for, in free words, without the word that leads in; a yes, a no or a question is none."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        other = is_question(text) or is_skip(text) or yes_no(text) is not None
        other = other or asked_paper(text, form.talk.local) is not None
        return None if other else super().read(_LEADS.sub("", text.strip()), form)


class Reason(Told):
    """What it is needed for, with the commonest on buttons."""

    hint = _("Please tap what it is for, or write it in a few words.")

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(label, name) for name, label in REASONS.items()]

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return REASONS[token].render(HOME_LANGUAGE) if token in REASONS else None


REASONS = {
    "data": _("taking down the members"),
    "aid": _("applying for aid"),
    "founding": _("founding the cooperative"),
}


class Receiver(Told):
    """For whom, with capitals as on a letter."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        reading = super().read(text, form)
        return None if reading is None else Reading(with_capitals(reading.value))


def with_capitals(words: str) -> str:
    """Each word with a capital: "dinas pertanian" is "Dinas Pertanian"."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


class More(Kind[list[str]]):
    """What the list is to tell of each besides; nothing more is an answer too."""

    hint = _("For example: date of birth, occupation, phone number; or: that is enough.")

    def read(self, text: str, form: Form[Any]) -> Reading[list[str]] | None:
        found = list(columns_in(text))
        enough = yes_no(text) is False or is_skip(text) or _ENOUGH.search(text.casefold()) is not None
        return Reading(found, certain=True) if found or enough else None

    def tap(self, token: str, form: Form[Any]) -> list[str] | None:
        return [one for one in token.split(",") if one in MORE]

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [*((label, name) for name, label in MORE.items()), (_("That is enough"), "-")]

    def told(self, value: list[str]) -> Text | None:
        return listing(MORE[one] for one in value) if value else ALWAYS


_ENOUGH = expression(r"\b(?:cukup|uwis|wis|sampun|sudah|itu saja|kuwi wae|nama saja|jeneng wae)\b")


class AsFile(Kind[Format]):
    """As which kind of file, where it is said."""

    def read(self, text: str, form: Form[Any]) -> Reading[Format] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> Format | None:
        return Format.XLSX if choose("format", text) == Format.XLSX else None

    def load(self, raw: Json, form: Form[Any]) -> Format:
        return Format(raw)


@on("export_outside", deed=Deed.HAND_OUT)
class ListForOutside(GroupForm):
    """Get a list of the members for an office or somebody else outside: for whom and what for is printed and logged."""

    title = _("List for an office")
    save = _("Send")
    cancelled = _("All right, nothing is sent.")
    receiver: str = ask(Receiver(80), _("For whom is the list? For example: the farming office."), label=_("for whom"))
    reason: str = ask(Reason(120), _("What do they need it for?"), label=_("what for"))
    more: list[str] = ask(More(), _("What else is to stand in it?"), label=_("what stands in it"), optional=True)
    kind: Format | None = ask(AsFile(), optional=True, takes=("format",))

    @classmethod
    @only_with(outside)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "daftar anggota untuk dinas pertanian", "data anggota buat kelurahan, sama nomor hp"."""
        if not may_ask(text):
            return None
        rest, group = told_of(talk, Deed.HAND_OUT, text, NAMES)
        asked = asked_paper(rest, talk.local)
        if asked is None or asked.document != OUTSIDE or not groups_for(talk, Deed.SEE_FIGURES):
            return None
        kind = {"kind": asked.made_as} if asked.made_as == Format.XLSX else {}
        reason = _REASON.search(text)
        what_for = {"reason": reason[1].strip()} if reason else {}
        return {**group, **kind, **what_for, "receiver": with_capitals(asked.recipient), "more": list(asked.columns)}

    def settled_at_once(self) -> Mapping[str, Json]:
        """Name, woman or man and RT, where nothing more was asked for."""
        receiver = self.answers.get("receiver")
        return {**({"receiver": with_capitals(receiver)} if receiver else {}), "more": self.answers.get("more", [])}

    def states(self, text: str) -> Mapping[str, Json]:
        """ "tambah nomor hp", "tanpa umur"; asked for once more, for whom it is now."""
        asked = asked_paper(text, self.talk.local)
        if asked is not None and asked.document == OUTSIDE and asked.recipient:
            return {"receiver": with_capitals(asked.recipient)}
        found = columns_changed(text, self.more or ())
        return {} if found is None else {"more": list(found)}

    def check(self) -> None:
        """Raise Denied where there is nobody to be listed."""
        super().check()
        if self.group is not None and not self.talk.store.members.of(self.group.id):
            raise Denied(_("No members yet."))

    def summary(self) -> Text:
        count = len(self.talk.store.members.of(self.group.id))
        told = _("List of {count} members of {group} for {receiver}.")
        stands: list[Text] = [ALWAYS, *(MORE[one] for one in self.more)]
        return lines(
            told(count=count, group=group_name(self.group), receiver=self.receiver),
            _("What for: {reason}.")(reason=self.reason),
            _("In it: {columns}.")(columns=listing(stands)),
            sentence(_("For whom and what for stands on it and is written down."), _("Send it now?")),
        )

    def act(self, group: Group) -> Reply:
        store, person = self.talk.store, self.talk.person
        export = Export(
            group=group.id,
            person=person,
            at=self.talk.now,
            purpose=Purpose.OFFICE,
            document=Document.OUTSIDE.value,
            receiver=self.receiver,
            reason=self.reason,
            columns=tuple(self.more),
        )
        store.exports.add([export])
        wish = Wish(talk=self.talk, group=group, made_as=Format.XLSX if self.kind is Format.XLSX else Format.PDF)
        made = list_for_outside(wish, self.receiver, self.reason, self.more)
        file = paper_file(file_name(wish, TITLE, self.receiver), [made], wish.made_as)
        return Reply(_("✓ Here it is. That it was handed out stands in the change log."), files=(file,))
