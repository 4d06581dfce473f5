'use strict';
/** Tables of class "sortable": a button in every column's heading sorts the rows by it; what is no number goes last among numbers. */
for (const table of document.querySelectorAll('table.sortable')) {
  const headings = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const text = row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const number = Number(text.replace('−', '-').replace(/,|\s?%$|\s?Å$/g, ''));
    return { text, number: text === '' || Number.isNaN(number) ? null : number };
  };
  const compare = (a, b) => {
    if (a.number !== null && b.number !== null) return a.number - b.number;
    if (a.number !== null || b.number !== null) return a.number !== null ? -1 : 1;
    return a.text.localeCompare(b.text, 'en', { numeric: true });
  };
  const sort = column => {
    const ascending = headings[column].getAttribute('aria-sort') !== 'ascending';
    headings.forEach(heading => heading.removeAttribute('aria-sort'));
    headings[column].setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const rows = [...table.tBodies[0].rows].map(row => [key(row, column), row]);
    const numbers = rows.some(([a]) => a.number !== null);
    const last = a => numbers && a.number === null;
    rows.sort(([a], [b]) => (last(a) !== last(b) ? (last(a) ? 1 : -1) : (ascending ? 1 : -1) * compare(a, b)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  headings.forEach((heading, column) => {
    if (heading.textContent.trim() === '') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sort(column));
    heading.append(button);
  });
}
