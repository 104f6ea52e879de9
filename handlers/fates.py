"""What became of an idea, as it is written down: on which day, at which meeting, and what the minutes say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.talk import Talk
from bot.texts import Text, _
from handlers.book_of_ideas import called, says
from handlers.minutes import just_recorded, lately
from handlers.ports import Store
from jamaah.ideas import Idea, Standing, carried_out, decided, discussed
from jamaah.meetings import Meeting
from lean import dataclass

TOLD: Mapping[Standing, Text] = {
    Standing.ADOPTED: _("The {idea}: adopted, {at}."),
    Standing.NOT_ADOPTED: _("The {idea}: not adopted, {at}."),
    Standing.DISCUSSED: _("The {idea}: discussed, nothing decided yet, {at}."),
    Standing.CARRIED_OUT: _("The {idea}: {outcome}."),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """An idea before and after something became of it, and the meeting that said so; None where it was at none."""

    before: Idea
    after: Idea
    fate: Standing
    meeting: Meeting | None = None

    @property
    def enters_the_minutes(self) -> bool:
        """Whether it will stand among the decisions of its meeting, and does not yet."""
        meeting, adopted = self.meeting, self.fate is Standing.ADOPTED
        return meeting is not None and adopted and not any(says(one, self.after) for one in meeting.decisions)


def settled(
    talk: Talk[Store],
    idea: Idea,
    fate: Standing,
    *,
    outcome: str | None = None,
    day: date | None = None,
    meeting: int | None = None,
) -> Settled:
    """An idea once this became of it: at the meeting that was chosen, on the day that was said, else where it was."""
    if fate is Standing.CARRIED_OUT:
        return Settled(idea, carried_out(idea, str(outcome)), fate)
    on, held = _where(talk, idea, day, meeting)
    if fate is Standing.DISCUSSED:
        return Settled(idea, discussed(idea, on), fate, held)
    after = decided(idea, on, adopted=fate is Standing.ADOPTED, meeting=held.id if held else None)
    return Settled(idea, after, fate, held)


def _where(talk: Talk[Store], idea: Idea, day: date | None, meeting: int | None) -> tuple[date, Meeting | None]:
    """The day of it, and the meeting of that day that is in the book: the one written down a moment ago, that of the
    day that was said, else the last since the idea was told: what is younger was not decided there."""
    store, today = talk.store, talk.local.date()
    chosen = store.meetings.get(meeting) if meeting else None
    if chosen is not None and chosen.group == idea.group:
        return chosen.day, chosen
    if day:
        return day, next(iter(store.meetings.on(idea.group, day)), None)
    just = just_recorded(talk)
    if just is not None and just.group == idea.group:
        return just.day, just
    latest = store.meetings.latest(idea.group, 1)
    held = next((one for one in latest if idea.day <= one.day <= today), None)
    since = max(lately(talk, talk.store.groups.get(idea.group)), default=None)
    if since and since >= idea.day and (held is None or held.day < since):
        return since, None
    return (held.day, held) if held else (today, None)


def told(talk: Talk[Store], one: Settled) -> Text:
    """What became of it, in words."""
    day = one.after.decided or one.after.discussed
    at = _("meeting of {day}")(day=day) if one.meeting else _("{day}")(day=day)
    return TOLD[one.fate](idea=called(talk, one.before), at=at, outcome=one.after.outcome)


def write(talk: Talk[Store], one: Settled) -> None:
    """Enter it: what was adopted stands among the decisions of its meeting, and does not once it is put right."""
    if one.before.meeting is not None and one.fate is not Standing.CARRIED_OUT:
        _strike_out(talk, one.before)
    talk.store.ideas.replace(one.after)
    meeting = talk.store.meetings.get(one.meeting.id) if one.meeting else None
    if meeting is not None and one.after.adopted and not any(says(said, one.after) for said in meeting.decisions):
        talk.store.meetings.replace(replace(meeting, decisions=(*meeting.decisions, one.after.what)))


def _strike_out(talk: Talk[Store], idea: Idea) -> None:
    meeting = talk.store.meetings.get(idea.meeting) if idea.meeting and idea.adopted else None
    if meeting is not None and idea.what in meeting.decisions:
        kept = tuple(said for said in meeting.decisions if said != idea.what)
        talk.store.meetings.replace(replace(meeting, decisions=kept))
