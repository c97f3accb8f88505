// @ts-nocheck
// A page that has moved: go on at once, and keep what stands behind the ? and # of the address.
const link = document.querySelector("[data-moved]");
if (link) location.replace(link.href + location.search + location.hash);
