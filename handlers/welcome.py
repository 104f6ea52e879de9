"""How somebody is received: what is offered first, and what those hear who are not in a group yet."""

from __future__ import annotations

from bot.forms import opens
from bot.messages import Button, Reply
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from handlers.ports import Joining, Store
from handlers.words import group_name, listing
from jamaah.roles import KEEPERS, Role

FEW = 5
KNOWN_FIRST = (Role.SECRETARY, Role.FACILITATOR, Role.MEMBER)


def role_of(talk: Talk[Store]) -> Role:
    """The first role the speaker holds anywhere: secretary, facilitator, member, else operator or stranger."""
    held = {grant.role for grant in talk.store.people.grants(talk.person)}
    beside = Role.OPERATOR if talk.operates else Role.STRANGER
    return next((role for role in KNOWN_FIRST if role in held), beside)


def first_steps(role: Role) -> tuple[Button, ...]:
    """The buttons for somebody who has not said yet what they want."""
    if role is Role.STRANGER:
        return (*ways_in(), opens("look_around", _("Look around first")))
    if role is Role.SECRETARY:
        return (
            opens("record_meeting", _("Record a meeting")),
            opens("register_member", _("Register a member")),
            opens("readiness", _("Are we ready?")),
        )
    if role is Role.FACILITATOR:
        return (
            opens("groups_overdue", _("Which have not met")),
            opens("groups_ready", _("Which are ready")),
            opens("group_status", _("How a group is doing")),
        )
    if role is Role.OPERATOR:
        return (opens("service", _("The service in figures")), opens("facilitator_code", _("A code for a facilitator")))
    return (opens("next_meeting", _("Next meeting")), opens("show_meeting", _("Last minutes")))


def ways_in() -> tuple[Button, ...]:
    """The buttons by which a stranger gets a group."""
    return (opens("create_group", _("Start a group")), opens("join", _("I have an invitation")))


def received(talk: Talk[Store], words: Text, greeting: Text | None = None) -> Reply:
    """What somebody hears who comes in: `words` if they are known, else who Carik is, behind a `greeting` that answers
    theirs, or for whom they are waiting."""
    role = role_of(talk)
    if role is Role.STRANGER:
        return _to_a_stranger(talk, greeting)
    if role is Role.OPERATOR:
        return Reply(_("Greetings. What do you want to know of the service?"), first_steps(role))
    waiting = _waiting_for(talk)
    if not waiting:
        return Reply(words, first_steps(role))
    names = listing([joining.name for joining in waiting[:FEW]] + ["…"] * (len(waiting) > FEW))
    told = _("{count} waiting to be connected: {names}.")(count=len(waiting), names=names)
    return Reply(lines(words, told), (opens("confirm_join", _("See who waits")), *first_steps(role)))


def _to_a_stranger(talk: Talk[Store], greeting: Text | None) -> Reply:
    waits = patience(talk)
    if waits is not None:
        return Reply(waits)
    return Reply(
        lines(
            sentence(
                greeting or _("Greetings."),
                _("I am Carik, the village scribe: I keep the books of a production group."),
            ),
            _("Do you want to start a group, or do you have an invitation?"),
        ),
        first_steps(Role.STRANGER),
    )


def _waiting_for(talk: Talk[Store]) -> list[Joining]:
    """Those on whom the speaker, who keeps the books, may decide, the oldest first in each group."""
    held = [grant.group for grant in talk.store.people.grants(talk.person) if grant.role in KEEPERS]
    return [joining for group in held if group is not None for joining in talk.store.joins.waiting(group)]


def patience(talk: Talk[Store], group: int | None = None) -> Text | None:
    """What somebody hears whom no secretary has connected yet, in `group` or in any; None if nobody has to."""
    asked = talk.store.joins.of_person(talk.person)
    waiting = [joining for joining in asked if joining.decided is None and group in (None, joining.group)]
    if not waiting:
        return None
    wanted = talk.store.groups.get(waiting[0].group)
    return _("Now it is up to {secretaries} to confirm who you are, for {group}. I will tell you.")(
        secretaries=secretaries_of(talk, wanted.id), group=group_name(wanted)
    )


def secretaries_of(talk: Talk[Store], group: int) -> Text:
    """Who keeps a group's books, as they are spoken to."""
    return keepers_of(talk.store, group)


def hearers_of(talk: Talk[Store], group: int) -> Text:
    """Those of them who hear what is passed on; all, where nobody does."""
    heard = [talk.store.people.get(one).address for one in _hearing(talk.store, group)]
    return listing(heard) if heard else secretaries_of(talk, group)


def passed_on(talk: Talk[Store], group: int) -> Text:
    """What a member hears whose words were passed on to the secretaries: who hears them, or that nobody does."""
    if not _hearing(talk.store, group):
        told = _("I cannot write to {secretaries} just now. Please tell it yourself.")
        return told(secretaries=secretaries_of(talk, group))
    return _("✓ Passed on to {secretaries}.")(secretaries=hearers_of(talk, group))


def _hearing(store: Store, group: int) -> list[int]:
    return [person for person in store.people.keeping(group) if store.talks.reachable(person) is not None]


def keepers_of(store: Store, group: int) -> Text:
    """The same, where nobody speaks."""
    names = [store.people.get(person).address for person in store.people.keeping(group)]
    return listing(names) if names else _("the secretary")


def holders(store: Store, group: int, role: Role) -> Text | None:
    """Who holds a role in a group, as they are spoken to; None if nobody."""
    names = [store.people.get(person).address for person in store.people.holding(group, role)]
    return listing(names) if names else None
