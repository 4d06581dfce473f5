/** Entries for the tests: the files of a run, made up of ideal helices, and their page by 'emtools report'. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PER_HELIX = 40;
const BESIDE = 12;
const VOXEL = 1.5;
const ATOMS = {
  LYS: ['N', 'CA', 'C', 'O', 'CB', 'CG', 'CD', 'CE', 'NZ'],
  GLU: ['N', 'CA', 'C', 'O', 'CB', 'CG', 'CD', 'OE1', 'OE2'],
};
/** Radius (Å), angle (°) and rise (Å) of each atom from its Cα's place in an α-helix. */
const PLACES = {
  N: [1.55, -28, -0.9],
  CA: [2.29, 0, 0],
  C: [1.65, 27, 1.1],
  O: [2.0, 22, 2.3],
  CB: [3.3, -18, 0.3],
  CG: [4.5, -12, 1.1],
  CD: [5.8, -16, 0.6],
  CE: [7.0, -12, 1.4],
  NZ: [8.2, -14, 0.9],
  OE1: [6.6, -10, 1.5],
  OE2: [6.2, -24, -0.4],
};

/** The same numbers every time, between 0 and 1. */
function generator(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

/** x, y, z (Å) of an atom of a residue. @param index of the residue among all */
export function position(index, atom) {
  const [radius, angle, rise] = PLACES[atom];
  const turn = ((100 * index + angle) * Math.PI) / 180;
  const helix = Math.floor(index / PER_HELIX);
  const [x, y, z] = [helix % 8, Math.floor(helix / 8), index % PER_HELIX];
  return [20 + BESIDE * x + radius * Math.cos(turn), 20 + BESIDE * y + radius * Math.sin(turn), 20 + 1.5 * z + rise];
}

/** Cα RMSD (Å): mostly models that agree, a stretch beyond 1, 3 and 4 Å. */
export const rmsd = index =>
  [0.3, 0.5, 0.4, 0.6][index % 4] + (index % 50 >= 40 && index % 50 < 46 ? 0.9 * ((index % 50) - 39) : 0);

const LIMITS = JSON.parse(readFileSync(join(ROOT, 'facts.json'), 'utf8')).confidence.classes.map(of => of.from ?? 0);

/** Confidence in the middle of a class: mostly determined, ten in doubt, five probably wrong, one without any. */
export const confidence = index => {
  const of = index % 50 < 10 ? 1 : index % 50 < 15 ? 2 : 0;
  return index === 20 ? null : (LIMITS[of] + (LIMITS[of - 1] ?? 1)) / 2;
};

/**
 * @param options residues, chains (their ids), models, id, title, whether they are {@code judged} (confidence, shift, register) or
 *   {@code given} by another program, what all residues have alike: {@code constant}, of tracks, and what is left out: {@code without},
 *   of tracks, sampled, ranking, map, ensemble; {@code ligands}: molecules of three atoms beside the polymer, each with chain, number,
 *   name, kind, spread (Å) and place (x, y, z); {@code halves}: models of either half map, which lie apart at six residues
 * @returns the page's file
 */
export function report(
  folder,
  {
    residues,
    chains = ['A'],
    models = 5,
    id = 'made-up',
    title = null,
    judged = false,
    given = false,
    constant = [],
    without = [],
    ligands = [],
    halves = false,
  },
) {
  mkdirSync(join(folder, 'prepared'), { recursive: true });
  const rows = residueRows(residues, chains);
  const write = (name, content) => writeFileSync(join(folder, name), content);
  const has = part => !without.includes(part) && !(given && part === 'sampled');
  write('residues.csv', residuesCsv(rows, has, judged, constant, ligands, halves));
  write(
    'summary.json',
    JSON.stringify({
      ...summary(rows, models, title, has),
      id,
      ...(given ? another(models) : {}),
      ...(halves ? ofHalves(rows) : {}),
    }),
  );
  if (given) write('alignment.csv', alignmentCsv(models, residues));
  const add = (part, name, content) => has(part) && write(name, content);
  add('ranking', 'ranking.csv', rankingCsv(given ? givenNames(models) : names(3 * models), models));
  add('ensemble', 'ensemble.cif', ensembleCif(rows, models, rmsd, ligands));
  add('map', 'prepared/map.mrc', map(rows));
  const renderer = join(ROOT, 'bin', 'render_figures.py');
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    ['report', '--entry', '.', '--renderer', renderer, '--out-dir', 'report'],
    {
      cwd: folder,
      stdio: 'pipe',
    },
  );
  return join(folder, 'report', 'report.html');
}

