'use strict';
/** A column says what it is, and a shaded cell where its entry stands, under the pointer; a column also when it is reached by keys. */
function explain(table) {
  const box = document.getElementById('tooltip');
  const say = (text, element) => {
    box.replaceChildren(text);
    box.hidden = false;
    const { left, bottom } = element.getBoundingClientRect();
    box.style.left =
      Math.max(4, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - 8)) + scrollX + 'px';
    box.style.top = bottom + 6 + scrollY + 'px';
  };
  const hide = () => (box.hidden = true);
  for (const heading of table.tHead.rows[0].cells) {
    const meaning = document.getElementById('says-' + heading.dataset.column);
    const button = heading.querySelector('button');
    button.setAttribute('aria-describedby', meaning.id);
    heading.addEventListener('mouseenter', () => say(meaning.textContent, heading));
    button.addEventListener('focus', () => button.matches(':focus-visible') && say(meaning.textContent, heading));
    heading.addEventListener('mouseleave', hide);
    button.addEventListener('blur', hide);
  }
  table.tBodies[0].addEventListener('mouseover', event => {
    const cell = event.target.closest('td');
    if (cell?.dataset.place) say(placed(cell.dataset.place.split(' ').map(Number)), cell);
    else hide();
  });
  table.addEventListener('mouseleave', hide);
  document.addEventListener('keydown', event => event.key === 'Escape' && hide());
  document.addEventListener('scroll', hide, { passive: true, capture: true });
}

/** Where an entry stands: its percentile among so many, and at like resolution where it is given. */
const placed = ([all, of, alike, ofAlike]) =>
  `percentile ${all} among ${of.toLocaleString('en')} entries made alike` +
  (ofAlike === undefined ? '' : `, ${alike} among the ${ofAlike.toLocaleString('en')} at like resolution`);

/** On a phone, what is left out until it is asked for. */
function allColumns(table) {
  const button = document.getElementById('allColumns');
  button.hidden = false;
  button.addEventListener('click', () => {
    const all = table.classList.toggle('all');
    button.setAttribute('aria-pressed', String(all));
  });
}

/** The two entries that are ticked. */
const choice = {
  rows: [],
  at: id => document.getElementById(id),
  label: row => filters.facts.get(row).label,

  start(rows) {
    for (const row of rows) {
      const box = document.createElement('input');
      Object.assign(box, { type: 'checkbox', className: 'pick' });
      box.setAttribute('aria-label', 'compare ' + choice.label(row));
      row.cells[0].prepend(box);
      box.addEventListener('change', () => choice.tick(row, box.checked));
      box.addEventListener('keydown', event => event.key === 'Enter' && choice.rows.length === 2 && choice.show());
    }
    choice.at('pairHow').hidden = false;
    choice.at('pairShow').addEventListener('click', () => choice.show());
    choice.at('pairNone').addEventListener('click', () => choice.set([]));
    choice.at('pairClose').addEventListener('click', () => choice.set([]));
    choice.at('pairSwap').addEventListener('click', () => {
      choice.rows.reverse();
      choice.show();
    });
    filters.compared = () => (comparison.pair ? choice.rows.map(choice.label) : []);
    filters.choose = labels => {
      const named = labels.map(label => rows.find(row => choice.label(row) === label)).filter(Boolean);
      choice.set(named.slice(0, 2));
      if (named.length > 1) choice.show();
    };
  },

  /** Of three that are ticked the first is let go. */
  tick(row, on) {
    choice.set(on ? [...choice.rows, row].slice(-2) : choice.rows.filter(each => each !== row));
  },

  set(rows) {
    choice.rows.forEach(row => (row.querySelector('.pick').checked = false));
    rows.forEach(row => (row.querySelector('.pick').checked = true));
    choice.rows = rows;
    choice.at('pairBar').hidden = rows.length === 0;
    choice.at('pairShow').disabled = rows.length < 2;
    choice.at('pairChosen').textContent =
      rows.map(choice.label).join(' and ') + (rows.length === 1 ? ': tick another one' : ' (Enter compares them)');
    if (comparison.pair) comparison.close();
    filters.write();
  },

  async show() {
    await comparison.show(choice.rows.map(row => Number(row.id.slice(1))));
    filters.write();
    const section = choice.at('comparison');
    section.scrollIntoView({ block: 'start' });
    section.focus({ preventScroll: true });
  },
};

