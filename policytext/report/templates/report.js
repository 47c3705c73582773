/* Sorting, searching, showing all of a table, passages in a dialog. Without it the page is whole, only longer. */
"use strict";
const say = JSON.parse(document.getElementById("words").textContent);
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function valueOf(cell) {
  const value = cell.dataset.sort ?? cell.textContent.trim().replaceAll(",", "");
  return value !== "" && !isNaN(value) ? Number(value) : value;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === "" || b === "") return (a === "") - (b === "");
  return collator.compare(a, b);
}

function sortBy(table, column) {
  const head = table.tHead.rows[0].cells[column];
  const down = head.getAttribute("aria-sort")
    ? head.getAttribute("aria-sort") === "ascending"
    : head.classList.contains("num");
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [valueOf(row.cells[column]), row]);
  rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
  body.append(...rows.map(([, row]) => row));
  shorten(table);
}

function shorten(table) {
  if (!table.style.getPropertyValue("--first")) return;
  const first = Number(table.style.getPropertyValue("--first"));
  [...table.tBodies[0].rows].forEach((row, at) => row.classList.toggle("more", at >= first));
}

/* Words that stand anywhere in a row, or label:"value" for all that a column has; "" is an empty cell. */
function wantedBy(text, table) {
  const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
  return [...text.trim().matchAll(/(\S+?)[:：]["“”]([^"“”]*)["“”]|\S+/g)].map(([word, label, value]) => {
    const column = heads.findIndex((head) => [head.textContent.trim(), head.dataset.part].includes(label));
    if (!label || column < 0) return (row) => row.textContent.toLowerCase().includes(word.toLowerCase());
    const part = heads[column].dataset.part === label;
    return ({ cells: { [column]: cell } }) => {
      const has = part ? cell.dataset.part ?? cell.textContent.slice(0, value.length || 9) : cell.textContent;
      return has.replaceAll('"', "").trim() === value;
    };
  });
}

function search(input) {
  const view = input.closest(".view");
  const table = view.querySelector("table");
  const wanted = wantedBy(input.value, table);
  let found = 0;
  for (const row of table.tBodies[0].rows) {
    row.hidden = !wanted.every((fits) => fits(row));
    found += !row.hidden;
  }
  table.classList.toggle("searched", wanted.length > 0);
  view.querySelector("output").textContent = wanted.length ? say.found.replace("@", found) : "";
}

const dialog = document.querySelector("dialog");

function openPassages(article) {
  document.getElementById("dialog-title").textContent = article.querySelector("h3").textContent;
  const body = dialog.querySelector(".body");
  body.replaceChildren(...[...article.children].slice(1).map((node) => node.cloneNode(true)));
  if (!dialog.open) dialog.showModal();
  body.scrollTop = 0;
}

function openDocuments(wanted) {
  const input = document.querySelector("#documents input");
  if (!input) return;
  input.value = wanted;
  search(input);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const [name, wanted] = decodeURIComponent(link.getAttribute("href").slice(1)).split("=", 2);
  if (name === "documents" && (link.dataset.wanted || wanted)) {
    openDocuments(link.dataset.wanted || wanted);
    location.hash = "documents";
    event.preventDefault();
    return;
  }
  const target = document.getElementById(name);
  if (target && target.matches("article")) {
    event.preventDefault();
    openPassages(target);
  } else if (target && dialog.open) {
    dialog.close();
  }
});
dialog.querySelector("button").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

for (const table of document.querySelectorAll(".view table")) {
  shorten(table);
  if (!table.tHead || table.tBodies[0].rows.length < 2) continue;
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    button.title = say.sort.replace("@", cell.textContent.trim());
    button.addEventListener("click", () => sortBy(table, column));
    cell.append(button);
  });
}
for (const input of document.querySelectorAll("input[type=search]"))
  input.addEventListener("input", () => search(input));
for (const button of document.querySelectorAll(".all button")) {
  const more = button.textContent;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const open = button.closest(".view").querySelector("table").classList.toggle("open");
    button.textContent = open ? button.dataset.fewer : more;
    button.setAttribute("aria-expanded", String(open));
  });
}
