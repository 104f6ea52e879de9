// The page: phones, a clock and a new beginning, all through the JSON interface.

import { call } from "./call.js";
import { alone, Clock } from "./clock.js";
import { find, menu } from "./element.js";
import { notify } from "./notice.js";
import { Row } from "./row.js";

const SECOND = 1000;
const row = new Row();
const clock = new Clock(row, alone);
const closeAgain = menu(find("#again"));

function begin(scenario) {
  closeAgain();
  return alone(async () => {
    const { facilitator_code: code } = await call("/simulator/reset", { scenario });
    row.reset();
    await refresh();
    if (!code) return "";
    row.invited(code, "", null, "nurul");
    return `Kode untuk pendamping pertama: ${code}`;
  }, "Tidak bisa mulai lagi: Carik sedang dipakai sungguhan.");
}

function refresh() {
  return Promise.all([clock.read(), row.read()]);
}

async function follow() {
  let lost = false;
  for (;;) {
    try {
      await refresh();
      if (lost) notify("");
      lost = false;
    } catch {
      lost = true;
      notify("Sambungan terputus. Ditunggu sebentar; yang sudah tersimpan tetap ada.");
    }
    await new Promise((done) => { setTimeout(done, document.hidden ? 5 * SECOND : SECOND); });
  }
}

for (const control of document.querySelectorAll("[data-reset]")) {
  control.addEventListener("click", () => begin(control.dataset.reset));
}
follow();
