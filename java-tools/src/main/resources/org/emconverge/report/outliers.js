'use strict';
/** The names of residues in the text that lead to their places, and the table of outliers. */
const outliers = {
  start() {
    for (const place of document.querySelectorAll('.place')) outliers.button(place);
    const table = document.getElementById('outlierTable');
    if (!table) return;
    outliers.rows = [...table.tBodies[0].rows];
    table.tBodies[0].addEventListener('click', event => {
      const row = event.target.closest('tr');
      const place = row?.querySelector('.place').dataset.place;
      if (place) outliers.show(Number(place), Number(row.dataset.model));
    });
    const kind = document.getElementById('outlierKind');
    kind.addEventListener('change', () => outliers.filter(kind.value));
    selection.onChange(outliers.mark);
  },

  /** A place without a number is that of nothing that can be chosen. */
  button(place) {
    if (place.dataset.place === '') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...place.childNodes);
    place.append(button);
    if (!place.closest('#outlierTable'))
      button.addEventListener('click', () => outliers.show(Number(place.dataset.place), null));
  },

  show(id, model) {
    selection.choose(id, model);
    document.getElementById('explorer').scrollIntoView({ block: 'start' });
  },

  filter(kind) {
    for (const row of outliers.rows) row.hidden = kind !== '' && row.dataset.kind !== kind;
    const shown = outliers.rows.filter(row => !row.hidden).length;
    const all = outliers.rows.length;
    document.getElementById('outlierCount').textContent = shown === all ? `${all} rows` : `${shown} of ${all} rows`;
  },

  mark() {
    for (const row of outliers.rows)
      row.classList.toggle('pointed', row.querySelector('.place').dataset.place === String(selection.chosen));
  },
};
