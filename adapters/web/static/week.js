// Painting a week with mouse or finger. Without it, and for the keyboard, each cell is a list to pick from.

const form = document.querySelector(".week");
const brushes = form.querySelector(".brushes");
brushes.hidden = false;
form.classList.add("painting");

let brush = ""; // while a button or finger is down

function paint(cell) {
  const list = cell?.closest?.(".week td")?.querySelector("select");
  if (list) list.value = brush;
}

form.addEventListener("pointerdown", (event) => {
  const cell = event.target.closest("td");
  if (!cell || event.button > 0) return;
  event.preventDefault();
  if (event.target.hasPointerCapture?.(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
  const picked = brushes.querySelector(":checked").value;
  const list = cell.querySelector("select");
  brush = list.value === picked ? "yes" : picked; // a press on what is painted takes it away
  paint(cell);
});

form.addEventListener("pointermove", (event) => {
  if (brush) paint(document.elementFromPoint(event.clientX, event.clientY));
});

for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (brush = ""));
