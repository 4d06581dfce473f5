'use strict';
/** What the residues of the chosen series are coloured by: their spread in the map that is shown, or where they are lost. */
const colours = {
  scheme: 'spread',
  listeners: [],
  onChange(listener) {
    colours.listeners.push(listener);
  },
  tell: () => colours.listeners.forEach(listener => listener()),

  /** #rrggbb of a residue by its row. @param scheme with the map, so that Mol* colours anew where either changes */
  of(row, scheme) {
    const { series } = slider;
    const value = row === undefined ? null : colours.value(row, scheme.split(' ')[0]);
    if (value === null || value === '') return series.undefinedColour;
    if (value === 'kept') return series.keptColour;
    if (value === 'lost_before') return series.beforeColour;
    if (!scheme.startsWith('spread')) return colours.ofResolution(value);
    const place = value < series.well ? 0 : value <= series.uncertain ? 1 : 2;
    return series.classes[place].colour;
  },
  value(row, scheme) {
    const { residues } = slider.series;
    return scheme === 'spread' ? residues.spread[slider.map.step][row] : residues[scheme][row];
  },
  ofResolution(resolution) {
    const { finest, coarsest, stops } = slider.series;
    const share = coarsest > finest ? (resolution - finest) / (coarsest - finest) : 0;
    const place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
    const from = Math.min(Math.floor(place), stops.length - 2);
    const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
    const mixed = [1, 3, 5].map(at =>
      Math.round(channel(stops[from], at) + (place - from) * (channel(stops[from + 1], at) - channel(stops[from], at))),
    );
    return '#' + mixed.map(value => value.toString(16).padStart(2, '0')).join('');
  },
};

const element = (tag, text, style = '') => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (style) made.className = style;
  return made;
};

/** The maps of a series, one after the other. */
const slider = {
  at: id => document.getElementById(id),

  async start(page) {
    slider.page = page;
    slider.drawable = page.series.filter(({ maps }) => maps.length > 0);
    const list = slider.at('seriesName');
    list.append(...slider.drawable.map(({ name }) => element('option', name)));
    slider.at('seriesChoice').hidden = slider.drawable.length < 2;
    list.addEventListener('change', () => slider.choose(slider.drawable[list.selectedIndex]));
    slider.at('step').addEventListener('input', () => slider.show(Number(slider.at('step').value)));
    for (const radio of document.querySelectorAll('[name=colours]'))
      radio.addEventListener('change', () => {
        colours.scheme = radio.value;
        colours.tell();
      });
    slider.take(slider.drawable[0]);
    await packed.run('molstar');
    await view3d.open();
    await slider.load();
    view3d.connect();
    selection.onChange(slider.tell);
    view3d.plugin.managers.camera.orientAxes(undefined, 0);
    await view3d.drawn();
    view3d.whole(0);
    view3d.plugin.canvas3d.setProps({ camera: { manualReset: true } });
    slider.at('stage').dataset.ready = 'true';
  },

  /** Takes a series; its models are not yet loaded. */
  take(series) {
    slider.series = series;
    slider.map = series.maps[0];
    const { residues } = series;
    view3d.residues = new Residues({ ...residues, ca_rmsd: residues.spread[slider.map.step] });
    Object.assign(slider.at('step'), { max: series.maps.length - 1, value: 0 });
    slider.name();
  },
  async choose(series) {
    slider.take(series);
    selection.choose(null);
    await slider.show(0);
    view3d.whole();
  },

  /** @param place of the map; of several that are asked for while one is loaded, the last alone counts */
  show(place) {
    slider.map = slider.series.maps[place];
    slider.name();
    slider.isStale = true;
    view3d.work = view3d.work
      .then(async () => {
        if (!slider.isStale) return;
        slider.isStale = false;
        await view3d.plugin.clear();
        await slider.load();
        slider.tell();
      })
      .catch(error => console.error(error));
    return view3d.work;
  },
  name() {
    const { map, series } = slider;
    const text = `${map.id}: ${series.steps[map.step]}`;
    slider.at('stepName').textContent = text;
    slider.at('step').setAttribute('aria-valuetext', text);
  },

  async load() {
    const { map, series } = slider;
    view3d.residues.columns.ca_rmsd = series.residues.spread[map.step];
    view3d.themes.residues = view3d.residues;
    view3d.themes.rmsd = view3d.residues.columns.ca_rmsd;
    view3d.page = { id: map.id, models: 0 };
    await view3d.addModels(await packed.text(map.block));
    view3d.showModels(document.querySelector('[name=show]:checked').value);
    await view3d.colour();
    slider.at('stage').dataset.map = map.id;
  },

  /** What becomes of the residue that was clicked. */
  tell() {
    const { chosen } = selection;
    if (chosen === null) return;
    const { steps, residues } = slider.series;
    const spreads = steps.map((step, place) => `${residues.spread[place][chosen]?.toFixed(2) ?? '–'} Å at ${step}`);
    const name = `${residues.name[chosen]} ${view3d.residues.name(chosen)}`;
    slider.at('chosenResidue').textContent =
      `${name}: spread ${spreads.join(', ')}. Passes 1 Å in ${slider.lost('lost1', chosen)}, 3 Å in` +
      ` ${slider.lost('lost3', chosen)}.`;
  },
  lost(column, row) {
    const value = slider.series.residues[column][row];
    const words = { kept: 'no map of the series', lost_before: 'the finest map already', '': 'no map that has it' };
    return words[value] ?? `maps of ${value.toFixed(2)} Å`;
  },
};

