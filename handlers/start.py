"""The first word: being greeted, and being told what Carik is."""

from __future__ import annotations

from bot.forms import Form, ask, on
from bot.messages import Reply
from bot.texts import _, lines
from handlers.codes import CodeKind
from handlers.ports import Store
from handlers.welcome import first_steps, received, role_of, ways_in
from jamaah.roles import Deed, Role


@on("start", deed=Deed.ASK_HELP, command="start")
class Start(Form[Store]):
    """Begin; with an invitation code behind the word, join."""

    code: str | None = ask(CodeKind(), optional=True)

    def done(self) -> Reply | list[Reply]:
        if self.code:
            self.talk.open("join", code=self.code)
            return []
        address = self.talk.store.people.get(self.talk.person).address
        return received(self.talk, _("Greetings, {name}. What may I write down?")(name=address))


LOOKING = (
    r"(?:(?:saya|aku|mau|cuma|hanya|pengen|ingin|arep) )*"
    r"(?:(?:lihat|liat|ndelok|delok)[- ]?(?:lihat|liat|delok|2)|nonton)(?: (?:dulu|saja|aja|wae|dhisik|disik))*[.!]*"
    r"|(?:carik (?:itu |ki |kuwi )?(?:apa|opo)|(?:apa|opo) (?:itu |kuwi )?carik)(?: (?:sih|to|itu))?[?.! ]*"
)


@on("look_around", deed=Deed.ASK_HELP, pattern=LOOKING)
class LookAround(Form[Store]):
    """See what Carik does before you begin."""

    writes = False

    def done(self) -> Reply:
        role = role_of(self.talk)
        return Reply(
            lines(
                _("I write down members, meetings and decisions, and remind everybody when you meet."),
                _("I reckon what a group still lacks to become a cooperative."),
                _("It costs nothing."),
                _("Only your own group sees its books, and the facilitator it invites itself."),
                _("To begin, tap a button, or just write."),
            ),
            ways_in() if role is Role.STRANGER else first_steps(role),
        )
