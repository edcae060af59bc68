// Stands for country-iso-search: only `locationmode: "country names"` asks for names of countries,
// and its table of the world is 67 kB that every start would index.
exports.COUNTRIES = [];
exports.createLookup = () => ({ lookupAlpha3: () => undefined });
