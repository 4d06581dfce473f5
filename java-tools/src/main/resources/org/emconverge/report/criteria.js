'use strict';
/** Every residue by every criterion: lines of coloured cells that break where the page ends, a list to choose from for each chain. */
const criteria = {
  /** Pixels. */
  CELL: { wide: 10, narrow: 8 },
  ROW: 11,
  HEAD: 25,
  LABELS: 86,
  STYLES: { 0: 'good', 1: 'watch', 2: 'bad' },

  start(page, residues) {
    const place = document.getElementById('criteriaChart');
    const rows = page.geometry.criteria;
    if (!place || !rows.length) return;
    Object.assign(criteria, { page, residues, place, rows });
    criteria.chains = [...document.querySelectorAll('#sequences .letters')].map(letters => {
      const cells = [...letters.querySelectorAll('i[id]')].map(letter => ({
        id: Number(letter.id.slice(1)),
        letter: letter.textContent,
      }));
      return criteria.chain(letters.dataset.chain, cells);
    });
    document.getElementById('withoutCriteria').hidden = true;
    document.getElementById('criteriaKey').hidden = false;
    criteria.layout();
    new ResizeObserver(criteria.layout).observe(place);
    selection.onChange(criteria.show);
  },

  /** The list of a chain; its lines are drawn later. */
  chain(name, cells) {
    const list = element('div', '', 'criteria-chain');
    const ids = cells.map(({ id }) => id).filter(id => criteria.page.residues.ca_rmsd[id] !== null);
    list.setAttribute('role', 'slider');
    list.setAttribute('aria-label', `Criteria of the residues of chain ${name}; arrow keys choose`);
    list.setAttribute('aria-valuemin', 1);
    list.setAttribute('aria-valuemax', Math.max(1, ids.length));
    list.tabIndex = 0;
    const chain = { list, ids, cells, lines: [] };
    list.addEventListener('click', event => criteria.at(event, chain, id => selection.choose(id)));
    list.addEventListener('pointermove', event =>
      criteria.at(
        event,
        chain,
        id => charts.tooltip(event, criteria.told(id)),
        () => charts.tooltip(event, null),
      ),
    );
    list.addEventListener('pointerleave', event => charts.tooltip(event, null));
    list.addEventListener('keydown', event => {
      if (!criteria.residues.move(event, ids)) return;
      criteria.chains.find(of => of.ids.includes(selection.chosen))?.list.focus({ preventScroll: true });
    });
    criteria.valued(chain);
    criteria.place.append(element('h3', `Chain ${name}`), list);
    return chain;
  },

  /** What is at a pointer. */
  at(event, { lines, ids }, then, otherwise = () => {}) {
    const line = lines.find(({ picture }) => picture.contains(event.target));
    const x = line ? event.clientX - line.picture.getBoundingClientRect().left - criteria.LABELS : -1;
    const id = line?.columns[Math.floor(x / criteria.cell)]?.id;
    if (x >= 0 && ids.includes(id)) then(id);
    else otherwise();
  },

  /** As many cells in a line as there is room for, in tens. */
  layout() {
    const narrow = document.documentElement.clientWidth < 700;
    const cell = narrow ? criteria.CELL.narrow : criteria.CELL.wide;
    const style = getComputedStyle(criteria.place);
    const width = criteria.place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const fit = Math.max(10, 10 * Math.floor((width - criteria.LABELS - 1) / cell / 10));
    if (fit === criteria.fit && cell === criteria.cell) return;
    Object.assign(criteria, { fit, cell });
    for (const chain of criteria.chains) {
      const columns = criteria.columns(chain.cells);
      chain.lines = [];
      for (let from = 0; from < columns.length; from += fit)
        chain.lines.push(criteria.line(columns.slice(from, from + fit)));
      chain.list.replaceChildren(...chain.lines.map(({ picture }) => picture));
    }
    criteria.show();
  },
  /** The cells with an empty column where residues are missing. */
  columns(cells) {
    const { number } = criteria.page.residues;
    return cells.flatMap((cell, place) => {
      const gap = place > 0 && number[cell.id] > number[cells[place - 1].id] + 1;
      return gap ? [null, cell] : [cell];
    });
  },

  line(columns) {
    const { cell, ROW, HEAD, LABELS, rows } = criteria;
    const picture = criteria.svg('svg', {
      width: LABELS + cell * columns.length + 1,
      style: 'overflow: visible',
      height: HEAD + ROW * rows.length + 2,
      'aria-hidden': true,
    });
    const { number, icode } = criteria.page.residues;
    const isTen = column => Boolean(column) && number[column.id] % 10 === 0 && icode[column.id] === '';
    const isNear = columns.slice(1, 4).some(isTen); // the first number would run into it
    columns.forEach((column, at) => {
      if (isTen(column) || (column && at === 0 && !isNear))
        picture.append(criteria.svg('text', { x: LABELS + cell * at, y: 9, class: 'number' }, number[column.id]));
    });
    const letters = columns.map(column => column?.letter ?? ' ').join('');
    const x = columns.map((_, at) => LABELS + cell * (at + 0.5)).join(' ');
    picture.append(criteria.svg('text', { x, y: 20, class: 'letters-row' }, letters.replaceAll(' ', '·')));
    rows.forEach(({ title, grades }, row) => {
      const y = HEAD + ROW * row;
      picture.append(criteria.svg('text', { x: LABELS - 5, y: y + 8.5, class: 'label' }, title));
      picture.append(...criteria.cells(columns, grades, y));
    });
    return { columns, picture };
  },
  /** A path for all cells of one grade. */
  cells(columns, grades, y) {
    const { cell, ROW, LABELS, STYLES } = criteria;
    const paths = {};
    columns.forEach((column, at) => {
      if (!column) return;
      const style = STYLES[grades[column.id]] ?? 'unknown';
      paths[style] = (paths[style] ?? '') + `M${LABELS + cell * at} ${y}h${cell - 1}v${ROW - 1}h${1 - cell}z`;
    });
    return Object.entries(paths).map(([style, d]) => criteria.svg('path', { d, class: 'cell ' + style }));
  },
  svg(tag, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  },

  /** What is known of a residue by each criterion. */
  told(id) {
    const { page, rows } = criteria;
    const told = { residue: `${page.residues.name[id]} ${criteria.residues.name(id)}` };
    for (const { key, title, grades, counts } of rows) told[title] = criteria.text(key, id, grades[id], counts[id]);
    return told;
  },
  text(key, id, grade, count) {
    if (grade === '-') return 'not known';
    if (count) return `${count} of ${criteria.page.geometry.models.length} models`;
    const value = card.value(key, id);
    return value === null ? 'none' : card.text(value, key === 'ca_rmsd' ? 'Å' : '');
  },

  show() {
    criteria.place.querySelector('.marker')?.remove();
    const { chosen } = selection;
    for (const chain of criteria.chains) {
      criteria.valued(chain);
      const line = chain.lines.find(({ columns }) => columns.some(column => column?.id === chosen));
      if (line) criteria.mark(line, chosen);
    }
  },
  valued({ list, ids }) {
    const at = ids.indexOf(selection.chosen);
    const words = Object.values(at < 0 ? { none: 'no residue chosen' } : criteria.words(ids[at]));
    list.setAttribute('aria-valuenow', Math.max(1, at + 1));
    list.setAttribute('aria-valuetext', words.join(', '));
  },
  words: id => Object.entries(criteria.told(id)).map(([name, text]) => (name === 'residue' ? text : `${name} ${text}`)),
  /** A frame round the residue's column; a box that is scrolled shows it. */
  mark({ columns, picture }, id) {
    const { cell, ROW, HEAD, LABELS, rows, place } = criteria;
    const at = columns.findIndex(column => column?.id === id);
    picture.append(
      criteria.svg('rect', {
        class: 'marker',
        x: LABELS + cell * at - 1,
        y: 11,
        width: cell + 1,
        height: HEAD - 11 + ROW * rows.length,
      }),
    );
    const [inner, outer] = [picture.getBoundingClientRect(), place.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      place.scrollTop += inner.top - outer.top - (place.clientHeight - inner.height) / 2;
  },
};
