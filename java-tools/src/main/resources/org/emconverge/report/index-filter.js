'use strict';
/**
 * What of the entries is shown: by words, by limits of any column, by who made the models, and whether they failed. The
 * choice is kept in the fragment of the address, so that a link shows the same.
 */
const filters = {
  listeners: [],
  /** Of the address: from and to of a limit, which may be left out. */
  BETWEEN: '..',

  /** @param table of the entries */
  start(table) {
    filters.table = table;
    filters.form = document.getElementById('filter');
    filters.headings = [...table.tHead.rows[0].cells];
    filters.rows = [...table.tBodies[0].rows];
    filters.facts = new Map(filters.rows.map(row => [row, filters.factsOf(row)]));
    filters.failures = [...(document.getElementById('failures')?.tBodies[0].rows ?? [])];
    const further = document.getElementById('further');
    for (const heading of filters.headings.slice(1)) {
      const { column } = heading.dataset;
      const numeric = filters.rows.some(row => Number.isFinite(filters.facts.get(row).numbers[column]));
      if (numeric && column !== 'histogram' && !filters.limit(column)) {
        further.append(new Option(heading.textContent.trim(), column));
      }
    }
    further.addEventListener('change', () => {
      if (further.value) filters.add(further.value).querySelector('input').focus();
      further.value = '';
    });
    filters.form.hidden = false;
    filters.form.addEventListener('input', event => event.target !== further && filters.changed());
    filters.form.addEventListener('reset', event => {
      event.preventDefault();
      filters.read(new URLSearchParams());
      filters.changed();
    });
    filters.form.addEventListener('submit', event => event.preventDefault());
    table.tHead.addEventListener('click', () => filters.write());
    addEventListener('hashchange', () => filters.restore());
  },

  factsOf(row) {
    const numbers = {};
    filters.headings.forEach((heading, index) => {
      const value = row.cells[index].dataset.value ?? row.cells[index].textContent;
      numbers[heading.dataset.column] = value === '' ? NaN : Number(value);
    });
    const [{ dataset, textContent }] = row.cells;
    return {
      label: dataset.run ? `${dataset.value} (${dataset.run})` : dataset.value,
      text: textContent.toLowerCase(),
      method: row.cells[row.cells.length - 1].textContent,
      failed: row.dataset.failed !== undefined,
      numbers,
    };
  },

  limits: () => [...filters.form.querySelectorAll('.limit')],
  limit: column => filters.limits().find(({ dataset }) => dataset.column === column),

  /** The fields for the limits of another column. */
  add(column) {
    const option = [...document.getElementById('further').options].find(({ value }) => value === column);
    const made = filters.form.querySelector('.limit').cloneNode(true);
    made.dataset.column = column;
    made.dataset.added = '';
    made.querySelector('legend').textContent = option.text;
    const { unit } = filters.headings.find(({ dataset }) => dataset.column === column).dataset;
    made.lastChild.textContent = ' ' + unit;
    for (const [style, word] of [
      ['least', 'from'],
      ['most', 'to'],
    ]) {
      const field = made.querySelector('.' + style);
      field.value = '';
      field.setAttribute('aria-label', `${option.text} ${word}`);
    }
    option.hidden = option.disabled = true;
    document.getElementById('further').parentElement.before(made);
    return made;
  },

  field: id => document.getElementById(id),
  value: id => filters.field(id)?.value ?? '',

  /** The limits that are set: column, from and to. */
  set: () =>
    filters
      .limits()
      .map(each => ({
        column: each.dataset.column,
        least: each.querySelector('.least').value,
        most: each.querySelector('.most').value,
      }))
      .filter(({ least, most }) => least !== '' || most !== ''),

  /** Shows what the form asks for. What lacks a number is not shown by a limit of it. */
  apply() {
    const words = filters.value('text').toLowerCase().split(/\s+/).filter(Boolean);
    const limits = filters.set();
    const [method, state] = [filters.value('method'), filters.value('state')];
    const within = (value, { least, most }) =>
      !Number.isNaN(value) && (least === '' || value >= Number(least)) && (most === '' || value <= Number(most));
    for (const row of filters.rows) {
      const { text, numbers, method: madeBy, failed } = filters.facts.get(row);
      row.hidden = !(
        words.every(word => text.includes(word)) &&
        limits.every(limit => within(numbers[limit.column], limit)) &&
        (method === '' || method === madeBy) &&
        (state === '' || (state === 'failed') === failed)
      );
    }
    for (const row of filters.failures) {
      const text = row.textContent.toLowerCase();
      row.hidden = limits.length > 0 || method !== '' || state === 'made' || !words.every(word => text.includes(word));
    }
    const section = filters.field('failedEntries');
    if (section) section.hidden = filters.failures.every(row => row.hidden);
    filters.field('shown').textContent = filters.counted();
    filters.listeners.forEach(listener => listener());
  },

  counted() {
    const say = number => number.toLocaleString('en');
    const shown = rows => rows.filter(row => !row.hidden).length;
    const of = (part, all) => (part === all ? say(all) : `${say(part)} of ${say(all)}`);
    const listed = `${of(shown(filters.rows), filters.rows.length)} ${filters.rows.length === 1 ? 'entry' : 'entries'}`;
    if (filters.failures.length === 0) return listed;
    const failed = new Set(filters.failures.map(row => row.cells[0].textContent));
    const seen = new Set(filters.failures.filter(row => !row.hidden).map(row => row.cells[0].textContent));
    return `${listed}; ${of(seen.size, failed.size)} without a report`;
  },

  changed() {
    filters.apply();
    filters.write();
  },

  /** The fragment says what is chosen, and nothing where nothing is. */
  write() {
    const query = new URLSearchParams();
    if (filters.value('text')) query.set('find', filters.value('text'));
    for (const { column, least, most } of filters.set()) query.set(column, least + filters.BETWEEN + most);
    for (const id of ['method', 'state']) if (filters.value(id)) query.set(id, filters.value(id));
    const sorted = filters.headings.find(heading => heading.hasAttribute('aria-sort'));
    if (sorted)
      query.set('sort', (sorted.getAttribute('aria-sort') === 'descending' ? '-' : '') + sorted.dataset.column);
    for (const label of filters.compared?.() ?? []) query.append('compare', label);
    const fragment = query.toString();
    if (fragment === location.hash.slice(1)) return;
    history.replaceState(null, '', fragment ? '#' + fragment : location.pathname + location.search);
  },

  /** Puts into the form what a fragment says; what it does not say is empty. */
  read(query) {
    filters.field('text').value = query.get('find') ?? '';
    for (const id of ['method', 'state']) if (filters.field(id)) filters.field(id).value = query.get(id) ?? '';
    for (const each of filters.limits()) {
      if (each.dataset.added === undefined) each.querySelectorAll('input').forEach(field => (field.value = ''));
      else each.remove();
    }
    for (const option of filters.field('further').options) option.hidden = option.disabled = false;
    for (const { dataset } of filters.headings) {
      const between = query.get(dataset.column)?.split(filters.BETWEEN);
      const known =
        filters.limit(dataset.column) ??
        [...filters.field('further').options].find(({ value }) => value === dataset.column);
      if (between?.length !== 2 || !known) continue;
      const limit = filters.limit(dataset.column) ?? filters.add(dataset.column);
      limit.querySelector('.least').value = between[0];
      limit.querySelector('.most').value = between[1];
    }
  },

  /** From the address of the page: a fragment that is no place on it. */
  restore() {
    const fragment = location.hash.slice(1);
    if (fragment && document.getElementById(fragment)) return;
    const query = new URLSearchParams(fragment);
    filters.read(query);
    const sort = query.get('sort') ?? '';
    const heading = filters.headings.find(({ dataset }) => dataset.column === sort.replace(/^-/, ''));
    const wanted = sort.startsWith('-') ? 'descending' : 'ascending';
    for (let clicks = 0; heading && clicks < 2 && heading.getAttribute('aria-sort') !== wanted; clicks++)
      heading.querySelector('button').click();
    filters.choose?.(query.getAll('compare'));
    filters.changed();
  },
};
