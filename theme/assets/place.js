// The place where the reader works: an id of a jurisdiction, kept in this browser only.
const KEY = "credfolio-jurisdiction";

export function chosenPlace() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

/**
 * Returns whether the browser keeps it.
 * @param {string} id
 */
export function choosePlace(id) {
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
