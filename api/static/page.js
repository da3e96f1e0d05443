// What the pages do beyond their HTML: evidence beside the chart, the keyboard, copying, search as you type.
// Everything here only adds: each page answers whole without it.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// A chart wider than its box starts at what is open, else where the controller stands, else where the party asked about does.
function centre(svg) {
  const box = svg.closest(".scroll");
  const first = [".is-open", '[data-role="controller"]', '[data-role="subject"]'].map((what) => svg.querySelector(what)).find(Boolean);
  if (first && box && box.scrollWidth > box.clientWidth) {
    const place = first.getBoundingClientRect();
    box.scrollLeft += place.x + place.width / 2 - box.getBoundingClientRect().x - box.clientWidth / 2;
  }
}

function addZoom(svg) {
  const zoom = document.querySelector(".zoom");
  if (!zoom) return;
  const width = svg.viewBox.baseVal.width;
  zoom.hidden = false;
  zoom.addEventListener("click", (event) => {
    const how = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (!how) return;
    svg.classList.toggle("is-zoomed", how !== "fit");
    svg.classList.toggle("is-fitted", how === "fit");
    const now = svg.getBoundingClientRect().width || width;
    svg.setAttribute("width", how === "fit" ? width : Math.min(3 * width, Math.max(200, now * (how === "in" ? 1.3 : 1 / 1.3))));
    centre(svg);
  });
}

function chart() {
  const panel = document.querySelector("#evidence");
  const svg = document.querySelector(".scroll svg");
  if (!svg) return;
  addZoom(svg);
  centre(svg);
  if (!panel) return;
  const nodes = new Map(all("[data-node]", svg).map((element) => [element.dataset.node, element]));
  const edges = new Map(all("[data-edge]", svg).map((element) => [element.dataset.edge, element]));
  const templates = all("template[data-about]");
  const told = new Map(templates.map((template) => [template.dataset.about, template]));
  const links = [...edges.values()].map(({ dataset }) => ({ holder: dataset.holder, subject: dataset.subject }));
  let from = null;

  const idOf = (element) => element.dataset.node ?? element.dataset.edge;

  // What others hold in the party, then what it holds; each claim stands in the page once, in the template of its link.
  function addClaims(id) {
    const claims = (end) => templates.filter((template) => template.dataset[end] === id)
      .flatMap((template) => all(".claim", template.content)).map((claim) => claim.cloneNode(true));
    const held = claims("holder");
    const heading = Object.assign(document.createElement("p"), { className: "sub", textContent: "What it holds in this chart" });
    panel.append(...claims("subject"), ...(held.length ? [heading, ...held] : []));
  }

  function show(element, { focus = false } = {}) {
    const template = told.get(idOf(element));
    if (!template) return false;
    panel.replaceChildren(template.content.cloneNode(true));
    if (element.dataset.node) addClaims(element.dataset.node);
    for (const other of [...nodes.values(), ...edges.values()]) other.classList.toggle("is-open", other === element);
    for (const row of all("tr[data-row]")) row.classList.toggle("chosen", row.dataset.row === idOf(element));
    if (focus) {
      from = element;
      panel.focus();
    }
    return true;
  }

  // Owners are up, what is owned is down; left and right are the other ends of the same company's links, by place.
  function step(id, key) {
    const above = links.filter((link) => link.subject === id).map((link) => link.holder);
    const below = links.filter((link) => link.holder === id).map((link) => link.subject);
    const x = (other) => nodes.get(other)?.getBoundingClientRect().x ?? 0;
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = (key === "ArrowUp" ? above : below).filter((other) => nodes.has(other) && other !== id);
      return next.sort((a, b) => Math.abs(x(a) - x(id)) - Math.abs(x(b) - x(id)))[0];
    }
    const sharing = new Set(below.length ? below : above);
    const siblings = links.filter((link) => (below.length ? sharing.has(link.subject) : sharing.has(link.holder)))
      .map((link) => (below.length ? link.holder : link.subject));
    const placed = [...new Set(siblings)].filter((other) => nodes.has(other)).sort((a, b) => x(a) - x(b));
    return placed[placed.indexOf(id) + (key === "ArrowLeft" ? -1 : 1)];
  }

  svg.addEventListener("click", (event) => {
    const element = event.target.closest("[data-node], [data-edge]");
    if (element && !event.ctrlKey && !event.metaKey && !event.shiftKey && show(element)) event.preventDefault();
  });
  svg.addEventListener("keydown", (event) => {
    const element = event.target.closest("[data-node], [data-edge]");
    if (!element) return;
    if (event.key === "Enter" || event.key === " ") {
      if (show(element, { focus: true })) event.preventDefault();
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const { node, holder, subject } = element.dataset;
      nodes.get(node === undefined ? (event.key === "ArrowUp" ? holder : subject) : step(node, event.key))?.focus();
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") from?.focus();
  });
}

function take() {
  const copy = document.querySelector("[data-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const said = document.querySelector("[data-copied]");
      try {
        await navigator.clipboard.writeText(new URL(copy.dataset.copy, location.href).href);
        said.textContent = "The link is copied";
        copy.textContent = "Copied";
      } catch {
        said.textContent = "The browser did not allow copying";
        copy.textContent = "Not allowed";
      }
    });
  }
}

// The combobox of the ARIA Authoring Practices: a list that the field owns, moved through with the arrows.
function search(form) {
  const field = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  let timer = 0;
  let asked = null;
  let at = -1;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    field.setAttribute(name, value);
  }

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function move(to) {
    const options = all("[role=option]", list);
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }
  function open(matches) {
    list.replaceChildren(...matches.map((match, place) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${place}`, role: "option", textContent: match.name });
      option.setAttribute("aria-selected", "false");
      option.dataset.id = match.id;
      const sub = document.createElement("span");
      sub.textContent = [match.kind, match.jurisdiction, match.matched !== match.name ? match.matched : null].filter(Boolean).join(" · ");
      option.append(sub);
      return option;
    }));
    at = -1;
    list.hidden = matches.length === 0;
    field.setAttribute("aria-expanded", String(matches.length > 0));
  }
  const go = (option) => location.assign(`/entity/${encodeURIComponent(option.dataset.id)}`);

  field.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    const text = field.value.trim();
    if (text.length < 2) return close();
    timer = setTimeout(async () => {
      asked = new AbortController();
      try {
        const reply = await fetch(`/v1/search?limit=8&q=${encodeURIComponent(text)}`, { signal: asked.signal });
        if (reply.ok) open((await reply.json()).matches);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    }, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) move(at + 1);
    else if (event.key === "ArrowUp" && !list.hidden) move(at < 0 ? -1 : at - 1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && at >= 0) go(all("[role=option]", list)[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      go(option);
    }
  });
  field.addEventListener("blur", close);
}

chart();
take();
all("[data-find]").forEach(search);
