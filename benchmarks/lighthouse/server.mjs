// Serves a built site as a static host does: compressed by what the reader accepts, cacheable for
// ten minutes, folders answered by their index.html.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};
const COMPRESSED = new Set([".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".wasm"]);

/**
 * Listens on a free port of this machine; `base` is the path under which `folder` is seen.
 * @param {string} folder
 * @param {string} base
 * @param {{brotli?: boolean}} how
 * @returns {Promise<{home: string, close: () => void}>}
 */
export function serve(folder, base, { brotli = false } = {}) {
  /** @type {Map<string, Uint8Array>} */
  const kept = new Map();
  const server = createServer((request, response) => {
    const file = fileOf(folder, base, request.url ?? "/");
    if (!file) {
      response.writeHead(404, { "content-type": TYPES[".html"] });
      response.end("<!doctype html><title>Not found</title>");
      return;
    }
    const ending = extname(file);
    /** @type {Record<string, string>} */
    const headers = {
      "content-type": TYPES[ending] ?? "application/octet-stream",
      "cache-control": "max-age=600",
      vary: "Accept-Encoding",
    };
    if (!COMPRESSED.has(ending)) {
      response.writeHead(200, { ...headers, "content-length": statSync(file).size });
      createReadStream(file).pipe(response);
      return;
    }
    const accepts = String(request.headers["accept-encoding"] ?? "");
    const encoding =
      brotli && accepts.includes("br") ? "br" : accepts.includes("gzip") ? "gzip" : "";
    const key = `${encoding} ${file}`;
    const body = kept.get(key) ?? packed(new Uint8Array(readFileSync(file)), encoding);
    kept.set(key, body);
    if (encoding) headers["content-encoding"] = encoding;
    response.writeHead(200, { ...headers, "content-length": body.length });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const place = server.address();
      const port = typeof place === "object" ? place?.port : place;
      resolve({ home: `http://127.0.0.1:${port}${base}`, close: () => server.close() });
    });
  });
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @returns {Uint8Array}
 */
function packed(bytes, encoding) {
  if (encoding === "gzip") return new Uint8Array(gzipSync(bytes, { level: 6 }));
  if (encoding === "br") {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    return new Uint8Array(brotliCompressSync(bytes, { params }));
  }
  return bytes;
}

/**
 * The file that an address names, or undefined; never one outside of `folder`.
 * @param {string} folder
 * @param {string} base
 * @param {string} address
 */
function fileOf(folder, base, address) {
  const path = decodeURIComponent(new URL(address, "http://here/").pathname);
  if (!path.startsWith(base)) return undefined;
  let file = normalize(join(folder, path.slice(base.length)));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  if (path.endsWith("/")) file = join(file, "index.html");
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
