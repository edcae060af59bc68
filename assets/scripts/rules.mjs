/* What the server knows and scripts need: names of parameters, thresholds, codes, colours.
 *
 * dashboard/messages/rules.py writes it into the page; no script says any of it again.
 */

/** How far is too far, by one measure.
 * @typedef {object} Measure
 * @property {string} parameter its name in the address
 * @property {number} usual
 * @property {number} least
 * @property {number} most
 * @property {number} step
 * @property {string} unit
 * @property {string} phrase key of the words of the threshold
 * @property {Record<string, string>} phraseAt speed -> another key
 */

/** A whole number in the address.
 * @typedef {object} WholeNumber
 * @property {string} parameter
 * @property {number} usual
 * @property {number} least
 * @property {number} most
 * @property {number} step
 */

/** One of some words in the address.
 * @typedef {object} Choice
 * @property {string} parameter
 * @property {string} usual
 * @property {string[]} words
 */

/** A parameter of the address with a word that it can have.
 * @typedef {object} Word
 * @property {string} parameter
 * @property {string} word
 */

/** Where a camera may stand.
 * @typedef {object} CameraRange
 * @property {string} parameter
 * @property {number} lon farthest from zero
 * @property {number} lat farthest from zero
 * @property {number} least zoom
 * @property {number} most zoom
 */

/** Which moment of a question with changes is shown.
 * @typedef {object} Moment
 * @property {string} parameter
 * @property {string} now the word of the offer as it is
 * @property {string} changes the parameter of what changes
 */

/** Regions that are chosen.
 * @typedef {object} ChosenRange
 * @property {string} parameter
 * @property {number} most
 */

/** Numbers of classes that are no position in the colours.
 * @typedef {object} Codes
 * @property {number} noData
 * @property {number} onlyDp only Dienstverlening en Producten: this number in the first colour,
 * one less in the second, and so on
 */

/** The path of the map, and what scripts fetch.
 * @typedef {object} Addresses
 * @property {string} base where the site begins: what stands before the addresses in messages
 * @property {string} map
 * @property {string} rings
 * @property {string} update
 * @property {string} limits
 * @property {string} drawing
 * @property {string} font
 */

/** Colours that scripts paint with.
 * @typedef {object} Inks
 * @property {string} ink
 * @property {string} paper
 * @property {string} facility
 */

/** @typedef {object} Rules
 * @property {Choice} measure
 * @property {Record<string, Measure>} measures word in the address -> measure
 * @property {WholeNumber} speed
 * @property {Choice} language
 * @property {Choice} screen
 * @property {string} screenWord the word that asks for the large screen
 * @property {CameraRange} camera
 * @property {ChosenRange} chosen
 * @property {Moment} moment
 * @property {string} site name of the parameter of a site
 * @property {Word} square asks a drawing for its square form
 * @property {string[]} parameters names in the order in which the server writes them
 * @property {string} shownHeader header in which a question says what is shown
 * @property {string[]} closest the levels of which the browser itself follows a threshold
 * @property {Codes} codes
 * @property {Addresses} addresses
 * @property {Inks} inks
 * @property {number} largestFile bytes of a file of the user
 * @property {Record<string, Record<string, string>>} titles page beside the map -> language -> title
 */

/** @type {Rules | null} */
let known = null;

/** @returns {Rules} */
export function rules() {
  known ??= JSON.parse(document.getElementById("rules").textContent);
  return known;
}