/** Å: how far models of the half maps lie apart; what is expected by chance is 0.3. */
export const halfMapShift = index => (index >= 10 && index < 16 ? 2.4 : 0.25);

const ofHalves = rows => ({
  validation: { refined: { ramachandran: { favoured_percent: 97, outliers_percent: 1 }, clashscore: 12 } },
  half_map_models: {
    models: [5, 5],
    limit: 1,
    times_expected: 3,
    compared: rows.length,
    median: 0.25,
    residues: rows
      .filter(({ index }) => halfMapShift(index) > 1)
      .map(({ chain, number, code }) => `${chain} ${number}${code}`),
  },
});

function residueRows(residues, chains) {
  return [...Array(residues).keys()].map(index => {
    const chain = chains[Math.floor((index * chains.length) / residues)];
    const place = index - Math.ceil((chains.indexOf(chain) * residues) / chains.length);
    const inserted = place === 6; // 5, 5A, 6 ...
    return {
      index,
      chain,
      name: index % 2 ? 'GLU' : 'LYS',
      number: place < 6 ? place : place - 1,
      code: inserted ? 'A' : '',
    };
  });
}

/**
 * The page of resolution series.
 *
 * @param maps of each id, series, nominal, measured, seed, and spread: the Cα RMSD (Å) of a residue by its place
 * @param options residues, chains, and missing: rows of the maps that were asked for and have no result
 * @returns the page's file
 */
export function seriesPage(folder, maps, { residues = 40, chains = ['A'], models = 3, missing = [] } = {}) {
  const rows = residueRows(residues, chains);
  for (const { id, series, nominal, measured, seed, spread, shift = 1 } of maps) {
    const entry = join(folder, id);
    mkdirSync(entry, { recursive: true });
    const spreads = rows.map(({ index }) => spread(index));
    const lines = rows.map(({ index, chain, name, number, code }) =>
      [quoted(chain), number, code, name, spread(index).toFixed(3), ''].join(),
    );
    writeFileSync(
      join(entry, 'residues.csv'),
      ['chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled', ...lines, ''].join('\n'),
    );
    const mean = spreads.reduce((sum, value) => sum + value, 0) / residues;
    writeFileSync(join(entry, 'summary.json'), JSON.stringify({ id, residues, ca_rmsd: { mean } }));
    const frequency = [...Array(20).keys()].map(shell => (shell + 1) / 50);
    const fsc = frequency.map(q => 1 / (1 + Math.exp(40 * (q - 1 / measured))));
    writeFileSync(
      join(entry, 'series_map.json'),
      JSON.stringify({
        series,
        nominal,
        measured,
        seed,
        shift,
        given: 3,
        curves: { frequency, measured: fsc, given: fsc },
      }),
    );
    writeFileSync(join(entry, 'ensemble.cif'), ensembleCif(rows, models, spread));
  }
  const asked = [...maps, ...missing].map(({ id, series, nominal, seed }) => [id, series, nominal, seed].join());
  writeFileSync(join(folder, 'asked.csv'), ['id,series,nominal,seed', ...asked, ''].join('\n'));
  const failed = missing.map(({ id, reason }) => [id, 'SERIES_MAP', 1, quoted(reason)].join());
  writeFileSync(join(folder, 'failed.csv'), ['id,process,exit,reason', ...failed, ''].join('\n'));
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    [
      'series-table',
      '--entry',
      ...maps.map(({ id }) => join(folder, id)),
      ...['--asked', join(folder, 'asked.csv'), '--failed', join(folder, 'failed.csv'), '--out-dir', folder],
    ],
    { stdio: 'pipe' },
  );
  return join(folder, 'series.html');
}

