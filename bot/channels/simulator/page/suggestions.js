// What a newcomer may say next: for each role a chain, from which what was said already drops out.

const PASTED = `daftar anggota
1. Sri Wahyuni P 41
2. Tini Lestari P 36
3. Darmo Suwito L 58
4. Sumarni P 52
5. Wagiman L 61
6. Partini P 50`;

const CHAINS = {
  demo: {
    sri: [
      "wingi kumpulan omahe bu sri, hadir semua kecuali bu tini izin",
      "daftar bu siti aminah 45 th",
      "sudah siap jadi koperasi?",
      "kapan kumpulan lagi?",
      "undang anggota",
    ],
    tini: ["kapan kumpulan lagi?", "hasil kumpulan terakhir", "bantuan"],
    nurul: ["mandiri: anggota, putri, kumpul trakhir", "sudah siap jadi koperasi?", "hasil kumpulan terakhir"],
  },
  empty: {
    sri: [
      "mau bikin kelompok",
      PASTED,
      "kumpulan tiap Kamis jam setengah 8 malam",
      "undang anggota",
      "sudah siap jadi koperasi?",
    ],
    tini: ["halo", "kapan kumpulan lagi?"],
    nurul: ["halo", "sudah siap jadi koperasi?"],
  },
};
const STRANGER = ["halo", "kapan kumpulan lagi?"];
const STORY = 3; // as many sentences tell the story; what follows is for whoever likes to go on

// `said` are the texts said on that phone, `code` an invitation that came to another one.
export function suggestions(scenario, person, said, code) {
  const known = said.some((text) => text.startsWith("/start "));
  const invited = code && !known ? [`/start ${code}`] : [];
  const chain = CHAINS[scenario]?.[person] || STRANGER;
  return {
    open: [...invited, ...chain.filter((text) => !said.includes(text))],
    told: chain.slice(0, STORY).filter((text) => said.includes(text)).length,
    of: invited.length || chain.length < STORY ? 0 : STORY,
  };
}
