// Draws each chart from the JSON beside it, or at its address where it is too large for the page.
// Without this script, or without an answer, the table below shows the figures.

async function figureOf(place) {
  if (!place.dataset.address) {
    return JSON.parse(document.getElementById(place.dataset.chart).textContent);
  }
  const answer = await fetch(place.dataset.address);
  return answer.ok ? answer.json() : null;
}

async function draw(place) {
  const figure = await figureOf(place);
  if (!figure) return;
  place.hidden = false;
  await window.Plotly.newPlot(place, figure.data, figure.layout, figure.config);
  const table = place.closest(".chart").querySelector(".chart__twin");
  if (table) table.open = false;
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);

// Paper is narrower than most windows, and nothing tells a chart so when it is printed.
const PAPER = 640; // pixels: A4 upright, between its margins

function fitTo(width) {
  for (const place of document.querySelectorAll(".js-plotly-plot")) {
    if (width && place.clientWidth <= width) continue;
    window.Plotly.relayout(place, width ? { width } : { width: null, autosize: true });
  }
}

window.addEventListener("beforeprint", () => fitTo(PAPER));
window.addEventListener("afterprint", () => fitTo(null));
