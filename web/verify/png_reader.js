// Find the badge inside a PNG: chunk by chunk, without decoding the picture.
import { checksum, KEYWORD, SIGNATURE } from "../../theme/assets/png.js";
import { counted } from "./json_reader.js";
import { Refusal } from "./report.js";
import { unpack } from "./unpack.js";

/** @import { Bytes } from "./shape.js" */

const MAX_PNG = 8 * 1_048_576;
const MAX_CHUNKS = 10_000;
const MAX_TEXT = 1_048_576;

// Open Badges 3.0, section 5.3.1, and Open Badges 2.0 baking, section 1.
const KEYWORDS = [KEYWORD, "openbadges"];
const TEXTS = ["iTXt", "tEXt", "zTXt"];

/** @param {Bytes} data */
export function isPng(data) {
  return SIGNATURE.every((byte, n) => data[n] === byte);
}

/**
 * The text of the one badge in the picture. Throws `Refusal` for none, or for two.
 * @param {Bytes} data
 */
export async function readPngBadge(data) {
  if (data.length > MAX_PNG) {
    throw new Refusal("too-large", `The picture is larger than ${counted(MAX_PNG)} bytes.`);
  }
  /** @type {Bytes[]} */
  const found = [];
  for (const { kind, body } of chunks(data)) {
    const text = TEXTS.includes(kind) ? await badgeText(kind, body) : null;
    if (text !== null) found.push(text);
  }
  if (!found.length) {
    throw new Refusal(
      "no-badge",
      "The picture has no badge in it. It is only a picture. If it shows a QR code, scan that " +
        "and look at its address.",
    );
  }
  if (found.length > 1) {
    throw new Refusal("two-badges", "The picture has more than one badge in it.");
  }
  return found[0];
}

/** @param {Bytes} data */
function* chunks(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let position = SIGNATURE.length;
  for (let n = 0; n < MAX_CHUNKS; n++) {
    if (position === data.length) throw broken("it ends before its last part");
    if (position + 8 > data.length) throw broken("it is cut off");
    const length = view.getUint32(position);
    const kind = latin(data.subarray(position + 4, position + 8));
    const end = position + 12 + length;
    if (length > 0x7fffffff || end > data.length) throw broken("it is cut off");
    // The checksum is compared for text only; a picture that is otherwise damaged still shows.
    if (
      TEXTS.includes(kind) &&
      checksum(data.subarray(position + 4, end - 4)) !== view.getUint32(end - 4)
    ) {
      throw broken("a text in it does not fit its checksum");
    }
    yield { kind, body: data.subarray(position + 8, end - 4) };
    if (kind === "IEND") {
      if (end !== data.length) throw broken("something follows after its end");
      return;
    }
    position = end;
  }
  throw broken(`it has more than ${counted(MAX_CHUNKS)} parts`);
}

/**
 * @param {string} kind
 * @param {Bytes} body
 */
async function badgeText(kind, body) {
  const end = body.indexOf(0);
  if (end < 0 || !KEYWORDS.includes(latin(body.subarray(0, end)))) return null;
  const rest = body.subarray(end + 1);
  if (kind === "tEXt") return limited(rest);
  if (kind === "zTXt") return inflated(rest.subarray(1));
  // iTXt: compression flag, compression method, language tag NUL, translated keyword NUL, text.
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (rest.length < 2 || rest[0] > 1 || translated < 0) {
    throw broken("the badge's text is malformed");
  }
  const text = rest.subarray(translated + 1);
  return rest[0] ? inflated(text) : limited(text);
}

/** @param {Bytes} text */
function limited(text) {
  if (text.length > MAX_TEXT) {
    throw new Refusal(
      "too-large",
      `The badge in the picture is larger than ${counted(MAX_TEXT)} bytes.`,
    );
  }
  return text;
}

/** @param {Bytes} packed */
async function inflated(packed) {
  let text;
  try {
    text = await unpack(packed, "deflate", MAX_TEXT);
  } catch {
    throw broken("the badge's text cannot be unpacked");
  }
  return limited(text);
}

/** @param {Bytes} bytes */
function latin(bytes) {
  return String.fromCharCode(...bytes.subarray(0, 80));
}

/** @param {string} why */
function broken(why) {
  return new Refusal("broken-png", `The picture is damaged: ${why}.`);
}
