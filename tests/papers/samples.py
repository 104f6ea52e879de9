"""Papers like those a group hands in, of as many members as asked for, with the names that villages and jokers have."""

from __future__ import annotations

from datetime import date, timedelta

from bot.papers.paper import Cell, Column, ColumnKind, Fields, Paper, Prose, Signatures, Table

NAMES = (
    "Sri Wahyuni",
    "Slamet Riyadi",
    "Suminah",
    "Budi Santoso",
    "Wagiman",
    "Tini",
    "Karno Hadi Prasetyo",
    "Nurul H.",
)
ODD = (
    "ꦱꦿꦶ ꦮꦲꦾꦸꦤꦶ",
    "Siti 😀🌾",
    "عبد الله",
    "Raden" + "mangkunegaran" * 5 + "suryaningrat",
    '=HYPERLINK("http://x","y")',
    "#panic() $x$ *a* _b_ <c> @d",
    '@SUM(A1) "O\'Neil"',
    "王小明",
)
ABOUT = (("Kelompok", "JP Mandiri"), ("Desa", "Getasan"), ("Per", "30 November 2026"))
PRINTED = "Dicetak 30 November 2026"
PAGE = "Halaman {page} dari {pages}"


def names(count: int, odd: bool = True) -> list[str]:
    """So many names, no two alike; the odd ones first."""
    first = ODD if odd else ()
    return [*first, *(f"{NAMES[at % len(NAMES)]} {at}" for at in range(len(first), count))][:count]


def attendance_list(count: int = 22, odd: bool = True) -> Paper:
    """An attendance list to sign."""
    columns = (
        Column("No", ColumnKind.NUMBER, 0.5),
        Column("Nama", weight=3),
        Column("L/P", ColumnKind.MARK, 0.5),
        Column("Alamat", weight=1.5),
        Column("Tanda tangan", ColumnKind.SIGN, 3),
    )
    rows = [(at, name, "LP"[at % 2], f"RT {at % 9:02} RW 02", None) for at, name in enumerate(names(count, odd), 1)]
    about = (*ABOUT[:2], ("Hari, tanggal", "Kamis, 3 Desember 2026"), ("Tempat", "Rumah Bu Tini"))
    parts = (Table(columns, rows), Signatures(None, (("Ketua", "Slamet Riyadi"), ("Sekretaris", None))))
    return Paper(title="Daftar hadir", about=about, parts=parts, printed=PRINTED, page=PAGE)


def member_book(count: int = 22, odd: bool = True) -> Paper:
    """The book of members, laid across."""
    columns = (
        Column("No", ColumnKind.NUMBER),
        Column("Nama", weight=2.5),
        Column("NIK", weight=1.8),
        Column("Tempat, tanggal lahir", weight=2),
        Column("L/P", ColumnKind.MARK, 0.5),
        Column("Pekerjaan", weight=1.4),
        Column("Alamat (RT/RW)", weight=1.2),
        Column("Tanggal masuk", ColumnKind.DATE),
        Column("Simpanan", ColumnKind.NUMBER),
        Column("Tanda tangan", ColumnKind.SIGN, 2),
        Column("Tanggal berhenti", ColumnKind.DATE),
        Column("Sebab"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            at,
            name,
            f"3322{at:012}" if at % 3 else None,
            "Semarang, 17 Agustus 1980",
            "LP"[at % 2],
            "Petani",
            "03/02",
            date(2026, 1, 4) + timedelta(at),
            150_000 * at,
            None,
            None,
            None,
        )
        for at, name in enumerate(names(count, odd), 1)
    ]
    total = ("", "Jumlah", *[None] * 6, sum(150_000 * at for at in range(1, count + 1)), None, None, None)
    notice = "Untuk: Notaris Rini Astuti, S.H., M.Kn. · Keperluan: akta pendirian koperasi"
    return Paper(
        title="Buku anggota",
        about=ABOUT,
        parts=(Table(columns, rows, total=total),),
        printed=PRINTED,
        page=PAGE,
        wide=True,
        notice=notice,
    )


def founding_minutes() -> Paper:
    """The minutes of a founding meeting, some of it not known."""
    meeting = Fields(
        (
            ("Hari, tanggal", "Kamis, 26 November 2026"),
            ("Jam", "19.30 sampai 21.45 WIB"),
            ("Tempat", "Rumah Bu Tini, RT 03 RW 02 Getasan"),
            ("Penyuluhan oleh", None),
            ("Pimpinan rapat", "Slamet Riyadi"),
            ("Hadir", "22 (dua puluh dua) orang"),
        ),
        title="Rapat",
    )
    decided = Prose(
        (
            "Koperasi diberi nama Koperasi Produsen Mandiri Getasan Sejahtera, berkedudukan di Desa Getasan, Kecamatan "
            "Getasan, Kabupaten Semarang.",
            "Simpanan pokok Rp100.000 (seratus ribu rupiah), simpanan wajib Rp10.000 (sepuluh ribu rupiah) sebulan.",
            None,
        ),
        title="Keputusan",
        numbered=True,
    )
    officers = Table(
        (Column("Jabatan"), Column("Nama", weight=2), Column("Masa jabatan")),
        (("Ketua", "Slamet Riyadi", "5 tahun"), ("Sekretaris", "Sri Wahyuni", None), ("Bendahara", None, None)),
        title="Susunan pengurus",
    )
    nobody = Table((Column("Jabatan"), Column("Nama")), (), title="Susunan pengawas", empty="Belum ada pengawas.")
    signed = Signatures("Getasan, 26 November 2026", (("Pimpinan rapat", "Slamet Riyadi"), ("Notulis", "Sri Wahyuni")))
    return Paper(
        title="Berita acara rapat pendirian",
        about=ABOUT[:2],
        parts=(meeting, decided, officers, nobody, signed),
        printed=PRINTED,
        page=PAGE,
    )


def matrix(members: int = 40, meetings: int = 24) -> Paper:
    """Members by meetings."""
    columns = [Column("No", ColumnKind.NUMBER), Column("Nama", weight=4)]
    columns += [Column(f"{at % 28 + 1} Nov", ColumnKind.MARK) for at in range(meetings)]
    rows: list[tuple[Cell, ...]] = [
        (at, name, *("HIAT"[at * day % 4] for day in range(meetings)))
        for at, name in enumerate(names(members, False), 1)
    ]
    table = Table(columns, rows, total=("", "Hadir", *[str(members - 3)] * meetings))
    return Paper(title="Rekap kehadiran", about=ABOUT, parts=(table,), printed=PRINTED, page=PAGE, wide=True)


def pack(members: int = 40) -> list[Paper]:
    """What is handed in when a cooperative is founded."""
    return [founding_minutes(), attendance_list(members, False), member_book(members, False), matrix(members)]
