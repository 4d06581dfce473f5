'use strict';
/**
 * The chart of spread against resolution: Vega draws axes, trend and knee, and the marks, of which there may be many
 * thousands, lie on a canvas over it. A box that is drawn sets the limits of both columns.
 */
const siteChart = {
  LEAST: 0.001,
  /** A pointer that moves less has clicked; pixels. */
  CLICK: 4,
  /** How near to a mark a pointer must be; pixels. */
  NEAR: 10,
  shown: [],

  async start() {
    if (!packed.has('vega')) return;
    await packed.run('vega');
    siteChart.place = document.getElementById('trendChart');
    siteChart.canvas = document.getElementById('trendMarks');
    siteChart.box = document.getElementById('brush');
    siteChart.spec = await packed.json('chart');
    document.getElementById('brushHow').hidden = false;
    const { canvas } = siteChart;
    canvas.addEventListener('pointerdown', siteChart.begin);
    canvas.addEventListener('pointermove', siteChart.move);
    canvas.addEventListener('pointerup', siteChart.end);
    canvas.addEventListener('pointercancel', () => siteChart.drop());
    canvas.addEventListener('pointerleave', () => siteChart.tell(-1));
    await siteChart.frame();
    appearance.onChange(siteChart.frame);
    siteFilter.listeners.push(shown => {
      siteChart.shown = shown;
      if (siteChart.asked) return; // once a frame, however fast one types
      siteChart.asked = true;
      requestAnimationFrame(() => {
        siteChart.asked = false;
        siteChart.draw();
      });
    });
  },

  async frame() {
    siteChart.view?.finalize();
    const picture = document.getElementById('trendPicture');
    const spec = structuredClone(siteChart.spec);
    spec.width = Math.max(220, Math.min(680, picture.parentElement.clientWidth - 75));
    const { spec: compiled } = vega.compile(appearance.dress(spec), { logger: vega.logger(vega.Error) });
    siteChart.view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      renderer: 'svg',
      logLevel: vega.Error,
    });
    await siteChart.view.initialize(document.getElementById('trendFrame')).runAsync();
    siteChart.place.hidden = false;
    picture.classList.add('replaced');
    siteChart.measure();
    siteChart.draw();
  },

  /** Where every mark lies, pixels of the canvas. */
  measure() {
    const { view, canvas, place } = siteChart;
    const [left, top] = view.origin();
    const padding = view.padding();
    const offset = [padding.left + left, padding.top + top];
    const { width, height } = place.querySelector('svg').getBoundingClientRect();
    const scale = devicePixelRatio;
    Object.assign(canvas, { width: width * scale, height: height * scale });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    const [x, y] = [view.scale('x'), view.scale('y')];
    const means = siteData.columns.get('mean');
    siteChart.x = Float64Array.from(siteData.columns.get('resolution'), value => offset[0] + x(value));
    siteChart.y = Float64Array.from(means, value => offset[1] + y(Math.max(siteChart.LEAST, value)));
    siteChart.invert = ([across, up]) => [x.invert(across - offset[0]), y.invert(up - offset[1])];
    siteChart.forward = ([resolution, mean]) => [offset[0] + x(resolution), offset[1] + y(mean)];
  },

  draw() {
    const { canvas, x, y, shown } = siteChart;
    const context = canvas.getContext('2d');
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const size = siteData.ids.length > 2000 ? 3 : 6;
    const put = entry => context.fillRect(x[entry] - size / 2, y[entry] - size / 2, size, size);
    if (shown.length < siteData.ids.length) {
      context.globalAlpha = 0.12;
      context.fillStyle = appearance.ink('#5a6470');
      siteData.places.forEach(put);
    }
    context.globalAlpha = siteData.ids.length > 2000 ? 0.55 : 0.9;
    siteData.methods.forEach((_, method) => {
      const colour = siteData.colours[method % siteData.colours.length];
      context.fillStyle = colour === '#000000' ? appearance.ink('#111') : colour;
      for (const entry of shown) if (siteData.method[entry] === method) put(entry);
    });
    context.globalAlpha = 1;
    siteChart.outline();
  },

  /** The box of the limits that are set. */
  outline() {
    const limits = ['resolution', 'mean'].map(siteFilter.limit);
    const { box, canvas } = siteChart;
    box.hidden = limits.every(({ least, most }) => least.value === '' && most.value === '');
    if (box.hidden) return;
    const number = (field, otherwise) => (field.value === '' ? otherwise : Number(field.value));
    const [left, bottom] = siteChart.forward([
      number(limits[0].least, 0),
      Math.max(siteChart.LEAST / 100, number(limits[1].least, 0)),
    ]);
    const [right, top] = siteChart.forward([number(limits[0].most, 1000), number(limits[1].most, 1000)]);
    const { clientWidth, clientHeight } = canvas;
    siteChart.put(
      [Math.max(0, left), Math.max(0, top)],
      [Math.min(clientWidth, right), Math.min(clientHeight, bottom)],
    );
  },
  put([left, top], [right, bottom]) {
    Object.assign(siteChart.box.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${Math.max(0, right - left)}px`,
      height: `${Math.max(0, bottom - top)}px`,
    });
  },

  point: event => [event.offsetX, event.offsetY],
  begin(event) {
    if (event.button !== 0) return;
    siteChart.from = siteChart.point(event);
    siteChart.canvas.setPointerCapture(event.pointerId);
  },
  corners(to) {
    const { from } = siteChart;
    return [
      [Math.min(from[0], to[0]), Math.min(from[1], to[1])],
      [Math.max(from[0], to[0]), Math.max(from[1], to[1])],
    ];
  },
  move(event) {
    const at = siteChart.point(event);
    if (!siteChart.from) return siteChart.tell(siteChart.nearest(at), event);
    siteChart.box.hidden = false;
    return siteChart.put(...siteChart.corners(at));
  },
  end(event) {
    if (!siteChart.from) return;
    const at = siteChart.point(event);
    const corners = siteChart.corners(at);
    const size = corners[1].map((value, axis) => value - corners[0][axis]);
    siteChart.from = null;
    if (Math.max(...size) < siteChart.CLICK) {
      siteChart.outline();
      const entry = siteChart.nearest(at);
      if (entry >= 0) siteTable.point(entry);
      return;
    }
    const [[least, high], [most, low]] = corners.map(siteChart.invert);
    const rounded = value => String(Number(value.toPrecision(3)));
    siteFilter.between('resolution', rounded(Math.max(0, least)), rounded(most));
    siteFilter.between('mean', rounded(low), rounded(high));
    siteFilter.changed();
  },
  drop() {
    siteChart.from = null;
    siteChart.outline();
  },

  /** The entry whose mark is nearest to a place; -1 where none is near. */
  nearest([left, top]) {
    let best = -1;
    let least = siteChart.NEAR ** 2;
    for (const entry of siteChart.shown) {
      const square = (siteChart.x[entry] - left) ** 2 + (siteChart.y[entry] - top) ** 2;
      if (square < least) [best, least] = [entry, square];
    }
    return best;
  },
  tell(entry, event) {
    const tooltip = document.getElementById('tooltip');
    tooltip.hidden = entry < 0;
    if (entry < 0) return;
    const title = siteData.titles[entry] ? `: ${siteData.titles[entry]}` : '';
    const [resolution, mean] = ['resolution', 'mean'].map(column => siteData.text(column, entry));
    tooltip.textContent = `${siteData.ids[entry]}${title}. ${resolution} Å, mean Cα RMSD ${mean} Å`;
    Object.assign(tooltip.style, { left: `${event.pageX + 14}px`, top: `${event.pageY + 14}px` });
  },
};
