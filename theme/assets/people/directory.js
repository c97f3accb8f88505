// @ts-nocheck
// The filters of the list of educators. Without them the list stands whole, page by page.
import { facets, fold } from "./facets.js";

const form = document.querySelector('[data-filter="directory"]');
if (form) {
  const list = document.querySelector("[data-people]");
  const paging = document.querySelector("[data-pages]");
  const more = document.querySelector("[data-more]");
  const whole = [...list.children];
  const { root } = form.dataset;
  const AT_ONCE = 48;
  let people;
  let rest = [];

  function load() {
    people ??= fetch(form.dataset.index, { credentials: "omit" })
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(unpacked)
      .catch((fault) => { people = undefined; throw fault; });
    return people;
  }

  /** The rows hold numbers of words that stand once at the file's head. */
  function unpacked({ badges, roles, topics, districts, people: rows }) {
    return rows.map(([id, name, headline, face, hue, inRoles, inTopics, inDistrict, held, reviews]) => ({
      id, name, headline, face, hue,
      badges: held.map((n) => badges[n][0]),
      values: {
        role: inRoles.map((n) => roles[n]),
        topic: inTopics.map((n) => topics[n]),
        district: inDistrict < 0 ? [] : [districts[inDistrict]],
        badge: held.map((n) => badges[n][0]),
        reviewer: reviews ? ["yes"] : [],
      },
      words: fold([name, headline, ...held.map((n) => badges[n][1])].join(" ")),
    }));
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function portrait({ id, face, hue }) {
    if (hue < 0) {
      const picture = element("img", "cf-portrait");
      picture.src = `${root}portfolios/${id}/${face}`;
      picture.width = picture.height = 56;
      picture.alt = "";
      return picture;
    }
    const initials = element("span", "cf-portrait cf-portrait--initials", face);
    initials.dataset.hue = hue;
    initials.style.setProperty("--size", "56px");
    initials.ariaHidden = "true";
    return initials;
  }

  function card(person) {
    const place = element("li");
    const link = element("a", "cf-card cf-card--person");
    link.href = `${root}portfolios/${person.id}/`;
    const title = element("span", "cf-card__title");
    title.append(element("bdi", "", person.name));
    link.append(portrait(person), title);
    if (person.headline) {
      const line = element("span", "cf-person__line", person.headline);
      line.dir = "auto";
      link.append(line);
    }
    const path = element("span", "cf-card__path");
    for (const at of person.badges.slice(0, 5)) {
      const badge = element("img", "cf-badge");
      badge.src = `${root}catalog/${at}/badge.svg`;
      badge.width = badge.height = 32;
      badge.alt = "";
      badge.loading = "lazy";
      path.append(badge);
    }
    path.append(element("span", "", person.badges.length === 1 ? "1 badge" : `${person.badges.length} badges`));
    link.append(path);
    place.append(link);
    return place;
  }

  function addMore() {
    const next = rest.splice(0, AT_ONCE).map(card);
    list.append(...next);
    more.hidden = rest.length === 0;
    return next[0];
  }

  more.addEventListener("click", () => addMore()?.querySelector("a").focus());
  facets(form, {
    items: load,
    show(fitting, chosen) {
      if (paging) paging.hidden = chosen !== null;
      list.replaceChildren(...(chosen ? [] : whole));
      rest = chosen ? [...fitting] : [];
      addMore();
    },
    say: (count) => (count === 1 ? "1 educator fits" : count ? `${count} educators fit` : "Nobody fits. Choose less."),
  });
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
}
