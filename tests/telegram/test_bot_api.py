"""Every request is held against our description of the Bot API: what breaks it fails the test that made it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Outgoing
from tests.telegram.bot_api import Upload, breaches
from tests.telegram.world import TelegramWorld

PNG = Upload("a.png", "image/png", b"a picture")


def said(**more: Any) -> dict[str, Any]:
    return {"chat_id": "5001", "text": "halo", **more}


def under(**markup: Any) -> dict[str, Any]:
    return said(reply_markup=json.dumps(markup))


def buttons(*rows: int, label: str = "Ya", payload: str = "y") -> dict[str, Any]:
    return under(inline_keyboard=[[{"text": label, "callback_data": payload}] * row for row in rows])


KEPT: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("getUpdates", {"offset": "0", "timeout": "30", "allowed_updates": '["message", "my_chat_member"]'}),
    ("setMyCommands", {"commands": '[{"command": "daftar_2", "description": "Daftarkan"}]', "language_code": "id"}),
    ("answerCallbackQuery", {"callback_query_id": "77"}),
    ("sendMessage", said(text="🌾" * 2048, link_preview_options='{"is_disabled": true}')),
    ("sendMessage", buttons(8, 8, payload="é" * 32)),
    ("sendMessage", under(keyboard=[[{"text": "Nomor saya", "request_contact": True}]], one_time_keyboard=True)),
    ("sendMessage", under(remove_keyboard=True)),
    ("sendPhoto", {"chat_id": "5001", "photo": PNG, "caption": ""}),
    ("sendDocument", {"chat_id": "-1001", "document": PNG, "caption": "x" * 1024}),
]
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("sendDice", {"chat_id": "5001"}),
    ("getMe", {"chat_id": "5001"}),
    ("getUpdates", {"offset": "-1"}),
    ("getUpdates", {"timeout": "true"}),
    ("getUpdates", {"allowed_updates": '["messages"]'}),
    ("setMyCommands", {}),
    ("setMyCommands", {"commands": '[{"command": "/daftar", "description": "Daftarkan"}]'}),
    ("setMyCommands", {"commands": '[{"command": "daftar", "description": ""}]'}),
    ("setMyCommands", {"commands": "[]", "language_code": "indonesian"}),
    ("answerCallbackQuery", {}),
    ("sendMessage", {"text": "halo"}),
    ("sendMessage", said(chat_id="Sri")),
    ("sendMessage", said(text="")),
    ("sendMessage", said(text=" \n")),
    ("sendMessage", said(text="x" * 4097)),
    ("sendMessage", said(text="🌾" * 2048 + "x")),
    ("sendMessage", said(parse_mode="HTML")),
    ("sendMessage", said(reply_markup="no JSON")),
    ("sendMessage", said(link_preview_options='{"is_disabled": 1}')),
    ("sendMessage", buttons(9)),
    ("sendMessage", buttons(*[8] * 13)),
    ("sendMessage", buttons()),
    ("sendMessage", buttons(1, payload="")),
    ("sendMessage", buttons(1, payload="x" * 65)),
    ("sendMessage", buttons(1, payload="é" * 33)),
    ("sendMessage", buttons(1, label="")),
    ("sendMessage", under(inline_keyboard=[[{"text": "Ya"}]])),
    ("sendMessage", under(inline_keyboard=[[{"text": "Ya", "callback_data": "y", "url": "https://a.id"}]])),
    ("sendMessage", under(remove_keyboard=False)),
    ("sendMessage", {**under(keyboard=[[{"text": "Nomor", "request_contact": True}]]), "chat_id": "-1001"}),
    ("sendPhoto", {"chat_id": "5001", "caption": "Undangan"}),
    ("sendPhoto", {"chat_id": "5001", "photo": "undangan.png"}),
    ("sendPhoto", {"chat_id": "5001", "photo": Upload("a.png", "image/png", b"")}),
    ("sendPhoto", {"chat_id": "5001", "photo": Upload("a.png", "image/png", b"x" * (10 * 1024 * 1024 + 1))}),
    ("sendPhoto", {"chat_id": "5001", "photo": PNG, "caption": "x" * 1025}),
]


@pytest.mark.parametrize(("method", "fields"), KEPT, ids=[method for method, _ in KEPT])
def test_what_telegram_takes_is_not_blamed(method: str, fields: dict[str, Any]) -> None:
    assert breaches(method, fields) == []


@pytest.mark.parametrize(("method", "fields"), BROKEN, ids=[f"{n}-{method}" for n, (method, _) in enumerate(BROKEN)])
def test_what_telegram_would_refuse_is_seen(method: str, fields: dict[str, Any]) -> None:
    assert len(breaches(method, fields)) == 1


async def test_a_request_that_breaks_the_description_is_refused_and_fails_the_test_that_made_it() -> None:
    with pytest.raises(AssertionError, match="callback_data"):
        async with TelegramWorld() as world:
            channel = TelegramByPolling(world.token, world.url)
            message = Outgoing(id=1, channel="telegram", chat="5001", text="Simpan?", buttons=(("Ya", "x" * 65),))
            with pytest.raises(Exception, match="not buttons"):
                await channel.send(message)
            assert world.proxy.calls[-1].status == 400
            await channel.close()
