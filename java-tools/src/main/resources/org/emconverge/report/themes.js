'use strict';
/** Colour as the reader chose it and size by Cα RMSD, as Mol* asks for them: by the place of an atom or bond. */
class ResidueThemes {
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

  /** The same of an atom's or a bond's place. */
  rowAt(location) {
    if (molstar.StructureElement.Location.is(location)) return this.row(location.unit, location.element);
    if (molstar.Bond.isLocation(location)) return this.row(location.aUnit, location.aUnit.elements[location.aIndex]);
    return undefined;
  }

  /** Its parameter {@code scheme} is one of those of the colours. */
  colour() {
    return this.coloured('emconverge-colours', () => (location, scheme) => this.colourAt(location, scheme));
  }
  /**
   * The same for carbon and hydrogen, and the colour of its element for another atom.
   *
   * @param elements Mol*'s provider of these
   */
  byElement(elements) {
    return this.coloured('emconverge-elements', context => {
      const other = elements.factory(context, { ...elements.defaultValues, lightness: 0 }).color;
      const isCarbon = location => ['C', 'H', 'D'].includes(this.element(location));
      return (location, scheme) => (isCarbon(location) ? this.colourAt(location, scheme) : other(location));
    });
  }
  colourAt(location, scheme) {
    return parseInt(colours.of(this.rowAt(location), scheme).slice(1), 16);
  }
  element(location) {
    const isBond = molstar.Bond.isLocation(location);
    const unit = isBond ? location.aUnit : location.unit;
    const atom = isBond ? unit.elements[location.aIndex] : location.element;
    return unit?.model.atomicHierarchy.atoms.type_symbol.value(atom);
  }
  coloured(name, of) {
    const params = { scheme: { type: 'text', defaultValue: colours.scheme } };
    return this.provider(name, params, { scheme: colours.scheme }, (props, context) => {
      const at = of(context);
      return { color: location => at(location, props.scheme) };
    });
  }

  /** A radius, Å. */
  size() {
    return this.provider('emconverge-worm', {}, {}, () => ({
      size: location =>
        ResidueThemes.THINNEST + Math.min(this.rmsd[this.rowAt(location)] ?? 0, ResidueThemes.THICKEST) / 2,
    }));
  }

  provider(name, params, defaultValues, values) {
    const factory = (context, props) => ({
      factory,
      props,
      granularity: 'group',
      description: 'residues',
      ...values(props, context),
    });
    return {
      name,
      label: 'residues',
      category: 'Misc',
      factory,
      getParams: () => params,
      defaultValues,
      isApplicable: () => true,
    };
  }
}
