/* What the curve shows now. */

export const state = {
  message: null,
  value: null, // the threshold as the handle shows it, released or not
  drawn: null, // what was drawn for the message, see drawing.mjs
  drag: null, // pointer that moves the handle, and where it began
  rest: null, // timer that runs since the last key
  isHeld: false, // does the handle have the focus, also when its element was replaced?
  isWaiting: false, // did a message come during a drag?
};
