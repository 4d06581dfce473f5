/** An entry with outliers for the tests: the made-up one with a list of outliers, and its page by 'emtools report'. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from './entries.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MORE = [
  'ca_rmsd_about_mean',
  'all_atom_rmsd',
  'b_rmsd',
  'ramachandran',
  'rotamer',
  'cbeta_deviation',
  'cc',
  'smoc',
];

/** Chain, number, code and name of a row of residues.csv, as the made-up entry of one chain has them. */
export const residue = index => ({
  number: index < 6 ? index : index - 1,
  code: index === 6 ? 'A' : '',
  name: index % 2 ? 'GLU' : 'LYS',
});

/**
 * @param rows of outliers.csv: model (from 1), criterion, index of the residue, atoms, value, ideal, z
 * @returns the page's file
 */
export function reportWithOutliers(folder, options, rows) {
  const page = report(folder, { ...options, without: [...(options.without ?? []), 'density_ca'] });
  const table = rows.map(([model, criterion, index, atoms, value, ideal = '', z = '']) => {
    const { number, code, name } = residue(index);
    return [`model_000${model}`, criterion, 'A', number, code, name, atoms, value, ideal, z].join();
  });
  const columns = 'model,criterion,chain,resnum,icode,resname,atoms,value,ideal,z';
  writeFileSync(join(folder, 'outliers.csv'), [columns, ...table, ''].join('\n'));
  const [head, ...lines] = readFileSync(join(folder, 'residues.csv'), 'utf8').trim().split('\n');
  const judged = lines.map(
    (line, index) => `${line},0.2,0.9,1.1,favoured,${index === 3 ? '' : 'allowed'},0.05,0.81,0.72`,
  );
  writeFileSync(join(folder, 'residues.csv'), [[head, ...MORE].join(), ...judged, ''].join('\n'));
  const renderer = join(ROOT, 'bin', 'render_figures.py');
  const again = ['report', '--entry', '.', '--renderer', renderer, '--out-dir', 'report'];
  execFileSync(join(ROOT, 'bin', 'emtools'), again, { cwd: folder, stdio: 'pipe' });
  return page;
}
