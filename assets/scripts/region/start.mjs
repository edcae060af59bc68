/* Making a region of one's own: what it takes comes with the first click. */

document.addEventListener("click", async (event) => {
  if (!event.target.closest("#region-make")) return;
  document.getElementById("part-own-region").open = false;
  const { make } = await import("./maker.mjs");
  make();
});
