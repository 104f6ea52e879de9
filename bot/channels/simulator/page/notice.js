// One line above everything: what is going on, or what did not work.

import { find, iconButton } from "./element.js";

export function notify(words) {
  const notice = find("#notice");
  notice.hidden = !words;
  notice.replaceChildren(words, iconButton("close", "Tutup", () => notify("")));
}
