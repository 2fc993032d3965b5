"use strict";

// While a weight is moved, the answer is fetched from the same address with the new weights, and its parts are put in
// place of the old ones. Without this script the button under the sliders does the same.

const PAUSE = 120;
const BUSY = 503;
const AGAIN = 250;
const TRIES = 12;

const form = document.querySelector("form[data-weights]");
const told = document.getElementById("moved");
let pause, latest;

const sliders = () => [...form.querySelectorAll("input[type=range]")];

function address() {
  const query = new URLSearchParams(new FormData(form));
  return `${form.getAttribute("action")}?${query}`;
}

// Whole percent that add up to 100: the largest remainders are rounded up.
function hundredths(weights) {
  const sum = weights.reduce((all, one) => all + one, 0);
  if (!sum) return null;
  const exact = weights.map((one) => (100 * one) / sum);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((all, one) => all + one, 0);
  const turns = [...exact.keys()].sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b);
  for (const place of turns.slice(0, left)) whole[place] += 1;
  return whole;
}

// What each weight is of all, at once, before the answer is there.
function shares() {
  const parts = hundredths(sliders().map((one) => one.valueAsNumber));
  for (const [place, one] of sliders().entries()) {
    const share = parts ? `${parts[place]} %` : "–";
    form.querySelector(`output[for="${CSS.escape(one.id)}"]`).textContent = share;
    one.setAttribute("aria-valuetext", share);
  }
}

function put(page) {
  for (const old of document.querySelectorAll("[data-answer]")) {
    const fresh = page.getElementById(old.id);
    if (!fresh) continue;
    for (const fold of old.querySelectorAll("details[id]")) {
      const same = fresh.querySelector(`#${CSS.escape(fold.id)}`);
      if (same) same.open = fold.open;
    }
    old.replaceWith(document.adoptNode(fresh));
  }
  // Ways to other forms of the same answer keep their place, for their buttons listen already.
  const ways = page.querySelectorAll(".take a[href]");
  document.querySelectorAll(".take a[href]").forEach((one, place) => ways[place] && (one.href = ways[place].getAttribute("href")));
  const [code, fresh] = [document.querySelector(".take code"), page.querySelector(".take code")];
  if (code && fresh) code.textContent = fresh.textContent;
  const [day, other] = [document.querySelector("form.day"), page.querySelector("form.day")];
  if (day && other) {
    other.querySelector("input[name=rest]")?.remove();
    day.replaceWith(document.adoptNode(other));
  }
}

// One answer is reckoned for a person at a time: the one before may still be, though nobody waits for it any more.
async function patient(where, signal) {
  for (let turn = 1; ; turn += 1) {
    const answer = await fetch(where, { signal });
    if (answer.status !== BUSY || turn === TRIES) return answer;
    await new Promise((go) => setTimeout(go, AGAIN));
  }
}

async function ask(where) {
  latest?.abort();
  latest = new AbortController();
  const mine = latest;
  document.getElementById("answer").setAttribute("aria-busy", "true");
  try {
    // The many places behind a closed fold are fetched when it is opened.
    const rest = document.getElementById("rest")?.open ? "" : "&rest=0";
    const answer = await patient(where + rest, mine.signal);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest || !page.getElementById("answer")) return;
    put(page);
    history.replaceState(null, "", where);
    told.textContent = document.getElementById("answer").dataset.said ?? "";
  } catch (error) {
    if (error.name === "AbortError") return;
    document.getElementById("answer").removeAttribute("aria-busy");
    told.textContent = told.dataset.wrong;
  }
}

if (form) {
  form.addEventListener("input", () => {
    shares();
    clearTimeout(pause);
    // All at nothing would be no weighting; the button says so.
    if (sliders().some((one) => one.valueAsNumber > 0)) pause = setTimeout(() => ask(address()), PAUSE);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.open && "later" in event.target.dataset) ask(window.location.pathname + window.location.search);
  }, true);
  form.addEventListener("click", (event) => {
    const all = event.target.closest("[data-all]");
    if (!all) return;
    event.preventDefault();
    clearTimeout(pause);
    for (const one of sliders()) {
      one.value = one.defaultValue = form.dataset.middle;
      form.querySelector(`output[for="${CSS.escape(one.id)}"]`).textContent = "–";
      one.removeAttribute("aria-valuetext");
    }
    ask(all.getAttribute("href"));
    sliders()[0]?.focus();
  });
}
