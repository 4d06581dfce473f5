'use strict';
/**
 * Light or dark: as the system has it, until the reader chooses otherwise, which is kept. Paper is always light. The style
 * sheets follow by their own rules; what scripts draw asks here, and listens.
 */
const appearance = {
  KEPT_AS: 'emconverge-appearance',
  /** The background of the pages, as report.css has it. */
  PAPER: { light: '#ffffff', dark: '#12171e' },
  /** What charts and views draw in on light paper, and in its place on dark; what shows a class keeps its colour. */
  INKS: {
    '#111': '#f2f5f8',
    '#1b1b1b': '#f2f5f8',
    '#222': '#e3e8ee',
    '#333': '#c3ccd6',
    '#444': '#c3ccd6',
    '#555': '#a3aebb',
    '#1c2430': '#e3e8ee',
    '#5a6470': '#9aa6b4',
    '#a02622': '#f3a09b',
    '#e8e8e8': '#2b333e',
    '#ededed': '#2b333e',
    '#d9dee4': '#3a4552',
    white: '#12171e',
  },
  system: matchMedia('(prefers-color-scheme: dark)'),
  paper: matchMedia('print'),
  listeners: [],

  start() {
    const kept = appearance.kept();
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset.appearance = kept;
    appearance.wasDark = appearance.isDark();
    appearance.system.addEventListener('change', appearance.tell);
    appearance.paper.addEventListener('change', appearance.tell);
    document.addEventListener('DOMContentLoaded', appearance.addButton);
  },

  chosen: () => document.documentElement.dataset.appearance ?? (appearance.system.matches ? 'dark' : 'light'),
  isDark: () => !appearance.paper.matches && appearance.chosen() === 'dark',
  ink: light => (appearance.isDark() ? appearance.INKS[light] : light),
  onChange(listener) {
    appearance.listeners.push(listener);
  },
  tell() {
    appearance.button.textContent = appearance.chosen() === 'dark' ? 'Light colours' : 'Dark colours';
    if (appearance.isDark() === appearance.wasDark) return;
    appearance.wasDark = appearance.isDark();
    appearance.listeners.forEach(listener => listener());
  },

  addButton() {
    appearance.button = document.createElement('button');
    appearance.button.type = 'button';
    appearance.button.className = 'appearance';
    appearance.button.addEventListener('click', () => {
      document.documentElement.dataset.appearance = appearance.chosen() === 'dark' ? 'light' : 'dark';
      appearance.keep(appearance.chosen());
      appearance.tell();
    });
    appearance.tell();
    document.querySelector('header > div').prepend(appearance.button);
  },

  /** Where a browser keeps nothing for a page from a file, the choice lasts as long as the page. */
  kept() {
    try {
      return localStorage.getItem(appearance.KEPT_AS);
    } catch {
      return null;
    }
  },
  keep(choice) {
    try {
      localStorage.setItem(appearance.KEPT_AS, choice);
    } catch {
      // nothing is kept
    }
  },

  /** A chart's specification as it is to be drawn now: its own, or one for dark paper. Data are left as they are. */
  dress(spec) {
    if (!appearance.isDark()) return spec;
    const swapped = node => {
      if (typeof node === 'string') return appearance.INKS[node] ?? node;
      if (node === null || typeof node !== 'object') return node;
      if (Array.isArray(node)) return node.map(swapped);
      return Object.fromEntries(
        Object.entries(node).map(([key, value]) => [key, /^data(sets)?$/.test(key) ? value : swapped(value)]),
      );
    };
    const { config = {} } = spec;
    const plain = {
      axis: { labelColor: '#333', titleColor: '#222' },
      legend: { labelColor: '#222', titleColor: '#222' },
      header: { labelColor: '#222', titleColor: '#222' },
      title: { color: '#222' },
      text: { color: '#222' },
    };
    const inks = Object.entries(plain).map(([part, colours]) => [part, { ...colours, ...config[part] }]);
    return { ...swapped({ ...spec, config: { ...config, ...Object.fromEntries(inks) } }), background: null };
  },
};
appearance.start();
