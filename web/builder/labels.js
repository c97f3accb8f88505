// What a form calls a field that has no label of its own.

/**
 * A key as a label. The key `licence` is frozen in British spelling; its label is American.
 * @param {unknown} key
 */
export const wordsOf = (key) => {
  const words = String(key).replaceAll("_", " ").replace("licence", "license");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
