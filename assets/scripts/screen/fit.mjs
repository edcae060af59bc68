/* On a large screen all words have room: they are made smaller until they do.
 *
 * The server guesses how large they can be (dashboard/page/components/screen_size.py); only the
 * browser knows where lines break, in this window and while limits are played.
 */

const SMALLEST = 0.5;
const STEP = 0.01;

function isFull({ scrollHeight, clientHeight, scrollWidth, clientWidth }) {
  return scrollHeight > clientHeight || scrollWidth > clientWidth;
}

/** The words beside the map fit in the window. */
export function fitWords() {
  for (const panel of document.querySelectorAll(".screen-panel")) {
    panel.style.removeProperty("--fit");
    let size = Number(panel.style.getPropertyValue("--guess"));
    while (isFull(panel) && size > SMALLEST) {
      size -= STEP;
      panel.style.setProperty("--fit", size.toFixed(2));
    }
  }
}

window.addEventListener("resize", fitWords);
document.fonts.ready.then(fitWords);
