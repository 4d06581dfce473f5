'use strict';
/** The entries of the site, as the page carries them: a list for each thing that is known of them. */
const siteData = {
  /** How a column shows a number. */
  FORMATS: {
    mean: value => value.toFixed(Math.abs(value) < 0.095 && value !== 0 ? 3 : 2),
    median: value => value.toFixed(Math.abs(value) < 0.095 && value !== 0 ? 3 : 2),
    z: value => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(1),
    determined: value => siteData.percent(value),
    'below-1': value => siteData.percent(value),
    'above-3': value => siteData.percent(value),
    residues: value => String(value),
  },
  percent: value => (value > 0 && value < 1 ? '< 1 %' : `${value > 99 && value < 100 ? 99 : Math.round(value)} %`),

  async load() {
    const { ids, titles, words, withdrawn, methods, colours, method, columns } = await packed.json('entries');
    Object.assign(siteData, { ids, titles, methods, colours, method, withdrawn: new Set(withdrawn) });
    siteData.columns = new Map(
      columns.map(({ key, values }) => [key, Float64Array.from(values, value => value ?? NaN)]),
    );
    siteData.texts = ids.map((id, i) => `${id} ${titles[i]} ${words[i]}`.toLowerCase());
    siteData.places = Uint32Array.from(ids, (_, i) => i);
  },

  value: (column, entry) => siteData.columns.get(column)[entry],
  text(column, entry) {
    const value = siteData.value(column, entry);
    return Number.isNaN(value) ? '–' : (siteData.FORMATS[column] ?? String)(value);
  },
  address: entry => `entries/${siteData.ids[entry]}/index.html`,
};
