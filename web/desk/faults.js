// What the page says of a task that did not end as it should.
import { count, fill } from "../../theme/assets/wording.js";
import { Changed, Failed, MOST_BYTES, TooMuch } from "./folders.js";
import { SAYS } from "./words.js";

export const tooMuch = () => fill(SAYS.tooMuch, { most: MOST_BYTES / 1_000_000 });

/** @param {unknown} error */
export function faultOf(error) {
  if (error instanceof TooMuch) return tooMuch();
  if (error instanceof Changed) return fill(SAYS.changed, { file: error.file });
  if (error instanceof Failed) {
    const done = count(error.done, "file");
    return fill(SAYS.notSaved, { file: error.file, why: error.message, done });
  }
  /** @type {Record<string, string>} */
  const sentences = {
    absent: SAYS.absent,
    forbidden: SAYS.forbidden,
    memory: SAYS.memory,
    network: SAYS.network,
    stopped: SAYS.stopped,
    unreadable: SAYS.anyUnreadable,
  };
  if (typeof error === "string" && sentences[error]) return sentences[error];
  return `${SAYS.failed} ${String(error)}`;
}
