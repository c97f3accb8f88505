// @ts-nocheck
// The answers of a worksheet: how they are kept, and how those of two tabs come together. Pure.
//
// Fields by key: {v: text, t: milliseconds, label, others: [text]}. Only writing has a `label`, and
// only writing is kept twice when two tabs changed it: `v` is shown, `others` stand below it.

const MOST_FIELDS = 2_000;
const MOST_TEXT = 200_000;

const value = (fields, key) => fields[key]?.v ?? "";
const others = (fields, key) => fields[key]?.others ?? [];
const same = (a, b) => a.length === b.length && a.every((one, n) => one === b[n]);

// Fields from a file or from storage, made safe. Throws when it is no mapping.
export function parseFields(found) {
  if (found === null || typeof found !== "object" || Array.isArray(found)) throw new TypeError("fields");
  const fields = {};
  for (const [key, field] of Object.entries(found).slice(0, MOST_FIELDS)) {
    if (key.length > 300 || key === "__proto__" || typeof field?.v !== "string") continue;
    fields[key] = { v: field.v.slice(0, MOST_TEXT), t: Number.isFinite(field.t) ? field.t : 0 };
    if (typeof field.label === "string" && field.label) fields[key].label = field.label.slice(0, 300);
    if (Array.isArray(field.others)) fields[key].others = field.others.filter((one) => typeof one === "string").slice(0, 20);
  }
  return fields;
}

// Three-way: what only one side changed since `base` is taken from that side. Where both changed
// the same writing, mine is shown and theirs is kept beside it; of ticks the later one counts.
export function merge(base, mine, theirs) {
  const merged = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [old, own, far] = [value(base, key), value(mine, key), value(theirs, key)];
    const label = mine[key]?.label ?? theirs[key]?.label ?? base[key]?.label;
    let from = own === old ? theirs : mine;
    let beside;
    if (same(others(mine, key), others(base, key))) beside = others(theirs, key);
    else if (same(others(theirs, key), others(base, key))) beside = others(mine, key);
    else beside = [...others(mine, key), ...others(theirs, key)];
    if (own !== old && far !== old && own !== far) {
      if (label) beside = [...beside, far];
      else if ((theirs[key]?.t ?? 0) > (mine[key]?.t ?? 0)) from = theirs;
    }
    const v = value(from, key);
    // What the text shown already holds is not lost by leaving it out below.
    beside = [...new Set(beside)].filter((one) => one.trim() && !v.includes(one.trim()));
    if (!v && !beside.length) continue;
    merged[key] = { v, t: from[key]?.t ?? 0, ...(label ? { label } : {}), ...(beside.length ? { others: beside } : {}) };
  }
  return merged;
}

export function alike(a, b) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => value(a, key) === value(b, key) && same(others(a, key), others(b, key)));
}

// Writing under keys that the form does not ask for any more: [[key, field], …].
export function orphans(fields, asked) {
  return Object.entries(fields).filter(([key, field]) => field.label && field.v.trim() && !asked.has(key));
}

// A file to keep or take to another device, and back.
export function renderFile({ ref, title, version, fields, address, at }) {
  return JSON.stringify({ credfolio_worksheet: 1, ref, title, version, address, saved_at: at, fields }, null, 1) + "\n";
}

// {fields, version} or {problem: a sentence}.
export function parseFile(text, ref) {
  let found;
  try { found = JSON.parse(text); } catch { found = null; }
  if (!found || typeof found !== "object" || !("credfolio_worksheet" in found)) {
    return { problem: "This file is no worksheet of this site. Choose the .json file that “Save as a file” made." };
  }
  if (found.credfolio_worksheet !== 1) return { problem: "This file was made by a newer version of the site. Reload the page and open it again." };
  if (found.ref !== ref) {
    const other = typeof found.title === "string" ? found.title.slice(0, 200) : String(found.ref).slice(0, 200);
    return { problem: `This file holds the answers for another micro-credential, “${other}”. Open it on that worksheet.` };
  }
  try { return { fields: parseFields(found.fields), version: String(found.version ?? "") }; } catch {
    return { problem: "This file is damaged and could not be read. What is on this page is as it was." };
  }
}
