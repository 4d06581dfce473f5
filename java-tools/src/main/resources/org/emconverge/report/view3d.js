'use strict';
/** The models and the map in Mol*. Starts when it is first seen; without WebGL it says so and leaves the rest of the page alone. */
const view3d = {
  /** Around the chosen residue: Å of map, and residues to each side whose side chains are shown. */
  MAP_RADIUS: 9,
  NEIGHBOURS: 2,
  /** As the scripts for ChimeraX and PyMOL: the diameter of the worm is 0.5 Å + RMSD, up to 8 Å. */
  THINNEST: 0.25,
  THICKEST: 8,
  /** What the front of the view cuts through keeps its colour. */
  CUT: { interior: { color: 0, colorStrength: 0, substance: { metalness: 0, roughness: 1, bumpiness: 0 }, substanceStrength: 0 } },
  colours: 'classes',
  work: Promise.resolve(),

  isPossible() {
    const canvas = document.createElement('canvas');
    return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
  },

  async start(page, residues) {
    view3d.page = page;
    view3d.residues = residues;
    view3d.rmsd = residues.columns.ca_rmsd;
    await packed.run('molstar');
    view3d.transforms = molstar.StateTransforms;
    await view3d.open();
    await view3d.addModels(await packed.text('models'));
    if (packed.has('map')) view3d.map = new DensityMap(page.map, await packed.bytes('map'));
    view3d.connect();
    view3d.plugin.managers.camera.orientAxes(undefined, 0);
    await view3d.drawn();
    view3d.whole(0);
    view3d.plugin.canvas3d.setProps({ camera: { manualReset: true } });
    selection.onChange(() => view3d.queue(view3d.showChosen));
    if (selection.chosen !== null) view3d.queue(view3d.showChosen);
    document.getElementById('stage').dataset.ready = 'true';
  },

  /** One change after the other, and of several that wait the last alone. */
  queue(task) {
    view3d.waiting = task;
    view3d.work = view3d.work.then(() => {
      const next = view3d.waiting;
      view3d.waiting = null;
      return next?.();
    });
    return view3d.work;
  },

  async open() {
    const { PluginContext, PluginConfig, DefaultPluginSpec } = molstar;
    const wanted = ['representation-highlight-loci', 'structure-info-prop'];
    const spec = { ...DefaultPluginSpec(), actions: [], animations: [], config: [[PluginConfig.General.AllowMajorPerformanceCaveat, true]] };
    spec.behaviors = spec.behaviors.filter(({ transformer }) => wanted.includes(transformer.definition.name));
    const plugin = new PluginContext(spec);
    await plugin.init();
    const place = document.getElementById('view3d');
    if (!(await plugin.initViewerAsync(place.querySelector('canvas'), place))) throw new Error('WebGL');
    plugin.canvas3d.setProps({
      camera: { helper: { axes: { name: 'off', params: {} } } },
      renderer: {
        backgroundColor: 0xffffff, highlightColor: 0xffd54a, highlightStrength: 0.5, ambientIntensity: 0.75,
        light: [{ inclination: 150, azimuth: 320, color: 0xffffff, intensity: 0.4 }],
      },
      cameraFog: { name: 'on', params: { intensity: 25 } },
      postprocessing: { occlusion: { name: 'off', params: {} }, outline: { name: 'off', params: {} } },
      trackball: { animate: { name: 'off', params: {} } },
    });
    plugin.representation.structure.themes.colorThemeRegistry.add(view3d.colourTheme());
    plugin.representation.structure.themes.sizeThemeRegistry.add(view3d.sizeTheme());
    view3d.plugin = plugin;
  },

  /** The RMSD of the residue of an atom or bond; null where it has none. */
  rmsdAt(location) {
    const { StructureElement, Bond } = molstar;
    if (StructureElement.Location.is(location)) return view3d.rmsdOf(location.unit, location.element);
    if (Bond.isLocation(location)) return view3d.rmsdOf(location.aUnit, location.aUnit.elements[location.aIndex]);
    return null;
  },
  rmsdOf(unit, element) {
    const id = view3d.idOf(unit, element);
    return id === undefined ? null : view3d.rmsd[id];
  },
  idOf(unit, element) {
    const { atomicHierarchy: atoms } = unit.model;
    const residue = atoms.residueAtomSegments.index[element];
    view3d.known ??= new WeakMap();
    if (!view3d.known.has(unit.model)) view3d.known.set(unit.model, []);
    const ids = view3d.known.get(unit.model);
    if (!(residue in ids)) {
      ids[residue] = view3d.residues.ids.get(view3d.residues.key(atoms.chains.auth_asym_id.value(atoms.chainAtomSegments.index[element]),
        atoms.residues.auth_seq_id.value(residue), atoms.residues.pdbx_PDB_ins_code.value(residue)));
    }
    return ids[residue];
  },

  colourTheme() {
    const params = { scheme: { type: 'text', defaultValue: 'classes' } };
    const factory = (_context, props) => ({
      factory, props, granularity: 'group', description: 'Cα RMSD',
      color: location => {
        const rmsd = view3d.rmsdAt(location);
        return parseInt((rmsd === null ? UNDEFINED_COLOUR : props.scheme === 'even' ? even(rmsd) : spread(rmsd).colour).slice(1), 16);
      },
    });
    return { name: 'emconverge-spread', label: 'Cα RMSD', category: 'Misc', factory, getParams: () => params, defaultValues: { scheme: 'classes' }, isApplicable: () => true };
  },
  sizeTheme() {
    const factory = (_context, props) => ({
      factory, props, granularity: 'group', description: 'Cα RMSD',
      size: location => view3d.THINNEST + Math.min(view3d.rmsdAt(location) ?? 0, view3d.THICKEST) / 2,
    });
    return { name: 'emconverge-worm', label: 'Cα RMSD', category: 'Misc', factory, getParams: () => ({}), defaultValues: {}, isApplicable: () => true };
  },

  async addModels(text) {
    const { plugin, transforms } = view3d;
    const { structure } = plugin.builders;
    const trajectory = await structure.parseTrajectory(await plugin.builders.data.rawData({ data: text }), 'mmcif');
    const count = trajectory.obj.data.frameCount;
    const update = plugin.build();
    view3d.structures = [...Array(count).keys()].map(modelIndex => update.to(trajectory).apply(transforms.Model.ModelFromTrajectory, { modelIndex })
      .apply(transforms.Model.StructureFromModel, { type: { name: 'model', params: {} } }).selector);
    await update.commit();
    const representations = plugin.build();
    const add = (of, props, hidden) => structure.representation.buildRepresentation(representations, of, props, { initialState: { isHidden: hidden } });
    const colour = { color: 'emconverge-spread', colorParams: { scheme: view3d.colours } };
    view3d.lines = view3d.structures.map(of => add(of, { type: 'backbone', typeParams: { sizeFactor: 0.11, ...view3d.CUT }, ...colour, size: 'uniform', sizeParams: { value: 1 } }, false));
    view3d.worm = add(view3d.structures[0], { type: 'putty', typeParams: { sizeFactor: 1, quality: 'high', ...view3d.CUT }, ...colour, size: 'emconverge-worm' }, true);
    await representations.commit();
    if (count < view3d.page.models) view3d.note(`Shown: the best ${count} of ${view3d.page.models} models, so that the page stays small.`);
  },
  note(text) {
    document.getElementById('no3d').textContent = text;
    document.getElementById('no3d').hidden = false;
  },

  /** The charts' choice, shown: the camera goes there, side chains of all models and the map around. */
  async showChosen() {
    const { plugin, transforms } = view3d;
    if (selection.chosen === view3d.shown) return;
    view3d.shown = selection.chosen;
    const near = view3d.neighbours(selection.chosen);
    const update = plugin.build();
    (view3d.sticks ?? []).forEach(ref => update.delete(ref));
    const items = near.map(id => ({
      auth_seq_id: view3d.residues.columns.number[id], pdbx_PDB_ins_code: view3d.residues.columns.icode[id],
    }));
    const schema = { prefix: { auth_asym_id: view3d.residues.columns.chain[selection.chosen] }, items };
    view3d.sticks = view3d.structures.map(structure => update.to(structure)
      .apply(transforms.Model.StructureSelectionFromBundle, { bundle: molstar.StructureElement.Bundle.fromSchema(structure.obj.data, schema), label: 'chosen' }).selector);
    await update.commit();
    const representations = plugin.build();
    for (const stick of view3d.sticks) {
      plugin.builders.structure.representation.buildRepresentation(representations, stick, {
        type: 'ball-and-stick', typeParams: { sizeFactor: 0.1, sizeAspectRatio: 0.9, ...view3d.CUT }, color: 'emconverge-spread', colorParams: { scheme: view3d.colours },
      });
    }
    await representations.commit();
    const sphere = view3d.sphere(schema);
    if (!sphere) return;
    view3d.centre = sphere.center;
    await view3d.showMap();
    plugin.managers.camera.focusSphere(sphere, { durationMs: view3d.still() ? 0 : 300, extraRadius: 2, minRadius: 6 });
  },
  /** Kept once the next picture is on the screen. */
  drawn: () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
  still: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  neighbours(id) {
    const { chain, number } = view3d.residues.columns;
    const near = [...Array(4 * view3d.NEIGHBOURS + 1).keys()].map(step => id - 2 * view3d.NEIGHBOURS + step);
    return near.filter(other => chain[other] === chain[id] && Math.abs(number[other] - number[id]) <= view3d.NEIGHBOURS && view3d.rmsd[other] !== null);
  },
  sphere(schema) {
    return molstar.Loci.getBoundingSphere(molstar.StructureElement.Loci.fromSchema(view3d.structures[0].obj.data, schema));
  },

  /** The map as a mesh: around the chosen residue, all of it, or none. */
  async showMap() {
    const { plugin, transforms, map } = view3d;
    if (!map) return;
    const mode = document.querySelector('[name=map]:checked').value;
    const whole = mode === 'whole';
    const file = mode === 'off' || !whole && !view3d.centre ? null : map.file(whole ? null : view3d.centre, view3d.MAP_RADIUS);
    const update = plugin.build();
    if (view3d.mesh) update.delete(view3d.mesh);
    view3d.mesh = null;
    if (file) {
      const data = update.toRoot().apply(transforms.Data.RawData, { data: file, label: 'map' });
      const volume = data.apply(transforms.Data.ParseCcp4, {}).apply(transforms.Volume.VolumeFromCcp4, {});
      view3d.mesh = data.selector;
      await update.commit();
      const mesh = plugin.build();
      mesh.to(volume.selector).apply(transforms.Representation.VolumeRepresentation3D, view3d.meshOf(volume.selector.obj.data, whole ? [] : [view3d.clip()]));
      await mesh.commit();
    } else {
      await update.commit();
    }
  },
  /** Only what is within a sphere around the chosen residue. */
  clip() {
    const scale = 2 * (view3d.MAP_RADIUS - 0.5);
    const transform = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    return { type: 'sphere', invert: true, position: [...view3d.centre], rotation: { axis: [1, 0, 0], angle: 0 }, scale: [scale, scale, scale], transform };
  },
  meshOf(volume, objects) {
    return molstar.createVolumeRepresentationParams(view3d.plugin, volume, {
      type: 'isosurface',
      typeParams: {
        visuals: ['wireframe'], isoValue: { kind: 'absolute', absoluteValue: view3d.map.scaled(view3d.level) }, sizeFactor: 1.2, alpha: 0.55, tryUseGpu: false,
        clip: { variant: 'pixel', objects },
      },
      color: 'uniform', colorParams: { value: 0x5a6470 },
    });
  },

  /** All models, somewhat nearer than Mol* goes. */
  whole(durationMs = 300) {
    const { canvas3d } = view3d.plugin;
    const { center, radius } = canvas3d.boundingSphere;
    const snapshot = canvas3d.camera.getFocus(center, radius);
    const { position, target } = { ...canvas3d.camera.getSnapshot(), ...snapshot };
    snapshot.position = position.map((at, axis) => target[axis] + 0.8 * (at - target[axis]));
    canvas3d.requestCameraReset({ snapshot, durationMs: view3d.still() ? 0 : durationMs });
  },

  connect() {
    const { plugin } = view3d;
    const { StructureElement, Bond } = molstar;
    const id = ({ current }) => {
      const loci = Bond.isLoci(current.loci) ? Bond.toFirstStructureElementLoci(current.loci) : current.loci;
      const location = StructureElement.Loci.is(loci) && StructureElement.Loci.getFirstLocation(loci);
      return location ? view3d.idOf(location.unit, location.element) : undefined;
    };
    plugin.behaviors.interaction.click.subscribe(event => {
      const picked = id(event);
      if (picked !== undefined && view3d.rmsd[picked] !== null) selection.choose(picked);
    });
    plugin.behaviors.interaction.hover.subscribe(event => {
      const under = id(event);
      document.getElementById('hovered').textContent = under === undefined ? ''
        : `${view3d.residues.columns.name[under]} ${view3d.residues.name(under)}` + (view3d.rmsd[under] === null ? '' : ` · ${view3d.rmsd[under].toFixed(2)} Å`);
    });
    view3d.connectControls();
  },

  connectControls() {
    const stage = document.getElementById('stage');
    // the wheel scrolls the page until the models are clicked
    stage.addEventListener('wheel', event => document.activeElement !== stage.querySelector('canvas') && !document.fullscreenElement && event.stopPropagation(), { capture: true });
    stage.querySelector('canvas').addEventListener('pointerdown', event => event.currentTarget.focus({ preventScroll: true }));
    const on = (name, listener) => document.querySelectorAll(`[name=${name}]`).forEach(radio => radio.addEventListener('change', () => listener(radio.value)));
    on('show', view3d.showModels);
    on('colours', view3d.colour);
    on('map', () => view3d.queue(view3d.showMap));
    document.getElementById('wholeModel').addEventListener('click', () => view3d.whole());
    document.getElementById('fullScreen').addEventListener('click', () => document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen());
    document.getElementById('mapControls').hidden = !view3d.map;
    view3d.legend();
    if (!view3d.map) return;
    view3d.level = view3d.map.level;
    const level = document.getElementById('level');
    const { low, step } = view3d.map;
    Object.assign(level, { min: low, max: Math.max(low + step, Math.min(low + 254 * step, 3 * view3d.level)), step: 'any', value: view3d.level });
    const show = () => (document.getElementById('levelValue').textContent = Number(view3d.level.toPrecision(3)));
    level.addEventListener('input', () => {
      view3d.level = Number(level.value);
      show();
    });
    level.addEventListener('change', () => view3d.queue(view3d.showMap));
    show();
  },

  showModels(what) {
    const { data } = view3d.plugin.state;
    view3d.lines.forEach(({ ref }) => data.updateCellState(ref, { isHidden: what !== 'models' }));
    data.updateCellState(view3d.worm.ref, { isHidden: what !== 'worm' });
  },

  async colour(scheme) {
    view3d.colours = scheme;
    const { plugin, transforms } = view3d;
    const update = plugin.build();
    for (const cell of plugin.state.data.selectQ(q => q.ofTransformer(transforms.Representation.StructureRepresentation3D))) {
      update.to(cell).update(old => {
        old.colorTheme = { name: 'emconverge-spread', params: { scheme } };
      });
    }
    view3d.legend();
    await update.commit();
  },

  legend() {
    const scale = document.getElementById('scale');
    if (view3d.colours === 'even') {
      const bar = element('span', '', 'bar');
      bar.style.background = `linear-gradient(to right, ${EVEN.join(', ')})`;
      scale.replaceChildren('0', bar, `${EVEN_TO} Å`);
    } else {
      scale.replaceChildren(...[[SPREAD[0], '< 1 Å'], [SPREAD[1], '1–3 Å'], [SPREAD[2], '> 3 Å']].map(([{ colour }, text]) => {
        const item = element('span', text);
        item.style.borderColor = colour;
        return item;
      }));
    }
  },
};
