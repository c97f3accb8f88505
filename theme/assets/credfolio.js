// @ts-nocheck
// Small conveniences. Every page is complete without them.
(function () {
  "use strict";
  var root = document.documentElement;

  // What scripts show on arrival had its place until now; see `.loaded` in the style sheet.
  addEventListener("load", function () { root.classList.add("loaded"); });

  // --- light and dark -----------------------------------------------------------------------
  var toggle = document.querySelector("[data-scheme-toggle]");
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", function () {
      var dark = getComputedStyle(root).colorScheme.indexOf("dark") >= 0;
      root.dataset.scheme = dark ? "light" : "dark";
      try { localStorage.setItem("credfolio-scheme", root.dataset.scheme); } catch (e) { /* not kept */ }
    });
  }

  // --- print and copy -----------------------------------------------------------------------
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-copy-address]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var canonical = document.querySelector("link[rel=canonical]");
      navigator.clipboard.writeText(canonical ? canonical.href : location.href).then(function () {
        var said = document.createElement("span");
        said.setAttribute("role", "status");
        said.textContent = " Copied";
        button.append(said);
        setTimeout(function () { said.remove(); }, 2000);
      });
    });
  });

  // On a phone the lists beside a page begin closed.
  if (matchMedia("(max-width: 60em)").matches) {
    document.querySelectorAll("[data-fold]").forEach(function (list) { list.open = false; });
  }

  // What scrolls sideways can be scrolled with the keys.
  document.querySelectorAll("pre > code, .md-typeset table").forEach(function (wide) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  });

  // Paper has nothing to click: what is folded on the screen is printed.
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (details) { details.open = false; });
  });

  // --- credit where the reader works, on cards ----------------------------------------------
  // The catalog names the place that somebody filters by; else it is the one where she works.
  function showCredit(event) {
    var place = (event && event.detail && event.detail.place) || "";
    try { place = place || localStorage.getItem("credfolio-jurisdiction") || ""; } catch (e) { /* storage is off */ }
    document.querySelectorAll("[data-credits]").forEach(function (credit) {
      if (!credit.dataset.first) credit.dataset.first = credit.textContent;
      var mine = credit.dataset.credits.split(";").filter(function (one) { return place && one.indexOf(place + "=") === 0; });
      credit.textContent = mine.length ? mine[0].slice(place.length + 1) : credit.dataset.first;
    });
  }
  showCredit();
  document.addEventListener("credfolio:cards", showCredit);

  // --- a slash goes to the search box, or to the page that has it -----------------------------
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    var box = document.querySelector("[role=search] input");
    var link = document.querySelector("[data-search-link]");
    if (box) { event.preventDefault(); box.focus(); } else if (link) { event.preventDefault(); link.click(); }
  });
})();
