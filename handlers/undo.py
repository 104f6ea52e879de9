"""Taking back what was saved last."""

from __future__ import annotations

from collections import Counter

from bot.forms import Denied, Form, on
from bot.messages import Reply
from bot.texts import Text, _
from handlers.ports import Saved, Store
from handlers.reminders import replan
from handlers.words import listing
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
}
FEW = 3


def told(saved: Saved) -> Text:
    """What a turn saved, in words."""
    new, changed = Counter[str](), Counter[str]()
    for change in saved.changes:
        (changed if change.before else new)[change.table] += len(change.after)
    named = [text(count=new[table]) for table, text in NEW.items() if new[table]]
    named += [text(count=changed[table]) for table, text in CHANGED.items() if changed[table] and not new[table]]
    return listing([*named, *_people(saved)]) if named else _("a small change")


def _people(saved: Saved) -> list[str]:
    """The names of a few people, so that it is clear who is meant; of many the number is enough."""
    names = [str(row["name"]) for change in saved.changes if change.table == "members" for row in change.after]
    return names if len(names) <= FEW else []


@on("undo", deed=Deed.UNDO_OWN, command="urungkan")
class Undo(Form[Store]):
    """Take back what you saved last."""

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

    def done(self) -> Reply:
        saved = self._saved()
        if saved.group is not None:
            self.talk.store.groups.lock(saved.group)
        if not self.talk.store.changes.revert(saved):
            raise Denied(_("Something newer builds on it already, so it cannot simply be taken back."))
        self._plan_again(saved)
        return Reply(_("✓ Taken back: {what}.")(what=told(saved)))

    def _plan_again(self, saved: Saved) -> None:
        """Reminders follow the schedule that holds again."""
        if saved.group is not None and any(change.table == "schedules" for change in saved.changes):
            replan(self.talk.store, saved.group, self.talk.now)
