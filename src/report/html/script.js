"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const rows = all("tbody.rows > tr");
  const controls = document.getElementById("controls");
  const search = document.getElementById("search");
  const kind = document.getElementById("kind");
  const fresh = document.getElementById("fresh");
  const count = document.getElementById("count");
  const texts = new Map();

  const textOf = (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      const file = row.closest("section").querySelector("h3");
      text = (row.textContent + " " + (file ? file.firstChild.data : "")).toLowerCase();
      texts.set(row, text);
    }
    return text;
  };

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = (!kind.value || row.dataset.k === kind.value)
        && !(fresh && fresh.checked && row.dataset.n === undefined)
        && words.every((word) => textOf(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    const narrowed = shown < rows.length;
    for (const section of all("section.file"))
      section.hidden = narrowed && !section.querySelector("tbody.rows > tr:not([hidden])");
    count.value = narrowed ? shown + " of " + rows.length + " rows" : rows.length + " rows";
  };

  const valueOf = (row, column, numeric) => {
    const cell = row.cells[column];
    if (!numeric)
      return cell.textContent.toLowerCase();
    const number = parseFloat(cell.dataset.v === undefined ? cell.textContent : cell.dataset.v);
    return Number.isNaN(number) ? -1 : number;
  };

  const sort = (table, head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    const numeric = head.dataset.t === "n";
    const keyed = Array.from(table.tBodies[0].rows, (row) => [valueOf(row, head.cellIndex, numeric), row]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (up ? 1 : -1));
    table.tBodies[0].append(...keyed.map((pair) => pair[1]));
    for (const other of table.tHead.rows[0].cells)
      other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
  };

  for (const table of all("table.sortable"))
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const copy = async (code, button) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch (_) {
      select(code);
      button.textContent = "Selected: copy it by hand";
    }
  };

  for (const patch of all("details.patch")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy the patch";
    button.addEventListener("click", () => copy(patch.querySelector("pre code"), button));
    patch.querySelector("pre").before(button);
  }

  const order = ["dead", "moved", "unreachable", "suspicious", "insecure", "blocked", "error", "warning", "info"];
  const kinds = new Set(rows.map((row) => row.dataset.k).filter(Boolean));
  for (const name of [...order.filter((word) => kinds.delete(word)), ...kinds])
    kind.add(new Option(name, name));

  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("input", filter);
  controls.hidden = false;
  filter();
})();
