"""What the minutes of the founding meeting carry, told one after another or many at once; whatever may follow later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from bot.forms import CHANGING, Denied, Kind, Reading, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.founding_meeting import WORDS as FOUNDING
from bot.understanding.founding_minutes import (
    OF_COOPERATIVE,
    OWN,
    WORDS,
    fills_in,
    find_particulars,
    is_enough,
    names_parts,
    particular,
    whole_name,
)
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from bot.understanding.wrong import Correction
from handlers.access import the_group, told_of
from handlers.cooperative_names import measured
from handlers.founding_words import (
    AGREED,
    CHOICES,
    FIRST,
    LABELS,
    PAID,
    PEOPLE,
    QUESTIONS,
    founding_of,
    meeting_of,
    missing_parts,
    names_of,
    offered,
    record_button,
    told_parts,
)
from handlers.named import NamedForm
from handlers.ports import Store
from handlers.the_member import ME
from jamaah.capital import Capital
from jamaah.cooperatives import own_kind, tidy_cooperative
from jamaah.foundings import Founding, closing
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.people import fold, tidy_guest, tidy_name
from jamaah.roles import Deed
from jamaah.rulebook import Measure, load

Told = dict[str, Any]
"""Parts by their names, as JSON; "passed" are those that may follow, "enough" that no more is to be asked."""
PASS, ENOUGH = "pass", "enough"


class Particulars(Kind[Told]):
    """Parts of the minutes, each behind its word, or the answer to the one that is asked."""

    hint = _("What is not known yet may follow.")
    grows = True

    def read(self, text: str, form: Any) -> Reading[Told] | None:
        asked = form.asked()
        found = find_particulars(text) or find_particulars(text, asked)
        if found:
            return Reading(found, certain=True)
        if is_enough(text):
            return Reading({ENOUGH: True}, certain=True)
        if asked is None:
            return None
        if is_skip(text):
            return Reading({"passed": [asked]}, certain=True)
        if asked in ("name", "kind") and (name := whole_name(text)):
            return Reading({"name": name}, certain=True)
        if names_parts(text):
            return None
        if (agreed := yes_no(text)) is not None:
            return Reading({asked: AGREED}, certain=True) if agreed and asked == "statutes" else None
        value = particular(asked, " ".join(text.split()))
        return None if value is None else Reading({asked: value}, certain=not isinstance(value, str))

    def tap(self, token: str, form: Any) -> Told | None:
        asked = form.asked()
        if token == ENOUGH:
            return {ENOUGH: True}
        if token == PASS:
            return {"passed": [asked]} if asked else None
        return {asked: token} if token in CHOICES.get(asked, ()) else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        asked = form.asked()
        if asked is None:
            return []
        told = [(verbatim(one.capitalize()), one) for one in CHOICES.get(asked, ())]
        return [*told, (_("Skip"), PASS), (_("The rest later"), ENOUGH)]

    def merge(self, old: Told, new: Told) -> Told:
        """More parts come on top; the same one is put right."""
        passed = [*old.get("passed", []), *new.get("passed", [])]
        return {**old, **new, **({"passed": passed} if passed else {})}

    def mends(self, said: Correction, old: Told) -> Told | None:
        """Another answer for the part of which what was said is wrong."""
        wrong = [name for name in LABELS if said.was and fold(str(old.get(name))) == fold(said.was)]
        value = particular(wrong[0], said.right) if len(wrong) == 1 and said.right else None
        return None if value is None else {wrong[0]: value}


def _what_next(form: TellFounding) -> Text:
    asked = form.asked()
    if asked is None:
        return _("What should be different? For example: who wrote the minutes, Bu Sri.")
    if form.told:
        return QUESTIONS[asked]
    return sentence(QUESTIONS[asked], _("Several at once are fine; what is missing may follow."))


_OF_IT = (
    *(
        "impin",
        "ketua rapat",
        "ketua sidang",
        "notulis",
        "sekretaris rapat",
        "mencatat",
        "nyatet",
        "nyathet",
        "dicatat",
    ),
    *("nyuluh", "pemateri", "narasumber", "wilayah", "daerah", "jangka", "bentuk", "simpanan wajib", "masa "),
    *("kuasa", "koperasi", "berita"),
)
"""What stands in a text of parts whose words mean nothing else, of a cooperative's, or that asks to fill them in."""


