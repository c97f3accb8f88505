// How many credentials the kept plan has, next to "Plan" in the header of every page. It needs
// nothing else of the plan, so that pages without its buttons do not load the rest.
import { all } from "../dom.js";

export const KEY = "credfolio-plan";
export const VERSION = 1;
export const REF = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST_ITEMS = 200;

/**
 * How many items `parsePlan` would give; none where nothing can be read.
 * @param {string | null} raw  what is kept
 */
export function sizeOf(raw) {
  try {
    const kept = JSON.parse(raw ?? "");
    if (kept.version !== VERSION) return 0;
    /** @type {unknown[]} */
    const refs = kept.items.map((/** @type {{ ref?: unknown } | null} */ item) => item?.ref);
    const good = new Set(refs.filter((ref) => typeof ref === "string" && REF.test(ref)));
    return Math.min(good.size, MOST_ITEMS);
  } catch {
    return 0;
  }
}

/** @param {number} size */
export function showSize(size) {
  for (const place of all("[data-plan-count]", HTMLElement)) {
    place.hidden = size === 0;
    place.textContent = size ? ` ${size}` : "";
  }
}

/** The size of what is kept, on arrival and when another tab changes it. */
export function showKeptSize() {
  const show = () => {
    try {
      showSize(sizeOf(localStorage.getItem(KEY)));
    } catch {
      // This browser keeps nothing.
    }
  };
  addEventListener("pageshow", show);
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) show();
  });
  show();
}
