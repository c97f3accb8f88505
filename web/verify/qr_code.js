// The address in a QR code that a picture shows. Loaded only for a picture with no badge inside.
import decodeQR from "qr/decode.js";

/** @import { Bytes } from "./shape.js" */

const MOST_PIXELS = 4_096; // a side
// Some makers of codes leave spaces in an address as they are.
const ADDRESS = /^https:\/\/[!-.0->@-~]{1,300}(?:[/?][ -~]{0,2000})?$/;

/**
 * The https address in the first QR code of the picture `data`; "" where there is none. It is for
 * the reader to look at: nothing here opens it.
 * @param {Bytes} data
 */
export async function addressInPicture(data) {
  if (!isPicture(data)) return "";
  /** @type {ImageBitmap | null} */
  let picture = null;
  try {
    picture = await createImageBitmap(new Blob([data]));
    const { width, height } = picture;
    if (Math.max(width, height) > MOST_PIXELS) return "";
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    if (canvas === null) return "";
    canvas.fillStyle = "#fff"; // what is transparent is seen on a white page
    canvas.fillRect(0, 0, width, height);
    canvas.drawImage(picture, 0, 0);
    const text = decodeQR(canvas.getImageData(0, 0, width, height));
    return ADDRESS.test(text) ? new URL(text).href : "";
  } catch {
    return ""; // no picture, no code, or no address
  } finally {
    picture?.close(); // its pixels are up to 64 MB
  }
}

/**
 * Whether `data` is a JPEG or PNG that says it is not too large to be decoded.
 * @param {Bytes} data
 */
function isPicture(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) {
      return Math.max(view.getUint32(16), view.getUint32(20)) <= MOST_PIXELS;
    }
    return view.getUint16(0) === 0xffd8 && sideOfJpeg(view) <= MOST_PIXELS;
  } catch {
    return false; // it is cut off
  }
}

/**
 * The longer side of a JPEG, by its first frame. Throws a `RangeError` where there is none.
 * @param {DataView} view
 */
function sideOfJpeg(view) {
  let at = 2;
  for (;;) {
    const mark = view.getUint16(at);
    // Frames are C0 to CF, but for three that hold tables.
    if (mark >> 4 === 0xffc && ![0xffc4, 0xffc8, 0xffcc].includes(mark)) {
      return Math.max(view.getUint16(at + 5), view.getUint16(at + 7));
    }
    at += mark === 0xffff ? 1 : 2 + view.getUint16(at + 2);
  }
}
