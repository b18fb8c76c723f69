// Draws each chart from the JSON beside it. Without this script the table below shows the figures.

function draw(place) {
  const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.hidden = false;
  return window.Plotly.newPlot(place, figure.data, figure.layout, figure.config);
}

for (const place of document.querySelectorAll("[data-chart]")) {
  draw(place).then(() => {
    place.closest(".chart").querySelector(".chart__twin").open = false;
  });
}
