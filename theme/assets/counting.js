// @ts-nocheck
// What counts where, on the day and in the place of the reader. The page is whole without this:
// it says what held when the site was built.
import { chosenPlace, choosePlace } from "./place.js";

const NOT_KEPT = "Your browser keeps nothing for this site, so it is forgotten when you leave.";

function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function stateOn(day, row) {
  if (row.dataset.until && row.dataset.until < day) return "ended";
  if (row.dataset.from && row.dataset.from > day) return "later";
  return "now";
}

// --- what has ended since the site was built ------------------------------------------------

const day = today();
for (const row of document.querySelectorAll("[data-until]")) {
  if (stateOn(day, row) !== "ended" || row.closest("details")) continue;
  row.classList.add("cf-ended");
  if (row.dataset.out !== undefined) continue; // the page says so already
  const said = document.createElement("strong");
  said.className = "cf-status cf-status--retired";
  said.textContent = "has ended";
  const cells = row.querySelectorAll("td");
  (cells.length > 1 ? cells[cells.length - 2] : row).append(" ", said);
}

// --- the filter of a jurisdiction's page ----------------------------------------------------

const filter = document.querySelector("[data-counting-filter]");
const table = document.querySelector("[data-counting]");
if (filter && table) {
  const rows = [...table.tBodies[0].rows];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => fold(row.textContent));
  const said = filter.querySelector("[data-counting-said]");
  const show = () => {
    const words = fold(filter.elements.words.value).split(/\s+/).filter(Boolean);
    const category = filter.elements.category?.value || "";
    let shown = 0;
    rows.forEach((row, n) => {
      const fits = words.every((word) => texts[n].includes(word));
      row.hidden = !fits || (category !== "" && row.dataset.category !== category);
      if (!row.hidden) shown += 1;
    });
    said.textContent = words.length || category ? `${shown} of ${rows.length} shown` : "";
  };
  filter.hidden = rows.length < 6;
  filter.addEventListener("input", show);
  filter.addEventListener("submit", (event) => event.preventDefault());
}

// --- the reader's place ---------------------------------------------------------------------

const here = document.querySelector("[data-place-here]");
if (here) {
  const said = document.querySelector("[data-place-said]");
  const tell = (kept) => {
    const mine = chosenPlace() === here.dataset.placeHere;
    here.textContent = mine ? "Forget that I work here" : "This is where I work";
    if (!kept) said.textContent = NOT_KEPT;
    else said.textContent = mine ? "Cards and pages show what counts here first." : "";
  };
  here.hidden = false;
  here.addEventListener("click", () => {
    const mine = chosenPlace() === here.dataset.placeHere;
    tell(choosePlace(mine ? "" : here.dataset.placeHere));
  });
  tell(true);
}

const chooser = document.querySelector("[data-place]");
const places = document.querySelector("[data-places]");
if (chooser && places) {
  const select = chooser.querySelector("[data-place-choose]");
  const says = chooser.querySelector("[data-place-says]");
  const rows = [...places.tBodies[0].rows];

  const answer = () => {
    const option = select.selectedOptions[0];
    const around = option.dataset.parent;
    for (const row of rows) row.classList.toggle("cf-mine", row.dataset.in === select.value);
    if (!select.value) return "";
    const sentences = [[select.value, option.textContent]];
    if (around) {
      const outer = [...select.options].find((one) => one.value === around);
      if (outer) sentences.push([around, outer.textContent]);
    }
    return sentences.map(([id, name]) => sentence(id, name)).join(" ");
  };
  const sentence = (id, name) => {
    const own = rows.filter((row) => row.dataset.in === id);
    const amounts = (state) =>
      own.filter((row) => stateOn(day, row) === state).map((row) => row.dataset.amount);
    const now = amounts("now");
    if (now.length) return `In ${name} it counts ${now.join(" and ")} today.`;
    if (amounts("later").length) return `In ${name} it counts from a later day; see the table.`;
    if (own.length) return `In ${name} it counted once, and does not today.`;
    return `No credit is recorded for ${name}. It may still count: ask there.`;
  };

  const known = [...select.options].some((one) => one.value === chosenPlace());
  if (known) select.value = chosenPlace();
  says.textContent = answer();
  select.addEventListener("change", () => {
    const kept = choosePlace(select.value);
    says.textContent = answer() + (kept ? "" : ` ${NOT_KEPT}`);
  });
  chooser.hidden = false;
}
