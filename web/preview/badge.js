// The badge as the build draws it, byte for byte: credfolio.drawing.badge and .badge_small. Paths,
// colors and lists come with the page's data; here is how they are put together.
import { sha256 } from "@noble/hashes/sha2.js";
import { ORNAMENTS } from "./badge_ornaments.js";
import { at, halfEven, number } from "./badge_shapes.js";

/**
 * @import { Ornament } from "./badge_ornaments.js"
 * @typedef {{
 *   id: string, title: string, issuer_kind: string, topic: string, level: string,
 *   is_stack: boolean
 * }} Face all that a drawing depends on
 * @typedef {{
 *   paper: string, brass: string, gilt: string, ink: string, accents: string[],
 *   topic_hues: Record<string, string>, other_hues: string[],
 *   level_marks: Record<string, number>, divisions: [start: number, end: number][][],
 *   outlines: Record<string, [path: string, center: number, scale: number]>,
 *   glyphs: Record<string, [line: string, solid: string]>, plain_glyph: [string, string],
 *   prefix: string, small_words: string[], viramas: string
 * }} Drawing credfolio.pages.proposal.drawing_data
 */

/**
 * @template T
 * @param {Record<string, T>} table
 * @param {string} key
 * @returns {T | undefined}
 */
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

/** @param {string} text */
const digest = (text) => sha256(new TextEncoder().encode(text));

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * `color` with `share` of `other` in it.
 * @param {string} color
 * @param {string} other
 * @param {number} share
 */
