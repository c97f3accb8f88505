// A drawing in place of a photograph, from the theme's sheet of them.
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} face  `#` and the drawing's name
 * @param {string} root  leads to the site's root
 */
export function drawnPortrait(face, root) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${root}assets/portraits.svg${face}`);
  svg.append(use);
  return svg;
}
