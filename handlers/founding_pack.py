"""The founding papers handed out as files: read back for whom they are and what is in them, and logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.forms import CHANGING, Denied, Form, Reading, ask, on, opens
from bot.kinds import Choice, Words, YesNo
from bot.messages import Reply
from bot.papers.paper import Format, paper_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.answers import yes_no
from bot.understanding.choices import choose
from bot.understanding.founding_minutes import is_enough
from bot.understanding.founding_pack import WORDS, asked_pack, without_nik
from bot.understanding.needed import only_with
from bot.understanding.taking_out import spares_numbers
from handlers.access import GroupForm, can, the_group, told_of
from handlers.founding_gaps import REASONS, Pack, gaps
from handlers.founding_papers import founding_papers
from handlers.founding_words import FIRST, NOBODY, founding_of, meeting_of, record_button, who_signs
from handlers.on_paper import Document, Wish, file_name
from handlers.ports import Store
from handlers.words import group_name, together
from jamaah.exports import Export, Purpose
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.people import tidy_guest
from jamaah.readiness import Signer, Standing
from jamaah.roles import Deed

TITLE = _("Founding papers")
MOST_TOLD = 2
OWN = "arsip kelompok"
RECEIVERS = {"notaris": _("The notary"), "dinas koperasi": _("The office (dinas)"), OWN: _("For the group to keep")}
KINDS = {Format.PDF: _("PDF to print"), Format.DOCX: _("Word to change")}


def _receiver(words: str) -> str:
    """Who gets the papers, as written; an office alone as it is called."""
    return words.casefold() if words.casefold() in RECEIVERS else tidy_guest(words)


class Receiver(Words):
    """Who gets the papers, in words."""

    def __init__(self) -> None:
        super().__init__(80)
        self.hint = _("Please write the name, for example: notaris Bu Rina.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        """A yes or no is nobody's name; what is said of the NIK answers another question."""
        words, _nik = without_nik(text)
        reading = super().read(words, form) if yes_no(words) is None else None
        return None if reading is None or is_enough(words) else Reading(_receiver(reading.value))

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return token if token in RECEIVERS else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(label, token) for token, label in RECEIVERS.items()]


class PdfOrWord(Choice[Format]):
    """As which kind of file; both where that is not said."""

    def __init__(self) -> None:
        super().__init__(Format, {}, {})

    def find(self, text: str, form: Form[Any]) -> Format | None:
        said = choose("format", text)
        return Format(said) if said in KINDS else None

    def tap(self, token: str, form: Form[Any]) -> Format | None:
        return Format(token) if token in KINDS else None


def _is_founded(talk: Talk[Store]) -> bool:
    """Whether the founding meeting of the group spoken of is known."""
    group = the_group(talk, Deed.KEEP_FOUNDING)
    return group is not None and founding_of(talk, group) is not None