/**
 * @param names of entries in the folder
 * @returns the file of their index
 */
export function indexPage(folder, names) {
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    ['index', '--entry', ...names.map(name => join(folder, name)), '--out-dir', folder],
    { stdio: 'pipe' },
  );
  return join(folder, 'index.html');
}

/**
 * The page of several maps of one molecule.
 *
 * @param maps of each id and moved: how far (Å) its models have a residue, by its place, from where the first map's have it; and
 *   halves: how far the models of its half maps have it apart
 * @returns the page's file
 */
export function mapsPage(folder, maps, { residues = 40, chains = ['A'] } = {}) {
  const rows = residueRows(residues, chains);
  for (const { id, moved, halves = () => '' } of maps) {
    const entry = join(folder, id);
    mkdirSync(entry, { recursive: true });
    const lines = rows.map(({ index, chain, name, number, code }) =>
      [quoted(chain), number, code, name, rmsd(index).toFixed(3), '', halves(index), 0.3].join(),
    );
    const columns = 'chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,half_map_shift,half_map_shift_expected';
    writeFileSync(join(entry, 'residues.csv'), [columns, ...lines, ''].join('\n'));
    writeFileSync(join(entry, 'summary.json'), JSON.stringify({ ...summary(rows, 4, id, () => true), id }));
    writeFileSync(join(entry, 'ensemble.cif'), ensembleCif(rows, 4, rmsd, [], moved));
  }
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    [
      'map-differences',
      '--entry',
      ...maps.map(({ id }) => join(folder, id)),
      ...['--run', '..', '--renderer', join(ROOT, 'bin', 'render_figures.py'), '--out-dir', join(folder, maps[0].id)],
    ],
    { stdio: 'pipe' },
  );
  return join(folder, maps[0].id, 'maps.html');
}

const quoted = text => `"${text.replaceAll('"', '""')}"`;

function residuesCsv(rows, has, judged, constant, ligands, halves) {
  const tracks = ['b_iso', 'density_ca', 'q_score', 'local_resolution'].filter(has);
  const verdict = index => {
    const wrong = index % 50 >= 10 && index % 50 < 15;
    return [wrong ? 0.2 : 0.9, wrong ? -2 : 0, wrong ? 3.5 : 0.2, confidence(index) ?? ''];
  };
  const value = {
    b_iso: v => 40 + 20 * v,
    density_ca: v => 2 - v / 4,
    q_score: v => 0.7 - v / 10,
    local_resolution: v => 3 + v / 5,
  };
  const lines = rows.map(({ index, chain, name, number, code }) => {
    const spread = rmsd(index);
    const sampled = has('sampled') ? (1.4 * spread).toFixed(3) : '';
    return [
      quoted(chain),
      number,
      code,
      name,
      spread.toFixed(3),
      sampled,
      ...tracks.map(track => value[track](constant.includes(track) ? 0.5 : spread).toFixed(3)),
      ...(judged ? verdict(index) : []),
      ...(ligands.length ? ['protein', spread.toFixed(3)] : []),
      ...(halves ? [halfMapShift(index), 0.3] : []),
    ].join();
  });
  const others = ligands.map(({ chain, number, name, kind, spread }) => {
    const unknown = Array(2 + tracks.length + (judged ? 4 : 0)).fill('');
    return [quoted(chain), number, '', name, ...unknown, kind, spread.toFixed(3)].join();
  });
  return [
    [
      'chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled',
      ...tracks,
      ...(judged ? ['register_probability', 'register_shift', 'ca_shift', 'confidence'] : []),
      ...(ligands.length ? ['kind', 'rmsd'] : []),
      ...(halves ? ['half_map_shift', 'half_map_shift_expected'] : []),
    ].join(),
    ...lines,
    ...others,
    '',
  ].join('\n');
}

