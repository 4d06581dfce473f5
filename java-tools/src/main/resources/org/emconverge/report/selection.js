'use strict';
/** What the reader has chosen: one residue, by its row in residues.csv, and a range of RMSD. Whoever shows it listens. */
const selection = {
  chosen: null,
  /** The one model, from 0, whose side chains are shown at the residue; null: all. */
  model: null,
  range: null,
  listeners: [],
  onChange(listener) {
    selection.listeners.push(listener);
  },
  choose(id, model = null) {
    if (id !== selection.chosen || model !== selection.model) {
      selection.chosen = id;
      selection.model = model;
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

/** By how many places a key moves the choice along the sequence. */
const STEPS = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: 10,
  ArrowUp: -10,
  PageDown: 50,
  PageUp: -50,
  Home: -Infinity,
  End: Infinity,
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
  /**
   * Moves the choice by a key, unless it is none of those that move it.
   * @param ids rows of the list that has the focus: where the choice is elsewhere, it first comes there
   */
  move(event, ids) {
    if (!(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey) return false;
    event.preventDefault();
    const places = STEPS[event.key];
    const isThere = ids.includes(selection.chosen) || Math.abs(places) === Infinity;
    selection.choose(isThere ? this.step(places) : ids[0]);
    return true;
  }
  /** The defined row that many places on from the chosen one, or from the start. */
  step(places) {
    const at = this.defined.indexOf(selection.chosen);
    const to = at < 0 ? 0 : Math.max(0, Math.min(this.defined.length - 1, at + places));
    return this.defined[to];
  }
}
