'use strict';
/** The Ramachandran plot: the figure's panels with every point of every model, each to be chosen. */
const ramachandran = {
  VERDICTS: ['favoured', 'allowed', 'outlier'],
  NARROW: 700,

  start(page, residues) {
    const place = document.getElementById('ramachandranChart');
    if (!place || !page.ramachandran) return;
    ramachandran.page = page;
    ramachandran.residues = residues;
    ramachandran.controls();
    // as soon as it is near, because thousands of points take their time
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        seen.disconnect();
        ramachandran.draw().catch(error => console.error(error));
      },
      { rootMargin: '600px' },
    );
    seen.observe(place.parentElement);
  },

  /** All classes side by side where there is room, on a phone one. */
  controls() {
    const select = document.getElementById('ramachandranKind');
    const { kinds } = ramachandran.page.geometry;
    select.append(element('option', 'all'));
    select.options[0].value = 'all';
    for (const { name } of ramachandran.page.ramachandran.concat) {
      const option = element('option', kinds[ramachandran.kind(name)]);
      option.value = name;
      select.append(option);
    }
    if (document.documentElement.clientWidth < ramachandran.NARROW) select.selectedIndex = 1;
    select.addEventListener('change', () => ramachandran.draw());
  },
  kind: name => Number(name.slice('kind'.length)),

  draw() {
    const { value } = document.getElementById('ramachandranKind');
    const spec = charts.withSignals(ramachandran.page.ramachandran);
    spec.concat = spec.concat.filter(({ name }) => value === 'all' || name === value);
    const narrow = document.documentElement.clientWidth < ramachandran.NARROW;
    spec.columns = narrow || spec.concat.length === 1 ? 1 : spec.columns;
    const room = charts.room('ramachandran') / spec.columns - 82;
    const data = {};
    for (const panel of spec.concat) {
      panel.width = panel.height = Math.max(150, Math.min(room, spec.concat.length === 1 ? 440 : 260));
      data[panel.name] = ramachandran.points(ramachandran.kind(panel.name));
      ramachandran.choosable(panel);
    }
    return charts.draw('ramachandran', spec, data);
  },

  /** The points come from the page's data, in the place of those that the figure draws. */
  choosable(panel) {
    const points = panel.layer[2];
    points.data = { name: panel.name };
    points.mark.cursor = 'pointer';
    points.encoding.tooltip = [
      { field: 'residue' },
      { field: 'phi', title: 'φ' },
      { field: 'psi', title: 'ψ' },
      { field: 'verdict' },
      { field: 'in', title: 'in' },
    ];
    const { x, y } = points.encoding;
    panel.layer.push({
      data: { name: panel.name },
      transform: [{ filter: 'datum.id === chosen' }],
      mark: { type: 'point', size: 70, filled: false, stroke: '#111', strokeWidth: 1.8, opacity: 1 },
      encoding: { x, y },
    });
  },

  /** Of a class, the outliers last, so that they lie above the others. */
  points(kind) {
    const { torsions, models } = ramachandran.page.geometry;
    const { name } = ramachandran.page.residues;
    const points = [];
    torsions.forEach(({ phi, psi, codes }, of) => {
      for (let id = 0; id < codes.length; id++) {
        const code = codes.charCodeAt(id) - 'a'.charCodeAt(0);
        if (codes[id] === '.' || Math.floor(code / 3) !== kind) continue;
        const residue = `${name[id]} ${ramachandran.residues.name(id)}`;
        points.push({
          id,
          of,
          residue,
          phi: phi[id],
          psi: psi[id],
          verdict: ramachandran.VERDICTS[code % 3],
          in: models[of],
        });
      }
    });
    const place = ({ verdict }) => ramachandran.VERDICTS.indexOf(verdict);
    return points.sort((a, b) => place(a) - place(b));
  },
};
