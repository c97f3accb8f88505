// @ts-nocheck
// An award's badge as a PNG with the signed credential inside, made in the reader's browser.
// The button names the folder of the award, where badge.svg and credential.json are.
import { bake } from "./png.js";

const SIZE = 600; // pixels

async function credentialIn(folder) {
  const answer = await fetch(new URL("credential.json", folder));
  if (!answer.ok) throw new Error(`credential.json: ${answer.status}`);
  return answer.text();
}

async function pictureIn(folder) {
  const picture = new Image(SIZE, SIZE);
  picture.src = new URL("badge.svg", folder);
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  canvas.getContext("2d").drawImage(picture, 0, 0, SIZE, SIZE);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  return new Uint8Array(await blob.arrayBuffer());
}

function save(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

for (const button of document.querySelectorAll("[data-bake-png]")) {
  const folder = new URL(button.dataset.bakePng, location.href);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "cf-muted";
  button.after(said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const [png, credential] = await Promise.all([pictureIn(folder), credentialIn(folder)]);
      save(bake(png, credential), `${folder.pathname.split("/").at(-2)}.png`);
      said.textContent = " Saved, with the signed credential inside.";
    } catch (error) {
      console.error(error);
      said.textContent = " The picture could not be made. The SVG above holds the same badge.";
    }
  });
}