function summary(rows, models, title, has) {
  const values = rows.map(({ index }) => rmsd(index)).sort((a, b) => a - b);
  const share = passes => values.filter(passes).length / values.length;
  const quantile = q => values[Math.floor(q * (values.length - 1))];
  return {
    schema_version: '1.0',
    title,
    resolution: 3.4,
    residues: rows.length,
    models: {
      requested: 3 * models,
      sampled: 3 * models,
      dropped: [],
      selected: models,
      refined: models,
      compared: models,
      names: names(models),
    },
    ca_rmsd: {
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      median: quantile(0.5),
      mode: 0.45,
      skewness: 2.1,
      q1: quantile(0.25),
      q3: quantile(0.75),
      fractions: {
        lt1: share(v => v < 1),
        '1to3': share(v => v >= 1 && v <= 3),
        gt3: share(v => v > 3),
        gt4: share(v => v > 4),
      },
    },
    trend: null,
    spearman: has('q_score') ? { q_score: -0.9 } : null,
    validation: {},
    engines: { sampler: 'openmm', refiner: 'servalcat' },
    versions: { openmm: '8.6.1', servalcat: '0.4.142' },
    notes: [],
  };
}

const names = models => [...Array(models).keys()].map(model => `model_${String(model + 1).padStart(4, '0')}`);

/** What the summary of models of another program has otherwise. */
const another = models => ({
  models: {
    ...Object.fromEntries(['requested', 'sampled', 'selected', 'refined'].map(key => [key, null])),
    dropped: [],
    compared: models,
    names: givenNames(models),
  },
  engines: { sampler: null, refiner: null },
  validation: {
    given: { ramachandran: { favoured_percent: 97, outliers_percent: 1 }, clashscore: 12, molprobity_score: 2.4 },
  },
  versions: { emtools: '0.1.0' },
});
const givenNames = models =>
  [...Array(models).keys()].map(model => `t20s_alpha_4.8A_another_program_run_${model + 1}_refined_real_space`);

function alignmentCsv(models, residues) {
  const row = name => [name, 'B', 1001, 1000 + residues, 'A', 1, residues, residues, residues - 2].join();
  return [
    'model,chain,first,last,reference_chain,reference_first,reference_last,residues,identical',
    ...givenNames(models).map(row),
    '',
  ].join('\n');
}

function rankingCsv(ranked, models) {
  const lines = ranked.map((name, rank) => {
    const criteria = [0.3 * rank, rank / 7, 1 + ((rank * 7) % 11), -4000 + 30 * rank].map(value => value.toFixed(2));
    return [rank + 1, name, 4 * rank + 4, ...criteria, rank < models ? 'yes' : 'no'].join();
  });
  return [
    'rank,model,rank_sum,ramachandran_outliers_percent,geometry_violations_percent,clashscore,engine_score,selected',
    ...lines,
    '',
  ].join('\n');
}

