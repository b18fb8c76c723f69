// Who goes from link to link hears no row and no column: each link of a cell gets their names, after
// what it shows. A script does it, because six thousand names written by the server would make the
// page half as heavy again; without it the table's headings tell the same to who reads cell by cell.

for (const table of document.querySelectorAll(".cells")) {
  const heads = [...table.tHead.rows].at(-1).cells;
  const said = [...heads].map((head) => (head.querySelector("a") ?? head.firstChild)?.textContent);
  for (const row of table.tBodies[0].rows) {
    const practice = row.cells[0].querySelector("a")?.textContent;
    for (const link of row.querySelectorAll("td a")) {
      const shown = link.textContent.replace(/\s+/g, " ").trim();
      link.ariaLabel = `${shown}, ${said[link.parentElement.cellIndex]}, ${practice}`;
    }
  }
}

// A browser leaves alone what is focused and partly in sight; here all of it comes into sight, clear
// of the headings that stay.
for (const region of document.querySelectorAll(".grid-region:has(.cells)")) {
  const table = region.querySelector(".cells");
  region.addEventListener("focusin", ({ target }) => {
    const cell = target.closest("th, td");
    if (!cell) return;
    const stays = cell.matches("tbody th, .grid__row-head");
    const first = table.tBodies[0].rows[0]?.cells[0];
    region.style.scrollPaddingLeft = `${stays ? 0 : (first?.offsetWidth ?? 0)}px`;
    const head = cell.closest("thead") ? 0 : [...table.tHead.rows].at(-1).offsetHeight;
    region.style.scrollPaddingTop = `${head}px`;
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
