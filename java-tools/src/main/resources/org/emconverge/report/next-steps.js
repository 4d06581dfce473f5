'use strict';
/** The residues to look at first: each leads to its place in the explorer. */
for (const place of document.querySelectorAll('.look')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...place.childNodes);
  button.addEventListener('click', () => {
    selection.choose(Number(place.dataset.residue));
    document.getElementById('explorer').scrollIntoView({ block: 'start' });
  });
  place.append(button);
}
