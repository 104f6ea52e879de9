"""Who signs a book of a group on paper."""

from __future__ import annotations

from bot.papers.paper import Signatures
from handlers.on_paper import Wish
from handlers.posts import HEADINGS
from jamaah.full_names import full_names
from jamaah.officers import Post, serving


def officers_sign(wish: Wish) -> Signatures:
    """Chair and secretary sign a book, by their names where these are written down."""
    members = wish.talk.store.members
    known = {one.post: one.member for one in serving(wish.talk.store.officers.of(wish.group.id), wish.today)}
    names = full_names(members.of(wish.group.id))
    who = [(wish.say(HEADINGS[post]), names.get(known.get(post, 0))) for post in (Post.CHAIR, Post.SECRETARY)]
    return Signatures(None, who, place=wish.group.village)
