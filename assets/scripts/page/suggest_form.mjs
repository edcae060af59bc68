/* What is sought where one more may help begins with the profile of the view; a reader chooses another
 * one until the view has another.
 */

export function beginSuggestion() {
  const form = document.getElementById("suggest-form");
  if (!form) return;
  const { profile } = form.closest("details").dataset;
  if (form.dataset.profile === profile) return;
  form.dataset.profile = profile;
  form.querySelector("select").value = profile;
}
