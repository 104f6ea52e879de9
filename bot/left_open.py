"""What is left open overnight: looked at once in the morning, and asked about once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from bot import prompts
from bot.forms import Denied, Form
from bot.messages import Incoming, Reply
from bot.ports import Account, Due, Rows
from bot.session import Guard, Session
from bot.state import State
from bot.talk import Talk
from bot.understanding import Reader

WORK = "left_open"
ASKED_AT = time(7)
NIGHT = timedelta(hours=6)
"""What was talked about more recently than this is left alone until the next morning."""
Forms = Mapping[str, type[Form[Any]]]


def morning_after(local: datetime) -> int:
    """The first seven o'clock (seconds, UTC) that lies at least a night after a moment of the speaker's clock."""
    at = local + NIGHT
    day = at.date() + timedelta(days=at.time() > ASKED_AT)
    return int(datetime.combine(day, ASKED_AT, local.tzinfo).timestamp())


def to_plan(talk: Talk[Any], state: State) -> list[Due]:
    """The look to be planned at the end of a turn: none where nothing is open, or one is planned already."""
    if state.open is None or state.open.reminded:
        return []
    morning = morning_after(talk.local)
    if state.morning == morning:
        return []
    state.morning = morning
    account = talk.account.id
    return [Due(morning, WORK, f"{WORK}:{account}:{morning}", {"account": account, "morning": morning})]


def ask(records: Rows, due: Due, reader: Reader, forms: Forms, guard: Guard, now: int) -> tuple[Account, Reply] | None:
    """What is open in the talk, once more; None if it was finished, talked about since, or asked about already."""
    found = records.talks.resume(int(due.body["account"]))
    if found is None or found[0].unreachable:
        return None
    account, version, raw = found
    state = State.load(raw)
    if state.open is None or state.open.reminded or state.morning != due.body["morning"]:
        return None
    lapsed = _lapsed(state, forms)
    reply = _asked(Session(_talk(records, account, state, reader, now), state, forms, guard))
    if reply is None and lapsed:
        records.talks.save(account, version, state.dump())
    if reply is not None and state.open is not None:
        state.open.reminded, state.open.at = True, now
        records.talks.save(account, version, state.dump())
    return None if reply is None else (account, reply)


def _lapsed(state: State, forms: Forms) -> bool:
    """Give up what only looks something up, or lapses, so that what was put aside for it is asked about."""
    before = state.open
    while state.open is not None and (form := forms.get(state.open.form)) and (form.lapses or not form.writes):
        state.close()
        state.resume()
    return state.open is not before


def _asked(session: Session[Any]) -> Reply | None:
    try:
        form = session.form()
        return None if form is None else prompts.left_open(form, session.run)
    except Denied:
        return None


def _talk(records: Rows, account: Account, state: State, reader: Reader, now: int) -> Talk[Any]:
    nobody = Incoming(channel=account.channel, update="", chat=account.chat, user="", at=now, kind="other")
    return Talk(store=records, now=now, account=account, reader=reader, message=nobody, memory=state.memory)
