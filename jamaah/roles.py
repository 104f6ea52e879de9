"""Who may do what: one table. It is not an order: a facilitator sees figures and minutes, not phones."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from lean import dataclass


class Role(StrEnum):
    STRANGER = "stranger"
    MEMBER = "member"
    SECRETARY = "secretary"
    FACILITATOR = "facilitator"
    STEWARD = "steward"
    """A facilitator who keeps the books of a group they have started, until a secretary takes them over."""
    OPERATOR = "operator"
    """Whom the configuration names: runs the service, and has no part in any group's books."""
    CHAT = "chat"
    """No person: what a group's own chat is, which is written to and may do nothing."""


class Deed(StrEnum):
    """What somebody may want to do. All but the first three concern one group."""

    ASK_HELP = "ask_help"
    START_GROUP = "start_group"
    JOIN = "join"
    SEE_FIGURES = "see_figures"
    SEE_MINUTES = "see_minutes"
    SEE_SCHEDULE = "see_schedule"
    SEE_MEMBERS = "see_members"
    SEE_PHONES = "see_phones"
    SEE_ATTENDANCE = "see_attendance"
    REGISTER_MEMBERS = "register_members"
    RECORD_MEETING = "record_meeting"
    SET_SCHEDULE = "set_schedule"
    INVITE_MEMBER = "invite_member"
    INVITE_FACILITATOR = "invite_facilitator"
    INVITE_SECRETARY = "invite_secretary"
    SET_SHARING = "set_sharing"
    SAY_COMING = "say_coming"
    DISPUTE = "dispute"
    KEEP_FOUNDING = "keep_founding"
    KEEP_NIK = "keep_nik"
    HAND_OUT = "hand_out"
    PROPOSE_IDEA = "propose_idea"
    ACCOMPANY = "accompany"
    UNDO_OWN = "undo_own"
    SEE_CHANGES = "see_changes"
    SEE_OWN_CHANGES = "see_own_changes"
    HAND_OVER = "hand_over"
    CARE_FOR_PHONES = "care_for_phones"
    RUN_SERVICE = "run_service"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody holds; `group` is None for a facilitator who has not been given a group yet."""

    role: Role
    group: int | None


# So few that each can know what the others wrote, enough that the book is not lost with one of them.
MOST_SECRETARIES = 3

ANYBODY = frozenset({Deed.ASK_HELP, Deed.START_GROUP, Deed.JOIN, Deed.UNDO_OWN})
_READER = ANYBODY | {Deed.SEE_FIGURES, Deed.SEE_MINUTES, Deed.SEE_SCHEDULE, Deed.SAY_COMING, Deed.SEE_OWN_CHANGES}
_MEMBER = _READER | {Deed.DISPUTE, Deed.PROPOSE_IDEA}
_LOOKING_CLOSER = _READER | {Deed.SEE_ATTENDANCE, Deed.SEE_MEMBERS, Deed.SEE_CHANGES}
_CARING = frozenset({Deed.HAND_OVER, Deed.CARE_FOR_PHONES})
_FACILITATOR = _LOOKING_CLOSER | _CARING | {Deed.ACCOMPANY, Deed.KEEP_FOUNDING}
_SECRETARY = _LOOKING_CLOSER | {
    *_CARING,
    Deed.KEEP_FOUNDING,
    Deed.KEEP_NIK,
    Deed.HAND_OUT,
    Deed.DISPUTE,
    Deed.PROPOSE_IDEA,
    Deed.SEE_PHONES,
    Deed.REGISTER_MEMBERS,
    Deed.RECORD_MEETING,
    Deed.SET_SCHEDULE,
    Deed.INVITE_MEMBER,
    Deed.INVITE_FACILITATOR,
    Deed.INVITE_SECRETARY,
    Deed.SET_SHARING,
}
_STEWARD = _SECRETARY - {Deed.DISPUTE, Deed.SET_SHARING}

TABLE: dict[Role, frozenset[Deed]] = {
    Role.STRANGER: ANYBODY,
    Role.MEMBER: _MEMBER,
    Role.FACILITATOR: _FACILITATOR,
    Role.SECRETARY: _SECRETARY,
    Role.STEWARD: _STEWARD,
    Role.OPERATOR: ANYBODY | {Deed.RUN_SERVICE},
    Role.CHAT: frozenset(),
}
KEEPERS = frozenset({Role.SECRETARY, Role.STEWARD})
"""Who keeps a group's books; a steward only as long as there is no secretary."""
SHARED: dict[Role, frozenset[Deed]] = {Role.FACILITATOR: frozenset({Deed.SEE_PHONES})}
"""What is added in a group that shares it."""


def may(roles: Iterable[Role], deed: Deed, *, shared: bool = False) -> bool:
    """Whether somebody with these roles in a group (or with none) may do this there; `shared` if the group lets its
    facilitators see more."""
    more = SHARED if shared else {}
    return deed in ANYBODY or any(deed in TABLE[role] | more.get(role, frozenset()) for role in roles)


@cache
def who_may(deed: Deed) -> frozenset[Role]:
    """The roles of which each alone is enough to do this in a group."""
    return frozenset(role for role in Role if may((role,), deed))
