"""Taking back what was saved last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.forms import Denied, Form, on
from bot.messages import Reply
from bot.texts import Text, _
from handlers.announcing import announce
from handlers.ports import Saved, Store
from handlers.reminders import replan
from handlers.words import listing
from jamaah.members import Departure, Member, addressed
from jamaah.people import Gender
from jamaah.roles import Deed

NEW = {
    "members": _("{count} members"),
    "meetings": _("{count} meetings"),
    "schedules": _("the schedule"),
    "groups": _("the group"),
}
CHANGED = {
    "members": _("a change of {count} members"),
    "meetings": _("what was added to {count} meetings"),
    "schedules": _("the schedule"),
    "attendance": _("the attendance of a meeting"),
}
FATES = {
    "moved": _("the moving of the meeting of {day}"),
    "postponed": _("the postponing of the meeting of {day}"),
    "cancelled": _("the cancelling of the meeting of {day}"),
}
DISPUTES = {
    "open": _("what was passed on about an attendance"),
    "checking": _("that an attendance is looked into"),
    "settled": _("an attendance put right"),
}
FEW = 3


def told(saved: Saved) -> Text:
    """What a turn saved, in words."""
    new, changed = Counter[str](), Counter[str]()
    for change in saved.changes:
        (changed if change.before else new)[change.table] += len(change.after)
    people = _changed_people(saved)
    if people:
        del changed["members"]
    named = [text(count=new[table]) for table, text in NEW.items() if new[table]]
    named += [text(count=changed[table]) for table, text in CHANGED.items() if changed[table] and not new[table]]
    named = [*people, *named]
    named = [*named, *_fates(saved), *_turned_away(saved)]
    named = [DISPUTES[row["stage"]] for row in _after(saved, "disputes")] or named
    return listing([*named, *_people(saved)]) if named else _("a small change")


def _after(saved: Saved, table: str) -> list[Mapping[str, Any]]:
    return [row for change in saved.changes if change.table == table for row in change.after]


def _fates(saved: Saved) -> list[Text]:
    """What was said of single meetings, each with its day."""
    rows = _after(saved, "deviations")
    return [FATES[row["fate"]](day=date.fromisoformat(row["fixed"])) for row in rows]


def _turned_away(saved: Saved) -> list[Text]:
    """Who was not connected, by the names they wrote."""
    rows = [row for row in _after(saved, "joins") if row["decided"] and row["member"] is None]
    return [_("that “{name}” is not connected")(name=row["name"]) for row in rows]


def _people(saved: Saved) -> list[str]:
    """The names of a few people, so that it is clear who is meant; of many the number is enough."""
    new = [change for change in saved.changes if change.table == "members" and not change.before]
    names = [str(row["name"]) for change in new for row in change.after]
    return names if len(names) <= FEW else []


def _changed_people(saved: Saved) -> list[Text]:
    """What was changed of a few members, by the way they are spoken of; of many the number is enough."""
    changed = [change for change in saved.changes if change.table == "members" and change.before]
    rows = [(before, after) for change in changed for before, after in zip(change.before, change.after, strict=True)]
    return [_what_changed(before, after) for before, after in rows] if len(rows) <= FEW else []


def _what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    gender = Gender(before["gender"]) if before["gender"] else None
    member = Member(group=0, name=before["name"], called=before["called"], gender=gender, joined=date.min)
    name = addressed(member, date.max)
    if after["person"] != before["person"]:
        return _("that {name} is connected")(name=name)
    if after["left_on"] == before["left_on"]:
        return _("the changed data of {name}")(name=name)
    if after["departure"] == Departure.DIED:
        return _("what was written down about {name}")(name=name)
    return _("that {name} is not a member any more")(name=name)


@on("undo", deed=Deed.UNDO_OWN, command="urungkan")
class Undo(Form[Store]):
    """Take back what you saved last."""

    title = _("Take it back")
    save = _("Take it back")
    cancelled = _("All right. Nothing has changed.")

    def summary(self) -> Text:
        return _("Saved last: {what}. Take it back?")(what=told(self._saved()))

    def _saved(self) -> Saved:
        saved = self.talk.store.changes.last_of(self.talk.person)
        if saved is None or not self._is_of(saved.group):
            raise Denied(_("There is nothing to take back."))
        return saved

    def _is_of(self, group: int | None) -> bool:
        """Whether the speaker still has a role in the group in whose books something was saved."""
        return group is None or any(grant.group == group for grant in self.talk.store.people.grants(self.talk.person))

    def done(self) -> Reply | list[Reply]:
        saved = self._saved()
        if saved.group is not None:
            self.talk.store.groups.lock(saved.group)
        if not self.talk.store.changes.revert(saved):
            raise Denied(_("Something newer builds on it already, so it cannot simply be taken back."))
        back = Reply(_("✓ Taken back: {what}.")(what=told(saved)))
        return back if saved.group is None else [back, *self._follow_up(saved, saved.group)]

    def _follow_up(self, saved: Saved, group: int) -> list[Reply]:
        """Reminders follow the schedule that holds again, and whoever was told of something hears that it is not so."""
        if any(change.table in ("schedules", "deviations") for change in saved.changes):
            replan(self.talk.store, group, self.talk.now)
        for row in _after(saved, "disputes"):
            self._not_so(row)
        for change in saved.changes:
            if change.table == "joins" and change.before:
                self._waits_again(change.before[0]["person"])
        today = self.talk.local.date().isoformat()
        coming = [date.fromisoformat(row["fixed"]) for row in _after(saved, "deviations") if row["fixed"] >= today]
        return [said for day in coming for said in announce(self.talk, self.talk.store.groups.get(group), day)]

    def _waits_again(self, person: int) -> None:
        words = _("{secretary} looks once more who you are; please wait a little.")
        secretary = self.talk.store.people.get(self.talk.person).address
        self.talk.tell(person, Reply(words(secretary=secretary), kind="alert"))

    def _not_so(self, row: Mapping[str, Any]) -> None:
        member = self.talk.store.members.get(row["member"])
        if row["stage"] == "settled" and member is not None and member.person is not None:
            mine = self.talk.store.people.get(self.talk.person).address
            taken = _("{secretary} has taken that back for now and looks into it again.")(secretary=mine)
            self.talk.tell(member.person, Reply(taken, kind="alert"))
