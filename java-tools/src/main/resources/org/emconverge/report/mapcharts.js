'use strict';
/** The charts of the section on the map: as wide as the page has room, each value to be read where the pointer is. */
const mapCharts = {
  /** Below this width legends have one column, and axes fewer numbers. */
  NARROW: 380,
  /** What is read at a mark, by the field that its x axis has. */
  TOOLTIPS: {
    frequency: [
      { field: 'curve', title: 'curve' },
      { field: 'fsc', title: 'correlation', format: '.3f' },
      { field: 'frequency', title: 'frequency (1/Å)', format: '.4f' },
      { field: 'resolution', title: 'resolution (Å)' },
    ],
    level: [
      { field: 'atoms', title: 'atoms' },
      { field: 'percent', title: 'inside (%)', format: '.1f' },
      { field: 'level', title: "level (map's units)" },
      { field: 'sigma', title: 'level (σ)', format: '.2f' },
    ],
    models: [
      { field: 'models', title: 'models' },
      { field: 'percent', title: 'explained (%)', format: '.2f' },
      { field: 'model', title: 'the one more' },
    ],
    from: [
      { field: 'count', title: 'voxels' },
      { field: 'from', title: "from (map's units)" },
      { field: 'to', title: "to (map's units)" },
      { field: 'sigma', title: 'middle (σ)', format: '.2f' },
    ],
  },

  async start(page) {
    mapCharts.figures = page.mapCharts;
    await mapCharts.draw();
    appearance.onChange(mapCharts.draw);
  },
  async draw() {
    for (const [name, figure] of Object.entries(mapCharts.figures))
      await charts.draw(name, mapCharts.fitted(name, figure));
  },

  fitted(name, figure) {
    const spec = charts.withSignals(figure);
    spec.width = charts.room(name);
    spec.autosize = { type: 'fit-x', contains: 'padding' };
    const main = spec.layer.find(({ encoding }) => encoding.x?.scale);
    const { x, y, color, strokeDash } = main.encoding;
    if (spec.width < mapCharts.NARROW) {
      x.axis.tickCount = 4;
      for (const channel of [color, strokeDash]) if (channel?.legend.columns) channel.legend.columns = 1;
    }
    const tooltip = mapCharts.TOOLTIPS[x.field];
    if (x.field === 'from') main.encoding.tooltip = tooltip;
    else
      spec.layer.push({
        mark: { type: 'point', opacity: 0, size: 60 },
        encoding: { x: { field: x.field, type: x.type }, y: { field: y.field, type: y.type }, tooltip },
      });
    return spec;
  },
};
