/* What the scatter shows now. */

export const state = {
  message: null,
  plane: null, // where figures stand, and the dots: {id, x, y}
  drawn: null, // what was drawn for the message, see drawing.mjs
  active: null, // id of the dot under the pointer or the keys
  drag: null, // where a box began
  isHeld: false, // does the drawing have the focus?
};
