// Reads a built site's files the way a page does: `fetch`, answered from a folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const BASE = "https://site.invalid/";

/**
 * From now on `fetch` of an address below `BASE` reads the file in `folder`; returns the paths
 * that are asked for, as they are.
 * @param {string} folder
 */
export function serve(folder) {
  /** @type {string[]} */
  const asked = [];
  const scope = /** @type {{ fetch: unknown }} */ (globalThis);
  scope.fetch = async (/** @type {string | URL} */ address) => {
    const path = decodeURIComponent(new URL(address).pathname.slice(1));
    asked.push(path);
    try {
      return new Response(new Uint8Array(await readFile(join(folder, path))));
    } catch {
      return new Response(null, { status: 404 });
    }
  };
  return asked;
}