/** What the view of a series does otherwise than that of an entry. */
Object.assign(view3d, {
  /** There are no side chains and no map to bring up to date. */
  update: async () => {},

  async colour() {
    const scheme = `${colours.scheme} ${slider.map.id}`;
    const update = view3d.plugin.build();
    const drawn = view3d.plugin.state.data.selectQ(q =>
      q.ofTransformer(molstar.StateTransforms.Representation.StructureRepresentation3D),
    );
    for (const cell of drawn)
      update.to(cell).update(old => void (old.colorTheme = { name: old.colorTheme.name, params: { scheme } }));
    view3d.legend();
    await update.commit();
  },

  label(location, row) {
    const label = document.getElementById('hovered');
    if (!location || row === undefined) {
      label.textContent = '';
      return;
    }
    const { residues } = slider.series;
    const spread = colours.value(row, 'spread');
    label.textContent =
      `${view3d.residues.name(row)} ${residues.name[row]} · model ${location.unit.model.modelNum} · ` +
      (spread === null ? 'no spread' : `spread ${spread.toFixed(1)} Å`);
    view3d.moveLabel();
  },

  pictureName: () => [slider.map.id, colours.scheme].map(part => part.replace(/[^\w.-]+/g, '-')).join('_') + '.png',

  legend() {
    const { classes, finest, coarsest, stops, keptColour, beforeColour } = slider.series;
    const item = (label, colour) => {
      const made = element('span', label);
      made.style.borderColor = colour;
      return made;
    };
    if (colours.scheme === 'spread') {
      slider.at('scale').replaceChildren(...classes.map(({ label, colour }) => item(label, colour)));
      return;
    }
    const bar = element('span', '', 'bar');
    bar.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
    slider
      .at('scale')
      .replaceChildren(
        item('already', beforeColour),
        `${finest.toFixed(1)} Å`,
        bar,
        `${coarsest.toFixed(1)} Å`,
        item('never', keptColour),
      );
  },
});

/** Starts what the page can do beyond being read. What fails leaves the page as it is without scripts. */
(async () => {
  const page = await packed.json('page');
  const section = document.getElementById('viewSection');
  if (section) section.hidden = false;
  await seriesCharts.start(page);
  document.addEventListener('scroll', () => (document.getElementById('tooltip').hidden = true), { passive: true });
  document.body.dataset.ready = 'true';
  if (!section) return;
  const without = why => {
    document.getElementById('stage').remove();
    document.getElementById('chosenResidue').remove();
    view3d.note(why);
  };
  if (!view3d.isPossible()) {
    without('This browser has no WebGL, so the models are not drawn in three dimensions; everything else works.');
    return;
  }
  const seen = new IntersectionObserver(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect();
      try {
        await slider.start(page);
      } catch (error) {
        console.error(error);
        without('The models could not be drawn in three dimensions; everything else works.');
      }
    },
    { rootMargin: '200px' },
  );
  seen.observe(document.getElementById('stage'));
})();
