/* What scripts need of Dash. */

/** For an output that stays as it is. */
export function unchanged() {
  return window.dash_clientside.no_update;
}

/** Properties that started the callback that runs now, such as "threshold.value". */
export function triggers() {
  return window.dash_clientside.callback_context.triggered.map((one) => one.prop_id);
}

/** Give a component of the page other properties. */
export function setProps(id, props) {
  window.dash_clientside.set_props(id, props);
}
