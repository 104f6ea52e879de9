"""The channels on which real people are served, as an operator has set them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.ports import Pace
from bot.settings import Settings
from handlers import COMMANDS

if TYPE_CHECKING:
    from bot.channels.whatsapp import WhatsApp


def platforms(settings: Settings) -> list[Telegram | WhatsApp]:
    """Those that have a token."""
    of: list[Telegram | WhatsApp] = [_telegram(settings)] if settings.telegram.token else []
    return [*of, _whatsapp(settings)] if settings.whatsapp.token else of


def _telegram(settings: Settings) -> Telegram:
    commands = [(name, told.render("id")) for name, told in COMMANDS]
    of = settings.telegram
    pace = Pace(of.per_second, of.per_chat, of.per_group_minute) if of.per_second else None
    if not of.webhook:
        return TelegramByPolling(of.token, of.base_url, commands, polling=of.poll_seconds, pace=pace)
    from bot.channels.telegram_webhook import TelegramByWebhook  # noqa: PLC0415  a web server that polling does not need

    return TelegramByWebhook(of.token, settings.server.public, of.base_url, commands, pace=pace)


def _whatsapp(settings: Settings) -> WhatsApp:
    from bot.channels.whatsapp import PACE, WhatsApp  # noqa: PLC0415  a third of a second that others need not wait

    of = settings.whatsapp
    limits = replace(PACE, per_second=of.per_second, opened=of.people_per_day or None)
    pace = limits if of.per_second else None
    return WhatsApp(of.phone_id, of.token, of.app_secret, of.verify_token, of.base_url, of.path, pace)
