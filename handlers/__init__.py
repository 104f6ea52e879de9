"""What people can say and what then happens: one file per conversation, all of them listed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form
from bot.talk import Work
from bot.texts import Text, _
from handlers.access import guard
from handlers.groups import CreateGroup
from handlers.help import Cancel, Greeting, Help, NotUnderstood, Start
from handlers.invite import Invite, facilitator_code
from handlers.join import Join
from handlers.meetings import RecordDecision, RecordMeeting
from handlers.member_list import RegisterMembers
from handlers.members import ListMembers, RegisterMe, RegisterMember
from handlers.past_meetings import ShareMeeting, ShowMeeting
from handlers.readiness import Readiness
from handlers.reminders import WORK, remind
from handlers.schedule import NextMeeting, SetSchedule
from handlers.undo import Undo

ALL: tuple[type[Form[Any]], ...] = (
    RegisterMember,
    RegisterMembers,
    RegisterMe,
    RecordMeeting,
    RecordDecision,
    ShowMeeting,
    ShareMeeting,
    ListMembers,
    Readiness,
    NextMeeting,
    SetSchedule,
    Invite,
    CreateGroup,
    Join,
    Undo,
    Help,
    Start,
    Greeting,
    Cancel,
    NotUnderstood,
)
WORKS: Mapping[str, Work] = {WORK: remind}
COMMANDS: tuple[tuple[str, Text], ...] = (
    ("bantuan", _("what can be said")),
    ("daftar", _("register a member")),
    ("anggota", _("see the members")),
    ("catat", _("record a meeting")),
    ("notulen", _("read the minutes")),
    ("jadwal", _("fix when you meet")),
    ("kumpulan", _("when is the next meeting")),
    ("siap", _("are we ready to become a cooperative")),
    ("undang", _("invite members")),
    ("kelompok", _("start a group")),
    ("urungkan", _("take back what was saved last")),
    ("batal", _("stop")),
)

__all__ = ["ALL", "COMMANDS", "WORKS", "facilitator_code", "guard"]
