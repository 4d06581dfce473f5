'use strict';
/** The models and the map in Mol*. Without WebGL, or models, the page does not start it. */
const view3d = {
  /** Around the chosen residue: Å of map, of these as far as its mesh is shown, and residues to each side whose side chains are shown. */
  MAP_RADIUS: 9,
  MESH_RADIUS: 8.5,
  NEIGHBOURS: 2,
  /** What the front of the view cuts through keeps its colour. */
  CUT: {
    interior: {
      color: 0,
      colorStrength: 0,
      substance: { metalness: 0, roughness: 1, bumpiness: 0 },
      substanceStrength: 0,
    },
  },
  LOOK: {
    camera: { helper: { axes: { name: 'off', params: {} } } },
    renderer: {
      highlightColor: 0xffd54a,
      highlightStrength: 0.5,
      ambientIntensity: 0.75,
      light: [{ inclination: 150, azimuth: 320, color: 0xffffff, intensity: 0.4 }],
    },
    cameraFog: { name: 'on', params: { intensity: 25 } },
    postprocessing: { occlusion: { name: 'off', params: {} }, outline: { name: 'off', params: {} } },
    marking: { highlightEdgeColor: 0xd99a00 },
    trackball: { animate: { name: 'off', params: {} } },
  },
  work: Promise.resolve(),
  /** By model, what is drawn of its ligands, glycans and ions. */
  molecules: [],

  isPossible() {
    const canvas = document.createElement('canvas');
    return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
  },

  async start(page, residues) {
    view3d.page = page;
    view3d.residues = residues;
    await packed.run('molstar');
    await view3d.open();
    await view3d.addModels(await packed.text('models'));
    if (packed.has('map')) view3d.map = new DensityMap(page.map, await packed.bytes('map'));
    view3d.connect();
    view3d.plugin.managers.camera.orientAxes(undefined, 0);
    await view3d.drawn();
    view3d.whole(0);
    view3d.plugin.canvas3d.setProps({ camera: { manualReset: true } });
    selection.onChange(view3d.update);
    await view3d.update();
    document.getElementById('stage').dataset.ready = 'true';
  },

  async open() {
    const wanted = ['representation-highlight-loci', 'structure-info-prop'];
    const config = [[molstar.PluginConfig.General.AllowMajorPerformanceCaveat, true]]; // drawn by the processor rather than not at all
    const spec = { ...molstar.DefaultPluginSpec(), actions: [], animations: [], config };
    spec.behaviors = spec.behaviors.filter(({ transformer }) => wanted.includes(transformer.definition.name));
    const plugin = new molstar.PluginContext(spec);
    await plugin.init();
    const place = document.getElementById('view3d');
    if (!(await plugin.initViewerAsync(place.querySelector('canvas'), place))) throw new Error('Mol* found no WebGL');
    view3d.plugin = plugin;
    plugin.canvas3d.setProps(view3d.LOOK);
    view3d.appear();
    view3d.themes = new ResidueThemes(view3d.residues);
    const { colorThemeRegistry, sizeThemeRegistry } = plugin.representation.structure.themes;
    colorThemeRegistry.add(view3d.themes.colour());
    colorThemeRegistry.add(view3d.themes.byElement(colorThemeRegistry.get('element-symbol')));
    sizeThemeRegistry.add(view3d.themes.size());
  },

  /** Light or dark; drawn at once, because a browser that prints does not wait. */
  appear() {
    const paper = appearance.PAPER[appearance.isDark() ? 'dark' : 'light'];
    const { canvas3d } = view3d.plugin;
    canvas3d.setProps({ renderer: { backgroundColor: parseInt(paper.slice(1), 16) } });
    canvas3d.requestDraw();
    canvas3d.tick(performance.now(), { isSynchronous: true });
  },

  async addModels(text) {
    const { Model } = molstar.StateTransforms;
    const { data, structure } = view3d.plugin.builders;
    const trajectory = await structure.parseTrajectory(await data.rawData({ data: text }), 'mmcif');
    const count = trajectory.obj.data.frameCount;
    const update = view3d.plugin.build();
    view3d.structures = [...Array(count).keys()].map(
      modelIndex =>
        update
          .to(trajectory)
          .apply(Model.ModelFromTrajectory, { modelIndex })
          .apply(Model.StructureFromModel, { type: { name: 'model', params: {} } }).selector,
    );
    await update.commit();
    const added = view3d.plugin.build();
    view3d.lines = view3d.structures.map(of =>
      view3d.represent(added, of, 'backbone', { sizeFactor: 0.11 }, { size: 'uniform', sizeParams: { value: 1 } }),
    );
    view3d.worm = view3d.represent(
      added,
      view3d.structures[0],
      'putty',
      { sizeFactor: 1, quality: 'high' },
      { size: 'emconverge-worm' },
      true,
    );
    await added.commit();
    if (view3d.page.geometry?.columns.kind) view3d.molecules = await molecules.draw(view3d); // none where all is protein
    if (count < view3d.page.models)
      view3d.note(`Shown: the best ${count} of ${view3d.page.models} models, so that the page stays small.`);
  },
  represent(builder, of, type, typeParams, themes = {}, isHidden = false) {
    const colour = { color: 'emconverge-colours', colorParams: { scheme: colours.scheme } };
    const props = { type, typeParams: { ...typeParams, ...view3d.CUT }, ...colour, ...themes };
    return view3d.plugin.builders.structure.representation.buildRepresentation(builder, of, props, {
      initialState: { isHidden },
    });
  },
  note(text) {
    document.getElementById('no3d').textContent = text;
    document.getElementById('no3d').hidden = false;
  },

  /** Shows what is chosen now; of several calls while one is at work, the last alone counts. */
  update() {
    view3d.isStale = true;
    view3d.work = view3d.work
      .then(async () => {
        if (!view3d.isStale) return;
        view3d.isStale = false;
        const { chosen, model } = selection;
        const moved = chosen !== null && (chosen !== view3d.shown || model !== view3d.shownModel);
        if (moved) await view3d.showResidue(chosen, model);
        await view3d.showMap();
        const durationMs = view3d.still() ? 0 : 300;
        if (moved && view3d.sphere)
          view3d.plugin.managers.camera.focusSphere(view3d.sphere, { durationMs, extraRadius: 2, minRadius: 6 });
      })
      .catch(error => console.error(error));
    return view3d.work;
  },

  /** The side chains of a residue and its neighbours: of all models, or of one, if the page carries it. */
  async showResidue(id, model) {
    view3d.shown = id;
    view3d.shownModel = model;
    const one = view3d.structures[model];
    const { chain, number, icode } = view3d.residues.columns;
    const items = view3d.neighbours(id).map(near => ({ auth_seq_id: number[near], pdbx_PDB_ins_code: icode[near] }));
    const schema = { prefix: { auth_asym_id: chain[id] }, items };
    const { Bundle, Loci } = molstar.StructureElement;
    const update = view3d.plugin.build();
    (view3d.sticks ?? []).forEach(stick => update.delete(stick));
    view3d.sticks = (one ? [one] : view3d.structures).map(
      structure =>
        update.to(structure).apply(molstar.StateTransforms.Model.StructureSelectionFromBundle, {
          bundle: Bundle.fromSchema(structure.obj.data, schema),
          label: 'chosen',
        }).selector,
    );
    await update.commit();
    const added = view3d.plugin.build();
    view3d.sticks.forEach(stick =>
      view3d.represent(
        added,
        stick,
        'ball-and-stick',
        { sizeFactor: 0.1, sizeAspectRatio: 0.9 },
        { color: 'emconverge-elements' },
      ),
    );
    await added.commit();
    view3d.sphere = view3d.structures
      .map(({ obj }) => molstar.Loci.getBoundingSphere(Loci.fromSchema(obj.data, schema)))
      .find(Boolean);
  },
  neighbours(id) {
    const { chain, number } = view3d.residues.columns;
    const kinds = view3d.page.geometry?.columns.kind; // none where all is protein
    const isOfPolymer = of => !kinds || ['protein', 'nucleic'].includes(kinds[of]);
    if (!isOfPolymer(id)) return [id]; // ligands of neighbouring numbers may lie anywhere
    // twice as many as are shown, because residues with insertion codes share a number
    const near = [...Array(4 * view3d.NEIGHBOURS + 1).keys()].map(step => id - 2 * view3d.NEIGHBOURS + step);
    return near.filter(
      other =>
        chain[other] === chain[id] &&
        Math.abs(number[other] - number[id]) <= view3d.NEIGHBOURS &&
        view3d.themes.rmsd[other] !== null &&
        isOfPolymer(other),
    );
  },

  /** The map as a mesh: around the chosen residue, all of it, or none. */
  async showMap() {
    const { plugin, map, sphere } = view3d;
    if (!map) return;
    const mode = document.querySelector('[name=map]:checked').value;
    const centre = mode === 'around' ? sphere?.center : null;
    const file = mode === 'off' || centre === undefined ? null : map.file(centre, view3d.MAP_RADIUS);
    document.getElementById('noDensity').textContent = file && centre ? view3d.lack(map, centre) : '';
    const { Data, Volume, Representation } = molstar.StateTransforms;
    const update = plugin.build();
    if (view3d.mesh) update.delete(view3d.mesh);
    const data = file && update.toRoot().apply(Data.RawData, { data: file, label: 'map' });
    const volume = data?.apply(Data.ParseCcp4, {}).apply(Volume.VolumeFromCcp4, {}).selector;
    view3d.mesh = data?.selector ?? null;
    await update.commit();
    if (!volume) return;
    const mesh = plugin.build();
    const drawn = mesh
      .to(volume)
      .apply(
        Representation.VolumeRepresentation3D,
        view3d.meshOf(volume.obj.data, centre ? [view3d.clip(centre)] : []),
      );
    await mesh.commit();
    drawn.selector.obj.data.repr.setState({ pickable: false }); // a click goes through the mesh to the models
  },
  /** What to do where nothing of the mesh is to be seen around a place; the empty string where there is something. */
  lack(map, centre) {
    const highest = map.highest(centre, view3d.MESH_RADIUS);
    if (highest > map.level) return '';
    return highest > map.lowest
      ? `No density above this level here: lower it. There is some below ${rounded(highest)}.`
      : `No density above this level here, nor above ${rounded(map.lowest)}, the lowest in this page.`;
  },
  /** Only what is within a sphere. */
  clip(centre) {
    const scale = 2 * view3d.MESH_RADIUS;
    const transform = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    return {
      type: 'sphere',
      invert: true,
      position: [...centre],
      rotation: { axis: [1, 0, 0], angle: 0 },
      scale: [scale, scale, scale],
      transform,
    };
  },
  meshOf(volume, objects) {
    return molstar.createVolumeRepresentationParams(view3d.plugin, volume, {
      type: 'isosurface',
      typeParams: {
        visuals: ['wireframe'],
        isoValue: { kind: 'absolute', absoluteValue: view3d.map.scaled(view3d.map.level) },
        sizeFactor: 1.2,
        alpha: 0.55,
        tryUseGpu: false,
        clip: { variant: 'pixel', objects },
      },
      color: 'uniform',
      colorParams: { value: parseInt(appearance.ink('#5a6470').slice(1), 16) },
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
  still: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  /** Kept once the next picture is on the screen. */
  drawn: () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),

  showModels(what) {
    const { data } = view3d.plugin.state;
    view3d.lines.forEach(({ ref }) => data.updateCellState(ref, { isHidden: what !== 'models' }));
    view3d.molecules.forEach(({ ref }, model) =>
      data.updateCellState(ref, { isHidden: what !== 'models' && model > 0 }),
    );
    data.updateCellState(view3d.worm.ref, { isHidden: what !== 'worm' });
  },

  async colour() {
    const { scheme } = colours;
    const update = view3d.plugin.build();
    const drawn = view3d.plugin.state.data.selectQ(q =>
      q.ofTransformer(molstar.StateTransforms.Representation.StructureRepresentation3D),
    );
    for (const cell of drawn)
      update.to(cell).update(old => void (old.colorTheme = { name: old.colorTheme.name, params: { scheme } }));
    view3d.legend();
    await update.commit();
  },
};
