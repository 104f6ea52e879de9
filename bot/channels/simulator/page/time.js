// Times, read off the text as it was sent: the zone of the phones, not of the browser.

const DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
const PASARAN = ["Legi", "Pahing", "Pon", "Wage", "Kliwon"];
const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
  "November", "Desember"];
const ORDINAL_OF_1970 = 719163;
const MILLISECONDS_A_DAY = 86400000;
const OFFSET = "+07:00";

export const dayOf = (at) => at.slice(0, 10);
export const timeOf = (at) => at.slice(11, 16).replace(":", ".");
export const fieldOf = (at) => at.slice(0, 16);
export const momentOf = (field) => `${field.slice(0, 16)}:00${OFFSET}`;

export function dayInWords(day) {
  const { weekday, pasaran, date, month, year } = parts(day);
  return `${DAYS[weekday]} ${PASARAN[pasaran]}, ${date} ${MONTHS[month - 1]} ${year}`;
}

export function dayInShort(day) {
  const { weekday, date, month } = parts(day);
  return `${DAYS[weekday].slice(0, 3)} ${date} ${MONTHS[month - 1].slice(0, 3)}`;
}

function parts(day) {
  const [year, month, date] = day.split("-").map(Number);
  const since1970 = Date.UTC(year, month - 1, date) / MILLISECONDS_A_DAY;
  return { year, month, date, weekday: (since1970 + 4) % 7, pasaran: (since1970 + ORDINAL_OF_1970) % 5 };
}
