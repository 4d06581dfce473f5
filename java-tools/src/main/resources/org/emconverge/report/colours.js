'use strict';
/** The classes of the paper with their limits (Å), meanings and colours, which the page's data bring; the same as in the figures. */
const spread = {
  of: rmsd =>
    colours.page.spread.classes.find(({ below, upTo }) => rmsd < (below ?? Infinity) && rmsd <= (upTo ?? Infinity)),
};
/** Cividis (Nuñez, Anderton & Renslow 2018, PLoS ONE 13:e0199239): even in lightness, and the same to the colour blind; 0 to 4 Å. */
const EVEN = ['#00224e', '#2a3f6d', '#575d6d', '#7d7c78', '#a59c74', '#d2c060', '#fee838'];
const EVEN_TO = 4;
/** On dark paper without its darkest third, which would not be seen there. */
const evenColours = () => (appearance.isDark() ? EVEN.slice(2) : EVEN);
const even = rmsd => {
  const stops = evenColours();
  const place = Math.min(rmsd / EVEN_TO, 1) * (stops.length - 1);
  const from = Math.min(Math.floor(place), stops.length - 2);
  const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map(at =>
    Math.round(channel(stops[from], at) + (place - from) * (channel(stops[from + 1], at) - channel(stops[from], at))),
  );
  return '#' + mixed.map(value => value.toString(16).padStart(2, '0')).join('');
};

/** Black or white, whichever is read more easily on a colour: at least 4.5 to 1 (WCAG 2, relative luminance). */
const letterOn = colour => {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
};

/**
 * How residues are coloured in the sequence, the profile and the models: the scheme is "confidence", "classes" (of the
 * spread), "even" (a scale of the spread) or "conformation" (what the spread stands for). Whoever shows it listens.
 */
const colours = {
  listeners: [],

  start(page) {
    colours.page = page;
    for (const radio of document.querySelectorAll('[name=colours]')) {
      if (radio.checked) colours.scheme = radio.value;
      radio.addEventListener('change', () => {
        colours.scheme = radio.value;
        colours.tell();
      });
    }
    colours.onChange(colours.sequence);
    colours.onChange(() => document.getElementById('key').replaceChildren(...colours.key()));
    appearance.onChange(colours.tell);
  },
  onChange(listener) {
    colours.listeners.push(listener);
  },
  tell: () => colours.listeners.forEach(listener => listener()),

  /** The class of a residue, by its row; undefined where it has none. */
  classOf(id, scheme = colours.scheme) {
    const { confidence, conformation, ca_rmsd } = colours.page.residues;
    if (scheme === 'conformation') return colours.page.conformation.classes.find(of => of.name === conformation[id]);
    const value = scheme === 'confidence' ? (confidence[id] ?? null) : ca_rmsd[id];
    if (value === null) return undefined;
    return scheme === 'confidence'
      ? colours.page.confidence.classes.find(({ from }) => value >= from)
      : spread.of(value);
  },
  /** #rrggbb */
  of(id, scheme = colours.scheme) {
    const of = id === undefined ? undefined : colours.classOf(id, scheme);
    if (of === undefined) return colours.page.spread.undefinedColour;
    return scheme === 'even' ? even(colours.page.residues.ca_rmsd[id]) : of.colour;
  },

  /** Of classes the letters have the style, of the even scale the colour itself. */
  sequence() {
    for (const letter of document.querySelectorAll('#sequences i[id]')) {
      const id = Number(letter.id.slice(1));
      const of = colours.classOf(id);
      const isEven = colours.scheme === 'even' && of !== undefined;
      const isOut = letter.classList.contains('out');
      letter.className = isEven ? '' : (of?.style ?? 'none');
      letter.classList.toggle('out', isOut);
      letter.style.background = isEven ? colours.of(id) : '';
      letter.style.color = isEven ? letterOn(colours.of(id)) : '';
    }
  },

  /** What the colours of the letters mean, as elements. */
  key() {
    if (colours.scheme === 'even') return colours.scale();
    return colours.group().key.map(({ style, label }) => {
      const entry = element('span', '');
      entry.append(element('i', 'A', style), ' ' + label);
      return entry;
    });
  },
  /** The even scale, as elements. */
  scale() {
    const bar = element('span', '', 'bar');
    bar.style.background = `linear-gradient(to right, ${evenColours().join(', ')})`;
    return ['Cα RMSD 0', bar, `${EVEN_TO} Å`];
  },
  /** The classes that have a label, in a scheme of classes. */
  labelled: () => colours.group().classes.filter(({ label }) => label !== undefined),
  /** The classes of the scheme, with their key. */
  group: () => colours.page[['confidence', 'conformation'].includes(colours.scheme) ? colours.scheme : 'spread'],
};
