"""What a founding still lacks, in words: for the checklist among its papers, and for who asks for these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from bot.texts import Text, _, sentence
from bot.understanding.money import rupiah
from bot.understanding.naming import mentions
from handlers.cooperative_names import measured
from handlers.founding_words import LABELS, known_of, known_parts, missing_parts
from handlers.on_paper import Wish
from handlers.posts import NEEDED, POSTS
from handlers.words import listing
from jamaah.cooperatives import own_words
from jamaah.foundings import Founding
from jamaah.full_names import full_names
from jamaah.meetings import Meeting
from jamaah.members import Member
from jamaah.officers import Officer, serving
from jamaah.readiness import OfAge, Signer, Standing, fewest
from jamaah.rulebook import Measure, Rule, load
from lean import dataclass

REASONS: Mapping[OfAge, Text] = {
    OfAge.BARRED: _("no KTP yet, or no Indonesian citizen"),
    OfAge.UNDER_AGE: _("not of age yet; if married they may, please ask the notary"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What the founding papers are made of. `signing` are those who were there; `receiver` is who gets the papers;
    `niks` are sealed NIK by member, where they are to be readable in the papers."""

    wish: Wish
    founding: Founding
    meeting: Meeting
    signing: Sequence[Signer]
    receiver: str = ""
    niks: Mapping[int, str] = field(default_factory=dict)

    @property
    def founders(self) -> list[Member]:
        """Those who are founders, for certain or perhaps."""
        return [one.member for one in self.signing if one.standing is not Standing.NOT_COUNTED]

    @property
    def sure(self) -> int:
        """How many are founders for certain."""
        return sum(one.standing is Standing.SURE for one in self.signing)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of the day on which the papers are made."""
        return load().in_force(self.wish.today)

    @property
    def short_of(self) -> Rule | None:
        """The rule by which the founders are too few; None where they are enough, or no rule is known."""
        rule = fewest(self.rules.values())
        return rule if rule is not None and len(self.founders) < rule.threshold else None

    @property
    def officers(self) -> list[Officer]:
        """Who holds which post on that day."""
        return serving(self.wish.talk.store.officers.of(self.wish.group.id), self.wish.today)

    @property
    def names(self) -> Mapping[int, str]:
        """The full names of the members now, namesakes told apart."""
        return full_names(self.wish.talk.store.members.of(self.wish.group.id))

    def member(self, id_: int) -> Member | None:
        """A member of the group, also one who has left."""
        found = self.wish.talk.store.members.get(id_)
        return found if found is not None and found.group == self.wish.group.id else None


_OF_FOUNDING = ("koperasi", "pendiri", "pengurus", "pengawas", "simpanan", "modal", "anggaran dasar", "notaris", "akta")


def founding_decisions(decisions: Sequence[str]) -> tuple[str, ...]:
    """The decisions that are told as of the founding; everyday business of that evening is none."""
    return tuple(one for one in decisions if mentions(one, _OF_FOUNDING))


def gaps(pack: Pack) -> list[Text]:
    """All that is still empty or not certain, each as a sentence."""
    return [*_of_minutes(pack), *_of_founders(pack), *_of_officers(pack), *_of_name(pack), *_of_capital(pack)]


def _of_minutes(pack: Pack) -> Iterator[Text]:
    missing = missing_parts(pack.founding, pack.meeting, pack.wish.group)
    if missing:
        yield _("The minutes still lack: {parts}.")(parts=listing(LABELS[name] for name in missing))
    if pack.meeting.place is None:
        yield _("Where the meeting was is not written down.")
    if beside := len(pack.meeting.decisions) - len(founding_decisions(pack.meeting.decisions)):
        yield _("Decisions of that meeting on other things are not in these minutes: {count}.")(count=beside)


def _of_founders(pack: Pack) -> Iterator[Text]:
    rule = fewest(pack.rules.values())
    if rule is not None and pack.short_of is not None:
        short = _("Founders are too few: {count}, at least {target} are needed ({source}).")
        yield short(count=len(pack.founders), target=rule.threshold, source=rule.source)
    elif rule is not None and pack.sure < rule.threshold:
        needed = _("At least {target} founders are needed ({source}).")
        yield sentence(known_of(pack.signing), needed(target=rule.threshold, source=rule.source))
    barred = len(pack.signing) - len(pack.founders)
    if barred:
        yield _("{count} who were there are not counted as founders.")(count=barred)
    elsewhere = sum(one.of_age is OfAge.ELSEWHERE for one in pack.signing)
    if elsewhere:
        yield _("{count} are in another group too: please ask the notary.")(count=elsewhere)
    erased = sum(one.member.erased is not None for one in pack.signing)
    if erased:
        yield _("The data of {count} who were there were deleted since; their row is empty.")(count=erased)


def _of_officers(pack: Pack) -> Iterator[Text]:
    held = {one.post for one in pack.officers}
    missing = [POSTS[post] for post in NEEDED if post not in held]
    if missing:
        yield _("Not written down yet: {posts}.")(posts=listing(missing))
    before = sum(one.since is not None and one.since < pack.meeting.day for one in pack.officers)
    if before:
        yield _("{count} had their post before the founding meeting: please make sure that it chose them.")(
            count=before
        )


def _of_name(pack: Pack) -> Iterator[Text]:
    name = pack.wish.group.cooperative
    rule = next((rule for rule in pack.rules.values() if rule.measure is Measure.NAME_WORDS), None)
    told = measured(name, pack.wish.today) if name else None
    if name and rule is not None and told is not None and len(own_words(name)) < rule.threshold:
        yield told


def _of_capital(pack: Pack) -> Iterator[Text]:
    capital = pack.wish.group.capital
    if capital is None or capital.paid is None:
        yield _("What is paid in is not written down yet.")
    elif capital.share is not None and capital.paid < capital.share * len(pack.founders):
        short = capital.share * len(pack.founders) - capital.paid
        yield _("Of the first shares of all founders {amount} are still to be paid in.")(amount=rupiah(short))


def parts_of(pack: Pack) -> dict[str, Any]:
    """What is known of what the minutes carry."""
    return known_parts(pack.founding, pack.meeting, pack.wish.group)