function mix(color, other, share) {
  const parts = [1, 3, 5].map((from) => {
    const [a, b] = [color, other].map((one) => Number.parseInt(one.slice(from, from + 2), 16));
    return halfEven(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

/** @param {string} path @param {string} color */
const filled = (path, color) => (path ? `<path d="${path}" fill="${color}"/>` : "");

/**
 * A line along a path; `fill` is the color inside.
 * @param {string} path
 * @param {number} width
 * @param {string} color
 */
const stroked = (path, width, color, fill = "none") =>
  `<path d="${path}" fill="${fill}" stroke="${color}" stroke-width="${width}"` +
  ' stroke-linecap="round" stroke-linejoin="round"/>';

/**
 * @param {number} radius
 * @param {[number, number][]} division
 */
const sectors = (radius, division) =>
  division
    .map(
      ([start, end]) => `M0 0L${at(radius, start)}A${radius} ${radius} 0 0 1 ${at(radius, end)}Z`,
    )
    .join("");

/**
 * @param {Ornament} ornament
 * @param {number} fold
 * @param {string} color
 */
function repeated({ figure, stroke }, fold, color) {
  const path = Array.from({ length: fold }, (_, place) => figure(place / fold, 1 / fold)).join("");
  return stroke ? stroked(path, stroke, color) : filled(path, color);
}

/** @param {number} bits @param {string} color */
function rhythm(bits, color) {
  const half = Array.from({ length: 14 }, (_, place) => ((bits >> place) & 1 ? 2.4 : 0.8));
  const dashes = [...half, ...half.toReversed()];
  const unit = 1 / (dashes.reduce((sum, one) => sum + one, 0) + dashes.length);
  const shares = dashes.flatMap((dash) => [dash * unit, unit]);
  const lengths = [0, unit / 2, ...shares.slice(0, -1), unit / 2];
  const spaced = lengths.map((length) => (length * 2 * Math.PI * 47.8).toFixed(2)).join(" ");
  return (
    `<circle r="47.8" transform="rotate(-90)" fill="none" stroke="${color}"` +
    ` stroke-width="1.5" stroke-dasharray="${spaced}"/>`
  );
}

const SPACES = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/** @param {string} text */
const wordsOf = (text) => text.split(SPACES).filter(Boolean);

/**
 * The first letter or digit of a word in capitals, with the marks that belong to it.
 * @param {string} word
 * @param {Drawing} drawing
 */
function firstSign(word, drawing) {
  const signs = [...word.normalize("NFC")];
  const start = signs.findIndex((one) => /^[\p{L}\p{N}]$/u.test(one));
  if (start < 0) return "";
  let end = start + 1;
  while (end < signs.length && /^[\p{Mn}\p{Mc}]$/u.test(signs[end])) end++;
  const marks = signs.slice(start + 1, end).slice(0, 4);
  while (marks.length && drawing.viramas.includes(marks[marks.length - 1])) marks.pop();
  const capital = signs[start].toUpperCase();
  return ([...capital].length === 1 ? capital : signs[start]) + marks.join("");
}

/**
 * One or two signs that represent a title.
 * @param {string} title
 * @param {Drawing} drawing
 */
function initials(title, drawing) {
  const all = wordsOf(title).filter((word) => firstSign(word, drawing));
  const long = all.filter((word) => !drawing.small_words.includes(word.toLowerCase()));
  const signs = (long.length ? long : all).slice(0, 2).map((word) => firstSign(word, drawing));
  const standBeside = signs.every((sign) => /^[\p{Uppercase}\p{Nd}]/u.test(sign));
  return (standBeside ? signs : signs.slice(0, 1)).join("");
}

/**
 * @param {Face} face
 * @param {string} color
 * @param {Drawing} drawing
 */
function center(face, color, drawing) {
  const glyph = own(drawing.glyphs, face.topic);
  const letters = initials(face.title, drawing);
  if (!glyph && letters) {
    const size = [...letters].length === 1 ? 38 : 27;
    return (
      `<text y="${number(size * 0.35)}" font-family="ui-serif,Georgia,serif"` +
      ` font-size="${size}" font-weight="600" text-anchor="middle" fill="${color}">` +
      `${escaped(letters)}</text>`
    );
  }
  const [line, solid] = glyph ?? drawing.plain_glyph;
  return `<g transform="scale(1.08)">${stroked(line, 4.2, color)}${filled(solid, color)}</g>`;
}

/** @param {number} count */
const around = (count) => Array.from({ length: count }, (_, n) => 1 - count + 2 * n);

/** @param {number} count @param {string} color */
const pips = (count, color) =>
  stroked(
    around(count)
      .map((place) => `M${at(52.3, 0.5 + place * 0.0145)}h0`)
      .join(""),
    5.2,
    color,
  );

/** @param {number} count @param {string} color @param {Drawing} drawing */
function ribbon(count, color, { brass, gilt }) {
  const tails = "M-44 38L-61 35L-56 43.5L-61 52L-38 55ZM44 38L61 35L56 43.5L61 52L38 55Z";
  const band = "M-51 30Q0 42 51 30V47Q0 59 -51 47Z";
  const marks = around(count)
    .map((place) => `M${place * 8} ${number(38.6 - place * place * 0.29)}l4.6 6l-4.6 6l-4.6 -6Z`)
    .join("");
  const edge = `stroke="${color}" stroke-width="2" stroke-linejoin="round"`;
  return (
    `<path d="${tails}" fill="${brass}" ${edge}/><path d="${band}" fill="${gilt}" ${edge}/>` +
    filled(marks, color)
  );
}

/** One line without the characters that XML cannot hold. @param {string} text */
const readable = (text) =>
  wordsOf(text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\p{Cs}\ufffe\uffff]/gu, " ")).join(" ");

/**
 * What both forms of a badge share.
 * @param {Face} face
 * @param {Drawing} drawing
 */
function begun(face, drawing) {
  const seed = digest(drawing.prefix + face.id);
  const { other_hues: others, accents, outlines } = drawing;
  const hue = own(drawing.topic_hues, face.topic) ?? others[digest(face.topic)[0] % others.length];
  return {
    seed,
    hue,
    accent: accents[seed[1] % accents.length],
    rim: mix(hue, drawing.ink, 0.46),
    outline: own(outlines, face.issuer_kind) ?? outlines.nonprofit,
  };
}

/**
 * The badge of `face` as one self-contained SVG element.
 * @param {Face} face
 * @param {Drawing} drawing
 */
export function drawBadge(face, drawing) {
  const { seed, hue, accent, rim, outline } = begun(face, drawing);
  const { divisions, paper } = drawing;
  const shade = mix(hue, drawing.ink, 0.2);
  const [ring, ringCounter, ornamentColor] =
    seed[5] % 2 === 1
      ? [mix(accent, paper, 0.25), mix(accent, paper, 0.65), rim]
      : [hue, shade, accent];
  const [medallion, medallionCounter, glyph] =
    (seed[5] >> 1) % 2 === 1 ? [paper, "#f6e8c9", hue] : [shade, hue, paper];
  const [path, middle, scale] = outline;
  const ornament = ORNAMENTS[seed[2] % ORNAMENTS.length];
  const fold = ornament.folds[seed[3] % ornament.folds.length];
  const division = divisions[seed[4] % divisions.length];
  const count = own(drawing.level_marks, face.level) ?? 0;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" role="img">',
    `<title>${escaped(readable(face.title) || readable(face.id))}</title>`,
    '<g transform="translate(64 64)">',
    stroked(path, 5, rim, rim),
    stroked(path, 2.4, drawing.brass),
    `<g transform="translate(0 ${middle}) scale(${scale})">`,
    `<circle r="46" fill="${ring}"/>`,
    filled(sectors(46, division), ringCounter),
    repeated(ornament, fold, ornamentColor),
    rhythm((seed[6] << 8) | seed[7], accent),
    `<circle r="32.5" fill="${medallion}"/>`,
    filled(sectors(32.5, division), medallionCounter),
    `<circle r="32.5" fill="none" stroke="${ornamentColor}" stroke-width="1.6"/>`,
    center(face, glyph, drawing),
    face.is_stack || !count ? "" : pips(count, paper),
    "</g>",
    face.is_stack ? ribbon(count, rim, drawing) : "",
    "</g></svg>",
  ].join("");
}

/**
 * The badge of `face` for small places.
 * @param {Face} face
 * @param {string} glyph  the path of its own drawing
 * @param {Drawing} drawing
 */
export function drawSmall(face, glyph, drawing) {
  const { seed, hue, accent, rim, outline } = begun(face, drawing);
  const [ground, ink] = (seed[5] >> 1) % 2 === 1 ? [drawing.paper, rim] : [hue, drawing.paper];
  const [path, middle, scale] = outline;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">',
    '<g transform="translate(64 64)">',
    stroked(path, 6, rim, rim),
    `<g transform="translate(0 ${middle}) scale(${scale})">`,
    `<circle r="47" fill="${ground}"/>`,
    `<circle r="47" fill="none" stroke="${accent}" stroke-width="3"/>`,
    `<g transform="scale(2.58) translate(-12 -12)">${filled(glyph, ink)}</g>`,
    "</g>",
    face.is_stack ? ribbon(0, rim, drawing) : "",
    "</g></svg>",
  ].join("");
}
