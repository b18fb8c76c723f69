// Saves the draft while somebody types, so that a session that ends loses nothing. The buttons do
// the same without this script.

const WAIT = 5000;
const form = document.getElementById("typing");
const status = document.getElementById("typing-status");
let timer = null;

function typed() {
  const data = new FormData(form);
  for (const name of [...data.keys()]) {
    // Files go when a button is pressed, and only then is one taken away.
    if (name.endsWith("-file") || name.endsWith("-without")) data.delete(name);
  }
  data.set("then", "keep");
  return data;
}

async function save() {
  timer = null;
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: typed(),
      redirect: "error",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    const said = await answer.json();
    if (said.base) form.elements.base.value = said.base;
    status.textContent = said.says;
  } catch {
    status.textContent = status.dataset.failed;
  }
}

if (form && status) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
