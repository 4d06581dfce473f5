'use strict';
/** What the pointer, the keys and the controls do to the view. */
Object.assign(view3d, {
  pointer: { x: 0, y: 0 },

  connect() {
    const { click, hover } = view3d.plugin.behaviors.interaction;
    const { columns } = view3d.residues;
    const row = location => (location ? view3d.themes.row(location.unit, location.element) : undefined);
    click.subscribe(({ current }) => {
      const picked = row(view3d.place(current.loci));
      if (picked !== undefined && columns.ca_rmsd[picked] !== null) selection.choose(picked);
    });
    hover.subscribe(({ current }) => {
      const place = view3d.place(current.loci);
      view3d.label(place, row(place));
    });
    view3d.connectControls();
  },

  /** The first atom of what Mol* has under the pointer; undefined where that is none. */
  place(loci) {
    const { Loci } = molstar.StructureElement;
    const atoms = molstar.Bond.isLoci(loci) ? molstar.Bond.toFirstStructureElementLoci(loci) : loci;
    return Loci.is(atoms) ? Loci.getFirstLocation(atoms) : undefined;
  },

  /** What is under the pointer, beside it: "A 85 LEU CD1 · model 3 · spread 1.2 Å". */
  label(location, row) {
    const label = document.getElementById('hovered');
    if (!location || row === undefined) {
      label.textContent = '';
      return;
    }
    const { model } = location.unit;
    const { name, ca_rmsd, confidence, conformation } = view3d.residues.columns;
    const atom = model.atomicHierarchy.atoms.label_atom_id.value(location.element);
    const [what, value, unit] =
      colours.scheme === 'confidence' ? ['confidence', confidence[row], ''] : ['spread', ca_rmsd[row], ' Å'];
    const kind = colours.scheme === 'conformation' && conformation[row];
    const shown = kind
      ? `conformation ${kind}`
      : value === null
        ? `no ${what}`
        : `${what} ${value.toFixed(unit ? 1 : 2)}${unit}`;
    label.textContent = `${view3d.residues.name(row)} ${name[row]} ${atom} · model ${model.modelNum} · ${shown}`;
    view3d.moveLabel();
  },
  /** On the side of the pointer where there is more room. */
  moveLabel() {
    const label = document.getElementById('hovered');
    const { x, y } = view3d.pointer;
    const { clientWidth, clientHeight } = label.parentElement;
    const left = x < clientWidth / 2 ? x + 14 : x - 14 - label.offsetWidth;
    label.style.left = `${Math.max(0, Math.min(left, clientWidth - label.offsetWidth))}px`;
    label.style.top = `${y < clientHeight / 2 ? y + 14 : y - 14 - label.offsetHeight}px`;
  },

  connectControls() {
    const stage = document.getElementById('stage');
    const canvas = stage.querySelector('canvas');
    const isActive = () => document.activeElement === canvas || document.fullscreenElement !== null;
    stage.addEventListener('wheel', event => isActive() || event.stopPropagation(), { capture: true }); // else the page scrolls
    canvas.addEventListener('pointerdown', () => canvas.focus({ preventScroll: true }));
    canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
      view3d.pointer = { x: offsetX, y: offsetY };
      view3d.moveLabel();
    });
    canvas.addEventListener('pointerleave', () => view3d.label());
    canvas.addEventListener('keydown', view3d.key);
    const on = (name, listener) =>
      document
        .querySelectorAll(`[name=${name}]`)
        .forEach(radio => radio.addEventListener('change', () => listener(radio.value)));
    on('show', view3d.showModels);
    colours.onChange(view3d.colour);
    appearance.onChange(view3d.appear);
    appearance.onChange(view3d.update);
    on('map', view3d.update);
    document.getElementById('wholeModel').addEventListener('click', () => view3d.whole());
    const fullScreen = document.getElementById('fullScreen');
    fullScreen.hidden = !document.fullscreenEnabled; // as on a small phone
    fullScreen.addEventListener('click', () =>
      document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen(),
    );
    document.getElementById('savePicture').addEventListener('click', view3d.savePicture);
    const mapControls = document.getElementById('mapControls'); // a page without maps has none
    if (mapControls) mapControls.hidden = !view3d.map;
    if (view3d.map) view3d.connectLevel(view3d.map);
    view3d.legend();
  },

  connectLevel(map) {
    const slider = document.getElementById('level');
    const number = document.getElementById('levelNumber');
    const sigma = document.getElementById('levelSigma');
    const show = () => {
      slider.value = map.level;
      number.value = rounded(map.level);
      sigma.textContent = map.sd > 0 ? `= ${map.sigma(map.level).toFixed(1)} σ of the ${map.of}` : '';
    };
    sigma.title = `σ counts from the mean, ${rounded(map.mean)}; one is ${rounded(map.sd)}.`;
    const highest = map.low + 254 * map.step;
    Object.assign(slider, {
      min: map.lowest,
      max: Math.max(map.lowest + map.step, Math.min(highest, 3 * map.level)),
      step: 'any',
    });
    slider.addEventListener('input', () => {
      map.level = Number(slider.value);
      show();
    });
    slider.addEventListener('change', view3d.update);
    number.addEventListener('change', () => {
      if (number.value !== '') map.level = Math.max(map.lowest, Number(number.value));
      show();
      view3d.update();
    });
    show();
  },

  /** Arrow keys turn what is looked at, plus and minus bring it nearer and farther. */
  key(event) {
    const turns = { ArrowLeft: [0, 1], ArrowRight: [0, -1], ArrowUp: [1, 1], ArrowDown: [1, -1] };
    const zooms = { '+': 1 / 1.2, '=': 1 / 1.2, '-': 1.2 };
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in turns || event.key in zooms)) return;
    event.preventDefault();
    const { camera, requestDraw } = view3d.plugin.canvas3d;
    const { position, target, up } = camera.getSnapshot();
    const from = [...position].map((at, axis) => at - target[axis]);
    const look = (towards, upwards) => {
      camera.setState({ position: towards.map((at, axis) => target[axis] + at), up: upwards }, 0);
      requestDraw();
    };
    if (event.key in zooms) {
      look(
        from.map(at => zooms[event.key] * at),
        [...up],
      );
      return;
    }
    const [isUpright, sense] = turns[event.key];
    const angle = (sense * Math.PI) / 18;
    const axis = view3d.unit(isUpright ? view3d.cross(from, up) : [...up]);
    look(view3d.turned(from, axis, angle), view3d.turned([...up], axis, angle));
  },
  cross: (a, b) => [0, 1, 2].map(i => a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3]),
  unit: vector => vector.map(value => value / Math.hypot(...vector)),
  /** A vector about an axis of length 1 (Rodrigues). */
  turned(vector, axis, angle) {
    const along = vector.reduce((sum, value, i) => sum + value * axis[i], 0);
    const across = view3d.cross(axis, vector);
    return vector.map(
      (value, i) => value * Math.cos(angle) + across[i] * Math.sin(angle) + axis[i] * along * (1 - Math.cos(angle)),
    );
  },

  /** What is seen, as a PNG of twice its pixels. */
  async savePicture() {
    const button = document.getElementById('savePicture');
    const helper = view3d.plugin.helpers.viewportScreenshot;
    const { width, height } = helper.getCanvasSize();
    button.disabled = true;
    try {
      const resolution = { name: 'custom', params: { width: 2 * width, height: 2 * height } };
      helper.behaviors.values.next({ ...helper.values, resolution });
      // sixteen samples a pixel would take a processor a minute; edges are smoothed without them
      helper.imagePass.setProps({ multiSample: { ...view3d.plugin.canvas3d.props.multiSample, mode: 'off' } });
      const link = document.createElement('a');
      link.href = await helper.getImageDataUri();
      link.download = view3d.pictureName();
      link.click();
    } finally {
      button.disabled = false;
    }
  },
  /** EMD-1234_A85_confidence.png */
  pictureName() {
    const { page, residues } = view3d;
    const chosen = selection.chosen === null ? [] : [residues.name(selection.chosen).replace(' ', '')];
    const scheme = { classes: 'spread', even: 'even-scale' }[colours.scheme] ?? colours.scheme;
    return [page.id, ...chosen, scheme].map(part => part.replace(/[^\w.-]+/g, '-')).join('_') + '.png';
  },

  legend() {
    const scale = document.getElementById('scale');
    if (colours.scheme === 'even') {
      scale.replaceChildren(...colours.scale());
      return;
    }
    scale.replaceChildren(
      ...colours.labelled().map(({ label, colour }) => {
        const item = element('span', label);
        item.style.borderColor = colour;
        return item;
      }),
    );
  },
});

/** As many digits as a level needs. */
function rounded(value) {
  return Number(value.toPrecision(3));
}