function ensembleCif(rows, models, spread = rmsd, ligands = [], moved = () => 0) {
  const random = generator(7);
  const id = chain => (/^[\w.]+$/.test(chain) ? chain : chain.includes("'") ? `"${chain}"` : `'${chain}'`);
  const chains = [...new Set(rows.map(({ chain }) => chain))].map(id);
  const items = [
    'group_PDB',
    'id',
    'type_symbol',
    'label_atom_id',
    'label_alt_id',
    'label_comp_id',
    'label_asym_id',
    'label_entity_id',
    'label_seq_id',
    'pdbx_PDB_ins_code',
    'Cartn_x',
    'Cartn_y',
    'Cartn_z',
    'occupancy',
    'B_iso_or_equiv',
    'auth_seq_id',
    'auth_comp_id',
    'auth_asym_id',
    'auth_atom_id',
    'pdbx_PDB_model_num',
  ];
  const lines = [
    'data_ensemble',
    '#',
    'loop_',
    '_entity.id',
    '_entity.type',
    '1 polymer',
    ...ligands.map((_, place) => `${place + 2} non-polymer`),
    '#',
    'loop_',
    '_entity_poly.entity_id',
    '_entity_poly.type',
    '1 polypeptide(L)',
    '#',
    'loop_',
    '_struct_asym.id',
    '_struct_asym.entity_id',
    ...chains.map(chain => `${chain} 1`),
    ...ligands.map((_, place) => `L${place} ${place + 2}`),
    '#',
    'loop_',
    ...items.map(item => `_atom_site.${item}`),
  ];
  let serial = 1;
  for (let model = 1; model <= models; model++) {
    for (const { index, chain, name, number, code } of rows) {
      const shift = [0, 1, 2].map(() => (random() - 0.5) * 1.4 * spread(index));
      for (const atom of ATOMS[name]) {
        const at = position(index, atom).map(
          (value, axis) =>
            value + (axis ? 0 : moved(index)) + (model === 1 ? 0 : shift[axis]) + (random() - 0.5) * 0.05,
        );
        const numbers = [...at, 1, 40 + 20 * random()].map(value => value.toFixed(3));
        lines.push(
          [
            'ATOM',
            serial++,
            atom[0],
            atom,
            '.',
            name,
            id(chain),
            1,
            index + 1,
            code || '?',
            ...numbers,
            number,
            name,
            id(chain),
            atom,
            model,
          ].join(' '),
        );
      }
    }
    ligands.forEach(({ chain, number, name, spread: apart, place }, index) => {
      for (const [step, atom] of ['C1', 'C2', 'O1'].entries()) {
        const at = [place[0] + 1.4 * step, place[1] + (apart * model) / models, place[2], 1, 40].map(value =>
          value.toFixed(3),
        );
        const labels = [atom[0], atom, '.', name, `L${index}`, index + 2, '.', '?'];
        lines.push(['HETATM', serial++, ...labels, ...at, number, name, id(chain), atom, model].join(' '));
      }
    });
  }
  return [...lines, '#', ''].join('\n');
}

/** Noise, and a blob at every atom: MRC, mode 2. */
function map(rows) {
  const random = generator(11);
  const far = [0, 1, 2].map(axis => Math.max(...rows.map(({ index }) => position(index, 'CA')[axis])) + 20);
  const size = far.map(to => Math.ceil(to / VOXEL));
  const values = Float32Array.from(
    { length: size[0] * size[1] * size[2] },
    () => (random() + random() + random() - 1.5) * 0.6,
  );
  for (const { index, name } of rows) {
    for (const atom of ATOMS[name]) {
      const near = position(index, atom).map(value => value / VOXEL);
      for (let z = Math.ceil(near[2] - 2); z <= near[2] + 2; z++) {
        for (let y = Math.ceil(near[1] - 2); y <= near[1] + 2; y++) {
          for (let x = Math.ceil(near[0] - 2); x <= near[0] + 2; x++) {
            const square = (x - near[0]) ** 2 + (y - near[1]) ** 2 + (z - near[2]) ** 2;
            values[(z * size[1] + y) * size[0] + x] += 1.5 * Math.exp(-square);
          }
        }
      }
    }
  }
  const header = new DataView(new ArrayBuffer(1024));
  size.forEach((n, axis) => {
    header.setInt32(4 * axis, n, true);
    header.setInt32(28 + 4 * axis, n, true);
    header.setFloat32(40 + 4 * axis, n * VOXEL, true);
    header.setFloat32(52 + 4 * axis, 90, true);
    header.setInt32(64 + 4 * axis, axis + 1, true);
  });
  header.setInt32(12, 2, true);
  header.setInt32(88, 1, true);
  'MAP DD'.split('').forEach((letter, place) => header.setUint8(208 + place, letter.charCodeAt(0)));
  return Buffer.concat([Buffer.from(header.buffer), Buffer.from(values.buffer)]);
}
