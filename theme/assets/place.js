// The place where the reader works: an id of a jurisdiction, kept in this browser only.
const KEY = "credfolio-jurisdiction";
const CHOSEN = "credfolio:place";

export function chosenPlace() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

/**
 * Returns whether the browser keeps it. Everything on the page that names a place hears of it.
 * @param {string} id
 */
export function choosePlace(id) {
  let isKept = true;
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  } catch {
    isKept = false;
  }
  document.dispatchEvent(new CustomEvent(CHOSEN, { detail: { place: id } }));
  return isKept;
}

/**
 * Calls `then` with the place whenever it is chosen: on this page, in another tab, or on a page
 * from which the reader comes back to this one.
 * @param {(place: string) => void} then
 */
export function whenPlaceIsChosen(then) {
  document.addEventListener(CHOSEN, (event) => {
    if (event instanceof CustomEvent) then(event.detail.place);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) then(event.newValue ?? "");
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) then(chosenPlace());
  });
}
