'use strict';
/**
 * What a term of the page means, told where the pointer or the focus is: any element of class "term" whose data-term the glossary at the
 * end of the page has, those too that scripts add later. A second click, or Enter, leads to the glossary, where the sources are linked.
 */
const glossary = {
  INTERACTIVE: 'button, a, label, summary, [role=option]',
  LINGER: 250,
  /** The terms by what has the focus for them, where that is not the term itself. */
  hosts: new WeakMap(),
  shown: null,
  leaving: 0,

  start() {
    glossary.box = Object.assign(document.createElement('div'), { className: 'explanation', hidden: true });
    glossary.box.setAttribute('aria-hidden', 'true'); // a screen reader has the definition by aria-describedby
    document.body.append(glossary.box);
    glossary.fold();
    glossary.explain(document);
    new MutationObserver(changes =>
      changes.forEach(({ addedNodes }) => addedNodes.forEach(node => node.nodeType === 1 && glossary.explain(node))),
    ).observe(document.body, { childList: true, subtree: true });
    document.addEventListener('pointerover', ({ target, pointerType }) => {
      if (pointerType === 'touch') return; // a finger that lands anywhere is no pointer that has left
      const term = target.closest('.term[data-term]');
      if (term) glossary.show(term);
      else if (!glossary.box.contains(target)) glossary.leave();
      else clearTimeout(glossary.leaving);
    });
    document.addEventListener('focusin', ({ target }) => {
      const term = target.closest('.term[data-term]') ?? glossary.hosts.get(target);
      if (term && target.matches(':focus-visible')) glossary.show(term);
    });
    document.addEventListener('focusout', glossary.hide);
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') glossary.hide();
      if (['Enter', ' '].includes(event.key) && event.target.matches('.term[data-explained]')) {
        event.preventDefault();
        glossary.lead(event.target.dataset.term);
      }
    });
    let before = null;
    document.addEventListener('pointerdown', () => (before = glossary.shown), true);
    document.addEventListener('click', ({ target }) => {
      const term = target.closest('.term[data-explained]');
      if (!term && !glossary.box.contains(target)) glossary.hide();
      if (!term || term.tabIndex < 0) return;
      if (before === term) glossary.lead(term.dataset.term);
      else glossary.show(term);
    });
    document
      .querySelectorAll('a[href="#glossary"]')
      .forEach(link => link.addEventListener('click', () => glossary.unfold()));
  },

  /** On the screen the glossary opens when it is asked for; on paper, and without scripts, it is there. */
  fold() {
    const terms = document.getElementById('glossaryTerms');
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'unfoldGlossary' });
    button.setAttribute('aria-controls', terms.id);
    const label = () => {
      const folded = terms.classList.contains('folded');
      button.textContent = folded ? `Show all ${terms.children.length} terms` : 'Fold';
      button.setAttribute('aria-expanded', String(!folded));
    };
    button.addEventListener('click', () => {
      terms.classList.toggle('folded');
      label();
    });
    glossary.unfold = () => {
      terms.classList.remove('folded');
      label();
    };
    terms.classList.add('folded');
    label();
    terms.before(button);
  },

  /** Makes the terms in a part of the page reachable, and ties them to their definitions. */
  explain(part) {
    const terms = [...part.querySelectorAll('.term[data-term]')];
    if (part.matches?.('.term[data-term]')) terms.push(part);
    for (const term of terms) {
      const definition = 'definition-' + term.dataset.term;
      if (!document.getElementById(definition)) continue;
      const host = term.parentElement?.closest(glossary.INTERACTIVE);
      const focused = host?.matches('label') ? host.control : host;
      term.dataset.explained = '';
      (focused ?? term).setAttribute('aria-describedby', definition);
      if (focused) glossary.hosts.set(focused, term);
      if (host) continue;
      term.tabIndex = 0;
      term.setAttribute('role', 'button');
    }
  },

  show(term) {
    clearTimeout(glossary.leaving);
    const entry = document.getElementById('term-' + term.dataset.term);
    if (!entry || glossary.shown === term) return;
    glossary.shown = term;
    const part = (tag, text, style = '') => {
      const made = document.createElement(tag);
      made.textContent = text;
      made.className = style;
      return made;
    };
    const facts = entry.querySelector('.facts').textContent;
    const sources = [...entry.querySelectorAll('a')].map(source => source.textContent);
    glossary.box.replaceChildren(
      part('b', entry.querySelector('dt').textContent),
      part('span', document.getElementById('definition-' + term.dataset.term).textContent),
      ...(facts ? [part('span', facts, 'facts')] : []),
      ...(sources.length ? [part('span', sources.join('; '), 'facts')] : []),
    );
    glossary.box.hidden = false;
    glossary.place(term.getBoundingClientRect());
  },

  /** Below the term, or above it where there is no room, and never beyond the page's edge. */
  place(at) {
    const { box } = glossary;
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.max(8, Math.min(at.left, clientWidth - box.offsetWidth - 8));
    const fits = at.bottom + 6 + box.offsetHeight <= clientHeight;
    const top = fits || at.top < box.offsetHeight ? at.bottom + 6 : at.top - box.offsetHeight - 6;
    box.style.left = left + window.scrollX + 'px';
    box.style.top = top + window.scrollY + 'px';
  },

  /** The pointer may go from the term into its explanation. */
  leave() {
    clearTimeout(glossary.leaving);
    glossary.leaving = setTimeout(glossary.hide, glossary.LINGER);
  },

  hide() {
    clearTimeout(glossary.leaving);
    glossary.shown = null;
    glossary.box.hidden = true;
  },

  /** To the entry of the glossary. */
  lead(key) {
    glossary.hide();
    glossary.unfold();
    const entry = document.getElementById('term-' + key);
    entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: 'center' });
  },
};
glossary.start();
