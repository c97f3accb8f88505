// An award's badge as a PNG with the signed credential inside, made in the reader's browser.
// The button names the folder of the award, where badge.svg and credential.json are.
import { all, h } from "./dom.js";
import { bake } from "./png.js";

const SAYS = {
  saved: " Saved, with the signed credential inside.",
  failed: " The picture could not be made. The SVG above holds the same badge.",
};
const SIZE = 600; // pixels

/** @param {URL} folder */
async function credentialIn(folder) {
  const answer = await fetch(new URL("credential.json", folder));
  if (!answer.ok) throw new Error(`credential.json: ${answer.status}`);
  return answer.text();
}

/** @param {URL} folder */
async function pictureIn(folder) {
  const picture = new Image(SIZE, SIZE);
  picture.src = new URL("badge.svg", folder).href;
  await picture.decode();
  const canvas = h("canvas", { width: SIZE, height: SIZE });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, SIZE, SIZE);
  /** @type {Blob} */
  const blob = await new Promise((done, fail) => {
    canvas.toBlob((made) => (made ? done(made) : fail(new Error("no picture"))), "image/png");
  });
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 */
function save(bytes, name) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {HTMLElement} button */
function wire(button) {
  const folder = new URL(button.dataset.bakePng ?? "", location.href);
  const said = h("span", { role: "status", class: "cf-muted" });
  button.after(said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const [png, credential] = await Promise.all([pictureIn(folder), credentialIn(folder)]);
      save(bake(png, credential), `${folder.pathname.split("/").at(-2)}.png`);
      said.textContent = SAYS.saved;
    } catch (error) {
      console.error(error);
      said.textContent = SAYS.failed;
    }
  });
}

for (const button of all("[data-bake-png]", HTMLElement)) wire(button);
