"""A turn as a plain function: the oldest waiting message of a talk is answered in one database transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from bot import afterwards, left_open, remaking, window
from bot.afterwards import GroupOf, reported
from bot.hiding import hide
from bot.limits import TOO_LONG, USUAL, Limits
from bot.messages import Incoming, Outgoing, Posting, Reply, Wording
from bot.ports import Account, Draft, Due, Pending, Rows
from bot.reach import lost, lost_chat
from bot.router import Router
from bot.sealing import UNSEALED, Seal
from bot.state import State
from bot.talk import Later, Occasion, Talk, Work
from bot.texts import HOME_LANGUAGE, Text, _
from bot.understanding import Reader
from lean import dataclass

S = TypeVar("S", bound=Rows)
LONGEST_LABEL = 64
"""Characters on a button, by Telegram's limit."""
FLOODED = _("That is more than I can read at once. Please wait a minute and send it again; I have not read the rest.")
_TOO_LONG = _("That is too long for me. Please send it in parts of at most {lines} lines.")
_SORRY = _("I am sorry, something went wrong on my side. What was saved before is safe. Please try again.")


_NOT_KEPT = _("The long number I do not keep: a NIK I ask for only when the founding papers are prepared.")


class Overtaken(Exception):
    """Another process took a turn of this talk in the meantime; this one is to be taken again."""


class Unreadable(Exception):
    """What was kept of a message cannot be read: its turn can only be ended."""


@dataclass(slots=True)
class Attempt:
    """What becomes of a turn: which row it is about, so that a failure can be laid to it, and its answer.

    With `until`, the answer is leased until then, for whoever tries to send it; `left` says whether anything else may
    wait in the outbox, `more` whether other messages of the chat wait, `private` whether the one who wrote may be told
    that it takes longer.
    """

    row: int | None = None
    until: int | None = None
    answer: Outgoing | None = None
    left: bool = True
    more: bool = True
    private: bool = False


@dataclass(frozen=True)
class Turns(Generic[S]):
    """Takes turns and does due work, each on the records of one transaction.

    `link` gives the address on a channel that opens a talk with a code, as the channel's own `link` does; `channels`
    names those that are served; `operators` are the accounts (channel, user) that run the service. `open_for` gives for
    how many seconds after somebody has written may be said freely on a channel, None where that is always so;
    `group_of` which group a message is about.
    """

    router: Router[S]
    reader: Reader
    works: Mapping[str, Work]
    link: Callable[..., str] = lambda channel, code, chat=False: ""
    channels: Callable[[], Sequence[str]] = tuple
    seal: Seal = UNSEALED
    operators: frozenset[tuple[str, str]] = frozenset()
    limits: Limits = USUAL
    open_for: Callable[[str], int | None] = lambda channel: None
    group_of: GroupOf = lambda key: None

    def take(self, records: S, attempt: Attempt, chat: tuple[str, str], now: int, new: Incoming | None = None) -> bool:
        """Answer the oldest waiting message of a chat (channel, chat), a new one entered first; False if there is none.

        Raises Overtaken or Unreadable.
        """
        pending = records.inbox.enter(new, now) if new else records.inbox.next_of(*chat)
        if pending is None:
            return False
        attempt.row, attempt.more = pending.id, pending.more
        message = pending.message
        if message is None:
            raise Unreadable
        if message.kind in ("blocked", "unblocked"):
            _reached(records, message, now)
        elif message.kind in ("unsent", "charged"):
            reported(records, message, now, self.group_of)
            attempt.left = message.kind == "unsent"
        elif not (message.private or message.kind == "moved" or message.text.startswith("/")):
            # What people say to one another in a chat of many is not for us: it makes nobody known, and is not kept.
            records.inbox.reword(pending.id, replace(message, text=""))
        else:
            attempt.private = message.private
            self._take(records, attempt, pending, message, now)
        if not pending.taken:
            records.inbox.taken(pending.id, now)
        return True

    def _take(self, records: S, attempt: Attempt, pending: Pending, message: Incoming, now: int) -> None:
        message, numbers = hide(message)
        if numbers:
            records.inbox.reword(pending.id, message)
        account, version, raw = records.talks.load(message)
        records.author(pending.id, account.person, now)
        state = State.load(raw)
        talk = Talk(
            store=records,
            now=now,
            account=account,
            reader=self.reader,
            turn=pending.id,
            message=message,
            memory=state.memory,
            link=partial(self.link, account.channel),
            link_on=self.link,
            channels=self.channels(),
            hidden=numbers,
            seal=self.seal,
            operates=not self.operators.isdisjoint((message.channel, one) for one in (message.user, message.also)),
            limits=self.limits,
        )
        waited = self.open_for(account.channel) is not None and records.window.let(account.channel, account.chat, now)
        if window.asks_to_read(message, waited=waited):
            replies: Sequence[Reply] = window.read(waited=waited)
        else:
            replies = self._answered(talk, state, message)
        if numbers and message.private and not talk.took_hidden:
            replies = [*replies, Reply(_NOT_KEPT)]
        drafts = [draft(account, reply, pending.id) for reply in replies]
        self._freely(attempt, message, now)
        _enter(records, attempt, [*drafts, *told(records, talk)], now)
        self._heard(attempt, message)
        attempt.left |= waited
        if talk.cleaned is not None:
            state.become(talk.cleaned(state.dump()))
        records.due.plan(left_open.to_plan(talk, state))
        if not records.talks.save(account, version, state.dump()):
            raise Overtaken

    def _freely(self, attempt: Attempt, message: Incoming, now: int) -> None:
        """An answer that comes so late that little may be said goes by the outbox, which sees to that."""
        seconds = self.open_for(message.channel)
        if seconds is not None and now - message.at >= seconds - window.MARGIN:
            attempt.until = None

    def _heard(self, attempt: Attempt, message: Incoming) -> None:
        if attempt.answer is not None and self.open_for(message.channel) is not None:
            attempt.answer = replace(attempt.answer, heard=message.at)

    def _answered(self, talk: Talk[S], state: State, message: Incoming) -> Sequence[Reply]:
        if not message.private:
            return self.router.in_public(talk, message) if message.kind != "flood" else []
        if message.kind == "flood":
            return [Reply(FLOODED)]
        lines = self.limits.lines
        if len(message.text) > self.limits.characters or message.text.count("\n") >= lines:
            talk.store.tallies.count(TOO_LONG, talk.now)
            return [Reply(_TOO_LONG(lines=lines))]
        return self.router.answer(talk, state, message)

    def apologise(self, records: S, row: int, chat: tuple[str, str], now: int) -> None:
        """End a turn that failed by a bug, in a transaction of its own, and say so once."""
        pending = records.inbox.next_of(*chat)
        if pending is None or pending.id != row:
            return
        if pending.message is not None and (hidden := hide(pending.message))[1]:
            records.inbox.reword(row, hidden[0])
        if pending.message is None:
            sorry = Draft(*chat, _SORRY.render(HOME_LANGUAGE), (), "answer", row)
        else:
            account, _version, _state = records.talks.load(pending.message)
            sorry = draft(account, Reply(_SORRY), row)
        records.outbox.add([sorry], now)
        records.inbox.failed(row, now, final=True)

    def work(self, records: S, attempt: Attempt, now: int) -> bool:
        """Do the earliest work that is due; False if there is none."""
        due = records.due.first(now)
        if due is None:
            return False
        attempt.row = due.id
        try:
            self._work(records, due, now)
        except Later as later:
            records.due.postpone(due.id, later.until)
        return True

    def _work(self, records: S, due: Due, now: int) -> None:
        occasion = Occasion(records, now)
        if due.what == left_open.WORK:
            drafts = self._left_open(records, due, now)
        elif due.what == remaking.WORK:
            drafts = remaking.again(records, due)
        elif due.what == window.AGAIN:
            drafts = []
            records.window.let_all(due.body["channel"], now)
        elif due.what == afterwards.WORK:
            afterwards.once_more(records, due, now, self.group_of)
            drafts = []
        else:
            self.works[due.what](occasion, due)
            drafts = told(records, occasion)
        records.outbox.add(drafts, now)
        records.due.done(due.id, now, dropped=occasion.dropped)

    def _left_open(self, records: S, due: Due, now: int) -> list[Draft]:
        asked = left_open.ask(records, due, self.reader, self.router.known.forms, self.router.known.guard, now)
        return [] if asked is None else [draft(*asked)]


