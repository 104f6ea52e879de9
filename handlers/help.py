"""Greeting, help, and what is said when a message was not understood."""

from __future__ import annotations

from bot.forms import Form, ask, on, opens
from bot.messages import Button, Reply
from bot.texts import Text, _, lines, sentence, verbatim
from handlers.access import groups_for
from handlers.kinds import CodeKind
from handlers.ports import Store
from jamaah.roles import Deed, Role

# Every example stands in a transcript, so that help cannot promise what does not work.
EXAMPLES = {
    Role.SECRETARY: (
        "daftar bu siti aminah 45 th",
        "kumpulan kemarin hadir semua kecuali Bu Tini, Pak Darmo izin",
        "kumpulan tiap Kamis jam setengah 8 malam",
        "sudah siap jadi koperasi?",
        "undang anggota",
    ),
    Role.FACILITATOR: ("sudah siap jadi koperasi?", "kapan kumpulan lagi?", "hasil kumpulan terakhir"),
    Role.MEMBER: ("kapan kumpulan lagi?", "hasil kumpulan terakhir"),
    Role.STRANGER: ("mau bikin kelompok",),
}


def _role(form: Form[Store]) -> Role:
    held = {grant.role for grant in form.talk.store.people.grants(form.talk.person)}
    return next((role for role in (Role.SECRETARY, Role.FACILITATOR, Role.MEMBER) if role in held), Role.STRANGER)


def _ways_in() -> tuple[Button, ...]:
    return (opens("create_group", _("Start a group")), opens("join", _("I have a code")))


def _first_steps(role: Role) -> tuple[Button, ...]:
    if role is Role.STRANGER:
        return _ways_in()
    if role is Role.SECRETARY:
        return (
            opens("record_meeting", _("Record a meeting")),
            opens("register_member", _("Register a member")),
            opens("readiness", _("Are we ready?")),
        )
    return (opens("next_meeting", _("Next meeting")), opens("show_meeting", _("Last minutes")))


def _introduction() -> Reply:
    """What somebody hears who has just opened the chat."""
    return Reply(
        lines(
            _("Greetings. I am Carik, the village scribe: I keep the books of a production group."),
            _("Do you want to start a group, or do you have an invitation?"),
        ),
        _ways_in(),
    )


@on("start", deed=Deed.ASK_HELP, command="start")
class Start(Form[Store]):
    """Begin; with an invitation code behind the word, join."""

    code: str | None = ask(CodeKind(), optional=True)

    def done(self) -> Reply | list[Reply]:
        if self.code:
            self.talk.open("join", code=self.code)
            return []
        role = _role(self)
        if role is Role.STRANGER:
            return _introduction()
        address = self.talk.store.people.get(self.talk.person).address
        return Reply(_("Greetings, {name}. What may I write down?")(name=address), _first_steps(role))


@on("greeting", deed=Deed.ASK_HELP)
class Greeting(Form[Store]):
    """Say hello or thank you."""

    writes = False

    def done(self) -> Reply:
        role = _role(self)
        if role is Role.STRANGER:
            return _introduction()
        address = self.talk.store.people.get(self.talk.person).address
        return Reply(sentence(_("Yes, {name}.")(name=address), _("What can I do for you?")), _first_steps(role))


@on("help", deed=Deed.ASK_HELP, command="bantuan")
class Help(Form[Store]):
    """See what can be said."""

    writes = False

    def done(self) -> Reply:
        role = _role(self)
        examples = (verbatim(f"• {example}") for example in EXAMPLES[role])
        ends: Text = _('"Cancel" stops, "back" goes back one question, "take it back" takes back what was saved last.')
        return Reply(lines(_("Just write, for example:"), *examples, ends), _first_steps(role))


@on("out_of_scope", deed=Deed.ASK_HELP)
class NotUnderstood(Form[Store]):
    """What is offered when a message was not understood."""

    writes = False

    def done(self) -> Reply:
        if _role(self) is Role.STRANGER:
            return _introduction()
        known = bool(groups_for(self.talk, Deed.SEE_FIGURES))
        about = _("That I cannot do; I keep the group's books.") if known else _("I keep the books of village groups.")
        return Reply(
            sentence(about, _("Perhaps you mean one of these?")), (*_first_steps(_role(self)), opens("help", _("Help")))
        )


@on("cancel", deed=Deed.ASK_HELP, command="batal")
class Cancel(Form[Store]):
    """Stop; said where nothing is open."""

    def done(self) -> Reply:
        return Reply(_("Nothing is open; nothing has changed."))
