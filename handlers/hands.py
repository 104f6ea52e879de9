"""In whose hands a group is: the people with an account there, found by the names they are called by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, ask
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence, verbatim
from handlers.access import can
from handlers.names import FullName
from handlers.ports import Store
from handlers.staying import offer_to_stay
from handlers.the_member import ME
from handlers.words import group_name, listing, spoken_to
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Member, addressed
from jamaah.people import split_honorific, tidy_name
from jamaah.roles import Deed, Role
from lean import dataclass

MOST_BUTTONS = 8
OVER = _("That offer is over. Nothing has changed.")
NOW_KEPT = _("{name} keeps the books of {group} now.")


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody of a group: the name that was said as long as it is not clear who that is, else the person of the chat
    or, of whom has no account, the member's id; `name` is how they are spoken of."""

    said: str = ""
    person: int | None = None
    member: int | None = None
    name: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether it is known who is meant."""
        return self.person is not None or self.member is not None

    @property
    def account(self) -> int:
        """The person of the chat. Raises LookupError for who has no account."""
        if self.person is None:
            raise LookupError("who is meant has no account")
        return self.person

    @property
    def token(self) -> str:
        """Who it is as a button carries it."""
        return f"p{self.person}" if self.person is not None else f"m{self.member}"


def hands_of(talk: Talk[Store], group: Group, roles: Sequence[Role]) -> list[Hand]:
    """Those who hold one of these roles in a group, in their order: the members of its book, then who is in no book."""
    store, today, roll = talk.store, talk.local.date(), talk.store.members.of(group.id)
    holders = [person for person, role in store.people.of_group(group.id) if role in roles]
    linked = {member.person: member for member in reversed(roll) if member.person is not None}
    found = dict.fromkeys(holders)
    return [
        Hand(
            person=person,
            member=linked[person].id if person in linked else None,
            name=_name(talk, person, linked, roll, today),
        )
        for person in found
    ]


def _name(talk: Talk[Store], person: int, linked: Mapping[int, Member], roll: Sequence[Member], today: date) -> str:
    address = talk.store.people.get(person).address
    return address or (addressed(linked[person], today, roll) if person in linked else "")


def unconnected_of(talk: Talk[Store], group: Group) -> list[Hand]:
    """The members of a group's book who have no account."""
    roll, today = talk.store.members.of(group.id), talk.local.date()
    return [Hand(member=one.id, name=addressed(one, today, roll)) for one in roll if one.person is None]


def meant(talk: Talk[Store], group: Group, said: str, among: Sequence[Hand]) -> list[Hand]:
    """Those among some who may be meant by a name: as they are spoken to, or as they stand in the book."""
    if ME.fullmatch(said.strip()):
        return [hand for hand in among if hand.person == talk.person]
    today, roll = talk.local.date(), {one.id: one for one in talk.store.members.of(group.id)}
    cards: dict[int, Hand] = {}
    for at, hand in enumerate(among):
        cards[at] = hand
    book = [(at, roll[hand.member]) for at, hand in cards.items() if hand.member in roll]
    spoken = [(at, _card(group, hand)) for at, hand in cards.items() if hand.person is not None and hand.name]
    for known in (spoken, book):
        found = resolve(said, [replace(member, id=at) for at, member in known], today)
        if found:
            return [cards[member.id] for member in found]
    return []


def _card(group: Group, hand: Hand) -> Member:
    """Somebody as a member of that name would be, so that names are understood in one way."""
    _honorific, name, gender = split_honorific(hand.name)
    return Member(group=group.id, name=tidy_name(name or hand.name), called=hand.name, gender=gender, joined=date.min)


class TheHand(Kind[Hand]):
    """One of those the form's `hands` are, by name."""

    hint = _("Please write only the name.")

    def read(self, text: str, form: Any) -> Reading[Hand] | None:
        name = FullName().read(text, form)
        if form.group is None or (name is None and not ME.fullmatch(text.strip())):
            return None
        said = name.value if name else text
        return Reading(self._meant(said, form)) if self.those(said, form) else None

    def take(self, said: Mapping[str, Json], form: Any) -> Hand | None:
        name = FullName().take(said, form)
        return None if name is None else self._meant(name, form)

    def _meant(self, name: str, form: Any) -> Hand:
        found = self.those(name, form)
        return replace(found[0], said=name) if len(found) == 1 else Hand(said=name)

    def those(self, name: str, form: Any) -> list[Hand]:
        """Those who may be meant by a name."""
        return meant(form.talk, form.group, name, form.hands()) if form.group is not None else []

    def tap(self, token: str, form: Any) -> Hand | None:
        return next((hand for hand in form.hands() if hand.token == token), None) if form.group is not None else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(verbatim(hand.name), hand.token) for hand in form.candidates()[:MOST_BUTTONS]]

    def dump(self, value: Hand) -> Json:
        return asdict(value)

    def load(self, raw: Json, form: Form[Any]) -> Hand:
        return Hand(**raw)


