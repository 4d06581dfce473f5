'use strict';
/** The sequence as a list to choose from, and the card of the residue that is chosen. */
const sequence = {
  start(page, residues) {
    sequence.page = page;
    sequence.residues = residues;
    for (const letters of document.querySelectorAll('#sequences .letters')) {
      letters.tabIndex = 0;
      letters.setAttribute('role', 'listbox');
      letters.setAttribute(
        'aria-label',
        `Residues of ${letters.parentElement.querySelector('h3').textContent.toLowerCase()}; arrow keys choose`,
      );
      letters.addEventListener(
        'click',
        event => event.target.id.startsWith('r') && sequence.choose(Number(event.target.id.slice(1))),
      );
      letters.addEventListener('keydown', event => sequence.key(event));
    }
    for (const cell of document.querySelectorAll('.stretches td.range')) {
      const id = residues.ids.get(cell.textContent.split('–')[0]);
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...cell.childNodes);
      button.addEventListener('click', () => {
        sequence.choose(id);
        document.getElementById('explorer').scrollIntoView({ block: 'start' });
      });
      cell.append(button);
    }
    const name = document.getElementById('residueName');
    document.getElementById('picker').addEventListener('submit', event => {
      event.preventDefault();
      const id = residues.find(name.value);
      const advice = `There is no residue ${name.value}: write chain and number, as ${residues.name(residues.defined[0])}.`;
      name.setCustomValidity(id === undefined ? advice : '');
      name.reportValidity();
      if (id !== undefined) sequence.choose(id);
    });
    name.addEventListener('input', () => name.setCustomValidity(''));
    document.getElementById('previous').addEventListener('click', () => selection.choose(residues.step(-1)));
    document.getElementById('next').addEventListener('click', () => selection.choose(residues.step(1)));
    name.placeholder = residues.name(residues.defined[0]);
    selection.onChange(sequence.show);
    sequence.show();
  },

  choose(id) {
    if (sequence.page.residues.ca_rmsd[id] !== null) selection.choose(id);
  },

  key(event) {
    const steps = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: 10,
      ArrowUp: -10,
      PageDown: 50,
      PageUp: -50,
      Home: -Infinity,
      End: Infinity,
    };
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const own = event.currentTarget.querySelectorAll('i');
    const inside =
      selection.chosen !== null && event.currentTarget.contains(document.getElementById('r' + selection.chosen));
    selection.choose(
      inside || Math.abs(steps[event.key]) === Infinity
        ? sequence.residues.step(steps[event.key])
        : Number(own[0].id.slice(1)),
    );
    document
      .getElementById('r' + selection.chosen)
      ?.closest('.letters')
      .focus({ preventScroll: true });
  },

  show() {
    const { chosen, range } = selection;
    const values = sequence.page.residues.ca_rmsd;
    document.querySelector('#sequences i[aria-selected]')?.removeAttribute('aria-selected');
    for (const letters of document.querySelectorAll('#sequences .letters'))
      letters.removeAttribute('aria-activedescendant');
    if (range !== sequence.range) {
      sequence.range = range;
      for (const letter of document.querySelectorAll('#sequences i[id]')) {
        const rmsd = values[letter.id.slice(1)];
        letter.classList.toggle('out', range !== null && !(rmsd !== null && rmsd >= range[0] && rmsd < range[1]));
      }
    }
    const letter = document.getElementById('r' + chosen);
    const confidence = sequence.page.residues.confidence?.[chosen] ?? null;
    if (letter) {
      letter.setAttribute('role', 'option');
      letter.setAttribute('aria-selected', 'true');
      letter.setAttribute(
        'aria-label',
        `${sequence.page.residues.name[chosen]} ${sequence.residues.name(chosen)}, ${values[chosen]} Å` +
          (confidence === null ? '' : `, confidence ${confidence}`),
      );
      letter.parentElement.parentElement.setAttribute('aria-activedescendant', letter.id);
      const list = document.getElementById('sequences');
      const [inner, outer] = [letter.getBoundingClientRect(), list.getBoundingClientRect()];
      if (inner.top < outer.top + 20 || inner.bottom > outer.bottom)
        list.scrollTop += inner.top - outer.top - list.clientHeight / 2;
    }
    sequence.card();
  },

  card() {
    const { chosen } = selection;
    const columns = sequence.page.residues;
    const card = document.getElementById('residue');
    if (chosen === null) {
      card.replaceChildren(
        element('p', 'Choose a residue: in the models, the sequence, a chart, or by its number.', 'soft'),
      );
      return;
    }
    document.getElementById('residueName').value = sequence.residues.name(chosen);
    const list = document.createElement('dl');
    const row = (name, value, unit) =>
      value !== null && list.append(element('dt', name), element('dd', `${Number(value.toPrecision(3))} ${unit}`));
    sequence.page.tracks
      .filter(({ column }) => !['ca_rmsd', 'confidence'].includes(column))
      .forEach(({ column, title, unit }) => row(title, columns[column][chosen], unit));
    row('spread before refinement', columns.ca_rmsd_sampled[chosen], 'Å');
    card.replaceChildren(
      element('p', `${columns.name[chosen]} ${sequence.residues.name(chosen)}`, 'residue'),
      ...sequence.verdicts(chosen),
      list,
    );
  },

  /** What confidence, spread, start and register say of a residue, each a paragraph. */
  verdicts(id) {
    const { ca_rmsd, confidence, finding, register } = sequence.page.residues;
    const verdict = (text, colour) => {
      const paragraph = element('p', text, 'verdict');
      paragraph.style.borderColor = colour;
      return paragraph;
    };
    const verdicts = [];
    const judged = sequence.page.confidence && colours.classOf(id, 'confidence');
    if (judged) verdicts.push(verdict(`confidence ${confidence[id].toFixed(2)}: ${judged.label}`, judged.colour));
    const of = spread.of(ca_rmsd[id]);
    verdicts.push(verdict(`${ca_rmsd[id].toFixed(2)} Å: ${of.meaning}`, of.colour));
    for (const words of [finding[id], register[id]]) if (words !== null) verdicts.push(element('p', words, 'words'));
    return verdicts;
  },
};

function element(tag, text, style = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = style;
  return made;
}
