"""All that a group's books hold, as one file for its secretary: read back who gets it and what for, and logged."""

from __future__ import annotations

from bot.bundles import bundle_file
from bot.forms import ask, on
from bot.kinds import Spoken
from bot.messages import Reply
from bot.texts import Text, _, lines
from handlers.access import GroupForm
from handlers.purposes import PURPOSES
from handlers.sheets import sheets
from handlers.words import group_name
from jamaah.exports import Export, Purpose
from jamaah.groups import Group
from jamaah.roles import Deed

PURPOSE = Spoken(
    Purpose,
    dict(PURPOSES),
    dict.fromkeys(("arsip", "simpanan", "simpan", "disimpan", "cadangan", "sendiri", "backup"), Purpose.KEEP)
    | {"pendamping": Purpose.FACILITATOR, "dinas": Purpose.OFFICE}
    | {"notaris": Purpose.OFFICE, "kantor": Purpose.OFFICE, "pindah": Purpose.MOVE},
)
ABOUT = _(
    "All that Carik keeps of {group}, made for {person}, {purpose}. The tables are CSV, which any spreadsheet opens; "
    "data.json holds all of it for programs. A ' before a cell keeps it from being taken for a formula. No NIK is in "
    "it. Names and phones are other people's: keep it locked, and delete it when it is not needed any more."
)


@on(
    "export_all",
    deed=Deed.HAND_OUT,
    pattern=r"(?:(?:tolong|mohon|minta|njaluk|nyuwun|kirim\w*|unduh|download|ambil|jupuk|ekspor|export|mau) )+"
    r"(?:(?:semua|seluruh|kabeh|sedaya|sakabehe|all) )(?:isi )?(?:data|datane|buku|bukune|catatan|berkas)"
    r"(?: (?:kelompok\w*|jp|grup|kita|kami|jamaah|\w+)){0,3}[.! ]*"
    r"|(?:(?:tolong|mohon|minta|mau|bisa) )*(?:ekspor|export|download|unduh) (?:data|datane|datanya|buku)"
    r"(?: (?:kelompok(?:e|nya|ku)?|jp|grup|kita|kami|jamaah))*[.!? ]*",
    only_with="semua seluruh kabeh sedaya sakabehe all ekspor export download unduh",
)
class ExportAll(GroupForm):
    """Get all data of your group as one file."""

    title = _("All data as a file")
    save = _("Send")
    cancelled = _("All right, nothing is sent.")
    purpose: Purpose = ask(PURPOSE, _("What is the file for?"), label=_("what for"))

    def summary(self) -> Text:
        members = len(self.talk.store.members.of(self.group.id))
        return lines(
            _("All data of {group} in one file: {count} members with their phones, the minutes, and who wrote what.")(
                group=group_name(self.group), count=members
            ),
            _("It goes to {name}, in this chat. {purpose}; that is written down.")(
                name=self.talk.store.people.get(self.talk.person).address, purpose=PURPOSES[self.purpose]
            ),
            _("Whoever has the file can read all of it. Send it now?"),
        )

    def act(self, group: Group) -> Reply:
        store, person = self.talk.store, self.talk.person
        store.exports.add([Export(group=group.id, person=person, at=self.talk.now, purpose=self.purpose)])
        name = store.people.get(person).address
        about = ABOUT(group=group_name(group), person=name, purpose=PURPOSES[self.purpose])
        day = self.talk.local.date().isoformat()
        whole = store.whole.of(group.id)
        read = sheets(whole, self.talk.say)
        packed = bundle_file(f"{group.name} {day}", whole, self.talk.say(about), read)
        return Reply(_("✓ Here it is. Please keep it locked, and delete it when it is not needed."), files=(packed,))