def keepers(talk: Talk[Store], group: int) -> list[int]:
    """Who keeps a group's books, the longest-serving first."""
    return talk.store.people.holding(group, Role.SECRETARY)


def is_gone(talk: Talk[Store], person: int) -> bool:
    """Whether somebody has no account any more in which they can be written to. Who wants nothing unasked is there, and
    keeps their books."""
    return talk.store.talks.reachable(person, refused=True) is None


def tell_the_others(talk: Talk[Store], group: Group, words: Text, but: Sequence[int] = ()) -> None:
    """Tell all who keep or accompany a group, but the speaker and some others."""
    passed = {talk.person, *but}
    for person, role in talk.store.people.of_group(group.id):
        if role in (Role.SECRETARY, Role.FACILITATOR) and person not in passed:
            passed.add(person)
            talk.tell(person, Reply(words, kind="alert"))


def who_cares(talk: Talk[Store]) -> Text | None:
    """Who else keeps or accompanies the speaker's groups; None if nobody does."""
    people, found = talk.store.people, dict[int, None]()
    for grant in people.grants(talk.person):
        for role in (Role.SECRETARY, Role.FACILITATOR):
            found |= dict.fromkeys(people.holding(grant.group, role) if grant.group is not None else ())
    names = [people.get(one).address for one in found if one != talk.person]
    return listing(names) if names else None


def cares_for_all(talk: Talk[Store], person: int) -> bool:
    """Whether the speaker cares for phones in every group in which somebody holds a role."""
    groups = {grant.group for grant in talk.store.people.grants(person)}
    return all(group is not None and can(talk, group, Deed.CARE_FOR_PHONES) for group in groups)


def relieve_stewards(talk: Talk[Store], group: Group, name: str) -> bool:
    """The books go to their first secretary: the facilitator who began them writes in them no more. Whether there was
    such a one."""
    told = _("{name} keeps the books of {group} from now on; you accompany the group as before.")
    stewards = talk.store.people.holding(group.id, Role.STEWARD)
    for steward in stewards:
        talk.store.people.revoke(steward, Role.STEWARD, group.id)
        if steward != talk.person:
            talk.tell(steward, Reply(told(name=name, group=group_name(group)), kind="alert"))
    return bool(stewards)


def given_over(talk: Talk[Store], group: Group, giver: int | None) -> None:
    """The speaker keeps the books now, and the giver no longer: nor do the codes that they gave out open anything."""
    store = talk.store
    name = store.people.get(talk.person).address
    stewards = store.people.holding(group.id, Role.STEWARD)
    relieve_stewards(talk, group, name)
    if giver is not None and giver in keepers(talk, group.id):
        store.people.revoke(giver, Role.SECRETARY, group.id)
        store.codes.void_given_by(giver, talk.now)
        thanked = thanks(store, giver, name, group)
        talk.tell(giver, Reply(thanked, offer_to_stay(talk, group, giver), kind="alert"))
    told = NOW_KEPT(name=name, group=group_name(group))
    tell_the_others(talk, group, told, but=[*stewards, *([giver] if giver is not None else [])])


def thanks(store: Store, giver: int, receiver: Text | str, group: Group) -> Text:
    """What somebody hears who keeps the books no longer."""
    name = store.people.get(giver).address
    told = _("{name}, the books of {group} are in the hands of {receiver} now. Thank you for keeping them.")
    stays = _("{you} stays a member as before.")(you=spoken_to(name))
    member = any(grant.role is Role.MEMBER and grant.group == group.id for grant in store.people.grants(giver))
    return sentence(told(name=name, group=group_name(group), receiver=receiver), stays if member else None)


def which_hand(question: Any, until: Callable[[Any], bool] = lambda form: form.whom.is_clear) -> Any:
    """The slot `whom` of a conversation about one who has the books in hand."""
    return ask(TheHand(), question, label=_("who"), takes=("name", "spoken"), until=until)
