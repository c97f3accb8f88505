// The button that checks the signed badges of a page. The verifier is loaded on the press, and
// nothing is asked of any other host before it.
import { maybe, the } from "../dom.js";

const SAYS = { lost: "The check could not be loaded. Try again with a connection." };

// A page changes with the records alone, so the day of a printed sheet comes from its reader.
const printed = maybe("[data-printed]", HTMLElement);
addEventListener("beforeprint", () => {
  if (!printed) return;
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
  printed.textContent = day.format(new Date());
});

const box = maybe("[data-check]", HTMLElement);
if (box) {
  const press = the("[data-check-press]", HTMLButtonElement, box);
  press.hidden = false;
  press.addEventListener("click", async () => {
    if (press.ariaDisabled === "true") return;
    press.ariaDisabled = "true";
    try {
      const { checkBox } = await import("../../../web/verify/box.js");
      await checkBox(box);
    } catch (trouble) {
      console.error(trouble);
      box.dataset.state = "unknown";
      the("[data-check-said]", HTMLElement, box).textContent = SAYS.lost;
    }
    press.ariaDisabled = null;
  });
}
