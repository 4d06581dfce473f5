'use strict';
/** The card of the residue that is chosen: what is said of it, and all that residues.csv has of it. */
const card = {
  start(page, residues) {
    card.page = page;
    card.residues = residues;
    selection.onChange(card.show);
    card.show();
  },

  /** What a column of residues.csv has of a residue; null where it has nothing. */
  value(column, id) {
    const value = (card.page.residues[column] ?? card.page.geometry.columns[column])?.[id] ?? null;
    return value === '' ? null : value;
  },
  /** A value as text, with its unit. */
  text: (value, unit) =>
    typeof value === 'number' ? `${Number(value.toPrecision(3))} ${unit}`.trim().replace('-', '−') : value,

  show() {
    const { chosen } = selection;
    const said = document.getElementById('residue');
    const numbers = document.getElementById('residueNumbers');
    if (chosen === null) {
      const advice = 'Choose a residue: in the models, the sequence, a chart, or by its number.';
      said.replaceChildren(element('p', advice, 'soft'));
      numbers.replaceChildren();
      return;
    }
    const name = card.residues.name(chosen);
    document.getElementById('residueName').value = name;
    said.replaceChildren(
      element('p', `${card.page.residues.name[chosen]} ${name}`, 'residue'),
      ...card.verdicts(chosen),
      ...card.oneModel(),
    );
    numbers.replaceChildren(...card.page.geometry.card.map(group => card.group(group, chosen)));
    numbers.append(...card.outliers(chosen));
  },

  /** What confidence, spread, start and register say of a residue, each a paragraph. */
  verdicts(id) {
    const { ca_rmsd, confidence, finding, register } = card.page.residues;
    const verdict = (text, colour) => {
      const paragraph = element('p', text, 'verdict');
      paragraph.style.borderColor = colour;
      return paragraph;
    };
    const verdicts = [];
    const judged = card.page.confidence && colours.classOf(id, 'confidence');
    if (judged) verdicts.push(verdict(`confidence ${confidence[id].toFixed(2)}: ${judged.label}`, judged.colour));
    const of = spread.of(ca_rmsd[id]);
    // where models part in strong density, to check them takes the place of what the class advises, as to omit them
    const advice = of.style === 'well' ? null : finding[id];
    verdicts.push(verdict(`${ca_rmsd[id].toFixed(2)} Å: ${advice ?? of.meaning}`, of.colour));
    for (const words of [advice === null ? finding[id] : null, register[id]])
      if (words !== null) verdicts.push(element('p', words, 'words'));
    return verdicts;
  },

  /** Whose side chains the 3D view shows, where it is one model's, and the way back to all. */
  oneModel() {
    const { model } = selection;
    if (model === null || model >= (card.page.models ?? 0) || !document.getElementById('stage')) return [];
    const words = element('p', `Side chains of ${card.page.geometry.models[model]} alone. `, 'words');
    const all = element('button', 'of all models');
    all.type = 'button';
    all.addEventListener('click', () => selection.choose(selection.chosen));
    words.append(all);
    return [words];
  },

  /** A heading, what is known, and of the rest why it is not. */
  group({ title, rows }, id) {
    const part = element('div', '', 'group');
    const list = document.createElement('dl');
    const missing = [];
    const kind = card.page.geometry.columns.kind?.[id] ?? 'protein';
    for (const { column, title: name, unit, missing: why, missingOf, ofProtein } of rows) {
      const value = card.value(column, id);
      const reason = missingOf[card.page.residues.name[id]] ?? (kind !== 'protein' && ofProtein ? ofProtein : why);
      if (value === null) missing.push([column, name, reason]);
      else list.append(card.term('dt', column, name), element('dd', card.text(value, unit)));
    }
    if (title === 'Geometry') list.append(...card.torsions(id));
    part.append(element('h3', title), list);
    if (missing.length) part.append(card.missing(missing));
    return part;
  },
  /** An element with a word that the glossary explains. */
  term(tag, column, name) {
    const made = document.createElement(tag);
    const word = element('span', name, 'term');
    word.dataset.term = column;
    made.append(word);
    return made;
  },
  missing(columns) {
    const line = element('p', 'Not known: ', 'soft');
    columns.forEach(([column, name, why], place) => {
      line.append(place ? '; ' : '', card.term('span', column, name), ` (${why})`);
    });
    return line;
  },
  torsions(id) {
    const { torsions } = card.page.geometry;
    if (!torsions.length || torsions[0].codes[id] === '.') return [];
    const angle = of => `${torsions[0][of][id]}°`.replace('-', '−');
    return [
      card.term('dt', 'ramachandran', 'φ, ψ of the best model'),
      element('dd', `${angle('phi')}, ${angle('psi')}`),
    ];
  },

  /** What is out of the ordinary, in how many models. */
  outliers(id) {
    const own = card.page.geometry.outliers.filter(({ row, partner }) => row === id || partner === id);
    if (!own.length) return [];
    const list = document.createElement('ul');
    for (const { row, residue, kind, what, value, share } of own) {
      const words = [kind, row === id ? what : `${residue} ${what}`].filter(Boolean).join(', ');
      list.append(element('li', `${words}: ${share} models, at worst ${value}`));
    }
    const part = element('div', '', 'group');
    part.append(element('h3', 'Outliers'), list);
    return [part];
  },
};
