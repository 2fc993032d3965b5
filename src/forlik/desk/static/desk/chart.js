"use strict";

// Draws the charts of a page. Expressions are interpreted (ast), because the page forbids eval.

const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look(width) {
  const ink = tone("--ink"), soft = tone("--soft"), line = tone("--line"), accent = tone("--accent");
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: { gridColor: line, domainColor: line, labelColor: soft, ticks: false, labelPadding: 6, labelFontSize: 11 },
    axisX: { grid: false, labelSeparation: 12 },
    title: { anchor: "start", frame: "bounds", limit: width + AXIS, fontSize: 12, fontWeight: 600, color: ink, offset: 8 },
    line: { stroke: accent, strokeWidth: 2 },
    bar: { fill: accent },
    text: { fill: ink },
    legend: { labelColor: soft, labelFontSize: 11, symbolType: "stroke", symbolStrokeWidth: 3, labelLimit: 260 },
    range: { category: ["--peace", "--humanitarian", "--development", "--rights", "--soft", "--edge"].map(tone) },
    point: { fill: accent },
    area: { fill: accent },
  };
}

const AXIS = 64, NARROW = 420;

// Names in a legend that do not fit beside each other stand below each other.
function below(part) {
  for (const [name, inside] of Object.entries(part)) {
    if (!inside || typeof inside !== "object" || name === "datasets" || name === "data") continue;
    if (name === "legend" && inside.columns) inside.columns = 1;
    else below(inside);
  }
}

async function draw(plot) {
  plot.known ??= await (await fetch(plot.dataset.chart)).json();
  const chart = structuredClone(plot.known);
  const width = Math.max(180, plot.clientWidth - AXIS);
  for (const panel of chart.vconcat) {
    panel.width = width;
    for (const layer of panel.layer ?? []) layer.width = width;
  }
  if (width < NARROW) below(chart);
  // Vega names the element it draws in; the outer one keeps the page's own words.
  plot.frame ??= plot.appendChild(document.createElement("div"));
  await window.vegaEmbed(plot.frame, chart, {
    ast: true, actions: false, config: look(width), defaultStyle: false, renderer: "canvas", tooltip: { disableDefaultStyle: true },
  });
}

const plots = [...document.querySelectorAll("[data-chart]")];
const again = () => plots.filter((plot) => plot.known).forEach(draw);
plots.forEach(draw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
let pause;
window.addEventListener("resize", () => { clearTimeout(pause); pause = setTimeout(again, 150); });
