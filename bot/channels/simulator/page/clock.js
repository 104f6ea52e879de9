// The clock: it is shown, set, and moved on; whatever falls due on the way arrives on the phones.

import { call } from "./call.js";
import { element, find, menu } from "./element.js";
import { notify } from "./notice.js";
import { dayInShort, dayInWords, dayOf, fieldOf, momentOf, timeOf } from "./time.js";

const STEPS_TO_NEWS = 40; // much of what falls due is done in silence

export class Clock {
  // `row` are the phones; `alone` runs an act while nothing else may be pressed.
  constructor(row, alone) {
    this.row = row;
    this.alone = alone;
    this.close = menu(find("#clock"));
    this.field = find("#moment");
    for (const control of document.querySelectorAll("[data-forward]")) {
      control.addEventListener("click", () => this.move(() => this.post({ forward: control.dataset.forward })));
    }
    for (const control of document.querySelectorAll("[data-next]")) {
      control.addEventListener("click", () => this.move(() => this.toNews()));
    }
    find("#clock").addEventListener("toggle", () => { this.field.value = fieldOf(this.now); });
    find("#set").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.field.value) this.move(() => this.post({ now: momentOf(this.field.value) }));
    });
  }

  show(at) {
    this.now = at;
    find("#day").replaceChildren(
      element("span", "wide", dayInWords(dayOf(at))), element("span", "narrow", dayInShort(dayOf(at))),
    );
    find("#time").textContent = timeOf(at);
  }

  move(act) {
    this.close();
    return this.alone(act, "Jam tidak bisa dipindah: Carik sedang dipakai sungguhan.");
  }

  async post(body) {
    this.show((await call("/simulator/clock", body)).now);
    await this.row.read();
  }

  async toNews() {
    const before = this.row.received();
    for (let step = 0; step < STEPS_TO_NEWS; step += 1) {
      const { due } = await call("/simulator/due");
      if (!due) return "Belum ada yang dijadwalkan.";
      await this.post({ now: due });
      if (this.row.received() > before) return "";
    }
    return "Belum ada kabar di HP yang terbuka.";
  }

  async read() {
    this.show((await call("/simulator/clock")).now);
  }
}

// While something larger goes on, its controls rest.
export async function alone(act, refused) {
  const controls = [...document.querySelectorAll(".top button, .top input, #again button")];
  for (const control of controls) control.disabled = true;
  try {
    notify("Sebentar…");
    notify((await act()) || "");
  } catch (error) {
    notify(error.status === 409 ? refused : "Belum bisa. Coba lagi sebentar lagi.");
  } finally {
    for (const control of controls) control.disabled = false;
  }
}
