'use strict';
/** The charts of a page of series, drawn again in the width of the screen and the colours of the page. */
const seriesCharts = {
  views: new Map(),

  async start(page) {
    for (const picture of document.querySelectorAll('img[data-block]')) {
      picture.src = 'data:image/svg+xml,' + encodeURIComponent(await packed.text(picture.dataset.block));
      picture.hidden = false;
    }
    await packed.run('vega');
    seriesCharts.names = page.series.flatMap(series => series.charts);
    await seriesCharts.draw();
    appearance.onChange(seriesCharts.draw);
    let width = innerWidth;
    addEventListener('resize', () => {
      if (innerWidth === width) return; // as where a phone hides the bar of its browser
      width = innerWidth;
      seriesCharts.draw();
    });
  },

  async draw() {
    for (const name of seriesCharts.names) await seriesCharts.one(name);
  },

  async one(name) {
    const place = document.getElementById(name + 'Chart');
    const spec = seriesCharts.fitted(await packed.json(name), place.parentElement.clientWidth);
    const { spec: compiled } = vega.compile(appearance.dress(spec), { logger: vega.logger(vega.Error) });
    const options = { expr: vega.expressionInterpreter, renderer: 'canvas', logLevel: vega.Error };
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), options);
    seriesCharts.views.get(name)?.finalize();
    seriesCharts.views.set(name, view);
    view.tooltip((_handler, event, _item, value) => seriesCharts.tooltip(event, value));
    await view.initialize(place).runAsync();
    place.hidden = false;
    document.getElementById(name + 'Picture').classList.add('replaced');
  },

  /** Pixels beside a panel: its axis, and a legend at its right or below it where there is no room. */
  BESIDE: 66,
  LEGEND: 90,
  NARROW: 560,
  fitted(spec, room) {
    const width = Math.max(160, Math.min(900, room) - seriesCharts.BESIDE);
    for (const panel of spec.vconcat ?? [spec]) {
      panel.width = width;
      const legend = panel.layer.at(-1).encoding?.color?.legend;
      if (legend && room < seriesCharts.NARROW)
        Object.assign(legend, { orient: 'top', direction: 'horizontal', gradientLength: 140 });
      else if (legend) panel.width -= seriesCharts.LEGEND;
      if (room < seriesCharts.NARROW)
        for (const { encoding } of panel.layer) if (encoding?.x?.axis) encoding.x.axis.tickCount = 5;
    }
    return spec;
  },

  /** Text only, at the pointer. */
  tooltip(event, value) {
    const box = document.getElementById('tooltip');
    box.hidden = !value;
    if (!value) return;
    box.replaceChildren(
      ...Object.entries(value).map(([name, text]) => {
        const line = document.createElement('div');
        line.textContent = name === 'residue' ? text : `${name}: ${text}`;
        return line;
      }),
    );
    box.style.left = Math.min(event.pageX + 14, document.documentElement.clientWidth - box.offsetWidth - 8) + 'px';
    box.style.top = event.pageY + 14 + 'px';
  },
};
