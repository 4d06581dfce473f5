'use strict';
/**
 * Which entries are shown and in which order: by words, by limits of any column and by who made the models. The choice is
 * kept in the fragment of the address, so that a link shows the same.
 */
const siteFilter = {
  listeners: [],
  sort: { column: 'entry', down: false },
  /** Of the address: from and to of a limit, which may be left out. */
  BETWEEN: '..',
  at: id => document.getElementById(id),

  start() {
    siteFilter.form = siteFilter.at('filter');
    siteFilter.limits = [...siteFilter.form.querySelectorAll('.limit')].map(box => ({
      box,
      column: box.dataset.column,
      least: box.querySelector('.least'),
      most: box.querySelector('.most'),
      always: !box.hidden,
    }));
    const further = siteFilter.at('further');
    for (const { box, column, always } of siteFilter.limits)
      if (!always) further.append(new Option(box.querySelector('legend').textContent, column));
    further.addEventListener('change', () => {
      if (further.value) siteFilter.open(further.value).least.focus();
      further.value = '';
    });
    siteFilter.form.hidden = false;
    siteFilter.form.addEventListener('input', event => event.target !== further && siteFilter.changed());
    siteFilter.form.addEventListener('submit', event => event.preventDefault());
    siteFilter.form.addEventListener('reset', event => {
      event.preventDefault();
      siteFilter.read(new URLSearchParams());
      siteFilter.changed();
    });
    addEventListener('hashchange', siteFilter.restore);
    siteFilter.restore();
  },

  limit: column => siteFilter.limits.find(limit => limit.column === column),
  /** Shows the fields for the limits of a column. */
  open(column) {
    const limit = siteFilter.limit(column);
    limit.box.hidden = false;
    return limit;
  },
  /** Sets the limits of a column; an empty text sets none. */
  between(column, least, most) {
    const limit = siteFilter.limit(column);
    limit.least.value = least;
    limit.most.value = most;
    if (least !== '' || most !== '') limit.box.hidden = false;
  },
  set: () => siteFilter.limits.filter(({ least, most }) => least.value !== '' || most.value !== ''),
  method: () => siteFilter.at('method')?.value ?? '',

  /** Finds the entries that are asked for. What lacks a number is not shown by a limit of it. */
  apply() {
    const words = siteFilter.at('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const limits = siteFilter
      .set()
      .map(({ column, least, most }) => [
        siteData.columns.get(column),
        least.value === '' ? -Infinity : Number(least.value),
        most.value === '' ? Infinity : Number(most.value),
      ]);
    const method = siteData.methods.indexOf(siteFilter.method());
    const shown = siteData.places.filter(
      entry =>
        limits.every(([values, least, most]) => values[entry] >= least && values[entry] <= most) &&
        (method < 0 || siteData.method[entry] === method) &&
        words.every(word => siteData.texts[entry].includes(word)),
    );
    siteFilter.shown = siteFilter.sorted(shown);
    const say = number => number.toLocaleString('en');
    const all = siteData.ids.length;
    siteFilter.at('shown').textContent =
      (shown.length === all ? say(all) : `${say(shown.length)} of ${say(all)}`) + (all === 1 ? ' entry' : ' entries');
    siteFilter.listeners.forEach(listener => listener(siteFilter.shown));
  },

  /** What has no number comes last, whichever way. */
  sorted(shown) {
    const { column, down } = siteFilter.sort;
    if (column === 'entry') return down ? shown.reverse() : shown;
    const values = siteData.columns.get(column);
    const way = down ? -1 : 1;
    return shown.sort((a, b) => {
      const [x, y] = [values[a], values[b]];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y) || a - b;
      return way * (x - y) || a - b;
    });
  },
  sortBy(column) {
    const same = siteFilter.sort.column === column;
    siteFilter.sort = { column, down: same && !siteFilter.sort.down };
    siteFilter.changed();
  },

  changed() {
    siteFilter.apply();
    siteFilter.write();
  },
  write() {
    const query = new URLSearchParams();
    const text = siteFilter.at('text').value;
    if (text) query.set('find', text);
    for (const { column, least, most } of siteFilter.set())
      query.set(column, least.value + siteFilter.BETWEEN + most.value);
    if (siteFilter.method()) query.set('method', siteFilter.method());
    const { column, down } = siteFilter.sort;
    if (column !== 'entry' || down) query.set('sort', (down ? '-' : '') + column);
    const fragment = query.toString();
    if (fragment === location.hash.slice(1)) return;
    history.replaceState(null, '', fragment ? '#' + fragment : location.pathname + location.search);
  },
  /** Puts into the form what a fragment says; what it does not say is empty. */
  read(query) {
    siteFilter.at('text').value = query.get('find') ?? '';
    if (siteFilter.at('method')) siteFilter.at('method').value = query.get('method') ?? '';
    for (const { column, always, box } of siteFilter.limits) {
      const [least = '', most = ''] = (query.get(column) ?? '').split(siteFilter.BETWEEN);
      box.hidden = !always;
      siteFilter.between(column, least, most);
    }
    const sort = query.get('sort') ?? 'entry';
    const column = sort.replace(/^-/, '');
    if (column === 'entry' || siteData.columns.has(column)) siteFilter.sort = { column, down: sort.startsWith('-') };
  },
  restore() {
    siteFilter.read(new URLSearchParams(location.hash.slice(1)));
    siteFilter.apply();
  },
};
