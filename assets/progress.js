/* A file that takes more than a moment: its link says that it is coming, and cannot be clicked
 * twice. Without this script the link is a plain download.
 */
(function () {
  "use strict";

  const TRIES = 4;

  function wait(seconds) {
    return new Promise((done) => setTimeout(done, seconds * 1000));
  }

  /** The file of an address; a server that is busy is asked again when it says so. */
  async function fetched(address) {
    for (let turn = 1; ; turn += 1) {
      const answer = await fetch(address);
      if (answer.ok) return answer;
      if (answer.status !== 503 || turn === TRIES) throw new Error(await answer.text());
      await wait(Number(answer.headers.get("Retry-After")) || 5);
    }
  }

  function nameOf(answer) {
    return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** One place for what a screen reader says while a file is made. */
  function live() {
    let place = document.getElementById("progress-live");
    if (!place) {
      place = document.createElement("p");
      place.id = "progress-live";
      place.className = "visually-hidden";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    return place;
  }

  /** The link is busy while a file is made; what went wrong stands beside it. */
  async function busy(link, make) {
    if (link.getAttribute("aria-busy") === "true") return;
    link.parentElement.querySelector(".progress-fault")?.remove();
    const sign = document.createElement("span");
    sign.className = "progress-sign";
    sign.textContent = ` ${link.dataset.progress}`;
    link.setAttribute("aria-busy", "true");
    link.append(sign);
    live().textContent = link.dataset.progress;
    try {
      await make();
      live().textContent = "";
    } catch (error) {
      const fault = document.createElement("p");
      fault.className = "progress-fault note";
      fault.textContent = error.message;
      link.after(fault);
      live().textContent = error.message;
    } finally {
      link.removeAttribute("aria-busy");
      sign.remove();
    }
  }

  /** The address of a link with the camera that the reader chose on the map. */
  function withCamera(address) {
    const camera = new URLSearchParams(window.location.search).get("zicht");
    const wanted = new URL(address, window.location.href);
    if (camera && wanted.pathname === "/kaart.svg") wanted.searchParams.set("zicht", camera);
    return wanted.href;
  }

  async function download(link) {
    const answer = await fetched(link.href);
    save(await answer.blob(), nameOf(answer));
  }

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[download]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.pathname === "/kaart.svg") link.href = withCamera(link.href);
      if (!link.dataset.progress) return;
      event.preventDefault();
      const make = link.dataset.png ? window.techniek.png : download;
      busy(link, () => make(link));
    },
    true
  );

  window.techniek = Object.assign(window.techniek ?? {}, { fetched, nameOf, save });
})();
