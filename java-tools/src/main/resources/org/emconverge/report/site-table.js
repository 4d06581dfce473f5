'use strict';
/** The table of the entries that are shown, of which only the rows in the window are there. */
const siteTable = {
  /** Of a row, pixels; site.css has it too. */
  HEIGHT: 44,
  /** Rows above and below the window. */
  SPARE: 8,
  entries: [],

  start() {
    siteTable.window = document.getElementById('window');
    siteTable.table = document.getElementById('rows');
    [siteTable.body] = siteTable.table.tBodies;
    siteTable.headings = [...siteTable.table.tHead.rows[0].cells];
    siteTable.window.hidden = false;
    siteTable.window.addEventListener('scroll', () => requestAnimationFrame(siteTable.draw), { passive: true });
    new ResizeObserver(() => siteTable.draw()).observe(siteTable.window);
    for (const heading of siteTable.headings)
      heading.querySelector('button')?.addEventListener('click', () => siteFilter.sortBy(heading.dataset.column));
    siteFilter.listeners.push(entries => {
      siteTable.entries = entries;
      siteTable.window.scrollTop = 0;
      siteTable.from = undefined;
      siteTable.draw();
    });
  },

  draw() {
    const { scrollTop, clientHeight } = siteTable.window;
    const rows = siteTable.entries.length;
    const first = Math.max(0, Math.floor(scrollTop / siteTable.HEIGHT) - siteTable.SPARE);
    const from = first - (first % siteTable.SPARE);
    const to = Math.min(rows, from + Math.ceil(clientHeight / siteTable.HEIGHT) + 3 * siteTable.SPARE);
    if (siteTable.from === from && siteTable.to === to) return;
    Object.assign(siteTable, { from, to });
    siteTable.table.setAttribute('aria-rowcount', rows + 1);
    for (const heading of siteTable.headings) {
      const isSorted = heading.dataset.column === siteFilter.sort.column;
      if (isSorted) heading.setAttribute('aria-sort', siteFilter.sort.down ? 'descending' : 'ascending');
      else heading.removeAttribute('aria-sort');
    }
    const drawn = [...siteTable.entries.subarray(from, to)].map((entry, i) => siteTable.row(entry, from + i));
    siteTable.body.replaceChildren(siteTable.space(from), ...drawn, siteTable.space(rows - to));
  },

  /** What stands for rows that are not there. */
  space(rows) {
    const row = document.createElement('tr');
    row.className = 'space';
    row.setAttribute('aria-hidden', 'true');
    const cell = row.appendChild(document.createElement('td'));
    cell.colSpan = siteTable.headings.length;
    cell.style.height = `${rows * siteTable.HEIGHT}px`;
    return row;
  },

  row(entry, place) {
    const row = document.createElement('tr');
    row.dataset.entry = entry;
    row.setAttribute('aria-rowindex', place + 2);
    row.classList.toggle('pointed', entry === siteTable.pointed);
    for (const { dataset } of siteTable.headings) {
      const cell = row.appendChild(document.createElement('td'));
      if (dataset.column === 'entry') siteTable.name(cell, entry);
      else if (dataset.column === 'method') {
        cell.className = 'text';
        cell.textContent = siteData.methods[siteData.method[entry]];
      } else cell.textContent = siteData.text(dataset.column, entry);
    }
    return row;
  },
  name(cell, entry) {
    const link = cell.appendChild(document.createElement('a'));
    link.href = siteData.address(entry);
    link.textContent = siteData.ids[entry];
    if (siteData.withdrawn.has(siteData.ids[entry])) {
      const mark = document.createElement('span');
      mark.className = mark.textContent = 'withdrawn';
      cell.append(' ', mark);
    }
    const title = siteData.titles[entry];
    if (title) {
      const small = cell.appendChild(document.createElement('small'));
      small.textContent = small.title = title;
    }
  },

  /** Scrolls to an entry and marks it. */
  point(entry) {
    const place = siteTable.entries.indexOf(entry);
    if (place < 0) return;
    siteTable.pointed = entry;
    siteTable.from = undefined;
    siteTable.window.scrollTop = Math.max(0, place * siteTable.HEIGHT - siteTable.window.clientHeight / 2);
    siteTable.draw();
    siteTable.window.scrollIntoView({ block: 'nearest' });
  },
};