/** @param choose is called with the row of an entry whose mark is clicked */
async function drawChart(choose) {
  await comparison.vega();
  const spec = await packed.json('chart');
  const marks = spec.layer[spec.layer.length - 1];
  const entries = structuredClone(marks.data.values); // Vega marks what it is given as its own
  spec.params = [{ name: 'pointed', value: -1 }];
  spec.width = Math.max(220, Math.min(760, document.getElementById('trendPicture').clientWidth - 75));
  if (spec.width < 480) for (const { legend } of [marks.encoding.color, marks.encoding.shape]) legend.columns = 1;
  marks.mark.cursor = 'pointer';
  marks.encoding.opacity = { condition: { test: 'datum.shown', value: 0.9 }, value: 0.1 };
  marks.encoding.size = { condition: { test: 'datum.row === pointed', value: 190 }, value: marks.mark.size };
  marks.encoding.tooltip = [
    { field: 'id', title: 'entry' },
    { field: 'title' },
    { field: 'resolution', title: 'resolution Å' },
    { field: 'mean', title: 'mean Cα RMSD Å' },
    { field: 'method', title: 'made by' },
  ];
  const { spec: compiled } = vega.compile(appearance.dress(spec), { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
    expr: vega.expressionInterpreter,
    renderer: 'canvas',
    logLevel: vega.Error,
  });
  view.tooltip((_handler, event, _item, value) => comparison.tooltip(event, described(value)));
  view.addEventListener('click', (_event, item) => item?.datum?.row !== undefined && choose(item.datum.row));
  const place = document.getElementById('trendChart');
  await view.initialize(place).runAsync();
  place.hidden = false;
  document.getElementById('trendPicture').classList.add('replaced');
  return {
    show: isShown =>
      view
        .data(
          'entries',
          entries.map(entry => ({ ...entry, shown: isShown(entry.row) })),
        )
        .runAsync(),
    point: row => view.signal('pointed', row).runAsync(),
    finalize: () => view.finalize(),
  };
}

/** What the pointer is told of a mark; an entry may have no title. */
const described = value => value && Object.fromEntries(Object.entries(value).filter(([, text]) => text !== ''));

/** What the page of a run can do beyond being read. Without a chart the table still works. */
(async () => {
  const table = document.getElementById('entries');
  if (table) {
    const rows = [...table.tBodies[0].rows];
    const byRow = new Map(rows.map(row => [Number(row.id.slice(1)), row]));
    let chart = null;
    const point = row => {
      rows.forEach(each => each.classList.toggle('pointed', each === row));
      chart?.point(row ? Number(row.id.slice(1)) : -1);
    };
    table.tBodies[0].addEventListener('mouseover', event => point(event.target.closest('tr')));
    table.tBodies[0].addEventListener('focusin', event => point(event.target.closest('tr')));
    explain(table);
    allColumns(table);
    filters.start(table);
    if (packed.has('comparison')) choice.start(rows);
    if (packed.has('vega')) {
      const choose = row => {
        point(byRow.get(row));
        byRow.get(row).scrollIntoView({ block: 'center' });
        byRow.get(row).querySelector('a')?.focus({ preventScroll: true });
      };
      chart = await drawChart(choose);
      appearance.onChange(async () => {
        if (comparison.pair) comparison.draw();
        chart.finalize();
        chart = await drawChart(choose);
        filters.apply();
      });
    }
    let asked = false; // the chart is drawn once a frame, however fast one types
    filters.listeners.push(() => {
      if (asked || !chart) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        chart.show(row => !byRow.get(row).hidden);
      });
    });
    if (location.hash.length > 1) filters.restore();
    filters.apply();
  }
  document.body.dataset.ready = 'true';
})();
