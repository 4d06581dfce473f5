'use strict';
/** Colour and size by Cα RMSD, as Mol* asks for them: by the place of an atom or bond. */
class SpreadThemes {
  /** As the scripts for ChimeraX and PyMOL: the diameter of the worm is 0.5 Å + RMSD, up to 8 Å. */
  static THINNEST = 0.25;
  static THICKEST = 8;

  constructor(residues) {
    this.residues = residues;
    this.rmsd = residues.columns.ca_rmsd;
    /** By model: the row in residues.csv of each residue. */
    this.rows = new WeakMap();
  }

  /** The row in residues.csv of the residue of an atom; undefined where there is none. */
  row(unit, element) {
    const { model } = unit;
    if (!this.rows.has(model)) this.rows.set(model, []);
    const rows = this.rows.get(model);
    const { chains, residues, chainAtomSegments, residueAtomSegments } = model.atomicHierarchy;
    const residue = residueAtomSegments.index[element];
    if (!(residue in rows)) {
      const chain = chains.auth_asym_id.value(chainAtomSegments.index[element]);
      const key = this.residues.key(
        chain,
        residues.auth_seq_id.value(residue),
        residues.pdbx_PDB_ins_code.value(residue),
      );
      rows[residue] = this.residues.ids.get(key);
    }
    return rows[residue];
  }

  /** Å; null where it is not defined. */
  rmsdAt(location) {
    let row;
    if (molstar.StructureElement.Location.is(location)) row = this.row(location.unit, location.element);
    if (molstar.Bond.isLocation(location)) row = this.row(location.aUnit, location.aUnit.elements[location.aIndex]);
    return row === undefined ? null : this.rmsd[row];
  }

  /** Its parameter {@code scheme}: "classes" or "even". */
  colour() {
    const colour = (rmsd, scheme) =>
      rmsd === null ? spread.undefinedColour : scheme === 'even' ? even(rmsd) : spread.of(rmsd).colour;
    const params = { scheme: { type: 'text', defaultValue: 'classes' } };
    return this.provider('emconverge-spread', params, { scheme: 'classes' }, props => ({
      color: location => parseInt(colour(this.rmsdAt(location), props.scheme).slice(1), 16),
    }));
  }

  /** A radius, Å. */
  size() {
    return this.provider('emconverge-worm', {}, {}, () => ({
      size: location => SpreadThemes.THINNEST + Math.min(this.rmsdAt(location) ?? 0, SpreadThemes.THICKEST) / 2,
    }));
  }

  provider(name, params, defaultValues, values) {
    const factory = (_context, props) => ({
      factory,
      props,
      granularity: 'group',
      description: 'Cα RMSD',
      ...values(props),
    });
    return {
      name,
      label: 'Cα RMSD',
      category: 'Misc',
      factory,
      getParams: () => params,
      defaultValues,
      isApplicable: () => true,
    };
  }
}
