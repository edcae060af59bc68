/* What the server said of a user's file, in every language at once. */

/** What is said of a file in the language of the page: menu, legend, and whether there is none. */
export function tellFile(words, language) {
  const told = words?.[language];
  return [told?.menu ?? [], told?.legend ?? [], !told];
}

/** The same of a table of regions, in the menu. */
export function tellTable(words, language) {
  return words?.[language] ?? [];
}
