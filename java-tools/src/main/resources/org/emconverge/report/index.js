'use strict';
/** Filters the table of entries, and draws the chart again with what a reader may choose in it. Without a chart the table still works. */
(async () => {
  const table = document.getElementById('entries');
  if (table) {
    const rows = [...table.tBodies[0].rows];
    const byRow = new Map(rows.map(row => [Number(row.id.slice(1)), row]));
    const facts = new Map(
      rows.map(row => [
        row,
        {
          text: row.cells[0].textContent.toLowerCase(),
          resolution: Number(row.cells[1].textContent),
          method: row.cells[row.cells.length - 1].textContent,
        },
      ]),
    );
    const form = document.getElementById('filter');
    const field = name => document.getElementById(name)?.value ?? '';
    let chart = null;

    const filter = () => {
      const words = field('text').toLowerCase().split(/\s+/).filter(Boolean);
      const [from, to] = ['from', 'to'].map(name => (field(name) === '' ? null : Number(field(name))));
      let shown = 0;
      for (const row of rows) {
        const { text, resolution, method } = facts.get(row);
        row.hidden = !(
          words.every(word => text.includes(word)) &&
          (from === null || resolution >= from) &&
          (to === null || resolution <= to) &&
          (field('method') === '' || method === field('method'))
        );
        shown += row.hidden ? 0 : 1;
      }
      document.getElementById('shown').textContent =
        shown === rows.length ? `${shown} shown` : `${shown} of ${rows.length} shown`;
      chart?.show(row => !byRow.get(row).hidden);
    };
    const point = row => {
      rows.forEach(each => each.classList.toggle('pointed', each === row));
      chart?.point(row ? Number(row.id.slice(1)) : -1);
    };
    form.hidden = false;
    form.addEventListener('input', filter);
    form.addEventListener('reset', () => setTimeout(filter));
    form.addEventListener('submit', event => event.preventDefault());
    table.tBodies[0].addEventListener('mouseover', event => point(event.target.closest('tr')));
    table.tBodies[0].addEventListener('focusin', event => point(event.target.closest('tr')));
    if (packed.has('vega')) {
      chart = await drawChart(row => {
        point(byRow.get(row));
        byRow.get(row).scrollIntoView({ block: 'center' });
        byRow.get(row).querySelector('a')?.focus({ preventScroll: true });
      });
    }
    filter();
  }
  document.body.dataset.ready = 'true';
})();

/** @param choose is called with the row of an entry whose mark is clicked */
async function drawChart(choose) {
  await packed.run('vega');
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
  const { spec: compiled } = vega.compile(spec, { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
    expr: vega.expressionInterpreter,
    renderer: 'canvas',
    logLevel: vega.Error,
  });
  view.tooltip((_handler, event, _item, value) => tooltip(event, value));
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
  };
}

/** Text only, at the pointer. */
function tooltip(event, value) {
  const box = document.getElementById('tooltip');
  box.hidden = !value;
  if (!value) return;
  box.replaceChildren(
    ...Object.entries(value)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => {
        const line = document.createElement('div');
        line.textContent = name === 'entry' || name === 'title' ? text : `${name}: ${text}`;
        return line;
      }),
  );
  box.style.left = Math.min(event.pageX + 14, document.documentElement.clientWidth - box.offsetWidth - 8) + 'px';
  box.style.top = event.pageY + 14 + 'px';
}
