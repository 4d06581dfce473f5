'use strict';
/** What the reader has chosen: one residue, by its row in residues.csv, and a range of RMSD. Whoever shows it listens. */
const selection = {
  chosen: null,
  range: null,
  listeners: [],
  onChange(listener) {
    selection.listeners.push(listener);
  },
  choose(id) {
    if (id !== selection.chosen) {
      selection.chosen = id;
      selection.listeners.forEach(listener => listener());
    }
  },
  /** @param range [from, to), Å; the range shown already, or null, shows all again */
  limit(range) {
    const same = range !== null && selection.range !== null && range[0] === selection.range[0];
    selection.range = same ? null : range;
    selection.listeners.forEach(listener => listener());
  },
};

/** The rows of residues.csv. */
class Residues {
  constructor(columns) {
    this.columns = columns;
    this.length = columns.chain.length;
    this.ids = new Map();
    for (let id = 0; id < this.length; id++)
      this.ids.set(this.key(columns.chain[id], columns.number[id], columns.icode[id]), id);
    /** Rows with an RMSD, in their order: those that can be chosen. */
    this.defined = [...Array(this.length).keys()].filter(id => columns.ca_rmsd[id] !== null);
  }
  key(chain, number, icode) {
    return `${chain} ${number}${icode}`;
  }
  name(id) {
    const { chain, number, icode } = this.columns;
    return this.key(chain[id], number[id], icode[id]);
  }
  /** The row of what a reader typed: "A 45", "A45", "a/45", or "45" in the chain of the one chosen; undefined where there is none. */
  find(text) {
    const typed = text.trim().replace(/[\s/:]+/g, ' ');
    const chain = this.columns.chain[selection.chosen ?? this.defined[0]];
    const split = typed.replace(/^(\D+?) ?(-?\d+\w?)$/, '$1 $2');
    for (const candidate of [
      typed,
      split,
      split.toUpperCase(),
      `${chain} ${typed}`,
      `${chain} ${typed.toUpperCase()}`,
    ]) {
      if (this.ids.has(candidate)) return this.ids.get(candidate);
    }
    return undefined;
  }
  /** The defined row that many places on from the chosen one, or from the start. */
  step(places) {
    const at = this.defined.indexOf(selection.chosen);
    const to = at < 0 ? 0 : Math.max(0, Math.min(this.defined.length - 1, at + places));
    return this.defined[to];
  }
}
