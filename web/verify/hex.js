/** Bytes as hexadecimal digits. @param {Uint8Array} bytes */
export const hex = (bytes) =>
  Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