@on("founding_pack", deed=Deed.KEEP_FOUNDING)
class FoundingPack(GroupForm):
    """Get the founding papers as files: minutes, lists, capital, and what is still missing."""

    title = TITLE
    save = _("Send")
    cancelled = _("All right, nothing is sent.")
    kind: Format | None = ask(PdfOrWord(), optional=True)
    receiver: str = ask(Receiver(), _("Who gets the papers? For example: notaris Bu Rina."), label=_("for whom"))
    nik: bool | None = ask(
        YesNo(_("Yes, write them"), _("No, leave a blank")),
        lambda form: _("Shall the NIK of {count} founders be written out in it? Whoever has the papers can read them.")(
            count=len(form.sealed())
        ),
        label=_("NIK"),
        when=lambda form: form.may_tell_nik(),
    )

    @classmethod
    @only_with(asked_pack)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS, alone=True)
        asked = asked_pack(rest)
        if asked is None or not (asked.sure or _is_founded(talk)):
            return None
        told = {"kind": asked.made_as, "receiver": _receiver(asked.receiver), "nik": asked.nik}
        return {**group, **{name: value for name, value in told.items() if value not in (None, "")}}

    def states(self, text: str) -> Mapping[str, Json]:
        """What is said of the NIK beside or after the receiver."""
        words, nik = without_nik(text)
        receiver = _receiver(words) if self.receiver is None and words and yes_no(words) is None else None
        told = {"receiver": receiver, "nik": nik}
        return {} if nik is None else {name: value for name, value in told.items() if value is not None}

    # -- what it is made of

    def _meeting(self) -> Meeting | None:
        founding = founding_of(self.talk, self.group) if self.group else None
        return meeting_of(self.talk, founding) if founding else None

    def sealed(self) -> dict[int, str]:
        """The sealed NIK that are kept of the founders, by member."""
        meeting = self._meeting()
        if meeting is None:
            return {}
        there = {
            one.member.id
            for one in who_signs(self.talk, self.group, meeting)
            if one.standing is not Standing.NOT_COUNTED
        }
        kept = self.talk.store.founders.of(self.group.id)
        return {one.member: one.nik for one in kept if one.nik is not None and one.member in there}

    def may_tell_nik(self) -> bool:
        """Whether there is a NIK that the speaker may hand out to whoever gets the papers."""
        if self.group is None or self.receiver in (None, OWN) or not self.talk.seal.is_there:
            return False
        return can(self.talk, self.group.id, Deed.KEEP_NIK) and bool(self.sealed())

    def pack(self) -> Pack:
        """All that the papers are made of."""
        founding, meeting = founding_of(self.talk, self.group), self._meeting()
        if founding is None or meeting is None:
            raise Denied(_("The founding meeting is not written down yet."))
        return Pack(
            wish=Wish(talk=self.talk, group=self.group),
            founding=founding,
            meeting=meeting,
            signing=who_signs(self.talk, self.group, meeting),
            receiver=self.receiver or "",
            niks=self.sealed() if self.nik and self.may_tell_nik() else {},
        )

    def formats(self) -> list[Format]:
        """As which kinds of file they are made."""
        return [self.kind] if self.kind in KINDS else list(KINDS)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        meeting = self._meeting()
        if not self.talk.store.members.of(self.group.id):
            raise Denied(_("The book has no members yet."))
        if meeting is None:
            none = _("The papers are made of the founding meeting, and that is not written down yet.")
            raise Denied(sentence(none, FIRST), record_button(self.talk, self.group))
        if not who_signs(self.talk, self.group, meeting):
            may = can(self.talk, self.group.id, Deed.RECORD_MEETING)
            told = opens("correct_meeting", _("Correct it"), group=self.group.id, meeting=meeting.id)
            raise Denied(NOBODY, (told,) if may else ())

    def on_condition(self, text: str) -> tuple[Mapping[str, Json], bool] | None:
        """No word about the NIK that wait to be sent is a yes to that: they are left out, and it is read back so."""
        waits = self.may_tell_nik() and bool(self.nik) and CHANGING not in self.answers
        return ({"nik": False}, False) if waits and spares_numbers(text) else None

    # -- the end

    def summary(self) -> Text:
        pack = self.pack()
        missing = len(gaps(pack))
        empty = _("{count} things are still missing: left blank, listed on the last page.")(count=missing)
        return lines(*self._head(pack), self._niks(pack), empty if missing else None, self._ask())

    def _head(self, pack: Pack) -> Iterator[Text]:
        made = together(KINDS[one] for one in self.formats())
        told = _("Founding papers of {group}: {founders} founders, {kinds}.")
        yield told(group=group_name(self.group), founders=len(pack.founders), kinds=made)
        for one in self._left_out(pack)[:MOST_TOLD]:
            left_out, why = _("{member} is no founder: {why}."), REASONS[one.of_age]
            yield left_out(member=one.member.called or one.member.name, why=why)
        rule = pack.short_of
        if rule is not None:
            few = _("Marked as a draft: at least {target} founders are needed ({source}).")
            yield few(target=rule.threshold, source=rule.source)

    def _left_out(self, pack: Pack) -> list[Signer]:
        return [one for one in pack.signing if one.standing is Standing.NOT_COUNTED and one.member.erased is None]

    def _niks(self, pack: Pack) -> Text:
        if pack.niks:
            return _("The NIK of {count} founders can be read in them.")(count=len(pack.niks))
        return _("The NIK are left blank, to be written in by hand.")

    def _handed_out(self, group: Group, pack: Pack) -> Export:
        return Export(
            group=group.id,
            person=self.talk.person,
            at=self.talk.now,
            purpose=Purpose.KEEP if self.receiver == OWN else Purpose.OFFICE,
            document=Document.PACK.value,
            receiver=pack.receiver,
            niks=len(pack.niks),
            nik_of=tuple(sorted(pack.niks)),
        )

    def _ask(self) -> Text:
        to = self.talk.store.people.get(self.talk.person).address
        asked = _("For {receiver}, by {person} in this chat; that is written down. Send them now?")
        return asked(receiver=self.receiver, person=to)

    def act(self, group: Group) -> list[Reply]:
        self.check()
        pack = self.pack()
        self.talk.store.exports.add([self._handed_out(group, pack)])
        papers, name = founding_papers(pack), file_name(pack.wish, TITLE, pack.receiver)
        told = _("✓ Here they are. What is blank is filled in by hand, or told to me before they are made anew.")
        texts = {made_as: _("{told}.")(told=KINDS[made_as]) for made_as in self.formats()}
        texts[self.formats()[0]] = told
        # One message for each file: not every channel sends two with one.
        return [Reply(text, files=(paper_file(name, papers, made_as),)) for made_as, text in texts.items()]
