'use strict';
/** The sequence as a list to choose from. */
const sequence = {
  start(page, residues) {
    sequence.page = page;
    sequence.residues = residues;
    for (const letters of document.querySelectorAll('#sequences .letters')) {
      letters.tabIndex = 0;
      letters.setAttribute('role', 'listbox');
      letters.querySelectorAll('i[id]').forEach(letter => letter.setAttribute('role', 'option'));
      letters.setAttribute('aria-label', `Residues of chain ${letters.dataset.chain}; arrow keys choose`);
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
    const own = [...event.currentTarget.querySelectorAll('i')].map(letter => Number(letter.id.slice(1)));
    if (!sequence.residues.move(event, own)) return;
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
  },
};

function element(tag, text, style = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = style;
  return made;
}
