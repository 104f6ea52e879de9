"""Files on a phone: listed in their message, kept once, given out by id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from tests.simulator.echo import FILES
from tests.simulator.world import World, opened

PICTURE, LIST = FILES


async def files_of(world: World) -> list[dict[str, Any]]:
    [reply] = await world.say("sri", text="file")
    files: list[dict[str, Any]] = reply["files"]
    return files


async def got(world: World, id: str) -> httpx.Response:
    return await world.client.get(f"/simulator/files/{id}")


async def test_a_message_lists_its_files_and_each_can_be_fetched(world: World) -> None:
    files = await files_of(world)
    assert [(file["name"], file["type"], sorted(file)) for file in files] == [
        ("undangan.png", "image/png", ["id", "name", "type"]),
        ("daftar anggota.html", "text/html", ["id", "name", "type"]),
    ]
    for file, made in zip(files, FILES, strict=True):
        answer = await got(world, file["id"])
        assert (answer.status_code, answer.content) == (200, made.content)
        assert answer.headers["content-type"].startswith(made.type)


async def test_a_picture_may_be_shown_and_anything_else_is_only_saved(world: World) -> None:
    picture, page = [await got(world, file["id"]) for file in await files_of(world)]
    assert "content-disposition" not in picture.headers
    assert page.headers["content-disposition"] == "attachment; filename*=UTF-8''daftar%20anggota.html"
    assert page.headers["x-content-type-options"] == "nosniff"


async def test_files_survive_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        files = await files_of(world)
    async with opened(tmp_path) as world:
        answer = await world.client.get("/simulator/messages", params={"person": "sri"})
        assert answer.json()["messages"][0]["files"] == files
        assert [(await got(world, file["id"])).content for file in files] == [made.content for made in FILES]


async def test_the_same_file_sent_often_is_kept_once_and_not_in_the_journal(world: World, tmp_path: Path) -> None:
    first = await files_of(world)
    assert await files_of(world) == first
    assert {file.read_bytes() for file in (tmp_path / "files").iterdir()} == {made.content for made in FILES}
    assert len(list((tmp_path / "files").iterdir())) == len(FILES)
    assert b"document.title" not in (tmp_path / "phones.jsonl").read_bytes()


async def test_a_new_beginning_forgets_the_files(world: World, tmp_path: Path) -> None:
    [file, _list] = await files_of(world)
    await world.post("/simulator/reset", {"scenario": "empty"})
    assert (await got(world, file["id"])).status_code == 404
    assert not (tmp_path / "files").exists()
    assert (await files_of(world))[0] == file


async def test_only_what_was_sent_is_given_out(world: World, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not sent")
    await files_of(world)
    (tmp_path / "files" / "beside").write_text("not sent")
    for id in ("beside", "..%2Fsecret", "%2e%2e%2fphones.jsonl", ""):
        assert (await got(world, id)).status_code == 404


async def test_a_file_somebody_took_away_is_missing_and_nothing_else(world: World, tmp_path: Path) -> None:
    [picture, other] = await files_of(world)
    (tmp_path / "files" / picture["id"]).unlink()
    assert (await got(world, picture["id"])).status_code == 404
    assert (await got(world, other["id"])).status_code == 200
