// Draws each chart from the JSON beside it, or at its address where it is too large for the page.
// Without this script, or without an answer, the table below shows the figures.

async function figureOf(place) {
  if (!place.dataset.address) {
    return JSON.parse(document.getElementById(place.dataset.chart).textContent);
  }
  const answer = await fetch(place.dataset.address);
  return answer.ok ? answer.json() : null;
}

// Names are whole where there is room. On a phone those beside the bars would leave the bars none.
const BESIDE = 13; // pixels of a chart's width for each letter of a name beside it
const LETTER = 6.5; // pixels, of a name that has a line of its own
const FEWEST = 28;
const PHONE = 480;

function shortened(text, most) {
  const parts = text.match(/<[^>]*>|&\w+;|./gsu) ?? [];
  const isTag = (part) => part.startsWith("<");
  if (parts.filter((part) => !isTag(part)).length <= most) return text;
  let left = most - 1;
  return `${parts.filter((part) => isTag(part) || left-- > 0).join("")}…`;
}

function shown({ data, layout, config }, width) {
  const cut = (texts, most) => texts.map((text) => shortened(text, most));
  const beside = Math.max(FEWEST, Math.floor(width / BESIDE));
  const names = layout.yaxis?.ticktext;
  const yaxis = names ? { ...layout.yaxis, ticktext: cut(names, beside) } : layout.yaxis;
  if (names && width < PHONE) yaxis.tickfont = { ...yaxis.tickfont, size: 10 };
  const traces = data.map((trace) =>
    trace.mode === "text"
      ? { ...trace, text: cut(trace.text, Math.floor(width / LETTER)) }
      : { ...trace },
  );
  return { data: traces, layout: { ...layout, yaxis }, config };
}

const figures = new Map();

async function draw(place) {
  const figure = await figureOf(place);
  if (!figure) return;
  place.hidden = false;
  // Else a window that changes its width twice at once may leave a chart without any height.
  if (figure.layout.height) place.style.height = `${figure.layout.height}px`;
  figures.set(place, figure);
  await window.Plotly.newPlot(place, shown(figure, place.clientWidth));
  const table = place.closest(".chart").querySelector(".chart__twin");
  if (table) table.open = false;
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);

function drawAgain(place, width) {
  const { data, layout, config } = shown(figures.get(place), width ?? place.clientWidth);
  return window.Plotly.react(place, data, width ? { ...layout, width } : layout, config);
}

let turned = null;
window.addEventListener("resize", () => {
  clearTimeout(turned);
  turned = setTimeout(() => [...figures.keys()].forEach((place) => drawAgain(place)), 200);
});

// Paper is narrower than most windows, and nothing tells a chart so when it is printed.
const PAPER = 640; // pixels: A4 upright, between its margins

window.addEventListener("beforeprint", () => {
  for (const place of figures.keys()) if (place.clientWidth > PAPER) drawAgain(place, PAPER);
});
window.addEventListener("afterprint", () => [...figures.keys()].forEach((place) => drawAgain(place)));
