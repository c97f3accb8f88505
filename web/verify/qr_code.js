// The address in a QR code that a picture shows. Loaded only for a picture with no badge inside.
import decodeQR from "qr/decode.js";

/** @import { Bytes } from "./shape.js" */

const MOST_PIXELS = 4_096; // a side
const ADDRESS = /^https:\/\/[!-~]{1,2000}$/;

/**
 * The https address in the first QR code of the picture `data`; "" where there is none. It is for
 * the reader to look at: nothing here opens it.
 * @param {Bytes} data
 */
export async function addressInPicture(data) {
  if (!isPicture(data)) return "";
  try {
    const picture = await createImageBitmap(new Blob([data]));
    const { width, height } = picture;
    if (Math.max(width, height) > MOST_PIXELS) return "";
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    if (canvas === null) return "";
    canvas.drawImage(picture, 0, 0);
    const text = decodeQR(canvas.getImageData(0, 0, width, height));
    return ADDRESS.test(text) ? new URL(text).href : "";
  } catch {
    return ""; // no picture, no code, or no address
  }
}

/**
 * Whether `data` is a JPEG, or a PNG that says it is not too large to be decoded.
 * @param {Bytes} data
 */
function isPicture(data) {
  if (data[0] === 0xff && data[1] === 0xd8) return true;
  if (data[0] !== 0x89 || data[1] !== 0x50 || data.length < 24) return false;
  const header = new DataView(data.buffer, data.byteOffset);
  return Math.max(header.getUint32(16), header.getUint32(20)) <= MOST_PIXELS;
}
