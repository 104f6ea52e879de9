"""One's own new phone: how one gets a code for it, and that the code makes this account who one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on, opens
from bot.kinds import YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines
from bot.understanding.lost_phones import THIS, lost_phone
from bot.understanding.needed import only_with
from handlers.access import remember
from handlers.codes import CodeKind
from handlers.guesses import refuse_too_many, wrong
from handlers.hands import tell_the_others, who_cares
from handlers.ports import Code, Store
from handlers.welcome import first_steps, role_of
from handlers.words import group_name
from jamaah.accounts import Cut
from jamaah.roles import Deed

NOT_VALID = _("I do not know that code. Please look at it once more, or ask for a new one where you got it.")


@on("new_number", deed=Deed.ASK_HELP)
class NewNumber(Form[Store]):
    """Hear how a new phone becomes yours when the old one is lost."""

    writes = False

    @classmethod
    @only_with(lost_phone)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        said = lost_phone(text)
        return {} if said is not None and said.whose == THIS else None

    def done(self) -> Reply:
        if not self.talk.store.people.grants(self.talk.person):
            first = _("Ask the other secretary or the facilitator of your group for a code.")
            then = _("They cut the old phone off at once. Then write the code here, from the new phone.")
            return Reply(lines(first, then), (opens("join", _("I have a code")),))
        name = self.talk.store.people.get(self.talk.person).address
        mine = _("You write as {name}, so this phone is connected already; nothing has to be changed.")(name=name)
        who = who_cares(self.talk)
        if who is None:
            return Reply(mine)
        other = _("If another phone with this account is lost, {who} can cut it off: write to them.")
        return Reply(lines(mine, other(who=who)))


def _is_it_you(form: Any) -> Text:
    code = form.opened()
    group = form.talk.store.groups.get(code.group)
    asked = _("This code is for the new phone of {name}, {group}. Is that you?")
    return asked(name=form.talk.store.people.get(code.account_of).address, group=group_name(group))


@on("new_phone", deed=Deed.JOIN)
class NewPhone(Form[Store]):
    """Use the code for your new phone."""

    code: str = ask(CodeKind(), _("What is the code for your new phone?"))
    mine: bool = ask(YesNo(), _is_it_you)

    def opened(self) -> Code | None:
        """What the code gives: an account to a person whose phone is lost. None if it is no such code."""
        accounts = self.talk.store.accounts
        found = self.talk.store.codes.peek(self.code, self.talk.now) if self.code else None
        if found is None or found.account_of is None or accounts.strays(self.talk.person):
            return None
        return found if accounts.lost(found.account_of) is not None else None

    def check(self) -> None:
        if self.code is None:
            return
        refuse_too_many(self.talk)
        if self.opened() is None:
            wrong(self.talk)
            raise Refusal("code", NOT_VALID)
        if self.answers.get("mine") is False:
            raise Denied(_("Then please give the code back to who gave it to you. Nothing has changed."))

    def done(self) -> Reply:
        code = self.opened()
        if code is not None and code.group is not None:
            self.talk.store.groups.lock(code.group)
        self.check()
        used, cut = self.talk.store.codes.use(self.code, self.talk.person, self.talk.now), self._cut(code)
        if used is None or cut is None:
            raise Refusal("code", NOT_VALID)
        return self._moved(cut)

    def _cut(self, code: Code | None) -> Cut | None:
        return None if code is None or code.account_of is None else self.talk.store.accounts.lost(code.account_of)

    def _moved(self, cut: Cut) -> Reply:
        talk, store = self.talk, self.talk.store
        store.accounts.move(talk.account.id, cut, talk.now)
        person = store.people.get(cut.person)
        talk.account.person = cut.person
        talk.speaks(person.language)
        store.author(talk.turn, cut.person, talk.now)
        for group in dict.fromkeys(grant.group for grant in store.people.grants(cut.person) if grant.group is not None):
            told = _("{name} writes from a new phone now; the old one stays cut off.")(name=person.address)
            tell_the_others(talk, store.groups.get(group), told)
        remember(talk, store.groups.get(cut.group))
        done = _("✓ {name}, this is your phone now. All is as it was before, and what you wrote is still yours.")
        return Reply(done(name=person.address), first_steps(role_of(talk)))
