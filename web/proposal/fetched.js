// One file of a proposal as text: of a size that a record may have, without cookies, and from
// nowhere but where it was asked for.
import { list } from "../builder/said.js";

export const FAILED =
  "The file could not be fetched. It may be private, or the other server does not let this page " +
  "read it.";
const LONGEST = 15_000; // milliseconds

/**
 * The text at `address`, or what kept us from it.
 * @param {string} address
 * @returns {Promise<{text: string, problem?: undefined} | {problem: string}>}
 */
export async function fetched(address) {
  try {
    const answer = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "error",
      cache: "no-cache",
      mode: "cors",
      signal: AbortSignal.timeout(LONGEST),
    });
    if (answer.status === 404)
      return { problem: "There is no such file in that commit. Has the change removed it?" };
    if (!answer.ok) return { problem: `The other server answered with ${answer.status}.` };
    if (answer.body === null) return { problem: FAILED };
    const reader = answer.body.getReader();
    /** @type {Uint8Array[]} */
    const pieces = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > list("most_bytes")) {
        await reader.cancel();
        return { problem: "The file is larger than 65,536 bytes, so it is not read." };
      }
      pieces.push(value);
    }
    const whole = new Uint8Array(size);
    pieces.reduce((at, piece) => {
      whole.set(piece, at);
      return at + piece.length;
    }, 0);
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(whole) };
    } catch {
      return { problem: "The file is not text in UTF-8." };
    }
  } catch (error) {
    return {
      problem:
        error instanceof Error && error.name === "TimeoutError"
          ? "The other server takes too long."
          : FAILED,
    };
  }
}
