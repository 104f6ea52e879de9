"""Members named in what is said: whom a name means is asked back, one after another, and remembered."""

from __future__ import annotations

from bot.forms import ask
from bot.texts import Text, _
from handlers.access import GroupForm
from handlers.attending import NOT_A_MEMBER, Which
from handlers.the_member import ME, keep_meant, meant_by, the_speaker
from jamaah.members import Member, addressed
from jamaah.people import tidy_name

_UNKNOWN = _("I do not find {name} among the members. Who is it?")


def _which_one(form: NamedForm) -> Text:
    name = form.unclear()[0]
    asked = _("Which {name} do you mean?") if form.meant_by(name) else _UNKNOWN
    return asked(name=tidy_name(name))


class NamedForm(GroupForm):
    """A conversation in which members are named as people speak of them."""

    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda f: f.group is not None,
        until=lambda f: not f.unclear(),
        default=lambda f: {} if not f.unclear() else None,
    )

    def spoken(self) -> list[str]:
        """The names, as they were said."""
        raise NotImplementedError

    def roll(self) -> list[Member]:
        """The members now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def meant_by(self, name: str) -> list[Member]:
        """The members who may be meant by a name."""
        me = the_speaker(self.talk, self.roll()) if ME.fullmatch(name.strip()) else []
        return me or meant_by(self.talk, self.group, name, self.roll())

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        asked = self.answers.get("which") or {}
        names = [name for name in dict.fromkeys(self.spoken()) if name not in asked] if self.group else []
        return [name for name in names if len(self.meant_by(name)) != 1]

    def member(self, name: str) -> Member | None:
        """The member whom a name means; None where it is nobody's of the book."""
        asked = (self.answers.get("which") or {}).get(name)
        found = self.meant_by(name) if asked is None else [one for one in self.roll() if one.id == asked]
        return found[0] if len(found) == 1 else None

    def strangers(self) -> list[str]:
        """The names that are said to be nobody's of the book."""
        asked = self.answers.get("which") or {}
        return [tidy_name(name) for name in dict.fromkeys(self.spoken()) if asked.get(name) == NOT_A_MEMBER]

    def called(self, member: Member) -> str:
        """How a member is spoken of."""
        return addressed(member, self.talk.local.date(), self.roll())

    def keep(self) -> None:
        """Remember whom the names meant that were asked."""
        for name, member in (self.answers.get("which") or {}).items():
            found = next((one for one in self.roll() if one.id == member), None)
            if found is not None:
                keep_meant(self.talk, self.group, name, found)
