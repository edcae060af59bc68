/* Work that several things ask for, done once for all of them. */

/** A function that has the work done at the end of the task in which it is called, however often:
 * before anything of that task is on the screen.
 * @param {() => void} work
 */
export function together(work) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      work();
    });
  };
}
