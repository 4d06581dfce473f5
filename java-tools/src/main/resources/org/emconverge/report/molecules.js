'use strict';
/** What is no polymer: in the view of all models, where nothing but a chain has a trace, and in its table. */
const molecules = {
  /** Of more molecules, over all models, those of the best model alone are drawn, so that the view stays quick. */
  MOST: 600,

  /** The table can be held to one kind. */
  start() {
    const choice = document.getElementById('moleculeKind');
    if (!choice) return;
    const rows = [...document.querySelectorAll('#moleculeTable tbody tr')];
    const kind = row => row.cells[2].textContent;
    for (const name of [...new Set(rows.map(kind))]) choice.append(new Option(name, name));
    choice.addEventListener('change', () => {
      for (const row of rows) row.hidden = choice.value !== '' && kind(row) !== choice.value;
    });
  },

  /** Sticks of every molecule but waters in each model of a view, coloured as the models are; by model. */
  async draw(view) {
    const { kind } = view.page.geometry.columns;
    const { chain, number, icode } = view.residues.columns;
    const items = kind.flatMap((of, id) =>
      ['protein', 'nucleic', 'water'].includes(of)
        ? []
        : { auth_asym_id: chain[id], auth_seq_id: number[id], pdbx_PDB_ins_code: icode[id] },
    );
    if (!items.length) return [];
    const models =
      items.length * view.structures.length > molecules.MOST ? view.structures.slice(0, 1) : view.structures;
    const update = view.plugin.build();
    const parts = models.map(
      structure =>
        update.to(structure).apply(molstar.StateTransforms.Model.StructureSelectionFromBundle, {
          bundle: molstar.StructureElement.Bundle.fromSchema(structure.obj.data, { items }),
          label: 'molecules',
        }).selector,
    );
    await update.commit();
    const added = view.plugin.build();
    const drawn = parts.map(part =>
      view.represent(added, part, 'ball-and-stick', { sizeFactor: 0.13, sizeAspectRatio: 0.8 }),
    );
    await added.commit();
    return drawn;
  },
};
