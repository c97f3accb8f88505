// Small conveniences. Every page is complete without them.
(function () {
  "use strict";
  var root = document.documentElement;

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
  function showCredit() {
    var place = "";
    try { place = localStorage.getItem("credfolio-jurisdiction") || ""; } catch (e) { /* storage is off */ }
    document.querySelectorAll("[data-credits]").forEach(function (credit) {
      if (!credit.dataset.first) credit.dataset.first = credit.textContent;
      var mine = credit.dataset.credits.split(";").filter(function (one) { return place && one.indexOf(place + "=") === 0; });
      credit.textContent = mine.length ? mine[0].slice(place.length + 1) : credit.dataset.first;
    });
  }
  showCredit();
  document.addEventListener("credfolio:cards", showCredit);

  // --- the catalog's search box -------------------------------------------------------------
  var form = document.querySelector("[data-catalog-search]");
  if (!form) return;
  var input = form.querySelector("input");
  var cards = document.querySelector("[data-cards]");
  var count = document.querySelector("[data-count]");
  var paging = document.querySelector("[data-pages]");
  var before = { cards: cards.innerHTML, count: count.textContent };
  var home = form.dataset.index.replace(/catalog\/index\.json$/, "");
  var shown = {};
  cards.querySelectorAll("[data-ref]").forEach(function (one) { shown[one.dataset.ref] = one; });
  var rows = null;
  var loading = null;

  function load() {
    if (!loading) {
      loading = fetch(form.dataset.index).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (data) {
        rows = data.credentials.map(function (row) {
          var all = [row.title, row.text, row.issuer, row.hours, row.cost].concat(row.topics, row.roles, row.kinds);
          return { row: row, all: fold(all.join(" ")), title: fold(row.title) };
        });
      }).catch(function () {
        loading = null;
        count.textContent = "The search index could not be loaded. The lists on this page still work.";
      });
    }
    return loading;
  }
  function fold(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function card(row) {
    if (shown[row.ref]) return shown[row.ref].cloneNode(true);
    var address = home + "catalog/" + row.ref + "/";
    var article = element("article", "cf-card");
    var head = element("div", "cf-card__head");
    var badge = element("img", "cf-badge");
    badge.src = address + "badge.svg"; badge.alt = ""; badge.width = 56; badge.height = 56;
    var words = element("div");
    var title = element("h3", "cf-card__title");
    var link = element("a", "", row.title);
    link.href = address;
    title.append(link);
    words.append(title, element("p", "cf-card__by", row.issuer + (row.status ? " · " + row.status : "")));
    head.append(badge, words);
    var facts = element("ul", "cf-card__facts");
    [row.hours, row.cost, row.roles[0]].forEach(function (fact) { if (fact) facts.append(element("li", "", fact)); });
    article.append(head, element("p", "cf-card__text", row.text.length > 190 ? row.text.slice(0, 188) + "…" : row.text), facts, element("p", "cf-card__kinds", row.kinds.join(" · ")));
    return article;
  }
  function show() {
    var query = fold(input.value).split(/\s+/).filter(Boolean);
    var address = new URL(location.href);
    if (input.value) address.searchParams.set("q", input.value); else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (!query.length) {
      cards.innerHTML = before.cards; count.textContent = before.count;
      document.dispatchEvent(new Event("credfolio:cards"));
      if (paging) paging.hidden = false;
      return;
    }
    load().then(function () {
      if (!rows) return;
      var found = rows.filter(function (entry) {
        return query.every(function (word) { return entry.all.indexOf(word) >= 0; });
      });
      found.sort(function (a, b) {
        function rank(entry) { return query.every(function (word) { return entry.title.indexOf(word) >= 0; }) ? 0 : 1; }
        return rank(a) - rank(b);
      });
      cards.replaceChildren.apply(cards, found.slice(0, 60).map(function (entry) { return card(entry.row); }));
      document.dispatchEvent(new Event("credfolio:cards"));
      if (paging) paging.hidden = true;
      count.textContent = found.length
        ? found.length + (found.length === 1 ? " micro-credential fits" : " micro-credentials fit") + " “" + input.value + "”" + (found.length > 60 ? "; here are the first 60" : "")
        : "Nothing fits “" + input.value + "”. Try fewer or other words, or one of the lists.";
    });
  }
  var timer;
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 120); });
  input.addEventListener("focus", load, { once: true });
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; show(); }
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); }
  });
})();
