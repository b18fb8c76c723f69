// Rows can be dragged; dropping one only fills in the numbers and places that can be typed as well.

const MARK = "↕";
let dragged = null;

function rows(body) {
  return [...body.rows].filter((row) => !("fixed" in row.dataset));
}

function addHandle(row) {
  const handle = document.createElement("span");
  handle.className = "drag-handle";
  handle.textContent = MARK;
  handle.draggable = true;
  handle.ariaHidden = "true";
  handle.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  handle.addEventListener("dragend", () => {
    dragged = null;
  });
  row.cells[0].prepend(handle);
}

function moveTo(body, event) {
  const after = rows(body).find((row) => {
    const box = row.getBoundingClientRect();
    return row !== dragged && event.clientY < box.top + box.height / 2;
  });
  const end = [...body.rows].find((row) => "fixed" in row.dataset) ?? null;
  body.insertBefore(dragged, after ?? end);
}

function fillIn(kind) {
  let number = 0;
  for (const body of document.querySelectorAll(`[data-sortable="${kind}"]`)) {
    for (const row of rows(body)) {
      number += 1;
      row.querySelector("[name$='-order']").value = number;
      const place = row.querySelector("[name$='-place']");
      if (place) place.value = body.dataset.place;
    }
  }
}

for (const body of document.querySelectorAll("[data-sortable]")) {
  const kind = body.dataset.sortable;
  rows(body).forEach(addHandle);
  body.addEventListener("dragover", (event) => {
    if (dragged?.parentElement.dataset.sortable !== kind) return;
    event.preventDefault();
    moveTo(body, event);
  });
  body.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    fillIn(kind);
  });
}
