"use strict";

// Everything here makes an easier way to something that also works without it.

function copyLink(button) {
  const status = button.closest(".take").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = window.location.href;
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = status.dataset.copied;
    } catch {
      // Without the right to the clipboard the address is shown, ready to be copied by hand.
      status.textContent = address;
    }
  });
}

function suggest(input) {
  const list = document.createElement("datalist");
  list.id = "q-suggestions";
  input.after(list);
  input.setAttribute("list", list.id);
  let turn = 0;
  input.addEventListener("input", async () => {
    const mine = ++turn;
    if (input.value.trim().length < 2) return;
    const answer = await fetch(`/search.json?suggest=1&q=${encodeURIComponent(input.value)}`);
    if (!answer.ok || mine !== turn) return;
    const places = await answer.json();
    list.replaceChildren(
      ...places.map((place) => {
        const option = document.createElement("option");
        option.value = place.name;
        return option;
      })
    );
  });
}

// One stop for the Tab key in the grid; arrows walk from tile to tile.
function walk(grid) {
  const tiles = [...grid.querySelectorAll("a.tile")];
  const at = (tile) => [Number(tile.dataset.row), Number(tile.dataset.column)];
  tiles.forEach((tile, place) => tile.setAttribute("tabindex", place === 0 ? "0" : "-1"));
  const towards = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  grid.addEventListener("keydown", (event) => {
    const way = towards[event.key];
    const from = event.target.closest("a.tile");
    if (!way || !from) return;
    event.preventDefault();
    const [row, column] = at(from);
    const cost = (tile) => {
      const [r, c] = at(tile);
      const along = (r - row) * way[0] + (c - column) * way[1];
      const aside = Math.abs((r - row) * way[1]) + Math.abs((c - column) * way[0]);
      return along > 0 ? along + 3 * aside : Infinity;
    };
    const next = tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best), from);
    if (next === from || cost(next) === Infinity) return;
    from.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}

for (const button of document.querySelectorAll("[data-copy-link]")) copyLink(button);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const box = document.getElementById("q");
if (box) suggest(box);
for (const grid of document.querySelectorAll("svg.tiles")) walk(grid);