def _reached(records: Rows, message: Incoming, now: int) -> None:
    """The person shut the talk or opened it again: that is no word, and nothing is said to it."""
    if not message.private:
        lost_chat(records, message.channel, message.chat, now)
    elif message.kind == "blocked":
        lost(records, message.channel, message.chat, now)
    else:
        records.talks.load(message)


def _enter(records: Rows, attempt: Attempt, drafts: Sequence[Draft], now: int) -> None:
    if drafts and drafts[0].turn and attempt.until is not None:
        attempt.answer = records.outbox.answer(drafts, now, attempt.until)
    else:
        records.outbox.add(drafts, now)
    attempt.left = len(drafts) > (attempt.answer is not None)


def draft(account: Account, reply: Reply, turn: int | None = None, key: str | None = None) -> Draft:
    """A reply rendered for one account."""

    def say(text: Text) -> str:
        return text.render(account.language)

    buttons = tuple((_fitting(say(button.label)), button.payload) for button in reply.buttons)
    share = _fitting(say(reply.share)) if reply.share else ""
    return Draft(
        account.channel,
        account.chat,
        say(reply.text),
        buttons,
        reply.kind,
        turn,
        key,
        tuple(replace(file, language=account.language) for file in reply.files),
        share,
        reply.expires,
        reply.silent,
        _at_home(reply) if turn is None and account.language != HOME_LANGUAGE else None,
    )


def _at_home(reply: Reply) -> Wording:
    labels = tuple(_fitting(button.label.render(HOME_LANGUAGE)) for button in reply.buttons)
    return reply.text.render(HOME_LANGUAGE), labels


def _fitting(label: str) -> str:
    """A label made of names may be longer than a button is."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def told(records: Rows, occasion: Occasion[Any]) -> list[Draft]:
    """What is to be told, rendered: to those who can be written to, and to chats of many."""
    drafts = [posted(posting) for posting in occasion.postings]
    for notice in occasion.notices:
        account = records.talks.reachable(notice.person, notice.channel, refused=notice.anyway)
        if account is not None:
            drafts.append(draft(account, notice.reply, None, notice.key))
    return drafts


def posted(posting: Posting) -> Draft:
    """A reply rendered for a chat of many."""
    many = Account(0, posting.channel, posting.chat, person=0, name="", language=HOME_LANGUAGE)
    return draft(many, posting.reply, None, posting.key)
