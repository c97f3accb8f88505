// What is in the field at which an event happened.

/** @param {Event} event */
export function typedIn({ target }) {
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
  return isField ? target.value : "";
}

/** @param {Event} event */
export function isTicked({ target }) {
  return target instanceof HTMLInputElement && target.checked;
}

/**
 * The file that was chosen, which may then be chosen again.
 * @param {Event} event
 */
export function fileIn({ target }) {
  if (!(target instanceof HTMLInputElement)) return undefined;
  const file = target.files?.[0];
  target.value = "";
  return file;
}
