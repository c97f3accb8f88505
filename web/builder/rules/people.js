// @ts-nocheck
// What one award or one profile can be told about by itself.
import { finding, list, quoted, whole } from "../said.js";
import { all, inOrder, pictureWords } from "./definition.js";

const hint = { severity: "hint" };
const isYes = (value) => /^(yes|true|on)$/i.test(String(value ?? "").trim());
const given = (value) => value !== undefined && value !== null && value !== "";

export function* awardRules(data, definition) {
  if (given(data.credential) === given(data.stack)) {
    yield finding(given(data.credential) ? "award-target: both" : "award-target: nothing", given(data.stack) ? ["stack"] : []);
  }
  yield* awardDates(data);
  for (const [n, one] of all(data.evidence).entries()) {
    yield* evidenceConsent(one ?? {}, n, definition);
  }
  const source = data.imported_from;
  if (source && !source.url && !source.file) yield finding("imported-source", ["imported_from"], { system: quoted(source.system) });
}

function* evidenceConsent(one, n, definition) {
  const put = (key, more) => finding(`evidence-consent: ${key}`, ["evidence", n], { id: quoted(one.id) }, more);
  const consent = one.consent && typeof one.consent === "object" ? one.consent : null;
  const needed = definition?.items?.some((item) => item.id === one.id && isYes(item.consent_needed));
  if (one.student_data === "consented" && !consent) yield put("missing");
  else if (consent && !isYes(consent.students) && !isYes(consent.guardians)) yield put("nobody");
  else if (one.student_data === "consented" && !consent.reference) yield put("place");
  else if (needed && !/^(no|false|off)$/i.test(one.visible ?? "") && (one.student_data ?? "none") === "none") yield put("needed", hint);
}

function* awardDates(data) {
  const awarded = ["the award", data.awarded_on, ["awarded_on"]];
  let begins = ["the work's beginning", null];
  const work = data.activity;
  if (work?.from && work?.until) {
    // Otherwise wrong already; one finding is enough.
    if (work.until >= work.from) begins = ["the work's beginning", work.from];
  }
  let before = begins;
  for (const [n, submission] of all(data.submissions).entries()) {
    const handedIn = [`submission ${n + 1}`, submission?.submitted_on, ["submissions", n, "submitted_on"]];
    yield* inOrder(before, handedIn);
    const judged = all(submission?.assessments);
    if (!judged.length) yield* inOrder(handedIn, awarded);
    for (const [m, one] of judged.entries()) {
      yield* inOrder(handedIn, ["its assessment", one?.on, ["submissions", n, "assessments", m, "on"]]);
      yield* inOrder([`assessment of submission ${n + 1}`, one?.on], awarded);
      before = ["the assessment before it", one?.on];
    }
  }
}

const MOST_PINNED = 6;
export function* profileRules(data) {
  const { visibility } = data;
  if (!data.consent && visibility !== "private") yield finding("consent-missing", ["visibility"], { visibility }, visibility === "public" ? {} : hint);
  const pinned = all(data.pinned);
  if (pinned.length > MOST_PINNED) yield finding("too-many-pinned", ["pinned", MOST_PINNED], { count: pinned.length }, hint);
  for (const [n, id] of pinned.entries()) if (pinned.indexOf(id) < n) yield finding("too-many-pinned: twice", ["pinned", n], { id: quoted(id) }, hint);
  for (const [n, goal] of all(data.goals).entries()) if (goal?.credential && goal?.stack) yield finding("goal-target", ["goals", n]);
  if (data.photo?.file) yield* pictureWords(data.photo.file, data.photo.alt, ["photo"], ["photo", "alt"]);
  if (whole("colour", String(data.accent ?? ""))) yield* accentContrast(data.accent);
}

// --- credfolio.drawing.contrast ---------------------------------------------------------------------

const channels = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
function luminance(colour) {
  const [r, g, b] = channels(colour).map((one) => one / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function weakest(colour) {
  return list("papers").map((paper) => {
    const [low, high] = [luminance(colour), luminance(paper)].sort((a, b) => a - b);
    return [(high + 0.05) / (low + 0.05), paper];
  }).sort(([a, p], [b, q]) => a - b || (p < q ? -1 : 1))[0];
}
// Half goes to the even number, as Python rounds.
const rounded = (x) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

function* accentContrast(typed) {
  const accent = `#${typed.replace(/^#/, "").toLowerCase()}`;
  const [ratio, paper] = weakest(accent);
  if (ratio >= list("contrast")) return;
  const goal = luminance(paper) < 0.5 ? 255 : 0;
  for (let step = 1; step < 256; step++) {
    const mixed = `#${channels(accent).map((c) => rounded(c + ((goal - c) * step) / 255).toString(16).padStart(2, "0")).join("")}`;
    if (weakest(mixed)[0] < list("contrast")) continue;
    yield finding("accent-contrast", ["accent"], { accent, ratio: ratio.toFixed(1), paper, nearest: mixed.slice(1) });
    return;
  }
}
