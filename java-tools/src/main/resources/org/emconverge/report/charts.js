'use strict';
/** The charts of the figures, drawn again with what a reader may choose in them. */
const charts = {
  views: new Map(),
  /** The class of residues that have none. */
  NONE: 'none',
  /** Pixels beside a panel of several: its axis and what parts it from the next; and the room for more than two side by side. */
  PANEL_BESIDE: 84,
  TWO_COLUMNS: 660,
  /** Pixels by which the legend of confidence is wider than that of the spread. */
  WIDER: 90,

  async start(page) {
    await packed.run('vega');
    charts.page = page;
    charts.track = page.tracks[0];
    charts.chains = [...new Set(page.residues.chain.filter((_, id) => page.residues.ca_rmsd[id] !== null))];
    charts.chain = charts.chains[0];
    await charts.drawProfile();
    await charts.drawOthers();
    selection.onChange(charts.show);
    colours.onChange(charts.drawProfile);
    appearance.onChange(charts.drawOthers);
  },
  async drawOthers() {
    const { histogram, relations, ranking } = charts.page;
    await charts.draw('histogram', charts.histogram(histogram));
    if (relations) await charts.draw('relations', charts.panels('relations', relations, charts.residuePoint));
    if (ranking) await charts.draw('ranking', charts.panels('ranking', ranking, charts.modelPoint));
  },

  /** Signals that the charts' marks look at; users' text reaches them as values only. */
  withSignals: spec => ({
    ...structuredClone(spec),
    params: Object.entries({ chosen: -1, chosenRmsd: -1, low: -1, high: 1e9, model: '' }).map(([name, value]) => ({
      name,
      value,
    })),
  }),
  faded: { condition: { test: 'datum.rmsd >= low && datum.rmsd < high', value: 1 }, value: 0.12 },

  /** Pixels for a chart to fill. */
  room: name => document.getElementById(name + 'Chart').parentElement.clientWidth,

  histogram(figure) {
    const spec = charts.withSignals(figure);
    spec.width = Math.min(spec.width, charts.room('histogram') - 55);
    const bars = spec.layer[0];
    bars.mark.cursor = 'pointer';
    bars.encoding.opacity = {
      condition: { test: 'datum.to > low + 1e-6 && datum.from < high - 1e-6', value: 1 },
      value: 0.25,
    };
    bars.encoding.tooltip = [
      { field: 'from', title: 'from Å' },
      { field: 'to', title: 'to Å' },
      { field: 'count', title: 'residues' },
    ];
    spec.layer.push({
      data: { values: [{}] },
      transform: [{ calculate: 'chosenRmsd', as: 'at' }, { filter: 'chosenRmsd >= 0' }],
      mark: { type: 'point', shape: 'triangle-down', filled: true, size: 90, color: '#111', opacity: 1, y: -5 },
      encoding: { x: { field: 'at', type: 'quantitative' } },
    });
    return spec;
  },

  /** Of a few chains all; of more the one chosen. */
  profile(figure) {
    const spec = charts.withSignals(figure);
    spec.vconcat.forEach(charts.recolour);
    const legend = spec.vconcat[0].layer.map(({ encoding }) => [encoding.fill?.legend, encoding.stroke?.legend]);
    if (charts.chains.length > 4) spec.vconcat = [spec.vconcat[charts.chains.indexOf(charts.chain)]];
    spec.vconcat[0].layer.forEach(({ encoding }, layer) => {
      if (encoding.fill) encoding.fill.legend = legend[layer]?.[0];
    });
    const width = charts.room('profile') - rows.BESIDE;
    const isNarrow = width < rows.NARROW;
    if (isNarrow) spec.vconcat = spec.vconcat.flatMap(rows.of);
    for (const panel of spec.vconcat) {
      const moved = width - panel.width;
      panel.width = width;
      for (const { encoding } of panel.layer) {
        for (const channel of [encoding.fill, encoding.stroke])
          if (channel?.legend) channel.legend.legendX = isNarrow ? 0 : channel.legend.legendX + moved;
      }
      panel.layer[0].encoding.opacity = charts.faded;
      const tooltip = [{ field: 'residue' }, { field: 'rmsd', title: 'Cα RMSD (Å)' }];
      if (charts.page.confidence) tooltip.push({ field: 'confidence' });
      const { field, axis } = panel.layer[0].encoding.y;
      if (field !== 'rmsd' && field !== 'confidence') tooltip.push({ field, title: axis.title });
      panel.layer.push(
        {
          transform: [{ filter: 'datum.id === chosen' }],
          mark: { type: 'rule', color: '#111', strokeWidth: 1.4 },
          encoding: { x: { field: 'at', type: 'quantitative' } },
        },
        {
          transform: [{ filter: 'datum.id === chosen' }],
          mark: { type: 'point', shape: 'triangle-down', filled: true, size: 90, color: '#111', opacity: 1, y: -5 },
          encoding: { x: { field: 'at', type: 'quantitative' } },
        },
        {
          mark: { type: 'rect', fillOpacity: 0, strokeOpacity: 0, cursor: 'pointer', y: 0, y2: 'height' },
          encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' }, tooltip },
        },
      );
    }
    return spec;
  },

  /** Gives the bars the colours that were chosen; the figure has those of the spread's classes. */
  recolour(panel) {
    const { confidence } = charts.page.residues;
    for (const datum of panel.data.values) {
      datum.confidence = confidence?.[datum.id] ?? null;
      const of = colours.classOf(datum.id);
      datum.class = of === undefined ? charts.NONE : (of.label ?? datum.class);
    }
    const { encoding } = panel.layer[0];
    if (colours.scheme === 'even') {
      const scale = { domain: [0, EVEN_TO], range: evenColours(), clamp: true };
      for (const channel of ['fill', 'stroke'])
        encoding[channel] = { field: 'rmsd', type: 'quantitative', scale, legend: null };
    }
    if (['confidence', 'conformation'].includes(colours.scheme)) {
      const classes = colours.labelled();
      const domain = [...classes.map(({ label }) => label), charts.NONE];
      const range = [...classes.map(({ colour }) => colour), charts.page.spread.undefinedColour];
      for (const channel of ['fill', 'stroke']) encoding[channel].scale = { domain, range };
      const { legend } = encoding.fill;
      if (legend) Object.assign(legend, { values: domain.slice(0, -1), legendX: legend.legendX - charts.WIDER });
      const sampled = panel.layer[3]?.encoding.stroke?.legend;
      if (sampled) sampled.legendX -= charts.WIDER;
    }
  },

  drawProfile() {
    const line = document.getElementById('sampledLine');
    if (line) line.hidden = charts.track.column !== 'ca_rmsd'; // the other tracks have no line
    return charts.draw('profile', charts.profile(charts.track.profile));
  },

  /** The panels of a figure, each mark to be chosen, what is chosen larger. */
  panels(name, figure, point) {
    const spec = charts.withSignals(figure);
    const isNarrow = charts.room(name) < charts.TWO_COLUMNS;
    spec.columns = Math.min(spec.concat.length, isNarrow ? 2 : spec.columns);
    const room = charts.room(name) / spec.columns - charts.PANEL_BESIDE;
    for (const panel of spec.concat) {
      panel.width = Math.max(80, Math.min(panel.width, room));
      const { axis } = panel.encoding.x;
      // a title is no wider than its panel, nor are numbers closer than they can be read
      if (isNarrow) Object.assign(axis, { title: axis.title.split(/(?<=,) | (?=\()/), tickCount: 2 });
    }
    spec.concat = spec.concat.map(point);
    return spec;
  },
  layered(panel, tooltip, isChosen) {
    const { mark, encoding, ...rest } = panel;
    const { x, y } = encoding;
    return {
      ...rest,
      layer: [
        { mark: { ...mark, cursor: 'pointer' }, encoding: { ...encoding, tooltip } },
        {
          transform: [{ filter: isChosen }],
          mark: { type: 'point', size: 90, filled: false, stroke: '#111', strokeWidth: 2, opacity: 1 },
          encoding: { x: { field: x.field, type: x.type }, y: { field: y.field, type: y.type } },
        },
      ],
    };
  },
  residuePoint(panel) {
    const { x } = panel.encoding;
    const tooltip = [
      { field: 'residue' },
      { field: 'rmsd', title: 'Cα RMSD (Å)' },
      { field: x.field, title: [x.axis.title].flat().join(' ') },
    ];
    const layered = charts.layered(panel, tooltip, 'datum.id === chosen');
    layered.layer[0].encoding.opacity = { condition: { ...charts.faded.condition, value: 0.75 }, value: 0.08 };
    return layered;
  },
  modelPoint(panel) {
    const { x } = panel.encoding;
    const tooltip = [{ field: 'model' }, { field: 'rank' }, { field: x.field, title: [x.axis.title].flat().join(' ') }];
    return charts.layered(panel, tooltip, "model !== '' && datum.model === model");
  },

  /** @param data rows by the name of their source in the specification, which stays small without them */
  async draw(name, spec, data = {}) {
    const place = document.getElementById(name + 'Chart');
    charts.views.get(name)?.finalize();
    const { spec: compiled } = vega.compile(appearance.dress(spec), { logger: vega.logger(vega.Error) });
    const options = { expr: vega.expressionInterpreter, renderer: 'canvas', logLevel: vega.Error };
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), options);
    charts.views.set(name, view);
    view.tooltip((_handler, event, _item, value) => charts.tooltip(event, value));
    view.addEventListener('click', (_event, item) => item?.datum && charts.click(name, item.datum));
    charts.signal(view);
    for (const [source, rows] of Object.entries(data)) view.data(source, rows);
    await view.initialize(place).runAsync();
    place.hidden = false;
    place.parentElement.querySelector('.picture').classList.add('replaced');
  },

  click(name, datum) {
    if (name === 'histogram' && datum.from !== undefined) selection.limit([datum.from, datum.to]);
    if (datum.id !== undefined) selection.choose(datum.id, datum.of ?? null);
    if (datum.model !== undefined) {
      charts.views.get('ranking').signal('model', datum.model).runAsync();
      for (const row of document.querySelectorAll('#ranking tbody tr')) {
        row.classList.toggle(
          'pointed',
          [...row.cells].some(cell => cell.textContent === datum.model),
        );
      }
    }
  },

  signal(view) {
    const { chosen, range } = selection;
    view
      .signal('chosen', chosen ?? -1)
      .signal('chosenRmsd', chosen === null ? -1 : (charts.page.residues.ca_rmsd[chosen] ?? -1))
      .signal('low', range?.[0] ?? -1)
      .signal('high', range?.[1] ?? 1e9);
  },

  show() {
    const chain = charts.page.residues.chain[selection.chosen];
    if (charts.chains.length > 4 && chain !== undefined && chain !== charts.chain) {
      charts.chain = chain;
      document.getElementById('chain').value = chain;
      charts.drawProfile();
    }
    for (const view of charts.views.values()) {
      charts.signal(view);
      view.runAsync();
    }
  },

  /** Text only, at the pointer. */
  tooltip(event, value) {
    const box = document.getElementById('tooltip');
    box.hidden = !value;
    if (!value) return;
    box.replaceChildren(
      ...Object.entries(value).map(([name, text]) => {
        const line = document.createElement('div');
        line.textContent = name === 'residue' || name === 'model' ? text : `${name}: ${text}`;
        return line;
      }),
    );
    box.style.left = Math.min(event.pageX + 14, document.documentElement.clientWidth - box.offsetWidth - 8) + 'px';
    box.style.top = event.pageY + 14 + 'px';
  },
};
