// Seals one submission away from the page, so that the page can be used meanwhile.
import { Unreadable } from "./seal/archive.js";
import { seal } from "./seal/sealed.js";

/**
 * @import { Job, Sealed } from "./seal/sealed.js"
 * @typedef {{ read: number } | { sealed: Sealed } | { gone: string } | { failed: string }} Answer
 */

/**
 * @typedef {object} OwnWorker
 * @property {(answer: Answer) => void} postMessage
 * @property {(type: "message", then: (event: MessageEvent<Job>) => void) => void} addEventListener
 */
const worker = /** @type {OwnWorker} */ (/** @type {unknown} */ (self));

worker.addEventListener("message", async ({ data }) => {
  try {
    const sealed = await seal(data, (read) => worker.postMessage({ read }));
    worker.postMessage({ sealed });
  } catch (error) {
    worker.postMessage(
      error instanceof Unreadable ? { gone: error.file } : { failed: String(error) },
    );
  }
});