@on("tell_founding", deed=Deed.KEEP_FOUNDING)
class TellFounding(NamedForm):
    """Write down what the minutes of the founding meeting carry: who led it, when it closed, what was decided."""

    title = _("Minutes of the founding")
    answered_by = "founding"
    told: Told = ask(Particulars(), _what_next, label=_("parts"), until=lambda form: form.is_told())

    @classmethod
    @only_with(*_OF_IT, *FOUNDING)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Parts whose words mean nothing else, once the founding meeting is recorded or spoken of."""
        if talk.busy or not mentions(text, (*WORDS, "berita acara")):
            return None
        rest, named = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS, alone=True)
        if fills_in(rest):
            group = cls(talk, named).group if named else the_group(talk, Deed.KEEP_FOUNDING)
            return named if group is not None and founding_of(talk, group) is not None else None
        told = find_particulars(rest)
        own = OWN | OF_COOPERATIVE if mentions(text, ("koperasi",)) else OWN
        both = {"name"} < told.keys()
        if not told or not (told.keys() & own or both or mentions(text, FOUNDING)):
            return None
        form = cls(talk, named)
        group = form.group if named else the_group(talk, Deed.KEEP_FOUNDING)
        known = group is not None and founding_of(talk, group) is not None
        return {**named, "told": {**told, ENOUGH: True}} if known or both or mentions(text, FOUNDING) else None

    def states(self, text: str) -> Mapping[str, Json]:
        told = find_particulars(text)
        return {"told": told} if told else {}

    # -- what is told, and what is asked

    def parts(self) -> Told:
        """The parts that were told, in the order of the minutes."""
        told = self.told or {}
        parts = {name: told[name] for name in (*LABELS, *PAID) if name in told}
        if "briefed" in parts:
            parts["briefed"] = tidy_guest(parts["briefed"])
        if "closed" in parts:
            begun = time.fromisoformat(parts["begun"]) if "begun" in parts else self._begun()
            parts["closed"] = closing(begun, time.fromisoformat(parts["closed"])).isoformat("minutes")
        return parts

    def _begun(self) -> time | None:
        """When the meeting began, as it is known."""
        known = founding_of(self.talk, self.group) if self.group else None
        return (known.begun or meeting_of(self.talk, known).at) if known else None

    def spoken(self) -> list[str]:
        told = self.answers.get("told") or {}
        return [*(told[name] for name in PEOPLE if name in told), *told.get("holders", [])]

    def unclear(self) -> list[str]:
        """Names that may mean several; one who led or wrote may be nobody of the book, who has the mandate is."""
        given = (self.answers.get("told") or {}).get("holders", [])
        return [name for name in super().unclear() if name in given or self.meant_by(name)]

    def asked(self) -> str | None:
        """The part that is asked now; None where no more is."""
        told = self.answers.get("told") or {}
        known = founding_of(self.talk, self.group) if self.group else None
        if known is None or told.get(ENOUGH) or CHANGING in self.answers:
            return None
        missing = missing_parts(known, meeting_of(self.talk, known), self.group)
        named = tidy_cooperative(told["name"]) if "name" in told else ""
        kind = {"kind"} if named and (known.kind or own_kind(named)) else set()
        return next((name for name in missing if name not in {*told, *told.get("passed", []), *kind}), None)

    def is_told(self) -> bool:
        """Whether no more is asked."""
        return self.asked() is None

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        known = founding_of(self.talk, self.group)
        if known is None:
            none = _("The founding meeting is not written down yet.")
            raise Denied(sentence(none, FIRST), record_button(self.talk, self.group))
        if self.told is None and not missing_parts(known, meeting_of(self.talk, known), self.group):
            raise Denied(_("The minutes of the founding are complete."), offered(self.talk, self.group, missing=[]))
        if self.told is not None and self.is_told() and not self.unclear() and self._changes_nothing(known):
            told = _("That is written down already.") if self.parts() else _("All right, it may follow.")
            strange = self._not_in_the_book(self.parts())
            raise Denied(strange or told, offered(self.talk, self.group, missing=["told"]))

    def _changes_nothing(self, known: Founding) -> bool:
        return self._with_told(known) == known and self._group() == self.group

    # -- what is written

    def _with_told(self, known: Founding) -> Founding:
        """The founding with what was told; people of the book by their whole names."""
        told = self.parts()
        own = {name: value for name, value in told.items() if name not in ("name", "share", "paid", "holders")}
        own |= {name: self._whole_name(told[name]) for name in PEOPLE if name in told}
        own |= {name: time.fromisoformat(told[name]) for name in ("begun", "closed") if name in told}
        holders = tuple(member.id for member in self._holders()) or known.holders
        return replace(known, **own, holders=holders)

    def _holders(self) -> list[Member]:
        named = [self.member(name) for name in (self.told or {}).get("holders", [])]
        return [member for member in named if member is not None]

    def _whole_name(self, said: str) -> str:
        member = self.member(said) if self.group else None
        return member.name if member else self._stranger(said)

    def _stranger(self, said: str) -> str:
        """The name of somebody who is in no book, be it the speaker's own."""
        mine = self.talk.store.people.get(self.talk.person).address if ME.fullmatch(said.strip()) else ""
        return mine or tidy_name(said)

    def _group(self) -> Group:
        """The group with the cooperative's name and the first share, where these were told."""
        told, group = self.parts(), self.group
        capital, today = group.capital or Capital(day=self.talk.local.date()), self.talk.local.date()
        news = {name: told[name] for name in ("share", "paid") if name in told}
        if any(getattr(capital, name) != value for name, value in news.items()):
            group = replace(group, capital=replace(capital, **news, day=today))
        return replace(group, cooperative=tidy_cooperative(told["name"])) if "name" in told else group

    def summary(self) -> Text:
        roll, parts = self.roll(), self.parts()
        shown = parts | {name: self._called(parts[name]) for name in PEOPLE if name in parts}
        if "name" in parts:
            shown["name"] = tidy_cooperative(parts["name"])
        names = names_of(self._holders(), roll, self.talk)
        return lines(*told_parts(shown, names), *self._remarks(parts), _("Is that right?"))

    def _called(self, said: str) -> str:
        member = self.member(said)
        return self.called(member) if member else self._stranger(said)

    def _remarks(self, parts: Told) -> list[Text | None]:
        """How the name and the term stand by the law; who has the mandate and is in no book."""
        today = self.talk.local.date()
        name = measured(tidy_cooperative(parts["name"]), today) if "name" in parts else None
        rules = load().in_force(today).values()
        term = next((rule for rule in rules if rule.measure is Measure.TERM_YEARS), None)
        longer = term is not None and parts.get("term", 0) > term.threshold
        long = _("The law has {target} years at most ({source}).")
        return [
            name,
            long(target=term.threshold, source=term.source) if term and longer else None,
            self._not_in_the_book(parts),
        ]

    def _not_in_the_book(self, parts: Told) -> Text | None:
        strange = [name for name in self.strangers() if name in map(tidy_name, parts.get("holders", []))]
        if not strange:
            return None
        told = _("{names} is not in the members' book, so not written down yet. Please register first.")
        return told(names=strange)

    def act(self, group: Group) -> Reply:
        self.check()
        known = founding_of(self.talk, group)
        if known is None:
            raise Denied(_("The founding meeting is not written down yet."))
        founding, changed = self._with_told(known), self._group()
        if founding != known:
            self.talk.store.foundings.replace(founding)
        if changed != group:
            self.talk.store.groups.replace(changed)
        self.keep()
        missing = missing_parts(founding, meeting_of(self.talk, founding), changed)
        more = _("Still empty: {count}; they may follow.")(count=len(missing)) if missing else None
        return Reply(sentence(_("✓ Saved."), more), offered(self.talk, group, missing=missing))
