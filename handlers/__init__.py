"""What people can say and what then happens: one file per conversation, all of them listed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form
from bot.reach import LOST, LOST_CHAT
from bot.talk import Hearer, Work
from bot.texts import Text, _
from bot.window import HELD
from handlers import announcement, digest, held_back, new_day, reminders, told_minutes, was_it_held, watching
from handlers.access import guard
from handlers.agendas import SetAgenda
from handlers.aid import ListAids, RecordAid, StrikeAid
from handlers.all_rules import AllRules
from handlers.announcement import Announce
from handlers.announcing import WORK as NEWS
from handlers.announcing import tell_now
from handlers.attendance_months import AttendanceMonths
from handlers.attendance_of_all import AttendanceOfAll
from handlers.attendance_of_one import PrintOfOne
from handlers.attendance_picture import AttendancePicture
from handlers.businesses import ChangeBusiness, EndBusiness, ListBusinesses, RemoveBusiness
from handlers.calendar_file import CalendarFile
from handlers.capital import OfCapital, SetCapital
from handlers.coming import Coming
from handlers.compare_groups import CompareGroups
from handlers.comparing import AnotherTrack, WhatIsThat
from handlers.confirm_join import ConfirmJoin
from handlers.consenting import BeginMessages, StopMessages
from handlers.cooperative import Cooperative, SetCooperative
from handlers.correct_group import CorrectGroup, GroupData
from handlers.correct_meeting import CorrectMeeting
from handlers.correct_member import CorrectMember
from handlers.correct_own import CorrectOwn, PutRightOwn
from handlers.countersigning import CountersignMinutes, FindFault
from handlers.current_group import CurrentGroup
from handlers.decisions import RecordDecision
from handlers.detaching import DismissFacilitator, LetGo
from handlers.deviations import CancelMeeting, MoveMeeting
from handlers.digest import SetDigest
from handlers.dismiss import DismissSecretary
from handlers.disputes import DisputeAttendance
from handlers.erasing import EraseMe, EraseMember
from handlers.expected import WhoComes
from handlers.exporting import ExportAll
from handlers.extra_meeting import ExtraMeeting
from handlers.founders import ListFounders, SetFounders
from handlers.founding_pack import FoundingPack
from handlers.foundings import SetFounding, ShowFounding, UnsetFounding
from handlers.group_chat import InstallChat, hear_code, hear_move, hear_start
from handlers.group_status import GroupStatus
from handlers.groups import CreateGroup
from handlers.groups_overdue import GroupsOverdue
from handlers.groups_overview import GroupsOverview
from handlers.groups_picture import GroupsPicture
from handlers.hand_over import HandOver
from handlers.handed_out import HandedOut
from handlers.held import MeetingHeld
from handlers.help import AboutCarik, Cancel, Greeting, Help, NotUnderstood, Quiet
from handlers.history import History
from handlers.households import ListHouseholds, SetHouseholds
from handlers.ideas import CorrectIdea, ListIdeas, RemoveIdea, ShareIdeas, ShowIdea
from handlers.invitations import facilitator_code
from handlers.invite import Invite
from handlers.join import Join
from handlers.keeper_died import KeeperDied
from handlers.language import SetLanguage
from handlers.leads import SetLeads, SetReminder
from handlers.leaving import Leave
from handlers.linking import LinkChannel, LinkHere
from handlers.lost_phone import FoundPhone, LostPhone
from handlers.meeting_of_date import MeetingOfDate
from handlers.meetings import RecordMeeting
from handlers.member_ages import CorrectAges
from handlers.member_list import RegisterMembers
from handlers.members import RegisterMe, RegisterMember
from handlers.members_picture import MembersPicture
from handlers.mute import Mute
from handlers.my_attendance import MyAttendance
from handlers.my_data import MyData, WhoSees
from handlers.new_phone import NewNumber, NewPhone
from handlers.next_meeting import NextMeeting
from handlers.niks import RemoveNik, SetNik
from handlers.of_all_groups import OfAllGroups
from handlers.officers import EndOffice, Officers, SetOfficers
from handlers.one_phone import OnePhone, WithoutPhone
from handlers.only_there import OnlyThere
from handlers.outsiders import ListForOutside
from handlers.own_changes import OWN_DATA
from handlers.own_data import tell_own_data
from handlers.papers import ListPapers, SetPapers
from handlers.parents_missing import ParentsMissing
from handlers.past_meetings import ListMeetings, ShareMeeting, ShowMeeting
from handlers.pasted_replies import PastedReplies
from handlers.pausing import GoOn, PauseMeetings
from handlers.preferred import PreferChannel
from handlers.printing import Print
from handlers.progress import WhatChanged
from handlers.propose_idea import ProposeIdea
from handlers.readiness import GroupsReady, Readiness, ShortestWay
from handlers.record_business import RecordBusiness
from handlers.relay import Relay, Relayed
from handlers.remove_member import RemoveMember
from handlers.rule_pictures import ProgressPicture, RulesPicture
from handlers.rules import RuleQuestion, RuleSource
from handlers.schedule import SetSchedule
from handlers.service import FacilitatorCode, ServiceFigures
from handlers.settle_dispute import SettleDispute
from handlers.settle_idea import SettleIdea
from handlers.settle_ideas import SettleIdeas
from handlers.sharing import SetSharing
from handlers.show_member import ShowMember
from handlers.show_members import ListMembers
from handlers.start import LookAround, Start
from handlers.take_over import TakeOver
from handlers.tell_founding import TellFounding
from handlers.the_law import TheLaw
from handlers.turns import NextPlace, TakeTurns, WhoseTurn
from handlers.undo import Undo
from handlers.unknown_papers import UnknownPaper
from handlers.unreachable import close_chat, tell_secretaries
from handlers.village_news import VillageNews
from handlers.what_if import WhatIf
from handlers.who_came import WhoCame
from handlers.who_keeps import WhoKeeps
from handlers.withholding import Withhold

ALL: tuple[type[Form[Any]], ...] = (
    ListForOutside,
    TellFounding,
    FoundingPack,
    WhoCame,
    HandedOut,
    UnknownPaper,
    PrintOfOne,
    Print,
    History,
    DismissSecretary,
    HandOver,
    LostPhone,
    FoundPhone,
    KeeperDied,
    RegisterMember,
    RegisterMembers,
    RegisterMe,
    CorrectMember,
    CorrectOwn,
    PutRightOwn,
    Withhold,
    CorrectAges,
    RemoveMember,
    ShowMember,
    RecordMeeting,
    RecordDecision,
    ShowMeeting,
    ShareMeeting,
    ListMeetings,
    CorrectMeeting,
    MyAttendance,
    ListMembers,
    Readiness,
    ShortestWay,
    AttendancePicture,
    MembersPicture,
    ProgressPicture,
    RulesPicture,
    WhatChanged,
    AllRules,
    TheLaw,
    NextMeeting,
    SetSchedule,
    PastedReplies,
    MeetingHeld,
    MeetingOfDate,
    ExtraMeeting,
    MoveMeeting,
    CancelMeeting,
    PauseMeetings,
    GoOn,
    TakeTurns,
    WhoseTurn,
    NextPlace,
    CalendarFile,
    CorrectGroup,
    GroupData,
    DisputeAttendance,
    SettleDispute,
    CountersignMinutes,
    FindFault,
    WhoComes,
    Coming,
    Leave,
    Quiet,
    SetDigest,
    SetSharing,
    DismissFacilitator,
    LetGo,
    OnlyThere,
    OfAllGroups,
    CompareGroups,
    AttendanceOfAll,
    AttendanceMonths,
    GroupsPicture,
    GroupStatus,
    GroupsOverview,
    GroupsOverdue,
    GroupsReady,
    Invite,
    WhatIf,
    WhatIsThat,
    AnotherTrack,
    AboutCarik,
    CreateGroup,
    Join,
    ConfirmJoin,
    OnePhone,
    WithoutPhone,
    RuleQuestion,
    RuleSource,
    EraseMember,
    EraseMe,
    MyData,
    WhoSees,
    WhoKeeps,
    ParentsMissing,
    Mute,
    SetReminder,
    SetLeads,
    SetAgenda,
    Announce,
    Relay,
    Relayed,
    InstallChat,
    CorrectIdea,
    RemoveIdea,
    SettleIdeas,
    SettleIdea,
    ShowIdea,
    ProposeIdea,
    ListIdeas,
    ShareIdeas,
    SetFounding,
    UnsetFounding,
    ShowFounding,
    Officers,
    SetOfficers,
    EndOffice,
    ListPapers,
    SetPapers,
    Cooperative,
    SetCooperative,
    OfCapital,
    SetCapital,
    SetHouseholds,
    ListHouseholds,
    SetNik,
    RemoveNik,
    SetFounders,
    ListFounders,
    RecordAid,
    ListAids,
    StrikeAid,
    EndBusiness,
    RemoveBusiness,
    ChangeBusiness,
    ListBusinesses,
    RecordBusiness,
    ExportAll,
    TakeOver,
    NewNumber,
    NewPhone,
    LinkChannel,
    LinkHere,
    PreferChannel,
    StopMessages,
    BeginMessages,
    CurrentGroup,
    ServiceFigures,
    FacilitatorCode,
    Undo,
    SetLanguage,
    Help,
    Start,
    LookAround,
    Greeting,
    VillageNews,
    Cancel,
    NotUnderstood,
)
PUBLIC: tuple[Hearer, ...] = (hear_move, hear_code, hear_start)
"""What is heard in a group's own chat."""
WORKS: Mapping[str, Work] = {
    reminders.WORK: reminders.remind,
    was_it_held.WORK: was_it_held.ask_whether_held,
    watching.WORK: watching.watch,
    digest.WORK: digest.send_digest,
    new_day.WORK: new_day.ask_for_day,
    NEWS: tell_now,
    announcement.WORK: announcement.send,
    told_minutes.WORK: told_minutes.tell_minutes,
    OWN_DATA: tell_own_data,
    LOST: tell_secretaries,
    LOST_CHAT: close_chat,
    HELD: held_back.hand_over,
}
_OF_GROUPS = frozenset({*WORKS} - {digest.WORK, LOST, LOST_CHAT})


def group_of(key: str) -> int | None:
    """The group that a message told unasked is about, by its key; None where the key names none."""
    return held_back.group_in(key) if key.partition(":")[0] in _OF_GROUPS else None


COMMANDS: tuple[tuple[str, Text], ...] = (
    ("bantuan", _("what can be said")),
    ("daftar", _("register a member")),
    ("anggota", _("see the members")),
    ("lihat", _("see one member")),
    ("ubah", _("correct a member's data")),
    ("pindah", _("somebody is not a member any more")),
    ("catat", _("record a meeting")),
    ("notulen", _("read the minutes")),
    ("riwayat", _("who changed what")),
    ("cetak", _("print a book")),
    ("jadwal", _("fix when you meet")),
    ("kumpulan", _("when is the next meeting")),
    ("siap", _("are we ready to become a cooperative")),
    ("usul", _("put an idea forward")),
    ("undang", _("invite members")),
    ("kelompok", _("start a group")),
    ("urungkan", _("take back what was saved last")),
    ("bahasa", _("choose the language")),
    ("batal", _("stop")),
)

__all__ = ["ALL", "COMMANDS", "PUBLIC", "WORKS", "facilitator_code", "group_of", "guard"]
