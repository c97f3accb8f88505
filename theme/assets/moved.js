// A page that has moved: go on at once, and keep what follows the ? and # of the address.
const link = document.querySelector("[data-moved]");
if (link instanceof HTMLAnchorElement)
  location.replace(link.href + location.search + location.hash);

export {};
