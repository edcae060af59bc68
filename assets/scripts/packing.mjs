/* Lists of whole numbers, packed by dashboard/messages/packing.py. */

const FIRST_LETTER = 35; // of nothing, which is -1
const BACKSLASH = 92; // is no letter

/** Lists of whole numbers travel as differences with the number before. */
export function summed(differences) {
  let sum = 0;
  return (
    differences?.map((difference) => {
      sum += difference;
      return sum;
    }) ?? null
  );
}

/** Numbers that travel as a letter each. */
export function numbersOf(letters) {
  if (typeof letters !== "string") return null;
  return Array.from(letters, (letter) => {
    const code = letter.charCodeAt();
    return code - FIRST_LETTER - 1 - Number(code > BACKSLASH);
  });
}

/** Numbers that travel as how far each is from the one before it, a letter each: 0, -1, 1, -2, 2. */
export function nearOf(letters) {
  return summed(numbersOf(letters)?.map((turn) => (turn % 2 ? -(turn + 1) / 2 : turn / 2)));
}
