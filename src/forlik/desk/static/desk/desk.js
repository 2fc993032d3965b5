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

// A slider in place of a long list of months: to the right is later. Letting go of it shows the month; the keyboard
// may take many steps first, and then presses the button.
function slide(select) {
  const slider = document.createElement("input");
  const shown = document.createElement("output");
  const last = select.options.length - 1;
  const month = () => select.options[last - slider.valueAsNumber].text;
  Object.assign(slider, { type: "range", id: "slider", min: 0, max: last, step: 1 });
  slider.value = last - select.selectedIndex;
  select.form.querySelector("label").htmlFor = slider.id;
  const tell = () => {
    select.selectedIndex = last - slider.valueAsNumber;
    shown.textContent = month();
    slider.setAttribute("aria-valuetext", month());
  };
  slider.addEventListener("input", tell);
  slider.addEventListener("pointerup", () => select.form.requestSubmit());
  tell();
  select.hidden = true;
  select.before(slider, shown);
}

for (const select of document.querySelectorAll("select[data-slider]")) if (select.options.length > 1) slide(select);
for (const button of document.querySelectorAll("[data-copy-link]")) copyLink(button);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const box = document.getElementById("q");
if (box) suggest(box);
for (const grid of document.querySelectorAll("svg.tiles")) walk(grid);
