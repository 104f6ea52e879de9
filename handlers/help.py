"""Greeting, help, and what is said when a message was not understood."""

from __future__ import annotations

from bisect import bisect

from bot.forms import Form, on, opens
from bot.messages import Reply
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.small_talk import small_talk
from handlers.access import groups_for
from handlers.ports import Store
from handlers.welcome import first_steps, received, role_of
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


# What is answered to small talk, by the kinds of bot.understanding.small_talk; after ENDING nothing more is asked.
SMALL_TALK = {
    "salam": _("Peace be upon you too, {name}."),
    "hello": _("Greetings, {name}."),
    "how": _("I am well, {name}, and so are the books."),
    "doing": _("Looking after the books, {name}."),
    "who": _("I am Carik, {name}, the scribe who keeps the group's books."),
    "thanks": _("You are welcome, {name}."),
    "laugh": _("Haha, {name}."),
    "curse": _("I am sorry if I am of little help, {name}."),
    "praise": _("I am glad to hear that, {name}."),
    "sorry": _("That is quite all right, {name}."),
    "bye": _("Until next time, {name}."),
    "joke": _("I am no good at jokes, {name}; I can only keep books."),
}
ENDING = frozenset({"how", "doing", "thanks", "laugh", "praise", "sorry", "bye", "joke"})
BEGIN = (11, 15, 18)
TIMES = (_("Good morning, {name}."), _("Good day, {name}."), _("Good afternoon, {name}."), _("Good evening, {name}."))


@on("greeting", deed=Deed.ASK_HELP)
class Greeting(Form[Store]):
    """Say hello or thank you."""

    writes = False

    def done(self) -> Reply:
        kind, hour = small_talk(self.talk.text) or "", self.talk.local.hour
        word = TIMES[bisect(BEGIN, hour)] if kind == "day" else SMALL_TALK.get(kind, _("Yes, {name}."))
        said = word(name=self.talk.store.people.get(self.talk.person).address)
        if role_of(self.talk) is Role.STRANGER or not (self.talk.busy or kind in ENDING):
            return received(self.talk, sentence(said, _("What can I do for you?")))
        return Reply(said)


@on("help", deed=Deed.ASK_HELP, command="bantuan")
class Help(Form[Store]):
    """See what can be said."""

    writes = False

    def done(self) -> Reply:
        role = role_of(self.talk)
        examples = (verbatim(f"• {example}") for example in EXAMPLES[role])
        ends: Text = _('"Cancel" stops, "back" goes back one question, "take it back" takes back what was saved last.')
        return Reply(lines(_("Just write, for example:"), *examples, ends), first_steps(role))


@on("out_of_scope", deed=Deed.ASK_HELP)
class NotUnderstood(Form[Store]):
    """What is offered when a message was not understood."""

    writes = False

    def done(self) -> Reply:
        role = role_of(self.talk)
        if role is Role.STRANGER:
            return received(self.talk, _("What can I do for you?"))
        known = bool(groups_for(self.talk, Deed.SEE_FIGURES))
        about = _("That I cannot do; I keep the group's books.") if known else _("I keep the books of village groups.")
        if self.talk.offers:
            about = _("I did not catch that.")
        buttons = self.talk.offers or first_steps(role)
        return Reply(sentence(about, _("Perhaps you mean one of these?")), (*buttons, opens("help", _("Help"))))


@on("cancel", deed=Deed.ASK_HELP, command="batal")
class Cancel(Form[Store]):
    """Stop; said where nothing is open."""

    writes = False

    def done(self) -> Reply:
        return Reply(_("Nothing is open; nothing has changed."))
