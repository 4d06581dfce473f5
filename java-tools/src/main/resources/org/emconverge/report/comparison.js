'use strict';
/** Two entries side by side: profiles, their difference, the residues that differ most, and all numbers. */
const comparison = {
  /** As many residues as a reader looks at. */
  MOST: 15,
  /** The heading of the numbers that are folded away. */
  FOLDED: 'Everything in summary.json',
  at: id => document.getElementById(id),
  make(tag, text = '', style = '') {
    const made = document.createElement(tag);
    if (text !== '') made.textContent = text;
    if (style) made.className = style;
    return made;
  },
  /** Vega is run once, whoever asks for it. */
  vega: () => (comparison.running ??= packed.run('vega')),
  data: () => (comparison.loading ??= packed.json('comparison')),

  /** @param pair the two entries, by their places among the page's */
  async show(pair) {
    comparison.pair = pair;
    const data = await comparison.data();
    const profiles = await (comparison.unpacking ??= packed.json('profiles'));
    const { at } = comparison;
    at('comparison').hidden = false;
    comparison.names(data);
    comparison.numbers(data);
    const known = pair.every(row => profiles[row] !== null);
    at('pairProfile').hidden = !known;
    at('pairWithout').hidden = known;
    if (!known) return;
    const [first, second] = pair.map(row => compared.residues(profiles[row], data));
    comparison.residues = compared.matched(first, second);
    comparison.measures = data.measures.filter(({ column }) => pair.every(row => profiles[row][column]));
    comparison.measure = comparison.measures.find(({ column }) => column === comparison.measure?.column);
    comparison.measure ??= comparison.measures[0];
    at('pairMatched').textContent = compared.matching(comparison.residues);
    comparison.molecules(...pair.map(row => profiles[row]));
    comparison.controls();
    await comparison.profile();
  },

  /** What has no place along a chain has a table of its own. */
  molecules(first, second) {
    const { at } = comparison;
    const rows = compared.molecules(first, second);
    at('pairMolecules').hidden = rows.length === 0;
    at('pairMoleculeRows').replaceChildren(
      ...rows.map(({ label, spreads: [a, b] }) =>
        comparison.row(label, [
          compared.number(a),
          compared.number(b),
          a === null || b === null ? '–' : compared.signed(b - a),
        ]),
      ),
    );
  },

  close() {
    comparison.pair = null;
    comparison.at('comparison').hidden = true;
  },

  names({ entries }) {
    const { at, make, pair } = comparison;
    const lines = pair.map((row, side) => {
      const { label, title, link, method } = entries[row];
      const line = make('li', '', 'side' + side);
      const name = link ? make('a', label) : make('span', label);
      if (link) name.href = link;
      line.append(make('b', side === 0 ? 'A ' : 'B '), name);
      if (title) line.append(make('span', ' ' + title, 'soft'));
      line.append(make('small', method));
      return line;
    });
    at('pairNames').replaceChildren(...lines);
    const [a, b] = pair.map(row => entries[row].method);
    at('pairRemark').textContent =
      a === b
        ? ''
        : 'They were made in different ways, and how far models part depends on that: mind it in what follows.';
  },

  /** The choice of measure, and of the chain where there are several. */
  controls() {
    const { at, make, measures, residues } = comparison;
    at('pairMeasures').replaceChildren(
      ...measures.map(measure => {
        const label = make('label');
        const radio = make('input');
        Object.assign(radio, { type: 'radio', name: 'pairMeasure', checked: measure === comparison.measure });
        radio.addEventListener('change', () => {
          comparison.measure = measure;
          comparison.profile();
        });
        label.append(radio, measure.title);
        return label;
      }),
    );
    const chains = [...new Set(residues.map(({ chain }) => chain))];
    const list = at('pairChain');
    list.replaceChildren(...chains.map(chain => make('option', chain)));
    list.onchange = () => comparison.draw();
    at('pairChainChoice').hidden = chains.length < 2;
  },

  async profile() {
    const { at, measure, residues } = comparison;
    const differences = compared.differences(residues, measure.column);
    const { determinedFrom } = await comparison.data();
    at('pairSummary').textContent = residues.some(({ a, b }) => a && b)
      ? compared.summary(differences, measure, determinedFrom)
      : '';
    comparison.farthest(differences);
    await comparison.draw();
  },

  farthest(differences) {
    const { at, measure } = comparison;
    const rows = differences
      .filter(({ difference }) => difference !== 0)
      .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
      .slice(0, comparison.MOST);
    at('pairFarthest').hidden = rows.length === 0;
    at('pairResidues').caption.textContent =
      `By the difference of the ${measure.title}${measure.unit ? `, ${measure.unit}` : ''}` +
      (differences.length > rows.length
        ? `; the first ${rows.length} of ${differences.length.toLocaleString('en')}`
        : '');
    at('pairResidues').tBodies[0].replaceChildren(
      ...rows.map(({ key, name, first, second, difference }) =>
        comparison.row(`${name} ${key}`, [
          compared.number(first),
          compared.number(second),
          compared.signed(difference),
        ]),
      ),
    );
  },

  row(heading, cells) {
    const { make } = comparison;
    const row = make('tr');
    const head = make('th', heading);
    head.scope = 'row';
    row.append(head, ...cells.map(text => make('td', text)));
    return row;
  },

  /** Each group of numbers is a body of the table, under its heading; what is folded away has a table of its own. */
  numbers({ numbers }) {
    const { at, make, pair } = comparison;
    const bodies = new Map();
    for (const { group, title, better, values } of numbers) {
      const [a, b] = pair.map(row => values[row]);
      if (a === null && b === null) continue;
      if (!bodies.has(group)) bodies.set(group, make('tbody'));
      const difference = a === null || b === null ? null : b - a;
      const signed = difference === null ? '' : compared.signed(difference);
      const differs = /[1-9]/.test(signed);
      const winner = !better || !differs ? '' : difference < 0 === (better === 'lower') ? 'B' : 'A';
      bodies.get(group).append(comparison.row(title, [compared.number(a), compared.number(b), signed, winner]));
    }
    const heading = text => {
      const row = make('tr');
      const head = make('th', text, 'group');
      Object.assign(head, { colSpan: 5, scope: 'rowgroup' });
      row.append(head);
      return row;
    };
    const folded = bodies.get(comparison.FOLDED);
    at('pairEverything').hidden = !folded;
    if (folded) at('pairFolded').replaceChildren(at('pairNumbers').tHead.cloneNode(true), folded);
    bodies.delete(comparison.FOLDED);
    for (const body of [...at('pairNumbers').tBodies]) body.remove();
    for (const [group, body] of bodies) {
      body.prepend(heading(group));
      at('pairNumbers').append(body);
    }
  },

  /** What the chart shows of a chain: points of both profiles, bars of the difference, and a place for the pointer each. */
  values(chain, labels) {
    const { column } = comparison.measure;
    const residues = comparison.residues.filter(residue => residue.chain === chain);
    const sharing = new Map();
    for (const { number } of residues) sharing.set(number, (sharing.get(number) ?? 0) + 1);
    const placed = new Map();
    const segments = [0, 0];
    const last = [null, null];
    const profile = [];
    const places = residues.map(({ key, name, number, a, b }) => {
      const width = 1 / sharing.get(number);
      const from = number - 0.5 + width * (placed.get(number) ?? 0);
      placed.set(number, (placed.get(number) ?? 0) + 1);
      const place = { residue: `${name} ${key}`, from, to: from + width, at: from + width / 2 };
      const values = [a, b].map(residue => residue?.values[column] ?? null);
      values.forEach((value, side) => {
        if (value === null) return;
        if (last[side] !== null && number - last[side] > 1) segments[side]++;
        last[side] = number;
        profile.push({ at: place.at, value, of: labels[side], segment: `${side} ${segments[side]}` });
      });
      const difference = values.includes(null) ? null : values[1] - values[0];
      return {
        ...place,
        a: compared.number(values[0]),
        b: compared.number(values[1]),
        difference,
        signed: difference === null ? '–' : compared.signed(difference),
        larger: labels[difference > 0 ? 1 : 0],
      };
    });
    return { profile, places };
  },

  async draw() {
    const { at, measure } = comparison;
    if (!packed.has('vega')) return;
    await comparison.vega();
    const { entries } = await comparison.data();
    const spec = await packed.json('comparisonChart');
    const labels = comparison.pair.map((row, side) => `${side === 0 ? 'A' : 'B'}: ${entries[row].label}`);
    const { profile, places } = comparison.values(at('pairChain').value, labels);
    if (places.length === 0) return;
    const axis = measure.unit ? `${measure.title} (${measure.unit})` : measure.title;
    const domain = [places[0].from, places.at(-1).to];
    const beside = 95; // of the axis, and of labels that reach beyond the ends
    const width = Math.max(230, Math.min(900, at('pairProfile').clientWidth - beside));
    const titles = [axis, 'B − A'];
    spec.vconcat.forEach((panel, index) => {
      panel.width = width;
      panel.data.values = places;
      for (const layer of panel.layer) {
        if (layer.encoding.x) layer.encoding.x.scale = { domain, nice: false, zero: false };
        if (layer.encoding.color) layer.encoding.color.scale.domain = labels;
      }
      panel.layer[0].encoding.y.axis.title = titles[index];
    });
    spec.vconcat[0].layer[0].data.values = profile;
    if (width < 480) spec.config.legend.columns = 1;
    comparison.view?.finalize();
    const { spec: compiled } = vega.compile(appearance.dress(spec), { logger: vega.logger(vega.Error) });
    comparison.view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      renderer: 'canvas',
      logLevel: vega.Error,
    });
    comparison.view.tooltip((_handler, event, _item, value) => comparison.tooltip(event, value));
    await comparison.view.initialize(at('pairChart')).runAsync();
    at('pairFigure').hidden = false;
  },

  /** Text only, at the pointer. */
  tooltip(event, value) {
    const box = comparison.at('tooltip');
    box.hidden = !value;
    if (!value) return;
    box.replaceChildren(
      ...Object.entries(value).map(([name, text]) =>
        comparison.make('div', ['residue', 'entry', 'title'].includes(name) ? text : `${name}: ${text}`),
      ),
    );
    box.style.left = Math.min(event.pageX + 14, document.documentElement.clientWidth - box.offsetWidth - 8) + 'px';
    box.style.top = event.pageY + 14 + 'px';
  },
};
