"""Ways through the forms: who opens each, and what is answered to each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.desk import OPERATOR, Desk, Told
from tests.world import (
    FACILITATOR,
    FACILITATOR_CODE,
    LINK_CODE,
    MEMBER,
    MEMBER_CODE,
    OTHER_SECRETARY,
    PHONE_CODE,
    SECRETARY,
    SECRETARY_CODE,
    SECRETARY_OF_BOTH,
    STEWARD,
    STRANGER,
)

YES = "ya"


@dataclass(frozen=True)
class Walk:
    """A way through one form: who walks it, the button that opens it, the answer to each question.

    `before` is said first, so that there is something to take back; a pair is what somebody else says.
    """

    intent: str
    who: str
    answers: dict[str, str] = field(default_factory=dict)
    tokens: str = ""
    before: tuple[str | tuple[str, str], ...] = ()
    name: str = ""

    @property
    def opening(self) -> str:
        """The payload of the button that opens the form."""
        return f"!{self.intent}{self.tokens}"

    def __str__(self) -> str:
        return self.name or self.intent


RAHAYU = {"group": "Rahayu"}
SITI = {"name": "Siti Munawaroh", "gender": "perempuan", "born": "45", "rt": "4"}
A_MINOR = SITI | {"born": "16", "parent": "Bu Yem"}
NAMESAKE = {"group": "Mandiri", "name": "Wagiman", "called": "Wagiman Lor", "gender": "L", "born": "45", "rt": "4"}
PASTED = {
    "members": "Siti Munawaroh\nSarjono\nBudi Waluyo\nBudi Waluyo",
    "women": "1",
    "apart": "beda, 3 Budi Lor, 4 Budi Kidul",
}
MEETING = {
    "group": "Mandiri",
    "day": "kemarin",
    "who": "hadir semua kecuali Bambang, Pak Darsono izin",
    "which": "Bambang Hartono",
    "place": "rumah Bu Tini",
}
SECOND_MEETING = {
    "group": "Mandiri",
    "day": "kamis kemarin",
    "same": "Kumpulan lainnya",
    "at": "jam 4 sore",
    "who": "hadir 6, Pak Darsono izin",
    "agreed": "5",
    "place": "rumah Bu Tini",
}
ANOTHER_ATTENDANCE = {"group": "Mandiri", "change": "Bambang izin, hadir 6", "which": "Bambang Hartono", "agreed": "4"}
SCHEDULE = {"rhythm": "tiap Jumat", "hour": "jam 4 sore", "place": "rumah Bu Tini"}
FROM_A_DAY_ON = SCHEDULE | {"since": "bulan depan"}
CORRECTED = {"group": "Mandiri", "whom": "Bambang Hartono", "field": "Umur", "value": "45"}
ON_ONE_PHONE = {"group": "Mandiri", "pair": "bambang ikut hp bu kartini", "which": "Bambang Hartono"}
OF_ANOTHER = {"group": "Mandiri", "answer": "izin", "which": "Bambang Hartono"}
LEFT = {"group": "Mandiri", "whom": "Bambang Hartono", "reason": "Pindah"}
MAKMUR = {"name": "JP Makmur", "village": "Tengaran", "rt": "5", "zone": "WIB", "address": "Bu Asih"}
AS_MEMBER = {"code": MEMBER_CODE, "name": "Wagiman", "agreed": "ya"}
AS_FACILITATOR = {"code": FACILITATOR_CODE, "address": "Pak Guno"}
AS_SECRETARY = {"code": SECRETARY_CODE, "address": "Bu Guno"}
NEWCOMER = {"who": "Daftarkan dulu", "gender": "perempuan"}
THE_MEETING = "&meeting=1"
LATER = {"meeting": "2026-12-03"}
ONE_LEFT = ("bu bambang hartono pindah", YES)
CAME_BACK = SITI | {"name": "Bambang Hartono", "again": "Orang lain"}
CALLED_AS_ONE = ("daftar bu dwi 45 th", YES)
A_KEEPER = {"whom": "Dwi", "keeper": "Orang lain", "reason": "Pindah"}
ONE_PAUSE = ("kumpulan libur sampai tanggal 20 desember", YES)
ONE_WAITS = ("kumpulan kamis ditunda dulu", YES)
POSTS = {"posts": "ketua Wagiman, bendahara Bambang", "which": "Bambang Hartono", "since": "2024"}
ANOTHER_CHAIR = {"posts": "ketua Kartini"}
A_CHAIR = ("ketua Wagiman sejak 2024", YES)
ONE_OF_TWO = {"post": "pengawas", "officer": "Kartini"}
TWO_LOOK_ON = ("pengawas Wagiman, Kartini sejak 2024", YES)
OF_ONE_HOUSE = {"families": "Bambang satu KK sama Wagiman", "which": "Bambang Hartono"}
WITHOUT_A_KTP = {"told": "semua punya KTP kecuali Bambang", "which": "Bambang Hartono"}
TWO_AIDS = ("kita dapat bantuan traktor dari dinas", YES, "kita dapat bantuan pompa dari dinas", YES)
OF_WHOM = {"group": "Mandiri", "ideas": "beli mesin jahit", "whose": "Bambang", "which": "Bambang Hartono"}
A_NIK = {"whom": "Wagiman", "number": "3322011505800001"}
A_FOUNDING = ("kumpulan terakhir jp mandiri itu rapat pendirian", YES)
ALL_OF_IT = (
    "pimpinan rapat Bambang, notulis Bu Sri, penyuluh dinas koperasi, mulai 19.30, selesai 21.30, nama koperasi Maju"
    " Makmur Sejahtera, jenis produsen, alamat Krajan RT 3, wilayah keanggotaan Getasan, jangka waktu tidak terbatas,"
    " usaha ternak, simpanan pokok 100 ribu, simpanan wajib 10 ribu, masa jabatan 5 tahun, anggaran dasar disetujui,"
    " kuasa Darsono, bentuk primer"
)
A_PACK = {"receiver": "notaris Bu Rina", "nik": "ya"}
A_NIK_OF_ONE = (*A_FOUNDING, "nik kartini 3322011505800001", YES)
A_PAPER = ("akta belum ada", YES)
EARNING = {"business": "payung", "kind": "bersama", "fields": "ternak", "local": "dari sini"}
THERE = tuple((f"{MEMBER}@whatsapp", words) for words in (LINK_CODE, YES))
"""A member writes on another channel too."""
MADE = {"idea": "2", "fate": "sudah jalan", "outcome": "kolamnya sudah diisi"}

WALKS = (
    Walk("register_member", SECRETARY_OF_BOTH, RAHAYU | SITI),
    Walk("register_me", SECRETARY_OF_BOTH, RAHAYU | SITI),
    Walk("register_me", OTHER_SECRETARY, SITI, name="register_me-of-no-told-gender"),
    Walk("register_member", SECRETARY_OF_BOTH, NAMESAKE, name="register_member-a-namesake"),
    Walk("register_me", SECRETARY_OF_BOTH, NAMESAKE | {"again": "tidak"}, name="register_me-a-namesake"),
    Walk("register_member", SECRETARY, CAME_BACK, before=ONE_LEFT, name="register_member-who-was-one"),
    Walk("register_me", SECRETARY, CAME_BACK, before=ONE_LEFT, name="register_me-who-was-one"),
    Walk("register_member", SECRETARY, A_MINOR, name="register_member-of-a-minor"),
    Walk("register_me", OTHER_SECRETARY, A_MINOR, name="register_me-of-a-minor"),
    Walk("register_members", SECRETARY_OF_BOTH, RAHAYU | PASTED),
    Walk("update_member", SECRETARY_OF_BOTH, CORRECTED),
    Walk("update_ages", SECRETARY_OF_BOTH, {"group": "Mandiri", "ages": "Wagiman 45, 2 50"}),
    Walk("remove_member", SECRETARY_OF_BOTH, LEFT),
    Walk("remove_member", SECRETARY, A_KEEPER, before=CALLED_AS_ONE, name="remove_member-called-as-a-secretary"),
    Walk("show_member", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Wagiman"}),
    Walk("record_meeting", SECRETARY_OF_BOTH, MEETING),
    Walk("record_meeting", SECRETARY_OF_BOTH, SECOND_MEETING, name="record_meeting-a-second"),
    Walk("correct_meeting", SECRETARY_OF_BOTH, ANOTHER_ATTENDANCE, THE_MEETING),
    Walk("list_meetings", SECRETARY_OF_BOTH, RAHAYU),
    Walk("history", MEMBER),
    Walk("history", SECRETARY_OF_BOTH, RAHAYU, name="history-of-which-group"),
    Walk(
        "history",
        SECRETARY_OF_BOTH,
        {"group": "Mandiri", "whom": "Bambang Hartono"},
        "&whom=Bambang",
        name="history-of-which-member",
    ),
    Walk("attendance_stats", SECRETARY_OF_BOTH, RAHAYU),
    Walk("record_decision", SECRETARY_OF_BOTH, {"group": "Mandiri", "decision": "iuran naik lima ribu"}, THE_MEETING),
    Walk("show_meeting", SECRETARY_OF_BOTH, RAHAYU),
    Walk("share_meeting", SECRETARY_OF_BOTH, {"group": "Mandiri"}, THE_MEETING),
    Walk("list_members", SECRETARY_OF_BOTH, RAHAYU),
    Walk("readiness", SECRETARY_OF_BOTH, RAHAYU),
    Walk("shortest_way", SECRETARY_OF_BOTH, RAHAYU),
    Walk("rules_picture", SECRETARY_OF_BOTH, RAHAYU),
    Walk("progress_picture", SECRETARY_OF_BOTH, RAHAYU),
    Walk("attendance_picture", SECRETARY_OF_BOTH, RAHAYU),
    Walk("members_picture", SECRETARY_OF_BOTH, RAHAYU),
    Walk("what_changed", SECRETARY_OF_BOTH, RAHAYU),
    Walk("all_rules", SECRETARY_OF_BOTH, RAHAYU),
    Walk("the_law", SECRETARY_OF_BOTH, RAHAYU),
    Walk("next_meeting", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_schedule", SECRETARY_OF_BOTH, RAHAYU | SCHEDULE),
    Walk(
        "set_schedule", SECRETARY, SCHEDULE | {"since": "bulan depan"}, "&begins=y", name="set_schedule-from-a-day-on"
    ),
    Walk("meeting_held", SECRETARY_OF_BOTH, RAHAYU | {"day": "kemarin"}),
    Walk("move_meeting", SECRETARY_OF_BOTH, RAHAYU | {"day": "sabtu"}),
    Walk(
        "extra_meeting", SECRETARY_OF_BOTH, {"group": "Rahayu", "day": "senin", "hour": "jam 7 malam", "place": "balai"}
    ),
    Walk("move_meeting", SECRETARY, LATER | {"day": "2026-12-05"}, before=ONE_WAITS, name="move_meeting-one-waits"),
    Walk("cancel_meeting", SECRETARY_OF_BOTH, RAHAYU),
    Walk(
        "cancel_meeting",
        SECRETARY,
        {"reason": "hujan"},
        "&meeting=2026-11-26&asked=y",
        name="cancel_meeting-that-was-not-held",
    ),
    Walk("cancel_meeting", SECRETARY, LATER, before=ONE_WAITS, name="cancel_meeting-one-waits"),
    Walk("pause", SECRETARY_OF_BOTH, RAHAYU | {"last": "20 desember"}),
    Walk("pause", SECRETARY, {"extent": "sampai ada kabar"}, "&unsure=y", name="pause-or-one-meeting"),
    Walk("go_on", SECRETARY, before=ONE_PAUSE),
    Walk("go_on", SECRETARY_OF_BOTH, RAHAYU, name="go_on-of-no-pause"),
    Walk("take_turns", SECRETARY_OF_BOTH, RAHAYU | {"hosts": "Bu Sumi, Pak Jarwo"}),
    Walk("whose_turn", SECRETARY_OF_BOTH, RAHAYU),
    Walk("next_place", SECRETARY_OF_BOTH, RAHAYU | {"place": "rumah Bu Sumi"}),
    Walk("calendar_file", SECRETARY_OF_BOTH, RAHAYU),
    Walk("correct_group", SECRETARY_OF_BOTH, RAHAYU, "&zone=WITA"),
    Walk(
        "correct_group",
        SECRETARY_OF_BOTH,
        RAHAYU | {"zone": "WITA"},
        "&other_zone=y",
        name="correct_group-another-zone",
    ),
    Walk(
        "meeting_of_date",
        SECRETARY_OF_BOTH,
        MEETING | RAHAYU | {"day": "2026-11-10", "who": "hadir semua"},
        "&told=2026-11-10 2026-12-10",
    ),
    Walk("group_data", SECRETARY_OF_BOTH, RAHAYU),
    Walk("pasted_replies", SECRETARY_OF_BOTH, RAHAYU),
    Walk("my_attendance", MEMBER),
    Walk("my_attendance", SECRETARY_OF_BOTH, RAHAYU, name="my_attendance-of-which-group"),
    Walk("dispute_attendance", MEMBER),
    Walk("dispute_attendance", SECRETARY_OF_BOTH, RAHAYU, name="dispute_attendance-not-in-the-book"),
    Walk("settle_dispute", SECRETARY_OF_BOTH, {"group": "Mandiri", "answer": "betulkan"}, "&dispute=1"),
    Walk("countersign", MEMBER),
    Walk("countersign", SECRETARY_OF_BOTH, RAHAYU, name="countersign-not-in-the-book"),
    Walk("correct_own", MEMBER, {"field": "umur", "value": "47"}),
    Walk("correct_own", SECRETARY_OF_BOTH, RAHAYU, name="correct_own-of-which-group"),
    Walk("withhold", MEMBER, {"words": "dataku aja digawa neng notaris"}),
    Walk("withhold", SECRETARY_OF_BOTH, RAHAYU, name="withhold-of-which-group"),
    Walk("put_right_own", SECRETARY_OF_BOTH, {"group": "Mandiri"}, "&whom=1&field=born&value=47"),
    Walk("find_fault", MEMBER, {"words": "iuran itu lima ribu"}),
    Walk("find_fault", SECRETARY_OF_BOTH, RAHAYU, name="find_fault-of-which-group"),
    Walk("rsvp", MEMBER, {"answer": "izin"}),
    Walk("rsvp", SECRETARY_OF_BOTH, OF_ANOTHER, "&words=bambang izin", name="rsvp-of-another"),
    Walk("one_phone", SECRETARY_OF_BOTH, ON_ONE_PHONE),
    Walk("without_phone", SECRETARY_OF_BOTH, RAHAYU | {"name": "Bu Kasiyem"}),
    Walk("who_comes", MEMBER),
    Walk("who_comes", SECRETARY_OF_BOTH, RAHAYU, name="who_comes-of-which-group"),
    Walk("leave", MEMBER),
    Walk("quiet", MEMBER),
    Walk("group_status", SECRETARY_OF_BOTH, RAHAYU),
    Walk("groups_overview", FACILITATOR),
    Walk("only_there", FACILITATOR),
    Walk("groups_picture", FACILITATOR),
    Walk("of_all_groups", FACILITATOR),
    Walk("compare_groups", STEWARD, {"one": "Mandiri", "other": "Rahayu"}),
    Walk("attendance_of_all", STEWARD),
    Walk("who_keeps", SECRETARY_OF_BOTH, RAHAYU),
    Walk("parents_missing", SECRETARY_OF_BOTH, RAHAYU),
    Walk("attendance_months", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_sharing", SECRETARY_OF_BOTH, RAHAYU | {"shares": "boleh"}),
    Walk("let_group_go", FACILITATOR),
    Walk("set_digest", FACILITATOR, {"day": "senin"}),
    Walk("let_group_go", STEWARD, RAHAYU, name="let_group_go-whose-books-one-keeps"),
    Walk("dismiss_facilitator", SECRETARY_OF_BOTH, {"group": "Mandiri", "who": "Nurul"}),
    Walk("groups_overdue", FACILITATOR),
    Walk("groups_ready", FACILITATOR),
    Walk("invite", SECRETARY_OF_BOTH, RAHAYU),
    Walk("create_group", STRANGER, MAKMUR),
    Walk("create_group", FACILITATOR, MAKMUR | {"keeping": "sekretaris"}, name="create_group-by-a-facilitator"),
    Walk("join", STRANGER, AS_MEMBER, name="join-as-a-member"),
    Walk("join", STRANGER, AS_FACILITATOR, name="join-as-a-facilitator"),
    Walk("join", STRANGER, AS_SECRETARY, name="join-as-a-secretary"),
    Walk("confirm_join", SECRETARY_OF_BOTH, {"who": "ya"}),
    Walk("confirm_join", SECRETARY_OF_BOTH, NEWCOMER, "&joining=2", name="confirm_join-of-somebody-new"),
    Walk("undo", SECRETARY, before=("daftar bu siti munawaroh 45 th", YES)),
    Walk("set_language", MEMBER, {"language": "jawa wae"}),
    Walk("rule_question", SECRETARY, {"topic": "kok harus separuh perempuan"}),
    Walk("rule_source", SECRETARY, {"topic": "kok harus separuh perempuan"}),
    Walk("delete_my_data", MEMBER),
    Walk("who_sees", MEMBER),
    Walk("erase_me", MEMBER),
    Walk("export_all", SECRETARY_OF_BOTH, RAHAYU | {"purpose": "arsip"}),
    Walk("export_outside", SECRETARY_OF_BOTH, RAHAYU | {"receiver": "dinas", "reason": "pendataan"}),
    Walk("set_nik", SECRETARY, A_NIK, before=A_PAPER),
    Walk("set_nik", SECRETARY_OF_BOTH, RAHAYU, name="set_nik-too-early"),
    Walk("remove_nik", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Wagiman"}),
    Walk("erase_member", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Wagiman"}),
    Walk("delete_my_data", STRANGER, name="delete_my_data-of-nobody"),
    Walk("set_reminder", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_agenda", SECRETARY_OF_BOTH, RAHAYU | {"agenda": "iuran kandang"}),
    Walk("set_leads", SECRETARY_OF_BOTH, RAHAYU | {"leads": "2 hari dan 3 jam sebelumnya"}),
    Walk("mute", MEMBER),
    Walk("mute", SECRETARY_OF_BOTH, RAHAYU, name="mute-of-which-group"),
    Walk("announce", SECRETARY_OF_BOTH, RAHAYU | {"message": "besok kerja bakti jam 7"}),
    Walk("relay", SECRETARY_OF_BOTH, RAHAYU),
    Walk("install_chat", SECRETARY_OF_BOTH, RAHAYU),
    Walk("relayed", SECRETARY_OF_BOTH, RAHAYU | {"told": "1 3"}),
    Walk("propose_idea", MEMBER, {"ideas": "beli mesin jahit"}),
    Walk("propose_idea", SECRETARY_OF_BOTH, OF_WHOM, name="propose_idea-of-another"),
    Walk("list_ideas", SECRETARY_OF_BOTH, RAHAYU),
    Walk("share_ideas", FACILITATOR),
    Walk("share_ideas", SECRETARY_OF_BOTH, RAHAYU, name="share_ideas-of-which-group"),
    Walk("show_idea", SECRETARY_OF_BOTH, {"group": "Mandiri", "idea": "obras"}),
    Walk("settle_idea", SECRETARY_OF_BOTH, {"group": "Mandiri", "idea": "1", "fate": "disetujui"}),
    Walk("settle_idea", SECRETARY, MADE, name="settle_idea-what-came-of-it"),
    Walk("settle_ideas", SECRETARY_OF_BOTH, {"group": "Mandiri", "fates": "usul obras ditolak, usul gurami disetujui"}),
    Walk("correct_idea", SECRETARY_OF_BOTH, {"group": "Mandiri", "idea": "2", "what": "kolam lele"}),
    Walk("remove_idea", SECRETARY_OF_BOTH, {"group": "Mandiri", "idea": "gurami"}),
    Walk("set_founding", SECRETARY_OF_BOTH, {"group": "Mandiri"}),
    Walk("founding", SECRETARY_OF_BOTH, RAHAYU),
    Walk("unset_founding", SECRETARY, {}, before=A_FOUNDING),
    Walk("unset_founding", SECRETARY_OF_BOTH, RAHAYU, name="unset_founding-too-early"),
    Walk("tell_founding", SECRETARY, {"told": ALL_OF_IT, "which": "Bambang Hartono"}, before=A_FOUNDING),
    Walk("tell_founding", SECRETARY_OF_BOTH, RAHAYU, name="tell_founding-too-early"),
    Walk("founding_pack", SECRETARY, A_PACK, before=A_NIK_OF_ONE),
    Walk("founding_pack", SECRETARY_OF_BOTH, RAHAYU, name="founding_pack-too-early"),
    Walk("officers", FACILITATOR),
    Walk("officers", SECRETARY_OF_BOTH, RAHAYU, name="officers-of-which-group"),
    Walk("set_officers", SECRETARY_OF_BOTH, {"group": "Mandiri"} | POSTS),
    Walk("set_officers", SECRETARY, ANOTHER_CHAIR, before=A_CHAIR, name="set_officers-in-place-of-another"),
    Walk("end_office", SECRETARY, {"post": "ketua"}, before=A_CHAIR),
    Walk("end_office", SECRETARY_OF_BOTH, RAHAYU | {"post": "ketua"}, name="end_office-that-nobody-has"),
    Walk(
        "end_office",
        SECRETARY,
        {"post": "pengawas", "officer": "Kartini"},
        before=TWO_LOOK_ON,
        name="end_office-of-two",
    ),
    Walk("list_papers", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_papers", SECRETARY_OF_BOTH, RAHAYU | {"papers": "KTP sudah, akta tidak perlu"}),
    Walk("cooperative", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_cooperative", SECRETARY_OF_BOTH, RAHAYU | {"name": "Ngudi Rejeki Makmur"}),
    Walk("capital", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_capital", SECRETARY_OF_BOTH, RAHAYU | {"share": "100 ribu", "paid": "lewati"}),
    Walk("set_households", SECRETARY_OF_BOTH, {"group": "Mandiri"} | OF_ONE_HOUSE),
    Walk("list_households", SECRETARY_OF_BOTH, RAHAYU),
    Walk("set_founders", SECRETARY_OF_BOTH, {"group": "Mandiri"} | WITHOUT_A_KTP),
    Walk("list_founders", SECRETARY_OF_BOTH, RAHAYU),
    Walk("record_aid", SECRETARY_OF_BOTH, RAHAYU | {"what": "traktor"}),
    Walk("list_aids", SECRETARY_OF_BOTH, RAHAYU),
    Walk("strike_aid", SECRETARY, {"which": "traktor"}, before=TWO_AIDS),
    Walk("strike_aid", SECRETARY_OF_BOTH, RAHAYU, name="strike_aid-of-none"),
    Walk("about_carik", FACILITATOR),
    Walk("record_business", SECRETARY_OF_BOTH, RAHAYU | EARNING),
    Walk("list_businesses", SECRETARY_OF_BOTH, RAHAYU),
    Walk("change_business", SECRETARY_OF_BOTH, {"group": "Mandiri", "business": "gurami"}),
    Walk("end_business", SECRETARY_OF_BOTH, {"group": "Mandiri", "business": "gurami"}),
    Walk("remove_business", SECRETARY_OF_BOTH, {"group": "Mandiri", "business": "genteng"}),
    Walk("export", SECRETARY_OF_BOTH, RAHAYU | {"book": "daftar hadir", "meeting": "kosong"}),
    Walk("export", FACILITATOR, {"book": "buku anggota"}, name="export-of-a-facilitator"),
    Walk("export_of_one", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Wagiman"}),
    Walk("unknown_paper", SECRETARY),
    Walk("handed_out", SECRETARY_OF_BOTH, {"group": "Mandiri"}),
    Walk("hand_over", SECRETARY_OF_BOTH, {"group": "Mandiri", "to": "Bu Tini"}),
    Walk(
        "hand_over",
        SECRETARY,
        {"to": "Bu Tini", "stays": "ya"},
        before=("daftar bu sri 45 th", YES),
        name="hand_over-and-stay",
    ),
    Walk("take_over", MEMBER, {"agreed": "ya"}, "&of=1&offer=1"),
    Walk("dismiss_secretary", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Bu Sri"}),
    Walk("keeper_died", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Bu Sri"}),
    Walk("lost_phone", SECRETARY_OF_BOTH, {"group": "Mandiri", "whom": "Bu Tini"}),
    Walk("lost_phone", SECRETARY, {"whom": "Bu Tini", "channel": "WhatsApp"}, before=THERE, name="lost_phone-of-two"),
    Walk("lost_phone", SECRETARY, {"whom": "Bu Tini", "channel": "semua"}, before=THERE, name="lost_phone-with-all"),
    Walk("found_phone", SECRETARY_OF_BOTH, RAHAYU | {"whom": "Bu Surti"}),
    Walk("new_number", STRANGER),
    Walk("link_channel", MEMBER, {"channel": "WhatsApp"}),
    Walk("link_here", f"{STRANGER}@whatsapp", {"code": LINK_CODE, "mine": "ya"}),
    Walk("prefer_channel", MEMBER, {"channel": "WhatsApp"}),
    Walk("prefer_channel", MEMBER, {"channel": "WhatsApp"}, before=THERE, name="prefer_channel-of-two"),
    Walk("stop_messages", MEMBER),
    Walk("begin_messages", MEMBER, before=("stop",)),
    Walk("new_phone", STRANGER, {"code": PHONE_CODE, "mine": "ya"}),
    Walk("current_group", SECRETARY_OF_BOTH, RAHAYU),
    Walk("service", OPERATOR),
    Walk("facilitator_code", OPERATOR),
    Walk("help", SECRETARY),
    Walk("start", SECRETARY),
    Walk("look_around", STRANGER),
    Walk("greeting", SECRETARY),
    Walk("village_news", SECRETARY),
    Walk("cancel", SECRETARY),
    Walk("out_of_scope", SECRETARY),
    Walk("what_if", SECRETARY),
    Walk("compare_forms", SECRETARY),
    Walk("another_track", SECRETARY),
)
ASKING = tuple(walk for walk in WALKS if walk.answers or walk.before)
"""Those with at least one question or a reading back."""


LONGEST = 25


def questions(desk: Desk, walk: Walk) -> Iterator[tuple[str, Told]]:
    """Walk a form to its end; at each question and reading back: the slot's name (or "_"), and what was said."""
    for said in walk.before:
        desk.say(*((walk.who, said) if isinstance(said, str) else said))
    told = desk.tap(walk.who, walk.opening)
    for _step in range(LONGEST):
        asked = asked_of(desk, walk)
        if asked is None:
            return
        yield asked, told
        told = desk.say(walk.who, answer(walk, asked))
    raise AssertionError(f"the form {walk.intent} does not come to an end; it asked last for {asked}")


def asked_of(desk: Desk, walk: Walk) -> str | None:
    """The slot the walk's own form asks now; None when it is over."""
    opened = desk.state(walk.who).open
    return desk.asked(walk.who) if opened is not None and opened.form == walk.intent else None


def answer(walk: Walk, asked: str) -> str:
    """What is answered to a question of the walk."""
    return YES if asked == "_" else walk.answers[asked]
